//! Passing paint by the [CSS Custom Highlight API](https://www.w3.org/TR/css-highlight-api-1/): it changes no
//! element.
//!
//! web-sys has these types behind a flag that would alter other types for all crates, so they are declared here.

use wasm_bindgen::prelude::*;
use web_sys::Range;

#[wasm_bindgen]
extern "C" {
    type Highlight;

    #[wasm_bindgen(constructor)]
    fn new() -> Highlight;

    #[wasm_bindgen(method)]
    fn add(this: &Highlight, range: &Range);

    type HighlightRegistry;

    #[wasm_bindgen(method)]
    fn set(this: &HighlightRegistry, name: &str, highlight: &Highlight);

    #[wasm_bindgen(method)]
    fn delete(this: &HighlightRegistry, name: &str) -> bool;

    #[wasm_bindgen(thread_local_v2, js_namespace = CSS, js_name = highlights)]
    static HIGHLIGHTS: Option<HighlightRegistry>;
}

/// Paints ranges as `::highlight(name)`, instead of those painted so before. A browser without highlights
/// paints nothing.
pub fn paint(name: &str, ranges: &[Range]) {
    HIGHLIGHTS.with(|registry| {
        let Some(registry) = registry else { return };
        if ranges.is_empty() {
            registry.delete(name);
            return;
        }
        let highlight = Highlight::new();
        ranges.iter().for_each(|it| highlight.add(it));
        registry.set(name, &highlight);
    });
}
