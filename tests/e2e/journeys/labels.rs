//! The label set is changed as the work needs it.

use serde_json::Value;

use super::story;
use crate::harness::{Person, for_each_browser, for_each_engine};

/// Returns the label set: names, each below its parent's, with keys.
fn label_set(person: &Person) -> Vec<String> {
    let project = person.project();
    let labels = project["labels"].as_array().expect("a list of labels");
    let text = |it: &Value| it.as_str().unwrap_or("-").to_owned();
    let line = |it: &Value| [text(&it["parent"]), text(&it["name"]), text(&it["key"])].join(" ");
    labels.iter().map(line).collect()
}

/// Opens the dialog of labels without a mouse.
fn open_labels(person: &Person) {
    person.focus_article();
    person.press("Ctrl+K");
    person.wait_for("dialog", "Commands");
    person.type_text("labels: make");
    person.press("Enter");
    person.wait_for("dialog", "Labels");
}

/// Types into a field of the form, which takes it when the focus goes on.
fn fill(person: &Person, field: &str, text: &str) {
    let script = format!("document.querySelector('.label-form [name={field}]').focus()");
    person.run(&script, &[]);
    person.press("Ctrl+A");
    person.type_text(text);
    person.press("Tab");
    person.wait_for_answer();
}

#[test]
fn labels_are_made_renamed_described_and_put_below_others() {
    for_each_engine(|person| {
        story::open(person);
        person.tag("Ada Lovelace", "1");
        open_labels(person);
        person.click("button", "New label");
        person.wait_until("there is a new label", || label_set(person).len() == 9);
        let named = "return document.activeElement.name === 'name'";
        person.wait_until("its name has the focus", || person.ask::<bool>(named));
        fill(person, "name", "Politician");
        fill(person, "key", "p");
        fill(person, "description", "Who holds an office.");
        person.wait_until("it is renamed", || label_set(person)[8] == "- Politician p");
        // The key is that of a command as well, and the dialog says so.
        assert!(
            person
                .page_text()
                .contains("“previous mention”, which it hides")
        );
        person.run(
            "document.querySelector('.label-form [name=parent]').focus()",
            &[],
        );
        person.press("Down");
        person.press("Tab");
        person.wait_until("it is a kind of person", || {
            label_set(person)[8] == "Person Politician p"
        });
        fill(person, "key", "1");
        assert_eq!(
            label_set(person)[0],
            "- Person -",
            "the key was taken, and that is said"
        );
        assert!(person.page_text().contains("taken from “Person”"));
        // A name that another label has is refused in the dialog, and changes nothing.
        fill(person, "name", "Person");
        person.wait_for_alert(&["there is a label “Person” already"]);
        assert_eq!(label_set(person)[8], "Person Politician 1");
        person.press("Esc");
        person.wait_until_gone("dialog", "Labels");
        assert_eq!(
            person.ask::<String>("return document.activeElement.id"),
            "article",
            "the focus is where it was"
        );
        // Each was a step of its own.
        for expected in ["Person Politician p", "- Politician p"] {
            person.press("Ctrl+Z");
            person.wait_until("a step is taken back", || label_set(person)[8] == expected);
        }
        assert_eq!(person.labels(), ["Person"]);
    });
}

#[test]
fn a_label_goes_with_its_mentions_or_gives_them_to_another() {
    for_each_engine(|person| {
        story::open(person);
        person.tag("Ada Lovelace", "1");
        person.tag("Charles Babbage", "2");
        person.tag("London", "3");
        person.click("tab", "Labels");
        person.click("button", "Change labels…");
        person.wait_for("dialog", "Labels");
        // Merge: the mentions of Person go to Organisation.
        person.run(
            "document.querySelector('.label-form select:not([name])').focus()",
            &[],
        );
        person.press("Down");
        person.press("Tab");
        person.press("Enter");
        person.wait_until("they are one", || {
            person.labels() == ["Organisation", "Organisation", "Place"]
        });
        // Remove: the mentions go with their label.
        person.click("button", "Remove or merge the label");
        person.wait_until("they are gone", || person.quotes() == ["London"]);
        person.press("Esc");
        person.wait_until_gone("dialog", "Labels");
        person.focus_article();
        person.press("Ctrl+Z");
        person.press("Ctrl+Z");
        person.wait_until("all is back", || {
            person.labels() == ["Person", "Organisation", "Place"]
        });
    });
}

#[test]
fn a_label_set_goes_from_one_project_to_another() {
    for_each_browser(|person| {
        story::open(person);
        open_labels(person);
        fill(person, "name", "Human being");
        let file = person.download_by("button", "Export labels");
        let text = std::fs::read_to_string(&file).expect("the file is there");
        assert!(text.contains("Human being") && text.contains("\"documents\": []"));
        person.press("Esc");
        person.wait_until_gone("dialog", "Labels");
        person.focus_article();
        person.press("Ctrl+Z");
        person.wait_until("the name is back", || label_set(person)[0] == "- Person 1");
        person.choose_files([file.as_path()]);
        person.wait_until("the label of the file is there", || {
            label_set(person)
                .iter()
                .any(|it| it.contains("Human being"))
        });
        person.wait_for_alert(&[
            "“Human being” has the key 9 instead of 1, which is that of “Person” here",
        ]);
        assert_eq!(person.document().name, story::NAME);
    });
}

#[test]
fn a_name_that_the_set_lacks_is_offered_as_a_new_label() {
    for_each_engine(|person| {
        story::open(person);
        person.drag_over("Menabrea");
        person.wait_for("dialog", "Label");
        person.type_text("Engineer");
        person.wait_for("option", "Make the label “Engineer”");
        person.press("Enter");
        person.wait_until("it is tagged", || person.labels() == ["Engineer"]);
        assert_eq!(label_set(person)[8], "- Engineer 9");
        // The label and the mention are one step.
        person.focus_article();
        person.press("Ctrl+Z");
        person.wait_for_quotes(&[]);
        assert_eq!(label_set(person).len(), 8);
    });
}

#[test]
fn a_label_that_looks_like_another_is_told() {
    for_each_browser(|person| {
        story::open(person);
        // In one letter and in two; with a space that has no width, as it comes with what is copied.
        person.run(
            "return glossator.addMentions([
                { start: 0, end: 1, label: 'Caf\\u00e9' },
                { start: 1, end: 2, label: 'Cafe\\u0301' },
                { start: 2, end: 3, label: 'Place' },
            ]).then(() => true)",
            &[],
        );
        person.wait_for_alert(&["“Café” and “Cafe\u{301}” look alike"]);
        assert_eq!(person.alerts().len(), 1);
        open_labels(person);
        person.run(
            "const field = document.querySelector('.label-form [name=name]');
            field.value = 'Pla\\u200bce';
            field.dispatchEvent(new Event('change', { bubbles: true }))",
            &[],
        );
        person.wait_for_alert(&["“Place” and “Pla\u{200b}ce” look alike"]);
    });
}
