//! Browser tests: parts of the page inside Chromium without a window.

use std::fs;

use anyhow::{Context, Result};
use serde_json::json;

use crate::checkout::Checkout;
use crate::setup::programs::{CHROMEDRIVER, CHROMIUM};

/// Root may not use the sandbox, and what a browser does in the background disturbs tests.
const CHROMIUM_FLAGS: [&str; 8] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// How long all tests together may take, in seconds.
const TIMEOUT: &str = "300";

/// Runs those of the browser tests whose names contain `filter`.
pub(super) fn run(checkout: &Checkout, filter: Option<&str>) -> Result<()> {
    let capabilities = json!({
        "goog:chromeOptions": {
            "binary": CHROMIUM.find(checkout)?,
            "args": CHROMIUM_FLAGS,
        },
    });
    let path = checkout.root().join("target/webdriver.json");
    fs::write(&path, capabilities.to_string())
        .with_context(|| format!("cannot write {}", path.display()))?;

    let test = checkout
        .command("cargo test --target wasm32-unknown-unknown --test web")
        .args(filter)
        .env("CHROMEDRIVER", CHROMEDRIVER.find(checkout)?)
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &path)
        .env("WASM_BINDGEN_TEST_TIMEOUT", TIMEOUT)
        // The runner would take the first driver that has a variable, and this one comes first.
        .env_remove("GECKODRIVER");
    Ok(test.run()?)
}
