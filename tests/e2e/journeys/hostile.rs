//! Texts that would do something if the page took them for more than texts.

use serde_json::Value;

use crate::harness::{Person, for_each_browser};

/// The texts, and what brings them into the page.
const HOSTILE: &str = include_str!("hostile.js");
/// Notes in `violations()` what the policy forbids.
const VIOLATIONS: &str = include_str!("violations.js");

/// As many harmless texts as there are hostile ones.
const HARMLESS: &str = "hostile.map((_, idx) => `text ${idx}`)";

#[test]
fn hostile_texts_are_texts_wherever_they_stand() {
    for_each_browser(|person| {
        person.server.set_prelude(&[VIOLATIONS, HOSTILE].concat());
        person.open_page();
        let mut expected = kinds_with(person, HARMLESS);
        // A list of mentions that share their place: there are some among the hostile texts alone.
        expected.push("div[aria-activedescendant]".to_owned());

        person.change_browser();
        person.open_page();
        let n_texts: usize = person.ask("return hostile.length");
        assert!(n_texts > 100, "there are only {n_texts} texts");
        let found = kinds_with(person, "hostile");
        let foreign: Vec<_> = found.iter().filter(|it| !expected.contains(it)).collect();
        assert!(foreign.is_empty(), "foreign elements: {foreign:?}");
        person.take_screenshot("hostile texts");

        // They do nothing when they are read again, either.
        person.wait_until_saved();
        person.reload();
        let pasted = "const data = new DataTransfer();
            data.setData('text/html', hostile.join(''));
            data.setData('text/plain', hostile.join('\\n'));
            const event = new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: data });
            page.article().dispatchEvent(event);
            return page.frames(2)";
        person.run(pasted, &[]);
        person.wait_until("the text is pasted", || {
            person.document().text.contains("window.pwned")
        });
        let (pwned, violations): (Value, Vec<String>) =
            person.ask("return [window.pwned ?? null, violations()]");
        assert_eq!(pwned, Value::Null);
        assert_eq!(violations, [""; 0]);
        let asked = person.server.asked();
        let strays: Vec<_> = asked.iter().filter(|it| !it.is_found).collect();
        assert!(strays.is_empty(), "asked for {strays:?}");
    });
}

/// Brings texts into the page, looks at every panel, and returns what kinds of elements and attributes there are.
fn kinds_with(person: &Person, texts: &str) -> Vec<String> {
    let bring_in = format!("return bringIn({texts}).then(() => page.frames(2))");
    person.run(&bring_in, &[]);
    let mut kinds: Vec<String> = person.ask("return kinds()");
    person.click("tab", "Labels");
    kinds.extend(person.ask::<Vec<String>>("return page.frames(2).then(kinds)"));
    person.click("tab", "Mentions");
    person.focus_article();
    person.press("N");
    kinds.extend(person.ask::<Vec<String>>("return page.frames(2).then(kinds)"));
    person.press("Esc");
    // The palette, with a filter of a kind that no label has in the harmless case.
    person.focus_article();
    person.press("Ctrl+Home");
    person.press("Shift+Right");
    person.press("Enter");
    person.wait_for("dialog", "Label");
    person.type_text("<img src=x onerror=window.pwned=1>");
    kinds.extend(person.ask::<Vec<String>>("return page.frames(2).then(kinds)"));
    person.press("Esc");
    person.wait_until_gone("dialog", "Label");
    kinds.sort();
    kinds.dedup();
    kinds
}
