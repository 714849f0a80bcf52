//! `cargo xtask serve`: builds the page, serves it, and builds it again after every change.

use anyhow::Result;
use xshell::Cmd;

use crate::checkout::Checkout;
use crate::{setup, trunk};

/// How the page is served.
#[derive(Debug, PartialEq)]
pub(crate) struct Options {
    /// Whether a browser is opened as soon as the page is there.
    pub(crate) open: bool,
    /// The port on 127.0.0.1.
    pub(crate) port: u16,
    /// Whether the page is built as it will be published.
    pub(crate) release: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            open: false,
            port: 8080,
            release: false,
        }
    }
}

/// Sets up and serves until interrupted.
pub(crate) fn run(checkout: &Checkout, options: &Options) -> Result<()> {
    if options.release {
        setup::for_release(checkout)?;
    } else {
        setup::for_serving(checkout)?;
    }
    let port = options.port;
    // Not into `dist/`, where the page lies that is to be published or under test.
    let line = format!("serve --dist target/serve --port {port}");
    let mut trunk = if options.release {
        trunk::release(checkout, &line)?
    } else {
        trunk::command(checkout, &line)
    };
    if options.open {
        trunk = trunk.arg("--open");
    }
    eprintln!("the page will be at http://127.0.0.1:{port}/ once it is built; Ctrl+C ends this");
    become_command(trunk)
}

/// Lets the command take the place of this program, so that whoever ends the one ends the other.
#[cfg(unix)]
fn become_command(command: Cmd<'_>) -> Result<()> {
    use std::os::unix::process::CommandExt;
    use std::process;

    Err(process::Command::from(command).exec().into())
}

/// Runs the command to its end.
#[cfg(not(unix))]
fn become_command(command: Cmd<'_>) -> Result<()> {
    Ok(command.run()?)
}
