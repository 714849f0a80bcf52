//! Mentions within and across each other.

use super::story;
use crate::harness::{Person, for_each_engine};

#[test]
fn a_mention_within_another_is_seen_and_clicked() {
    for_each_engine(|person| {
        story::open(person);
        person.tag("Ada Lovelace met Charles Babbage", "4");
        person.tag("Charles Babbage", "1");
        person.tag("Babbage", "2");
        person.wait_for_quotes(&[
            "Ada Lovelace met Charles Babbage",
            "Charles Babbage",
            "Babbage",
        ]);

        let ids = ids(
            person,
            &[
                "Ada Lovelace met Charles Babbage",
                "Charles Babbage",
                "Babbage",
            ],
        );
        let runs = person.runs();
        let drawn: Vec<_> = runs
            .iter()
            .map(|it| (it.text.as_str(), it.mentions.as_slice(), it.label.as_str()))
            .collect();
        assert_eq!(
            drawn,
            [
                ("Ada Lovelace met ", &ids[..1], "Event"),
                ("Charles ", &ids[..2], "Person"),
                ("Babbage", &ids[..], "Organisation"),
            ]
        );

        // The innermost first, and again outward; then from the beginning.
        for text in [
            "Babbage",
            "Charles Babbage",
            "Ada Lovelace met Charles Babbage",
            "Babbage",
        ] {
            person.click_on("Babbage");
            person.wait_for_selected(text);
        }
        person.take_screenshot("nested");
    });
}

#[test]
fn mentions_that_cross_are_seen_and_clicked() {
    for_each_engine(|person| {
        story::open(person);
        person.tag("Ada Lovelace met Charles", "4");
        person.tag("met Charles Babbage", "5");
        person.wait_for_quotes(&["Ada Lovelace met Charles", "met Charles Babbage"]);

        let ids = ids(person, &["Ada Lovelace met Charles", "met Charles Babbage"]);
        let drawn: Vec<_> = person
            .runs()
            .into_iter()
            .map(|it| (it.text, it.mentions))
            .collect();
        let expected = [
            ("Ada Lovelace ", vec![&ids[0]]),
            ("met Charles", vec![&ids[0], &ids[1]]),
            (" Babbage", vec![&ids[1]]),
        ];
        let expected = expected.map(|(text, ids)| {
            (
                text.to_owned(),
                ids.into_iter().cloned().collect::<Vec<_>>(),
            )
        });
        assert_eq!(drawn, expected);

        person.click_on("Lovelace");
        person.wait_for_selected("Ada Lovelace met Charles");
        person.click_on("Babbage");
        person.wait_for_selected("met Charles Babbage");
        // Where both stand, each can be reached.
        let mut seen = Vec::new();
        for _ in 0..2 {
            let before = person.selected();
            person.click_on("met");
            person.wait_until("another mention is selected", || {
                person.selected() != before
            });
            seen.push(person.selected());
        }
        seen.sort();
        assert_eq!(seen, ["Ada Lovelace met Charles", "met Charles Babbage"]);
        person.take_screenshot("crossing");
    });
}

#[test]
fn the_same_span_takes_two_labels_but_none_twice() {
    for_each_engine(|person| {
        story::open(person);
        person.tag("London", "3");
        person.tag("London", "3");
        person.wait_for_quotes(&["London"]);
        person.tag("London", "2");
        person.click("button", "Add");
        person.wait_for_quotes(&["London", "London"]);
        let mut labels = person.labels();
        labels.sort();
        assert_eq!(labels, ["Organisation", "Place"]);
    });
}

/// Returns the ids of the mentions of some quotes, in this order.
#[track_caller]
fn ids(person: &Person, quotes: &[&str]) -> Vec<String> {
    let mentions = person.mentions();
    let id = |quote: &&str| {
        mentions
            .iter()
            .find(|it| it.quote == **quote)
            .map(|it| it.id.clone())
    };
    quotes.iter().filter_map(id).collect()
}

#[test]
fn mentions_that_share_a_place_are_listed_and_chosen_by_keys_or_a_click() {
    for_each_engine(|person| {
        story::open(person);
        person.tag("London", "3");
        person.tag("London", "2");
        person.click("button", "Add");
        person.wait_for_quotes(&["London", "London"]);
        person.click_on("London");
        person.wait_for("listbox", "Mentions here");
        person.check_access("a list of mentions");
        person.check_layout("a list of mentions");
        person.take_screenshot("mentions at one place");
        let label = || person.ask::<Vec<String>>("return page.texts('.mention-bar span')");
        person.press("Down");
        person.press("Enter");
        person.wait_until_gone("listbox", "Mentions here");
        person.wait_until("the other one is selected", || label() == ["Place"]);
        assert!(
            person.ask::<bool>("return document.activeElement === page.article()"),
            "the focus is elsewhere"
        );
        // By keys alone.
        person.press("O");
        person.wait_for("listbox", "Mentions here");
        person.press("Up");
        person.press("Esc");
        person.wait_until("the first one is selected", || label() == ["Organisation"]);
        person.press("O");
        person.wait_for("listbox", "Mentions here");
        person.click("option", "Place");
        person.wait_until("the other one is selected", || label() == ["Place"]);
    });
}

#[test]
fn five_lanes_are_drawn_and_what_does_not_fit_is_counted_and_listed() {
    for_each_engine(|person| {
        story::open(person);
        let before = person.characters();
        let add = "const { text } = window.glossator.document();
            const at = [...text.slice(0, text.indexOf('Mary'))].length;
            return window.glossator.addMentions(['Person', 'Place', 'Event', 'Date', 'Work', 'Law', 'Quantity', 'Organisation']
                .map((label, i) => ({ start: at, end: at + 60 - i, label })))";
        person.run(add, &[]);
        person.wait_until("eight are tagged", || person.quotes().len() == 8);
        person.wait_for_answer();
        let more: Vec<String> = person.ask(
            "return [...document.querySelectorAll('[data-more]')].map((it) => it.dataset.more)",
        );
        assert_eq!(more, ["+3"]);
        person.check_unmoved(&before, "eight deep");
        person.take_screenshot("eight deep");
        // The lines are below the text.
        let at = person.ends_of("Mary").first;
        let below: f64 =
            person.ask("return document.querySelector('[data-more]').getClientRects()[0].bottom");
        person.click_at(
            crate::harness::Point {
                y: below - 3.0,
                ..at
            },
            1,
        );
        person.wait_for("listbox", "Mentions here");
        assert_eq!(person.names("option").len(), 8);
    });
}
