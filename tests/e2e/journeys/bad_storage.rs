//! Local storage that is damaged, switched off or full.

use std::time::Duration;

use super::story;
use crate::harness::{Person, for_each_browser};

#[test]
fn a_damaged_copy_is_told_and_kept_and_its_work_is_in_the_journal() {
    for_each_browser(|person| {
        story::open(person);
        person.tag("London", "3");
        person.wait_for_quotes(&["London"]);
        person.wait_for_copy(story::NAME, 1);
        damage_the_story(person);

        person.open_page();
        person.wait_for_alert(&["could not be read"]);
        person.wait_for_quotes(&["London"]);
        assert!(person.sees("button", "Download the data"));
        person.wait_until("the copy is written anew", || {
            person.stored_document(story::NAME).is_some()
        });
    });
}

/// Puts garbage in the place of each copy of the story in local storage, while the page is not open.
fn damage_the_story(person: &Person) {
    person.open_empty_page();
    let storage = person.storage();
    let is_copy =
        |value: &str| value.contains("Mary Somerville") && value.contains("\"documents\"");
    let copies = storage.iter().filter(|(_, value)| is_copy(value));
    let keys: Vec<_> = copies.map(|(key, _)| key.as_str()).collect();
    assert!(!keys.is_empty(), "no entry has the story");
    for key in keys {
        let garbage = "{\"format\": \"glossator-project\", \"docu\u{fffd}";
        let damage = serde_json::json!([key, garbage]);
        person.run("localStorage.setItem(...arguments[0])", &[damage]);
    }
}

#[test]
fn a_damaged_entry_is_told_and_kept_and_the_other_documents_open() {
    for_each_browser(|person| {
        story::open(person);
        person.tag("London", "3");
        person.show_text("second.txt", "Grace Hopper found a moth.");
        person.tag("Grace Hopper", "1");
        person.wait_for_quotes(&["Grace Hopper"]);
        person.wait_for_copy(story::NAME, 1);
        person.wait_for_copy("second.txt", 1);
        person.wait_until_saved();

        damage_the_story(person);
        // And the journal is gone, which would have its work.
        let remove = "return new Promise((resolve, reject) => {
            const request = indexedDB.deleteDatabase('glossator');
            request.onsuccess = resolve;
            request.onerror = reject;
        }).then(() => true)";
        person.run(remove, &[]);

        person.open_page();
        person.wait_for_alert(&["could not be read"]);
        person.take_screenshot("damaged storage");
        person.check_access("a damaged entry");
        assert!(person.document_named(story::NAME).is_none());
        let second = person
            .document_named("second.txt")
            .expect("the document that is not damaged");
        assert_eq!(second.mentions[0].quote, "Grace Hopper");

        // The raw data is within reach, now and after more work was saved.
        person.show_text("third.txt", "A text that is saved now.");
        person.wait_until("it is stored", || {
            person.stored_document("third.txt").is_some()
        });
        let is_kept = |text: &String| text.contains("docu\u{fffd}");
        assert!(
            person.storage().values().any(is_kept),
            "the damaged entry is gone"
        );
        assert!(person.sees("button", "Download the data"));
    });
}

const NO_STORAGE: &str = "Object.defineProperty(window, 'localStorage', {
    get() { throw new DOMException('The operation is insecure.', 'SecurityError') } });";

#[test]
fn without_any_storage_it_is_told_and_work_goes_on() {
    for_each_browser(|person| {
        let no_database = "Object.defineProperty(window, 'indexedDB', { get: () => undefined });";
        person
            .server
            .set_prelude(&format!("{NO_STORAGE}\n{no_database}"));
        work(person);
        person.wait_until("it says that nothing is saved", || {
            person.saving().starts_with("Not saved")
        });
        let saving = person.saving();
        assert!(
            saving.len() > "Not saved".len() + 10,
            "no reason is given: {saving:?}"
        );
        let is_rejected = "return glossator.saved().then(() => false, () => true)";
        assert_eq!(person.run(is_rejected, &[]), true);
        check_download(person);
    });
}

#[test]
fn storage_that_throws_is_told_and_the_work_is_saved_in_the_database() {
    for_each_browser(|person| {
        person.server.set_prelude(NO_STORAGE);
        check_saved_without_copies(person);
    });
}

#[test]
fn storage_that_is_missing_is_told_and_the_work_is_saved_in_the_database() {
    for_each_browser(|person| {
        person
            .server
            .set_prelude("Object.defineProperty(window, 'localStorage', { get: () => null });");
        check_saved_without_copies(person);
    });
}

#[test]
fn storage_that_is_full_is_told_and_the_work_is_saved_in_the_database() {
    for_each_browser(|person| {
        // Another program of the same origin has taken all the room.
        person.open_empty_page();
        person.run(
            "let room = 1 << 22;
            for (let n = 0; room > 0;) {
                try { localStorage.setItem(`other ${n}`, 'x'.repeat(room)); n += 1 } catch { room >>= 1 }
            }",
            &[],
        );
        let others = person.storage().len();
        check_saved_without_copies(person);
        person.wait_for_alert(&["full"]);
        assert_eq!(
            person
                .storage()
                .keys()
                .filter(|it| it.starts_with("other "))
                .count(),
            others
        );

        // Where there is room again, the next change is copied with all of the work.
        person.run("Object.keys(localStorage).filter((it) => it.startsWith('other ')).forEach((it) => localStorage.removeItem(it))", &[]);
        person.tag("Turin", "3");
        person.wait_within(Duration::from_secs(3), "there is a copy", || {
            person.has_copy(story::NAME, 2)
        });
    });
}

fn work(person: &Person) {
    story::open(person);
    person.tag("Ada Lovelace", "1");
    person.wait_for_quotes(&["Ada Lovelace"]);
}

/// Fails unless the page says that there are no copies, and the work is saved all the same.
#[track_caller]
fn check_saved_without_copies(person: &Person) {
    work(person);
    person.wait_for_alert(&["readable copies"]);
    person.wait_until_saved();
    check_download(person);
    person.reload();
    person.wait_for_quotes(&["Ada Lovelace"]);
}

/// Fails unless the page can be used, and the work can be downloaded.
#[track_caller]
fn check_download(person: &Person) {
    person.check_access("nothing is copied");
    person.check_layout("nothing is copied");
    let file = std::fs::read_to_string(person.download()).expect("the download");
    assert!(file.contains("Ada Lovelace"));
}

#[test]
fn without_a_secure_context_the_work_is_saved_all_the_same() {
    for_each_browser(|person| {
        // What a page lacks that came over plain HTTP.
        person.server.set_prelude(
            "delete Navigator.prototype.locks;
            delete Navigator.prototype.storage;
            delete Crypto.prototype.subtle;
            delete Crypto.prototype.randomUUID;",
        );
        story::open(person);
        person.tag("London", "3");
        person.wait_until_saved();
        person.reload();
        person.wait_for_quotes(&["London"]);
        person.tag("Turin", "3");
        person.wait_until_saved();
        assert_eq!(person.alerts(), [""; 0]);
    });
}

#[test]
fn work_of_a_newer_version_is_only_read() {
    for_each_browser(|person| {
        story::open(person);
        person.tag("London", "3");
        person.wait_for_copy(story::NAME, 1);
        person.open_empty_page();
        // A newer program has a database of its own version, and has written the copies last.
        person.run(
            "for (const [key, value] of Object.entries(localStorage))
                if (value.startsWith('{\"format\"') || value.includes('glossator-project'))
                    localStorage.setItem(key, value
                        .replace(/\"version\": ?1\\b/, '\"version\":2')
                        .replace(/,\"crc32\":\"[0-9a-f]{8}\"/, ''));
            const done = (request) => new Promise((resolve, reject) => {
                request.onsuccess = () => resolve(request.result);
                request.onerror = reject;
            });
            return (async () => {
                await done(indexedDB.deleteDatabase('glossator'));
                const request = indexedDB.open('glossator', 99);
                request.onupgradeneeded = () => ['entries', 'meta', 'versions']
                    .forEach((name) => request.result.createObjectStore(name));
                (await done(request)).close();
                return true;
            })()",
            &[],
        );
        let work = || -> Vec<String> {
            let entries = person.storage().into_values();
            entries
                .filter(|it| it.contains("glossator-project"))
                .collect()
        };
        let before = work();
        assert!(before.len() > 2, "{before:?}");
        person.open_page();
        person.wait_for_alert(&["newer Glossator", "nothing is changed"]);
        assert_eq!(person.quotes(), ["London"]);
        assert!(person.page_text().contains("Read-only"));
        assert!(!person.sees("button", "Edit here instead"));
        person.check_access("work of a newer version");
        person.take_screenshot("work of a newer version");
        // Nothing is changed, neither on the page nor behind it.
        let refused = person
            .ask::<String>("return glossator.undo().then(() => 'done', (error) => error.message)");
        assert!(refused.contains("newer Glossator"), "{refused}");
        person.drag_over("Turin");
        person.wait_for_alert(&["Reload the page"]);
        person.reload();
        assert_eq!(person.quotes(), ["London"]);
        assert_eq!(work(), before);
    });
}
