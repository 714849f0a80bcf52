//! `cargo xtask test`: all tests, from the quickest to the slowest.

use std::path::Path;

use anyhow::{Result, bail, ensure};

use crate::checkout::Checkout;
use crate::steps::Steps;
use crate::{check, dist, setup};

mod browser;
mod display;
mod driver;
mod journeys;

/// Which tests are run.
#[derive(Debug, Default, PartialEq)]
pub(crate) enum Selection {
    #[default]
    All,
    Part {
        part: Part,
        /// A piece of the names of the tests to run.
        filter: Option<String>,
    },
}

/// A group of tests that run in one way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Part {
    /// Everything that needs no browser.
    Native,
    /// The annotator without its shell.
    Core,
    /// The shell's parts inside a browser.
    Web,
    /// A person's journeys through the release build.
    Journeys,
}

/// How browsers are killed.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Kills {
    /// How many kills there are, in all engines together.
    pub(crate) n_kills: u32,
    /// The one engine that is killed; both where there is none.
    pub(crate) engine: Option<&'static str>,
    /// What the moments are chosen by.
    pub(crate) seed: Option<u64>,
}

impl Kills {
    /// Takes one more word of the command line: a number or an engine.
    pub(crate) fn narrow(&mut self, word: &str) -> Result<()> {
        match word.parse() {
            Ok(number) => self.n_kills = number,
            Err(_) => {
                let engine = journeys::KILLED.into_iter().find(|it| *it == word);
                ensure!(
                    engine.is_some(),
                    "{word:?} is neither a number of kills nor one of {}",
                    journeys::KILLED.join(", ")
                );
                self.engine = engine;
            }
        }
        Ok(())
    }
}

impl Selection {
    /// Takes one more word of the command line: first a part, then a filter.
    pub(crate) fn narrow(&mut self, word: String) -> Result<()> {
        match self {
            Self::All => {
                let part = match word.as_str() {
                    "native" => Part::Native,
                    "core" => Part::Core,
                    "web" => Part::Web,
                    "journeys" => Part::Journeys,
                    _ => bail!(
                        "tests have no part {word:?}; the parts are native, core, web and journeys"
                    ),
                };
                *self = Self::Part { part, filter: None };
            }
            Self::Part { filter, .. } => {
                ensure!(
                    filter.is_none(),
                    "one filter is enough, but there is {word:?} too"
                );
                *filter = Some(word);
            }
        }
        Ok(())
    }
}

/// Sets up and runs tests.
pub(crate) fn run(checkout: &Checkout, selection: &Selection) -> Result<()> {
    match selection {
        Selection::All => run_all(checkout),
        Selection::Part { part, filter } => run_part(checkout, *part, filter.as_deref()),
    }
}

/// Sets up, builds the page and kills browsers.
pub(crate) fn kill(checkout: &Checkout, kills: &Kills) -> Result<()> {
    setup::for_all_tests(checkout)?;
    dist::build(checkout)?;
    journeys::kill(checkout, kills)
}

/// Builds the page and has it export the documents of a folder, for other programs to read.
pub(crate) fn export(checkout: &Checkout, folder: &Path) -> Result<()> {
    dist::build(checkout)?;
    journeys::export(checkout, folder)
}

/// Measures the page in `dist/` in some cells, and writes what was measured to a file.
pub(crate) fn bench(checkout: &Checkout, cells: &str, results: &Path) -> Result<()> {
    journeys::bench(checkout, cells, results)
}

fn run_all(checkout: &Checkout) -> Result<()> {
    setup::for_all_tests(checkout)?;
    let mut steps = Steps::new(5);
    steps.run("checks", "formatting, lints, documentation", || {
        check::check(checkout)
    });
    steps.run("native tests", "what needs no browser", || {
        native(checkout, "--workspace", None)
    });
    steps.run("browser tests", "parts of the page in Chromium", || {
        browser::run(checkout, None)
    });
    steps.run("release build", "the page as it is published", || {
        dist::build(checkout)
    });
    steps.run(
        "journeys",
        "a person's ways through it in Chromium, Firefox and WebKit",
        || journeys::run(checkout, None),
    );
    steps.finish()
}

fn run_part(checkout: &Checkout, part: Part, filter: Option<&str>) -> Result<()> {
    match part {
        Part::Native => native(checkout, "--workspace", filter),
        Part::Core => native(checkout, "--package glossator-core", filter),
        Part::Web => {
            setup::for_browser_tests(checkout)?;
            browser::run(checkout, filter)
        }
        Part::Journeys => {
            setup::for_all_tests(checkout)?;
            dist::build(checkout)?;
            journeys::run(checkout, filter)
        }
    }
}

fn native(checkout: &Checkout, packages: &str, filter: Option<&str>) -> Result<()> {
    let test = checkout.command("cargo test --no-fail-fast");
    Ok(test.args(packages.split_whitespace()).args(filter).run()?)
}
