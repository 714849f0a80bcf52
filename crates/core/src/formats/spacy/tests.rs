use crate::formats::open;
use crate::marked::print_project;

#[track_caller]
fn check(json: &str, expected: &str) {
    let outcome = match open("x.json", json.to_owned()) {
        Ok(opened) => {
            let losses = opened
                .losses
                .iter()
                .map(|it| format!("\n{}: {}", it.kind, it.message));
            let readings = opened.readings.iter();
            let readings =
                readings.map(|it| format!("\n{}: {}", it.unit.name(), print_project(&it.project)));
            print_project(&opened.project)
                + &losses.collect::<String>()
                + &readings.collect::<String>()
        }
        Err(error) => error.to_string(),
    };
    assert_eq!(outcome, expected, "{json}");
}

#[test]
fn documents_are_read_with_all_their_spans() {
    check(
        r#"{"text": "Ada Lovelace", "tokens": [], "ents": [{"start": 0, "end": 12, "label": "P"}, {"start": 0, "end": 3, "label": "G", "kb_id": "Q1"}],
            "spans": {"sc": [{"start": 0, "end": 12, "label": "P"}], "x": [{"start": 4, "end": 12, "label": "F"}]}}"#,
        "d1 x.txt: [[Ada|G] [Lovelace|F]|P]\nlink: 1 link to a knowledge base is left out",
    );
    check(
        r#"{"text": "Ada", "tokens": [], "ents": [{"start": 0, "end": 3, "label": "P"}, {"start": 0, "end": 3, "label": "P"}]}"#,
        "d1 x.txt: [Ada|P]\nduplicate: 1 mention stood twice, with one range and one label",
    );
    check(
        r#"[{"text": "Ada", "tokens": [], "ents": [{"start": 0, "end": "3", "label": "P"}]}]"#,
        "it looks like spaCy (Doc JSON), but [0]: span 0 is expected to be a span with “start”, “end” and “label”; it can \
         be opened as plain text",
    );
}

#[test]
fn tuples_tell_their_unit_by_where_words_end() {
    check(
        r#"[["👩 met Ada, and Ben", {"entities": [[6, 9, "P"]]}]]"#,
        "d1 x.txt: 👩 met [Ada|P], and Ben\n\
         unit-ambiguous: 1 mention may count code points or UTF-16 units: nothing in the file tells; look whether it stands right\n\
         code point: d1 x.txt: 👩 met [Ada|P], and Ben\n\
         UTF-16 unit: d1 x.txt: 👩 met[ Ad|P]a, and Ben",
    );
    check(
        r#"[["👩 met Ada, and Ben", {"entities": [[7, 10, "P"]]}]]"#,
        "d1 x.txt: 👩 met [Ada|P], and Ben\n\
         unit-ambiguous: 1 mention may count code points or UTF-16 units: nothing in the file tells; look whether it stands right\n\
         unit-utf-16: 1 mention counted UTF-16 units and was converted to code points\n\
         code point: d1 x.txt: 👩 met A[da,|P] and Ben\n\
         UTF-16 unit: d1 x.txt: 👩 met [Ada|P], and Ben",
    );
    // What ends beyond the text in one unit is in the other.
    check(
        r#"[["👩👩 Ada", {"entities": [[5, 8, "P"]]}]]"#,
        "d1 x.txt: 👩👩 [Ada|P]\nunit-utf-16: 1 mention counted UTF-16 units and was converted to code points",
    );
}

#[test]
fn what_fits_nowhere_is_told() {
    check(
        r#"[["Ada", {"entities": [[2, 9, "P"], [2, 2, "P"]]}]]"#,
        "d1 x.txt: Ada\norphan: 2 mentions fit nowhere in their text; they are not shown, and are kept beside the document",
    );
}
