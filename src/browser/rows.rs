//! The rows of long lists: which are in sight, and gaps as high as those that are not drawn.

use std::ops::Range;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// How many rows are drawn above and below those in sight.
const MARGIN: f64 = 24.0;
/// Windows begin and end at multiples of this, so that they change now and then and not at every scroll.
const STEP: f64 = 12.0;

/// Returns for each list with `data-rows`, the number of its rows, which of them are near those in sight.
pub fn windows(within: &Element) -> Vec<Range<usize>> {
    let Ok(Some(scroller)) = within.closest(".side-panel") else {
        return Vec::new();
    };
    let sight = scroller.get_bounding_client_rect();
    let window = |list: Element| {
        let (rect, n_rows) = (list.get_bounding_client_rect(), n_rows(&list));
        let height = (rect.height() / n_rows.max(1) as f64).max(1.0);
        let row = |y: f64| (y - rect.top()) / height;
        let first = (row(sight.top()) - MARGIN) / STEP;
        let behind = (row(sight.bottom()) + MARGIN) / STEP;
        let clamp = |it: f64| ((it * STEP).max(0.0) as usize).min(n_rows);
        clamp(first.floor())..clamp(behind.ceil())
    };
    elements(within, "ul[data-rows]").map(window).collect()
}

/// Makes each gap as high as the rows that it stands for. Returns whether there is one.
pub fn size_gaps(within: &Element) -> bool {
    let size = |gap: Element| {
        let style = gap.unchecked_ref::<HtmlElement>().style();
        drop(style.set_property("--rows", &n_rows(&gap).to_string()));
    };
    elements(within, ".gap").map(size).count() > 0
}

fn elements(within: &Element, selector: &str) -> impl Iterator<Item = Element> {
    let found = within.query_selector_all(selector).ok();
    found
        .into_iter()
        .flat_map(|found| (0..found.length()).filter_map(move |it| found.get(it)?.dyn_into().ok()))
}

fn n_rows(element: &Element) -> usize {
    let rows = element.get_attribute("data-rows");
    rows.and_then(|it| it.parse().ok()).unwrap_or_default()
}
