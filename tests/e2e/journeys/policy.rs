//! The policy of the page: what it forbids, that it needs none of it, and that its files are those it was built with.

use std::fs;

use serde_json::Value;

use super::story;
use crate::harness::{Change, Person, for_each_browser, setup};

/// Notes in `violations()` what the policy forbids.
const VIOLATIONS: &str = include_str!("violations.js");

#[test]
fn a_full_session_breaks_no_rule_and_asks_for_nothing_but_the_files_of_the_page() {
    for_each_browser(|person| {
        person.server.set_prelude(VIOLATIONS);
        a_full_session(person);
        check_policy_was_kept(person);

        // The same where the host sends headers.
        person.change_browser();
        person.server.send_headers();
        a_full_session(person);
        check_policy_was_kept(person);
    });
}

/// Does all that a person can do with the page.
fn a_full_session(person: &Person) {
    story::open(person);
    person.tag("Ada Lovelace met Charles", "4");
    person.tag("Charles Babbage", "1");
    person.wait_for_quotes(&["Ada Lovelace met Charles", "Charles Babbage"]);
    person.click_on("Babbage");
    person.wait_for("toolbar", "Mention");
    person.press("Esc");
    person.choose_theme("Dark");
    person.choose_theme("System");
    person.click("tab", "Labels");
    person.click("tab", "Mentions");
    person.press("Ctrl+Z");
    person.wait_for_quotes(&["Ada Lovelace met Charles"]);
    person.press("Ctrl+Shift+Z");
    person.click("button", "Paste text…");
    person.wait_for("dialog", "Paste text");
    person.click("button", "Cancel");
    person.wait_until_gone("dialog", "Paste text");
    person.press("Shift+?");
    person.wait_for("dialog", "Keys");
    person.press("Esc");
    person.wait_until_gone("dialog", "Keys");
    person.open_files(&[("paper.pdf", b"%PDF-1.7"), ("two.txt", b"A second text.")]);
    person.wait_for_alert(&["paper.pdf"]);
    person.click("button", "Dismiss");
    let project = fs::read(person.download()).expect("the download");
    person.open_files(&[("again.json", &project)]);
    person.resize(390, 844);
    person.wait_for_answer();
    person.resize(1440, 900);
    person.wait_until_saved();
    person.reload();
    person.wait_until_saved();
}

#[track_caller]
fn check_policy_was_kept(person: &Person) {
    let violations: Vec<String> = person.ask("return violations()");
    assert_eq!(violations, [""; 0]);
    let files: Vec<String> = fs::read_dir(setup::dist())
        .expect("the page's files")
        .map(|it| {
            it.expect("a file")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    for asked in person.server.asked() {
        let name = asked.path.strip_prefix("/some/where/");
        let is_ours = name.is_some_and(|name| {
            name.is_empty() || name == "prelude.js" || files.iter().any(|it| it == name)
        });
        assert!(is_ours && asked.is_found, "asked for {asked:?}");
    }
}

#[test]
fn the_policy_forbids_what_an_injection_would_do() {
    for_each_browser(|person| {
        person
            .server
            .set_prelude(&[VIOLATIONS, include_str!("injections.js")].concat());
        person.open_page();
        // Not from here: what drivers run, browsers allow more.
        let (pwned, told): (Value, Vec<String>) = person.ask(
            "setTimeout(attempt);
            return page.frames(3).then(() => [window.pwned ?? null, violations().map((it) => it.split(':')[0])])",
        );
        assert_eq!(pwned, Value::Null);
        // Firefox knows trusted types from 148 on; markup that is put in before does nothing by itself.
        let has_types = person.run("return 'trustedTypes' in window", &[]) == true;
        let types = has_types.then_some("require-trusted-types-for");
        let others = ["style-src-attr", "connect-src", "img-src"];
        for directive in others.into_iter().chain(types) {
            assert!(
                told.iter().any(|it| it == directive),
                "{directive} is not told: {told:?}"
            );
        }
    });
}

#[test]
fn a_changed_file_is_refused_and_told() {
    for_each_browser(|person| {
        let mark = |mut content: Vec<u8>| {
            content.extend(b"\nwindow.tampered = true;");
            content
        };
        // A section without a meaning: without integrity it would run as ever.
        let section = |mut content: Vec<u8>| {
            content.extend([0, 2, 1, b'a']);
            content
        };
        let files: [(&str, &str, Change); 3] = [
            ("glossator-", "_bg.wasm", section),
            ("glossator-", ".js", mark),
            ("boot-", ".js", mark),
        ];
        for (start, end, change) in files {
            person.server.change(start, end, change);
            person.open_page_without_program();
            person.wait_until(&format!("{start}{end} is refused"), || {
                let text = person.page_text();
                text.contains("could not be loaded") && text.contains("still saved")
            });
            let ran: bool =
                person.ask("return Boolean(window.glossator?.state || window.tampered)");
            assert!(!ran, "{start}{end} was run");
            person.check_access(&format!("{start}{end} is refused"));
            person.take_screenshot(&format!("refused {start}{end}"));
            person.server.change_nothing();
        }
        // What is as it was built is run.
        person.open_page();
        assert_eq!(person.alerts(), [""; 0]);
    });
}

#[test]
fn a_stylesheet_or_first_script_that_was_changed_has_no_effect() {
    for_each_browser(|person| {
        person.server.change("first-", ".js", |mut content| {
            content.extend(b"\nwindow.tampered = true;");
            content
        });
        person.server.change("glossator-", ".css", |mut content| {
            content.extend(b"\nbody { outline: 7px solid red }");
            content
        });
        person.open_page();
        let took_effect: bool = person.ask(
            "return Boolean(window.tampered) || getComputedStyle(document.body).outlineWidth === '7px'",
        );
        assert!(!took_effect);
    });
}

#[test]
fn the_page_does_not_run_within_another() {
    for_each_browser(|person| {
        let frame = "<!doctype html><title>Frame</title><iframe src=\"./\" title=\"page\" width=\"900\"></iframe>";
        let address = person.server.set_static_page(frame.to_owned());
        person.go_to(&address);
        let text = "return document.querySelector('iframe').contentDocument.body.innerText";
        person.wait_until("the frame is refused", || {
            person
                .ask::<String>(text)
                .contains("does not run within another page")
        });
        let runs: bool =
            person.ask("return Boolean(document.querySelector('iframe').contentWindow.glossator)");
        assert!(!runs);
    });
}

#[test]
fn what_is_dropped_and_is_no_file_leaves_the_page_as_it_is() {
    for_each_browser(|person| {
        story::open(person);
        let before = person.project();
        let drop = "
            const told = [];
            for (const target of [document.body, page.article(), document.querySelector('header')]) {
                for (const [type, value] of [
                    ['text/uri-list', 'https://example.org/'],
                    ['text/html', '<a href=\"https://example.org/\" onclick=\"window.pwned = 1\">link</a>'],
                    ['text/plain', 'javascript:window.pwned=1'],
                ]) {
                    const dataTransfer = new DataTransfer();
                    dataTransfer.setData(type, value);
                    for (const name of ['dragenter', 'dragover', 'drop']) {
                        const event = new DragEvent(name, { bubbles: true, cancelable: true, dataTransfer });
                        target.dispatchEvent(event);
                        if (name !== 'dragenter') told.push(event.defaultPrevented);
                    }
                }
            }
            return told.every(Boolean) && window.pwned === undefined";
        assert!(
            person.ask::<bool>(drop),
            "the browser would leave the page for what is dropped"
        );
        assert_eq!(person.project(), before);
    });
}

#[test]
fn of_what_is_pasted_with_markup_the_text_is_taken() {
    for_each_browser(|person| {
        person.open_page();
        person.run(
            "const clipboardData = new DataTransfer();
            clipboardData.setData('text/html', '<img src=x onerror=\"window.pwned = 1\"><b>Ada</b> met Ben.');
            clipboardData.setData('text/plain', 'Ada met Ben.');
            const event = new ClipboardEvent('paste', { bubbles: true, cancelable: true });
            // Firefox leaves out what a script gives it.
            Object.defineProperty(event, 'clipboardData', { value: clipboardData });
            page.article().dispatchEvent(event);",
            &[],
        );
        person.wait_until("the text is shown", || {
            person.document().text == "Ada met Ben."
        });
        let is_plain: bool = person.ask("return window.pwned === undefined && !document.querySelector('#article b, #article img')");
        assert!(is_plain);
    });
}

#[test]
fn what_stands_behind_the_address_of_the_page_changes_nothing() {
    for_each_browser(|person| {
        story::open(person);
        person.tag("London", "3");
        person.wait_until_saved();
        let before = person.project();
        for tail in [
            "?open=https://example.org/&delete=d1",
            "#<img src=x onerror=pwned=1>",
            "#d1",
        ] {
            person.open_empty_page();
            person.go_to(&(person.server.page() + tail));
            person.wait_until("a document is shown", || {
                let is_shown = "return Boolean(window.glossator?.state && document.querySelector('[aria-current=true]'))";
                person.run(is_shown, &[]) == true
            });
            person.wait_for_quotes(&["London"]);
            assert_eq!(person.project(), before, "{tail}");
            assert_eq!(person.alerts(), [""; 0]);
        }
    });
}
