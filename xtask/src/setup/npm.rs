//! Packages of npm, each in exactly one version; those that are tools of this checkout in `target/tools/npm`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use super::announce;
use crate::checkout::Checkout;

/// Names and versions.
const PACKAGES: [(&str, &str); 3] = [
    // Has wasm-opt, which makes the program smaller.
    ("binaryen", "132.0.0"),
    // Makes the script that starts it smaller.
    ("esbuild", "0.28.2"),
    // Finds what in a page keeps people out; the journeys run it.
    ("axe-core", "4.14.1"),
];

pub(super) fn install(checkout: &Checkout) -> Result<()> {
    install_into(checkout, &checkout.tools().join("npm"), &PACKAGES)
}

/// Installs packages, by names and versions, in a folder that has no others.
pub(super) fn install_into(
    checkout: &Checkout,
    folder: &Path,
    packages: &[(&str, &str)],
) -> Result<()> {
    let are_there = packages
        .iter()
        .all(|(name, version)| installed_version(folder, name).as_deref() == Some(version));
    if are_there {
        return Ok(());
    }
    // Together, since without a package.json npm removes what it is not asked for.
    let packages = packages
        .iter()
        .map(|(name, version)| format!("{name}@{version}"));
    let packages = Vec::from_iter(packages);
    announce(&packages.join(" and "), "this takes a minute");
    checkout
        .command("npm install --no-save --no-package-lock --no-audit --no-fund --prefix")
        .arg(folder)
        .args(&packages)
        .run()
        .with_context(|| format!("cannot install {}", packages.join(" and ")))
}

fn installed_version(folder: &Path, package: &str) -> Option<String> {
    let manifest = folder
        .join("node_modules")
        .join(package)
        .join("package.json");
    let manifest: Value = serde_json::from_slice(&fs::read(manifest).ok()?).ok()?;
    manifest["version"].as_str().map(str::to_owned)
}
