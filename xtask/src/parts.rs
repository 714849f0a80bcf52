//! `cargo xtask parts`: what the page is put together from before it is built.
//!
//! Trunk calls it before each build.

use std::fs;

use anyhow::{Context, Result};

use crate::checkout::Checkout;

mod first_article;
mod scripts;
mod styles;

pub(crate) use scripts::RELOADS;

/// Writes the parts to `target/page/`, each where it differs.
pub(crate) fn run(checkout: &Checkout) -> Result<()> {
    write(checkout, "glossator.css", styles::joined(checkout)?)?;
    write(checkout, "boot.js", scripts::joined(checkout)?)?;
    write(
        checkout,
        "first-article.html",
        first_article::html(checkout)?,
    )
}

/// Writes a part, unless it is as it was: trunk builds anew whenever a file that the page links is written.
fn write(checkout: &Checkout, name: &str, content: String) -> Result<()> {
    let path = checkout.root().join("target/page").join(name);
    if fs::read_to_string(&path).ok().as_ref() != Some(&content) {
        let written = checkout.shell().write_file(&path, content);
        written.with_context(|| format!("cannot write target/page/{name}"))?;
    }
    Ok(())
}
