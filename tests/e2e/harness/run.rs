//! Runs a journey in each engine.

use std::panic::{self, AssertUnwindSafe};

use super::engine::Engine;
use super::person::{Person, Settings};

/// Lets a person make a journey in each engine.
#[track_caller]
pub(crate) fn for_each_engine(journey: impl Fn(&mut Person)) {
    for_each_engine_with(&Settings::default(), journey);
}

/// Lets a person who has set up the browser make a journey in each engine.
#[track_caller]
pub(crate) fn for_each_engine_with(settings: &Settings, journey: impl Fn(&mut Person)) {
    let failed: Vec<Engine> = Engine::ALL
        .into_iter()
        .filter(|&engine| !succeeds(engine, settings, &journey))
        .collect();
    assert!(failed.is_empty(), "the journey failed in {failed:?}");
}

fn succeeds(engine: Engine, settings: &Settings, journey: &impl Fn(&mut Person)) -> bool {
    let name = journey_name();
    if engine.driver().is_none() {
        println!("skipped in {engine}, which has no driver: {name}");
        return true;
    }
    let mut person = Person::new(engine, settings);
    let result = panic::catch_unwind(AssertUnwindSafe(|| journey(&mut person)));
    if result.is_err() {
        eprintln!("failed in {engine}: {name}");
        // The browser itself may be what failed.
        let report = panic::catch_unwind(AssertUnwindSafe(|| {
            person.take_screenshot(&format!("failed {name}"));
            eprintln!("{engine} showed:\n{}", person.page_text());
        }));
        if report.is_err() {
            eprintln!("{engine} cannot be asked what it showed");
        }
    }
    result.is_ok()
}

/// Returns the name of the test that runs in this thread, as a sentence.
fn journey_name() -> String {
    let thread = std::thread::current();
    let name = thread.name().unwrap_or("a journey");
    name.rsplit("::").next().unwrap_or(name).replace('_', " ")
}
