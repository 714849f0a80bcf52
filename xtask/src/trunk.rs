//! How trunk is called; what it does is said in `Trunk.toml` and `index.html`.

use std::env;

use anyhow::Result;
use xshell::Cmd;

use crate::checkout::Checkout;
use crate::setup::wasm;

/// A command of trunk; `line` is split at spaces.
pub(crate) fn command<'a>(checkout: &'a Checkout, line: &str) -> Cmd<'a> {
    checkout
        .command("trunk")
        .args(line.split_whitespace())
        // Trunk takes the value of this variable for that of its flag `--no-color`, and refuses
        // `1`: https://github.com/trunk-rs/trunk/issues/1065.
        .env_remove("NO_COLOR")
}

/// A command of trunk that builds the page as it is published.
///
/// Where its sources are, the standard library is built along, for size and with panics that end the program at
/// once, without a message: that makes the page a tenth smaller. These flags are not stable yet, hence
/// `RUSTC_BOOTSTRAP`.
pub(crate) fn release<'a>(checkout: &'a Checkout, line: &str) -> Result<Cmd<'a>> {
    let command = command(checkout, line).arg("--release");
    let mut flags = env::var("RUSTFLAGS").unwrap_or_default();
    // Nobody needs to know where this checkout and its crates lie.
    for (from, to) in [
        (checkout.root().to_owned(), "."),
        (checkout.cargo_home().join("registry/src"), "crates"),
    ] {
        flags += &format!(" --remap-path-prefix={}={to}", from.display());
    }
    if !wasm::has_sources(checkout)? {
        return Ok(command.env("RUSTFLAGS", flags));
    }
    flags += " -Zunstable-options -Cpanic=immediate-abort";
    Ok(command
        .env("RUSTFLAGS", flags)
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort")
        .env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"))
}
