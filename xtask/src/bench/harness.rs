//! The harness of the folder beside the checkout: copied, since it keeps what it needs beside it, with those of its
//! pages that the page is compared with.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::checkout::{Checkout, copy};
use crate::setup::{self, programs::CHROMIUM};

/// What of it is copied; its other pages need packages that are compared with nothing here.
const PARTS: [&str; 5] = [
    "bench.mjs",
    "contestants/app.mjs",
    "contestants/floor.mjs",
    "lib",
    "pages",
];

/// How many minutes it may take; what is not measured by then is left out.
const LIMIT: &str = "20";

/// Measures the page in `dist/` in some cells.
pub(super) fn run(
    checkout: &Checkout,
    source: &Path,
    folder: &Path,
    cells: &str,
    results: &Path,
) -> Result<()> {
    for part in PARTS {
        copy(&source.join(part), &folder.join(part))
            .with_context(|| format!("cannot copy {part} of {}", source.display()))?;
    }
    setup::for_bench_harness(checkout, folder, &locked_version(source)?)?;
    checkout
        .command("node")
        .arg(folder.join("bench.mjs"))
        .args(["--only", "floor,floor-lazy,app"])
        .args(["--skip", "floor-cv,floor-span,floor-span-cv"])
        .args(["--cells", cells])
        .args(["--minutes", LIMIT])
        .arg("--out")
        .arg(results)
        .env("BENCH_APP_DIST", crate::dist::directory(checkout))
        .env("CHROMIUM", CHROMIUM.find(checkout)?)
        .run()
        .context("the harness has failed")
}

/// Returns the version of what drives the browser.
fn locked_version(source: &Path) -> Result<String> {
    let lock: Value = serde_json::from_slice(&fs::read(source.join("package-lock.json"))?)?;
    let version = &lock["packages"]["node_modules/playwright-core"]["version"];
    let version = version
        .as_str()
        .context("the harness locks no playwright-core")?;
    Ok(version.to_owned())
}
