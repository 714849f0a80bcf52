//! What takes long is done in a worker: the page answers meanwhile, tells how far it is, and can be told to stop.

use std::fs;

use glossator_core::formats::{self, Format, Options, Portions};
use serde_json::{Value, json};

use crate::harness::{Person, for_each_browser};

/// Counts workers and holds them back.
const WORKERS: &str = include_str!("workers.js");

/// What goes to a worker before the first question: the program, and what is to be done.
const START: usize = 2;

/// A sentence, repeated to so many bytes.
fn text(n_bytes: usize) -> String {
    let line = "Ada Lovelace met Charles Babbage in London 🚀.\n";
    line.repeat(n_bytes / line.len() + 1)
}

/// A project of a file for `name`, with mentions.
fn own(name: &str, n_bytes: usize) -> String {
    let text = text(n_bytes);
    let mention = |n: usize| json!({ "id": format!("m{n}"), "start": n * 46, "end": n * 46 + 12, "label": "Person", "quote": "Ada Lovelace" });
    let mentions: Vec<Value> = (0..n_bytes / 50).map(mention).collect();
    let document = json!({ "id": "d7", "name": name, "text": text, "mentions": mentions });
    // In this order, so that it can break off behind the document.
    let labels = json!([{ "id": 1, "name": "Person" }]);
    format!(
        "{{\"format\":\"glossator-project\",\"version\":1,\"labels\":{labels},\"documents\":[{document}]}}"
    )
}

fn open_page(person: &Person) {
    person.server.set_prelude(WORKERS);
    person.open_page();
}

/// Lets so many questions to workers through from now on.
fn allow(person: &Person, n: usize) {
    person.run("workers.nAllowed = arguments[0]", &[n.into()]);
}

fn wait_until_held(person: &Person) {
    person.wait_until("a question is held back", || {
        person.ask("return workers.held.length > 0")
    });
}

fn count(person: &Person, what: &str) -> usize {
    person.ask(&format!("return workers.{what}"))
}

fn open_long(person: &Person, name: &str) {
    person.open_files(&[(name, text(600_000).as_bytes())]);
    person.wait_until("it is open", || person.document_named(name).is_some());
    assert_eq!(person.alerts(), [""; 0]);
}

fn dialog_text(person: &Person) -> String {
    person.ask("return document.querySelector('dialog').innerText")
}

#[test]
fn a_large_file_is_read_in_a_worker_and_tells_how_far_it_is() {
    for_each_browser(|person| {
        open_page(person);
        let before = person.project();
        // The worker starts and gets its job.
        allow(person, START);
        let (one, two) = (own("one.txt", 600_000), own("two.txt", 10_000));
        person.open_files(&[("one.json", one.as_bytes()), ("two.json", two.as_bytes())]);
        person.wait_for("dialog", "Opening 2 files…");
        wait_until_held(person);
        assert!(dialog_text(person).contains("0 of 2 files are read."));
        // The document, then what came of the file, then a question that waits.
        allow(person, 2);
        person.run("workers.held.splice(0).forEach((ask) => ask())", &[]);
        person.wait_until("the first is read", || {
            dialog_text(person).contains("1 of 2 files are read.")
        });
        // Meanwhile the page answers.
        assert_eq!(person.project(), before);
        person.run("return page.frames(2)", &[]);
        person.run("workers.release()", &[]);
        person.wait_until_gone("dialog", "Opening 2 files…");
        person.wait_until("both are open", || {
            person.document_named("one.txt").is_some() && person.document_named("two.txt").is_some()
        });
        assert_eq!((count(person, "nMade"), count(person, "nEnded")), (1, 1));
        assert_eq!(person.alerts(), [""; 0]);
        person.wait_until_saved();
    });
}

#[test]
fn what_a_worker_reads_is_what_the_page_reads() {
    for_each_browser(|person| {
        let own = own("own.txt", 600_000);
        let broken = &own[..own.len() - 1];
        let lines = format!(
            "{}\n",
            json!({ "text": text(700_000), "label": [[0, 12, "Person"]] })
        );
        let latin = [text(600_000).as_bytes(), b"caf\xe9"].concat();
        let files: [(&str, &[u8]); 4] = [
            ("own.json", own.as_bytes()),
            ("broken.json", broken.as_bytes()),
            ("doccano.jsonl", lines.as_bytes()),
            ("latin.txt", &latin),
        ];
        open_page(person);
        person.open_files(&files);
        person.wait_for_alert(&["broken.json"]);
        person.wait_for_alert(&["latin.txt"]);
        person.wait_until("all are open", || {
            person.document_named("doccano.txt").is_some()
        });
        assert_eq!(count(person, "nMade"), 1);
        let (by_worker, alerts) = (person.project(), person.alerts());
        person.click("button", "Open what is whole");
        // It is the work that is open already.
        person.wait_for_alert(&["broken.json", "was opened, but", "12000 mentions"]);

        // The same where there can be no worker.
        person.change_browser();
        person
            .server
            .set_prelude("window.Worker = class { constructor() { throw new Error('no'); } }");
        person.open_page();
        person.open_files(&files);
        person.wait_for_alert(&["broken.json"]);
        person.wait_for_alert(&["latin.txt"]);
        person.wait_until("all are open", || {
            person.document_named("doccano.txt").is_some()
        });
        assert_eq!(person.alerts(), alerts);
        assert!(
            person.project() == by_worker,
            "the worker reads something else"
        );
    });
}

#[test]
fn annotations_apart_find_the_text_that_is_open() {
    for_each_browser(|person| {
        open_page(person);
        let text = text(600_000);
        person.open_files(&[("apart.txt", text.as_bytes())]);
        person.wait_until("the text is open", || {
            person.document_named("apart.txt").is_some()
        });
        let line = |n: usize| {
            format!(
                "T{n}\tFamous_Person {} {}\tAda Lovelace\n",
                n * 46,
                n * 46 + 12
            )
        };
        let lines: String = (0..12_000).map(line).collect();
        assert!(lines.len() > 500_000);
        person.open_files(&[("apart.ann", lines.as_bytes())]);
        person.wait_until("its mentions are there", || {
            person.ask("return glossator.document().mentions.length === 12000")
        });
        // One for the text, and one that found that it lacks the text.
        assert_eq!(count(person, "nMade"), 2);
    });
}

#[test]
fn reading_can_be_cancelled_and_leaves_all_as_it_was() {
    for_each_browser(|person| {
        open_page(person);
        person.wait_until_saved();
        let (before, text) = (person.project(), text(600_000));
        for key in ["Esc", "Enter"] {
            allow(person, START);
            person.open_files(&[("long.txt", text.as_bytes())]);
            person.wait_for("dialog", "Opening “long.txt”…");
            wait_until_held(person);
            person.press(key);
            person.wait_until_gone("dialog", "Opening “long.txt”…");
            person.wait_until("the worker is ended", || {
                count(person, "nEnded") == count(person, "nMade")
            });
            person.run("workers.release()", &[]);
        }
        assert_eq!(person.project(), before);
        assert_eq!(person.alerts(), [""; 0]);
        // It can be opened afterwards.
        person.open_files(&[("long.txt", text.as_bytes())]);
        person.wait_until("it is open", || person.document_named("long.txt").is_some());
    });
}

#[test]
fn a_worker_that_dies_leaves_the_page_alive() {
    for_each_browser(|person| {
        open_page(person);
        allow(person, START);
        person.open_files(&[("long.txt", text(600_000).as_bytes())]);
        wait_until_held(person);
        person.run("setTimeout(() => workers.die())", &[]);
        person.wait_for_alert(&["long.txt", "was not opened", "smaller files"]);
        assert_eq!(count(person, "nEnded"), 1);
        person.click("button", "Dismiss");
        person.run("workers.release()", &[]);
        person.open_files(&[("long.txt", text(600_000).as_bytes())]);
        person.wait_until("it is open", || person.document_named("long.txt").is_some());
    });
}

#[test]
fn where_there_can_be_no_worker_the_page_itself_reads() {
    for_each_browser(|person| {
        // The host still sends the policy that forbids them.
        person.server.send_older_headers();
        open_page(person);
        open_long(person, "older.txt");
        assert!(count(person, "nAsked") < START, "a worker has got a job");

        // Since the page was loaded, the script is no more what it was built as.
        person.change_browser();
        person.server.send_headers();
        open_page(person);
        person.server.change("glossator-", ".js", |mut content| {
            content.extend(b"\npostMessage('tampered');");
            content
        });
        open_long(person, "changed.txt");
        assert_eq!(count(person, "nMade"), 0);

        // As it was built it is taken, under the policy of today.
        person.server.change_nothing();
        person.open_page();
        open_long(person, "built.txt");
        assert_eq!(count(person, "nMade"), 1);
    });
}

#[test]
fn a_long_document_is_exported_in_a_worker_as_the_core_writes_it() {
    for_each_browser(|person| {
        open_page(person);
        let own = own("long.txt", 600_000);
        let open = "return glossator.importFiles([{ name: 'long.json', text: arguments[0] }])";
        person.run(open, &[own.into()]);
        let script =
            "return glossator.exportAs('glossator-project').then((it) => it.files[0].text)";
        let own = person
            .run(script, &[])
            .as_str()
            .unwrap_or_default()
            .to_owned();
        let project = formats::open("project.json", own)
            .expect("a project")
            .project;
        assert!(!Portions::is_one(&project));
        let format = Format::by_name("prodigy").expect("a format");
        let title = format!("Download as {}", format.title);

        // It can be cancelled.
        allow(person, START);
        person.click("button", "Download");
        person.click("menuitem", format.title);
        person.wait_for("dialog", &title);
        wait_until_held(person);
        assert!(dialog_text(person).contains("documents are written."));
        person.press("Esc");
        person.wait_until_gone("dialog", &title);
        person.wait_until("the worker is ended", || count(person, "nEnded") == 1);
        person.run("workers.release()", &[]);

        person.click("button", "Download");
        person.click("menuitem", format.title);
        person.wait_until("all is written", || {
            person.ask("return !document.querySelector('dialog button.main').disabled")
        });
        let path = person.download_by("button", "Download");
        let by_page = fs::read(&path).expect("the download");
        let by_core = formats::export(&project, format, &Options::default()).into_one("prodigy");
        assert!(by_page == by_core.bytes, "the worker writes something else");
        assert_eq!((count(person, "nMade"), count(person, "nEnded")), (2, 2));
    });
}
