//! Files that are not what they should be: each is told by name, and nothing that was there is touched.

use serde_json::{Value, json};

use super::story;
use crate::harness::{Person, for_each_browser, nth};

#[test]
fn what_is_no_text_is_refused_by_name() {
    for_each_browser(|person| {
        let before = at_work(person);
        let too_large = vec![b'a'; 20_000_001];
        let files: [(&str, &[u8], &[&str]); 4] = [
            ("paper.txt", b"%PDF-1.7\n1 0 obj\n", &["paper.txt", "PDF"]),
            (
                "noise.txt",
                &[0, 1, 2, 0, 0, 255, 0, 0, 9, 0],
                &["noise.txt", "binary"],
            ),
            ("large.txt", &too_large, &["large.txt", "20 MB"]),
            (
                "picture.png",
                b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
                &["picture.png", "picture"],
            ),
        ];
        for (name, bytes, words) in files {
            person.open_files(&[(name, bytes)]);
            person.wait_for_alert(words);
            check_untouched(person, &before, 0);
            dismiss(person);
        }
    });
}

#[test]
fn an_older_encoding_is_refused_and_can_be_opened_as_such() {
    for_each_browser(|person| {
        let before = at_work(person);
        person.open_files(&[("old.txt", b"In Z\xfcrich and Gen\xe8ve.")]);
        person.wait_for_alert(&["old.txt", "UTF-8"]);
        check_untouched(person, &before, 0);

        person.click("button", "Open as Windows-1252");
        person.wait_until("the text is on the screen", || {
            person.document().text == "In Zürich and Genève."
        });
        check_untouched(person, &before, 1);
    });
}

#[test]
fn utf_16_with_its_mark_opens_and_says_so() {
    for_each_browser(|person| {
        let before = at_work(person);
        let text = "Ada 🚀 in Zürich.";
        for (name, is_little) in [("little.txt", true), ("big.txt", false)] {
            let units = [0xfeff].into_iter().chain(text.encode_utf16());
            let bytes: Vec<u8> = units
                .flat_map(|it| {
                    if is_little {
                        it.to_le_bytes()
                    } else {
                        it.to_be_bytes()
                    }
                })
                .collect();
            person.open_files(&[(name, &bytes)]);
            person.wait_until("the text is on the screen", || {
                person.document().name == name
            });
            assert_eq!(person.document().text, text);
            person.wait_for_alert(&[name, "UTF-16"]);
            dismiss(person);
        }
        check_untouched(person, &before, 2);
    });
}

#[test]
fn crlf_stays_in_the_text_and_is_counted() {
    for_each_browser(|person| {
        let before = at_work(person);
        let text = "- Ada met Charles.\r\n- In London.\r\n\r\nThey wrote to each other.\r\n";
        person.open_files(&[("windows.txt", text.as_bytes())]);
        person.wait_until("the text is on the screen", || {
            person.document().name == "windows.txt"
        });
        assert_eq!(person.document().text, text);
        let blocks: Vec<_> = person
            .blocks()
            .into_iter()
            .map(|it| (it.tag, it.start, it.text))
            .collect();
        let expected = [
            ("li", 2, "Ada met Charles."),
            ("li", 22, "In London."),
            ("p", 36, "They wrote to each other."),
        ];
        assert_eq!(
            blocks,
            expected.map(|(tag, start, text)| (tag.to_owned(), start, text.to_owned()))
        );

        person.tag("London", "3");
        person.wait_for_quotes(&["London"]);
        person.mentions()[0].check(text);
        check_untouched(person, &before, 1);
    });
}

#[test]
fn an_empty_file_opens_and_says_that_it_has_no_text() {
    for_each_browser(|person| {
        let before = at_work(person);
        person.open_files(&[("empty.txt", b"")]);
        person.wait_until("it is on the screen", || {
            person.document().name == "empty.txt"
        });
        assert_eq!(person.blocks(), []);
        assert!(person.page_text().contains("This document has no text."));
        person.check_access("an empty document");
        check_untouched(person, &before, 1);
    });
}

#[test]
fn broken_and_newer_json_is_refused() {
    for_each_browser(|person| {
        let before = at_work(person);
        let project = project_with(&json!([])).to_string();
        let truncated = &project.as_bytes()[..project.len() - 20];
        let newer =
            json!({ "format": "glossator-project", "version": 99, "documents": [] }).to_string();
        let files: [(&str, &[u8], &[&str]); 2] = [
            ("truncated.json", truncated, &["truncated.json", "line 1"]),
            ("newer.json", newer.as_bytes(), &["newer.json", "99"]),
        ];
        for (name, bytes, words) in files {
            person.open_files(&[(name, bytes)]);
            person.wait_for_alert(words);
            check_untouched(person, &before, 0);
            dismiss(person);
        }
    });
}

#[test]
fn what_is_whole_of_a_project_that_breaks_off_is_opened() {
    for_each_browser(|person| {
        let before = at_work(person);
        // It breaks off within a character of the second mention.
        let whole = r#"{"format":"glossator-project","version":1,"documents":[{"id":"w1","name":"ada.txt",
            "text":"Ada met Charles.","mentions":[{"start":0,"end":3,"label":"Person"}"#;
        let bytes = [whole.as_bytes(), b",{\"start\":8,\"label\":\"\xc3"].concat();
        person.open_files(&[("cut.json", &bytes)]);
        person.wait_for_alert(&["cut.json", "1 document with 1 mention could be read"]);
        person.check_access("a file that breaks off");
        check_untouched(person, &before, 0);

        person.click("button", "Open what is whole");
        person.wait_for_quotes(&["Ada"]);
        person.wait_for_alert(&[
            "cut.json",
            "was opened, but it breaks off",
            "bytes could not",
        ]);
        check_untouched(person, &before, 1);
    });
}

#[test]
fn foreign_json_is_refused_and_can_be_opened_as_text() {
    for_each_browser(|person| {
        let before = at_work(person);
        let foreign = r#"{ "entities": [[0, 3, "PER"]] }"#;
        person.open_files(&[("foreign.json", foreign.as_bytes())]);
        person.wait_for_alert(&["foreign.json", "JSON"]);
        check_untouched(person, &before, 0);

        person.click("button", "Open as plain text");
        person.wait_until("it is on the screen", || person.document().text == foreign);
        check_untouched(person, &before, 1);
    });
}

#[test]
fn mentions_that_do_not_fit_their_text_are_told_and_the_others_open() {
    for_each_browser(|person| {
        let before = at_work(person);
        let files = [
            (
                "outside.json",
                json!({ "id": "x1", "start": 4, "end": 999, "label": "Person", "quote": "nobody" }),
            ),
            (
                "differs.json",
                json!({ "id": "x1", "start": 8, "end": 12, "label": "Person", "quote": "Nobody here" }),
            ),
        ];
        for (idx, (name, bad)) in files.into_iter().enumerate() {
            let good =
                json!({ "id": "x2", "start": 0, "end": 3, "label": "Person", "quote": "Ada" });
            let mut project = project_with(&json!([bad, good]));
            // The same work would not be added twice.
            project["documents"][0]["name"] = name.into();
            person.open_files(&[(name, project.to_string().as_bytes())]);
            person.wait_for_alert(&[name, "1 mention"]);
            person.wait_for_quotes(&["Ada"]);
            // What is not shown is kept in the file.
            let text = person.project().to_string();
            assert!(
                text.contains("obody"),
                "the mention of {name} is thrown away"
            );
            check_untouched(person, &before, idx + 1);
            dismiss(person);
        }
    });
}

#[test]
fn good_files_open_although_others_are_refused() {
    for_each_browser(|person| {
        at_work(person);
        person.drop_files(&[
            ("paper.pdf", b"%PDF-1.7\n"),
            ("good.txt", b"A good text."),
            ("foreign.json", b"[1, 2, 3]"),
        ]);
        person.wait_for_alert(&["paper.pdf"]);
        person.wait_for_alert(&["foreign.json"]);
        person.wait_until("the good one is on the screen", || {
            person.document().text == "A good text."
        });
        person.wait_for_answer();
        person.check_access("three files, two of them refused");
        person.take_screenshot("refused files");
    });
}

/// Opens the story, tags something, and returns the whole project.
#[track_caller]
fn at_work(person: &Person) -> Value {
    story::open(person);
    person.tag("Ada Lovelace", "1");
    person.tag(nth(1, "Babbage"), "2");
    person.wait_for_quotes(&["Ada Lovelace", "Babbage"]);
    person.project()
}

/// Fails where the documents that were there have changed, or others than `n_new` have been added.
#[track_caller]
fn check_untouched(person: &Person, before: &Value, n_new: usize) {
    let documents = |project: &Value| project["documents"].as_array().cloned().unwrap_or_default();
    let (before, now) = (documents(before), documents(&person.project()));
    assert_eq!(now[..before.len()], before);
    assert_eq!(now.len() - before.len(), n_new, "documents were added");
}

/// Dismisses all messages.
#[track_caller]
fn dismiss(person: &Person) {
    while !person.alerts().is_empty() {
        let n_before = person.alerts().len();
        person.click("button", "Dismiss");
        person.wait_until("the message is gone", || person.alerts().len() < n_before);
    }
}

/// Returns a project of one document with some mentions.
fn project_with(mentions: &Value) -> Value {
    json!({
        "format": "glossator-project",
        "version": 1,
        "offset_unit": "code point",
        "labels": [{ "name": "Person", "color": "#3457d5", "key": "1" }],
        "documents": [{ "id": "w1", "name": "ada.txt", "text": "Ada met Charles.", "mentions": mentions }],
    })
}

#[test]
fn what_the_browser_cannot_read_or_is_too_large_is_told_and_the_others_open() {
    for_each_browser(|person| {
        // One is deleted while it is read; the other is never read.
        person.server.set_prelude(
            "const { arrayBuffer } = Blob.prototype;
            Blob.prototype.arrayBuffer = function () {
                if (this.name === 'huge.txt') window.hasReadHuge = true;
                if (this.name !== 'gone.txt') return arrayBuffer.call(this);
                return Promise.reject(new DOMException('It is gone.', 'NotFoundError'));
            };
            const { get } = Object.getOwnPropertyDescriptor(Blob.prototype, 'size');
            Object.defineProperty(Blob.prototype, 'size', { get() {
                return this.name === 'huge.txt' ? 700_000_000 : get.call(this);
            } });",
        );
        person.open_page();
        person.drop_files(&[("gone.txt", b"a"), ("huge.txt", b"b"), ("good.txt", b"c")]);
        person.wait_for_alert(&["gone.txt", "could not read it", "open it again"]);
        person.wait_for_alert(&["huge.txt", "20 MB", "split it"]);
        person.wait_until("the good one is open", || {
            person.document_named("good.txt").is_some()
        });
        assert_eq!(person.run("return window.hasReadHuge", &[]), Value::Null);
    });
}

#[test]
fn of_too_many_files_a_thousand_are_opened_and_the_others_are_told() {
    for_each_browser(|person| {
        person.open_page();
        let before = person.ask::<usize>("return glossator.documents().length");
        person.run(
            "const files = Array.from({ length: 1003 }, (_, n) => [`${n}.txt`, [97]]);
            page.drop(files)",
            &[],
        );
        person.wait_for_alert(&["1000.txt and 2 more", "at most 1,000", "after these"]);
        assert_eq!(
            person.ask::<usize>("return glossator.documents().length"),
            before + 1000
        );
    });
}
