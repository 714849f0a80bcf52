//! Journeys: what a person does, in real browsers, with the release build.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::Kills;
use super::display::Display;
use super::driver::Driver;
use crate::checkout::Checkout;
use crate::dist;
use crate::setup::programs::{CHROMEDRIVER, CHROMIUM, FIREFOX, WEBKIT_DRIVER, XVFB};

/// What journeys run in.
const ENGINES: [&str; 3] = ["chromium", "firefox", "webkit"];

/// What is killed: browsers that keep what they are given.
pub(super) const KILLED: [&str; 2] = ["chromium", "firefox"];

/// Runs those of the journeys whose names contain `filter` through the page in `dist/`.
pub(super) fn run(checkout: &Checkout, filter: Option<&str>) -> Result<()> {
    drive(checkout, &ENGINES, filter, &[])
}

/// Kills browsers while the page in `dist/` is at work.
pub(super) fn kill(checkout: &Checkout, kills: &Kills) -> Result<()> {
    let engines: Vec<&str> = kills.engine.map_or(KILLED.to_vec(), |it| vec![it]);
    let mut variables = vec![("GLOSSATOR_KILLS", kills.n_kills.to_string())];
    variables.extend(kills.seed.map(|it| ("GLOSSATOR_SEED", it.to_string())));
    drive(checkout, &engines, Some("killing::"), &variables)
}

/// Has the page in `dist/` export the documents of a folder in Chromium.
pub(super) fn export(checkout: &Checkout, folder: &Path) -> Result<()> {
    let filter = "exports::what_other_programs";
    let folder = folder.display().to_string();
    drive(
        checkout,
        &ENGINES[..1],
        Some(filter),
        &[("GLOSSATOR_EXPORTS", folder)],
    )
}

/// Measures the page in `dist/` beside bare ones in Chromium.
pub(super) fn bench(checkout: &Checkout, cells: &str, results: &Path) -> Result<()> {
    let variables = [
        ("GLOSSATOR_BENCH_CELLS", cells.to_owned()),
        ("GLOSSATOR_BENCH_RESULTS", results.display().to_string()),
    ];
    drive(checkout, &ENGINES[..1], Some("bench::"), &variables)
}

/// Starts the drivers of some engines and runs journeys with them; in other engines they are skipped.
fn drive(
    checkout: &Checkout,
    engines: &[&str],
    filter: Option<&str>,
    variables: &[(&str, String)],
) -> Result<()> {
    let page = dist::directory(checkout);
    ensure!(
        page.join("index.html").exists(),
        "there is no page in {}",
        page.display()
    );
    let axe = checkout
        .tools()
        .join("npm/node_modules/axe-core/axe.min.js");
    let mut test = checkout
        .command("cargo test --test e2e")
        .args(filter)
        .args(["--", "--nocapture", "--test-threads=2"])
        .env("GLOSSATOR_DIST", &page)
        .env("GLOSSATOR_AXE", axe)
        .envs(variables.iter().map(|(name, value)| (name, value)));

    // Geckodriver and WebKitWebDriver have one session at a time, so journeys through those engines wait for each other.
    let mut display = None;
    let mut drivers = Vec::new();
    for engine in engines {
        let (driver, browser) = match *engine {
            "chromium" => (CHROMEDRIVER.find(checkout)?, Some(CHROMIUM)),
            "firefox" => {
                let geckodriver = checkout.find("geckodriver");
                let geckodriver = geckodriver.context("geckodriver is not installed")?;
                (geckodriver, Some(FIREFOX))
            }
            _ => match (WEBKIT_DRIVER.find(checkout), XVFB.find(checkout)) {
                (Ok(driver), Ok(xvfb)) => {
                    display = Some(Display::start(&xvfb)?);
                    // It knows the browser that it came with.
                    (driver, None)
                }
                // The set-up has told what is missing.
                _ => continue,
            },
        };
        let driver = Driver::start(checkout, &driver, display.as_ref().map(Display::name))?;
        let name = engine.to_uppercase();
        test = test.env(format!("WEBDRIVER_{name}"), driver.url());
        if let Some(browser) = browser {
            test = test.env(format!("{name}_BINARY"), browser.find(checkout)?);
        }
        drivers.push(driver);
    }
    let result = test.run();
    // Browsers stay open from one journey to the next, until their drivers end; then nobody needs what they have kept.
    drop(drivers);
    drop(display);
    remove_profiles(checkout)?;
    Ok(result?)
}

/// Removes what browsers have kept.
fn remove_profiles(checkout: &Checkout) -> Result<()> {
    let folder = checkout.root().join("target/tmp");
    for entry in fs::read_dir(&folder).into_iter().flatten() {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with("profile-") {
            // A browser may still be closing its files; the next run tries it again.
            drop(fs::remove_dir_all(entry.path()));
        }
    }
    Ok(())
}
