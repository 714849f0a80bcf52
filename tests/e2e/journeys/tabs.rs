//! Several tabs with the same work: one writes, the others follow.

use serde_json::json;

use super::story;
use crate::harness::{Person, for_each_browser};

const EDIT: &str = "Edit here instead";

#[test]
fn a_second_tab_follows_and_edits_when_it_is_asked_to() {
    for_each_browser(|person| {
        story::open(person);
        person.tag("London", "3");
        let first = person.browser().tab();
        let second = person.browser().open_tab();
        person.open_page();
        assert!(
            person.saving().starts_with("Read-only"),
            "{}",
            person.saving()
        );
        assert_eq!(person.run("return glossator.state().mode", &[]), "reader");
        person.wait_for_quotes(&["London"]);
        person.check_access("a tab that only reads");
        person.check_layout("a tab that only reads");
        person.take_screenshot("read-only");
        person.resize(390, 844);
        person.check_layout("a narrow tab that only reads");
        person.resize(1440, 900);

        // It changes nothing, whether by hand or by script.
        person.drag_over("Ada Lovelace");
        person.press("1");
        person.wait_for_alert(&["only reads", EDIT]);
        let refused = "return glossator.addMentions([{ start: 0, end: 1, label: 'Person' }])
            .then(() => '', (error) => error.message)";
        let refused = person.run(refused, &[]);
        assert!(
            refused
                .as_str()
                .is_some_and(|it| it.contains("another tab"))
        );
        assert_eq!(
            person.run("return glossator.undo().then(() => false, () => true)", &[]),
            true
        );
        assert_eq!(person.quotes(), ["London"]);

        // What the first does is seen, with an event for each step; what is shown here stays.
        person.run(
            "addEventListener('glossator:change',
                (it) => { document.body.dataset.steps += ` ${it.detail.kind}` })",
            &[],
        );
        person.browser().switch_to(&first);
        person.tag("Ada Lovelace", "1");
        person.click("button", "Undo");
        person.click("button", "Redo");
        person.browser().switch_to(&second);
        person.wait_for_quotes(&["Ada Lovelace", "London"]);
        person.wait_until("each step is told", || {
            let steps = person.run("return document.body.dataset.steps", &[]);
            steps
                .as_str()
                .is_some_and(|it| it.ends_with(" do undo redo"))
        });

        // A second click, while the first one is at work, is no order to stop.
        let edit = "const button = [...document.querySelectorAll('button')].find((it) => it.innerText === arguments[0]);
            button.click();
            button.click()";
        person.run(edit, &[EDIT.into()]);
        person.wait_until("it edits", || person.saving().starts_with("Saved"));
        person.tag("Turin", "3");
        person.wait_until_saved();
        person.click("button", "Undo");
        person.click("button", "Undo");
        person.wait_for_quotes(&["London"]);
        person.click("button", "Redo");
        person.wait_for_quotes(&["Ada Lovelace", "London"]);

        person.browser().switch_to(&first);
        person.wait_until("it only reads", || person.saving().starts_with("Read-only"));
        person.wait_for_quotes(&["Ada Lovelace", "London"]);
        // Nothing was left over: no copy of a document.
        assert_eq!(person.run("return glossator.documents().length", &[]), 2);
    });
}

#[test]
fn a_second_tab_follows_a_step_that_is_too_long_to_be_told() {
    for_each_browser(|person| {
        story::open(person);
        let first = person.browser().tab();
        let second = person.browser().open_tab();
        person.open_page();
        person.browser().switch_to(&first);
        // More than 100,000 bytes as the journal has them.
        let add = "
            const { length } = glossator.document().text;
            const mentions = Array.from({ length: 3000 }, (_, n) => {
                const start = n % (length - 1);
                return { start, end: start + 1, label: `L${Math.floor(n / (length - 1))}` };
            });
            return glossator.addMentions(mentions).then((ids) => ids.length)";
        assert_eq!(person.run(add, &[]), 3000);
        person.browser().switch_to(&second);
        person.wait_until("all of them are there", || {
            person.run("return glossator.document().mentions.length", &[]) == 3000
        });
        assert_eq!(person.run("return glossator.state().mode", &[]), "reader");
    });
}

#[test]
fn the_tab_that_stays_edits_when_the_other_is_closed() {
    for_each_browser(|person| {
        story::open(person);
        let first = person.browser().tab();
        person.browser().open_tab();
        person.open_page();
        let reader = person.browser().tab();
        person.browser().switch_to(&first);
        person.tag("London", "3");
        person.wait_until_saved();
        person.browser().close_tab(&reader);
        person.wait_until("it edits, at the latest when it is looked at", || {
            person.run("document.dispatchEvent(new Event('visibilitychange'))", &[]);
            person.saving().starts_with("Saved")
        });
        person.wait_for_quotes(&["London"]);
        person.tag("Turin", "3");
        person.wait_until_saved();
    });
}

#[test]
fn a_page_that_is_left_and_comes_back_still_edits() {
    for_each_browser(|person| {
        story::open(person);
        person.tag("London", "3");
        person.open_empty_page();
        person.browser().go_back();
        person.wait_until("it is there", || {
            person.run("return Boolean(window.glossator?.state)", &[]) == true
        });
        person.wait_for_quotes(&["London"]);
        person.tag("Turin", "3");
        person.wait_until_saved();
        person.reload();
        person.wait_for_quotes(&["London", "Turin"]);
    });
}

#[test]
fn a_page_that_comes_back_behind_another_tab_only_reads() {
    for_each_browser(|person| {
        story::open(person);
        let first = person.browser().tab();
        person.open_empty_page();
        let second = person.browser().open_tab();
        person.open_page();
        assert_eq!(person.run("return glossator.state().mode", &[]), "writer");
        person.tag("London", "3");
        person.wait_until_saved();

        person.browser().switch_to(&first);
        person.browser().go_back();
        person.wait_until("it follows", || {
            person.run("return window.glossator?.state?.().mode", &[]) == "reader"
        });
        person.wait_for_quotes(&["London"]);
        person.browser().switch_to(&second);
        person.tag("Turin", "3");
        person.wait_until_saved();
    });
}

/// Makes this tab one that has been taken over without knowing: what another program does that knows no locks.
fn take_over_behind_its_back(person: &Person) {
    let take_over = "return new Promise((resolve, reject) => {
        const request = indexedDB.open('glossator');
        request.onerror = reject;
        request.onsuccess = () => {
            const transaction = request.result.transaction('meta', 'readwrite');
            const meta = transaction.objectStore('meta');
            meta.get('epoch').onsuccess = (event) => meta.put(event.target.result + 1, 'epoch');
            transaction.oncomplete = () => { request.result.close(); resolve(true) };
        };
    })";
    assert_eq!(person.run(take_over, &[]), true);
}

#[test]
fn what_a_tab_could_not_write_any_more_becomes_a_conflict_copy() {
    for_each_browser(|person| {
        story::open(person);
        person.tag("London", "3");
        person.wait_for_copy(story::NAME, 1);
        take_over_behind_its_back(person);
        // Asked in the same breath, so that it is known before the page reads only.
        let add = "const added = glossator.addMentions([{ start: 0, end: 1, label: 'Work' }]);
            const saved = glossator.saved().then(() => false, () => true);
            return added.then(() => saved)";
        assert_eq!(person.run(add, &[]), true, "it was not acknowledged");
        person.wait_until("it only reads", || person.saving().starts_with("Read-only"));
        person.wait_for_alert(&["conflict copy"]);
        person.wait_for_quotes(&["London"]);
        // What is in the copies stays.
        let stored = person.stored_document(story::NAME).expect("the story");
        assert_eq!(stored.mentions.len(), 1);

        person.click("button", EDIT);
        person.wait_until("it edits", || person.saving().starts_with("Saved"));
        let copy = format!("{} (conflict copy)", story::NAME);
        let is_there = |person: &Person| {
            let copy = person.document_named(&copy);
            copy.is_some_and(|it| it.mentions.len() == 2)
        };
        assert!(is_there(person));
        person.wait_until_saved();
        person.reload();
        assert!(is_there(person));
        assert_eq!(person.alerts(), [""; 0], "it is added once");
    });
}

#[test]
fn a_newer_program_beside_this_one_takes_nothing_away() {
    for_each_browser(|person| {
        story::open(person);
        person.tag("London", "3");
        person.wait_until_saved();
        // It makes the database one of its own version, as it would when it is opened in another tab.
        let upgrade = "return new Promise((resolve, reject) => {
            const request = indexedDB.open('glossator', 99);
            request.onupgradeneeded = () => request.result.createObjectStore('newer');
            request.onsuccess = () => { request.result.close(); resolve(true) };
            request.onerror = reject;
            request.onblocked = reject;
        })";
        assert_eq!(person.run(upgrade, &[]), true);
        person.tag("Turin", "3");
        person.wait_until_saved();
        person.reload();
        person.wait_for_quotes(&["London", "Turin"]);
        assert_eq!(person.alerts(), [""; 0]);
        // It has begun to write: this one only reads from then on.
        take_over_behind_its_back(person);
        person.run(
            "glossator.addMentions([{ start: 0, end: 1, label: 'Work' }])",
            &[],
        );
        person.wait_until("it only reads", || person.saving().starts_with("Read-only"));
        person.wait_for_alert(&["conflict copy"]);
    });
}

#[test]
fn two_tabs_that_take_turns_lose_nothing() {
    for_each_browser(|person| {
        story::open(person);
        let tabs = [person.browser().tab(), person.browser().open_tab()];
        person.open_page();
        let (n_rounds, n_changes) = (10, 200);
        for round in 0..n_rounds {
            person.browser().switch_to(&tabs[round % 2]);
            if person.run("return glossator.state().mode", &[]) != "writer" {
                person.click("button", EDIT);
            }
            person.wait_until("it edits", || {
                person.run("return glossator.state().mode", &[]) == "writer"
            });
            // Two hundred changes in a row, of which the last is waited for.
            let add = "
                const length = glossator.document().text.length;
                for (let n = 0; n < arguments[1]; n += 1) {
                    const start = (arguments[0] * arguments[1] + n) % (length - 2);
                    const label = `L${Math.floor((arguments[0] * arguments[1] + n) / (length - 2))}`;
                    glossator.addMentions([{ start, end: start + 1, label }]);
                }
                return glossator.saved().then(() => glossator.document().mentions.length)";
            let n_mentions = person.run(add, &[json!(round), json!(n_changes)]);
            assert_eq!(n_mentions, n_changes * (round + 1));
        }
        person.reload();
        assert_eq!(person.document().mentions.len(), n_changes * n_rounds);
        assert_eq!(person.run("return glossator.documents().length", &[]), 2);
    });
}
