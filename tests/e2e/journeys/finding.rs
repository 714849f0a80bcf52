//! Looks for a phrase, and tags many places at once.

use super::story;
use crate::harness::for_each_engine;

#[test]
fn what_is_found_is_walked_and_tagged_by_keys() {
    for_each_engine(|person| {
        story::open(person);
        person.focus_article();
        person.press("Ctrl+Home");
        person.press("Ctrl+F");
        person.wait_for("textbox", "Find in the document");
        person.type_text("ada");
        let count = "return document.querySelector('.find-bar span').innerText.split(' · ')[0]";
        person.wait_until("both are found", || person.ask::<String>(count) == "1 of 2");
        person.check_access("the search");
        person.take_screenshot("search");
        person.press("Enter");
        person.press("1");
        person.wait_for_quotes(&["Ada"]);
        person.wait_until("the next one is selected", || {
            person.ask::<String>(count) == "2 of 2"
        });
        // The keys still go to the search.
        person.press("2");
        person.wait_for_quotes(&["Ada", "Ada"]);
        assert_eq!(person.labels(), ["Person", "Organisation"]);
        person.press("Shift+Enter");
        person.wait_until("the one before is selected", || {
            person.ask::<String>(count) == "2 of 2"
        });

        person.press("Esc");
        person.wait_until("the search is closed", || {
            person.ask::<bool>("return !document.querySelector('.find-bar') && document.activeElement === page.article()")
        });
        person.press("3");
        person.wait_until("the place is selected yet", || {
            person.alerts().is_empty() && person.sees("dialog", "Same place, other label")
        });
    });
}

#[test]
fn the_search_begins_where_the_caret_was() {
    for_each_engine(|person| {
        story::open(person);
        person.focus_article();
        person.press("Ctrl+Home");
        person.press("Right");
        person.press("Ctrl+F");
        person.wait_for("textbox", "Find in the document");
        person.type_text("ada");
        person.wait_until("the next one is selected", || {
            person.page_text().contains("2 of 2")
        });
    });
}

#[test]
fn all_places_of_what_is_found_are_tagged_as_one_step() {
    for_each_engine(|person| {
        story::open(person);
        person.focus_article();
        person.press("Ctrl+F");
        person.type_text("it");
        person.press("Ctrl+Enter");
        person.wait_for("dialog", "Places");
        person.check_access("the places");
        person.take_screenshot("places");
        let n: usize = person.ask("return document.querySelectorAll('dialog li').length");
        assert!(n > 2, "{n} places");
        // The first one is left out.
        person.click_selector("dialog li input");
        person.click("button", &format!("Tag {}", n - 1));
        person.wait_until("the others are tagged", || person.mentions().len() == n - 1);
        assert!(
            person
                .quotes()
                .iter()
                .all(|it| it.eq_ignore_ascii_case("it"))
        );
        person.press("Esc");
        person.focus_article();
        person.press("Ctrl+Z");
        person.wait_until("one step takes them back", || person.mentions().is_empty());
    });
}

#[test]
fn all_that_reads_like_a_mention_is_tagged_like_it() {
    for_each_engine(|person| {
        person.open_page();
        person.show_text(
            "kim.txt",
            "Kim met Kim in a kimono.\n\nKimberley and Kim’s friend.",
        );
        person.tag("Kim", "1");
        person.click_on("Kim");
        person.wait_for_selected("Kim");
        person.press("A");
        person.wait_for("dialog", "Places");
        person.press("Enter");
        person.wait_for_quotes(&["Kim", "Kim", "Kim"]);
        assert_eq!(person.labels(), ["Person", "Person", "Person"]);
        let starts: Vec<usize> = person.mentions().iter().map(|it| it.start).collect();
        assert_eq!(starts, [0, 8, 40]);
        person.wait_until("the article has the focus", || {
            person.ask("return document.activeElement === page.article()")
        });
    });
}
