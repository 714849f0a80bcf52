//! The standard library for the browser.

use std::path::Path;

use anyhow::{Context, Result};

use super::announce;
use crate::checkout::Checkout;

const TARGET: &str = "wasm32-unknown-unknown";

pub(super) fn install(checkout: &Checkout) -> Result<()> {
    let sysroot = checkout.command("rustc --print sysroot").quiet().read()?;
    if Path::new(&sysroot)
        .join("lib/rustlib")
        .join(TARGET)
        .exists()
    {
        return Ok(());
    }
    announce(TARGET, "this takes seconds");
    checkout
        .command("rustup target add")
        .arg(TARGET)
        .run()
        .with_context(|| format!("this compiler has no standard library for {TARGET}"))
}
