use expect_test::{Expect, expect};

use super::{BlockKind, block_at, blocks, blocks_in};
use crate::marked::parse;
use crate::span::Span;
use crate::text::Text;

/// Writes each block in a line: what it is, where it starts, its text.
#[expect(clippy::needless_pass_by_value, reason = "an expectation is used once")]
#[track_caller]
fn check(content: &str, expected: Expect) {
    let text = Text::new(content);
    let lines: Vec<String> = blocks(&text)
        .iter()
        .map(|it| {
            let content = text.get(it.span).expect("a block is within its text");
            format!("{:?} {} |{content}|", it.kind, it.span.start())
        })
        .collect();
    expected.assert_eq(&lines.join("\n"));
}

#[test]
fn each_line_that_is_not_blank_is_a_block() {
    check(
        "One is a sentence.\nTwo is as well.\n\n  \nThree.",
        expect![[r#"
            Paragraph 0 |One is a sentence.|
            Paragraph 19 |Two is as well.|
            Paragraph 39 |Three.|"#]],
    );
}

#[test]
fn a_text_without_lines_has_no_blocks() {
    check("", expect![""]);
    check("\n \r\n\t\u{2028}", expect![""]);
}

#[test]
fn a_list_item_stands_without_its_marker() {
    check(
        "- One.\n* Two.\n  • Three.\n+\tFour.\n-  Five.",
        expect![[r#"
            ListItem 2 |One.|
            ListItem 9 |Two.|
            ListItem 18 |Three.|
            ListItem 27 |Four.|
            ListItem 36 |Five.|"#]],
    );
}

#[test]
fn a_bullet_without_a_blank_or_a_text_marks_nothing() {
    check(
        "-5 degrees.\n*Really.\n- \n-",
        expect![[r#"
            Paragraph 0 |-5 degrees.|
            Paragraph 12 |*Really.|
            Paragraph 21 |- |
            Paragraph 24 |-|"#]],
    );
}

#[test]
fn hashes_mark_a_heading() {
    check(
        "# One.\n###### Six.\n####### Seven.\n#tag.",
        expect![[r#"
            Heading 2 |One.|
            Heading 14 |Six.|
            Paragraph 19 |####### Seven.|
            Paragraph 34 |#tag.|"#]],
    );
}

#[test]
fn a_short_line_above_paragraphs_is_a_heading() {
    check(
        "A talk in the mountains\n\nTwo people met.\n\nWhat came of it\n\nNothing came of it.",
        expect![[r#"
            Heading 0 |A talk in the mountains|
            Paragraph 25 |Two people met.|
            Heading 42 |What came of it|
            Paragraph 59 |Nothing came of it.|"#]],
    );
    let long = "A sentence of this kind is longer than any caption, heading or verse has any right to be, so it is prose.";
    check(
        &format!("Title\n{long}\nSigned"),
        expect![[r#"
            Heading 0 |Title|
            Paragraph 6 |A sentence of this kind is longer than any caption, heading or verse has any right to be, so it is prose.|
            Caption 112 |Signed|"#]],
    );
    check(
        "Key points\n- One.\n- Two.",
        expect![[r#"
            Heading 0 |Key points|
            ListItem 13 |One.|
            ListItem 20 |Two.|"#]],
    );
}

#[test]
fn a_caption_has_prose_on_one_side_at_least() {
    let prose = "A sentence of this kind is longer than any caption, heading or verse has any right to be, so it is prose.";
    let kinds = |text: String| {
        let kinds: Vec<_> = blocks(&Text::new(text)).iter().map(|it| it.kind).collect();
        kinds[1]
    };
    for (above, below) in [(prose, prose), (prose, "Short."), ("Short.", prose)] {
        assert_eq!(
            kinds(format!("{above}\nA caption\n{below}")),
            BlockKind::Caption
        );
    }
    for (above, below) in [("Short.", "Short."), (prose, "no stop"), ("no stop", prose)] {
        assert_eq!(
            kinds(format!("{above}\nno caption\n{below}")),
            BlockKind::Paragraph
        );
    }
    assert_eq!(
        kinds(format!("- {prose}\nno caption\n{prose}")),
        BlockKind::Paragraph
    );
}

#[test]
fn a_long_line_is_neither_heading_nor_caption() {
    let long = "no full stop ".repeat(8);
    let prose = "This one has its full stop. ".repeat(4);
    check(
        &format!("{long}\n\n{prose}\n{long}\n{prose}"),
        expect![[r#"
            Paragraph 0 |no full stop no full stop no full stop no full stop no full stop no full stop no full stop no full stop |
            Paragraph 106 |This one has its full stop. This one has its full stop. This one has its full stop. This one has its full stop. |
            Paragraph 219 |no full stop no full stop no full stop no full stop no full stop no full stop no full stop no full stop |
            Paragraph 324 |This one has its full stop. This one has its full stop. This one has its full stop. This one has its full stop. |"#]],
    );
}

#[test]
fn the_shape_of_the_article_is_told() {
    let text = "\
- President Ada Example of Arcadia and the chancellor Ben Sample met at the lighthouse near the border.
- Example and Sample opened their talks with trade, fishing and the common railway.
- The mayor of Utopia blamed the islands’ envoys, saying that they split North and South.
For their talks about the railway, President Ada Example and the chancellor Ben Sample met at the lighthouse near the border. The two walked through the engine room, from which Arcadia wants to light the strait again.
As for the quarrel about the fishing grounds with his old rival, the United Islands, Ben Sample promised to stand by Arcadia in the “great regatta”.
Kim Jong Un and Vladimir Putin
Example and Sample opened their talks with trade, fishing and the common railway, spoke of schools, and dwelt upon the “weather in the strait.”
The chancellor agreed to a possible contract by which his country would give Arcadia new locomotives. Sample said how much the two had to settle between themselves.
The party from Arcadia had Carl Model, who speaks for the palace, Dora Pattern, the foreign minister, Emil Draft, the minister of railways, Fay Outline, and Gus Sketch, the minister of lakes and forests.
Both sides deny that they spoke about locomotives, and the Islands have warned that a contract would be answered.
Dora Pattern, the foreign minister of Arcadia, answered the newspapers by saying that the Islands had broken many promises. The mayor of Utopia blamed the islands‘ envoys, saying that they split North and South.
The meeting of two hours came to its end because neither of the two wanted to sign a paper, such as a common statement, after it.";
    let kinds: Vec<String> = blocks(&Text::new(text))
        .iter()
        .map(|it| format!("{:?}", it.kind))
        .collect();
    expect![[r#"
        ListItem
        ListItem
        ListItem
        Paragraph
        Paragraph
        Caption
        Paragraph
        Paragraph
        Paragraph
        Paragraph
        Paragraph
        Paragraph"#]]
    .assert_eq(&kinds.join("\n"));
}

#[test]
fn verses_stay_paragraphs() {
    check(
        "I left the window open wide,\nNo wind came in that night\nThe lamp I lit, it would not burn;\nThe moon alone was bright.",
        expect![[r#"
            Paragraph 0 |I left the window open wide,|
            Paragraph 29 |No wind came in that night|
            Paragraph 56 |The lamp I lit, it would not burn;|
            Paragraph 91 |The moon alone was bright.|"#]],
    );
    check(
        "The lamp I lit that evening\nIt would not burn at all.\n\nThe moon alone was standing\nAbove the garden wall.",
        expect![[r#"
            Paragraph 0 |The lamp I lit that evening|
            Paragraph 28 |It would not burn at all.|
            Paragraph 55 |The moon alone was standing|
            Paragraph 83 |Above the garden wall.|"#]],
    );
}

#[test]
fn a_list_of_words_stays_paragraphs() {
    check(
        "apple\npear\nplum",
        expect![[r#"
            Paragraph 0 |apple|
            Paragraph 6 |pear|
            Paragraph 11 |plum|"#]],
    );
}

#[test]
fn every_mandatory_break_ends_a_line() {
    check(
        "a.\nb.\rc.\r\nd.\u{b}e.\u{c}f.\u{85}g.\u{2028}h.\u{2029}i.",
        expect![[r#"
            Paragraph 0 |a.|
            Paragraph 3 |b.|
            Paragraph 6 |c.|
            Paragraph 10 |d.|
            Paragraph 13 |e.|
            Paragraph 16 |f.|
            Paragraph 19 |g.|
            Paragraph 22 |h.|
            Paragraph 25 |i.|"#]],
    );
}

#[test]
fn the_line_feed_of_cr_lf_is_no_blank_line() {
    check(
        "One.\r\nno heading\r\nTwo.\r\n\r\nA heading\r\n\r\nThree.",
        expect![[r#"
            Paragraph 0 |One.|
            Paragraph 6 |no heading|
            Paragraph 18 |Two.|
            Heading 26 |A heading|
            Paragraph 39 |Three.|"#]],
    );
}

#[test]
fn a_line_of_blanks_behind_a_lone_cr_is_a_blank_line() {
    check(
        "One.\r  \nA heading\r\rTwo.",
        expect![[r#"
            Paragraph 0 |One.|
            Heading 8 |A heading|
            Paragraph 19 |Two.|"#]],
    );
}

#[test]
fn an_offset_counts_code_points_before_the_block() {
    check(
        "🙂🙂.\n- שָׁלוֹם.",
        expect![[r#"
            Paragraph 0 |🙂🙂.|
            ListItem 6 |שָׁלוֹם.|"#]],
    );
}

#[test]
fn sentences_of_other_scripts_end_with_their_own_stops() {
    check(
        "标题\n\n他们见面了。\n\nउन्होंने कहा।",
        expect![[r#"
            Heading 0 |标题|
            Paragraph 4 |他们见面了。|
            Paragraph 12 |उन्होंने कहा।|"#]],
    );
}

/// Names the text of the block at the caret.
#[track_caller]
fn check_at(marked: &str, expected: Option<&str>) {
    let fixture = parse(marked);
    let document = &fixture.document;
    let block = block_at(document.blocks(), fixture.caret());
    let found = block.and_then(|it| document.text().get(document.blocks()[it].span));
    assert_eq!(found, expected, "{marked}");
}

#[test]
fn an_offset_belongs_to_the_block_that_it_is_in_or_behind() {
    check_at("- {}One.\n- Two.", Some("One."));
    check_at("- On{}e.\n- Two.", Some("One."));
    check_at("- One.{}\n- Two.", Some("One."));
    check_at("- One.\n-{} Two.", Some("One."));
    check_at("- One.\n- {}Two.", Some("Two."));
    check_at("- One.\n- Two.{}", Some("Two."));
    check_at("{}- One.", None);
    check_at("{}", None);
}

/// Counts the blocks that overlap the selection.
#[track_caller]
fn check_in(marked: &str, expected: std::ops::Range<usize>) {
    let fixture = parse(marked);
    let found = blocks_in(fixture.document.blocks(), fixture.span());
    assert_eq!(found, expected, "{marked}");
}

#[test]
fn a_span_finds_the_blocks_that_it_overlaps() {
    check_in("a{.\nb.\nc}.", 0..3);
    check_in("a.{\nb}.\nc.", 1..2);
    check_in("a{.\n}b.\nc.", 0..1);
    check_in("a.{\n}b.\nc.", 1..1);
    check_in("a.\nb.\nc.{\n}", 3..3);
    check_in("{-} a.", 0..0);
    assert_eq!(blocks_in(&[], Span::new(0, 9).unwrap()), 0..0);
}
