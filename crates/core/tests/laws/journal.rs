//! Laws of the journal: what it acknowledged is there, whatever happens to the program.

use glossator_core::edit::{History, Session, StepKind};
use glossator_core::model::Project;
use glossator_core::store::{Keeper, Loaded, MemoryJournal, Snapshot, StorageError, write_step};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::store::{at, block_on};
use crate::strategies::{Step, command, step};

/// What happens to a program that keeps its work in a journal.
#[derive(Clone, Debug)]
enum Event {
    /// A person does something.
    Step(Step),
    /// What happened is written.
    Append,
    /// A new base is written, with what happened.
    Rebase,
    /// The program dies and is started again.
    Crash,
    /// The next write fails, and what was to be written with it has to be written later.
    Fault,
    /// Another tab opens the work, and this one opens it again.
    Takeover,
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        8 => step().prop_map(Event::Step),
        4 => Just(Event::Append),
        1 => Just(Event::Rebase),
        2 => Just(Event::Crash),
        1 => Just(Event::Fault),
        1 => Just(Event::Takeover),
    ]
}

/// Does a step and returns it as the journal keeps it; `None` where nothing changed.
fn record(session: &mut Session, step: &Step) -> Option<String> {
    let before = session.project().clone();
    let (kind, transaction) = match step {
        Step::Undo => (StepKind::Undo, session.undo().expect("it fits")?),
        Step::Redo => (StepKind::Redo, session.redo().expect("it fits")?),
        _ => {
            let command = command(session.project(), step)?;
            (
                StepKind::Do,
                session.run(&command).expect("a person could do it"),
            )
        }
    };
    (!transaction.is_empty()).then(|| write_step(kind, &transaction, &before))
}

fn open(journal: &MemoryJournal) -> (Keeper<MemoryJournal>, Loaded) {
    block_on(Keeper::open(journal.clone(), 0)).expect("the journal can be read")
}

/// A session in which there is something to work on.
fn begun() -> Session {
    let mut session = Session::default();
    let file = ("a.txt".to_owned(), "Ada met Charles in London.".to_owned());
    record(&mut session, &Step::Import(vec![file]));
    session
}

type State = (Project, History);

fn state_of(session: &Session) -> State {
    (session.project().clone(), session.history().clone())
}

fn state_in(found: &Loaded) -> State {
    let Snapshot {
        project, history, ..
    } = &found.snapshot;
    (project.clone(), history.clone())
}

/// Writes a journal of a base and steps; returns the states after the base and after each step.
fn written(steps: &[Step]) -> (MemoryJournal, Vec<State>) {
    let journal = MemoryJournal::default();
    let (mut keeper, _) = open(&journal);
    let mut session = begun();
    let mut states = vec![state_of(&session)];
    block_on(keeper.rebase(&at(&session, 0))).expect("there is room");
    for step in steps {
        if let Some(record) = record(&mut session, step) {
            block_on(keeper.append(&[record])).expect("there is room");
            states.push(state_of(&session));
        }
    }
    (journal, states)
}

proptest! {
    #![proptest_config(crate::config())]

    #[test]
    fn what_was_acknowledged_is_there(events in vec(event(), 1..40)) {
        let journal = MemoryJournal::default();
        let (mut keeper, _) = open(&journal);
        let mut session = begun();
        block_on(keeper.rebase(&at(&session, 0))).expect("there is room");
        let mut acknowledged = state_of(&session);
        let mut waiting: Vec<String> = Vec::new();
        let (mut seq, mut n_kept) = (0, 0);
        for event in &events {
            match event {
                Event::Step(step) => {
                    let record = record(&mut session, step);
                    seq += record.is_some() as u64;
                    waiting.extend(record);
                }
                Event::Append | Event::Rebase => {
                    let result = match event {
                        Event::Append => block_on(keeper.append(&waiting)),
                        _ => block_on(keeper.rebase(&at(&session, seq))),
                    };
                    if result.is_ok() {
                        waiting.clear();
                        acknowledged = state_of(&session);
                        n_kept = seq;
                    }
                    journal.set_fault(None);
                }
                Event::Fault => journal.set_fault(Some(StorageError::Full)),
                Event::Crash | Event::Takeover => {
                    journal.set_fault(None);
                    let stale = keeper;
                    let (next, found) = open(&journal);
                    prop_assert_eq!(&found.problems, &vec![]);
                    prop_assert_eq!(state_in(&found), acknowledged.clone());
                    if let Event::Takeover = event {
                        let mut stale = stale;
                        let result = block_on(stale.append(&waiting));
                        prop_assert!(result.is_err(), "who was taken over writes no more");
                    }
                    keeper = next;
                    waiting.clear();
                    seq = n_kept;
                    prop_assert_eq!(found.snapshot.moment.seq, seq);
                    session = Session::new(acknowledged.0.clone(), acknowledged.1.clone());
                }
            }
        }
        journal.set_fault(None);
        prop_assert_eq!(state_in(&open(&journal).1), acknowledged);
    }

    #[test]
    fn a_damaged_step_leaves_all_before_it_and_is_told(steps in vec(step(), 1..12), at in any::<Index>(), byte in any::<Index>(), cut in any::<bool>()) {
        let (journal, states) = written(&steps);
        let mut damaged = None;
        journal.damage(|entries| {
            let keys: Vec<String> = entries.keys().filter(|it| it.starts_with("step:")).cloned().collect();
            if keys.is_empty() {
                return;
            }
            let n = at.index(keys.len());
            let value = entries.get_mut(&keys[n]).expect("it is there");
            let byte = byte.index(value.len());
            let mut bytes = value.clone().into_bytes();
            if cut {
                bytes.truncate(byte);
            } else {
                bytes[byte] ^= 1;
            }
            *value = String::from_utf8_lossy(&bytes).into_owned();
            damaged = Some((n, value.clone()));
        });
        let (mut keeper, found) = open(&journal);
        let Some((n, raw)) = damaged else {
            prop_assert_eq!(&found.problems, &vec![]);
            return Ok(());
        };
        prop_assert_eq!(state_in(&found), states[n].clone());
        prop_assert_eq!(found.problems.len(), 1);
        prop_assert_eq!(&found.problems[0].raw, &raw);
        // Put aside, with all that followed it, and gone on from there.
        prop_assert!(keeper.is_base_due());
        block_on(keeper.rebase(&found.snapshot)).expect("there is room");
        let n_aside = journal.contents().keys().filter(|it| it.starts_with("quarantine:")).count();
        prop_assert_eq!(n_aside, states.len() - 1 - n);
        let again = open(&journal).1;
        prop_assert_eq!(&again.problems, &vec![]);
        prop_assert_eq!(state_in(&again), states[n].clone());
    }

    #[test]
    fn a_lost_step_is_not_stepped_over(steps in vec(step(), 1..12), at in any::<Index>()) {
        let (journal, states) = written(&steps);
        let n_steps = states.len() - 1;
        if n_steps == 0 {
            return Ok(());
        }
        let n = at.index(n_steps);
        journal.damage(|entries| {
            let key = entries.keys().filter(|it| it.starts_with("step:")).nth(n).expect("it is there").clone();
            entries.remove(&key);
        });
        let found = open(&journal).1;
        prop_assert_eq!(state_in(&found), states[n].clone());
        // Where the last one is lost, nobody can know.
        prop_assert_eq!(found.problems.len(), usize::from(n + 1 < n_steps));
    }

    #[test]
    fn a_damaged_base_is_put_aside(steps in vec(step(), 1..12), at in any::<Index>(), byte in any::<Index>()) {
        let (journal, _) = written(&steps);
        let (mut keeper, found) = open(&journal);
        block_on(keeper.rebase(&found.snapshot)).expect("there is room");
        let mut raw = String::new();
        journal.damage(|entries| {
            let key = entries.keys().nth(at.index(entries.len())).expect("there is one").clone();
            let value = entries.get_mut(&key).expect("it is there");
            let mut bytes = value.clone().into_bytes();
            let byte = byte.index(bytes.len());
            bytes[byte] ^= 1;
            *value = String::from_utf8_lossy(&bytes).into_owned();
            raw = value.clone();
        });
        let (mut keeper, found) = open(&journal);
        prop_assert!(found.problems.iter().any(|it| it.raw == raw), "unreadable is never empty");
        block_on(keeper.rebase(&found.snapshot)).expect("there is room");
        let asides = journal.contents();
        let mut asides = asides.iter().filter(|(key, _)| key.starts_with("quarantine:"));
        let raw = serde_json::to_string(&raw).expect("text");
        prop_assert!(asides.any(|(_, value)| value.contains(&raw)));
    }
}
