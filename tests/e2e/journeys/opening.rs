//! Opens texts: by file chooser, by drop and by paste.

use std::fs;

use crate::harness::{Person, code_points, for_each_browser, setup};

#[test]
fn the_real_article_opens_by_the_file_chooser() {
    for_each_browser(|person| {
        person.open_page();
        let article = setup::article();
        person.choose_files([article.as_path()]);
        check_article(person);
        person.take_screenshot("real article");
    });
}

#[test]
fn the_real_article_opens_by_drop() {
    for_each_browser(|person| {
        person.open_page();
        person.drop_files(&[("dropped.txt", article_text().as_bytes())]);
        check_article(person);
        assert_eq!(person.document().name, "dropped.txt");
    });
}

#[test]
fn the_real_article_opens_by_paste() {
    for_each_browser(|person| {
        person.copy(&article_text());
        person.open_page();
        person.focus_article();
        person.press("Ctrl+V");
        check_article(person);
    });
}

#[test]
fn a_text_is_pasted_into_the_dialog() {
    for_each_browser(|person| {
        person.open_page();
        let n_before = person.names("button").len();
        person.click("button", "Paste text…");
        person.wait_for("dialog", "Paste text");
        person.click("button", "Cancel");
        person.wait_until_gone("dialog", "Paste text");
        assert_eq!(
            person.names("button").len(),
            n_before,
            "Cancel adds a document"
        );

        person.click("button", "Paste text…");
        person.wait_for("dialog", "Paste text");
        person.click_selector("[role=dialog] textarea, dialog textarea");
        person.type_text("Ada met Charles.");
        person.click("button", "Add");
        person.wait_until_gone("dialog", "Paste text");
        person.wait_until("the text is on the screen", || {
            person.document().text == "Ada met Charles."
        });
    });
}

#[test]
fn several_files_open_at_once_and_the_list_shows_them() {
    for_each_browser(|person| {
        person.open_page();
        let built_in = person.document().name;
        person.open_files(&[
            ("one.txt", b"The first text."),
            ("two.txt", b"The second text."),
        ]);
        person.wait_until("a new text is on the screen", || {
            person.document().name != built_in
        });

        for (name, text) in [
            ("one.txt", "The first text."),
            ("two.txt", "The second text."),
        ] {
            let document = person
                .document_named(name)
                .unwrap_or_else(|| panic!("{name} is not there"));
            assert_eq!(document.text, text);
            let selector = format!(
                "nav[aria-label=Documents] [data-document='{}']",
                document.id
            );
            person.click_selector(&selector);
            person.wait_until(&format!("{name} is on the screen"), || {
                person.blocks()[0].text == text
            });
            let is_current =
                format!("return document.querySelector(\"{selector}\").ariaCurrent === 'true'");
            assert!(
                person.ask::<bool>(&is_current),
                "{name} is not marked as the one on the screen"
            );
        }
        // What is shown last is shown again; it is no change, and so in the copies alone.
        person.run("return glossator.saved().then(() => true)", &[]);
        person.reload();
        assert_eq!(person.document().name, "two.txt");
    });
}

/// Files with these names say that they have 19 MB: ten of them are 190.
const HUGE: &str = "
    const { get } = Object.getOwnPropertyDescriptor(Blob.prototype, 'size');
    Object.defineProperty(Blob.prototype, 'size', {
        get() { return this.name?.startsWith('huge') ? 19_000_000 : get.call(this); },
    });";

#[test]
fn of_files_that_are_too_much_together_the_first_are_opened_and_the_others_told() {
    for_each_browser(|person| {
        person.server.set_prelude(HUGE);
        person.open_page();
        let files: Vec<(String, String)> = (1..=12)
            .map(|n| (format!("huge {n:02}.txt"), format!("Text {n}.")))
            .collect();
        let files: Vec<(&str, &[u8])> = files
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_bytes()))
            .collect();
        for (n_files, told) in [
            (12, "“huge 11.txt and 1 more” was not opened"),
            (11, "“huge 11.txt” was not opened"),
        ] {
            person.open_files(&files[..n_files]);
            person.wait_for_alert(&[told, "200 MB", "after these"]);
            person.click("button", "Dismiss");
            assert!(person.document_named("huge 10.txt").is_some());
            assert!(person.document_named("huge 11.txt").is_none());
        }
        // By itself it is not too much.
        person.open_files(&files[10..11]);
        person.wait_until("it is open", || {
            person.document_named("huge 11.txt").is_some()
        });
    });
}

#[test]
fn a_document_that_opens_is_shown_from_its_beginning_and_has_the_keys() {
    for_each_browser(|person| {
        person.open_page();
        let scroll = "const main = document.querySelector('main'); main.scrollTop = 200; return main.scrollTop";
        assert_ne!(person.run(scroll, &[]), 0);
        person.show_text("long.txt", &"A line of a long text.\n\n".repeat(80));
        let shown = "return [document.querySelector('main').scrollTop, document.activeElement.id]";
        assert_eq!(person.run(shown, &[]), serde_json::json!([0, "article"]));
    });
}

/// Fails unless the article is on the screen in its twelve blocks.
#[track_caller]
fn check_article(person: &Person) {
    let text = article_text();
    person.wait_until("the article is on the screen", || {
        person.document().text == text
    });
    let blocks = person.blocks();
    let n_of = |tag: &str| blocks.iter().filter(|it| it.tag == tag).count();
    assert_eq!(
        [n_of("li"), n_of("p"), n_of("figcaption"), blocks.len()],
        [3, 8, 1, 12]
    );
    for block in &blocks {
        let end = block.start + block.text.chars().count();
        assert_eq!(block.text, code_points(&text, block.start, end));
    }
    assert_eq!(person.alerts(), [""; 0]);
}

fn article_text() -> String {
    fs::read_to_string(setup::article()).expect("the article")
}
