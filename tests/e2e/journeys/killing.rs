//! The browser is killed, as by a crash or an empty battery.

use std::env;

use super::story;
use crate::harness::for_each_engine;

/// How many times each browser is killed, unless `GLOSSATOR_KILLS` says otherwise.
const N_KILLS: usize = 3;

#[test]
fn what_was_saved_survives_the_death_of_the_browser() {
    let n_kills = env::var("GLOSSATOR_KILLS").ok();
    let n_kills = n_kills.map_or(N_KILLS, |it| it.parse().expect("a number of kills"));
    for_each_engine(|person| {
        story::open(person);
        for n in 0..n_kills {
            // One is acknowledged; of the next nobody knows how far it came.
            let add = "
                const add = (start) => glossator.addMentions([{ start, end: start + 1, label: 'Work' }]);
                return add(2 * arguments[0])
                    .then(() => glossator.saved())
                    .then(() => { add(2 * arguments[0] + 1); return true; })";
            assert_eq!(person.run(add, &[n.into()]), true);
            person.kill_browser();

            person.restart_browser();
            person.open_page();
            assert_eq!(person.alerts(), [""; 0]);
            let mentions = person.document().mentions;
            for saved in 0..=n {
                assert!(
                    mentions.iter().any(|it| it.start == 2 * saved),
                    "the change {saved} is gone after {n} kills"
                );
            }
        }
        // What can be undone has survived as well.
        let n_mentions = person.document().mentions.len();
        person.click("button", "Undo");
        person.wait_until("the last one is taken back", || {
            person.document().mentions.len() == n_mentions - 1
        });
    });
}
