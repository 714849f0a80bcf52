//! What the page exports, byte for byte: the program that a browser runs is compiled for size and by another back end
//! than the tests of the core.

use std::fs;
use std::path::Path;

use glossator_core::formats::{self, FORMATS, Format, Options, Portions};
use serde::Deserialize;
use serde_json::Value;

use crate::harness::{Person, for_each_browser, for_each_engine, setup};

/// What `exportAs` tells.
#[derive(Deserialize)]
struct Exported {
    files: Vec<File>,
    losses: Vec<Loss>,
}

/// A file of an export.
#[derive(Debug, Deserialize, PartialEq)]
struct File {
    name: String,
    mime: String,
    text: String,
}

/// A loss as a script is told it.
#[derive(Debug, Deserialize, PartialEq)]
struct Loss {
    kind: String,
    count: usize,
    message: String,
}

fn export(person: &Person, format: &Format) -> Exported {
    let name = Value::from(format.name);
    let exported = person.run("return glossator.exportAs(arguments[0])", &[name]);
    serde_json::from_value(exported).expect("files and losses")
}

/// Exports what is open in every format, and compares each file and each loss with what the core makes of the project
/// that the page holds.
#[track_caller]
fn export_all(person: &Person) -> Vec<(&'static Format, Exported)> {
    let written = FORMATS.iter().filter(|it| it.is_written());
    let exported: Vec<_> = written.map(|it| (it, export(person, it))).collect();
    let own = exported[0].1.files[0].text.clone();
    let project = formats::open("project.json", own)
        .expect("a project")
        .project;
    for (format, by_page) in &exported {
        let by_core = formats::export(&project, format, &Options::default());
        let files = by_core.files.into_iter().map(|it| File {
            name: it.name,
            mime: it.mime.to_owned(),
            text: String::from_utf8(it.bytes).expect("a text"),
        });
        let losses = by_core.losses.into_iter().map(|it| Loss {
            kind: it.kind.to_string(),
            count: it.count,
            message: it.message,
        });
        // Without their content, which may be long.
        let name = format.name;
        assert!(by_page.files == Vec::from_iter(files), "{name} differs");
        assert_eq!(by_page.losses, Vec::from_iter(losses), "{name}");
    }
    exported
}

#[test]
fn the_page_writes_what_the_core_writes() {
    for_each_engine(|person| {
        person.open_page();
        let path =
            setup::repository().join("tests/outputs/glossator-project/glossator-project.json");
        let json = fs::read_to_string(path).expect("the sample of the core");
        let open = "return glossator.importFiles([{ name: 'a.json', text: arguments[0] }])";
        let opened = person.run(open, &[json.into()]);
        assert_eq!(opened["documents"].as_array().map(Vec::len), Some(3));
        export_all(person);
    });
}

#[test]
fn a_long_project_is_written_in_portions_and_downloaded_as_the_core_writes_it() {
    for_each_browser(|person| {
        person.open_page();
        let text = "Ada Lovelace met Charles Babbage in London 🚀.\n".repeat(4_000);
        assert!(text.len() < Portions::LEN && 2 * text.len() > Portions::LEN);
        let script = "const name = arguments[0] + '.txt', text = arguments[1];
            return glossator.open({ name, text }).then(() => glossator.addMentions(
                [[0, 12, 'Person'], [0, 3, 'Given Name'], [text.length - 4010, text.length - 4004, 'A b']]
                    .map(([start, end, label]) => ({ start, end, label }))))";
        for name in ["a", "b", "c"] {
            person.run(script, &[name.into(), text.as_str().into()]);
        }
        let own = export(person, &FORMATS[0]).files.remove(0).text;
        let project = formats::open("project.json", own)
            .expect("a project")
            .project;
        for name in ["brat", "csv", "glossator-project"] {
            let format = Format::by_name(name).expect("a format");
            person.click("button", "Download");
            person.click("menuitem", format.title);
            person.wait_for("dialog", &format!("Download as {}", format.title));
            person.wait_until("all is written", || {
                person.ask("return !document.querySelector('dialog button.main').disabled")
            });
            let path = person.download_by("button", "Download");
            let by_page = fs::read(&path).expect("the download");
            let by_core = formats::export(&project, format, &Options::default()).into_one(name);
            assert!(
                by_page == by_core.bytes,
                "{name} differs: {}",
                path.display()
            );
        }
    });
}

/// `cargo xtask check-formats` sets `GLOSSATOR_EXPORTS`: a folder whose folders have a `document.txt` and an
/// `expected.json` with its mentions. What the page makes of them comes beside them, in `page/FORMAT`.
#[test]
fn what_other_programs_are_to_read_is_written() {
    let Some(folder) = setup::exports() else {
        println!("skipped without GLOSSATOR_EXPORTS");
        return;
    };
    for_each_engine(|person| {
        person.open_page();
        for case in fs::read_dir(&folder).expect("a folder of folders") {
            write_exports(person, &case.expect("a folder").path());
        }
    });
}

fn write_exports(person: &Person, case: &Path) {
    let read = |name| fs::read_to_string(case.join(name)).expect("a document and its mentions");
    let (text, expected) = (read("document.txt"), read("expected.json"));
    let others: Vec<String> = person.ask("return glossator.documents().map((it) => it.name)");
    for other in others {
        person.click("button", &format!("Remove {other}"));
    }
    person.wait_until("they are gone", || {
        person.ask("return glossator.documents().length === 0")
    });
    let expected: Value = serde_json::from_str(&expected).expect("a list");
    let script = "return glossator.open({ name: 'document.txt', text: arguments[0] })
        .then(() => glossator.addMentions(arguments[1]))";
    let ids = person.run(script, &[text.as_str().into(), expected.clone()]);
    let n_ids = ids.as_array().map(Vec::len);
    assert_eq!(n_ids, expected.as_array().map(Vec::len));
    let document = person.document();
    assert!(document.text == text, "{} has changed", case.display());
    assert_eq!(document.mentions.len(), n_ids.unwrap_or_default());
    for (format, exported) in export_all(person) {
        let folder = case.join("page").join(format.name);
        fs::create_dir_all(&folder).expect("a folder for a format");
        for file in exported.files {
            fs::write(folder.join(file.name), file.text).expect("a file of an export");
        }
    }
}
