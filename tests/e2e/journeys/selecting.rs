//! What a drag takes, a pinned label, and another label at the same place.

use fantoccini::key::Key;

use super::story;
use crate::harness::{Person, for_each_engine, nth};

#[test]
fn the_unit_of_a_drag_is_chosen_and_kept() {
    for_each_engine(|person| {
        story::open(person);
        let choose = |name: &str| person.choose_unit(name);
        let takes = |passage: &str, expected: &str| {
            person.tag(passage, "1");
            person.wait_for_quotes(&[expected]);
            person.press("Ctrl+Z");
            person.wait_for_quotes(&[]);
        };
        choose("Characters");
        takes("ovela", "ovela");
        // Alt reverses it.
        person.drag_over_holding(Key::Alt, "ovela");
        person.wait_for("dialog", "Label");
        person.press("1");
        person.wait_for_quotes(&["Lovelace"]);
        person.press("Ctrl+Z");
        choose("Sentences");
        takes("Menabrea", "Luigi Menabrea heard of it in Turin.");
        choose("Paragraphs");
        takes("Lovelace", "Ada Lovelace met Charles Babbage in London.");
        person.reload();
        takes("Lovelace", "Ada Lovelace met Charles Babbage in London.");
        choose("Words");
        takes("ovela", "Lovelace");
    });
}

#[test]
fn what_will_be_taken_is_shown_while_dragging() {
    for_each_engine(|person| {
        story::open(person);
        let ends = person.ends_of("ovelace met Charl");
        person.hold_from_to(ends.first, ends.last);
        let shown = "return [...CSS.highlights.get('preview') ?? []].map(String).join('|')";
        person.wait_until("the range is shown", || {
            person.ask::<String>(shown) == "Lovelace met Charles"
        });
        person.let_go();
        person.wait_for("dialog", "Label");
        assert_eq!(person.ask::<String>(shown), "");
    });
}

#[test]
fn what_is_selected_is_painted_within_marks_as_well() {
    for_each_engine(|person| {
        story::open(person);
        person.tag("Lovelace", "1");
        person.wait_for_quotes(&["Lovelace"]);
        for name in ["preview", "selection", "hover", "found"] {
            let color = |selector: &str| {
                let script = format!(
                    "const element = document.querySelector('{selector}');
                    return getComputedStyle(element, '::highlight({name})').backgroundColor"
                );
                person.ask::<String>(&script)
            };
            let painted = color("#article");
            assert!(painted.contains("0."), "{name} is painted as {painted}");
            assert_eq!(color("#article .run"), painted, "{name}");
        }
    });
}

#[test]
fn a_pinned_label_is_given_to_every_further_selection_until_esc() {
    for_each_engine(|person| {
        story::open(person);
        person.drag_over("Ada Lovelace");
        person.wait_for("dialog", "Label");
        person.press("Down");
        person.press("Shift+Enter");
        person.wait_for_quotes(&["Ada Lovelace"]);
        person.wait_until("it is told", || {
            !person
                .ask::<Vec<String>>("return page.texts('.pinned')")
                .is_empty()
        });
        person.check_access("a pinned label");
        person.check_layout("a pinned label");
        person.drag_over("London");
        person.wait_for_quotes(&["Ada Lovelace", "London"]);
        person.double_click_on("Turin");
        person.wait_for_quotes(&["Ada Lovelace", "London", "Turin"]);
        assert_eq!(person.labels(), ["Organisation"; 3]);
        assert!(!person.sees("dialog", "Label"), "the palette is open");
        person.take_screenshot("pinned");
        // It stays where it is when the text is scrolled.
        person.resize(1440, 420);
        person.scroll_to("Turin");
        person.wait_for_answer();
        let is_in_sight = "const { top, bottom } = document.querySelector('.pinned').getBoundingClientRect();
            return document.querySelector('main').scrollTop > 0 && top > 200 && bottom <= innerHeight";
        assert!(person.ask::<bool>(is_in_sight), "it is scrolled away");
        person.press("Esc");
        person.wait_until("it is not told any more", || {
            person
                .ask::<Vec<String>>("return page.texts('.pinned')")
                .is_empty()
        });
        person.drag_over("Menabrea");
        person.wait_for("dialog", "Label");
        assert_eq!(person.quotes().len(), 3);
        // By the mouse: the box, then a label; the button ends it.
        person.click_selector(".palette .pin input");
        person.click("option", "Place");
        person.wait_for_quotes(&["Ada Lovelace", "London", "Menabrea", "Turin"]);
        person.click("button", "Stop");
        person.wait_until("it is not told any more", || {
            person
                .ask::<Vec<String>>("return page.texts('.pinned')")
                .is_empty()
        });
    });
}

const QUESTION: &str = "Same place, other label";

#[track_caller]
fn tag_again(person: &Person, key: &str) {
    person.drag_over("London");
    person.wait_for("dialog", "Label");
    person.press(key);
}

#[test]
fn the_same_place_with_another_label_is_asked_about_and_the_answer_remembered() {
    for_each_engine(|person| {
        story::open(person);
        person.tag("London", "3");
        person.tag("London", "3");
        person.wait_for_quotes(&["London"]);
        let id = person.mentions()[0].id.clone();
        tag_again(person, "2");
        person.wait_for("dialog", QUESTION);
        person.check_access("a question");
        person.take_screenshot("same place");
        person.press("Esc");
        person.wait_until_gone("dialog", QUESTION);
        assert_eq!(person.labels(), ["Place"]);
        tag_again(person, "2");
        person.wait_for("dialog", QUESTION);
        person.click("button", "Replace");
        person.wait_until("it is replaced", || person.labels() == ["Organisation"]);
        assert_eq!(person.mentions()[0].id, id);
        assert!(
            person.ask::<bool>("return document.activeElement === page.article()"),
            "the focus is elsewhere"
        );
        tag_again(person, "4");
        person.wait_for("dialog", QUESTION);
        person.click_selector(".dialog input");
        person.click("button", "Add");
        person.wait_for_quotes(&["London", "London"]);
        // It is not asked any more, until that is wanted.
        tag_again(person, "5");
        person.wait_for_quotes(&["London"; 3]);
        person.reload();
        tag_again(person, "6");
        person.wait_for_quotes(&["London"; 4]);
        person.click("button", "Another label at the same place");
        tag_again(person, "7");
        person.wait_for("dialog", QUESTION);
    });
}

#[test]
fn a_selection_survives_scrolling() {
    for_each_engine(|person| {
        person.open_page();
        let block = "Ada met Charles in the long garden and told him of the cards.\n\n";
        person.show_text("long.txt", &block.repeat(60));
        let ends = person.ends_of("Charles");
        let pitch = person.shown_ends_of(nth(2, "Charles")).first.y - ends.first.y;
        let end = person.shown_ends_of("garden").last;
        person.drag_while_scrolling(ends.first, (pitch * 29.0).round() as i64, end);
        person.wait_for("dialog", "Label");
        person.press("1");
        person.wait_until("it is tagged", || person.quotes().len() == 1);
        let quote = &person.quotes()[0];
        assert!(quote.starts_with("Charles in the long"), "{quote:?}");
        // A browser scrolls little by little: where the mouse was released depends on how far it had come.
        assert!(quote.matches("Charles").count() > 20, "{quote:?}");
    });
}

#[test]
fn only_the_primary_button_selects() {
    for_each_engine(|person| {
        story::open(person);
        let ends = person.ends_of("Charles Babbage");
        person.drag_with_button(2, ends.first, ends.last);
        person.wait_for_answer();
        assert!(!person.sees("dialog", "Label"), "the palette is open");
        person.drag_with_button(1, ends.first, ends.last);
        person.wait_for_answer();
        assert!(!person.sees("dialog", "Label"), "the palette is open");
    });
}

#[test]
fn what_is_drawn_anew_while_the_palette_is_open_does_not_take_the_focus() {
    for_each_engine(|person| {
        story::open(person);
        person.drag_over("Lovelace");
        person.wait_for("dialog", "Label");
        // As between the pressing and the release of a third click.
        person.focus_article();
        let choose = "const themes = document.querySelector('select[aria-label=Theme]');
            themes.value = 'Dark';
            themes.dispatchEvent(new Event('change', { bubbles: true }));
            return page.frames(2)
                .then(() => [themes.value, document.activeElement.id, document.querySelectorAll('.palette').length])";
        let found: (String, String, usize) = person.ask(choose);
        assert_eq!(found, ("Dark".to_owned(), "article".to_owned(), 1));
        // Another selection opens it again, for keys as before.
        person.drag_over("Babbage");
        person.wait_for("dialog", "Label");
        person.press("1");
        person.wait_for_quotes(&["Babbage"]);
    });
}
