//! The rows of long lists: which are in sight, and gaps as high as those that are not drawn.

use std::ops::Range;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// How many rows are drawn above and below those in sight.
const MARGIN: f64 = 24.0;
/// With so few left on a side of those in sight a window moves: now and then, and not at every scroll and every row that
/// comes or goes.
const NEAR: f64 = 8.0;
/// After how many changes of a row a list is measured anew: before that there are drawn ones left.
const PATIENCE: usize = NEAR as usize;

/// The rows of a list that are drawn, with its `data-list`. They may reach over its end, for rows that are to come.
pub type Window = (String, Range<usize>);

/// How much the rows of lists have changed since these were to be measured.
#[derive(Debug, Default)]
pub struct Drift {
    /// As how many rows they were high.
    n_rows: usize,
    /// How often rows have come, gone or moved from one list to another.
    n_edits: usize,
    /// How often the lists were to be measured.
    n_times: usize,
}

impl Drift {
    /// Takes note of an edit, after which the lists are as high as `n_rows` rows.
    pub fn note(&mut self, n_rows: usize) {
        self.n_edits += 1;
        if self.n_edits >= PATIENCE || self.n_rows.abs_diff(n_rows) >= PATIENCE {
            (self.n_rows, self.n_edits) = (n_rows, 0);
            self.n_times += 1;
        }
    }

    /// Returns how often the lists were to be measured.
    pub fn n_times(&self) -> usize {
        self.n_times
    }
}

/// Returns for each list with `data-rows`, the number of its rows, which of them are drawn: those near the ones in sight.
/// What is drawn already stays where it is near enough; of a list without a window those may be its first.
pub fn windows(within: &Element, drawn: &[Window]) -> Vec<Window> {
    let Ok(Some(scroller)) = within.closest(".side-panel") else {
        return Vec::new();
    };
    let sight = scroller.get_bounding_client_rect();
    let window = |list: Element| {
        let (rect, n_rows) = (list.get_bounding_client_rect(), n_rows(&list));
        let height = (rect.height() / n_rows.max(1) as f64).max(1.0);
        let row = |y: f64, margin: f64| ((y - rect.top()) / height + margin).max(0.0) as usize;
        let around = |margin: f64| row(sight.top(), -margin)..row(sight.bottom(), margin);
        let (near, wanted) = (around(NEAR), around(MARGIN));
        let name = list.get_attribute("data-list").unwrap_or_default();
        let stays = |it: &Range<usize>| {
            let is_small = it.len() <= wanted.len() + 2 * MARGIN as usize;
            is_small && it.start <= near.start && near.end.min(n_rows) <= it.end
        };
        let before = drawn.iter().find(|(it, _)| *it == name);
        let first = || {
            let n_drawn = elements(&list, "li:not(.gap)").count();
            (n_drawn < n_rows).then_some(0..n_drawn)
        };
        let before = before.map(|(_, it)| it.clone()).or_else(first);
        let before = before.filter(stays);
        (name, before.unwrap_or(wanted))
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

#[cfg(test)]
mod tests {
    use super::Drift;

    /// Returns how often lists were to be measured after each of some edits, with how many rows these left.
    fn times(drift: &mut Drift, edits: &[usize]) -> Vec<usize> {
        let note = |n_rows: &usize| {
            drift.note(*n_rows);
            drift.n_times()
        };
        edits.iter().map(note).collect()
    }

    #[test]
    fn rows_that_come_and_go_call_for_no_measure_until_there_were_many() {
        let mut drift = Drift::default();
        assert_eq!(times(&mut drift, &[1000]), [1], "all of them are new");
        let edits = [999, 1000, 999, 1000, 999, 1000, 999, 1000];
        assert_eq!(times(&mut drift, &edits), [1, 1, 1, 1, 1, 1, 1, 2]);
    }

    #[test]
    fn many_rows_at_once_call_for_a_measure() {
        let edits = [3, 6, 7, 8, 12, 15, 16, 0];
        let found = times(&mut Drift::default(), &edits);
        assert_eq!(found, [0, 0, 0, 1, 1, 1, 2, 3]);
    }
}
