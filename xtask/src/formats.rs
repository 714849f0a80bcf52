//! `cargo xtask check-formats`: what the page exports, read by the programs that it is for.
//!
//! The exports are made by the release build in Chromium, through its script interface.
//! The checks are those of the folder `../shared/checks/formats`, or of the one that `GLOSSATOR_CHECKS` names.
//! What they need is installed under `target/formats`, where they find the exports as well.

use std::path::PathBuf;
use std::{env, fs};

use anyhow::{Context, Result};

use crate::checkout::{Checkout, copy};
use crate::{setup, test};

mod export;
mod import;
mod many;
mod odd;
mod pages;

/// Makes spaCy's binary form of its JSON, as `docs/formats/spacy.md` says.
const DOC_BIN: &str = r#"
import json, spacy
from spacy.tokens import Doc, DocBin
nlp = spacy.blank("xx")
docs = [Doc(nlp.vocab).from_json(it, validate=True) for it in json.load(open("spacy-doc.json", encoding="utf-8"))]
DocBin(docs=docs).to_disk("spacy.spacy")
"#;

/// Has the page export the checks' documents and two of our own, lets the checks' programs read them, opens what those
/// programs wrote, and runs the Python of the pages on formats.
pub(crate) fn run(checkout: &Checkout) -> Result<()> {
    let source = env::var_os("GLOSSATOR_CHECKS").map_or_else(
        || checkout.root().join("../shared/checks/formats"),
        PathBuf::from,
    );
    if !source.join("run_checks.py").exists() {
        println!("skipped: there are no checks in {}", source.display());
        return Ok(());
    }
    // A copy, since they keep what they need beside them and make documents there.
    let checks = checkout.root().join("target/formats/checks");
    copy(&source, &checks)?;
    let python = setup::for_format_checks(checkout, &checks)?;
    let in_checks = |program: &str| {
        let command = checkout.shell().cmd(&python).arg(checks.join(program));
        command.env("PYTHONDONTWRITEBYTECODE", "1")
    };
    in_checks("make_reference.py").run()?;

    let exports = checkout.root().join("target/formats/exports");
    checkout.shell().remove_path(&exports)?;
    let mut folders = Vec::new();
    for sample in fs::read_dir(checks.join("samples"))? {
        let sample = sample?.path();
        let read = |name| fs::read_to_string(sample.join(name));
        let name = sample.file_name().context("a sample has no name")?;
        let folder = exports.join(name);
        export::prepare(&folder, &read("document.txt")?, &read("expected.json")?)?;
        folders.push(folder);
    }
    for (name, (text, expected)) in [("many", many::document()), ("odd", odd::document())] {
        let folder = exports.join(name);
        export::prepare(&folder, &text, &expected)?;
        folders.push(folder);
    }
    folders.sort();
    test::export(checkout, &exports)?;
    for folder in &folders {
        export::lay_out(folder)?;
        let _in_folder = checkout.shell().push_dir(folder);
        checkout.shell().cmd(&python).args(["-c", DOC_BIN]).run()?;
    }
    in_checks("run_checks.py").args(folders).run()?;
    import::check(&checks.join("samples/lf"))?;
    pages::run(checkout, &python)
}
