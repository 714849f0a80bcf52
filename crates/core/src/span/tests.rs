use super::{Edge, Span, Spans};
use crate::marked::{parse, print};
use crate::model::Mention;

/// Names the relations of the mention `[…|X]` to the selection `{…}` that hold.
#[track_caller]
fn check(marked: &str, expected: &str) {
    let fixture = parse(marked);
    let (a, b) = (
        fixture
            .document
            .mentions()
            .iter()
            .next()
            .unwrap()
            .spans
            .first(),
        fixture.span(),
    );
    let relations = [
        ("contains", a.contains(b)),
        ("is contained", b.contains(a)),
        ("overlaps", a.overlaps(b)),
        ("crosses", a.crosses(b)),
        ("touches", a.touches(b)),
    ];
    let holding: Vec<_> = relations
        .into_iter()
        .filter_map(|(name, holds)| holds.then_some(name))
        .collect();
    assert_eq!(holding.join(", "), expected, "{marked}");
    assert_eq!(a.overlaps(b), b.overlaps(a), "{marked}");
    assert_eq!(a.crosses(b), b.crosses(a), "{marked}");
    assert_eq!(a.touches(b), b.touches(a), "{marked}");
    assert_eq!(a.overlaps(b), a.intersection(b).is_some(), "{marked}");
    let union = a.union(b);
    assert!(union.contains(a) && union.contains(b), "{marked}");
}

fn span(start: usize, end: usize) -> Span {
    Span::new(start, end).unwrap()
}

#[test]
fn spans_apart_have_no_relation() {
    check("[ab|X]c{de}", "");
    check("{ab}c[de|X]", "");
}

#[test]
fn adjacent_spans_touch() {
    check("[ab|X]{cd}", "touches");
    check("{ab}[cd|X]", "touches");
}

#[test]
fn crossing_spans_overlap_in_part() {
    check("[a{b|X]c}", "overlaps, crosses, touches");
    check("{a[b}c|X]", "overlaps, crosses, touches");
}

#[test]
fn a_span_contains_what_is_inside_it() {
    check("[a{b}c|X]", "contains, overlaps, touches");
    check("[{b}c|X]", "contains, overlaps, touches");
    check("[a{b}|X]", "contains, overlaps, touches");
    check("{a[b|X]c}", "is contained, overlaps, touches");
}

#[test]
fn a_span_contains_itself_and_does_not_cross_itself() {
    check("{[ab|X]}", "contains, is contained, overlaps, touches");
}

#[test]
fn a_span_is_never_empty_and_never_runs_backward() {
    assert_eq!(Span::new(2, 2), None);
    assert_eq!(Span::new(3, 2), None);
    assert_eq!(Span::between(3, 2), Span::new(2, 3));
    assert_eq!(Span::between(2, 3), Span::new(2, 3));
    assert_eq!(Span::between(2, 2), None);
    assert_eq!(span(2, 5).len(), 3);
}

#[test]
fn a_span_holds_its_start_and_not_its_end() {
    let held: Vec<_> = (0..5)
        .filter(|&it| span(1, 3).contains_offset(it))
        .collect();
    assert_eq!(held, [1, 2]);
}

#[test]
fn an_intersection_is_what_both_have() {
    assert_eq!(span(0, 3).intersection(span(1, 5)), Some(span(1, 3)));
    assert_eq!(span(0, 3).intersection(span(3, 5)), None);
    assert_eq!(span(0, 1).union(span(4, 5)), span(0, 5));
}

#[test]
fn of_spans_that_start_together_the_longer_comes_first() {
    let mut spans = [span(1, 2), span(0, 1), span(1, 4), span(0, 9)];
    spans.sort();
    assert_eq!(spans, [span(0, 9), span(0, 1), span(1, 4), span(1, 2)]);
}

/// Checks what spans become, drawn over `text`.
#[track_caller]
fn check_spans(text: &str, spans: &[(usize, usize)], expected: &str) {
    let spans = Spans::new(spans.iter().map(|&(start, end)| span(start, end))).unwrap();
    let mut fixture = parse(&format!("[{text}|X]"));
    let mention = fixture.document.mentions().iter().next().unwrap().clone();
    let drawn = Mention {
        spans: spans.clone(),
        ..Mention::clone(&mention)
    };
    fixture.document.exchange(&[mention], &[drawn.into()]);
    assert_eq!(print(&fixture.document, &fixture.labels, None), expected);
    assert_eq!(spans.is_discontinuous(), spans.iter().count() > 1);
    assert_eq!(
        spans.n_code_points(),
        spans.iter().map(Span::len).sum::<usize>()
    );
    assert_eq!(spans.outer().start(), spans.first().start());
    assert_eq!(spans.outer().end(), spans.last().end());
}

#[test]
fn spans_stand_in_order() {
    check_spans("abcdefg", &[(5, 7), (0, 1)], "[1:a|X:1]bcde[1:fg|X:1]");
}

#[test]
fn spans_that_touch_or_overlap_are_one() {
    check_spans("abcdefg", &[(0, 2), (2, 4)], "[abcd|X]efg");
    check_spans("abcdefg", &[(2, 4), (0, 2), (4, 7)], "[abcdefg|X]");
    check_spans("abcdefg", &[(0, 3), (2, 4)], "[abcd|X]efg");
    check_spans("abcdefg", &[(0, 5), (1, 2)], "[abcde|X]fg");
    check_spans("abcdefg", &[(1, 2), (1, 2)], "a[b|X]cdefg");
}

#[test]
fn only_spans_that_touch_are_joined() {
    check_spans(
        "abcdefg",
        &[(0, 1), (2, 3), (3, 4), (6, 7)],
        "[1:a|X:1]b[1:cd|X:1]ef[1:g|X:1]",
    );
}

#[test]
fn no_span_makes_no_spans() {
    assert_eq!(Spans::new([]), None);
    assert_eq!(Spans::from(span(1, 2)), Spans::new([span(1, 2)]).unwrap());
}

#[test]
fn a_gap_between_spans_is_not_covered() {
    let spans = Spans::new([span(0, 2), span(4, 6)]).unwrap();
    assert!(!spans.overlaps(span(2, 4)));
    assert!(spans.overlaps(span(1, 4)));
    assert!(spans.overlaps(span(5, 9)));
    assert_eq!(spans.n_code_points(), 4);
    assert_eq!(spans.outer(), span(0, 6));
}

#[test]
fn an_edge_that_does_not_move_changes_nothing_and_one_that_leaves_nothing_is_refused() {
    let spans = Spans::new([span(2, 4), span(6, 8)]).unwrap();
    assert_eq!(spans.with_edge(Edge::Start, 2).as_ref(), Some(&spans));
    assert_eq!(spans.with_edge(Edge::End, 8).as_ref(), Some(&spans));
    assert_eq!(spans.with_edge(Edge::Start, 8), None);
    assert_eq!(spans.with_edge(Edge::End, 2), None);
    assert_eq!(spans.without(span(0, 9)), None);
}
