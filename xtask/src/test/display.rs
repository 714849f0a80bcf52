//! A screen that nobody sees, for browsers that have no mode without one.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, ensure};

/// Without a program that manages windows, the keys go to the window under the pointer, and that is in the middle of
/// the screen: so it is smaller than the smallest window. Windows are drawn whole all the same.
const SCREEN: &str = "640x480x24";

/// An X server; it ends with this value.
pub(super) struct Display {
    server: Child,
    name: String,
}

impl Display {
    /// Starts the server on a free display.
    pub(super) fn start(xvfb: &Path) -> Result<Self> {
        let starting = || format!("cannot start {}", xvfb.display());
        let mut server = Command::new(xvfb)
            .args([
                "-displayfd",
                "1",
                "-screen",
                "0",
                SCREEN,
                "-nolisten",
                "tcp",
            ])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(starting)?;
        let output = server.stdout.take().with_context(starting)?;
        let mut display = Self {
            server,
            name: String::new(),
        };
        // It tells the number of the display once it listens.
        let mut number = String::new();
        BufReader::new(output)
            .read_line(&mut number)
            .with_context(starting)?;
        ensure!(
            !number.trim().is_empty(),
            "{} ended at once",
            xvfb.display()
        );
        display.name = format!(":{}", number.trim());
        Ok(display)
    }

    /// What programs that are to be shown there have in `DISPLAY`.
    pub(super) fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        // Nothing is left to be done if it has ended by itself.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
