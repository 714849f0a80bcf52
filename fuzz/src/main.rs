//! Makes up bytes for one of the targets: libFuzzer, which is told by `GLOSSATOR_FUZZ` which.
//!
//! `cargo xtask fuzz TARGET SECONDS` compiles this with the flags that let libFuzzer see which code is reached.

#![no_main]

use std::env;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;

#[path = "../../crates/core/tests/fuzz/targets.rs"]
mod targets;

use targets::{Target, targets};

static TARGET: LazyLock<Target> = LazyLock::new(|| {
    let name = env::var("GLOSSATOR_FUZZ").expect("GLOSSATOR_FUZZ names a target");
    let target = targets().find(|it| it.0 == name);
    target
        .unwrap_or_else(|| panic!("there is no target {name}"))
        .1
});

fuzz_target!(|bytes: &[u8]| TARGET.run(bytes));
