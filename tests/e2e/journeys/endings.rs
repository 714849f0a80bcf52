//! The ways in which a page comes to its end, and disks that fail: what was saved is there afterwards.

use std::fs;
use std::path::Path;
use std::time::Duration;

use super::story;
use crate::harness::{Document, Person, for_each_browser};

/// Ends the page somehow.
type Ending = fn(&mut Person);

/// How long a disk that has room again may take until it is written.
const RECOVERY: Duration = Duration::from_secs(15);

#[test]
fn what_was_saved_survives_every_way_out() {
    for_each_browser(|person| {
        story::open(person);
        let endings: [(&str, Ending); 4] = [
            ("the tab is closed and the browser killed", |person| {
                let page = person.browser().tab();
                let other = person.browser().open_tab();
                person.browser().switch_to(&page);
                person.browser().close_tab(&other);
                person.kill_browser();
            }),
            ("another page is shown and the browser killed", |person| {
                person.open_empty_page();
                person.kill_browser();
            }),
            ("the browser is asked to end", |person| {
                person.end_browser("TERM")
            }),
            ("the process of the page crashes", |person| {
                person.crash_page();
                person.close_browser();
            }),
        ];
        for (n, (name, end)) in endings.into_iter().enumerate() {
            let add = "return glossator.addMentions([{ start: arguments[0], end: arguments[0] + 1, label: 'Work' }])
                .then(() => glossator.saved())
                .then(() => true)";
            assert_eq!(person.run(add, &[n.into()]), true);
            end(person);
            person.restart_browser();
            person.open_page();
            assert_eq!(person.alerts(), [""; 0], "{name}");
            let places: Vec<usize> =
                person.ask("return page.document().mentions.map((it) => it.start)");
            assert_eq!(places, (0..=n).collect::<Vec<_>>(), "{name}");
        }
    });
}

#[test]
fn a_full_disk_is_told_and_what_did_not_fit_is_saved_when_there_is_room() {
    for_each_browser(|person| {
        let Some(_disk) = person.change_to_small_disk() else {
            println!("skipped: no small disk can be mounted here");
            return;
        };
        person.restart_browser();
        story::open(person);
        person.tag("London", "3");
        person.wait_until_saved();
        person.fill_disk();
        // More than what the database has set aside on the disk, and nothing that it could write shorter.
        let add = "const story = glossator.document().id;
            const letter = (byte) => String.fromCharCode(97 + byte % 26);
            const noise = () => Array.from(crypto.getRandomValues(new Uint8Array(60_000)), letter).join('');
            return glossator.open({ name: 'noise.txt', text: Array.from({ length: 3 }, noise).join('\\n\\n') })
                .then(() => glossator.show(story))
                .then(() => glossator.addMentions([{ start: 0, end: 3, label: 'Work' }]))
                .then(() => true)";
        assert_eq!(person.run(add, &[]), true);
        person.wait_until("it says that nothing is saved", || {
            person.saving().starts_with("Not saved")
        });
        let is_rejected = "return glossator.saved().then(() => false, () => true)";
        assert_eq!(person.run(is_rejected, &[]), true);
        let file = fs::read_to_string(person.download()).expect("the download");
        assert!(file.contains("noise.txt"));

        person.free_disk();
        person.tag("Turin", "3");
        person.wait_within(RECOVERY, "all is saved", || {
            person.saving().starts_with("Saved")
        });
        let before = person.document();
        person.reload();
        assert_eq!(person.document(), before);
        person.close_browser();
    });
}

#[test]
fn a_garbled_database_is_told_and_the_work_is_in_the_copies() {
    for_each_browser(|person| {
        let before = garbled(person, &["IndexedDB", "/idb/"]);
        assert_eq!(person.document(), before);
        let told = person.alerts().join("\n");
        assert!(
            told.contains("database") || told.contains("storage failed"),
            "nothing is told: {told}"
        );
        // Chromium makes a new database; where Firefox has none any more, the copies go on and it says so.
        person.tag("Turin", "3");
        person.wait_until("it is saved, or not in silence", || {
            let saving = person.saving();
            saving.starts_with("Saved") || saving.contains("there is a copy")
        });
        person.wait_for_copy(story::NAME, 2);
        let before = person.document();
        person.reload();
        assert_eq!(person.document(), before);
    });
}

#[test]
fn where_local_storage_is_garbled_the_work_is_in_the_journal() {
    for_each_browser(|person| {
        let before = garbled(person, &["Local Storage", "/ls/"]);
        assert_eq!(person.document(), before);
        person.tag("Turin", "3");
        person.wait_until_saved();
        person.wait_until(
            "there is a copy again, or it is told that there is none",
            || {
                let is_told = person
                    .alerts()
                    .iter()
                    .any(|it| it.contains("copies cannot be written"));
                is_told || person.has_copy(story::NAME, 2)
            },
        );
    });
}

/// Tags, garbles the databases in folders of some names, and opens the page again; returns the document as it was.
fn garbled(person: &mut Person, folders: &[&str]) -> Document {
    // What others have left there is not to be garbled along.
    person.change_browser();
    story::open(person);
    person.tag("London", "3");
    person.wait_for_copy(story::NAME, 1);
    person.wait_until_saved();
    let before = person.document();
    person.close_browser();
    let is_meant = |it: &Path| {
        folders
            .iter()
            .any(|folder| it.to_string_lossy().contains(folder))
    };
    assert!(person.garble_databases(is_meant) > 0);
    person.restart_browser();
    person.open_page();
    before
}

#[test]
fn data_that_is_cleared_while_the_page_is_open_is_written_again() {
    for_each_browser(|person| {
        story::open(person);
        person.tag("London", "3");
        person.wait_until_saved();
        person.run(
            "localStorage.clear();
            return new Promise((resolve, reject) => {
                const request = indexedDB.deleteDatabase('glossator');
                request.onsuccess = () => resolve(true);
                request.onerror = reject;
            })",
            &[],
        );
        person.tag("Turin", "3");
        person.wait_within(RECOVERY, "it is saved", || {
            person.saving().starts_with("Saved")
        });
        person.run("return glossator.saved().then(() => true)", &[]);
        let before = person.document();
        person.reload();
        assert_eq!(person.document(), before);
        person.wait_for_quotes(&["London", "Turin"]);
    });
}
