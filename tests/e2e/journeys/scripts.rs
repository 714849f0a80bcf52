//! Selecting, drawing and listing in scripts of either direction, without blanks, and with joined characters.

use std::fs;

use crate::harness::{Person, for_each_engine, setup};

/// Shows a document of `tests/inputs/scripts` and returns its text.
#[track_caller]
fn open(person: &Person, name: &str) -> String {
    let text = fs::read_to_string(setup::input(&format!("scripts/{name}"))).expect("a document");
    person.open_page();
    person.show_text(name, &text);
    text
}

/// Drags over each passage in turn and checks what is tagged, how it is drawn and listed, and that no text moves.
#[track_caller]
fn check(name: &str, passages: &[(&str, &str)]) {
    for_each_engine(|person| {
        let text = open(person, name);
        let before = person.characters();
        let mut expected = Vec::new();
        for &(passage, quote) in passages {
            person.tag(passage, "1");
            expected.push(quote);
            person.wait_until(&format!("{quote} is tagged"), || {
                person.quotes().iter().any(|it| it == quote)
            });
            assert_eq!(
                person.quotes().len(),
                expected.len(),
                "more than {quote} is tagged"
            );
        }
        for mention in person.mentions() {
            mention.check(&text);
            let runs = person.runs();
            let drawn = runs.iter().filter(|it| it.mentions.contains(&mention.id));
            let drawn: String = drawn.map(|it| it.text.as_str()).collect();
            assert_eq!(drawn, mention.quote, "another text is marked");
        }
        let mut rows: Vec<String> = person.ask("return page.texts('.mention-row b')");
        rows.sort();
        expected.sort_unstable();
        assert_eq!(rows, expected, "the list");
        let blocks: Vec<String> = person.blocks().into_iter().map(|it| it.text).collect();
        assert_eq!(blocks.join("\n"), text.trim_end(), "the text on the screen");
        person.check_unmoved(&before, name);
        person.take_screenshot(name);
    });
}

#[test]
fn arabic_is_tagged_from_right_to_left() {
    check(
        "arabic.txt",
        &[
            ("ارة", "سارة"),
            ("بداود في", "بداود في"),
            ("السَّلام", "السَّلام"),
        ],
    );
}

#[test]
fn hebrew_is_tagged_from_right_to_left() {
    check(
        "hebrew.txt",
        &[("דוד", "דוד"), ("ירושל", "בירושלים"), ("צה״ל", "צה״ל")],
    );
}

#[test]
fn text_of_both_directions_is_tagged_in_the_order_of_the_text() {
    check(
        "mixed.txt",
        &[
            ("سلام", "سلام"),
            ("Tim Cook", "Tim Cook"),
            ("means peace", "means peace"),
        ],
    );
}

#[test]
fn chinese_and_japanese_are_tagged_by_characters() {
    check(
        "chinese.txt",
        &[("北京", "北京"), ("王明", "王明"), ("ust", "Rust")],
    );
    check(
        "japanese.txt",
        &[("東京", "東京"), ("コーヒー", "コーヒー")],
    );
}

#[test]
fn thai_and_devanagari_are_tagged_without_a_split_character() {
    check("thai.txt", &[("สมชาย", "สมชาย"), ("น้ำ", "น้ำ")]);
    check("devanagari.txt", &[("दिल्ली", "दिल्ली"), ("क्षित", "क्षितिज")]);
}

#[test]
fn joined_emoji_and_combining_marks_are_tagged_whole() {
    check(
        "emoji.txt",
        &[
            ("Ada 👩‍🚀 met", "Ada 👩‍🚀 met"),
            ("👍🏽", "👍🏽"),
            ("drank", "drank"),
        ],
    );
    for_each_engine(|person| {
        let text = open(person, "combining.txt");
        // From behind the marks on: the word begins before them.
        person.tag("lgo", "1");
        let word = text.lines().last().map(|it| it.trim_end_matches('.'));
        person.wait_for_quotes(&[word.expect("a word")]);
    });
}

#[test]
fn handles_stand_on_the_sides_of_the_script() {
    for_each_engine(|person| {
        open(person, "arabic.txt");
        person.tag("سارة", "1");
        person.click_on("سارة");
        person.wait_for_selected("سارة");
        let (start, end) = (person.handle("start"), person.handle("end"));
        assert!(
            start.x > end.x,
            "the start is at {}, the end at {}",
            start.x,
            end.x
        );
        person.drag(end, person.ends_of("داود").last);
        person.wait_for_quotes(&["سارة بداود"]);
        person.drag(person.handle("start"), person.ends_of("التقت").first);
        person.wait_for_quotes(&["التقت سارة بداود"]);
    });
}

#[test]
fn five_deep_and_discontinuous_mentions_are_drawn_in_every_script() {
    for_each_engine(|person| {
        for name in ["arabic.txt", "thai.txt", "emoji.txt", "mixed.txt"] {
            let text = open(person, name);
            let before = person.characters();
            let n = text.lines().next().expect("a line").chars().count();
            let add = "return window.glossator.addMentions(['Person', 'Place', 'Event', 'Date', 'Work'].map((label, i) =>
                ({ start: i, end: arguments[0] - i, label })))";
            person.run(add, &[n.into()]);
            person.wait_until("five are tagged", || person.quotes().len() == 5);
            person.mentions().iter().for_each(|it| it.check(&text));
            let n_colors: usize = person.ask(
                "const colors = (run) => getComputedStyle(run).backgroundImage.match(/[a-z]+\\([^()]*\\d\\)/g) ?? [];
                const seen = (run) => new Set(colors(run).filter((it) => !/calc/.test(it) && it !== 'rgba(0, 0, 0, 0)'));
                return Math.max(...[...document.querySelectorAll('#article .run')].map((it) => seen(it).size))",
            );
            assert_eq!(n_colors, 6, "{name}: five lines and the fill");
            assert_eq!(before.len(), person.characters().len());
            person.take_screenshot(&format!("five deep in {name}"));
        }
    });
}
