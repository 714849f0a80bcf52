//! Files of other programs: opened, and written with a word about what they cannot hold.

use serde_json::json;

use super::story;
use crate::harness::{Person, for_each_browser};

fn names(person: &Person) -> Vec<String> {
    person.ask("return glossator.documents().map((it) => it.name)")
}

#[test]
fn a_format_tells_what_it_loses_before_it_is_downloaded() {
    for_each_browser(|person| {
        story::open(person);
        person.tag("Ada Lovelace", "1");
        person.tag("Ada Lovelace met Charles Babbage", "4");
        person.click("button", "Download");
        person.wait_for("menuitem", "CoNLL-2003");
        person.check_access("the formats");
        person.take_screenshot("formats");
        person.click("menuitem", "CoNLL-2003");
        person.wait_for("dialog", "Download as CoNLL-2003");
        person.check_access("what a format loses");
        person.check_layout("what a format loses");
        person.take_screenshot("losses");
        let lost = "document.querySelector('dialog .losses')";
        let text: String = person.ask(&format!("return {lost}.innerText"));
        assert!(text.contains('1') && text.contains("overlap"), "{text}");

        // From a loss to its mention, and back to the file.
        person.run(&format!("{lost}.querySelector('details').open = true; {lost}.querySelector('details button').click()"), &[]);
        person.wait_until_gone("dialog", "Download as CoNLL-2003");
        person.wait_until("the mention is selected", || {
            person.run(
                "return Boolean(document.querySelector('[data-selected]'))",
                &[],
            ) == true
        });
        person.click("button", "Download");
        person.click("menuitem", "CoNLL-2003");
        person.wait_for("dialog", "Download as CoNLL-2003");
        let file = person.download_by("button", "Download");
        let file = std::fs::read(file).expect("the download");
        assert!(!file.is_empty());
    });
}

#[test]
fn a_file_of_another_program_opens_with_its_mentions_and_comes_back_the_same() {
    for_each_browser(|person| {
        person.open_page();
        let jsonl = "{\"text\": \"Kofi 🚀 Annan slept.\", \"label\": [[0, 12, \"Person\"]]}\n";
        person.open_files(&[("export.jsonl", jsonl.as_bytes())]);
        person.wait_for_quotes(&["Kofi 🚀 Annan"]);
        let exported =
            "return glossator.exportAs('doccano').then((it) => it.files.map((it) => it.text))";
        let exported: Vec<String> = person.ask(exported);
        assert!(
            exported.iter().any(|it| it.contains("[0, 12, \"Person\"]")),
            "{exported:?}"
        );

        // The same by a script, for every format that writes and reads.
        let round = "return (async () => {
            const lost = [];
            for (const { name, imports, exports } of glossator.formats()) {
                if (!imports || !exports) continue;
                const { files } = await glossator.exportAs(name);
                const { refused, documents } = await glossator.importFiles(files);
                if (refused.length > 0 || documents.length === 0) lost.push([name, refused]);
            }
            return JSON.stringify(lost);
        })()";
        assert_eq!(person.run(round, &[]), "[]");
    });
}

/// As other programs pack: compressed, in a folder, with what systems add.
const ARCHIVE: &[u8] = include_bytes!("../../../fuzz/seeds/archive/packed");

#[test]
fn an_archive_opens_as_the_files_in_it() {
    for_each_browser(|person| {
        person.open_page();
        let n_before = names(person).len();
        person.open_files(&[("corpus.zip", ARCHIVE)]);
        person.wait_until("all are open", || names(person).len() == n_before + 3);
        let mut opened = names(person).split_off(n_before);
        opened.sort();
        assert_eq!(opened, ["one.txt", "two-1.txt", "two-2.txt"]);
        let one = person.document_named("one.txt").expect("one.txt");
        assert!(one.text.ends_with("in London 🚀.\n"));
        let quotes: Vec<&str> = one.mentions.iter().map(|it| it.quote.as_str()).collect();
        assert_eq!(quotes, ["Ada Lovelace", "Charles Babbage"]);
        assert_eq!(person.alerts(), [""; 0]);

        // What the page packs, it unpacks.
        let packed = person.download_after(|| {
            person.click("button", "Download");
            person.click("menuitem", "brat (.txt, .ann)");
        });
        let packed = std::fs::read(packed).expect("a zip");
        let sorted = |person: &Person| {
            let mut names = names(person);
            names.sort();
            names
        };
        let before = sorted(person);
        person.change_browser();
        person.open_page();
        person.open_files(&[("brat.zip", &packed)]);
        // The article of the page is there already.
        person.wait_until("all are open", || sorted(person) == before);
        assert_eq!(person.alerts(), [""; 0]);

        // A byte in the middle of the text is another one.
        let mut damaged = ARCHIVE.to_vec();
        let place = damaged.windows(14).position(|it| it == b"corpus/one.txt");
        damaged[place.expect("the text") + 40] ^= 0x55;
        person.open_files(&[("damaged.zip", &damaged)]);
        person.wait_for_alert(&["one.txt", "damaged"]);
        person.click("button", "Dismiss");
        person.open_files(&[("short.zip", &ARCHIVE[..ARCHIVE.len() - 30])]);
        person.wait_for_alert(&["short.zip", "damaged"]);
    });
}

#[test]
fn a_script_opens_an_archive_as_the_files_in_it() {
    for_each_browser(|person| {
        person.open_page();
        let n_before = names(person).len();
        let open = "const of = (name, bytes) => ({ name, bytes: new Uint8Array(bytes) });
            return glossator.importFiles([
                of('corpus.zip', arguments[0]),
                { name: 'beside.txt', text: 'Beside the archive.' },
                of('short.zip', arguments[0].slice(0, -30)),
            ])";
        let imported = person.run(open, &[json!(ARCHIVE)]);
        assert_eq!(imported["documents"].as_array().map(Vec::len), Some(4));
        let refused = &imported["refused"];
        assert_eq!(refused[0]["name"], "short.zip", "{refused}");
        let message = refused[0]["message"].as_str().unwrap_or_default();
        assert!(message.contains("damaged"), "{message}");
        assert_eq!(names(person).len(), n_before + 4);
    });
}

#[test]
fn what_opening_a_file_has_mended_is_listed_and_leads_to_each_mention() {
    for_each_browser(|person| {
        story::open(person);
        let text = "The reply from London came late.\n".repeat(200) + "Kofi Annan slept.";
        // The first stands where the file says, the other five characters on.
        let start = text.chars().count() - "Annan slept.".len();
        let csv = format!(
            "start,end,label,text,document\n4,9,Noun,reply,long.txt\n{},{},Person,Annan,long.txt\n",
            start - 5,
            start
        );
        person.open_files(&[("long.txt", text.as_bytes()), ("a.csv", csv.as_bytes())]);
        let alert = person.wait_for_alert(&["a.csv", "1 mention did not stand where"]);
        assert!(!alert.contains("reply"), "{alert}");
        person.check_access("what was mended");
        person.click("button", "1 mention did not stand where");
        person.wait_for("button", "Annan · Person");
        person.check_layout("what was mended");
        person.take_screenshot("what was mended");
        person.click("button", "Annan · Person");
        person.wait_until("the mention is selected", || {
            let selected = "return document.querySelector('[data-selected]')?.textContent ?? ''";
            person.ask::<String>(selected) == "Annan"
        });
        person.wait_until("it is in sight", || {
            person.ask(
                "const { x, y } = document.querySelector('[data-selected]').getBoundingClientRect();
                return Boolean(document.elementFromPoint(x + 3, y + 3)?.closest('#article'))",
            )
        });
        // The message stays, for the next one.
        assert_eq!(person.alerts().len(), 1);
    });
}

#[test]
fn a_text_that_a_script_opens_stays_a_text() {
    for_each_browser(|person| {
        person.open_page();
        let open =
            "return glossator.open({ name: 'a.jsonl', text: '{\"text\": \"a b\", \"label\": []}' })
            .then(() => glossator.document().text)";
        assert_eq!(person.run(open, &[]), "{\"text\": \"a b\", \"label\": []}");
        assert!(names(person).contains(&"a.jsonl".to_owned()));
    });
}

#[test]
fn a_person_is_asked_what_the_offsets_of_a_file_count_where_nothing_tells() {
    for_each_browser(|person| {
        story::open(person);
        // In characters “Ada” and “t Cha”, in UTF-16 units “ Ad” and “et Ch”: neither is all of words.
        let text = "🚀 Ada met Charles.";
        let jsonl = format!(
            "{{\"text\": \"{text}\", \"label\": [[2, 5, \"Person\"], [8, 13, \"Person\"]]}}\n"
        );
        let ask = |person: &Person| {
            person.open_files(&[("export.jsonl", jsonl.as_bytes())]);
            person.wait_for("dialog", "What do the offsets count?");
        };
        ask(person);
        person.check_access("what offsets count");
        person.check_layout("what offsets count");
        person.take_screenshot("what offsets count");
        let shown: String = person.ask("return document.querySelector('dialog').innerText");
        assert!(shown.contains("export.jsonl"), "{shown}");
        let marked: Vec<String> = person
            .ask("return [...document.querySelectorAll('dialog b')].map((it) => it.innerText)");
        assert_eq!(marked, ["Ada", "t Cha", " Ad", "et Ch"].map(str::to_owned));
        // Who does not know opens nothing.
        person.press("Esc");
        person.wait_until_gone("dialog", "What do the offsets count?");
        assert_eq!(names(person).len(), 2);
        assert!(has_focus_in_page(person));
        ask(person);
        person.click("button", "Open with UTF-16 units");
        person.wait_until("it is open", || names(person).len() == 3);
        person.wait_for_quotes(&[" Ad", "et Ch"]);
        assert_eq!(person.alerts(), [""; 0]);
        // Of two files one is asked about after the other.
        let (one, two) = (jsonl.replace("Ada", "Ben"), jsonl.replace("Ada", "Kim"));
        person.open_files(&[("one.jsonl", one.as_bytes()), ("two.jsonl", two.as_bytes())]);
        for name in ["one.jsonl", "two.jsonl"] {
            person.wait_until("it is asked about", || {
                let shown = person.ask::<Option<String>>(
                    "return document.querySelector('dialog[open]')?.innerText",
                );
                shown.is_some_and(|it| it.contains(name))
            });
            person.click("button", "Open with characters");
        }
        person.wait_until("both are open", || names(person).len() == 5);
        person.wait_for_quotes(&["Kim", "t Cha"]);
        // A script cannot be asked: it is told.
        let losses: Vec<String> = person.ask(&format!(
            "return glossator.importFiles([{{ name: 'other.jsonl', text: {} }}]).then((it) => it.losses.map((it) => it.kind))",
            serde_json::Value::from(jsonl.replace("Ada", "Eve"))
        ));
        assert_eq!(losses, ["unit-ambiguous"]);
    });
}

fn has_focus_in_page(person: &Person) -> bool {
    person.ask("return document.hasFocus() && !document.querySelector('dialog')")
}
