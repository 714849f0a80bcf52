//! [`Colors`]: those of the labels, in stylesheets made by script: no `style` attribute holds what came from a file.

use std::rc::Rc;

use glossator_core::model::{Color, Label, LabelId, LabelSet};
use glossator_core::runs::N_LANES;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[derive(Clone)]
    type CSSStyleSheet;

    #[wasm_bindgen(constructor)]
    fn new() -> CSSStyleSheet;

    #[wasm_bindgen(method, js_name = replaceSync)]
    fn replace_sync(this: &CSSStyleSheet, text: &str);

    type AdoptingDocument;

    #[wasm_bindgen(method, setter, js_name = adoptedStyleSheets)]
    fn set_adopted_style_sheets(this: &AdoptingDocument, sheets: Vec<CSSStyleSheet>);
}

/// The colors of the labels in the page: a stylesheet for each.
///
/// Where a stylesheet is added, browsers give those elements a new style that it is about; where one is replaced, all.
#[derive(Default)]
pub struct Colors {
    labels: Rc<LabelSet>,
    sheets: Vec<(LabelId, Color, CSSStyleSheet)>,
}

impl Colors {
    /// Gives the classes `label-ID`, `one-ID`, `tag-ID` and `lane-N-ID` the colors of the labels, as each theme has them.
    pub fn apply(&mut self, labels: &Rc<LabelSet>) {
        let document = web_sys::window().and_then(|it| it.document());
        let Some(document) = document.filter(|_| !Rc::ptr_eq(labels, &self.labels)) else {
            return;
        };
        self.labels = Rc::clone(labels);
        let is_wanted = |id, color| labels.get(id).is_some_and(|it| it.color == color);
        self.sheets.retain(|(id, color, _)| is_wanted(*id, *color));
        for label in labels.iter() {
            if self.sheets.iter().all(|(id, ..)| *id != label.id) {
                let sheet = CSSStyleSheet::new();
                sheet.replace_sync(&rules(label));
                self.sheets.push((label.id, label.color, sheet));
            }
        }
        let sheets = self.sheets.iter().map(|(.., sheet)| sheet.clone());
        document
            .unchecked_into::<AdoptingDocument>()
            .set_adopted_style_sheets(sheets.collect());
    }
}

/// Returns the rules of a label; they hold ids and colors, which cannot hold anything else. The colors stand there in
/// full, since a style with a variable is worked out for each element: most runs have one lane, and no variable.
fn rules(label: &Label) -> String {
    let [light, dark] = Color::LIGHTNESS;
    let (id, color) = (label.id, label.color);
    let shades =
        format!("light-dark(oklch(from {color} {light} c h),oklch(from {color} {dark} c h))");
    let mut rules = format!(
        ".label-{id}{{--label:{shades}}}\
         .one-{id}{{background:\
         linear-gradient(color-mix(in oklab,{shades} 17%,transparent) calc(100% - 9px),\
         {shades} 0 calc(100% - 7px),transparent 0)}}\
         .tag-{id}::before{{color:light-dark(oklch(from {color} .47 c h),oklch(from {color} .8 calc(c*.8) h))}}"
    );
    for lane in 0..N_LANES {
        rules += &format!(".lane-{lane}-{id}{{--lane-{lane}:{shades}}}");
    }
    rules
}
