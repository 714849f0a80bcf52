//! Selects and tags with a finger, on a narrow screen.

use super::story;
use crate::harness::{Person, Pointer, Settings, for_each_browser_with};

fn narrow() -> Settings {
    Settings {
        size: (390, 844),
        ..Settings::default()
    }
}

/// Selects a passage as the handles of the system do: no pointer tells of it, only the selection changes. The drivers
/// have no such handles.
fn select_by_handles(person: &Person, quote: &str) {
    person.run("page.select(...arguments)", &[quote.into(), 1.into()]);
}

#[test]
fn what_the_handles_of_the_system_select_is_tagged_from_a_sheet() {
    for_each_browser_with(&narrow(), |person| {
        story::open(person);
        person.tap(person.ends_of("Babbage").first);
        person.wait_for_answer();
        select_by_handles(person, "Ada");
        person.wait_for("dialog", "Label");
        // Another selection is another one.
        select_by_handles(person, "harles Bab");
        person.wait_until("the sheet is for the new selection", || {
            person
                .names("textbox")
                .iter()
                .any(|it| it.contains("“Charles Babbage”"))
        });
        let [top, bottom, height, option]: [f64; 4] = person.ask(
            "const { top, bottom } = document.querySelector('.palette').getBoundingClientRect();
            const heights = [...document.querySelectorAll('.option, .palette .pin')].map((it) => it.offsetHeight);
            return [top, bottom, innerHeight, Math.min(...heights)]",
        );
        assert!(
            (bottom - height).abs() < 1.0 && top > height * 0.3,
            "from {top} to {bottom} of {height}"
        );
        assert!(option >= 44.0, "an option is {option} px high");
        assert!(
            person.ask::<bool>("return document.activeElement.localName !== 'input'"),
            "a keyboard would open"
        );
        person.check_layout("a sheet");
        person.check_access("a sheet");
        person.take_screenshot("palette as a sheet");
        let option = person.point("option", "Person");
        person.tap(option);
        person.wait_for_quotes(&["Charles Babbage"]);
        person.wait_until_gone("dialog", "Label");
    });
}

#[test]
fn a_long_press_selects_a_mention_and_its_handles_fit_a_finger() {
    for_each_browser_with(&narrow(), |person| {
        story::open(person);
        let add = "const start = window.glossator.document().text.indexOf('Charles');
            return window.glossator.addMentions([{ start, end: start + 7, label: 'Person' }])";
        person.run(add, &[]);
        person.wait_for_quotes(&["Charles"]);
        let at = person.ends_of("rle").first;
        person.press_long(at);
        person.wait_for_selected("Charles");
        person.wait_for("toolbar", "Mention");
        assert!(!person.sees("dialog", "Label"), "the palette is open");
        person.drag_with(
            Pointer::Finger,
            person.handle("end"),
            person.ends_of("Babbage").last,
        );
        person.wait_for_quotes(&["Charles Babbage"]);
    });
}
