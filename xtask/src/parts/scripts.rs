//! What runs outside the program, as one script, which the page loads at once.

use std::{env, fs};

use anyhow::{Context, Result};

use crate::checkout::Checkout;

/// The files of `page/` that stand in it, each before those that begin something with it.
const FILES: [&str; 8] = [
    "worker.js",
    "unzip.js",
    "columns.js",
    "starts.js",
    "rescue.js",
    "stopped.js",
    "safe_mode.js",
    "boot.js",
];

/// Loads the page anew after each build; what it calls is looked for in the published page.
const RELOAD: &str = "reload.js";
pub(crate) const RELOADS: &str = ".well-known/trunk";

/// Returns the scripts, joined; one name may stand in one of them only.
pub(super) fn joined(checkout: &Checkout) -> Result<String> {
    // Trunk tells which of its commands builds what.
    let is_debug = env::var("TRUNK_PROFILE").is_ok_and(|it| it == "debug");
    let mut joined = "(() => {\n'use strict';\n".to_owned();
    for name in FILES.into_iter().chain(is_debug.then_some(RELOAD)) {
        let path = checkout.root().join("page").join(name);
        joined += &fs::read_to_string(path).with_context(|| format!("cannot read page/{name}"))?;
    }
    Ok(joined + "})();\n")
}
