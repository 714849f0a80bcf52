//! Laws of the vault: whatever goes wrong once, what it acknowledged is found, and nothing is lost in silence.

mod world;

use std::env;

use glossator_core::store::{Fault, Faults, StorageError};

use world::{Dice, Event, World};

/// What a person does, each until nothing goes wrong any more.
const SCRIPTS: &[&str] = &[
    "i",
    "itttt",
    "itctctr",
    "ittrttrtt",
    "itturytc",
    "iticdtcr",
    "itcrtcrtcr",
    "ittttcuuyytc",
    "iidcrutr",
    "itctrdtcuri",
    "itcctrcrtrcc",
    "iuyuyctrutc",
    "itciticdtcritctucyrtctcrtcutr",
    "iicttcrttcudrrtcyctcuurcitctcttrc",
    "iitctcrctdcritctcuycrttcidcrc",
];

fn faults() -> Vec<Fault> {
    let refused = [
        StorageError::Full,
        StorageError::Unavailable("SecurityError".to_owned()),
        StorageError::Failed("UnknownError".to_owned()),
    ];
    let refused = refused.into_iter().map(Fault::Refuse);
    let others = [
        Fault::Deny,
        Fault::Pretend,
        Fault::Clear,
        Fault::Stale,
        Fault::Garble,
    ];
    refused.chain(others).collect()
}

/// Makes the first call go wrong, then the second, and so on, as [SQLite does](https://sqlite.org/testing.html).
#[test]
fn a_call_that_goes_wrong_loses_nothing_and_is_not_silent() {
    check_all(1);
}

#[test]
fn calls_that_go_wrong_for_a_while_lose_nothing_and_are_not_silent() {
    for n_calls in [2, 5, 13] {
        check_all(n_calls);
    }
}

/// Makes `n_calls` calls go wrong from each on.
fn check_all(n_calls: usize) {
    let mut n_runs = 0;
    for script in SCRIPTS {
        let events = Event::parse(script);
        // What loses things must not strike both places.
        for fault in faults()
            .into_iter()
            .filter(|it| n_calls == 1 || !is_lossy(it))
        {
            for at in 0.. {
                let plan = Faults::default();
                plan.set(at..at + n_calls, fault.clone());
                if let Err(broken) = run(&events, &plan, &fault) {
                    panic!("{script} with {n_calls} calls from {at} {fault:?}: {broken}");
                }
                n_runs += 1;
                if !plan.has_struck() {
                    break;
                }
            }
        }
    }
    assert!(n_runs > 3_000, "{n_runs}");
}

fn run(events: &[Event], plan: &Faults, fault: &Fault) -> Result<(), String> {
    let mut world = World::new(plan, is_lossy(fault));
    events.iter().try_for_each(|it| world.go(it))?;
    world.check()
}

/// Whether a fault loses what is in one place.
fn is_lossy(fault: &Fault) -> bool {
    matches!(fault, Fault::Clear | Fault::Garble)
}

#[test]
fn a_copy_that_was_dropped_is_written_again_with_the_next() {
    let mut world = World::new(&Faults::default(), false);
    let go = |world: &mut World, script| {
        let events = Event::parse(script);
        events.iter().try_for_each(|it| world.go(it)).unwrap();
    };
    // The second document changes no more.
    go(&mut world, "iitc");
    let copies = world.storage.contents();
    world.storage.damage(|values| values.clear());
    go(&mut world, "c");
    let is_back = |key: &String| world.storage.contents().contains_key(key);
    assert!(
        copies
            .keys()
            .all(|key| is_back(key) || is_back(&key.replace("document:", "second:")))
    );
}

/// How many random sequences are tried, unless `GLOSSATOR_SEQUENCES` says otherwise.
const N_SEQUENCES: u64 = 100_000;

/// Random events, with calls that go wrong for a while or with a place that is damaged between two starts.
#[test]
fn random_sequences_lose_nothing_and_are_not_silent() {
    let n_sequences = env::var("GLOSSATOR_SEQUENCES").ok();
    let n_sequences = n_sequences.map_or(N_SEQUENCES, |it| it.parse().expect("a number"));
    // A failing sequence is tried again by its number.
    let first = env::var("GLOSSATOR_SEED").map_or(0, |it| it.parse().expect("a number"));
    for seed in first..first + n_sequences {
        let mut dice = Dice::new(seed);
        let n_events = 3 + dice.below(12);
        let mut events: Vec<Event> = (0..n_events).map(|_| *dice.choose(Event::ALL)).collect();
        events.insert(0, Event::Import);
        let plan = Faults::default();
        let mut is_lossy_run = false;
        if dice.below(2) == 0 {
            let fault = dice.choose(&faults()).clone();
            is_lossy_run = is_lossy(&fault);
            let n_calls = if is_lossy_run { 1 } else { 1 + dice.below(12) };
            let at = dice.below(40);
            plan.set(at..at + n_calls, fault);
        } else {
            let at = 1 + dice.below(events.len());
            events.insert(at, Event::Damage(dice.below(usize::MAX)));
        }
        let mut world = World::new(&plan, is_lossy_run);
        let result = events.iter().try_for_each(|it| world.go(it));
        if let Err(broken) = result.and_then(|()| world.check()) {
            panic!("with GLOSSATOR_SEED={seed}, {events:?} {plan:?}: {broken}");
        }
    }
}
