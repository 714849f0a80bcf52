//! A running driver: a program that lets tests drive a browser.

use std::fs::{self, File};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::checkout::Checkout;

/// How long a driver may take to become ready, and how long to end.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long to wait before a driver is looked at again.
const PAUSE: Duration = Duration::from_millis(50);

/// A driver that is ready for sessions; it ends with this value.
pub(super) struct Driver {
    process: Child,
    url: String,
}

impl Driver {
    /// Starts a driver on a free port, with its output in `target/drivers` and its browsers on a display.
    pub(super) fn start(
        checkout: &Checkout,
        program: &Path,
        display: Option<&str>,
    ) -> Result<Self> {
        let name = program.file_name().unwrap_or(program.as_os_str());
        let log = checkout
            .root()
            .join("target/drivers")
            .join(name)
            .with_extension("log");
        let starting = || format!("cannot start {}, see {}", program.display(), log.display());

        let port = free_port()?;
        let process = spawn(checkout, program, port, &log, display).with_context(starting)?;
        let mut driver = Self {
            process,
            url: format!("http://127.0.0.1:{port}"),
        };
        driver.wait_until_ready().with_context(starting)?;
        Ok(driver)
    }

    /// Where the driver listens.
    pub(super) fn url(&self) -> &str {
        &self.url
    }

    fn wait_until_ready(&mut self) -> Result<()> {
        for () in pauses() {
            if let Some(status) = self.process.try_wait()? {
                bail!("it ended with {status}");
            }
            if is_ready(&self.url) {
                return Ok(());
            }
        }
        bail!("it is not ready after {} s", PATIENCE.as_secs())
    }

    /// Asks the driver to end, upon which it ends the browsers that it started.
    fn ask_to_end(&self) {
        // Chromedriver has an address for this, and leaves its browsers behind upon a signal.
        // Geckodriver has none, but understands the signal.
        let has_heard = get(&format!("{}/shutdown", self.url)).is_ok();
        if !has_heard {
            let id = self.process.id().to_string();
            // If the signal cannot be sent, the driver is killed below.
            let _ = Command::new("kill").args(["-s", "TERM", &id]).status();
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        self.ask_to_end();
        for () in pauses() {
            if !matches!(self.process.try_wait(), Ok(None)) {
                return;
            }
        }
        // Nothing is left to be done if even this fails.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Sleeps between one item and the next, until there has been patience enough.
fn pauses() -> impl Iterator<Item = ()> {
    let n_pauses = PATIENCE.as_millis() / PAUSE.as_millis();
    (0..n_pauses).map(|_| thread::sleep(PAUSE))
}

/// A port that was free a moment ago; a driver that finds it taken ends, which is noticed.
fn free_port() -> Result<u16> {
    let listener = TcpListener::bind("127.0.0.1:0").context("cannot find a free port")?;
    Ok(listener.local_addr()?.port())
}

fn spawn(
    checkout: &Checkout,
    program: &Path,
    port: u16,
    log: &Path,
    display: Option<&str>,
) -> Result<Child> {
    if let Some(directory) = log.parent() {
        fs::create_dir_all(directory)?;
    }
    let output = File::create(log)?;
    Ok(Command::new(program)
        .arg(format!("--port={port}"))
        .envs(display.map(|it| ("DISPLAY", it)))
        .current_dir(checkout.root())
        .stdin(Stdio::null())
        .stdout(output.try_clone()?)
        .stderr(output)
        .spawn()?)
}

fn is_ready(url: &str) -> bool {
    get(&format!("{url}/status"))
        .ok()
        .and_then(|body| serde_json::from_str::<Value>(&body).ok())
        .is_some_and(|status| status["value"]["ready"] == true)
}

fn get(url: &str) -> Result<String> {
    Ok(ureq::get(url).call()?.body_mut().read_to_string()?)
}
