//! Files of every format as they are written, broken off, in other encodings and with other ends of lines.

use std::fs;
use std::path::PathBuf;

use glossator_core::formats::{FORMATS, Opened, decode, open_all};

use crate::cases::{Place, open, places};

/// A file's name and text.
type File = (String, String);

/// Reads the files of a folder of `tests/outputs`.
fn output(format: &str) -> Vec<File> {
    let outputs = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/outputs");
    let folder = fs::read_dir(PathBuf::from(outputs).join(format)).expect("a folder");
    let paths = folder.map(|it| it.expect("a file").path());
    let files = paths.filter(|it| !it.ends_with("outcome.txt")).map(|path| {
        let name = path.file_name().expect("a name").to_string_lossy();
        let text = fs::read_to_string(&path).expect("a text");
        (
            name.into_owned(),
            text.trim_start_matches('\u{feff}').to_owned(),
        )
    });
    let mut files: Vec<File> = files.collect();
    files.sort();
    files
}

/// Returns the files of every format, and the texts that some of them belong to.
fn written() -> impl Iterator<Item = (&'static str, Vec<File>)> {
    let texts: Vec<File> = output("brat")
        .into_iter()
        .filter(|it| it.0.ends_with(".txt"))
        .collect();
    let formats = FORMATS.iter().filter(|it| it.is_written() && it.is_read());
    formats.map(move |format| {
        let mut files = output(format.name);
        if format.name != "brat" {
            files.extend(texts.iter().cloned());
        }
        (format.name, files)
    })
}

/// Opens files as bytes; returns the quotes and labels of all mentions, without what stands at the ends of lines.
fn quotes(files: &[(String, Vec<u8>)]) -> Result<Vec<(String, String)>, String> {
    let mut texts = Vec::new();
    for (name, bytes) in files {
        let text = decode::decode(bytes).map_err(|error| error.to_string())?;
        texts.push((name.clone(), text));
    }
    let mut quotes = Vec::new();
    for (_, opened) in open_all(&texts, &[]) {
        let opened = opened.map_err(|error| error.to_string())?;
        for document in &opened.project.documents {
            for mention in document.mentions().iter() {
                let label = opened.project.labels.get(mention.label);
                let label = label.expect("it is of the set").name.to_string();
                quotes.push((document.quote(&mention.spans).replace('\r', ""), label));
            }
        }
    }
    Ok(quotes)
}

#[test]
fn marks_encodings_and_line_ends_move_nothing_in_any_format() {
    let encode = |text: &str, to_bytes: fn(u16) -> [u8; 2]| {
        let text = ["\u{feff}", text].concat();
        text.encode_utf16().flat_map(to_bytes).collect::<Vec<u8>>()
    };
    let texts: Vec<String> = output("brat").into_iter().map(|it| it.0).collect();
    for (format, files) in written() {
        let changed = |change: &dyn Fn(&str, &str) -> Vec<u8>| {
            let files = files
                .iter()
                .map(|(name, text)| (name.clone(), change(name, text)));
            quotes(&Vec::from_iter(files))
        };
        let expected = changed(&|_, it| it.into());
        assert!(
            expected.as_ref().is_ok_and(|it| it.len() > 5),
            "{format}: {expected:?}"
        );
        let check = |what: &str, change: &dyn Fn(&str, &str) -> Vec<u8>| {
            assert_eq!(changed(change), expected, "{format} {what}");
        };
        check("with a mark", &|_, it| ["\u{feff}", it].concat().into());
        check("in UTF-16LE", &|_, it| encode(it, u16::to_le_bytes));
        check("in UTF-16BE", &|_, it| encode(it, u16::to_be_bytes));
        check("with CRLF", &|name, it| {
            // Of a text that stands apart each line end is a character.
            let is_apart = name.ends_with(".txt") && texts.iter().any(|it| it == name);
            if is_apart {
                it.into()
            } else {
                it.replace("\r\n", "\n").replace('\n', "\r\n").into()
            }
        });
    }
}

/// Returns the places of mentions; without the notes at the end of its file, brat's names have no blanks.
fn named_alike(places: impl IntoIterator<Item = Place>) -> Vec<Place> {
    let alike = |(start, end, label): Place| (start, end, label.replace('_', " "));
    places.into_iter().map(alike).collect()
}

/// Returns the places of all mentions but the last of each document, where nothing is told of them.
fn places_but_last(opened: &Opened) -> Vec<Place> {
    let mut all = Vec::new();
    let documents = opened.project.documents.iter();
    for document in documents.filter(|_| opened.losses.is_empty()) {
        let mut places = places(document, opened);
        places.pop();
        all.extend(named_alike(places));
    }
    all
}

#[test]
fn of_a_file_that_breaks_off_nothing_but_the_last_mention_differs_in_any_format() {
    for (format, files) in written() {
        let apart = files
            .iter()
            .enumerate()
            .filter(|it| !it.1.0.ends_with(".txt"));
        for (position, (name, text)) in apart {
            let opened = |files: &[File]| {
                let outcomes = open_all(files, &[]).into_iter();
                let mut of_file = outcomes.filter(|it| it.0 == position);
                of_file.next().and_then(|it| it.1.ok())
            };
            let Some(whole) = opened(&files) else {
                continue;
            };
            let documents = whole.project.documents.iter();
            let known = named_alike(documents.flat_map(|it| places(it, &whole)));
            let ends = text.char_indices().map(|it| it.0);
            for end in ends.step_by(1 + text.len() / 400) {
                let mut files = files.clone();
                text[..end].clone_into(&mut files[position].1);
                let places = opened(&files)
                    .map(|it| places_but_last(&it))
                    .unwrap_or_default();
                let is_known = |it: &Place| known.contains(it);
                assert!(
                    places.iter().all(is_known),
                    "{format}: {name} at {end}: {places:?}"
                );
            }
        }
    }
}

#[test]
fn an_empty_file_is_an_empty_text_or_refused_in_every_format() {
    for format in FORMATS.iter().filter(|it| it.is_read()) {
        for content in ["", "\n", " \r\n\t"] {
            let opened = open(&format!("empty.{}", format.extension), content);
            let n_mentions = opened.map_or(0, |it| it.project.n_mentions());
            assert_eq!(n_mentions, 0, "{format:?}");
        }
    }
}
