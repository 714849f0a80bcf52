use super::around::Around;
use super::{decode, encode};
use crate::formats::{Beside, open_beside};
use crate::marked::{print_project, project};

/// Opens annotations beside a document, and tells what came of them.
#[track_caller]
fn check(json: &str, expected: &str) {
    let open = project(&[("a.txt", "Ada met 👩 Ben, Ada."), ("b.txt", "Eve")]);
    let beside = Beside {
        documents: &open.documents,
        ..Beside::default()
    };
    let outcome = match open_beside("x.jsonld", json.to_owned(), beside) {
        Ok(opened) => {
            let losses = opened
                .losses
                .iter()
                .map(|it| format!("\n{}: {}", it.kind, it.message));
            print_project(&opened.project) + &losses.collect::<String>()
        }
        Err(error) => error.to_string(),
    };
    assert_eq!(outcome, expected, "{json}");
}

#[test]
fn annotations_of_others_are_read() {
    // A list, a quote alone, a body that is one text.
    check(
        r#"[{"type": "Annotation", "body": "P", "target": {"source": "http://example.org/texts/a.txt",
            "selector": {"type": "TextQuoteSelector", "exact": "Ada", "prefix": "Ben, "}}}]"#,
        "d1 a.txt: Ada met 👩 Ben, [Ada|P].\n\
         found-anew: 1 mention did not stand where its offsets said and was found by its quote",
    );
    // A page, UTF-16 units, a comment beside the tag.
    check(
        r#"{"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage", "items": [{"type": "Annotation",
            "body": [{"purpose": "commenting", "value": "?"}, {"purpose": "tagging", "value": "P"}],
            "target": {"source": {"id": "urn:x:1"}, "selector": [{"type": "TextPositionSelector", "start": 11, "end": 14},
            {"type": ["TextQuoteSelector"], "exact": "Ben"}]}}]}"#,
        "d1 a.txt: Ada met 👩 [Ben|P], Ada.\n\
         body: 1 body beside the tag (a comment, a link or another tag) is left out\n\
         unit-utf-16: 1 mention counted UTF-16 units and was converted to code points",
    );
    check(
        r#"{"type": "Annotation", "id": "urn:n1", "bodyValue": "P", "target": "http://example.org/a.txt"}"#,
        "\nno-place: 1 annotation does not say where in a text it stands, and is left out (urn:n1)",
    );
}

#[test]
fn annotations_of_a_text_that_is_not_open_are_refused() {
    check(
        r#"{"type": "Annotation", "body": "P", "target": {"source": "c.txt",
            "selector": [{"type": "TextQuoteSelector", "exact": "Zed"}, {"type": "TextPositionSelector", "start": 0, "end": 3}]}}"#,
        "it looks like W3C Web Annotation (JSON-LD), but it has no text of its own, and none that is open fits; open \
         “c.txt” first, or together with this file; it can be opened as plain text",
    );
}

#[test]
fn what_stands_around_a_quote_tells_it_from_all_others() {
    let word = "elektrizitätenwerk".repeat(20);
    let text = format!(
        "{word} 👩🏽‍🔬{word}, and so on. And so on. {}",
        "And so on. ".repeat(30)
    );
    let around = Around::new(&text, 1);
    for quote in ["werk", "and", "And", "👩🏽‍🔬", "o"] {
        for (start, _) in text.match_indices(quote) {
            let (prefix, suffix) = around.of(start..start + quote.len());
            let whole = [prefix, quote, suffix].concat();
            assert_eq!(
                text.matches(&whole).count(),
                1,
                "{quote} at {start}: {whole:?}"
            );
            assert!(
                text[..start].ends_with(prefix) && text[start + quote.len()..].starts_with(suffix)
            );
        }
    }
}

#[test]
fn names_are_parts_of_an_iri_and_back() {
    assert_eq!(encode("a b/ü.txt"), "a%20b%2F%C3%BC.txt");
    for name in ["a b/ü.txt", "100%", "x:y#z", ""] {
        assert_eq!(decode(&["urn:x:", &encode(name)].concat()), name);
    }
    assert_eq!(decode("http://example.org/%zz"), "%zz");
}

#[test]
fn what_stands_around_thousands_of_quotes_is_bounded() {
    let text = "Ada met Charles and Ben met Eve. ".repeat(3_000);
    let around = Around::new(&text, 20_000);
    let (prefix, suffix) = around.of(49_500..49_503);
    assert!(prefix.len() < 400 && suffix.len() < 400, "{}", prefix.len());
    let few = Around::new(&text, 20);
    assert!(few.of(49_500..49_503).0.len() > 2_000);
}
