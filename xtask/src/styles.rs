//! `cargo xtask styles`: the stylesheets of the components as one file, which the page loads at once.
//!
//! Trunk calls it before each build.

use std::fs;

use anyhow::{Context, Result};

use crate::checkout::Checkout;

/// What the others build on; they follow in the order of their names.
const FIRST: [&str; 2] = ["tokens.css", "base.css"];

/// Writes `target/styles/glossator.css`, where it differs.
pub(crate) fn run(checkout: &Checkout) -> Result<()> {
    let folder = checkout.root().join("styles");
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder).context("cannot read styles/")? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".css") {
            names.push(name);
        }
    }
    names.sort_by_key(|name| {
        let place = FIRST.iter().position(|it| it == name);
        (place.unwrap_or(FIRST.len()), name.clone())
    });
    let mut joined = String::new();
    for name in names {
        joined += &fs::read_to_string(folder.join(&name))
            .with_context(|| format!("cannot read styles/{name}"))?;
    }
    let output = checkout.root().join("target/styles/glossator.css");
    // Trunk builds anew whenever a file that the page links is written.
    if fs::read_to_string(&output).ok().as_ref() != Some(&joined) {
        checkout.shell().write_file(&output, joined)?;
    }
    Ok(())
}
