//! Checks the pages in `docs/formats`: each format that is written has one, and its samples are what is written.
//!
//! `UPDATE_EXPECT=1` writes the samples anew.

use std::collections::BTreeSet;
use std::fs;

use super::{FORMATS, Format, Options, export};
use crate::marked::project;

const PAGES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/formats");

/// What the pages show, and what `cargo xtask check-formats` runs their lines of Python on.
const SAMPLE: &str =
    "[[Ada|Given Name] Lovelace|Person] met [Charles Babbage|Person] in [London|Place].\n";

/// Returns a page with its samples as they are written, and the names of the formats in it.
///
/// A line `` `FORMAT` writes `FILE`: `` stands before each.
fn with_samples(page: &str) -> (String, Vec<String>) {
    let project = project(&[("ada.txt", SAMPLE)]);
    let (mut written, mut names) = (String::new(), Vec::new());
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        written.extend([line, "\n"]);
        let sample = line
            .split_once("` writes `")
            .filter(|_| line.ends_with("`:"));
        let Some((name, file)) = sample else { continue };
        let (name, file) = (name.trim_start_matches('`'), file.trim_end_matches("`:"));
        let format = Format::by_name(name).unwrap_or_else(|| panic!("{name} is no format"));
        let exported = export(&project, format, &Options::default());
        let file = exported.files.iter().find(|it| it.name == file);
        let file = file.unwrap_or_else(|| panic!("{name} writes another file"));
        let content = String::from_utf8(file.bytes.clone()).unwrap();
        let content = content.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        written.extend(["\n```\n", content.trim_end(), "\n```\n"]);
        let mut fences = 0;
        // What stood there goes.
        for line in lines.by_ref() {
            fences += usize::from(line.starts_with("```"));
            if fences == 2 {
                break;
            }
        }
        names.push(name.to_owned());
    }
    (written, names)
}

#[test]
fn each_format_has_a_page_with_what_is_written() {
    let mut shown = BTreeSet::new();
    for entry in fs::read_dir(PAGES).unwrap() {
        let path = entry.unwrap().path();
        let page = fs::read_to_string(&path).unwrap();
        let (written, names) = with_samples(&page);
        if std::env::var_os("UPDATE_EXPECT").is_some() && page != written {
            fs::write(&path, &written).unwrap();
        } else {
            assert_eq!(page, written, "{}", path.display());
        }
        shown.extend(names);
    }
    let overview = fs::read_to_string([PAGES, "/../../README.md"].concat()).unwrap();
    for format in FORMATS {
        let name = format.name;
        assert!(
            overview.contains(&format!("`{name}`")),
            "{name} is not in the table"
        );
        // Predictions differ from annotations in one word.
        let needs_none = !format.is_written() || name == "label-studio-predictions";
        assert!(needs_none || shown.contains(name), "{name} has no page");
    }
}
