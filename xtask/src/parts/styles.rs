//! The stylesheets of the components as one file, which the page loads at once.

use std::fs;

use anyhow::{Context, Result};

use crate::checkout::Checkout;

/// What the others build on; they follow in the order of their names.
const FIRST: [&str; 2] = ["tokens.css", "base.css"];

/// Returns the stylesheets, joined.
pub(super) fn joined(checkout: &Checkout) -> Result<String> {
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
    Ok(joined)
}
