//! Opens each file of `tests/inputs`, and compares what comes of it with the file `.expected` beside it.
//!
//! `UPDATE_EXPECT=1` writes those files anew.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use expect_test::expect_file;

use super::{Opened, decode, open};
use crate::marked::{assert_same, print};
use crate::model::Document;
use crate::segment::{Unit, snap};
use crate::span::Span;

/// The folder of the inputs.
const INPUTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/inputs");

/// Returns the files below a folder, in order, but for hidden ones.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let mut paths: Vec<_> = entries.map(|it| it.unwrap().path()).collect();
    paths.sort();
    let is_hidden = |it: &PathBuf| it.file_name().unwrap().to_string_lossy().starts_with('.');
    paths.retain(|it| !is_hidden(it));
    let below = |it: PathBuf| if it.is_dir() { files(&it) } else { vec![it] };
    paths.into_iter().flat_map(below).collect()
}

fn is_expectation(path: &Path) -> bool {
    path.extension().is_some_and(|it| it == "expected")
}

/// Opens a file as the app does, and tells what came of it.
fn outcome(name: &str, bytes: &[u8]) -> String {
    let text = match decode::decode(bytes) {
        Ok(text) => text,
        Err(error) => return format!("refused: {error}\n"),
    };
    let Opened {
        project, losses, ..
    } = match open(name, text) {
        Ok(opened) => opened,
        Err(error) => return format!("refused: {error}\n"),
    };
    let (again, mended) = super::own::read(&super::own::write(&project)).unwrap();
    assert_same(&again, &project);
    assert_eq!(mended, [], "what was mended stays so");
    let mut outcome = String::new();
    for label in project.labels.iter() {
        let key = label.key.map_or("-".to_owned(), |it| it.to_string());
        writeln!(
            outcome,
            "label {key} {} {}",
            label.color,
            visible(&label.name)
        )
        .unwrap();
    }
    for (field, value) in project.extra.iter() {
        writeln!(outcome, "field {field}: {value}").unwrap();
    }
    for document in &project.documents {
        outcome += &draw(document, &print(document, &project.labels, None));
    }
    for loss in losses {
        writeln!(outcome, "{}: {}", loss.kind, loss.message).unwrap();
    }
    outcome
}

/// Draws a document: its lengths, its marked text, its blocks cut into the units that a selection snaps to.
fn draw(document: &Document, marked: &str) -> String {
    let text = document.text();
    let mut drawn = format!(
        "document {} {:?}: {} code points, {} UTF-16 units\n",
        document.id,
        document.name,
        text.n_code_points(),
        text.n_utf16()
    );
    for (field, value) in document.extra.iter() {
        writeln!(drawn, "field {field}: {value}").unwrap();
    }
    writeln!(drawn, "text {}", visible(marked)).unwrap();
    for mention in document.mentions().iter() {
        let quote = document.quote(&mention.spans);
        write!(drawn, "mention {} {quote:?}", mention.id).unwrap();
        for (field, value) in mention.extra.iter() {
            write!(drawn, " {field}: {value}").unwrap();
        }
        drawn.push('\n');
    }
    for block in document.blocks().iter() {
        let units: Vec<_> = units(document, block.span)
            .into_iter()
            .filter_map(|it| text.get(it))
            .map(visible)
            .collect();
        let (start, end) = (block.span.start(), block.span.end());
        writeln!(drawn, "{:?} {start}..{end} {}", block.kind, units.join("|")).unwrap();
    }
    drawn
}

/// Returns the units that a selection of each single character of a block snaps to.
fn units(document: &Document, block: Span) -> Vec<Span> {
    let characters = (block.start()..block.end()).filter_map(|it| Span::new(it, it + 1));
    let mut units: Vec<Span> = characters
        .filter_map(|it| snap(document.text(), document.blocks(), it, Unit::Word))
        .collect();
    units.dedup();
    units
}

/// Writes a text in one line, with what cannot be seen as escapes; marks and joiners stay in their graphemes.
fn visible(text: &str) -> String {
    let is_invisible = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    let mut visible = String::new();
    for c in text.chars() {
        if is_invisible(c) {
            visible.extend(c.escape_default());
        } else {
            visible.push(c);
        }
    }
    visible
}

#[test]
fn each_input_comes_to_what_is_expected() {
    let inputs = files(Path::new(INPUTS));
    let inputs: Vec<_> = inputs.iter().filter(|it| !is_expectation(it)).collect();
    assert!(inputs.len() > 40, "the folder of the inputs is found");
    for input in inputs {
        let name = input.file_name().unwrap().to_string_lossy();
        let outcome = outcome(&name, &fs::read(input).unwrap());
        expect_file![format!("{}.expected", input.display())].assert_eq(&outcome);
    }
}

#[test]
fn each_expectation_has_an_input() {
    for path in files(Path::new(INPUTS)) {
        if is_expectation(&path) {
            assert!(path.with_extension("").exists(), "{}", path.display());
        }
    }
}
