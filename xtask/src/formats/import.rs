//! Opens files that other programs wrote, and compares what comes of them with what is expected.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use glossator_core::formats::open_all;
use serde_json::Value;

/// Start, end and label.
type Mention = (usize, usize, String);

/// What is no file of annotations of its own, or is read by other programs alone.
const OTHERS: [&str; 6] = [
    "document.txt",
    "expected.json",
    "annotation.conf",
    "label-studio.xml",
    "TypeSystem.xml",
    "spacy.spacy",
];

/// Opens each file of a folder, tells what came of it, and fails if one of them did.
pub(super) fn check(folder: &Path) -> Result<()> {
    let expected = fs::read(folder.join("expected.json"))?;
    let expected: Vec<Value> = serde_json::from_slice(&expected)?;
    let expected: Option<Vec<Mention>> = expected.iter().map(mention).collect();
    let expected = expected.context("expected.json has another shape")?;
    let mut failed = 0;
    for subfolder in [folder.to_owned(), folder.join("brat")] {
        // Not each folder has files for both.
        let Ok(entries) = fs::read_dir(&subfolder) else {
            continue;
        };
        let mut paths: Vec<_> = entries
            .map(|it| it.map(|it| it.path()))
            .collect::<Result<_, _>>()?;
        paths.sort();
        for path in paths {
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            if path.is_dir() || OTHERS.contains(&name.as_str()) {
                continue;
            }
            match open(&path, &name, &expected) {
                Ok(n) => println!("passed  opened {name}: {n} mentions"),
                Err(error) => {
                    failed += 1;
                    println!("failed  opened {name}: {error:#}");
                }
            }
        }
    }
    ensure!(
        failed == 0,
        "{failed} files were not opened as they should be"
    );
    Ok(())
}

fn mention(item: &Value) -> Option<Mention> {
    let offset = |name: &str| item[name].as_u64()?.try_into().ok();
    Some((
        offset("start")?,
        offset("end")?,
        safe(item["label"].as_str()?),
    ))
}

/// Some formats have no blanks in labels.
fn safe(label: &str) -> String {
    label.replace(char::is_whitespace, "_")
}

/// Opens a file beside its text, and returns how many mentions it has: all, or all that are left where none overlap.
fn open(path: &Path, name: &str, expected: &[Mention]) -> Result<usize> {
    let text = fs::read_to_string(path.with_file_name("document.txt"))?;
    let files = [
        (name.to_owned(), fs::read_to_string(path)?),
        ("document.txt".to_owned(), text.clone()),
    ];
    let outcome = open_all(&files, &[]).into_iter().find(|it| it.0 == 0);
    let opened = outcome.context("it was taken for part of the text")?.1?;
    let [document] = opened.project.documents.as_slice() else {
        bail!("it has {} documents", opened.project.documents.len());
    };
    ensure!(document.text().as_str() == text, "its text is another");
    let label = |it| opened.project.labels.get(it).map(|it| safe(&it.name));
    let mentions = document.mentions().iter();
    let found: BTreeSet<Mention> = mentions
        .map(|it| {
            let outer = it.spans.outer();
            (
                outer.start(),
                outer.end(),
                label(it.label).unwrap_or_default(),
            )
        })
        .collect();
    let all = BTreeSet::from_iter(expected.iter().cloned());
    let unexpected: Vec<_> = found.difference(&all).collect();
    ensure!(
        unexpected.is_empty(),
        "it has {unexpected:?}, which is not expected"
    );
    let n_flat = n_flat(expected);
    let n = found.len();
    ensure!(
        n == all.len() || n == n_flat,
        "{n} mentions, but {} or {n_flat} are expected",
        all.len()
    );
    Ok(n)
}

/// Counts the mentions that are left where none overlap, the longest first.
fn n_flat(mentions: &[Mention]) -> usize {
    let mut mentions: Vec<&Mention> = mentions.iter().collect();
    mentions.sort_by_key(|it| (std::cmp::Reverse(it.1 - it.0), it.0));
    let mut kept: Vec<&Mention> = Vec::new();
    for it in mentions {
        if kept.iter().all(|other| it.1 <= other.0 || other.1 <= it.0) {
            kept.push(it);
        }
    }
    kept.len()
}
