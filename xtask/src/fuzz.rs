//! `cargo xtask fuzz`: makes up bytes for what reads them, until a law is broken or the time is over.

use anyhow::{Context, Result, bail, ensure};
use glossator_core::formats::FORMATS;

use crate::checkout::Checkout;

/// What is fuzzed beside the reader of each format; `crates/core/tests/fuzz/targets.rs` has the functions.
const TARGETS: [&str; 6] = ["text", "archive", "formats", "project", "copies", "journal"];

/// Returns the names of all that is fuzzed.
fn targets() -> impl Iterator<Item = &'static str> {
    let readers = FORMATS.iter().skip(1).filter(|it| it.is_read());
    TARGETS.into_iter().chain(readers.map(|it| it.name))
}

/// Has the compiler count what code is reached, for libFuzzer: the flags that cargo-fuzz gives it.
const FLAGS: &str = "--cfg fuzzing -Ccodegen-units=1 -Cpasses=sancov-module \
    -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares \
    -Cllvm-args=-simplifycfg-branch-fold-threshold=0";

/// What is fuzzed, and for how many seconds.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Options {
    pub(crate) target: Option<&'static str>,
    pub(crate) seconds: u32,
}

impl Options {
    /// Takes one more word of the command line: a target, then a number of seconds.
    pub(crate) fn narrow(&mut self, word: &str) -> Result<()> {
        if self.target.is_some() {
            self.seconds = word
                .parse()
                .context("after the target comes a number of seconds")?;
            return Ok(());
        }
        let targets = Vec::from_iter(targets());
        self.target = targets.iter().copied().find(|it| *it == word);
        ensure!(
            self.target.is_some(),
            "there is no target {word:?}; there are {}",
            targets.join(", ")
        );
        Ok(())
    }
}

/// Compiles the driver and runs it. What breaks a law is kept in `fuzz/crashers`, where the tests find it.
pub(crate) fn run(checkout: &Checkout, options: &Options) -> Result<()> {
    let (Some(target), 1..) = (options.target, options.seconds) else {
        bail!("for instance: cargo xtask fuzz journal 300");
    };
    let host = checkout
        .command("rustc --print host-tuple")
        .quiet()
        .read()?;
    let path = |it: &str| checkout.root().join(it);
    // First what is found on the way, then what is known.
    let corpus = path("target/fuzz/corpus").join(target);
    let known = ["fuzz/seeds", "fuzz/crashers"].map(|it| path(it).join(target));
    for folder in known.iter().chain([&corpus]) {
        checkout.shell().create_dir(folder)?;
    }
    let [_, crashers] = &known;
    checkout
        .command("cargo run --release --manifest-path fuzz/Cargo.toml --target-dir target/fuzz")
        // With a target of its own, what runs while compiling is not counted.
        .args(["--target", host.trim(), "--"])
        .arg(&corpus)
        .args(&known)
        .args(["tests/inputs", "tests/outputs"].map(path))
        .arg(format!("-max_total_time={}", options.seconds))
        .arg(format!("-artifact_prefix={}/", crashers.display()))
        .arg(format!("-dict={}", path("fuzz/words.dict").display()))
        .args([
            "-max_len=16384",
            "-timeout=10",
            "-rss_limit_mb=1024",
            "-print_final_stats=1",
        ])
        .env("RUSTFLAGS", FLAGS)
        .env("GLOSSATOR_FUZZ", target)
        .run()
        .with_context(|| format!("what breaks a law is kept in {}", crashers.display()))
}
