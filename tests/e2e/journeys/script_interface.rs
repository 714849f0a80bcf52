//! `window.glossator`: each call of the contract, as an embedding page would make it.

use serde_json::{Value, json};

use super::story;
use crate::harness::{Person, for_each_engine};

#[test]
fn a_script_that_comes_before_the_program_waits_for_it() {
    for_each_engine(|person| {
        person.server.set_prelude(
            "addEventListener('DOMContentLoaded', () => {
                 const app = window.glossator;
                 app.ready.then(() => { window.found = app.documents().length; });
             })",
        );
        person.open_page();
        person.wait_until("the script goes on", || {
            person.run("return window.found", &[]) == 1
        });
    });
}

#[test]
fn a_script_opens_tags_shows_and_removes() {
    for_each_engine(|person| {
        person.open_page();
        let built_in = ask(person, "document().id");
        let id = ask(
            person,
            "open({ name: 'ada.txt', text: 'Ada 🚀 met Charles.' })",
        );
        assert!(id.is_string(), "open() gave {id}");
        let document = ask(person, "document()");
        assert_eq!(
            [&document["id"], &document["name"], &document["text"]],
            [&id, &json!("ada.txt"), &json!("Ada 🚀 met Charles.")]
        );
        assert_eq!(document["mentions"], json!([]));

        let ids = ask(
            person,
            "addMentions([{ start: 0, end: 3, label: 'Person' }, { start: 10, end: 17, label: 'Engineer' }])",
        );
        let ids: Vec<Value> = ids.as_array().expect("a list of ids").clone();
        let mentions = ask(person, "document().mentions");
        assert_eq!(mentions[0]["id"], ids[0]);
        assert_eq!(
            [&mentions[0]["quote"], &mentions[1]["quote"]],
            ["Ada", "Charles"]
        );
        assert_eq!(
            [&mentions[1]["start"], &mentions[1]["end"]],
            [&json!(10), &json!(17)]
        );
        let labels = ask(person, "project().labels.map((it) => it.name)");
        assert!(
            labels
                .as_array()
                .is_some_and(|it| it.contains(&json!("Engineer"))),
            "{labels}"
        );
        person.wait_until("both are drawn", || person.runs().len() == 2);

        let documents = ask(person, "documents()");
        let listed = documents
            .as_array()
            .expect("a list")
            .iter()
            .find(|it| it["id"] == id)
            .expect("the document");
        assert_eq!(
            [&listed["name"], &listed["mentions"]],
            [&json!("ada.txt"), &json!(2)]
        );
        assert!(listed["status"].is_string(), "{listed}");

        person.run(
            "return window.glossator.show(arguments[0])",
            std::slice::from_ref(&built_in),
        );
        assert_eq!(ask(person, "document().id"), built_in);
        person.run("return window.glossator.show(arguments[0])", &[id]);

        person.run(
            "return window.glossator.removeMentions(arguments[0])",
            &[json!([ids[0]])],
        );
        assert_eq!(person.quotes(), ["Charles"]);
        let undone = ask(person, "undo()");
        assert!(
            undone.as_str().is_some_and(|it| !it.is_empty()),
            "undo() gave {undone}"
        );
        assert_eq!(person.quotes(), ["Ada", "Charles"]);
        assert_eq!(ask(person, "redo()"), undone);
        assert_eq!(person.quotes(), ["Charles"]);
        assert_eq!(ask(person, "redo()"), Value::Null);
    });
}

#[test]
fn calls_take_effect_in_their_order() {
    for_each_engine(|person| {
        person.open_page();
        let quotes = person.run(
            "const app = window.glossator;
            app.open({ name: 'one.txt', text: 'Ada met Charles.' });
            app.addMentions([{ start: 0, end: 3, label: 'Person' }]);
            app.addMentions([{ start: 8, end: 15, label: 'Person' }]);
            app.undo();
            return app.redo().then(() => app.document().mentions.map((it) => it.quote))",
            &[],
        );
        assert_eq!(quotes, json!(["Ada", "Charles"]));
    });
}

#[test]
fn mentions_that_are_there_or_cover_nothing_are_not_added_again() {
    for_each_engine(|person| {
        person.open_page();
        let ids = person.run(
            "const app = window.glossator;
            app.open({ name: 'one.txt', text: 'Ada met Charles.' });
            const ada = { start: 0, end: 3, label: 'Person' }, charles = { start: 8, end: 15, label: 'Person' };
            return Promise.all([app.addMentions([ada]), app.addMentions([charles, ada, { ...ada, end: 0 }, charles])])",
            &[],
        );
        assert_eq!(ids[1], json!([ids[1][0], ids[0][0], null, ids[1][0]]));
        // A list that says to have more than it tells of.
        let none = "addMentions(Object.assign([1, 2], { *[Symbol.iterator]() {} }))";
        assert_eq!(ask(person, none), json!([]));
        assert_eq!(person.quotes(), ["Ada", "Charles"]);
    });
}

#[test]
fn a_script_learns_whether_the_work_is_safe() {
    for_each_engine(|person| {
        story::open(person);
        person.tag("London", "3");
        person.wait_for_quotes(&["London"]);
        let is_stored = person.ask::<bool>("return window.glossator.saved().then(() => Object.values({ ...localStorage }).some((it) => it.includes('\"quote\":\"London\"')))");
        assert!(
            is_stored,
            "saved() is fulfilled before the work is in local storage"
        );
        let state = ask(person, "state()");
        assert_eq!([&state["saving"], &state["mode"]], ["saved", "writer"]);
        assert!(person.saving().starts_with("Saved"));
    });
}

#[test]
fn a_script_learns_why_nothing_is_saved() {
    for_each_engine(|person| {
        person.server.set_prelude(
            "for (const name of ['localStorage', 'indexedDB']) {
                Object.defineProperty(window, name, { get: () => null });
            }",
        );
        story::open(person);
        person.wait_until("it is known", || {
            ask(person, "state().saving") == "not saved"
        });
        let reason = ask(person, "state().reason");
        assert!(
            reason.as_str().is_some_and(|it| !it.is_empty()),
            "the reason is {reason}"
        );
        assert_eq!(
            ask(person, "saved().then(() => 'fulfilled', () => 'rejected')"),
            "rejected"
        );
    });
}

#[test]
fn files_are_imported_and_exported_by_script() {
    for_each_engine(|person| {
        story::open(person);
        person.tag("London", "3");
        person.wait_for_quotes(&["London"]);

        let formats = ask(person, "formats()");
        let own = &formats[0];
        assert_eq!(
            [&own["extension"], &own["imports"], &own["exports"]],
            [&json!("json"), &json!(true), &json!(true)]
        );
        let exported = person.run(
            "return window.glossator.exportAs(arguments[0])",
            &[own["name"].clone()],
        );
        assert_eq!(exported["losses"], json!([]));
        let file = &exported["files"][0];
        assert!(
            file["name"]
                .as_str()
                .is_some_and(|it| it.ends_with(".json")),
            "{file}"
        );
        assert!(
            file["mime"]
                .as_str()
                .is_some_and(|it| it.starts_with("application/json")),
            "{file}"
        );
        let text = file["text"].as_str().expect("JSON is text");
        let project: Value = serde_json::from_str(text).expect("JSON");
        assert_eq!(project, person.project());

        let imported = person.run(
            "return window.glossator.importFiles([
                { name: 'good.txt', text: 'A good text.' },
                { name: 'bytes.txt', bytes: new TextEncoder().encode('Bytes in UTF-8: é.') },
                { name: 'paper.pdf', bytes: new TextEncoder().encode('%PDF-1.7') },
                { name: 'foreign.json', text: '[1]' },
            ])",
            &[],
        );
        assert_eq!(
            imported["documents"].as_array().map(Vec::len),
            Some(2),
            "{imported}"
        );
        assert_eq!(imported["losses"], json!([]));
        let refused: Vec<_> = imported["refused"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|it| it["name"].clone())
            .collect();
        assert_eq!(refused, ["paper.pdf", "foreign.json"]);
        assert!(
            imported["refused"][0]["message"]
                .as_str()
                .is_some_and(|it| it.contains("PDF"))
        );
        assert_eq!(
            person
                .document_named("bytes.txt")
                .map(|it| it.text)
                .as_deref(),
            Some("Bytes in UTF-8: é.")
        );
    });
}

#[test]
fn wrong_arguments_are_refused_by_name() {
    for_each_engine(|person| {
        story::open(person);
        let before = person.project();
        // The call, and what its error names: the argument, what was expected, what came.
        let calls: [(&str, &[&str]); 14] = [
            ("open()", &["undefined"]),
            ("open('text')", &["text"]),
            ("open({ name: 5, text: 'x' })", &["name", "5"]),
            ("open({ name: 'x' })", &["text"]),
            ("show('nowhere')", &["nowhere"]),
            ("addMentions('all')", &["mentions", "all"]),
            (
                "addMentions([{ start: 0, end: 1e9, label: 'Person' }])",
                &["end", "1000000000"],
            ),
            (
                "addMentions([{ start: 3, end: 3, label: 'Person' }])",
                &["3"],
            ),
            (
                "addMentions([{ start: -1, end: 3, label: 'Person' }])",
                &["start", "-1"],
            ),
            // Of many the one that is wrong is named.
            (
                "addMentions([{ start: 0, end: 3, label: 'Person' }, { start: 8, end: 15.5, label: 'Person' }])",
                &["mentions[1].end", "15.5"],
            ),
            (
                "addMentions([{ start: 0, end: 3, label: 'Person' }, null])",
                &["mentions[1]", "null"],
            ),
            (
                "addMentions([{ start: 0, end: 3, label: 'Half \\ud83d' }])",
                &["mentions[0].label", "surrogate"],
            ),
            ("removeMentions(['m999'])", &["m999"]),
            ("exportAs('papyrus')", &["format", "papyrus"]),
        ];
        for (call, words) in calls {
            let error = refusal(person, call);
            assert!(
                words.iter().all(|it| error.contains(it)),
                "{call}: {error:?} does not name {words:?}"
            );
        }
        assert_eq!(person.project(), before);
    });
}

#[test]
fn an_event_follows_every_change() {
    for_each_engine(|person| {
        story::open(person);
        person.run("window.changes = []; addEventListener('glossator:change', (it) => window.changes.push(it.detail))", &[]);
        let changes = || person.ask::<Vec<Value>>("return window.changes");
        person.tag("London", "3");
        person.wait_until("an event tells of it", || changes().len() == 1);
        let document = person.document();
        let id = &document.mentions[0].id;
        let change = &changes()[0];
        assert_eq!(change["document"], json!(document.id));
        assert_eq!(
            [&change["added"], &change["removed"]],
            [&json!([id]), &json!([])]
        );
        assert!(change["kind"].is_string(), "{change}");

        person.press("Ctrl+Z");
        person.wait_until("an event tells of it", || changes().len() == 2);
        assert_eq!(
            [&changes()[1]["added"], &changes()[1]["removed"]],
            [&json!([]), &json!([id])]
        );
    });
}

/// Returns what a call gives, or what its promise is fulfilled with.
#[track_caller]
fn ask(person: &Person, call: &str) -> Value {
    person.ask(&format!("return window.glossator.{call}"))
}

/// Returns the message of the error that a call rejects with.
#[track_caller]
fn refusal(person: &Person, call: &str) -> String {
    let script = format!(
        "return Promise.resolve(window.glossator.{call}).then(
            (it) => ['fulfilled', JSON.stringify(it)], (it) => [Object.prototype.toString.call(it), it.message])"
    );
    let [kind, message]: [String; 2] = person.ask(&script);
    assert_eq!(kind, "[object Error]", "{call} gives {message}");
    message
}
