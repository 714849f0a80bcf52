//! The program dies, or never comes to life.

use std::fs;
use std::time::Duration;

use serde_json::{Value, json};

use super::story;
use crate::harness::{Person, Settings, document_in, for_each_browser, for_each_browser_with};

/// Ways for the program to die: `drill(kind)`.
const DRILL: &str = include_str!("drill.js");

/// How soon a person is to learn of it.
const SOON: Duration = Duration::from_secs(1);

#[test]
fn a_person_learns_what_is_saved_when_the_program_dies() {
    for_each_browser(|person| {
        person.server.set_prelude(DRILL);
        for kind in ["garbage", "memory", "stack"] {
            story::open(person);
            person.tag("Ada Lovelace", "1");
            person.wait_until_saved();
            let before = person.project();
            person.run("drill(arguments[0])", &[kind.into()]);
            wait_for_overlay(person, "The editor stopped");
            let text: String = person.ask("return document.querySelector('dialog').innerText");
            let told = text
                .lines()
                .find(|it| it.starts_with("Everything up to ") && it.ends_with(" is saved."));
            let time = told.map(|it| it.chars().filter(char::is_ascii_digit).count());
            assert_eq!(time, Some(6), "no time is told: {text}");

            // All that it said is true.
            person.click("button", "Reload");
            person.wait_until("the page is there again", || {
                person.run(
                    "return Boolean(window.glossator?.state && !document.querySelector('dialog'))",
                    &[],
                ) == true
            });
            assert_eq!(person.project(), before);
            assert_eq!(person.alerts(), [""; 0]);
        }
    });
}

#[test]
fn nothing_reaches_a_program_that_is_dead() {
    for_each_browser(|person| {
        person.server.set_prelude(DRILL);
        story::open(person);
        person.run("drill('garbage')", &[]);
        wait_for_overlay(person, "The editor stopped");
        let n_calls: u32 = person.ask("return window.nCalls");
        assert!(n_calls > 0);
        // Keys and clicks leave it as it was; scripts are told.
        person.press("?");
        person.press("Ctrl+Z");
        person.press("Esc");
        person.press("Esc");
        person.wait_for("alertdialog", "The editor stopped");
        let told = "try { glossator.project(); return '' } catch (error) { return String(error) }";
        let told: String = person.ask(told);
        assert!(told.contains("the editor has stopped"), "{told}");
        let n_calls_after: u32 = person.ask("return window.nCalls");
        assert_eq!(n_calls_after, n_calls, "it was called");
    });
}

#[test]
fn the_download_of_a_dead_program_opens_and_is_equal() {
    for_each_browser(|person| {
        person.server.set_prelude(DRILL);
        story::open(person);
        person.tag("Ada Lovelace met Charles", "4");
        person.tag("Charles Babbage", "1");
        person.tag("Zürich", "3");
        let before = person.project();
        person.run("return glossator.saved().then(() => true)", &[]);
        person.run("drill('garbage')", &[]);
        wait_for_overlay(person, "The editor stopped");
        check_download(person, &before);
    });
}

#[test]
fn the_download_has_what_only_the_journal_has() {
    for_each_browser(|person| {
        person.server.set_prelude(DRILL);
        story::open(person);
        person.tag("Ada Lovelace met Charles", "4");
        person.tag("Zürich", "3");
        person.click("button", "Undo");
        person.tag("Charles Babbage", "1");
        person.wait_for_quotes(&["Ada Lovelace met Charles", "Charles Babbage"]);
        let before = person.project();
        person.run("return glossator.saved().then(() => true)", &[]);
        person.run("drill('garbage')", &[]);
        wait_for_overlay(person, "The editor stopped");
        person.run("localStorage.clear()", &[]);
        check_download(person, &before);
    });
}

/// Downloads from the overlay, and fails unless another browser takes the file for the whole work.
#[track_caller]
fn check_download(person: &mut Person, before: &Value) {
    let path = person.download_by("button", "Download");
    let bytes = fs::read(path).expect("the download");
    let file: Value = serde_json::from_slice(&bytes).expect("JSON");
    assert_eq!(file["format"], "glossator-project");

    person.server.set_prelude("");
    person.change_browser();
    person.open_page();
    person.open_files(&[("rescued.json", &bytes)]);
    person.wait_until("the work is there", || {
        person.document_named(story::NAME).is_some()
    });
    assert_eq!(person.alerts(), [""; 0]);
    let (before, after) = (
        document_in(before, story::NAME).expect("the story"),
        person.document_named(story::NAME).expect("the story"),
    );
    assert_eq!((after.text, after.mentions), (before.text, before.mentions));
}

#[test]
fn the_dialog_has_no_barrier_in_any_look() {
    for (is_dark, zoom, size) in [
        (false, 1, (1440, 900)),
        (true, 1, (1440, 900)),
        (false, 2, (390, 844)),
    ] {
        let settings = Settings {
            is_dark,
            zoom,
            size,
            ..Settings::default()
        };
        for_each_browser_with(&settings, |person| {
            person.server.set_prelude(DRILL);
            story::open(person);
            person.run("drill('garbage')", &[]);
            wait_for_overlay(person, "The editor stopped");
            let look = format!(
                "stopped {} {}",
                size.0,
                if is_dark { "dark" } else { "light" }
            );
            person.take_screenshot(&look);
            person.check_access(&look);
            person.check_layout(&look);
            let has_focus: bool =
                person.ask("return document.activeElement === document.querySelector('dialog')");
            assert!(has_focus, "the focus is elsewhere");
            person.click("button", "Copy report");
            let told = "return document.querySelector('dialog .hint').textContent";
            person.wait_until("it is told what became of the report", || {
                person.ask::<String>(told).contains("report")
            });
            person.take_screenshot(&format!("{look} report"));
        });
    }
}

#[test]
fn a_program_that_does_not_come_is_told() {
    for_each_browser(|person| {
        person
            .server
            .change("glossator-", "_bg.wasm", |_| Vec::new());
        person.open_page_without_program();
        wait_for_overlay(person, "The editor could not be loaded");
        person.check_access("no program");
    });
}

/// Waits until a dialog is there that a person cannot miss.
#[track_caller]
pub(super) fn wait_for_overlay(person: &Person, name: &str) {
    person.wait_within(SOON, &format!("{name:?} is told"), || {
        person.sees("alertdialog", name)
    });
    let is_modal: bool = person.ask("return document.querySelector('dialog').matches(':modal')");
    assert_eq!(json!(is_modal), true);
}
