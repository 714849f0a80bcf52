//! `cargo xtask check`: formatting, lints for both targets, and the documentation.

use anyhow::{Result, bail};

use crate::checkout::Checkout;
use crate::setup;

/// The browser's side is linted without what only native tests use.
const LINTS_FOR_WASM: &str = "cargo clippy --target wasm32-unknown-unknown \
    --package glossator --package glossator-core --lib --bins --test web -- -D warnings";

/// Sets up, then checks.
pub(crate) fn run(checkout: &Checkout) -> Result<()> {
    setup::for_checks(checkout)?;
    check(checkout)
}

/// Runs every check, also after one that failed, so that one run tells all that is to be mended.
pub(crate) fn check(checkout: &Checkout) -> Result<()> {
    let checks = [
        ("formatting", checkout.command("cargo fmt --all --check")),
        (
            "lints",
            checkout.command("cargo clippy --workspace --all-targets -- -D warnings"),
        ),
        ("lints for the browser", checkout.command(LINTS_FOR_WASM)),
        (
            "documentation",
            checkout
                .command("cargo doc --workspace --no-deps")
                .env("RUSTDOCFLAGS", "-D warnings"),
        ),
    ];
    let mut failed = Vec::new();
    for (name, command) in checks {
        if let Err(error) = command.run() {
            eprintln!("{name}: {error}");
            failed.push(name);
        }
    }
    if !failed.is_empty() {
        bail!("not clean: {}", failed.join(", "));
    }
    Ok(())
}
