//! The colors of the labels, as a stylesheet made by script: no `style` attribute holds what came from a file.

use glossator_core::model::{Color, LabelSet};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    type CSSStyleSheet;

    #[wasm_bindgen(constructor)]
    fn new() -> CSSStyleSheet;

    #[wasm_bindgen(method, js_name = replaceSync)]
    fn replace_sync(this: &CSSStyleSheet, text: &str);

    type AdoptingDocument;

    #[wasm_bindgen(method, setter, js_name = adoptedStyleSheets)]
    fn set_adopted_style_sheets(this: &AdoptingDocument, sheets: Vec<CSSStyleSheet>);
}

/// How many lanes of underlines are drawn below a line.
pub const N_LANES: usize = 5;

/// Gives the classes `label-ID`, `tag-ID` and `lane-N-ID` the colors of the labels, as each theme has them.
pub fn apply(labels: &LabelSet) {
    let Some(document) = web_sys::window().and_then(|it| it.document()) else {
        return;
    };
    let sheet = CSSStyleSheet::new();
    sheet.replace_sync(&rules(labels));
    document
        .unchecked_into::<AdoptingDocument>()
        .set_adopted_style_sheets(vec![sheet]);
}

/// Returns the rules; they hold ids and colors, which cannot hold anything else.
fn rules(labels: &LabelSet) -> String {
    let mut rules = String::new();
    let [light, dark] = Color::LIGHTNESS;
    for label in labels.iter() {
        let (id, color) = (label.id, label.color);
        rules += &format!(
            ":root{{--color-{id}:light-dark(oklch(from {color} {light} c h),oklch(from {color} {dark} c h))}}\
             .label-{id},.tag-{id}::before{{--label:var(--color-{id})}}"
        );
        for lane in 0..N_LANES {
            rules += &format!(".lane-{lane}-{id}{{--lane-{lane}:var(--color-{id})}}");
        }
    }
    rules
}
