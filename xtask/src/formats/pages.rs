//! Runs the lines of Python in `docs/formats` on what their formats write.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use glossator_core::formats::{self, Format, Options};

use crate::checkout::Checkout;

/// What the pages show.
const SAMPLE: &str = r#"{
    "format": "glossator-project",
    "version": 1,
    "documents": [{
        "name": "ada.txt",
        "text": "Ada Lovelace met Charles Babbage in London.\n",
        "mentions": [
            { "start": 0, "end": 12, "label": "Person", "quote": "Ada Lovelace" },
            { "start": 0, "end": 3, "label": "Given Name", "quote": "Ada" },
            { "start": 17, "end": 32, "label": "Person", "quote": "Charles Babbage" },
            { "start": 36, "end": 42, "label": "Place", "quote": "London" }
        ]
    }]
}"#;

/// Runs each block of Python in a folder with the files that its format writes; it must end well and print something.
pub(super) fn run(checkout: &Checkout, python: &Path) -> Result<()> {
    let project = formats::open("sample.json", SAMPLE.to_owned())?.project;
    for entry in fs::read_dir(checkout.root().join("docs/formats"))? {
        let page = fs::read_to_string(entry?.path())?;
        for (name, code) in blocks(&page) {
            let format = Format::by_name(name).with_context(|| format!("{name} is no format"))?;
            let folder = checkout.root().join("target/formats/pages").join(name);
            fs::create_dir_all(&folder)?;
            for file in formats::export(&project, format, &Options::default()).files {
                fs::write(folder.join(file.name), file.bytes)?;
            }
            let command = checkout.shell().cmd(python).args(["-c", code]);
            let command = command
                .env("HF_HUB_OFFLINE", "1")
                .env("HF_DATASETS_DISABLE_PROGRESS_BARS", "1");
            let _in_folder = checkout.shell().push_dir(&folder);
            let printed = command.quiet().ignore_stderr().read();
            let printed = printed.with_context(|| format!("the Python for {name} fails"))?;
            ensure!(
                printed.contains("Babbage") || name == "csv",
                "the Python for {name} prints {printed:?}"
            );
            println!("passed  the Python for {name}");
        }
    }
    Ok(())
}

/// Returns the blocks of Python of a page, each with the format whose name stands on the line before it.
fn blocks(page: &str) -> impl Iterator<Item = (&str, &str)> {
    page.split("\n```python\n")
        .zip(page.split("\n```python\n").skip(1))
        .filter_map(|(before, block)| {
            let name = before
                .trim_end()
                .lines()
                .next_back()?
                .trim_matches(['`', ':']);
            Some((name, block.split("\n```").next()?))
        })
}
