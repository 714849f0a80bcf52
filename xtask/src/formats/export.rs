//! Writes a document in every format, under the names by which the checks look for them.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use glossator_core::formats::{self, FORMATS, Options};
use serde_json::{Value, json};

/// What the checks call the files of a format, by their endings. Formats that they do not know are not here.
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

/// Writes a document, what is expected of it, and what each format makes of them into `folder`.
pub(super) fn write(folder: &Path, text: &str, expected: &str) -> Result<()> {
    fs::create_dir_all(folder)?;
    fs::write(folder.join("document.txt"), text)?;
    fs::write(folder.join("expected.json"), expected)?;
    let expected: Vec<Value> = serde_json::from_str(expected)?;
    let n_expected = expected.len();
    let mentions = expected.into_iter().map(|mut it| {
        // The checks say `text` where a project says `quote`.
        it["quote"] = it["text"].take();
        it
    });
    let project = json!({
        "format": "glossator-project",
        "version": 1,
        "documents": [{ "name": "document.txt", "text": text, "mentions": Value::from_iter(mentions) }],
    });
    let opened = formats::open("project.json", project.to_string())?;
    let n_mentions = opened.project.n_mentions();
    ensure!(
        n_mentions == n_expected,
        "{n_mentions} of {n_expected} mentions were opened"
    );
    for format in FORMATS.iter().filter(|it| it.is_written()) {
        let Some((_, names)) = NAMES.iter().find(|(name, _)| *name == format.name) else {
            continue;
        };
        for file in formats::export(&opened.project, format, &Options::default()).files {
            let name = names.iter().find(|(ending, _)| file.name.ends_with(ending));
            let (_, name) = name.with_context(|| format!("{} has no place", file.name))?;
            let path = folder.join(name);
            fs::create_dir_all(path.parent().unwrap_or(folder))?;
            fs::write(path, file.bytes)?;
        }
    }
    Ok(())
}
