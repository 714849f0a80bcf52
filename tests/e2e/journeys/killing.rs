//! The browser is killed at random moments, as by a crash or an empty battery.
//!
//! | variable | what it holds |
//! |---|---|
//! | `GLOSSATOR_KILLS` | how many kills there are, in all engines together |
//! | `GLOSSATOR_SEED` | what the moments are chosen by; printed by each run |

use std::collections::hash_map::RandomState;
use std::env;
use std::hash::BuildHasher;
use std::thread;
use std::time::Duration;

use crate::harness::{Person, for_each_browser, n_browsers};

/// How many kills there are unless `GLOSSATOR_KILLS` says otherwise.
const N_KILLS: u64 = 20;

/// How long the page works before it is killed, at most, in milliseconds.
const LONGEST_LIFE: u64 = 1_500;

/// How soon after it was asked for the page is killed, at most, in milliseconds.
const LONGEST_START: u64 = 600;

/// The steps by number: three mentions, each at the place of its number, then the last one is taken back.
///
/// Every step that is acknowledged is told to the host before the next one begins.
const WORK: &str = "
    const work = async (n) => {
        for (;; n += 1) {
            if (n % 4 === 3) await glossator.undo();
            else await glossator.addMentions([{ start: n, end: n + 1, label: 'Work' }]);
            await glossator.saved();
            await fetch(`acknowledged/${n}`);
        }
    };
    work(arguments[0]).catch((error) => fetch(`refused/${encodeURIComponent(error)}`));";

/// Whether a mention stands at a place when so many steps were done.
fn is_there(place: u64, n_steps: u64) -> bool {
    place < n_steps && place % 4 != 3 && !(place % 4 == 2 && place + 1 < n_steps)
}

#[test]
fn what_was_saved_survives_the_death_of_the_browser() {
    let number = |name| env::var(name).ok().map(|it| it.parse().expect("a number"));
    let seed: u64 = number("GLOSSATOR_SEED").unwrap_or_else(|| RandomState::new().hash_one(0));
    let n_kills = number("GLOSSATOR_KILLS").unwrap_or(N_KILLS);
    let n_kills = n_kills.div_ceil(n_browsers().max(1));
    for_each_browser(|person| {
        let mut random = Random(seed);
        person.open_page();
        person.show_text(
            "numbers.txt",
            &"Every step has a place of its own. ".repeat(4_000),
        );
        person.run("return glossator.saved().then(() => true)", &[]);
        let (mut n_done, mut n_acknowledged) = (0, 0);
        for n in 1..=n_kills {
            let told = if random.below(4) == 0 {
                kill_at_start(person, &mut random)
            } else {
                kill_at_work(person, n_done, &mut random)
            };
            n_acknowledged += told.saturating_sub(n_done);
            let n_steps = check_nothing_is_lost(person, told.max(n_done))
                .unwrap_or_else(|lost| panic!("kill {n} with GLOSSATOR_SEED={seed}: {lost}"));
            n_done = n_steps;
        }
        println!(
            "{n_kills} kills of {}: {n_acknowledged} steps acknowledged, 0 lost, GLOSSATOR_SEED={seed}",
            person.engine
        );
        // What can be undone has survived as well.
        let n_mentions = person.document().mentions.len();
        person.click("button", "Undo");
        person.wait_until("the last step is taken back", || {
            person.document().mentions.len() != n_mentions
        });
    });
}

/// Kills the browser while the page works from a step on; returns how many steps were acknowledged by then.
fn kill_at_work(person: &mut Person, step: u64, random: &mut Random) -> u64 {
    person.run(WORK, &[step.into()]);
    thread::sleep(Duration::from_millis(random.below(LONGEST_LIFE)));
    person.kill_browser();
    let asked = person.server.asked();
    let told = |what: &str| {
        let last = asked.iter().rev().find_map(|it| it.path.split_once(what));
        last.map(|(_, rest)| rest.to_owned())
    };
    assert_eq!(told("/refused/"), None, "the page refused to work");
    told("/acknowledged/").map_or(step, |it| it.parse::<u64>().expect("a step") + 1)
}

/// Kills the browser while the page starts; nothing is acknowledged.
fn kill_at_start(person: &mut Person, random: &mut Random) -> u64 {
    person.open_empty_page();
    person.run("setTimeout(() => { location.href = './' })", &[]);
    thread::sleep(Duration::from_millis(random.below(LONGEST_START)));
    person.kill_browser();
    0
}

/// Opens the page again; returns how many steps the work has, or says what is lost of at least so many.
fn check_nothing_is_lost(person: &mut Person, n_least: u64) -> Result<u64, String> {
    person.restart_browser();
    person.open_page();
    assert_eq!(person.alerts(), [""; 0]);
    let places: Vec<u64> = person.ask("return page.document().mentions.map((it) => it.start)");
    let has = |place: u64| places.contains(&place);
    // Of the step that was under way nobody knows, and a person may see two steps where only one was told.
    let is_state = |n_steps: &u64| {
        let n_places = n_steps + 4;
        (0..n_places).all(|it| has(it) == is_there(it, *n_steps))
            && places.iter().all(|it| *it < n_places)
    };
    let found = (n_least..n_least + 3).find(is_state);
    found.ok_or_else(|| {
        let lost = (0..n_least).filter(|it| has(*it) != is_there(*it, n_least));
        let lost: Vec<u64> = lost.collect();
        format!("after {n_least} steps the work is another at {lost:?}: {places:?}")
    })
}

/// Numbers that look random: the generator “SplitMix64”.
struct Random(u64);

impl Random {
    /// Returns a number below `end`.
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % end
    }
}
