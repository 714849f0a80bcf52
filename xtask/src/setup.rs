//! Installs what a command needs and this checkout or machine lacks; what is there is left alone.
//!
//! Everything goes under `target/`, apart from the standard library for wasm and its sources, which belong to
//! the compiler, and from Debian's packages.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::checkout::Checkout;

mod clients;
mod crates;
mod lockfile;
mod npm;
pub(crate) mod programs;
pub(crate) mod wasm;

/// What `check` needs.
pub(crate) fn for_checks(checkout: &Checkout) -> Result<()> {
    wasm::install(checkout)
}

/// What building and serving the page needs.
pub(crate) fn for_serving(checkout: &Checkout) -> Result<()> {
    wasm::install(checkout)?;
    crates::install(
        checkout,
        &[crates::trunk(), crates::wasm_bindgen(checkout)?],
    )
}

/// What the release build needs.
pub(crate) fn for_release(checkout: &Checkout) -> Result<()> {
    for_serving(checkout)?;
    wasm::install_sources(checkout)?;
    programs::install(checkout, &[programs::NODE, programs::NPM])?;
    npm::install(checkout)
}

/// What tests in a browser without a window need.
pub(crate) fn for_browser_tests(checkout: &Checkout) -> Result<()> {
    wasm::install(checkout)?;
    programs::install(checkout, &[programs::CHROMIUM, programs::CHROMEDRIVER])?;
    crates::install(checkout, &[crates::wasm_bindgen(checkout)?])
}

/// What all tests need, the journeys through the release build among them.
pub(crate) fn for_all_tests(checkout: &Checkout) -> Result<()> {
    wasm::install(checkout)?;
    wasm::install_sources(checkout)?;
    programs::install(
        checkout,
        &[
            programs::NODE,
            programs::NPM,
            programs::CHROMIUM,
            programs::CHROMEDRIVER,
            programs::FIREFOX,
        ],
    )?;
    programs::try_to_install(
        checkout,
        &[programs::WEBKIT_DRIVER, programs::XVFB],
        "journeys will not go through WebKit",
    )?;
    crates::install(
        checkout,
        &[
            crates::trunk(),
            crates::wasm_bindgen(checkout)?,
            crates::geckodriver(),
        ],
    )?;
    npm::install(checkout)
}

/// What measuring the page needs.
pub(crate) fn for_bench(checkout: &Checkout) -> Result<()> {
    for_release(checkout)?;
    programs::install(checkout, &[programs::CHROMIUM, programs::CHROMEDRIVER])
}

/// What the harness of another folder needs beside its copy: what drives the browser.
pub(crate) fn for_bench_harness(checkout: &Checkout, folder: &Path, version: &str) -> Result<()> {
    npm::install_into(checkout, folder, &[("playwright-core", version)])
}

/// What checking exports with the programs that read them needs, for the checks in `checks`.
///
/// Returns the Python that has those programs.
pub(crate) fn for_format_checks(checkout: &Checkout, checks: &Path) -> Result<PathBuf> {
    for_release(checkout)?;
    programs::install(
        checkout,
        &[
            programs::CHROMIUM,
            programs::CHROMEDRIVER,
            programs::PYTHON,
            programs::JAVA,
        ],
    )?;
    clients::install(checkout, checks)
}

/// Says what is being installed, and that a person may do something else meanwhile.
fn announce(what: &str, duration: &str) {
    eprintln!("set-up: installing {what}; {duration}");
}
