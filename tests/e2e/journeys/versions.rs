//! Earlier states of the work, removed documents, and where all of it is kept.

use super::story;
use crate::harness::{Person, for_each_browser};

/// Opens the dialog of versions when a row of it has some words, and leaves it open.
#[track_caller]
fn open_versions(person: &Person, words: &str) {
    person.wait_until("the version is there", || {
        person.click("button", "Versions…");
        person.wait_for("dialog", "Versions");
        person.wait_until("it is read", || !text_of_dialog(person).contains("Reading"));
        let is_there = text_of_dialog(person).contains(words);
        if !is_there {
            person.press("Esc");
            person.wait_until_gone("dialog", "Versions");
        }
        is_there
    });
}

fn text_of_dialog(person: &Person) -> String {
    person.ask("return document.querySelector('dialog')?.innerText ?? ''")
}

fn names(person: &Person) -> Vec<String> {
    person.ask("return glossator.documents().map((it) => it.name)")
}

#[test]
fn the_state_before_a_large_change_is_compared_and_opened_as_a_copy() {
    for_each_browser(|person| {
        story::open(person);
        person.tag("London", "3");
        person.tag("Ada Lovelace", "1");
        person.show_text("other.txt", "Grace Hopper found a moth.");
        person.click("button", story::NAME);
        person.tag("Turin", "3");

        open_versions(person, "open “other.txt”");
        assert!(text_of_dialog(person).contains("2 mentions"));
        person.check_access("the versions");
        person.check_layout("the versions");
        person.take_screenshot("versions");
        let compare = "[...document.querySelectorAll('dialog li')]
            .find((it) => it.innerText.includes('other.txt')).querySelector('button').click()";
        person.run(compare, &[]);
        person.wait_until("it is compared", || {
            text_of_dialog(person).contains("story.txt: 0 only then, 1 only now")
        });
        let open = "[...document.querySelectorAll('dialog li')]
            .find((it) => it.innerText.includes('other.txt'))
            .querySelectorAll('button')[1].click()";
        person.run(open, &[]);
        person.wait_until("it is a copy", || {
            names(person).iter().any(|it| it.starts_with("story.txt ("))
        });
        person.press("Esc");
        person.wait_until_gone("dialog", "Versions");
        let show = "glossator.show(glossator.documents().find((it) => it.name.startsWith('story.txt (')).id)";
        person.run(show, &[]);
        person.wait_for_quotes(&["Ada Lovelace", "London"]);
        let story = person.document_named(story::NAME).expect("the story");
        assert_eq!(story.mentions.len(), 3, "the work itself stays");
        // As any change it can be undone.
        person.click("button", "Undo");
        person.wait_until("the copy is gone", || {
            !names(person).iter().any(|it| it.starts_with("story.txt ("))
        });
    });
}

#[test]
fn a_removed_document_is_put_back_after_the_page_was_closed() {
    for_each_browser(|person| {
        story::open(person);
        person.tag("London", "3");
        person.click("button", "Remove story.txt");
        person.wait_until("it is removed", || {
            person.document_named(story::NAME).is_none()
        });
        open_versions(person, story::NAME);
        person.press("Esc");
        person.wait_until_gone("dialog", "Versions");
        person.wait_until_saved();

        person.reload();
        open_versions(person, story::NAME);
        let put_back = "[...document.querySelectorAll('dialog button')]
            .find((it) => it.innerText === 'Put back').click()";
        person.run(put_back, &[]);
        person.wait_until("it is back", || {
            person.document_named(story::NAME).is_some()
        });
        person.press("Esc");
        person.wait_for_quotes(&["London"]);
    });
}

#[test]
fn the_storage_panel_says_where_the_work_is_and_since_when() {
    for_each_browser(|person| {
        story::open(person);
        person.tag("London", "3");
        person.wait_for_copy(story::NAME, 1);
        person.download();
        person.click("button", "Storage…");
        person.wait_for("dialog", "Storage");
        person.wait_until("it is told", || text_of_dialog(person).contains("Room"));
        let told = text_of_dialog(person);
        assert!(!told.contains("not written"), "{told}");
        assert!(!told.contains("nothing was written"), "{told}");
        assert!(!told.contains("never"), "it was downloaded: {told}");
        assert!(told.contains("Every change (IndexedDB)"), "{told}");
        assert!(told.contains("private window"), "{told}");
        person.check_access("the storage panel");
        person.check_layout("the storage panel");
        person.take_screenshot("storage");
        person.resize(390, 844);
        person.check_layout("the storage panel, narrow");
        person.click("button", "Ask the browser to keep it");
        person.wait_for_answer();
        assert!(text_of_dialog(person).contains("The browser keeps it"));
    });
}
