//! Tags without a mouse.

use super::story;
use crate::harness::{Person, for_each_engine};

#[test]
fn everything_is_tagged_by_keys_alone() {
    for_each_engine(|person| {
        story::open(person);
        tab_to_article(person);

        // Character by character: a selection made by keys is taken as it is.
        person.press("Ctrl+Home");
        person.press_times(12, "Shift+Right");
        person.press("1");
        person.wait_for_quotes(&["Ada Lovelace"]);

        // The caret stays behind what was tagged; " met " leads to the next name.
        person.press_times(5, "Right");
        person.press_times(2, "Ctrl+Shift+Right");
        person.press("2");
        person.wait_for_quotes(&["Ada Lovelace", "Charles Babbage"]);
        assert_eq!(person.labels(), ["Person", "Organisation"]);

        // From the end of the line back, and by the palette.
        person.press("Ctrl+Home");
        person.press("End");
        person.press("Left");
        person.press_times(6, "Shift+Left");
        person.press("Enter");
        person.wait_for("dialog", "Label");
        person.type_text("pla");
        person.press("Enter");
        person.wait_for_quotes(&["Ada Lovelace", "Charles Babbage", "London"]);
        assert_eq!(person.labels()[2], "Place");
        person
            .mentions()
            .iter()
            .for_each(|it| it.check(story::STORY));
    });
}

#[test]
fn mentions_are_walked_relabeled_removed_and_brought_back_by_keys() {
    for_each_engine(|person| {
        story::open(person);
        person.tag("Ada Lovelace", "1");
        person.tag("London", "3");
        person.tag("Menabrea", "1");
        person.wait_for_quotes(&["Ada Lovelace", "London", "Menabrea"]);
        tab_to_article(person);

        person.press("Ctrl+Home");
        person.press("N");
        let first = person.selected();
        person.press("N");
        person.press("P");
        person.wait_for_selected(&first);
        while person.selected() != "London" {
            let before = person.selected();
            person.press("N");
            person.wait_until("the next mention is selected", || {
                person.selected() != before
            });
        }

        person.press("5");
        person.wait_until("the digit relabels", || person.labels()[1] == "Date");
        person.press("Enter");
        person.wait_for("dialog", "Label");
        person.press("4");
        person.wait_until("the palette relabels", || person.labels()[1] == "Event");
        assert_eq!(person.quotes(), ["Ada Lovelace", "London", "Menabrea"]);

        person.press("Delete");
        person.wait_for_quotes(&["Ada Lovelace", "Menabrea"]);
        person.press("Ctrl+Z");
        person.wait_for_quotes(&["Ada Lovelace", "London", "Menabrea"]);
        person.press("Ctrl+Z");
        person.wait_until("the label before is back", || person.labels()[1] == "Date");
        person.press("Ctrl+Shift+Z");
        person.press("Ctrl+Shift+Z");
        person.wait_for_quotes(&["Ada Lovelace", "Menabrea"]);
    });
}

#[test]
fn letters_do_nothing_while_something_is_typed() {
    for_each_engine(|person| {
        story::open(person);
        person.tag("Ada Lovelace", "1");
        person.drag_over("Menabrea");
        person.wait_for("dialog", "Label");
        person.type_text("n");
        person.press("Backspace");
        person.press("Delete");
        person.press("Esc");
        person.wait_until_gone("dialog", "Label");
        person.wait_for_quotes(&["Ada Lovelace"]);

        person.click("button", "Paste text…");
        person.wait_for("dialog", "Paste text");
        person.click_selector("[role=dialog] textarea, dialog textarea");
        person.type_text("1 n p");
        person.press("Ctrl+Z");
        person.press("Esc");
        person.wait_until_gone("dialog", "Paste text");
        person.wait_for_quotes(&["Ada Lovelace"]);
    });
}

#[test]
fn a_question_mark_shows_all_keys_and_esc_closes_them() {
    for_each_engine(|person| {
        story::open(person);
        tab_to_article(person);
        person.press("Shift+?");
        person.wait_for("dialog", "Keys");
        person.press("Esc");
        person.wait_until_gone("dialog", "Keys");
        assert!(
            is_in_article(person),
            "the focus does not come back to the article"
        );
    });
}

#[test]
fn all_of_the_text_is_selected_and_esc_leaves_nothing_selected() {
    for_each_engine(|person| {
        story::open(person);
        tab_to_article(person);
        person.press("Ctrl+A");
        let selected = || person.ask::<String>("return getSelection().toString()");
        person.wait_until("the text is selected", || {
            selected().ends_with("translated it.")
        });
        let is_whole = selected().trim_start().starts_with("Ada Lovelace");
        assert!(is_whole, "{:?}", selected());
        person.press("Esc");
        person.wait_until("nothing is selected", || selected().is_empty());

        person.press("Ctrl+A");
        person.press("4");
        person.wait_until("it is tagged", || person.quotes().len() == 1);
        assert!(person.quotes()[0].ends_with("translated it."));
    });
}

#[test]
fn a_dialog_keeps_the_focus_and_gives_it_back() {
    for_each_engine(|person| {
        story::open(person);
        person.click("button", "Paste text…");
        person.wait_for("dialog", "Paste text");
        for _ in 0..5 {
            let is_within = "return document.activeElement.closest('dialog') !== null
                || document.activeElement === document.body";
            assert!(person.ask::<bool>(is_within), "the focus leaves the dialog");
            person.press("Tab");
        }
        person.press("Esc");
        person.wait_until_gone("dialog", "Paste text");
        let focused: String = person.ask("return document.activeElement.textContent");
        assert_eq!(focused, "Paste text…");
    });
}

#[test]
fn a_new_label_is_chosen_beginning_with_the_present_one() {
    for_each_engine(|person| {
        story::open(person);
        person.tag("London", "3");
        person.wait_for_quotes(&["London"]);
        person.click_on("London");
        person.click("button", "Change label");
        person.wait_for("dialog", "Label");
        person.press("Enter");
        person.wait_until_gone("dialog", "Label");
        assert_eq!(person.labels(), ["Place"]);
    });
}

/// Presses Tab until the article has the focus: it is one stop on the way.
#[track_caller]
fn tab_to_article(person: &Person) {
    // From the first stop of the page on.
    person.run(
        "document.querySelector('select, button:enabled').focus(); getSelection().removeAllRanges()",
        &[],
    );
    for _ in 0..40 {
        if is_in_article(person) {
            return;
        }
        person.press("Tab");
    }
    panic!("Tab does not lead to the article");
}

fn is_in_article(person: &Person) -> bool {
    person.ask("return document.hasFocus() && document.activeElement === page.article()")
}

#[test]
fn the_caret_is_seen_where_the_keys_lead_and_the_page_follows_it() {
    for_each_engine(|person| {
        story::open(person);
        person.resize(1440, 420);
        tab_to_article(person);
        person.press("Ctrl+Home");
        person.wait_for_answer();
        let place = "const caret = document.querySelector('.caret');
            const { top, bottom, left, height } = caret.getBoundingClientRect();
            return getComputedStyle(caret).visibility === 'hidden' ? null : [top, bottom, left, height]";
        let [top, _, left, height]: [f64; 4] = person.ask(place);
        assert!(height > 10.0, "the caret is {height} high");

        person.press("Right");
        person.wait_for_answer();
        let [_, _, moved, _]: [f64; 4] = person.ask(place);
        assert!(moved > left, "the caret stays at {left}");

        person.press("Ctrl+End");
        person.wait_for_answer();
        let [end, bottom, ..]: [f64; 4] = person.ask(place);
        let height: f64 = person.ask("return innerHeight");
        assert!(end > top, "the caret stays in the line at {top}");
        assert!(
            bottom <= height,
            "the caret is at {bottom}, below the window"
        );

        person.press_times(8, "Shift+Left");
        person.press("4");
        person.wait_for_quotes(&["ated it."]);
        person.press("Ctrl+Home");
        person.wait_for_answer();
        let [top, ..]: [f64; 4] = person.ask(place);
        assert!(top >= 0.0, "the caret is at {top}, above the window");
    });
}

#[test]
fn each_arrow_moves_the_caret_by_one_character_also_where_a_line_or_a_mention_ends() {
    for_each_engine(|person| {
        person.open_page();
        let text = "one two three four five six seven eight nine ten ".repeat(4);
        person.show_text("lines.txt", text.trim_end());
        person.resize(800, 600);
        person.tag("six seven eight", "1");
        person.focus_article();
        person.press("Ctrl+Home");
        // Where the caret is after each key, in characters of the only block.
        person.run(
            "window.places = [];
             page.article().addEventListener('keyup', ({ key }) => {
                 if (!key.startsWith('Arrow')) return;
                 const before = document.createRange();
                 before.setStart(page.article(), 0);
                 before.setEnd(getSelection().focusNode, getSelection().focusOffset);
                 window.places.push(before.toString().length);
             })",
            &[],
        );
        person.press_times(190, "Right");
        person.press_times(190, "Left");
        person.press_times(190, "Shift+Right");
        let places: Vec<usize> = person.ask("return window.places");
        let there = 1..=190;
        let expected = there.clone().chain((0..190).rev()).chain(there);
        assert_eq!(places, expected.collect::<Vec<_>>());
    });
}

#[test]
fn the_caret_goes_by_paragraphs_and_by_screens() {
    for_each_engine(|person| {
        person.open_page();
        let paragraphs: Vec<String> = (0..60).map(|it| format!("Paragraph {it:02}.")).collect();
        person.show_text("long.txt", &paragraphs.join("\n\n"));
        person.focus_article();
        person.press("Ctrl+Home");
        person.press_times(2, "Ctrl+Down");
        person.press_times(9, "Shift+Right");
        person.press("1");
        person.wait_for_quotes(&["Paragraph"]);
        assert_eq!(person.mentions()[0].start, 2 * 15);
        person.press("Ctrl+Up");
        person.press("Ctrl+Shift+Up");
        person.press("2");
        person.wait_until("a paragraph is tagged", || person.mentions().len() == 2);
        assert_eq!(person.mentions()[0].quote, "Paragraph 01.");

        let caret =
            "const { top, bottom } = document.querySelector('.caret').getBoundingClientRect();
            return top > 0 && bottom < innerHeight";
        let scrolled = "return document.querySelector('main').scrollTop";
        person.press("Ctrl+Home");
        person.press("PageDown");
        person.wait_for_answer();
        let by_one: f64 = person.ask(scrolled);
        assert!(by_one > 200.0, "the page is scrolled by {by_one}");
        assert!(person.ask::<bool>(caret), "the caret is out of sight");
        person.press_times(20, "PageDown");
        person.press_times(3, "Shift+Left");
        person.press("3");
        person.wait_until("the end is tagged", || {
            person.quotes().last().is_some_and(|it| it == "59.")
        });
        person.press_times(21, "PageUp");
        person.wait_until("the beginning is in sight", || {
            person.ask::<f64>(scrolled) == 0.0
        });
    });
}
