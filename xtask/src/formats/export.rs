//! Lays out what the page exported as the checks look for it.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use glossator_core::formats::FORMATS;

/// What the checks call the files of a format, by their endings. They know no others.
const NAMES: [(&str, &[(&str, &str)]); 22] = [
    ("glossator-project", &[(".json", "native.json")]),
    ("w3c", &[(".jsonld", "w3c.jsonld")]),
    (
        "brat",
        &[
            (".txt", "brat/document.txt"),
            (".ann", "brat/document.ann"),
            (".conf", "brat/annotation.conf"),
        ],
    ),
    ("conll2003", &[("", "conll2003.conll")]),
    ("iob2", &[("", "iob2.tsv")]),
    ("iobes", &[("", "iobes.tsv")]),
    ("spacy", &[("", "spacy-doc.json")]),
    ("spacy-train", &[("", "spacy-train.json")]),
    ("prodigy", &[("", "prodigy.jsonl")]),
    ("doccano", &[("", "doccano.jsonl")]),
    ("doccano-relations", &[("", "doccano-relations.jsonl")]),
    (
        "label-studio",
        &[(".json", "label-studio.json"), (".xml", "label-studio.xml")],
    ),
    ("huggingface", &[("", "hf.jsonl")]),
    (
        "uima",
        &[(".xmi", "uima.xmi"), ("TypeSystem.xml", "TypeSystem.xml")],
    ),
    ("gate", &[("", "gate.bdocjs")]),
    ("csv", &[("", "spans.csv")]),
    ("tsv", &[("", "spans.tsv")]),
    ("tei", &[("", "tei.xml")]),
    ("inline-xml", &[("", "inline.xml")]),
    ("inline-html", &[("", "inline.html")]),
    ("pubannotation", &[("", "pubannotation.json")]),
    ("opennlp", &[("", "opennlp.txt")]),
];

/// Writes a document and what is marked in it into `folder`, from where the page takes them.
pub(super) fn prepare(folder: &Path, text: &str, expected: &str) -> Result<()> {
    fs::create_dir_all(folder)?;
    fs::write(folder.join("document.txt"), text)?;
    Ok(fs::write(folder.join("expected.json"), expected)?)
}

/// Copies what the page has exported of a document; fails where it lacks a format that is written.
pub(super) fn lay_out(folder: &Path) -> Result<()> {
    for format in FORMATS.iter().filter(|it| it.is_written()) {
        let exported = folder.join("page").join(format.name);
        let files = fs::read_dir(&exported);
        let files = files.with_context(|| format!("there is no {}", exported.display()))?;
        let mut n_files = 0;
        for file in files {
            let (path, name) = file.map(|it| (it.path(), it.file_name()))?;
            n_files += 1;
            let Some((_, names)) = NAMES.iter().find(|it| it.0 == format.name) else {
                continue;
            };
            let name = name.to_string_lossy();
            let place = names.iter().find(|(ending, _)| name.ends_with(ending));
            let (_, place) = place.with_context(|| format!("{name} has no place"))?;
            let place = folder.join(place);
            fs::create_dir_all(place.parent().unwrap_or(folder))?;
            fs::copy(path, place)?;
        }
        ensure!(n_files > 0, "{} is empty", exported.display());
    }
    Ok(())
}
