use std::fmt::Write as _;
use std::rc::Rc;

use expect_test::{Expect, expect};
use serde_json::json;

use super::{read, write, write_document};
use crate::marked::{assert_same, parse, print_project, project};
use crate::model::{Document, Extra, Label, LabelId, LabelSet, Project};

/// A file of version 1 with all that it can hold.
const GOLDEN: &str = include_str!("../../../../../tests/inputs/project/version-1.json");

/// Reads a file, and writes its documents and what was mended.
///
/// What was mended once has nothing to mend in it when it is written and read again.
fn outcome(json: &str) -> String {
    let (project, losses) = match read(json) {
        Ok(read) => read,
        Err(error) => return error.to_string(),
    };
    let (again, mended) = read(&write(&project)).unwrap();
    assert_same(&again, &project);
    assert_eq!(mended, []);
    // A carriage return would be changed in this file.
    let mut outcome = print_project(&project).replace('\r', "␍");
    for document in &project.documents {
        for (_, orphans) in document.extra.iter().filter(|(name, _)| *name == "orphans") {
            write!(outcome, "\norphans: {orphans}").unwrap();
        }
    }
    for loss in losses {
        write!(outcome, "\n{}: {}", loss.kind, loss.message).unwrap();
    }
    outcome
}

#[expect(clippy::needless_pass_by_value, reason = "an expectation is used once")]
#[track_caller]
fn check(json: &str, expected: Expect) {
    expected.assert_eq(&outcome(json));
}

#[track_caller]
fn check_error(json: &str, expected: &str) {
    assert_eq!(read(json).unwrap_err().to_string(), expected);
}

/// Makes a file of one document with mentions as JSON.
fn with_mentions(text: &str, mentions: &str) -> String {
    let text = serde_json::to_string(text).unwrap();
    format!(
        r#"{{ "format": "glossator-project", "version": 1, "labels": [{{ "name": "X" }}],
"documents": [{{ "id": "d1", "name": "a.txt", "text": {text}, "mentions": [{mentions}] }}] }}"#
    )
}

#[track_caller]
fn check_mentions(text: &str, mentions: &str, expected: Expect) {
    check(&with_mentions(text, mentions), expected);
}

/// Makes a file of labels as JSON.
fn with_labels(labels: &str) -> String {
    format!(r#"{{ "format": "glossator-project", "version": 1, "labels": [{labels}] }}"#)
}

/// Reads labels, and writes each as id, name, key and color, and what was mended.
#[expect(clippy::needless_pass_by_value, reason = "an expectation is used once")]
#[track_caller]
fn check_labels(labels: &str, expected: Expect) {
    let (project, losses) = read(&with_labels(labels)).unwrap();
    let mut lines: Vec<String> = project
        .labels
        .iter()
        .map(|it| {
            let key = it.key.map_or("none".to_owned(), |it| format!("{it:?}"));
            format!("{} {:?} {key} {}", it.id, it.name, it.color)
        })
        .collect();
    lines.extend(losses.into_iter().map(|it| it.message));
    expected.assert_eq(&lines.join("\n"));
    let (again, mended) = read(&write(&project)).unwrap();
    assert_same(&again, &project);
    assert_eq!(mended, []);
}

#[test]
fn the_file_of_version_1_is_read() {
    check(
        GOLDEN,
        expect![[r#"
        d1 visit 🙂.txt: 🙂 [[Doctor|כותרת] Ada Example|Person] met [[Ben|Symptom «severe»]|Person].␍
        Ben has [1:pain|Symptom «severe»:1] in the left [1:leg|Symptom «severe»:1].

        d2 empty.txt: 
        orphans: [{"end":99,"label":"Person","quote":"Eve","start":96}]"#]],
    );
}

#[test]
fn the_file_of_version_1_is_written_as_it_was_but_for_its_blanks() {
    let (project, losses) = read(GOLDEN).unwrap();
    assert_eq!(losses, []);
    let without_blanks = |json: &str| json.split_whitespace().collect::<String>();
    assert_eq!(without_blanks(&write(&project)), without_blanks(GOLDEN));
}

#[test]
fn a_project_is_written_in_a_stable_order() {
    expect![[r##"
        {
         "format": "glossator-project",
         "version": 1,
         "offset_unit": "code point",
         "labels": [
          {
           "id": 1,
           "name": "PER",
           "color": "#3457d5",
           "key": "1"
          }
         ],
         "documents": [
          {
           "id": "d1",
           "name": "a.txt",
           "text": "Ada met",
           "mentions": [
            {"id": "m1", "start": 0, "end": 3, "label": "PER", "quote": "Ada"}
           ]
          },
          {
           "id": "d2",
           "name": "b.txt",
           "text": "",
           "mentions": []
          }
         ]
        }
    "##]]
    .assert_eq(&write(&project(&[
        ("a.txt", "[Ada|PER] met"),
        ("b.txt", ""),
    ])));
}

#[test]
fn a_document_is_written_in_one_line_with_all_labels() {
    let project = project(&[("a.txt", "[a|X]"), ("b.txt", "b\n[1:b|Y:1] b [1:b|Y:1]")]);
    let json = write_document(&project.labels, &project.documents[1]);
    expect![[r##"{"format":"glossator-project","version":1,"offset_unit":"code point","labels":[{"id":1,"name":"X","color":"#3457d5","key":"1"},{"id":2,"name":"Y","color":"#b38236","key":"2"}],"documents":[{"id":"d2","name":"b.txt","text":"b\nb b b","mentions":[{"id":"m2","start":2,"end":7,"label":"Y","quote":"b b","spans":[{"start":2,"end":3},{"start":6,"end":7}]}]}]}"##]].assert_eq(&json);
    let (read, _) = read(&json).unwrap();
    assert_eq!(read.labels, project.labels);
    assert_eq!(read.documents, project.documents[1..]);
}

#[test]
fn a_small_file_is_enough() {
    check(r#"{ "version": 1 }"#, expect![[r#""#]]);
    check(
        r#"{ "version": 0, "documents": [{ "text": "a" }] }"#,
        expect![[r#"
            d1 untitled: a
            id: 1 id was missing or stood twice and was given anew"#]],
    );
}

#[test]
fn unknown_fields_are_kept_at_each_level() {
    let extra = json!({ "z": [1, -2, 0.1, 1e-7, 123456789.987654, 18446744073709551615u64, null, true], "a": { "é": "\u{2028}" } });
    let (project, losses) = read(&format!(
        r#"{{ "version": 1, "x": {extra}, "format": "glossator-project",
            "labels": [{{ "name": "X", "x": {extra} }}],
            "documents": [{{ "x": {extra}, "id": "d1", "name": "a", "text": "Ada",
                "mentions": [{{ "x": {extra}, "id": "m1", "start": 0, "end": 3, "label": "X" }}] }}] }}"#
    ))
    .unwrap();
    assert_eq!(losses, []);
    let fields = |it: &Extra| serde_json::Value::Object(it.to_map());
    let expected = json!({ "x": extra });
    assert_eq!(fields(&project.extra), expected);
    assert_eq!(
        fields(&project.labels.iter().next().unwrap().extra),
        expected
    );
    let document = &project.documents[0];
    assert_eq!(fields(&document.extra), expected);
    assert_eq!(
        fields(&document.mentions().iter().next().unwrap().extra),
        expected
    );
    assert_eq!(read(&write(&project)).unwrap().0, project);
    assert_eq!(write(&project).matches(r#""x": {"#).count(), 4);
}

#[test]
fn a_number_of_an_unknown_field_is_written_back_as_it_was() {
    for number in [
        "0.1",
        "1.7976931348623157e308",
        "5e-324",
        "2.2250738585072011e-308",
        "9007199254740993",
        "-0.0",
        "0.30000000000000004",
        "8.41e21",
        "0.9371234567890123",
        "1.0",
    ] {
        let json = format!(r#"{{ "version": 1, "x": {number} }}"#);
        let (project, _) = read(&json).unwrap();
        let written = write(&project);
        assert_eq!(read(&written).unwrap().0, project);
        let value: f64 = number.parse().unwrap();
        let (_, kept) = project.extra.iter().next().unwrap();
        assert_eq!(kept.as_f64(), Some(value), "{number}");
    }
}

#[test]
fn offsets_of_a_declared_unit_are_taken_at_their_word() {
    check_mentions(
        "🙂 Ada",
        r#"{ "id": "m1", "start": 2, "end": 5, "label": "X" }"#,
        expect!["d1 a.txt: 🙂 [Ada|X]"],
    );
}

#[test]
fn offsets_that_count_utf16_units_are_converted() {
    check_mentions(
        "🙂 Ada met 🙂 Ben",
        r#"{ "id": "m1", "start": 3, "end": 6, "label": "X", "quote": "Ada" },
           { "id": "m2", "start": 14, "end": 17, "label": "X", "quote": "Ben" }"#,
        expect![[r#"
            d1 a.txt: 🙂 [Ada|X] met 🙂 [Ben|X]
            unit-utf-16: 2 mentions counted UTF-16 units and were converted to code points"#]],
    );
}

#[test]
fn offsets_that_count_bytes_are_converted() {
    check_mentions(
        "é🙂 Ada met Ben",
        r#"{ "id": "m1", "start": 7, "end": 10, "label": "X", "quote": "Ada" },
           { "id": "m2", "start": 15, "end": 18, "label": "X", "quote": "Ben" }"#,
        expect![[r#"
            d1 a.txt: é🙂 [Ada|X] met [Ben|X]
            unit-byte: 2 mentions counted bytes and were converted to code points"#]],
    );
}

#[test]
fn the_spans_of_a_discontinuous_mention_are_converted_as_well() {
    check_mentions(
        "🙂 pain in the leg",
        r#"{ "id": "m1", "start": 3, "end": 18, "label": "X", "quote": "pain leg",
             "spans": [{ "start": 3, "end": 7 }, { "start": 15, "end": 18 }] }"#,
        expect![[r#"
            d1 a.txt: 🙂 [1:pain|X:1] in the [1:leg|X:1]
            unit-utf-16: 1 mention counted UTF-16 units and was converted to code points"#]],
    );
}

#[test]
fn a_mention_whose_quote_differs_is_found_anew_nearest_to_its_place() {
    check_mentions(
        "Ada met Ben, Ada met Charles, Ada slept",
        r#"{ "id": "m1", "start": 16, "end": 19, "label": "X", "quote": "Ada" }"#,
        expect![[r#"
            d1 a.txt: Ada met Ben, [Ada|X] met Charles, Ada slept
            found-anew: 1 mention did not stand where its offsets said and was found by its quote"#]],
    );
    check_mentions(
        "🙂 Ada 🙂 Ada",
        r#"{ "id": "m1", "start": 900, "end": 903, "label": "X", "quote": "Ada" }"#,
        expect![[r#"
            d1 a.txt: 🙂 Ada 🙂 [Ada|X]
            found-anew: 1 mention did not stand where its offsets said and was found by its quote"#]],
    );
}

#[test]
fn a_mention_without_a_usable_range_is_found_by_its_quote() {
    check_mentions(
        "Ada met Ben",
        r#"{ "id": "m1", "label": "X", "quote": "Ben" },
           { "id": "m2", "start": 3, "end": 0, "label": "X", "quote": "Ada" },
           { "id": "m3", "start": "4", "end": 7, "label": "X", "quote": "met" }"#,
        expect![[r#"
            d1 a.txt: [Ada|X] [met|X] [Ben|X]
            found-anew: 3 mentions did not stand where their offsets said and were found by their quotes"#]],
    );
}

#[test]
fn a_mention_that_fits_nowhere_is_kept_aside() {
    check_mentions(
        "Ada met Ben",
        r#"{ "id": "m1", "start": 8, "end": 12, "label": "X" },
           { "id": "m2", "start": 0, "end": 3, "label": "X", "quote": "Eve" },
           { "id": "m3", "start": 0, "end": 3, "label": "X", "quote": "" },
           { "id": "m4", "start": 0, "end": 3, "label": "X" }"#,
        expect![[r#"
            d1 a.txt: [Ada|X] met Ben
            orphans: [{"end":12,"id":"m1","label":"X","start":8},{"end":3,"id":"m2","label":"X","quote":"Eve","start":0},{"end":3,"id":"m3","label":"X","quote":"","start":0}]
            orphan: 3 mentions fit nowhere in their text; they are not shown, and are kept in the file"#]],
    );
}

#[test]
fn a_discontinuous_mention_is_not_guessed_anew() {
    check_mentions(
        "pain leg: pain in the leg",
        r#"{ "id": "m1", "start": 0, "end": 25, "label": "X", "quote": "pain leg",
             "spans": [{ "start": 0, "end": 4 }, { "start": 21, "end": 25 }] },
           { "id": "m2", "start": 0, "end": 25, "label": "X", "quote": "pain leg", "spans": [] },
           { "id": "m3", "start": 0, "end": 25, "label": "X", "quote": "pain leg", "spans": 7 }"#,
        expect![[r#"
            d1 a.txt: pain leg: pain in the leg
            orphans: [{"end":25,"id":"m1","label":"X","quote":"pain leg","spans":[{"end":4,"start":0},{"end":25,"start":21}],"start":0},{"end":25,"id":"m2","label":"X","quote":"pain leg","spans":[],"start":0},{"end":25,"id":"m3","label":"X","quote":"pain leg","spans":7,"start":0}]
            orphan: 3 mentions fit nowhere in their text; they are not shown, and are kept in the file"#]],
    );
}

#[test]
fn what_was_kept_aside_stays_and_is_joined_by_more() {
    let first = with_mentions(
        "Ada",
        r#"{ "id": "m1", "start": 8, "end": 9, "label": "X" }"#,
    );
    let (project, _) = read(&first).unwrap();
    let written = write(&project);
    let bad = r#""mentions": [{ "id": "m2", "start": 7, "end": 9, "label": "X" }]"#;
    let second = written.replace(r#""mentions": []"#, bad);
    check(
        &second,
        expect![[r#"
            d1 a.txt: Ada
            orphans: [{"end":9,"id":"m1","label":"X","start":8},{"end":9,"id":"m2","label":"X","start":7}]
            orphan: 1 mention fits nowhere in its text; it is not shown, and is kept in the file"#]],
    );
}

#[test]
fn ids_that_are_missing_or_stand_twice_are_given_anew() {
    let json = r#"{ "version": 1, "documents": [
        { "id": "d2", "name": "a", "text": "a b c d e", "mentions": [
            { "id": "m7", "start": 0, "end": 1, "label": "X" },
            { "start": 2, "end": 3, "label": "X" },
            { "id": "m7", "start": 4, "end": 5, "label": "X" },
            { "id": "with blank", "start": 6, "end": 7, "label": "X" },
            { "id": 7, "start": 8, "end": 9, "label": "X" }] },
        { "id": "d2", "name": "b", "text": "b", "mentions": [{ "id": "m7", "start": 0, "end": 1, "label": "X" }] },
        { "name": "c", "text": "c" }] }"#;
    check(
        json,
        expect![[r#"
        d2 a: [a|X] [b|X] [c|X] [d|X] [e|X]
        d3 b: [b|X]
        d4 c: c
        id: 7 ids were missing or stood twice and were given anew"#]],
    );
    let (project, _) = read(json).unwrap();
    let mut ids: Vec<_> = project
        .documents
        .iter()
        .flat_map(|it| it.mentions().iter())
        .map(|it| it.id.to_string())
        .collect();
    assert_eq!(ids[0], "m7");
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 6);
}

#[test]
fn an_id_leaves_room_for_those_that_follow() {
    let json = format!(
        r#"{{ "version": 1, "documents": [{{ "id": "d{max}", "name": "a", "text": "ab", "mentions": [
            {{ "id": "m{max}", "start": 0, "end": 1, "label": "X" }}, {{ "start": 1, "end": 2, "label": "X" }}] }}] }}"#,
        max = u64::MAX
    );
    check(
        &json,
        expect![[r#"
        d1 a: [a|X][b|X]
        id: 3 ids were missing or stood twice and were given anew"#]],
    );
}

#[test]
fn ids_of_other_programs_are_kept() {
    let mention = r#"{ "id": "T-1/{f3a2}", "start": 0, "end": 3, "label": "X" }"#;
    let (project, losses) = read(&with_mentions("Ada", mention)).unwrap();
    let mention = project.documents[0].mentions().iter().next().unwrap();
    assert_eq!(mention.id.as_str(), "T-1/{f3a2}");
    assert_eq!(losses, []);
}

#[test]
fn a_mention_that_stands_twice_is_read_once() {
    check_mentions(
        "Ada met",
        r#"{ "id": "m1", "start": 0, "end": 3, "label": "X" },
           { "id": "m2", "start": 0, "end": 3, "label": "X" },
           { "id": "m3", "start": 0, "end": 3, "label": "Y" }"#,
        expect![[r#"
            d1 a.txt: [[Ada|Y]|X] met
            duplicate: 1 mention stood twice, with one range and one label"#]],
    );
}

#[test]
fn a_field_that_stands_twice_is_refused() {
    let twice = [
        r#"{ "version": 1, "version": 1 }"#,
        r#"{ "version": 1, "documents": [], "documents": [] }"#,
        r#"{ "version": 1, "x": 1, "x": 2 }"#,
        r#"{ "version": 1, "documents": [{ "text": "a", "text": "b" }] }"#,
        r#"{ "version": 1, "documents": [{ "text": "a", "x": 1, "x": 2 }] }"#,
        r#"{ "version": 1, "labels": [{ "name": "X", "name": "Y" }] }"#,
        r#"{ "version": 1, "labels": [{ "name": "X", "x": 1, "x": 2 }] }"#,
        r#"{ "version": 1, "documents": [{ "text": "a", "mentions": [{ "start": 0, "start": 1 }] }] }"#,
        r#"{ "version": 1, "documents": [{ "text": "a", "mentions": [{ "x": 0, "x": 1 }] }] }"#,
        r#"{ "version": 1, "x": [{ "y": { "z": 0, "z": 1 } }] }"#,
    ];
    for json in twice {
        let error = read(json).unwrap_err().to_string();
        assert!(error.ends_with("stands twice"), "{json}: {error}");
    }
}

#[test]
fn a_wrong_type_is_a_fault_of_its_mention_alone() {
    let wrong = [
        "-1",
        "0.5",
        "\"0\"",
        "null",
        "[0]",
        "9007199254740993",
        "18446744073709551616",
        "1e300",
    ];
    for start in wrong {
        let json = with_mentions(
            "Ada met",
            &format!(
                r#"{{ "id": "m1", "start": {start}, "end": 3, "label": "X" }},
                   {{ "id": "m2", "start": 4, "end": 7, "label": "X" }}"#
            ),
        );
        let outcome = outcome(&json);
        assert!(
            outcome.starts_with("d1 a.txt: Ada [met|X]\norphans: ["),
            "{start}: {outcome}"
        );
    }
    for label in [
        "7",
        "null",
        "\"\"",
        "\" \"",
        "[\"X\"]",
        &format!("\"{}\"", "é".repeat(201)),
    ] {
        let mention = format!(r#"{{ "id": "m1", "start": 0, "end": 3, "label": {label} }}"#);
        let outcome = outcome(&with_mentions("Ada met", &mention));
        assert!(
            outcome.starts_with("d1 a.txt: Ada met\norphans: ["),
            "{label}: {outcome}"
        );
    }
}

#[test]
fn a_mention_that_is_no_object_is_refused_with_its_place() {
    check_error(
        &with_mentions("Ada", "7"),
        "documents[0].mentions[0] is expected to be an object",
    );
}

#[test]
fn a_wrong_type_of_a_list_or_a_text_is_refused_with_its_place() {
    for (json, expected) in [
        (
            r#"{ "version": 1, "labels": {} }"#,
            "labels is expected to be a list",
        ),
        (
            r#"{ "version": 1, "labels": [{}, 7] }"#,
            "labels[1] is expected to be an object",
        ),
        (
            r#"{ "version": 1, "documents": 7 }"#,
            "documents is expected to be a list",
        ),
        (
            r#"{ "version": 1, "documents": [{}] }"#,
            "documents[0].text is expected to be a text",
        ),
        (
            r#"{ "version": 1, "documents": [{ "text": "" }, { "text": 7 }] }"#,
            "documents[1].text is expected to be a text",
        ),
        (
            r#"{ "version": 1, "documents": [{ "text": "a", "name": 7 }] }"#,
            "documents[0].name is expected to be a text",
        ),
        (
            r#"{ "version": "1" }"#,
            "version is expected to be a whole number",
        ),
        (
            r#"{ "version": -1 }"#,
            "version is expected to be a whole number",
        ),
        (
            r#"{ "format": "glossator-project" }"#,
            "version is expected to be a whole number",
        ),
        ("[1]", "the whole is expected to be an object"),
        (
            r#"{ "version": 1, "documents": [{ "text": "\ud83d" }] }"#,
            "its JSON breaks at line 1, column 48: unexpected end of hex escape",
        ),
    ] {
        check_error(json, expected);
    }
}

#[test]
fn a_newer_version_is_refused() {
    check_error(
        r#"{ "version": 2, "documents": [] }"#,
        "it is of version 2, and this program reads up to 1: reload the page to get the newest program",
    );
}

#[test]
fn an_unknown_unit_is_refused() {
    check_error(
        r#"{ "version": 1, "offset_unit": "byte" }"#,
        r#"it counts offsets in "byte"; expected "code point""#,
    );
}

/// Checks that a list of `n` items is read, and one of `n + 1` is refused.
#[track_caller]
fn check_limit(n: usize, place: &str, start: &str, item: impl Fn(usize) -> String, end: &str) {
    let file = |n: usize| {
        let list = (0..n).map(&item).collect::<Vec<_>>().join(",");
        format!("{start}[{list}]{end}")
    };
    read(&file(n)).unwrap();
    check_error(&file(n + 1), &format!("{place} holds more than {n} items"));
}

#[test]
fn more_than_can_be_worked_with_is_refused() {
    check_limit(
        LabelSet::MAX_LEN,
        "labels",
        r#"{ "version": 1, "labels": "#,
        |n| format!(r#"{{ "name": "L{n}" }}"#),
        "}",
    );
    check_limit(
        Project::MAX_DOCUMENTS,
        "documents",
        r#"{ "version": 1, "documents": "#,
        |_| r#"{ "text": "" }"#.to_owned(),
        "}",
    );
    check_limit(
        Document::MAX_MENTIONS,
        "documents[0].mentions",
        r#"{ "version": 1, "documents": [{ "text": "a", "mentions": "#,
        |_| "{}".to_owned(),
        "}] }",
    );
}

#[test]
fn mentions_add_labels_up_to_the_limit_only() {
    let labels: Vec<String> = (0..LabelSet::MAX_LEN - 1)
        .map(|n| format!(r#"{{ "name": "L{n}" }}"#))
        .collect();
    let json = format!(
        r#"{{ "version": 1, "labels": [{}], "documents": [{{ "id": "d1", "name": "a", "text": "ab", "mentions": [
            {{ "id": "m1", "start": 0, "end": 1, "label": "X" }}, {{ "id": "m2", "start": 1, "end": 2, "label": "Y" }}] }}] }}"#,
        labels.join(",")
    );
    check(
        &json,
        expect![[r#"
            d1 a: [a|X]b
            orphans: [{"end":2,"id":"m2","label":"Y","start":1}]
            orphan: 1 mention fits nowhere in its text; it is not shown, and is kept in the file"#]],
    );
}

#[test]
fn a_label_has_a_name_of_its_own_within_bounds() {
    let labels = format!(
        r#"{{ "name": " X " }}, {{ "name": "X" }}, {{ "name": "" }}, {{ "name": " \n" }}, {{}}, {{ "name": 7 }},
           {{ "name": "{}" }}, {{ "name": "Y" }}"#,
        "é".repeat(201)
    );
    check_labels(
        &labels,
        expect![[r#"
            1 "X" none #3457d5
            2 "Y" none #b38236
            6 labels had no usable name, color, parent or description, or a name twice"#]],
    );
    let (project, losses) = read(&with_labels(&format!(
        r#"{{ "name": "{}" }}"#,
        "é".repeat(Label::MAX_NAME)
    )))
    .unwrap();
    assert_eq!((project.labels.len(), losses.len()), (1, 0));
}

#[test]
fn a_color_is_a_color_or_is_replaced() {
    check_labels(
        r##"{ "name": "A", "color": "#ABCDEF" }, { "name": "B", "color": "red;background:url(//evil)" },
            { "name": "C", "color": 7 }, { "name": "D" }"##,
        expect![[r#"
            1 "A" none #abcdef
            2 "B" none #3457d5
            3 "C" none #b38236
            4 "D" none #730530
            2 labels had no usable name, color, parent or description, or a name twice"#]],
    );
}

#[test]
fn a_parent_is_another_label_that_is_not_below_and_a_description_is_a_text() {
    let long = "é".repeat(Label::MAX_DESCRIPTION + 1);
    let (project, losses) = read(&with_labels(&format!(
        r#"{{ "name": "A", "parent": "B", "description": "what a is" }}, {{ "name": "B", "parent": "C" }},
           {{ "name": "C", "parent": "A" }}, {{ "name": "D", "parent": "D" }}, {{ "name": "E", "parent": "no" }},
           {{ "name": "F", "parent": 7 }}, {{ "name": "G", "description": 7 }}, {{ "name": "H", "description": "{long}" }}"#,
    )))
    .unwrap();
    let line = |it: &Rc<Label>| {
        let ancestors = project.labels.ancestors(it);
        let path: Vec<_> = ancestors.map(|it| &*it.name).collect();
        format!("{} {path:?} {}", it.name, it.description.chars().count())
    };
    let mut lines: Vec<_> = project.labels.iter().map(line).collect();
    lines.extend(losses.into_iter().map(|it| it.message));
    expect![[r#"
        A ["B", "C"] 9
        B ["C"] 0
        C [] 0
        D [] 0
        E [] 0
        F [] 0
        G [] 0
        H [] 5000
        6 labels had no usable name, color, parent or description, or a name twice"#]]
    .assert_eq(&lines.join("\n"));
    let (again, mended) = read(&write(&project)).unwrap();
    assert_eq!((again, mended), (project, Vec::new()));
}

#[test]
fn a_key_is_one_visible_character_of_one_label() {
    check_labels(
        r#"{ "name": "A", "key": "a" }, { "name": "B", "key": "a" }, { "name": "C", "key": "ab" },
           { "name": "D", "key": " " }, { "name": "E", "key": "\u0007" }, { "name": "F", "key": "" },
           { "name": "G", "key": 7 }, { "name": "H", "key": "é" }, { "name": "I", "key": "P" }"#,
        expect![[r#"
            1 "A" 'a' #3457d5
            2 "B" none #b38236
            3 "C" none #730530
            4 "D" none #ad5697
            5 "E" none #4aa072
            6 "F" none #2504d0
            7 "G" none #7a5866
            8 "H" 'é' #587d01
            9 "I" 'p' #690c75"#]],
    );
}

#[test]
fn a_label_id_is_kept_where_it_can_be() {
    check_labels(
        r#"{ "id": 7, "name": "A" }, { "id": 7, "name": "B" }, { "id": -1, "name": "C" },
           { "id": 4294967294, "name": "D" }, { "id": 4294967295, "name": "E" }, { "name": "F" }, { "name": "G" }"#,
        expect![[r#"
            7 "A" none #3457d5
            8 "B" none #b38236
            9 "C" none #730530
            10 "D" none #ad5697
            11 "E" none #4aa072
            12 "F" none #2504d0
            13 "G" none #7a5866"#]],
    );
}

#[test]
fn a_label_that_the_set_lacks_is_added() {
    check_mentions(
        "Ada met",
        r#"{ "id": "m1", "start": 0, "end": 3, "label": "new" },
           { "id": "m2", "start": 4, "end": 7, "label": " new " }"#,
        expect!["d1 a.txt: [Ada|new] [met|new]"],
    );
}

#[test]
fn the_name_of_a_document_is_cleaned() {
    check(
        r#"{ "version": 1, "documents": [{ "id": "d1", "name": "../a\u202etxt", "text": "" }, { "id": "d2", "text": "" }] }"#,
        expect![[r#"
            d1 atxt: 
            d2 untitled: "#]],
    );
}

#[test]
fn mentions_that_touch_the_ends_of_the_text_are_read() {
    check_mentions(
        "🙂",
        r#"{ "id": "m1", "start": 0, "end": 1, "label": "X", "quote": "🙂" }"#,
        expect!["d1 a.txt: [🙂|X]"],
    );
}

#[test]
fn every_character_is_written_so_that_it_is_read_again() {
    let text: String = ('\0'..='\u{2ff}')
        .chain([
            '\u{2028}',
            '\u{feff}',
            '\u{fffd}',
            '\u{ffff}',
            '\u{10ffff}',
            '"',
            '\\',
        ])
        .collect();
    let mut read_back = parse("a").project();
    let document = Document::new(
        read_back.documents[0].id.clone(),
        "a.txt",
        crate::text::Text::new(text.clone()),
    );
    read_back.documents[0] = Rc::new(document);
    let (project, _) = read(&write(&read_back)).unwrap();
    assert_eq!(project.documents[0].text().as_str(), text);
}

#[test]
fn the_newest_label_has_room_for_an_id() {
    let (project, _) = read(&with_labels(r#"{ "id": 4294967294, "name": "A" }"#)).unwrap();
    let next = project.labels.label_for("B", &[]);
    let after = project.labels.label_for("C", &[Rc::new(next.clone())]);
    assert_ne!(next.id, after.id);
    assert!(after.id < LabelId(u32::MAX));
}
