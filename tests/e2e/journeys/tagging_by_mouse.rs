//! Selects and tags text with the mouse.

use fantoccini::key::Key;

use super::story;
use crate::harness::{Person, Point, for_each_engine, nth};

#[test]
fn a_drag_in_either_direction_opens_the_palette_and_a_digit_tags() {
    for_each_engine(|person| {
        story::open(person);

        person.drag_over("Charles Babbage");
        person.wait_for("dialog", "Label");
        assert_eq!(person.mentions(), [], "a drag alone tags");
        person.press("1");
        person.wait_for_quotes(&["Charles Babbage"]);
        person.wait_until_gone("dialog", "Label");

        person.drag_back_over("Ada Lovelace");
        person.wait_for("dialog", "Label");
        person.press("2");
        person.wait_for_quotes(&["Ada Lovelace", "Charles Babbage"]);
        assert_eq!(person.labels(), ["Organisation", "Person"]);
        person
            .mentions()
            .iter()
            .for_each(|it| it.check(story::STORY));
    });
}

#[test]
fn the_palette_stands_beside_the_selection_and_within_the_window() {
    for_each_engine(|person| {
        story::open(person);
        for passage in [
            "Ada Lovelace",
            "Mary Somerville",
            "single mistake",
            "Menabrea",
            "translated it",
        ] {
            let ends = person.ends_of(passage);
            person.drag(ends.first, ends.last);
            person.wait_for("dialog", "Label");
            let [left, top, right, bottom]: [f64; 4] = person.ask(
                "const { left, top, right, bottom } = document.querySelector('[role=dialog]').getBoundingClientRect();
                return [left, top, right, bottom]",
            );
            assert!(
                left >= 0.0 && top >= 0.0 && right <= 1440.0 && bottom <= 900.0,
                "{passage}: out of the window"
            );
            let is_above = bottom <= ends.first.y;
            let gap = if is_above {
                ends.first.y - bottom
            } else {
                top - ends.last.y
            };
            assert!(
                (0.0..80.0).contains(&gap),
                "{passage}: {gap} px above or below"
            );
            assert!(
                left < ends.last.x + 40.0 && right > ends.first.x - 40.0,
                "{passage}: beside it"
            );
            person.press("Esc");
            person.wait_until_gone("dialog", "Label");
        }
    });
}

#[test]
fn a_drag_snaps_to_whole_words_and_leaves_blanks_out() {
    for_each_engine(|person| {
        story::open(person);
        // From within one word to within the next.
        person.drag_between("rles", "Babb");
        person.wait_for("dialog", "Label");
        person.press("1");
        person.wait_for_quotes(&["Charles Babbage"]);

        person.tag(" in London", "3");
        person.wait_for_quotes(&["Charles Babbage", "in London"]);

        person.tag("café", "3");
        person.tag("Zürich", "3");
        person.tag("🚀", "6");
        person.tag("closed", "4");
        person.wait_for_quotes(&[
            "Charles Babbage",
            "in London",
            "café",
            "Zürich",
            "🚀",
            "closed",
        ]);
        person
            .mentions()
            .iter()
            .for_each(|it| it.check(story::STORY));
    });
}

#[test]
fn a_drag_from_the_margin_is_clipped_to_the_text() {
    for_each_engine(|person| {
        story::open(person);
        let ends = person.ends_of("Mary Somerville");
        let margin = Point {
            x: ends.first.x - 24.0,
            ..ends.first
        };
        person.drag(margin, ends.last);
        person.wait_for("dialog", "Label");
        person.press("1");
        person.wait_for_quotes(&["Mary Somerville"]);
    });
}

#[test]
fn a_drag_that_leaves_the_article_ends_in_the_nearest_line() {
    for_each_engine(|person| {
        story::open(person);
        let ends = person.ends_of("Mary Somerville");
        let width: f64 = person.ask("return innerWidth");
        for (beside, end) in [(width - 40.0, "the two together,"), (20.0, "Mary")] {
            let to = Point {
                x: beside,
                ..ends.first
            };
            person.drag(ends.last, to);
            person.wait_for("dialog", "Label");
            person.press("1");
            person.wait_until("it is tagged", || person.quotes().len() == 1);
            let quote = &person.quotes()[0];
            assert!(quote.len() < 140, "more than a line is tagged: {quote:?}");
            assert!(
                end != "Mary" || quote == "Mary Somerville",
                "tagged: {quote:?}"
            );
            person.press("Ctrl+Z");
            person.wait_for_quotes(&[]);
        }
    });
}

#[test]
fn the_palette_stays_in_sight_in_a_low_window() {
    for_each_engine(|person| {
        story::open(person);
        person.resize(1100, 360);
        person.drag_over("Charles Babbage");
        person.wait_for("dialog", "Label");
        person.press("Up");
        person.wait_for_answer();
        let [top, bottom, option_bottom, height, bar]: [f64; 5] = person.ask(
            "const box = (selector) => document.querySelector(selector).getBoundingClientRect();
            const { top, bottom } = box('.palette');
            return [top, bottom, box('[role=option][aria-selected=true]').bottom, innerHeight, box('header').bottom]",
        );
        assert!(
            top >= bar && bottom <= height,
            "from {top} to {bottom}, and in sight are {bar} to {height}"
        );
        assert!(option_bottom <= bottom, "the last option is out of sight");
    });
}

#[test]
fn tagging_keeps_the_place_and_leaves_nothing_selected() {
    for_each_engine(|person| {
        story::open(person);
        person.resize(1440, 420);
        let place = || person.ask::<Vec<f64>>("return page.place()");
        person.scroll_to("Turin");
        let before = place();
        assert!(before[0] > 0.0, "there is nothing to scroll");
        person.tag("Turin", "3");
        person.wait_for_quotes(&["Turin"]);
        person.wait_for_answer();
        assert_eq!(place(), before);
        assert_eq!(person.ask::<String>("return getSelection().toString()"), "");
        assert!(
            person.ask::<bool>("return document.activeElement === page.article()"),
            "the focus is elsewhere"
        );
    });
}

#[test]
fn alt_makes_a_drag_precise_to_the_character() {
    for_each_engine(|person| {
        story::open(person);
        person.drag_over_holding(Key::Alt, "ovela");
        person.wait_for("dialog", "Label");
        person.press("1");
        person.wait_for_quotes(&["ovela"]);
    });
}

#[test]
fn a_drag_may_go_over_lines_and_blocks() {
    for_each_engine(|person| {
        story::open(person);
        let long = "Analytical Engine, its mill and its store, about cards that told it what to do, and about the numbers";
        let ends = person.ends_of(long);
        assert!(
            ends.last.y - ends.first.y > 10.0,
            "the passage is to cover two lines at least"
        );
        person.tag(long, "6");
        person.wait_for_quotes(&[long]);

        person.drag_between("closed", "Mary");
        person.wait_for("dialog", "Label");
        person.press("4");
        person.wait_for_quotes(&["closed.\nMary", long]);
        person.drag_back_between("was", "Mary");
        person.wait_for("dialog", "Label");
        person.press("4");
        person.wait_for_quotes(&["was closed.\nMary", "closed.\nMary", long]);
        person
            .mentions()
            .iter()
            .for_each(|it| it.check(story::STORY));
    });
}

#[test]
fn two_clicks_take_the_word_and_three_the_sentence() {
    for_each_engine(|person| {
        story::open(person);
        person.double_click_on("Lovelace");
        person.wait_for("dialog", "Label");
        person.press("1");
        person.wait_for_quotes(&["Lovelace"]);

        person.triple_click_on("Menabrea");
        person.wait_for("dialog", "Label");
        person.press("4");
        person.wait_for_quotes(&["Lovelace", "Luigi Menabrea heard of it in Turin."]);

        person.triple_click_on("translated");
        person.wait_for("dialog", "Label");
        person.press("4");
        person.wait_for_quotes(&[
            "Lovelace",
            "Luigi Menabrea heard of it in Turin.",
            "He wrote a paper, and Ada translated it.",
        ]);
    });
}

#[test]
fn the_palette_takes_enter_a_click_and_a_typed_name() {
    for_each_engine(|person| {
        story::open(person);
        person.drag_over("Ada Lovelace");
        person.wait_for("dialog", "Label");
        let first = person.names("option").into_iter().next().expect("a choice");
        assert!(first.starts_with("Person"), "the first choice is {first:?}");
        person.press("Enter");
        person.wait_for_quotes(&["Ada Lovelace"]);

        person.drag_over("London");
        person.wait_for("dialog", "Label");
        person.click("option", "Place");
        person.wait_for_quotes(&["Ada Lovelace", "London"]);

        person.drag_over("Analytical Engine");
        person.wait_for("dialog", "Label");
        person.type_text("wor");
        person.wait_until(
            "what was typed is on offer, and a new label of that name",
            || person.names("option") == ["Work", "Make the label “wor”"],
        );
        person.press("Enter");
        person.wait_for_quotes(&["Ada Lovelace", "London", "Analytical Engine"]);

        person.drag_over("Menabrea");
        person.wait_for("dialog", "Label");
        person.press("Down");
        person.press("Down");
        person.press("Enter");
        person.wait_for_quotes(&["Ada Lovelace", "London", "Analytical Engine", "Menabrea"]);
        assert_eq!(person.labels(), ["Person", "Place", "Work", "Place"]);
    });
}

#[test]
fn esc_a_click_and_a_drag_over_blanks_create_nothing() {
    for_each_engine(|person| {
        story::open(person);
        person.drag_over("Ada Lovelace");
        person.wait_for("dialog", "Label");
        person.press("Esc");
        check_nothing(person, "Esc");
        // The first closes the palette, the second gives the selection up.
        person.press("Esc");
        person.press("1");
        check_nothing(person, "Esc twice and a digit");

        person.click_on("Charles");
        person.press("1");
        check_nothing(person, "a click and a digit");

        let blank = person.ends_of(nth(1, " met"));
        person.drag(
            blank.first,
            Point {
                x: blank.first.x + 2.0,
                ..blank.first
            },
        );
        person.press("1");
        check_nothing(person, "a drag over a blank");

        // A drag that is released elsewhere than it began, and then a click beside it.
        person.drag_over("Ada Lovelace");
        person.wait_for("dialog", "Label");
        person.click_on("translated");
        person.wait_until_gone("dialog", "Label");
        check_nothing(person, "a click beside the selection");
    });
}

#[test]
fn the_text_never_moves() {
    for_each_engine(|person| {
        story::open(person);
        let before = person.characters();
        let check = |state: &str| {
            person.wait_for_answer();
            person.check_unmoved(&before, state);
        };

        person.drag_over("Charles Babbage");
        person.wait_for("dialog", "Label");
        check("the palette");
        person.press("1");
        person.wait_for_quotes(&["Charles Babbage"]);
        check("a mention");
        person.tag(
            "Mary Somerville had brought the two together, and for the better part",
            "4",
        );
        person.tag("Somerville", "1");
        person.tag(
            "the better part of a decade they wrote to each other about the",
            "5",
        );
        check("nested and crossing mentions");
        person.click_on("Babbage");
        person.wait_for_selected("Charles Babbage");
        check("a selected mention");
        person.press("Delete");
        check("a removed mention");
        person.take_screenshot("overlapping mentions");
    });
}

#[track_caller]
fn check_nothing(person: &Person, what: &str) {
    person.wait_for_answer();
    assert_eq!(person.mentions(), [], "{what} creates something");
    assert!(
        !person.sees("dialog", "Label"),
        "{what} leaves the palette open"
    );
}
