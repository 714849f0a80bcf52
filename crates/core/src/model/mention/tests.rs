use std::rc::Rc;

use super::{Mention, Mentions};
use crate::marked::{Marked, parse, print};
use crate::model::MentionId;
use crate::span::Span;

/// Names the mentions that overlap the selection.
#[track_caller]
fn check_overlapping(marked: &str, expected: &[&str]) {
    let fixture = parse(marked);
    let found: Vec<_> = fixture
        .document
        .mentions()
        .overlapping(fixture.span())
        .map(|it| it.id.to_string())
        .collect();
    assert_eq!(found, expected, "{marked}");
}

#[test]
fn mentions_that_share_a_character_with_a_span_overlap_it() {
    check_overlapping("[Ada|X] {met} [Charles|X]", &[]);
    check_overlapping("[Ada|X]{ met }[Charles|X]", &[]);
    check_overlapping("[Ad{a|X] met C}harles", &["m1"]);
    check_overlapping("[Ada|X] [m{e}t|X] [Charles|X]", &["m2"]);
    check_overlapping("[Ada|X] {[m[e|Y]t|X]} [Charles|X]", &["m2", "m3"]);
}

#[test]
fn a_long_mention_is_found_behind_short_ones() {
    check_overlapping("[[a|X] [b|X] [c|X] {d} e|LONG] [f|X]", &["m1"]);
    check_overlapping("[a|X] [[b|X] c|LONG] {d} e", &[]);
    check_overlapping("[1:a [b|X] c|LONG:1] [2:d [e|X] {f} g|LONG:2]", &["m3"]);
}

#[test]
fn the_gap_of_a_discontinuous_mention_is_not_in_it() {
    check_overlapping("[1:pain|X:1] {in the} [1:leg|X:1]", &[]);
    check_overlapping("[1:pain|X:1] in t{he [1:l}eg|X:1]", &["m1"]);
}

#[test]
fn mentions_stand_by_start_then_the_longer_then_the_older() {
    let marked = "[[[a|X] b|Y] c|X] [[d|Y]|X]";
    let fixture = parse(marked);
    let sorted: Vec<_> = fixture.document.mentions().iter().cloned().collect();
    let ids: Vec<_> = sorted.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, ["m1", "m2", "m3", "m4", "m5"]);
    let backward: Mentions = sorted.into_iter().rev().collect();
    assert_eq!(&backward, fixture.document.mentions());
}

/// Names the mention that has the spans of mention `wanted` and its label.
fn find(fixture: &Marked, wanted: &Mention) -> Option<String> {
    let found = fixture
        .document
        .mentions()
        .find(&wanted.spans, wanted.label);
    found.map(|it| it.id.to_string())
}

#[test]
fn a_mention_is_found_by_its_spans_and_label() {
    let fixture = parse("[[[Ada|X]|Y]|Z] met [1:C|X:1]h[1:a|X:1]r[2:l|Y:2]e[2:s|Y:2]");
    for mention in fixture.document.mentions().iter() {
        assert_eq!(find(&fixture, mention), Some(mention.id.to_string()));
    }
}

#[test]
fn a_mention_with_another_label_or_range_is_not_found() {
    let fixture = parse("[[Ada|X]|Y] [met|Z]");
    let mentions: Vec<_> = fixture.document.mentions().iter().cloned().collect();
    let other_label = Mention {
        label: mentions[2].label,
        ..Mention::clone(&mentions[0])
    };
    assert_eq!(find(&fixture, &other_label), None);
    let shorter = Mention {
        spans: Span::new(0, 2).unwrap().into(),
        ..Mention::clone(&mentions[0])
    };
    assert_eq!(find(&fixture, &shorter), None);
}

#[test]
fn mentions_with_one_outer_span_are_told_apart() {
    let whole = parse("[A d a|X]");
    let pieces = parse("[1:A|X:1] d [1:a|X:1]");
    let mention = pieces.document.mentions().iter().next().unwrap();
    assert_eq!(find(&pieces, mention).as_deref(), Some("m1"));
    assert_eq!(find(&whole, mention), None);
}

/// Exchanges the mentions named in `removed` for those that `added` has and `marked` has not by id.
#[track_caller]
fn check_exchange(marked: &str, removed: &[&str], added: &str, expected: &str) {
    let mut fixture = parse(marked);
    let removed: Vec<_> = removed
        .iter()
        .map(|id| {
            let id = MentionId::parse(id).unwrap();
            Rc::clone(fixture.document.mentions().get(&id).unwrap())
        })
        .collect();
    // The new ones are numbered from 100, so that their ids are their own.
    let added: Vec<_> = parse(added)
        .document
        .mentions()
        .iter()
        .zip(100..)
        .map(|(it, n)| {
            Rc::new(Mention {
                id: MentionId::numbered(n),
                ..Mention::clone(it)
            })
        })
        .collect();
    let before = fixture.document.clone();
    fixture.document.exchange(&removed, &added);
    let printed = print(&fixture.document, &fixture.labels, None);
    assert_eq!(printed, expected);
    let mentions: Vec<_> = fixture.document.mentions().iter().cloned().collect();
    let sorted: Mentions = mentions.iter().cloned().collect();
    assert_eq!(fixture.document.mentions(), &sorted, "they stand in order");
    for mention in &mentions {
        let outer = mention.spans.first();
        let found = fixture.document.mentions().overlapping(outer);
        assert!(found.into_iter().any(|it| it == mention), "they are found");
    }
    fixture.document.exchange(&added, &removed);
    assert_eq!(fixture.document, before, "the exchange can be taken back");
}

#[test]
fn mentions_are_put_in_where_they_belong() {
    check_exchange("a [b|X] c", &[], "[a|X] b c", "[a|X] [b|X] c");
    check_exchange("a [b|X] c", &[], "a b [c|X]", "a [b|X] [c|X]");
    check_exchange("a [b|X] c", &[], "[a b c|X]", "[a [b|X] c|X]");
    check_exchange("[a b|X] c", &[], "[a|X] b c", "[[a|X] b|X] c");
    check_exchange("a b [c|X]", &[], "[a|X] [b c|X]", "[a|X] [b [c|X]|X]");
}

#[test]
fn mentions_are_taken_out() {
    check_exchange("[a|X] [b|X] [c|X]", &["m2"], "a b c", "[a|X] b [c|X]");
    check_exchange("[a|X] [b|X] [c|X]", &["m3", "m1"], "a b c", "a [b|X] c");
    check_exchange("[a|X] [b|X]", &["m1", "m2"], "a b", "a b");
}

#[test]
fn one_of_several_mentions_at_one_place_is_taken_out() {
    check_exchange("[[[a|X]|Y]|Z] b", &["m2"], "a b", "[[a|X]|Z] b");
    check_exchange("[[[a|X]|Y]|Z] b", &["m1", "m3"], "a b", "[a|Y] b");
}

#[test]
fn mentions_are_exchanged_at_one_place() {
    check_exchange("[[a|X]|Y] b", &["m1"], "[a|Y] b", "[[a|Y]|X] b");
    check_exchange("[a|X] [b|X]", &["m2"], "[a b|X]", "[[a|X] b|X]");
}

#[test]
fn what_is_not_there_is_not_taken_out() {
    let mut fixture = parse("[a|X] [b|X] c");
    let stranger = Mention {
        id: MentionId::numbered(9),
        ..Mention::clone(fixture.document.mentions().iter().next().unwrap())
    };
    fixture.document.exchange(&[Rc::new(stranger)], &[]);
    assert_eq!(
        print(&fixture.document, &fixture.labels, None),
        "[a|X] [b|X] c"
    );
}

#[test]
fn a_long_mention_that_is_gone_reaches_no_further() {
    let mut fixture = parse("[a b c {d}|LONG] e");
    let long: Vec<_> = fixture.document.mentions().iter().cloned().collect();
    fixture.document.exchange(&long, &[]);
    let found = fixture
        .document
        .mentions()
        .overlapping(fixture.span())
        .count();
    assert_eq!(found, 0);
}
