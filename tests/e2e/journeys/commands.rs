//! Every command has a name and keys, which a person can change.

use super::story;
use crate::harness::{Person, for_each_browser, for_each_engine};

fn has_focus(person: &Person, id: &str) -> bool {
    person.ask::<String>("return document.activeElement.id") == id
}

#[test]
fn a_command_is_found_by_name() {
    for_each_engine(|person| {
        story::open(person);
        person.tag("Ada Lovelace", "1");
        person.focus_article();
        person.press("Ctrl+K");
        person.wait_for("dialog", "Commands");
        person.type_text("undo");
        person.press("Enter");
        person.wait_for_quotes(&[]);
        person.wait_until_gone("dialog", "Commands");
        assert!(has_focus(person, "article"));
        person.press("Ctrl+K");
        person.wait_for("dialog", "Commands");
        person.type_text("no command has this name");
        person.press("Enter");
        person.press("Esc");
        person.wait_until_gone("dialog", "Commands");
        assert!(has_focus(person, "article"));
        // A command may open another dialog.
        person.press("Ctrl+K");
        person.type_text("all keys");
        person.press("Enter");
        person.wait_for("dialog", "Keys");
        person.press("Esc");
        person.wait_until_gone("dialog", "Keys");
        assert!(has_focus(person, "article"));
    });
}

#[test]
fn a_key_is_changed_kept_and_never_taken_silently() {
    for_each_engine(|person| {
        story::open(person);
        person.tag("Ada Lovelace", "1");
        person.tag("London", "3");
        person.focus_article();
        person.press("Shift+?");
        person.wait_for("dialog", "Keys");
        let change = |key: &str| {
            person.click("button", "Change the key of “next mention”");
            person.press(key);
            person.wait_for_answer();
        };
        change("1");
        assert!(
            person
                .page_text()
                .contains("1 is the key of the label “Person”")
        );
        change("Left");
        assert!(person.page_text().contains("moves the caret"));
        change("Esc");
        assert!(person.page_text().contains("Nothing was changed."));
        change("Y");
        assert!(
            person
                .page_text()
                .contains("Y is the key of “next mention” now")
        );
        change("P");
        assert!(
            person
                .page_text()
                .contains("it was taken from “previous mention”")
        );
        person.press("Esc");
        person.wait_until_gone("dialog", "Keys");
        person.reload();
        person.focus_article();
        person.press("Ctrl+Home");
        person.press("N");
        person.wait_for_answer();
        assert_eq!(person.selected(), "", "N does nothing any more");
        person.press("P");
        person.wait_until("P goes to the next mention", || {
            !person.selected().is_empty()
        });
        assert!(person.storage()["glossator:keys"].contains("\"next-mention\":\"P\""));

        person.press("Shift+?");
        person.wait_for("dialog", "Keys");
        person.click("button", "All as at first");
        person.wait_until("nothing is kept", || {
            !person.storage().contains_key("glossator:keys")
        });
    });
}

#[test]
fn kept_keys_that_are_none_do_no_harm() {
    for_each_engine(|person| {
        story::open(person);
        person.tag("Ada Lovelace", "1");
        person.run(
            "localStorage['glossator:keys'] = '{\"next-mention\":[7],\"undo\":'",
            &[],
        );
        person.reload();
        person.focus_article();
        person.press("N");
        person.wait_until("N goes to the next mention", || {
            !person.selected().is_empty()
        });
    });
}

#[test]
fn all_work_is_done_by_keys_alone() {
    for_each_browser(|person| {
        person.open_page();
        // Open: a text is typed into the dialog for pasted text.
        person.press("Ctrl+K");
        person.wait_for("dialog", "Commands");
        person.type_text("pasted");
        person.press("Enter");
        person.wait_for("dialog", "Paste text");
        person.type_text("one two three four five six seven eight nine ten ");
        person.type_text("a1 b2 c3 d4 e5 f6 g7 h8 i9 j0 and the end");
        person.press("Tab");
        person.press("Tab");
        person.press("Enter");
        person.wait_until("the text is shown", || {
            person.document().text.starts_with("one two")
        });
        person.wait_until("the article has the focus", || has_focus(person, "article"));

        // Tag twenty words.
        person.press("Ctrl+Home");
        for n in 0..20 {
            let length = person.document().text.split(' ').nth(n).map_or(0, str::len);
            person.press_times(length, "Shift+Right");
            person.press(["1", "2", "3"][n % 3]);
            person.press("Right");
        }
        person.wait_until("all are tagged", || person.mentions().len() == 20);
        assert_eq!(person.quotes()[0], "one");
        assert_eq!(person.quotes()[19], "j0");

        // Move an edge of the first one.
        person.press("Ctrl+Home");
        person.press("N");
        person.wait_until("a mention is selected", || !person.selected().is_empty());
        let before = person.selected();
        person.press("E");
        person.press_times(4, "Shift+Right");
        person.press("Enter");
        person.wait_until("its edge is elsewhere", || {
            !person.quotes().contains(&before) && person.mentions().len() == 20
        });

        // Relabel, undo, download.
        person.press("N");
        let labels = person.labels();
        person.press("7");
        person.wait_until("it is relabeled", || person.labels() != labels);
        person.press("Ctrl+Z");
        person.wait_until("the label is back", || person.labels() == labels);
        let file = person.download_after(|| person.press("Ctrl+S"));
        let json = std::fs::read_to_string(file).expect("the file is there");
        assert_eq!(json.matches("\"quote\"").count(), 20);
    });
}
