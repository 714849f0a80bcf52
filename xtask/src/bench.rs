//! `cargo xtask bench`: what the page costs the main thread, beside pages that are written by hand on the bare browser.
//!
//! It is measured by the harness of the folder `../shared/bench`, or of the one that `GLOSSATOR_BENCH` names; where
//! there is none, by that of `tests/e2e/bench.rs`. Both write their results in one form.

use std::path::PathBuf;
use std::{env, fs};

use anyhow::{Context, Result, bail};

use crate::checkout::Checkout;
use crate::{dist, setup, test};

mod harness;
mod report;

/// How much is opened, and how often in a whole run.
#[derive(Debug, PartialEq)]
struct Cell {
    /// Length of the text and number of mentions, as a harness takes them.
    key: &'static str,
    title: &'static str,
    n_repetitions: u32,
}

const fn cell(key: &'static str, title: &'static str, n_repetitions: u32) -> Cell {
    Cell {
        key,
        title,
        n_repetitions,
    }
}

const CELLS: [Cell; 5] = [
    cell("2k/20", "2 KB / 20", 7),
    cell("100k/1000", "100 KB / 1,000", 7),
    cell("100k/10000", "100 KB / 10,000", 5),
    cell("1m/10000", "1 MB / 10,000", 5),
    cell("1m/50000", "1 MB / 50,000", 3),
];

/// How often each cell is measured where it is to be quick.
const N_QUICK: u32 = 2;

/// What is measured, and how often.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Options {
    pub(crate) is_quick: bool,
    /// Keys of cells; all of them where there is none.
    keys: Vec<&'static str>,
}

impl Options {
    /// Takes keys of cells with commas between them.
    pub(crate) fn choose(&mut self, keys: &str) -> Result<()> {
        for key in keys.split(',') {
            let Some(cell) = CELLS.iter().find(|it| it.key == key) else {
                bail!(
                    "there is no cell {key:?}; there are {}",
                    CELLS.map(|it| it.key).join(", ")
                );
            };
            self.keys.push(cell.key);
        }
        Ok(())
    }

    /// Returns whether a cell, by its place in the table, is measured.
    fn has(&self, n: usize) -> bool {
        self.keys.is_empty() || self.keys.contains(&CELLS[n].key)
    }

    /// Returns the cells as a harness takes them.
    fn line(&self) -> String {
        let chosen = CELLS.iter().enumerate().filter(|(n, _)| self.has(*n));
        let words = chosen.map(|(_, it)| {
            let n = if self.is_quick {
                N_QUICK
            } else {
                it.n_repetitions
            };
            format!("{}x{n}", it.key)
        });
        Vec::from_iter(words).join(",")
    }
}

/// Builds the page, measures it, and prints the table of `docs/performance.md`.
pub(crate) fn run(checkout: &Checkout, options: &Options) -> Result<()> {
    setup::for_bench(checkout)?;
    dist::build(checkout)?;
    let folder = checkout.root().join("target/bench");
    fs::create_dir_all(&folder)?;
    let results = folder.join("results.json");
    // What an earlier run has written shall not pass for this one's.
    checkout.shell().remove_path(&results)?;
    let source = env::var_os("GLOSSATOR_BENCH")
        .map_or_else(|| checkout.root().join("../shared/bench"), PathBuf::from);
    if source.join("bench.mjs").exists() {
        println!("measured by the harness in {}", source.display());
        harness::run(checkout, &source, &folder, &options.line(), &results)?;
    } else {
        println!(
            "measured by tests/e2e/bench.rs: there is no harness in {}",
            source.display()
        );
        test::bench(checkout, &options.line(), &results)?;
    }
    let json = fs::read(&results).with_context(|| format!("cannot read {}", results.display()))?;
    let report = report::write(&serde_json::from_slice(&json)?, |n| options.has(n));
    println!(
        "\n{report}\nAll that was measured is in {}",
        results.display()
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Options;

    #[test]
    fn all_cells_are_measured_or_those_that_are_chosen() {
        let mut options = Options::default();
        let all = "2k/20x7,100k/1000x7,100k/10000x5,1m/10000x5,1m/50000x3";
        assert_eq!(options.line(), all);
        options.choose("1m/10000,2k/20").unwrap();
        options.is_quick = true;
        assert_eq!(options.line(), "2k/20x2,1m/10000x2");
        assert!(options.choose("3k/20").is_err());
    }
}
