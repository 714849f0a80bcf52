//! The main job: more than twenty mentions in a real article, kept, downloaded, undone and redone.

use std::fs;
use std::time::Duration;

use serde_json::Value;

use crate::harness::{Mention, Person, document_in, for_each_browser, setup};

/// What is tagged, at its first occurrence, with the key and the name of its label.
const WORK: [(&str, &str, &str); 24] = [
    ("Russian President Vladimir Putin", "1", "Person"),
    ("Vladimir Putin", "1", "Person"),
    ("Kim Jong-Un", "1", "Person"),
    ("North Korean", "2", "Organisation"),
    ("Vostochny Cosmodrome", "3", "Place"),
    ("Amur region", "3", "Place"),
    ("foreign minister of Hungary", "1", "Person"),
    ("Hungary", "3", "Place"),
    ("Europe", "3", "Place"),
    ("Soyuz-2", "6", "Work"),
    ("two leaders", "8", "Quantity"),
    ("Ukraine", "3", "Place"),
    ("United States", "2", "Organisation"),
    ("“anti-imperialist” struggle", "4", "Event"),
    ("Kim Jong Un", "1", "Person"),
    ("Moscow", "3", "Place"),
    ("Dmitry Peskov", "1", "Person"),
    ("Kremlin", "2", "Organisation"),
    ("Sergey Lavrov", "1", "Person"),
    ("Denis Manturov", "1", "Person"),
    ("Sergey Shoigu", "1", "Person"),
    ("Marat Khusnullin", "1", "Person"),
    ("White House", "2", "Organisation"),
    ("two-hour", "8", "Quantity"),
];

#[test]
fn a_real_article_is_tagged_kept_downloaded_and_undone() {
    for_each_browser(|person| {
        let article = setup::article();
        let text = fs::read_to_string(&article).expect("the article");
        person.open_page();
        person.choose_files([article.as_path()]);
        person.wait_until("the article is on the screen", || {
            person.document().text == text
        });
        let name = person.document().name;

        for (quote, key, _) in WORK {
            person.tag(quote, key);
        }
        let work = expected(&text);
        check(&work, &person.mentions(), &text);
        person.take_screenshot("real work");

        // In local storage within three seconds, as a document of the project's own JSON.
        let is_kept = || person.has_copy(&name, WORK.len());
        person.wait_within(
            Duration::from_secs(3),
            "the work is in local storage",
            is_kept,
        );
        let stored = person.stored_document(&name).expect("the article");
        assert_eq!(stored.text, text);
        check(&work, &stored.mentions, &text);

        let json: Value =
            serde_json::from_slice(&fs::read(person.download()).expect("the download"))
                .expect("JSON");
        let downloaded = document_in(&json, &name).expect("the article");
        assert_eq!(downloaded.text, text);
        check(&work, &downloaded.mentions, &text);

        person.wait_until_saved();
        person.reload();
        assert_eq!(person.document().name, name);
        check(&work, &person.mentions(), &text);
        check_drawn(person);

        person.focus_article();
        for n_left in (0..WORK.len()).rev() {
            person.press("Ctrl+Z");
            person.wait_until(&format!("{n_left} mentions are left"), || {
                person.mentions().len() == n_left
            });
        }
        assert_eq!(person.runs(), []);
        person.press_times(WORK.len(), "Ctrl+Shift+Z");
        person.wait_until("all are back", || person.mentions().len() == WORK.len());
        check(&work, &person.mentions(), &text);
    });
}

/// Returns what is to be tagged, with offsets found in the text the plain way.
fn expected(text: &str) -> Vec<(usize, usize, String, String)> {
    let find = |(quote, _, label): (&str, &str, &str)| {
        let byte = text
            .find(quote)
            .unwrap_or_else(|| panic!("the article has no {quote:?}"));
        let start = text[..byte].chars().count();
        (
            start,
            start + quote.chars().count(),
            label.to_owned(),
            quote.to_owned(),
        )
    };
    let mut work: Vec<_> = WORK.into_iter().map(find).collect();
    work.sort();
    work
}

#[track_caller]
fn check(work: &[(usize, usize, String, String)], mentions: &[Mention], text: &str) {
    mentions.iter().for_each(|it| it.check(text));
    let mut found: Vec<_> = mentions
        .iter()
        .map(|it| (it.start, it.end, it.label.clone(), it.quote.clone()))
        .collect();
    found.sort();
    assert_eq!(found, work);
}

/// Fails unless each mention can be seen: the runs that it covers are its quote.
#[track_caller]
fn check_drawn(person: &Person) {
    let runs = person.runs();
    for mention in person.mentions() {
        let parts = runs.iter().filter(|it| it.mentions.contains(&mention.id));
        let drawn: String = parts.map(|it| it.text.as_str()).collect();
        assert_eq!(drawn, mention.quote);
    }
}
