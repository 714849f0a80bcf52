//! Writes one project in every format, and compares each file with the one in `tests/outputs/FORMAT`; reads the files
//! again, and compares what comes of them and what was lost with `outcome.txt` beside them.
//!
//! `UPDATE_EXPECT=1` writes all of them anew.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use expect_test::expect_file;

use super::{Exported, FORMATS, Loss, Options, export, open_all};
use crate::marked::{print_project, project};
use crate::model::Project;

/// The folder of the outputs.
const OUTPUTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/outputs");

/// Nested, crossing, discontinuous and adjacent mentions, twins, emoji, and scripts of both directions.
fn sample() -> Project {
    project(&[
        (
            "letter.txt",
            "[Zoe\u{308} O’Hara|Person] met [Dr. 𠮷田|Person] at [[CERN|Organisation]/Geneva|Place].\n\
             [👩🏽‍🔬|Role·役][👨‍👩‍👧‍👦|Role·役] from [🇫🇷|Place] said: “שלום, [ירושלים|Place]”.\n\n\
             The [1:University of [2:Chicago Press|Organisation:1] Office|Organisation:2] paid [$5|Sum][bn|Unit] \
             for <b>[AT&T|Organisation]</b> \"R&D\", \\]\\]> and [=1+2|Sum].\n\
             [3:Left|Body part:3] and [3:right arm|Body part:3] in [[Paris|Given Name]|Place], [Quai d’Orsay\nParis|Place].",
        ),
        (
            "second.txt",
            "มา[กรุงเทพ|Place]ครับ. [한국|Place] [قاهرة|Place]!\n",
        ),
        ("none.txt", "Nobody is named here.\n"),
    ])
}

/// Reads the files of an export again, beside the documents that they were made of.
fn outcome(project: &Project, exported: &Exported) -> String {
    let text = |it: &Vec<u8>| String::from_utf8(it.clone()).unwrap();
    let files = exported
        .files
        .iter()
        .map(|it| (it.name.clone(), text(&it.bytes)));
    let files: Vec<(String, String)> = files
        .map(|(name, text)| (name, text.trim_start_matches('\u{feff}').to_owned()))
        .collect();
    let mut outcome = String::new();
    let tell = |outcome: &mut String, losses: &[Loss]| {
        for loss in losses {
            writeln!(outcome, "{}: {}", loss.kind, loss.message).unwrap();
            for (document, mention) in &loss.mentions {
                let document = project.document(document).unwrap();
                let spans = &document.mentions().get(mention).unwrap().spans;
                writeln!(outcome, "  {mention} {:?}", document.quote(spans)).unwrap();
            }
        }
    };
    tell(&mut outcome, &exported.losses);
    for (file, opened) in open_all(&files, &project.documents) {
        let opened = opened.unwrap_or_else(|error| panic!("{}: {error}", files[file].0));
        writeln!(outcome, "\n{}", files[file].0).unwrap();
        writeln!(outcome, "{}", print_project(&opened.project)).unwrap();
        tell(&mut outcome, &opened.losses);
    }
    outcome
}

#[test]
fn each_format_is_written_and_read_as_before() {
    let project = sample();
    for format in FORMATS.iter().filter(|it| it.is_written()) {
        let exported = export(&project, format, &Options::default());
        let folder = Path::new(OUTPUTS).join(format.name);
        for file in &exported.files {
            let path = folder.join(&file.name);
            if std::env::var_os("UPDATE_EXPECT").is_some() {
                fs::create_dir_all(&folder).unwrap();
                fs::write(&path, &file.bytes).unwrap();
            }
            let golden = fs::read(&path).unwrap_or_default();
            let (golden, bytes) = (
                String::from_utf8_lossy(&golden),
                String::from_utf8_lossy(&file.bytes),
            );
            assert_eq!(bytes, golden, "{}", path.display());
        }
        let outcome_file = folder.join("outcome.txt");
        expect_file![outcome_file].assert_eq(&outcome(&project, &exported));
    }
}

#[test]
fn each_output_is_of_a_format_that_is_written() {
    for entry in fs::read_dir(OUTPUTS).unwrap() {
        let name = entry.unwrap().file_name();
        let name = name.to_string_lossy();
        assert!(
            FORMATS.iter().any(|it| it.name == name),
            "{name} is no format"
        );
    }
}
