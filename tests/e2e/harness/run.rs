//! Runs a journey in each engine.

use std::panic::{self, AssertUnwindSafe};
use std::sync::{PoisonError, RwLock};

use super::engine::Engine;
use super::person::{Person, Settings};

/// Journeys share it; one that measures has it for itself.
static QUIET: RwLock<()> = RwLock::new(());

/// Lets a person make a journey in each engine.
#[track_caller]
pub(crate) fn for_each_engine(journey: impl Fn(&mut Person)) {
    for_each(&Engine::ALL, &Settings::default(), journey);
}

/// Lets a person make a journey in each browser that keeps what it is given: work, settings and downloads.
#[track_caller]
pub(crate) fn for_each_browser(journey: impl Fn(&mut Person)) {
    for_each_browser_with(&Settings::default(), journey);
}

/// Lets a person who has set up the browser make a journey in each one that can be set up.
#[track_caller]
pub(crate) fn for_each_browser_with(settings: &Settings, journey: impl Fn(&mut Person)) {
    for_each(&Engine::WHOLE, settings, journey);
}

#[track_caller]
fn for_each(engines: &[Engine], settings: &Settings, journey: impl Fn(&mut Person)) {
    let succeeds = |engine: &Engine| {
        let _shared = QUIET.read().unwrap_or_else(PoisonError::into_inner);
        succeeds(*engine, |engine| Person::next(engine, settings), &journey)
    };
    let fails = |engine: &Engine| !succeeds(engine) && !succeeds_again(*engine, &succeeds);
    let failed: Vec<Engine> = engines.iter().copied().filter(fails).collect();
    assert!(failed.is_empty(), "the journey failed in {failed:?}");
}

/// Lets a person make a journey in Chromium while no other journey is on its way.
#[track_caller]
pub(crate) fn alone_in_chromium(journey: impl Fn(&mut Person)) {
    let _alone = QUIET.write().unwrap_or_else(PoisonError::into_inner);
    let begin = |engine| Person::new(engine, &Settings::default());
    let succeeds = |engine: &Engine| succeeds(*engine, begin, &journey);
    let engine = Engine::Chromium;
    assert!(
        succeeds(&engine) || succeeds_again(engine, &succeeds),
        "the journey failed"
    );
}

/// Makes a journey that failed once more: a machine that is busy with other things may have been what failed.
///
/// That it failed is told: what fails now and then may be a fault of the page that a quick person meets.
fn succeeds_again(engine: Engine, succeeds: &impl Fn(&Engine) -> bool) -> bool {
    let has_succeeded = succeeds(&engine);
    if has_succeeded {
        eprintln!("UNSTABLE in {engine}: {}", journey_name());
    }
    has_succeeded
}

fn succeeds(
    engine: Engine,
    begin: impl Fn(Engine) -> Person,
    journey: &impl Fn(&mut Person),
) -> bool {
    let name = journey_name();
    if engine.driver().is_none() {
        println!("skipped in {engine}, which has no driver: {name}");
        return true;
    }
    let mut person = begin(engine);
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
        return false;
    }
    person.leave();
    true
}

/// Returns how many of the browsers that keep what they are given have a driver.
pub(crate) fn n_browsers() -> u64 {
    Engine::WHOLE
        .iter()
        .filter_map(|it| it.driver())
        .map(|_| 1)
        .sum()
}

/// Returns the name of the test that runs in this thread, as a sentence.
fn journey_name() -> String {
    let thread = std::thread::current();
    let name = thread.name().unwrap_or("a journey");
    name.rsplit("::").next().unwrap_or(name).replace('_', " ")
}
