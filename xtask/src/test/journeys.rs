//! Journeys: what a person does, in real browsers, with the release build.

use anyhow::{Context, Result, ensure};

use super::driver::Driver;
use crate::checkout::Checkout;
use crate::dist;
use crate::setup::programs::{CHROMEDRIVER, CHROMIUM, FIREFOX};

/// Runs those of the journeys whose names contain `filter` through the page in `dist/`.
pub(super) fn run(checkout: &Checkout, filter: Option<&str>) -> Result<()> {
    let page = dist::directory(checkout);
    ensure!(
        page.join("index.html").exists(),
        "there is no page in {}",
        page.display()
    );
    let geckodriver = checkout
        .find("geckodriver")
        .context("geckodriver is not installed")?;

    // Geckodriver has one session at a time, so the journeys through Firefox wait for each other.
    let chromium = Driver::start(checkout, &CHROMEDRIVER.find(checkout)?)?;
    let firefox = Driver::start(checkout, &geckodriver)?;
    let test = checkout
        .command("cargo test --test e2e")
        .args(filter)
        .args(["--", "--nocapture", "--test-threads=2"])
        .env("WEBDRIVER_CHROMIUM", chromium.url())
        .env("WEBDRIVER_FIREFOX", firefox.url())
        .env("CHROMIUM_BINARY", CHROMIUM.find(checkout)?)
        .env("FIREFOX_BINARY", FIREFOX.find(checkout)?)
        .env("GLOSSATOR_DIST", &page)
        .env(
            "GLOSSATOR_AXE",
            checkout
                .tools()
                .join("npm/node_modules/axe-core/axe.min.js"),
        );
    Ok(test.run()?)
}
