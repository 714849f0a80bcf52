use super::Search;
use crate::span::Span;
use crate::text::Text;

/// Returns where a quote is found nearest to a place.
#[track_caller]
fn start(text: &str, quote: &str, near: usize) -> Option<usize> {
    let found = Search::default().nearest(&Text::new(text), quote, near);
    found.map(Span::start)
}

#[test]
fn the_nearest_occurrence_is_found_however_far_it_is() {
    let blanks = " ".repeat(70_000);
    let text = format!("🙂 Ada{blanks}Ada{blanks}");
    let (first, second) = (2, 70_005);
    for (near, expected) in [
        (0, first),
        (35_002, first),
        (35_005, second),
        (second + 900, second),
        (139_000, second),
        (usize::MAX / 2, second),
    ] {
        assert_eq!(start(&text, "Ada", near), Some(expected), "near {near}");
    }
}

#[test]
fn a_quote_is_found_across_the_edge_of_the_first_window() {
    let text = format!("{}Ada met Ben", " ".repeat(1_000));
    assert_eq!(start(&text, "Ada met Ben", 0), Some(1_000));
    assert_eq!(start(&text, "Ada met Ben", 1_011), Some(1_000));
}

#[test]
fn what_is_nowhere_or_blank_is_not_found() {
    assert_eq!(start("Ada met Ben", "Eve", 3), None);
    assert_eq!(start("Ada met Ben", " ", 3), None);
    assert_eq!(start("", "Ada", 0), None);
}

#[test]
fn a_search_reads_no_more_than_it_may() {
    let text = Text::new("Ada met Ben");
    let mut search = Search { room: 30 };
    assert_eq!(search.nearest(&text, "Eve", 0), None);
    assert!(search.nearest(&text, "Ben", 0).is_some());
    // The text was read twice, and is too long to be read again.
    assert_eq!(search.room, 8);
    assert_eq!(search.nearest(&text, "Ben", 0), None);
}
