//! How trunk is called; what it does is said in `Trunk.toml` and `index.html`.

use xshell::Cmd;

use crate::checkout::Checkout;

/// A command of trunk; `line` is split at spaces.
pub(crate) fn command<'a>(checkout: &'a Checkout, line: &str) -> Cmd<'a> {
    checkout
        .command("trunk")
        .args(line.split_whitespace())
        // Trunk takes the value of this variable for that of its flag `--no-color`, and refuses
        // `1`: https://github.com/trunk-rs/trunk/issues/1065.
        .env_remove("NO_COLOR")
}
