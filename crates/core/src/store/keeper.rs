//! [`Keeper`]: the work in a [`Journal`], which has every change as it happened.
//!
//! | key | value, sealed |
//! |---|---|
//! | `document:ID`, `project`, `history` | the base: the work at one moment, as [`Copies`](super::Copies) has it |
//! | `step:N` | what happened then, in the order of the numbers |
//! | `quarantine:N` | an entry that could not be read, as it was |
//!
//! The work is the base with the steps behind it. When there are many, a new base takes their place, in the same
//! transaction: at every moment the journal holds all of the work.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::mem;

use super::copies::{Copies, Loaded, Snapshot};
use super::envelope::{Envelope, Moment};
use super::journal::{Batch, Journal};
use super::step_file;
use super::storage::{Storage, StorageError};
use crate::edit::Session;

const STEP: &str = "step:";

/// After how many steps a new base is due: so few that they are repeated in a moment.
const MAX_STEPS: u64 = 500;

/// Keeps the work in a journal.
#[derive(Debug)]
pub struct Keeper<J> {
    journal: J,
    /// Writes what changed of the base.
    base: Copies<Staged>,
    /// The last change that the journal has.
    moment: Moment,
    /// The number of the last change that the base has.
    base_seq: u64,
}

impl<J: Journal> Keeper<J> {
    /// Takes a journal over and reads it.
    ///
    /// What is damaged is told as a problem, and put aside when the next base is written.
    ///
    /// # Errors
    ///
    /// Where the journal cannot be read or claimed.
    pub async fn open(journal: J) -> Result<(Self, Loaded), StorageError> {
        let epoch = journal.claim().await?;
        let entries = journal.read().await?;
        let (mut moment, mut steps, mut damaged) = (Moment::default(), Vec::new(), Vec::new());
        let staged = Staged::default();
        for (key, sealed) in entries {
            if key.starts_with(STEP) {
                steps.push((key, sealed));
                continue;
            }
            match Envelope::open(&sealed) {
                Ok(envelope) => {
                    moment = moment.max(envelope.moment);
                    staged.hold(key, envelope.body.to_owned());
                }
                Err(error) => damaged.push((key, error.to_string(), sealed)),
            }
        }
        let mut base = Copies::with_whole_history(staged);
        let mut loaded = base.load().await?;
        for (key, reason, sealed) in damaged {
            loaded.put_aside(base.quarantine(&key, reason, sealed).await);
        }
        let base_seq = moment.seq;
        let mut session = Session::new(
            mem::take(&mut loaded.snapshot.project),
            mem::take(&mut loaded.snapshot.history),
        );
        let mut n_lost = 0;
        for (key, sealed) in steps {
            let is_gone = n_lost > 0;
            let repeated = repeat(&sealed, moment, &mut session).filter(|_| !is_gone);
            match repeated {
                Some(Repeated::Before) => base.storage().forget(&key),
                Some(Repeated::Next(next)) => moment = next,
                None => {
                    let reason = "it does not follow what is before it, or is damaged".to_owned();
                    let problem = base.quarantine(&key, reason, sealed).await;
                    // One is told for all: what follows a step that is lost can only be lost with it.
                    if n_lost == 0 {
                        loaded.put_aside(problem);
                    }
                    n_lost += 1;
                }
            }
        }
        loaded.snapshot.project = session.project().clone();
        loaded.snapshot.history = session.history().clone();
        let keeper = Self {
            journal,
            base,
            moment: Moment { epoch, ..moment },
            base_seq,
        };
        loaded.snapshot.moment = moment;
        Ok((keeper, loaded))
    }

    /// Returns the last change that the journal has.
    pub fn moment(&self) -> Moment {
        self.moment
    }

    /// Whether it is time for a new base: there are many steps, or something is to be put aside.
    pub fn is_base_due(&self) -> bool {
        self.moment.seq - self.base_seq >= MAX_STEPS || self.base.storage().has_changed()
    }

    /// Writes steps, in the order in which they happened; resolves when they would survive the death of the browser.
    ///
    /// # Errors
    ///
    /// As [`Journal::write`]; none of the steps is kept then.
    pub async fn append(&mut self, steps: &[String]) -> Result<(), StorageError> {
        let mut moment = self.moment;
        let mut batch = Batch::new();
        for body in steps {
            moment.seq += 1;
            let sealed = Envelope { moment, body }.seal();
            batch.push((step_key(moment.seq), Some(sealed)));
        }
        self.journal.write(moment.epoch, &batch).await?;
        self.moment = moment;
        Ok(())
    }

    /// Writes a new base and removes the steps; changes that it has and the journal has not count as written.
    ///
    /// # Errors
    ///
    /// As [`Journal::write`]; the journal is as it was then.
    pub async fn rebase(&mut self, snapshot: &Snapshot) -> Result<(), StorageError> {
        let moment = Moment {
            seq: snapshot.moment.seq,
            ..self.moment
        };
        self.base.save(snapshot).await?;
        let staged = self.base.storage().drain();
        let mut batch: Batch = staged
            .iter()
            .map(|(key, body)| {
                let sealed = body.as_deref().map(|body| Envelope { moment, body }.seal());
                (key.clone(), sealed)
            })
            .collect();
        let old = (self.base_seq + 1)..=self.moment.seq;
        batch.extend(old.map(|seq| (step_key(seq), None)));
        if let Err(error) = self.journal.write(moment.epoch, &batch).await {
            self.base.storage().restore(staged);
            return Err(error);
        }
        self.moment = moment;
        self.base_seq = moment.seq;
        Ok(())
    }
}

/// Returns the key of a step: its number with leading zeros, so that the order of keys is that of numbers.
fn step_key(seq: u64) -> String {
    format!("{STEP}{seq:016}")
}

/// A step that was read.
enum Repeated {
    /// The base has it already.
    Before,
    /// It was the next one.
    Next(Moment),
}

/// Repeats the step behind `moment`; `None` where it is damaged or does not follow.
fn repeat(sealed: &str, moment: Moment, session: &mut Session) -> Option<Repeated> {
    let step = Envelope::open(sealed).ok()?;
    if step.moment.seq <= moment.seq {
        return Some(Repeated::Before);
    }
    if step.moment.seq > moment.seq + 1 || step.moment.epoch < moment.epoch {
        return None;
    }
    step_file::repeat(step.body, session).ok()?;
    Some(Repeated::Next(step.moment))
}

/// Collects what is written, until all of it is written at once.
#[derive(Debug, Default)]
struct Staged {
    entries: RefCell<BTreeMap<String, Option<String>>>,
    changed: RefCell<BTreeSet<String>>,
}

impl Staged {
    /// Holds an entry that is written already, so that it can be read.
    fn hold(&self, key: String, body: String) {
        self.entries.borrow_mut().insert(key, Some(body));
    }

    /// Removes an entry with the next batch.
    fn forget(&self, key: &str) {
        self.entries.borrow_mut().insert(key.to_owned(), None);
        self.changed.borrow_mut().insert(key.to_owned());
    }

    fn has_changed(&self) -> bool {
        !self.changed.borrow().is_empty()
    }

    /// Returns what changed, and holds nothing more.
    fn drain(&self) -> BTreeMap<String, Option<String>> {
        let (mut entries, changed) = (self.entries.take(), self.changed.take());
        entries.retain(|key, _| changed.contains(key));
        entries
    }

    /// Takes back what could not be written; what came since then is newer.
    fn restore(&self, staged: BTreeMap<String, Option<String>>) {
        let mut entries = self.entries.borrow_mut();
        for (key, body) in staged {
            self.changed.borrow_mut().insert(key.clone());
            entries.entry(key).or_insert(body);
        }
    }
}

impl Storage for Staged {
    async fn keys(&self) -> Result<Vec<String>, StorageError> {
        let entries = self.entries.borrow();
        let present = entries.iter().filter(|(_, body)| body.is_some());
        Ok(present.map(|(key, _)| key.clone()).collect())
    }

    async fn get(&self, key: &str) -> Result<Option<String>, StorageError> {
        Ok(self.entries.borrow().get(key).cloned().flatten())
    }

    async fn put(&self, key: &str, value: &str) -> Result<(), StorageError> {
        self.hold(key.to_owned(), value.to_owned());
        self.changed.borrow_mut().insert(key.to_owned());
        Ok(())
    }

    async fn remove(&self, key: &str) -> Result<(), StorageError> {
        self.forget(key);
        Ok(())
    }
}
