use expect_test::{Expect, expect};

use super::BlockView;
use crate::marked::{Marked, parse};
use crate::segment::Block;
use crate::span::Span;

fn views(fixture: &Marked) -> Vec<BlockView> {
    let document = &fixture.document;
    let view = |&block: &Block| BlockView::new(document, &fixture.labels, block);
    document.blocks().iter().map(view).collect()
}

/// Writes a line for each run: its text, the labels above it with their lanes, outermost first, and its tag.
#[expect(clippy::needless_pass_by_value, reason = "an expectation is used once")]
#[track_caller]
fn check(marked: &str, expected: Expect) {
    let fixture = parse(marked);
    let mut lines = Vec::new();
    for view in views(&fixture) {
        lines.push(format!("{:?}", view.kind));
        for run in view.runs {
            let mut line = format!("  |{}|", run.text);
            for cover in &run.mentions {
                let label = &fixture.labels.get(cover.label).unwrap().name;
                let lane = cover.lane.map_or("–".to_owned(), |it| it.to_string());
                line += &format!(" {label}:{lane}");
            }
            if let Some(tag) = run.tag {
                let label = &fixture.labels.get(tag.label).unwrap().name;
                line += &format!(" <{}> of {label}", tag.text);
            }
            lines.push(line);
        }
    }
    expected.assert_eq(&lines.join("\n"));
}

#[test]
fn text_without_mentions_is_one_run() {
    check(
        "Ada met Charles.",
        expect![[r#"
            Paragraph
              |Ada met Charles.|"#]],
    );
}

#[test]
fn a_mention_is_a_run_of_its_own() {
    check(
        "Then [Ada|PER] met Charles.",
        expect![[r#"
            Paragraph
              |Then |
              |Ada| PER:0 <PER> of PER
              | met Charles.|"#]],
    );
}

#[test]
fn a_mention_may_be_all_of_a_block() {
    check(
        "- [Ada met Charles.|S]",
        expect![[r#"
            ListItem
              |Ada met Charles.| S:0 <S> of S"#]],
    );
}

#[test]
fn of_nested_mentions_the_inner_is_nearest_to_the_text() {
    check(
        "[Russian President [Vladimir Putin|Person]|Title] met",
        expect![[r#"
            Paragraph
              |Russian President | Title:1 <Title> of Title
              |Vladimir Putin| Title:1 Person:0 <Person> of Person
              | met|"#]],
    );
}

#[test]
fn three_levels_have_three_lanes() {
    check(
        "[a [b [c|Z] d|Y] e|X]",
        expect![[r#"
            Paragraph
              |a | X:2 <X> of X
              |b | X:2 Y:1 <Y> of Y
              |c| X:2 Y:1 Z:0 <Z> of Z
              | d| X:2 Y:1
              | e| X:2"#]],
    );
}

#[test]
fn crossing_mentions_share_a_run() {
    check(
        "[1:a b [2:c|X:1] d|Y:2] e",
        expect![[r#"
            Paragraph
              |a b | X:1 <X> of X
              |c| X:1 Y:0 <Y> of Y
              | d| Y:0
              | e|"#]],
    );
}

#[test]
fn adjacent_mentions_do_not_share_a_run() {
    check(
        "[ab|X][cd|X]",
        expect![[r#"
            Paragraph
              |ab| X:0 <X> of X
              |cd| X:0 <X> of X"#]],
    );
}

#[test]
fn where_all_lanes_are_taken_a_mention_has_none() {
    check(
        "[[[[[[[Ada|A]|B]|C]|D]|E]|F] met|G]",
        expect![[r#"
            Paragraph
              |Ada| G:– F:– E:4 D:3 C:2 B:1 A:0 <A · B · C · D · E · F> of A
              | met| G:–"#]],
    );
}

#[test]
fn mentions_apart_share_a_lane() {
    check(
        "[a|X] [b [c|Y]|X] [d|X]",
        expect![[r#"
            Paragraph
              |a| X:0 <X> of X
              | |
              |b | X:1 <X> of X
              |c| X:1 Y:0 <Y> of Y
              | |
              |d| X:0 <X> of X"#]],
    );
}

#[test]
fn several_mentions_on_one_place_stand_from_the_oldest_inward() {
    check(
        "[[Ada Lovelace|PER]|AUTHOR] met",
        expect![[r#"
            Paragraph
              |Ada Lovelace| AUTHOR:1 PER:0 <PER · AUTHOR> of PER
              | met|"#]],
    );
}

#[test]
fn a_label_that_begins_twice_at_one_place_is_written_once() {
    check(
        "[[Ada|PER] met Charles|PER]",
        expect![[r#"
            Paragraph
              |Ada| PER:1 PER:0 <PER> of PER
              | met Charles| PER:1"#]],
    );
}

#[test]
fn a_mention_over_several_blocks_has_its_tag_in_the_first() {
    check(
        "- One [two.\n- Three.\n- Fo|X]ur.",
        expect![[r#"
            ListItem
              |One |
              |two.| X:0 <X> of X
            ListItem
              |Three.| X:0
            ListItem
              |Fo| X:0
              |ur.|"#]],
    );
}

#[test]
fn a_mention_outside_of_all_blocks_is_not_drawn() {
    check(
        "One.\n[- |X]Two.",
        expect![[r#"
            Paragraph
              |One.|
            ListItem
              |Two.|"#]],
    );
}

#[test]
fn the_gap_of_a_discontinuous_mention_is_plain() {
    check(
        "[1:pain|SYM:1] in the [1:leg|SYM:1]",
        expect![[r#"
            Paragraph
              |pain| SYM:0 <SYM> of SYM
              | in the |
              |leg| SYM:0"#]],
    );
}

#[test]
fn a_mention_in_the_gap_of_another_has_a_lane_of_its_own() {
    check(
        "[1:pain|SYM:1] in [the|X] [1:leg|SYM:1]",
        expect![[r#"
            Paragraph
              |pain| SYM:1 <SYM> of SYM
              | in |
              |the| X:0 <X> of X
              | |
              |leg| SYM:1"#]],
    );
}

#[test]
fn a_tag_is_shortened_to_the_room_before_the_next() {
    check(
        "[I|Person] [am|Organisation] [here|Place]",
        expect![[r#"
            Paragraph
              |I| Person:0 <P> of Person
              | |
              |am| Organisation:0 <Or> of Organisation
              | |
              |here| Place:0 <Place> of Place"#]],
    );
}

#[test]
fn a_tag_has_a_letter_even_without_room() {
    check(
        "[I|Person][a|Place]",
        expect![[r#"
            Paragraph
              |I| Person:0 <P> of Person
              |a| Place:0 <Place> of Place"#]],
    );
}

#[test]
fn wide_characters_make_room_for_two_letters() {
    check(
        "[普京|Person][总统|Organisation]",
        expect![[r#"
            Paragraph
              |普京| Person:0 <Per> of Person
              |总统| Organisation:0 <Organisation> of Organisation"#]],
    );
}

#[test]
fn what_a_reader_takes_for_one_character_makes_room_for_it_alone() {
    check(
        "[👩‍👩‍👧‍👦|Organisation][e\u{301}|Place][ผู้|Person] x",
        expect![[r#"
            Paragraph
              |👩‍👩‍👧‍👦| Organisation:0 <O> of Organisation
              |é| Place:0 <P> of Place
              |ผู้| Person:0 <Person> of Person
              | x|"#]],
    );
}

#[test]
fn a_tag_is_never_longer_than_its_limit() {
    check(
        "[Ada|a label whose name goes on and on] met",
        expect![[r#"
            Paragraph
              |Ada| a label whose name goes on and on:0 <a label whose name goes> of a label whose name goes on and on
              | met|"#]],
    );
}

#[test]
fn a_run_knows_its_mentions() {
    let fixture = parse("[a [b|Y]|X] c");
    let runs = views(&fixture).remove(0).runs;
    let ids: Vec<_> = fixture
        .document
        .mentions()
        .iter()
        .map(|it| &it.id)
        .collect();
    let innermost: Vec<_> = runs
        .iter()
        .map(|it| it.innermost().map(|it| it.id.as_str()))
        .collect();
    assert_eq!(innermost, [Some("m1"), Some("m2"), None]);
    assert!(runs[1].is_under(ids[0]) && runs[1].is_under(ids[1]));
    assert!(!runs[0].is_under(ids[1]));
    assert_eq!(runs[1].span, Span::new(2, 3).unwrap());
}

#[test]
fn a_block_whose_mentions_stay_has_an_equal_view() {
    let before = views(&parse("[a|X] b.\nc [d|X]."));
    let after = views(&parse("[a|X] b.\n[c|X] [d|X]."));
    assert_eq!(before[0], after[0]);
    assert_ne!(before[1], after[1]);
}
