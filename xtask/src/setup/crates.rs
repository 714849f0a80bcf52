//! The tools that are crates: compiled into `target/tools`, each in exactly one version.

use std::fs;

use anyhow::{Context, Result};

use super::{announce, lockfile};
use crate::checkout::Checkout;

/// A program that cargo can install.
pub(super) struct Tool {
    package: &'static str,
    version: String,
    /// One of the package's programs; it tells its version.
    program: &'static str,
    /// Whether it is built with the dependencies that its authors tested.
    locked: bool,
}

/// Builds and serves the page; a newer one wants a newer compiler than the workspace does.
pub(super) fn trunk() -> Tool {
    Tool {
        package: "trunk",
        version: "0.21.14".to_owned(),
        program: "trunk",
        locked: true,
    }
}

/// Drives Firefox.
pub(super) fn geckodriver() -> Tool {
    Tool {
        package: "geckodriver",
        version: "0.37.1".to_owned(),
        program: "geckodriver",
        locked: true,
    }
}

/// Joins the program to JavaScript, which works only if both have the same version of it, and runs
/// its tests in browsers.
pub(super) fn wasm_bindgen(checkout: &Checkout) -> Result<Tool> {
    let lockfile = fs::read_to_string(checkout.root().join("Cargo.lock"))
        .context("cannot read Cargo.lock for the version of wasm-bindgen")?;
    let version = lockfile::version(&lockfile, "wasm-bindgen")
        .context("cannot find the version of wasm-bindgen in Cargo.lock")?;
    Ok(Tool {
        package: "wasm-bindgen-cli",
        version: version.to_owned(),
        program: "wasm-bindgen-test-runner",
        // The lock file of 0.2.130 asks for a webpki-roots that cargo cannot find.
        locked: false,
    })
}

/// Installs those of `tools` that are not there in their version.
pub(super) fn install(checkout: &Checkout, tools: &[Tool]) -> Result<()> {
    let missing: Vec<&Tool> = tools
        .iter()
        .filter(|tool| installed_version(checkout, tool).as_ref() != Some(&tool.version))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    // What is compiled for one tool serves the others, and is of no use once they are there.
    let build = checkout.tools().join("build");
    for tool in missing {
        let Tool {
            package, version, ..
        } = tool;
        announce(&format!("{package} {version}"), "this takes minutes");
        checkout
            .command("cargo install --force")
            .args(tool.locked.then_some("--locked"))
            .arg("--root")
            .arg(checkout.tools())
            .arg(format!("{package}@={version}"))
            .env("CARGO_TARGET_DIR", &build)
            // The tools work for moments, so what counts is how soon they are there.
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .run()
            .with_context(|| format!("cannot install {package} {version}"))?;
    }
    checkout.shell().remove_path(build)?;
    Ok(())
}

/// The second word of what a program answers to `--version`, if it is there and answers.
fn installed_version(checkout: &Checkout, tool: &Tool) -> Option<String> {
    let program = checkout.tools().join("bin").join(tool.program);
    if !program.exists() {
        return None;
    }
    let answer = checkout
        .shell()
        .cmd(program)
        .arg("--version")
        .quiet()
        .read()
        .ok()?;
    answer.split_whitespace().nth(1).map(str::to_owned)
}
