//! The standard library for the browser, and its sources.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::announce;
use crate::checkout::Checkout;

const TARGET: &str = "wasm32-unknown-unknown";

pub(super) fn install(checkout: &Checkout) -> Result<()> {
    if rustlib(checkout)?.join(TARGET).exists() {
        return Ok(());
    }
    announce(TARGET, "this takes seconds");
    checkout
        .command("rustup target add")
        .arg(TARGET)
        .run()
        .with_context(|| format!("this compiler has no standard library for {TARGET}"))
}

/// Installs the sources of the standard library, of which a release builds its own; without them it is larger.
pub(super) fn install_sources(checkout: &Checkout) -> Result<()> {
    if has_sources(checkout)? || checkout.find("rustup").is_none() {
        return Ok(());
    }
    announce("the standard library's sources", "this takes seconds");
    let added = checkout.command("rustup component add rust-src").run();
    if let Err(error) = added {
        eprintln!("set-up: going on without them, with a larger page: {error}");
    }
    Ok(())
}

/// Whether the sources of the standard library are there.
pub(crate) fn has_sources(checkout: &Checkout) -> Result<bool> {
    Ok(rustlib(checkout)?.join("src/rust/library/std").exists())
}

fn rustlib(checkout: &Checkout) -> Result<PathBuf> {
    let sysroot = checkout.command("rustc --print sysroot").quiet().read()?;
    Ok(Path::new(&sysroot).join("lib/rustlib"))
}
