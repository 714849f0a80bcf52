//! What is wrong with files of other programs, in every format that is read: what stands elsewhere than it should is told
//! or refused, and nothing is moved in silence.

use glossator_core::formats::{FORMATS, Opened};
use glossator_core::model::Document;

use crate::cases::{ADA, CASES, CHARLES, Given, Place, open, places};

fn all_places(opened: &Opened) -> Vec<Place> {
    let documents = opened.project.documents.iter();
    documents.flat_map(|it| places(it, opened)).collect()
}

fn place(start: usize, end: usize, label: &str) -> Place {
    (start, end, label.to_owned())
}

#[test]
fn every_format_with_offsets_has_a_case() {
    // Those by tokens and those that stand in their text have no offsets.
    let others = [
        "glossator-project",
        "conll2003",
        "iob2",
        "iobes",
        "conllu",
        "huggingface",
        "opennlp",
        "tei",
        "inline-xml",
        "inline-html",
        "textae",
        "label-studio-predictions",
    ];
    for format in FORMATS.iter().filter(|it| it.is_read()) {
        let has_case = CASES.iter().any(|it| it.format == format.name);
        assert!(has_case || others.contains(&format.name), "{format:?}");
    }
    for case in &CASES {
        let opened = case.open(&case.file(&[ADA, CHARLES])).expect(case.format);
        let told: Vec<_> = opened.losses.iter().map(|it| &*it.kind).collect();
        assert!(
            told.iter().all(|it| *it == "relation"),
            "{}: {told:?}",
            case.format
        );
        assert_eq!(
            all_places(&opened),
            [place(0, 3, "P"), place(8, 15, "P")],
            "{}",
            case.format
        );
    }
}

#[test]
fn offsets_that_do_not_fit_are_told_or_refused_in_every_format() {
    let wrong = [
        ("-1", "3"),
        ("3", "0"),
        ("1", "1"),
        ("0", "17"),
        ("16", "17"),
        ("0", "1.5"),
        ("0", "1e400"),
        ("0", "NaN"),
        ("0", "9007199254740993"),
        ("0", "99999999999999999999"),
        ("null", "3"),
        ("", "3"),
        ("[]", "{}"),
        ("true", "3"),
        ("\"\"", "\"3 \""),
    ];
    for case in &CASES {
        for (start, end) in wrong {
            let given = Given { start, end, ..ADA };
            let what = format!("{} with {start} to {end}", case.format);
            match case.open(&case.file(&[given, CHARLES])) {
                Ok(opened) => {
                    assert!(!opened.losses.is_empty(), "{what}");
                    // Only its quote may have told where it stands.
                    let places = all_places(&opened);
                    let fits = |it: &Place| [place(0, 3, "P"), place(8, 15, "P")].contains(it);
                    assert!(places.iter().all(fits), "{what}: {places:?}");
                    assert!(places.contains(&place(8, 15, "P")), "{what}: {places:?}");
                }
                Err(error) => assert!(error.len() > 30, "{what}: {error}"),
            }
        }
    }
}

#[test]
fn numbers_that_are_texts_are_taken_or_told_in_every_format() {
    for case in CASES.iter().filter(|it| it.is_json()) {
        let given = Given {
            start: "\"0\"",
            end: "\"3\"",
            ..ADA
        };
        if let Ok(opened) = case.open(&case.file(&[given])) {
            let places = all_places(&opened);
            assert!(
                places == [place(0, 3, "P")] || !opened.losses.is_empty(),
                "{}",
                case.format
            );
            assert!(
                places.iter().all(|it| it.0 == 0 && it.1 == 3),
                "{}: {places:?}",
                case.format
            );
        }
    }
}

#[test]
fn an_id_that_stands_twice_loses_no_mention_in_any_format() {
    for case in &CASES {
        let twin = Given {
            id: ADA.id,
            ..CHARLES
        };
        let opened = case.open(&case.file(&[ADA, twin])).expect(case.format);
        assert_eq!(
            all_places(&opened),
            [place(0, 3, "P"), place(8, 15, "P")],
            "{}",
            case.format
        );
        // One that stands twice is there once, and it is told; spaCy's files have two lists for one mention.
        let opened = case.open(&case.file(&[ADA, ADA])).expect(case.format);
        assert_eq!(all_places(&opened), [place(0, 3, "P")], "{}", case.format);
        let is_told = opened.losses.iter().any(|it| it.kind == "duplicate");
        assert!(is_told || case.format == "spacy", "{}", case.format);
    }
}

#[test]
fn mentions_nest_and_cross_in_every_format() {
    let given = |start, end, quote| Given {
        start,
        end,
        quote,
        ..ADA
    };
    for case in &CASES {
        let [outer, inner, crossing] = [
            given("0", "7", "Ada met"),
            given("4", "7", "met"),
            given("4", "15", "met Charles"),
        ];
        let opened = case
            .open(&case.file(&[outer, inner, crossing]))
            .expect(case.format);
        let expected = [place(0, 7, "P"), place(4, 15, "P"), place(4, 7, "P")];
        assert_eq!(all_places(&opened), expected, "{}", case.format);
    }
}

#[test]
fn a_label_that_can_be_none_is_told_and_any_other_is_a_name_in_every_format() {
    let long = "x".repeat(201);
    for case in &CASES {
        for label in [long.as_str(), "", "__proto__", "constructor", "toString"] {
            let given = Given { label, ..ADA };
            let what = format!("{}: {label:?}", case.format);
            match case.open(&case.file(&[given, CHARLES])) {
                Ok(opened) => {
                    let places = all_places(&opened);
                    let is_there = places.contains(&place(0, 3, label));
                    assert!(is_there || !opened.losses.is_empty(), "{what}");
                    assert!(places.contains(&place(8, 15, "P")), "{what}: {places:?}");
                    assert!(is_there || label.len() != 9, "{what}: {places:?}");
                }
                // No element has an empty name, and no line of brat an empty type.
                Err(error) => assert!(label.is_empty() && error.len() > 30, "{what}: {error}"),
            }
        }
    }
}

#[test]
fn json_that_has_no_end_or_a_field_twice_is_refused_in_every_format() {
    let deep = "[".repeat(100_000);
    for case in CASES.iter().filter(|it| it.is_json()) {
        let nested = [case.head, &deep].concat();
        let twice = case.file(&[ADA]).replacen('{', r#"{"zz":1,"zz":2,"#, 1);
        for content in [nested, twice] {
            // Lines that are no JSON are a text; a file of that name is none.
            let name = "a.json";
            assert!(open(name, &content).is_err(), "{}", case.format);
        }
    }
}

#[test]
fn more_mentions_than_can_be_worked_with_are_refused_in_every_format() {
    // Of spaCy's two lists only what differs is counted.
    for case in CASES.iter().filter(|it| it.format != "spacy") {
        let one = case.file(&[ADA]);
        let end = one.len() - case.tail.len();
        let mention = &one[case.head.len()..end];
        let all = vec![mention; Document::MAX_MENTIONS + 1].join(case.between);
        let file = [case.head, &all, case.tail].concat();
        let error = case.open(&file).expect_err(case.format);
        let is_told = error.contains("more than 200000 mentions");
        assert!(is_told, "{}: {error}", case.format);
    }
}
