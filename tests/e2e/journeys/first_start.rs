//! What a person sees who opens the page for the first time.

use serde_json::Value;

use crate::harness::{code_points, for_each_browser};

/// Notes in `window.before` what the page shows before the program runs.
const BEFORE: &str = include_str!("before.js");

#[test]
fn the_article_can_be_read_at_first_start() {
    for_each_browser(|person| {
        person.open_page();

        let document = person.document();
        let blocks = person.blocks();
        let length = document.text.chars().count();
        assert!(
            (1_800..2_800).contains(&length),
            "the article has {length} characters"
        );
        let has = |tag: &str| blocks.iter().any(|it| it.tag == tag);
        assert!(
            has("li") && has("p") && has("figcaption"),
            "a kind of block is missing: {blocks:#?}"
        );
        for block in &blocks {
            let end = block.start + block.text.chars().count();
            assert_eq!(
                block.text,
                code_points(&document.text, block.start, end),
                "at {}",
                block.start
            );
        }
        // Nothing of the text is left out but what stands between blocks.
        let mut between = document.text.clone();
        for block in &blocks {
            between = between.replacen(&block.text, "", 1);
        }
        assert_eq!(
            between
                .trim_matches(['-', ' ', '\n', '#'])
                .replace(['-', ' ', '\n', '#'], ""),
            ""
        );

        assert_eq!(document.mentions, []);
        assert_eq!(person.alerts(), [""; 0]);
        person.wait_until_saved();
        person.take_screenshot("first start");
    });
}

#[test]
fn no_request_leaves_the_host_of_the_page_or_its_folder() {
    for_each_browser(|person| {
        person.open_page();
        person.double_click_on("Vostochny");
        person.wait_for("dialog", "Label");
        person.press("3");
        person.download();
        person.wait_until_saved();

        let asked = person.server.asked();
        // What other hosts are asked for is told to this one, at an address out of the folder.
        let strays: Vec<_> = asked
            .iter()
            .filter(|it| !it.path.starts_with("/some/where/") || !it.is_found)
            .collect();
        assert!(strays.is_empty(), "asked for {strays:#?}");
    });
}

#[test]
fn the_article_stands_in_the_page_as_the_program_draws_it_then() {
    for_each_browser(|person| {
        person.server.set_prelude(BEFORE);
        person.open_page();
        let before = person.run("return window.before", &[]);
        let after = person.run("return look('.frame')", &[]);
        assert_ne!(
            before,
            Value::Null,
            "the page shows nothing before the program runs"
        );
        assert_eq!(before, after);
        // Only an article that answers is found by who drives the page.
        assert_eq!(person.run("return window.dead", &[]), false);
        assert_eq!(person.run("return window.blank", &[]), 0);
    });
}

#[test]
fn who_has_begun_to_read_reads_on_when_the_program_comes() {
    const READ: &str = "addEventListener('DOMContentLoaded', () => { document.querySelector('main').scrollTop = 60; });";
    for_each_browser(|person| {
        person.server.set_prelude(READ);
        person.open_page();
        assert_eq!(
            person.run("return document.querySelector('main').scrollTop", &[]),
            60
        );
    });
}

#[test]
fn who_returns_never_sees_the_first_article_instead_of_their_work() {
    for_each_browser(|person| {
        person.open_page();
        person.open_files(&[("mine.txt", b"Ada met Charles.")]);
        person.wait_until("the text is shown", || person.document().name == "mine.txt");
        person.wait_until_saved();

        person.server.set_prelude(BEFORE);
        person.open_page();
        assert_eq!(person.document().name, "mine.txt");
        assert_eq!(person.run("return window.before", &[]), Value::Null);
    });
}
