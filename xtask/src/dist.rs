//! `cargo xtask dist`: the page as it is published, in `dist/`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::checkout::Checkout;
use crate::parts::RELOADS;
use crate::setup::wasm;
use crate::sizes::Sizes;
use crate::{setup, trunk};

mod integrity;
mod names;
mod order;

/// What the whole page may weigh on the wire, in bytes with brotli: what it does, so that it grows no further. The aim is
/// 250 KB, see docs/performance.md.
const BUDGET: usize = 377_500;

/// Sets up, builds and weighs.
pub(crate) fn run(checkout: &Checkout) -> Result<()> {
    setup::for_release(checkout)?;
    build(checkout)
}

/// Where the page is written.
pub(crate) fn directory(checkout: &Checkout) -> PathBuf {
    checkout.root().join("dist")
}

/// Builds the page and prints what it weighs; fails if that is too much.
pub(crate) fn build(checkout: &Checkout) -> Result<()> {
    let directory = directory(checkout);
    // A build that fails shall leave no older page that could pass for it, and scripts that
    // wasm-bindgen wrote for an older program shall not be copied into this one.
    for old in [&directory, Path::new("target/wasm-bindgen/release")] {
        checkout.shell().remove_path(old)?;
    }
    // Trunk itself runs wasm-opt, with the flags that `index.html` names, so that a release that is
    // served while working on it is the one that is published.
    trunk::release(checkout, "build")?.run()?;
    minify(checkout, &directory)?;
    let program = program(&directory)?;
    order::sort(checkout, &program)?;
    let script = script_of(&program)?;
    names::shorten(&program, &script)?;
    hint(&script)?;
    integrity::seal(&directory)?;

    let sizes =
        Sizes::of(&directory).with_context(|| format!("cannot weigh {}", directory.display()))?;
    print!("{sizes}");
    let total = sizes.total().brotli;
    if !wasm::has_sources(checkout)? {
        eprintln!(
            "this compiler's standard library has no sources here (`rustup component add rust-src`), \
             so the page is about a tenth larger than it is published"
        );
        return Ok(());
    }
    ensure!(
        total <= BUDGET,
        "the page weighs {total} bytes with brotli, {} more than the budget of {BUDGET}",
        total - BUDGET
    );
    Ok(())
}

/// Returns the path of the program.
fn program(directory: &Path) -> Result<PathBuf> {
    let mut files = fs::read_dir(directory)?.filter_map(|it| Some(it.ok()?.path()));
    let program = files.find(|it| it.extension().is_some_and(|it| it == "wasm"));
    program.context("the page has no program")
}

/// Returns the path of the script that ties a program to the page.
fn script_of(program: &Path) -> Result<PathBuf> {
    let name = program.to_string_lossy();
    let name = name.strip_suffix("_bg.wasm").context("its name is new")?;
    Ok([name, ".js"].concat().into())
}

/// Has Chromium compile all of a script while it loads, in another thread, and not each function when it is called for
/// the first time, in that of the page: most are called at the start. <https://v8.dev/blog/explicit-compile-hints>
fn hint(script: &Path) -> Result<()> {
    let js = fs::read_to_string(script)?;
    Ok(fs::write(
        script,
        "//# allFunctionsCalledOnLoad\n".to_owned() + &js,
    )?)
}

/// Makes the scripts and stylesheets smaller; trunk's own minifier cannot read what wasm-bindgen writes.
fn minify(checkout: &Checkout, directory: &Path) -> Result<()> {
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        if path.extension().is_some_and(|it| it == "js" || it == "css") {
            ensure!(
                !fs::read_to_string(&path)?.contains(RELOADS),
                "{} is made for serving; build again while nothing else builds here",
                path.display()
            );
            checkout
                .command("esbuild --minify --log-level=warning --allow-overwrite")
                .arg(format!("--outfile={}", path.display()))
                .arg(&path)
                .run()?;
        }
    }
    Ok(())
}
