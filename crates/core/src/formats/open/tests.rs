use super::{MAX_PROJECT_BYTES, MAX_TEXT_BYTES, check_size, clean_name, open, open_text};
use crate::marked::print_project;

/// Opens a file, and tells what came of it.
fn outcome(name: &str, text: &str) -> String {
    match open(name, text.to_owned()) {
        Ok(opened) => print_project(&opened.project),
        Err(error) => error.to_string(),
    }
}

#[track_caller]
fn check(name: &str, text: &str, expected: &str) {
    assert_eq!(outcome(name, text), expected, "{name}: {text}");
}

const OWN: &str = r#"{ "format": "glossator-project", "version": 1, "documents": [
    { "name": "a.txt", "text": "Ada met", "mentions": [{ "start": 0, "end": 3, "label": "X" }] }] }"#;

#[test]
fn a_text_is_a_document_of_its_name() {
    check("a.txt", "Ada met", "d1 a.txt: Ada met");
    check("a", "", "d1 a: ");
    check("a.txt", "[1, 2]", r"d1 a.txt: \[1, 2\]");
}

#[test]
fn a_project_is_told_by_its_content() {
    for name in ["a.json", "a.txt", "A.JSON"] {
        check(name, OWN, "d1 a.txt: [Ada|X] met");
    }
    check("a.txt", &format!(" \n{OWN}"), "d1 a.txt: [Ada|X] met");
}

#[test]
fn foreign_json_is_refused_with_an_offer() {
    let message = "it is JSON, but of no format that is known here; it can be opened as plain text";
    for text in [
        "{}",
        r#"{"text": ["Ada"]}"#,
        r#"{"format": "other-project", "version": 1}"#,
        r#"{"format": {"glossator-project": 1}}"#,
    ] {
        check("a.json", text, message);
        check("a.txt", text, message);
    }
    for text in ["[]", "1", "null", r#""glossator-project""#] {
        check("a.json", text, message);
    }
}

#[test]
fn broken_json_is_refused_with_its_place_where_it_is_named_so() {
    check(
        "a.json",
        "{\n  \"format\": \"gloss",
        "its JSON breaks at line 2, column 18: EOF while parsing a string; it can be opened as plain text",
    );
    check(
        "a.json",
        "",
        "its JSON breaks at line 1, column 0: EOF while parsing a value; it can be opened as plain text",
    );
    check(
        "a.json",
        "{} {}",
        "its JSON breaks at line 1, column 4: trailing characters; it can be opened as plain text",
    );
    for name in ["a.jsonl", "a.jsonld", "a.bdocjs"] {
        check(
            name,
            "{\"text\": NaN}\n{}",
            "its JSON breaks at line 1, column 10: expected value; it can be opened as plain text",
        );
    }
}

#[test]
fn a_text_that_only_looks_like_json_is_a_text() {
    check("a.txt", "{so it began}", r"d1 a.txt: \{so it began\}");
    check("a.txt", "{}\n{}", "d1 a.txt: \\{\\}\n\\{\\}");
}

#[test]
fn lines_and_columns_that_are_of_no_format_are_refused() {
    let message = "it is JSON, but of no format that is known here; it can be opened as plain text";
    check("a.jsonl", "{\"column_data\": \"Ada\"}\n{}", message);
    for name in ["a.conll", "a.IOB", "a.bio"] {
        check(
            name,
            "Ada met Charles.\nThen\tO\n",
            "it looks like CoNLL-2003, but line 1 is expected to be a token and a tag, such as “O” or “B-Person”; it can be \
             opened as plain text",
        );
    }
    check("a.conll", " \n", "d1 a.conll:  \n");
}

#[test]
fn texts_that_nobody_has_annotated_yet_are_documents() {
    let two = "d1 a-1.txt: Ada met Ben.\nd2 a-2.txt: Eve.";
    for file in [
        r#"[{"text": "Ada met Ben.", "meta": {"from": 1}}, {"text": "Eve."}]"#,
        "{\"text\": \"Ada met Ben.\", \"id\": 7}\n{\"text\": \"Eve.\"}\n",
        r#"[{"data": {"text": "Ada met Ben."}}, {"id": 2, "data": {"text": "Eve."}}]"#,
    ] {
        check("a.jsonl", file, two);
    }
    // What says something about its text that is no span is not taken for nothing.
    check(
        "a.jsonl",
        "{\"text\": \"Ada\", \"label\": \"good\"}\n{}",
        "it looks like Prodigy (JSON lines), but line 1.label is expected to be a list; it can be opened as plain text",
    );
}

#[test]
fn a_project_that_breaks_off_is_refused() {
    let broken = &OWN[..OWN.len() - 5];
    check(
        "a.json",
        broken,
        "its JSON breaks at line 2, column 94: EOF while parsing an object; it can be opened as plain text",
    );
}

#[test]
fn every_refusal_but_that_of_a_large_file_offers_plain_text() {
    for text in ["{", "{}", r#"{"format": "glossator-project"}"#] {
        assert!(open("a.json", text.to_owned()).unwrap_err().is_text());
    }
    assert!(!check_size("a.txt", u64::MAX).unwrap_err().is_text());
}

#[test]
fn a_file_that_is_too_large_is_refused() {
    assert_eq!(check_size("a.txt", MAX_TEXT_BYTES), Ok(()));
    assert_eq!(check_size("a.json", MAX_PROJECT_BYTES), Ok(()));
    assert_eq!(check_size("a.conllu", MAX_PROJECT_BYTES), Ok(()));
    let message = |name, bytes| check_size(name, bytes).unwrap_err().to_string();
    assert_eq!(
        message("a.txt", MAX_TEXT_BYTES + 1),
        "it has 21 MB, and at most 20 MB can be opened; split it into smaller files"
    );
    assert_eq!(
        message("a.Json", MAX_PROJECT_BYTES + 1),
        "it has 65 MB, and at most 64 MB can be opened; split it into smaller files"
    );
    let text = "a".repeat(MAX_TEXT_BYTES as usize + 1);
    assert!(open("a.txt", text).is_err());
}

#[test]
fn deep_nesting_is_refused_and_overflows_nothing() {
    let deep = |n: usize| {
        format!(
            "{}{}",
            r#"{"a":"#.repeat(n),
            "1".to_owned() + &"}".repeat(n)
        )
    };
    let message = outcome("a.json", &deep(100_000));
    assert!(message.contains("recursion limit exceeded"), "{message}");
    let own = OWN.replacen('{', &format!(r#"{{ "x": {},"#, deep(100_000)), 1);
    let message = outcome("a.json", &own);
    assert!(message.contains("recursion limit exceeded"), "{message}");
}

#[track_caller]
fn check_name(name: &str, expected: &str) {
    assert_eq!(clean_name(name), expected);
    assert_eq!(clean_name(expected), expected, "a clean name stays");
}

#[test]
fn a_name_has_no_folders() {
    check_name("/home/ada/a.txt", "a.txt");
    check_name(r"C:\Users\Ada\a.txt", "a.txt");
    check_name("../../a.txt", "a.txt");
}

#[test]
fn a_name_has_nothing_invisible_and_nothing_that_turns_the_line() {
    check_name("a\u{202e}txt.exe", "atxt.exe");
    check_name("\u{2066}a\u{2069}\u{200b}.txt\u{feff}", "a.txt");
    check_name("a\u{61c}\u{2028}\u{2029}.txt", "a.txt");
    check_name("a\0\u{1b}[31m\r\n.txt\u{85}", "a[31m.txt");
    check_name("  a b.txt\t", "a b.txt");
}

#[test]
fn a_name_of_another_script_stays() {
    check_name("заметки 🙂 שָׁלוֹם.txt", "заметки 🙂 שָׁלוֹם.txt");
    check_name("<img onerror=x>", "<img onerror=x>");
}

#[test]
fn a_long_name_is_cut() {
    check_name(&"é".repeat(500), &"é".repeat(120));
}

#[test]
fn a_name_of_nothing_is_untitled() {
    for name in ["", "  ", "a/", "\u{202e}"] {
        check_name(name, "untitled");
    }
}

#[test]
fn a_text_is_never_taken_for_a_project_on_demand() {
    let opened = open_text("dir/a.json", OWN.to_owned());
    assert_eq!(opened.project.documents[0].text().as_str(), OWN);
    assert_eq!(&*opened.project.documents[0].name, "a.json");
    assert!(opened.losses.is_empty());
}
