//! Work is kept: on reload, when the browser is closed, and in the downloaded file.

use std::fs;

use serde_json::Value;

use super::story;
use crate::harness::{document_in, for_each_browser};

#[test]
fn work_is_there_when_the_browser_is_opened_again() {
    for_each_browser(|person| {
        story::open(person);
        person.tag("Ada Lovelace", "1");
        person.tag("London", "3");
        person.wait_for_quotes(&["Ada Lovelace", "London"]);
        let before = person.project();
        person.wait_until_saved();

        person.restart_browser();
        person.open_page();
        assert_eq!(person.document().name, story::NAME);
        assert_eq!(person.project(), before);

        // So is what can be undone.
        person.click("button", "Undo");
        person.wait_for_quotes(&["Ada Lovelace"]);
    });
}

#[test]
fn the_downloaded_file_opens_in_another_browser() {
    for_each_browser(|person| {
        story::open(person);
        person.tag("Ada Lovelace met Charles", "4");
        person.tag("Charles Babbage", "1");
        person.tag("Zürich", "3");
        person.wait_for_quotes(&["Ada Lovelace met Charles", "Charles Babbage", "Zürich"]);
        let before = person.document();
        let path = person.download();
        let bytes = fs::read(&path).expect("the download");

        let json: Value = serde_json::from_slice(&bytes).expect("the download is JSON");
        assert_eq!(json["format"], "glossator-project");
        assert_eq!(json["version"], 1);
        assert_eq!(json["offset_unit"], "code point");
        assert_eq!(bytes.last(), Some(&b'\n'));
        let downloaded = document_in(&json, story::NAME).expect("the story");
        assert_eq!(downloaded, before);
        downloaded
            .mentions
            .iter()
            .for_each(|it| it.check(&downloaded.text));

        person.change_browser();
        person.open_page();
        person.open_files(&[("work.json", &bytes)]);
        person.wait_until("the work is there", || {
            person.document_named(story::NAME).is_some()
        });
        assert_eq!(person.alerts(), [""; 0]);
        let opened = person.document_named(story::NAME).expect("the story");
        assert_eq!(
            (&opened.text, &opened.mentions),
            (&before.text, &before.mentions)
        );
        let labels = |project: &Value| project["labels"].clone();
        assert_eq!(labels(&person.project()), labels(&json));
    });
}
