//! The page fails to start again and again.

use std::fs;

use serde_json::Value;

use super::dying::wait_for_overlay;
use super::story;
use crate::harness::{Person, document_in, for_each_browser};

/// Has the program die before the page answers.
const DIES: &str = "
    const { instantiate } = WebAssembly;
    WebAssembly.instantiate = async (...values) => {
        const { exports } = await instantiate(...values);
        const dies = () => { throw new WebAssembly.RuntimeError('unreachable'); };
        return { exports: { ...exports, __wbindgen_start: dies } };
    };";

#[test]
fn after_two_failed_starts_the_page_hands_over_the_work_and_starts_nothing() {
    for_each_browser(|person| {
        story::open(person);
        person.tag("London", "3");
        person.wait_until_saved();
        let before = person.project();
        person.run("return glossator.saved().then(() => true)", &[]);
        fail_twice(person);

        // Not even the program is made.
        person.open_page_without_program();
        wait_for_overlay(person, "Safe mode");
        let shown = person.page_text();
        assert!(
            shown.contains(&format!("{} · 1 mention", story::NAME)),
            "{shown}"
        );
        person.check_access("safe mode");
        person.check_layout("safe mode");
        person.take_screenshot("safe mode");
        let path = person.download_by("button", "Download");
        let file = fs::read(path).expect("the download");
        let file: Value = serde_json::from_slice(&file).expect("JSON");
        assert_eq!(
            document_in(&file, story::NAME),
            document_in(&before, story::NAME)
        );

        // Each entry is there as it is.
        person.click_selector("dialog summary");
        person.check_access("the entries");
        person.take_screenshot("safe mode entries");
        let path = person.download_by("button", "local storage project");
        let entry = fs::read_to_string(path).expect("the entry");
        assert!(entry.contains("\"order\""), "{entry}");

        // It stays so, until a person tries again.
        person.open_page_without_program();
        wait_for_overlay(person, "Safe mode");
        person.server.set_prelude("");
        person.click("button", "Try again");
        wait_until_started(person);
        assert_eq!(person.project(), before);
        assert_eq!(person.document().name, story::NAME);
        assert_eq!(person.alerts(), [""; 0]);
    });
}

#[test]
fn a_good_start_makes_up_for_a_failed_one() {
    for_each_browser(|person| {
        for _ in 0..2 {
            person.server.set_prelude(DIES);
            person.open_page_without_program();
            wait_for_overlay(person, "The editor did not start");
            person.server.set_prelude("");
            person.open_page();
            let has_count: bool = person.ask("return 'glossator:starts' in localStorage");
            assert!(!has_count);
        }
    });
}

#[test]
fn the_page_opens_without_a_document_where_a_person_asks_for_that() {
    for_each_browser(|person| {
        story::open(person);
        person.tag("London", "3");
        person.wait_until_saved();
        fail_twice(person);
        person.server.set_prelude("");
        person.open_page_without_program();
        wait_for_overlay(person, "Safe mode");
        person.click("button", "Open without a document");
        person.wait_until("the page answers", || {
            person.run("return Boolean(window.glossator?.state)", &[]) == true
        });
        assert_eq!(
            person.run("return document.querySelector('#article')", &[]),
            Value::Null
        );
        person.check_access("no document is shown");
        // All of them are in the list.
        person.click_selector("nav[aria-label=Documents] [data-document]");
        person.wait_until("one is shown", || {
            person.run("return Boolean(document.querySelector('#article'))", &[]) == true
        });
        // That was for once.
        person.wait_until_saved();
        person.reload();
        person.wait_until("one is shown", || {
            person.run("return Boolean(document.querySelector('#article'))", &[]) == true
        });
    });
}

#[test]
fn the_last_step_of_the_journal_is_put_aside_where_a_person_asks_for_that() {
    for_each_browser(|person| {
        story::open(person);
        person.tag("London", "3");
        person.tag("Turin", "3");
        person.wait_for_quotes(&["London", "Turin"]);
        person.run("return glossator.saved().then(() => true)", &[]);
        fail_twice(person);
        // The journal alone has the work.
        person.run("for (const it of Object.keys(localStorage)) if (it !== 'glossator:starts') localStorage.removeItem(it)", &[]);
        person.server.set_prelude("");
        person.open_page_without_program();
        wait_for_overlay(person, "Safe mode");
        person.click("button", "Open without the last step");
        wait_until_started(person);
        assert_eq!(person.document().name, story::NAME);
        person.wait_for_quotes(&["London"]);
        let entries = "return new Promise((done, fail) => {
            const request = indexedDB.open('glossator');
            request.onerror = fail;
            request.onsuccess = () => {
                const entries = request.result.transaction('entries').objectStore('entries').getAll();
                entries.onsuccess = () => { request.result.close(); done(entries.result) };
            };
        })";
        let is_kept = |it: &String| it.contains("the editor did not start with it");
        assert!(person.ask::<Vec<String>>(entries).iter().any(is_kept));
        // Work goes on behind it.
        person.tag("Zürich", "3");
        person.wait_until_saved();
        person.reload();
        person.wait_for_quotes(&["London", "Zürich"]);
        assert_eq!(person.alerts(), [""; 0]);
    });
}

fn fail_twice(person: &Person) {
    person.server.set_prelude(DIES);
    for _ in 0..2 {
        person.open_page_without_program();
        wait_for_overlay(person, "The editor did not start");
    }
}

#[track_caller]
fn wait_until_started(person: &Person) {
    person.wait_until("the page answers", || {
        let is_there =
            "return Boolean(window.glossator?.state && document.querySelector('[aria-current=true]'))";
        person.run(is_there, &[]) == true
    });
}
