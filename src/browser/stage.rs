//! [`Stage`]: where the page is made before it is seen.

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement};

/// A body for the page that is made while the one that came with it is still shown.
///
/// What is drawn in several turns is never seen half done, and the browser lays it out once.
#[derive(Clone, Debug, PartialEq)]
pub struct Stage(HtmlElement);

impl Stage {
    /// Makes an empty body; `None` where there is no page.
    pub fn new() -> Option<Self> {
        let body = document()?.create_element("body").ok()?;
        Some(Self(body.unchecked_into()))
    }

    /// Returns the element that the page is drawn in.
    pub fn element(&self) -> Element {
        self.0.clone().into()
    }

    /// Shows it in the place of the body before, as far down as that was read.
    pub fn show(&self) {
        let Some(document) = document() else { return };
        let main = || document.query_selector("main").ok().flatten();
        let read = main().map_or(0, |it| it.scroll_top());
        document.set_body(Some(&self.0));
        if let Some(main) = main().filter(|_| read > 0) {
            main.set_scroll_top(read);
        }
    }
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}
