//! The programs that read what is exported: those in Python under `target/formats/python`, those for Node beside
//! the copy of the checks, and those in Java among Debian's packages.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::programs::{self, PYTHON};
use super::{announce, programs::can_install};
use crate::checkout::Checkout;

/// Lists of packages, and what pip is told about each.
const REQUIREMENTS: [(&str, Option<&str>); 2] = [
    ("requirements.txt", None),
    ("requirements-nodeps.txt", Some("--no-deps")),
];

/// The library of Java, the package of Debian that has it, and that of what it logs with.
const JARS: [(&str, &str); 3] = [
    ("uimaj-core.jar", "libuima-core-java"),
    ("opennlp-tools.jar", "libapache-opennlp-java"),
    ("slf4j-api.jar", "libslf4j-java"),
];

/// Where Debian puts libraries of Java.
const JAVA: &str = "/usr/share/java";

/// Installs the programs that the checks in `checks` name, and returns the Python that has its part of them.
pub(super) fn install(checkout: &Checkout, checks: &Path) -> Result<PathBuf> {
    install_java(checkout)?;
    if !checks
        .join("node_modules/@recogito/text-annotator")
        .exists()
    {
        announce("the clients for Node", "this takes seconds");
        checkout
            .command("npm install --no-package-lock --no-audit --no-fund --prefix")
            .arg(checks)
            .run()?;
    }
    install_python(checkout, checks)
}

fn install_python(checkout: &Checkout, checks: &Path) -> Result<PathBuf> {
    let folder = checkout.root().join("target/formats/python");
    let python = folder.join(if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    });
    let mut wanted = String::new();
    for (list, _) in REQUIREMENTS {
        wanted += &fs::read_to_string(checks.join(list))
            .with_context(|| format!("cannot read {list}"))?;
    }
    // Written last: an environment that broke off while it was made has none.
    let stamp = folder.join("requirements.txt");
    if fs::read_to_string(&stamp).is_ok_and(|it| it == wanted) {
        return Ok(python);
    }
    announce("the clients in Python", "this takes minutes and 2 GB");
    let shell = checkout.shell();
    shell
        .cmd(PYTHON.find(checkout)?)
        .args(["-m", "venv"])
        .arg(&folder)
        .run()?;
    for (list, option) in REQUIREMENTS {
        shell
            .cmd(&python)
            .args([
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
            ])
            .args(option)
            .arg("-r")
            .arg(checks.join(list))
            .run()
            .with_context(|| format!("cannot install what {list} names"))?;
    }
    fs::write(stamp, wanted)?;
    Ok(python)
}

/// Without them the checks in Java are skipped, and say so.
fn install_java(checkout: &Checkout) -> Result<()> {
    let is_missing = |(jar, _): &&(&str, &str)| !Path::new(JAVA).join(jar).exists();
    let missing: Vec<&str> = JARS.iter().filter(is_missing).map(|it| it.1).collect();
    if missing.is_empty() {
        return Ok(());
    }
    if !can_install(checkout) {
        eprintln!(
            "set-up: going on without {}, which root could install",
            missing.join(", ")
        );
        return Ok(());
    }
    programs::install_packages(checkout, &missing)
}
