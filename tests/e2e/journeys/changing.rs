//! Changes what is tagged, and takes changes back.

use super::story;
use crate::harness::{for_each_engine, nth};

#[test]
fn the_toolbar_of_a_mention_relabels_and_removes() {
    for_each_engine(|person| {
        story::open(person);
        person.tag("Ada Lovelace", "1");
        person.tag("London", "3");
        let before = person.mentions();

        person.click_on("London");
        person.wait_for_selected("London");
        person.wait_for("toolbar", "Mention");
        person.click("button", "Change label");
        person.wait_for("dialog", "Label");
        person.click("option", "Event");
        person.wait_until("the label is changed", || {
            person.labels() == ["Person", "Event"]
        });
        assert_eq!(
            person.mentions()[1].id,
            before[1].id,
            "a change of label makes another mention"
        );

        person.wait_for("toolbar", "Mention");
        person.take_screenshot("mention selected");
        person.click("button", "Remove");
        person.wait_for_quotes(&["Ada Lovelace"]);
        person.wait_until_gone("toolbar", "Mention");

        // The palette of a mention takes its label's key as well.
        person.click_on("Lovelace");
        person.wait_for_selected("Ada Lovelace");
        person.press("7");
        person.wait_until("the key changes the label", || person.labels() == ["Law"]);

        person.press("Esc");
        person.wait_for_selected("");
    });
}

#[test]
fn the_buttons_undo_and_redo_every_change_and_say_what() {
    for_each_engine(|person| {
        story::open(person);
        person.tag("Ada Lovelace", "1");
        person.tag("London", "3");
        person.click_on("London");
        person.wait_for_selected("London");
        person.press("Delete");
        person.wait_for_quotes(&["Ada Lovelace"]);

        person.click("button", "Undo");
        person.wait_for_quotes(&["Ada Lovelace", "London"]);
        person.click("button", "Undo");
        person.wait_for_quotes(&["Ada Lovelace"]);
        person.click("button", "Redo");
        person.wait_for_quotes(&["Ada Lovelace", "London"]);
        person.click("button", "Redo");
        person.wait_for_quotes(&["Ada Lovelace"]);
        // Whatever is done next leaves nothing to redo.
        person.click("button", "Undo");
        person.tag("Turin", "3");
        person.wait_for_quotes(&["Ada Lovelace", "London", "Turin"]);
        person.press("Ctrl+Shift+Z");
        person.wait_for_answer();
        person.wait_for_quotes(&["Ada Lovelace", "London", "Turin"]);
    });
}

#[test]
fn undo_goes_to_the_document_in_which_the_change_was_made() {
    for_each_engine(|person| {
        story::open(person);
        person.tag("London", "3");
        person.show_text("other.txt", "Another text with a name: Grace Hopper.");
        person.tag("Grace Hopper", "1");
        person.wait_for_quotes(&["Grace Hopper"]);

        person.press("Ctrl+Z");
        person.wait_for_quotes(&[]);
        // That the second text was opened is taken back as well; then comes the change in the first.
        person.press("Ctrl+Z");
        person.wait_until("the second text is gone", || {
            person.document_named("other.txt").is_none()
        });
        person.press("Ctrl+Z");
        person.wait_until("the first text is on the screen", || {
            person.document().name == story::NAME
        });
        person.wait_for_quotes(&[]);
        person.press_times(3, "Ctrl+Shift+Z");
        person.wait_until("the second text is on the screen", || {
            person.document().name == "other.txt"
        });
        person.wait_for_quotes(&["Grace Hopper"]);
    });
}

#[test]
fn a_document_is_removed_and_brought_back_even_the_last_one() {
    for_each_engine(|person| {
        person.open_page();
        let document = person.document();
        person.click("button", &format!("Remove {}", document.name));
        person.wait_until("it is gone", || {
            person.document_named(&document.name).is_none()
        });
        assert!(
            person.sees("button", "Open or drop files…"),
            "the page has nothing left to go on with"
        );
        person.check_access("no document");
        person.wait_until_saved();
        person.reload();
        assert!(
            person.document_named(&document.name).is_none(),
            "it comes back by itself"
        );

        person.click("button", "Undo");
        person.wait_until("it is back", || {
            person.document_named(&document.name).is_some()
        });
        assert_eq!(person.document(), document);
    });
}

#[test]
fn the_list_shows_each_mention_and_goes_to_it() {
    for_each_engine(|person| {
        story::open(person);
        person.resize(1440, 420);
        person.tag("Ada Lovelace", "1");
        person.tag(nth(2, "Ada"), "1");
        person.tag("Turin", "3");
        person.wait_for_quotes(&["Ada Lovelace", "Turin", "Ada"]);
        let mut rows: Vec<String> = person.ask("return page.texts('.mention-row b')");
        rows.sort();
        assert_eq!(rows, ["Ada", "Ada Lovelace", "Turin"]);

        person.scroll_to("Ada Lovelace");
        let is_seen = "const { top, bottom } = document.querySelector('#article [data-selected]').getBoundingClientRect();
            return top >= 0 && bottom <= innerHeight";
        for quote in ["Turin", "Ada Lovelace", "Ada"] {
            person.click_row(quote);
            person.wait_for_selected(quote);
            person.wait_until("the mention is in the window", || person.ask(is_seen));
        }
    });
}

#[test]
fn a_long_list_shows_rows_wherever_it_is_looked_at_while_others_come_and_go() {
    for_each_engine(|person| {
        story::open(person);
        person.run(
            "return (async () => {
            const words = Array.from({ length: 900 }, (_, i) => 'word' + i);
            const text = words.join(' ');
            await window.glossator.open({ name: 'long.txt', text });
            window.at = (i, label) => ({ start: text.indexOf(words[i]), end: text.indexOf(words[i]) + words[i].length, label });
            const mentions = Array.from({ length: 604 }, (_, i) => window.at(100 + i, i < 300 ? 'Person' : 'Place'));
            window.ids = await window.glossator.addMentions(mentions);
            })()",
            &[],
        );
        // A gap in sight would be white where rows have to be.
        let is_drawn = "const { left, top, height } = document.querySelector('.side-panel').getBoundingClientRect();
            const seen = [0.3, 0.45, 0.6, 0.75, 0.9].map((it) => document.elementFromPoint(left + 60, top + height * it));
            return seen.every((it) => it.closest('.mention-group') && !it.closest('.gap'))";
        let look = |what: &str| person.wait_until(what, || person.ask(is_drawn));
        look("the first rows are drawn");
        let scroll = "const panel = document.querySelector('.side-panel'); panel.scrollTop = panel.scrollHeight * 0.7";
        person.run(scroll, &[]);
        look("rows far below are drawn");
        // Where one group ends and the next begins, rows go one by one, and the number of all stays.
        let scroll = "const panel = document.querySelector('.side-panel');
            const { top } = document.querySelectorAll('.mention-group')[1].getBoundingClientRect();
            panel.scrollTop += top - innerHeight / 2";
        person.run(scroll, &[]);
        look("rows where two groups meet are drawn");
        person.run(
            "return (async () => { for (let i = 0; i < 60; i++) {
                await window.glossator.removeMentions([window.ids[299 - i]]);
                await window.glossator.addMentions([window.at(i, 'Work')]);
            } })()",
            &[],
        );
        look("rows are drawn when others went one by one");
        person.run(
            "window.glossator.removeMentions(window.ids.slice(0, 220))",
            &[],
        );
        look("rows are drawn when many went at once");
        person.run("window.glossator.undo()", &[]);
        look("rows are drawn when many came back at once");
    });
}
