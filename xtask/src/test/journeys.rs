//! Journeys: what a person does, in real browsers, with the release build.

use anyhow::{Context, Result, ensure};

use super::Kills;
use super::driver::Driver;
use crate::checkout::Checkout;
use crate::dist;
use crate::setup::programs::{CHROMEDRIVER, CHROMIUM, FIREFOX};

/// What journeys run in.
pub(super) const ENGINES: [&str; 2] = ["chromium", "firefox"];

/// Runs those of the journeys whose names contain `filter` through the page in `dist/`.
pub(super) fn run(checkout: &Checkout, filter: Option<&str>) -> Result<()> {
    drive(checkout, &ENGINES, filter, &[])
}

/// Kills browsers while the page in `dist/` is at work.
pub(super) fn kill(checkout: &Checkout, kills: &Kills) -> Result<()> {
    let engines: Vec<&str> = kills.engine.map_or(ENGINES.to_vec(), |it| vec![it]);
    let mut variables = vec![("GLOSSATOR_KILLS", kills.n_kills.to_string())];
    variables.extend(kills.seed.map(|it| ("GLOSSATOR_SEED", it.to_string())));
    drive(checkout, &engines, Some("killing::"), &variables)
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
    let geckodriver = checkout
        .find("geckodriver")
        .context("geckodriver is not installed")?;
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

    // Geckodriver has one session at a time, so the journeys through Firefox wait for each other.
    let places = [
        (CHROMIUM, CHROMEDRIVER.find(checkout)?),
        (FIREFOX, geckodriver),
    ];
    let mut drivers = Vec::new();
    for (engine, (browser, driver)) in ENGINES.into_iter().zip(places) {
        if engines.contains(&engine) {
            let driver = Driver::start(checkout, &driver)?;
            let name = engine.to_uppercase();
            test = test
                .env(format!("WEBDRIVER_{name}"), driver.url())
                .env(format!("{name}_BINARY"), browser.find(checkout)?);
            drivers.push(driver);
        }
    }
    Ok(test.run()?)
}
