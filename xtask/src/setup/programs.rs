//! Programs that belong to the machine: browsers, their drivers, and what runs npm's packages.

use std::env;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use super::announce;
use crate::checkout::Checkout;

/// A program under the names that it has on different systems.
pub(crate) struct Program {
    names: &'static [&'static str],
    /// The package of Debian that has it.
    package: &'static str,
    /// An environment variable by which a person may say where it is.
    variable: Option<&'static str>,
}

pub(crate) const CHROMIUM: Program = Program {
    names: &[
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    ],
    package: "chromium",
    variable: Some("CHROMIUM_BINARY"),
};

/// Drives Chromium, and has to be of the same version; Firefox's driver is among the crates.
pub(crate) const CHROMEDRIVER: Program = Program {
    names: &["chromedriver"],
    package: "chromium-driver",
    variable: Some("CHROMEDRIVER"),
};

pub(crate) const FIREFOX: Program = Program {
    names: &["firefox-esr", "firefox"],
    package: "firefox-esr",
    variable: Some("FIREFOX_BINARY"),
};

/// Drives WebKit, and brings the browser for it.
pub(crate) const WEBKIT_DRIVER: Program = Program {
    names: &["WebKitWebDriver"],
    package: "webkit2gtk-driver",
    variable: None,
};

/// A screen for WebKit, which has no mode without one.
pub(crate) const XVFB: Program = Program {
    names: &["Xvfb"],
    package: "xvfb",
    variable: None,
};

/// Runs wasm-opt.
pub(super) const NODE: Program = Program {
    names: &["node"],
    package: "nodejs",
    variable: None,
};

/// Brings wasm-opt.
pub(super) const NPM: Program = Program {
    names: &["npm"],
    package: "npm",
    variable: None,
};

/// Has the clients of formats that are checked with `check-formats`.
pub(super) const PYTHON: Program = Program {
    names: &["python3.11", "python3", "python"],
    package: "python3-venv",
    variable: Some("PYTHON"),
};

/// Runs those of them that are written in Java.
pub(super) const JAVA: Program = Program {
    names: &["java"],
    package: "default-jre-headless",
    variable: None,
};

impl Program {
    /// Where the program is.
    ///
    /// # Errors
    ///
    /// Says how to get the program if it is missing.
    pub(crate) fn find(&self, checkout: &Checkout) -> Result<PathBuf> {
        self.search(checkout).with_context(|| advice(&[self]))
    }

    fn search(&self, checkout: &Checkout) -> Option<PathBuf> {
        self.variable
            .and_then(env::var_os)
            .map(PathBuf::from)
            .or_else(|| self.names.iter().find_map(|name| checkout.find(name)))
    }
}

/// Installs the packages of those programs that are missing, where that is possible.
pub(super) fn install(checkout: &Checkout, programs: &[Program]) -> Result<()> {
    let missing: Vec<&Program> = programs
        .iter()
        .filter(|program| program.search(checkout).is_none())
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    if !can_install(checkout) {
        bail!(advice(&missing));
    }
    install_packages(checkout, &packages(&missing))
}

/// Installs the packages of those programs that are missing, and goes on without them where that is not possible.
pub(super) fn try_to_install(
    checkout: &Checkout,
    programs: &[Program],
    without: &str,
) -> Result<()> {
    let are_there = programs.iter().all(|it| it.search(checkout).is_some());
    if !are_there && !can_install(checkout) {
        let programs: Vec<&Program> = programs.iter().collect();
        eprintln!("set-up: {without}: {}", advice(&programs));
        return Ok(());
    }
    install(checkout, programs)
}

/// Whether packages of Debian can be installed here.
pub(super) fn can_install(checkout: &Checkout) -> bool {
    checkout.find("apt-get").is_some() && is_root(checkout)
}

/// Installs packages of Debian.
pub(super) fn install_packages(checkout: &Checkout, packages: &[&str]) -> Result<()> {
    announce(&packages.join(" "), "this takes minutes");
    // Another program that installs packages just now is waited for.
    let apt = |line| {
        checkout
            .command("apt-get --quiet --option DPkg::Lock::Timeout=300")
            .args(str::split_whitespace(line))
            .env("DEBIAN_FRONTEND", "noninteractive")
    };
    apt("update").run()?;
    apt("install --yes --no-install-recommends")
        .args(packages)
        .run()
        .with_context(|| format!("cannot install {}", packages.join(" ")))
}

fn packages(programs: &[&Program]) -> Vec<&'static str> {
    programs.iter().map(|program| program.package).collect()
}

fn is_root(checkout: &Checkout) -> bool {
    checkout
        .command("id -u")
        .quiet()
        .read()
        .is_ok_and(|id| id == "0")
}

/// One sentence on what is missing and how to get it.
fn advice(missing: &[&Program]) -> String {
    let names: Vec<&str> = missing
        .iter()
        .filter_map(|program| program.names.first().copied())
        .collect();
    let variables: Vec<&str> = missing
        .iter()
        .filter_map(|program| program.variable)
        .collect();
    let otherwise = if variables.is_empty() {
        String::new()
    } else {
        format!(", or set {}", variables.join(", "))
    };
    format!(
        "{} not found on the search path: install what is missing (as root on Debian: `apt-get install {}`){otherwise}",
        names.join(", "),
        packages(missing).join(" ")
    )
}

#[cfg(test)]
mod tests {
    use super::{FIREFOX, NODE, NPM, advice};

    #[test]
    fn advice_names_what_is_missing_and_how_to_get_it() {
        assert_eq!(
            advice(&[&NODE, &NPM]),
            "node, npm not found on the search path: install what is missing \
             (as root on Debian: `apt-get install nodejs npm`)"
        );
        assert_eq!(
            advice(&[&FIREFOX]),
            "firefox-esr not found on the search path: install what is missing \
             (as root on Debian: `apt-get install firefox-esr`), or set FIREFOX_BINARY"
        );
    }
}
