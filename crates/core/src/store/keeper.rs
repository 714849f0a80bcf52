//! [`Keeper`]: the work in a [`Journal`], which has every change as it happened.
//!
//! | key | value, sealed |
//! |---|---|
//! | `document:ID`, `project`, `history` | the base: the work at one moment, as in the copies |
//! | `step:N` | what happened then, in the order of the numbers |
//! | `quarantine:N` | an entry that could not be read, as it was |
//! | `left:N` | copies of documents, as a project file: what a writer could not write before another took over |
//!
//! The work is the base with the steps behind it. When there are many, a new base takes their place, in the same
//! transaction: at every moment the journal holds all of the work.

use std::collections::BTreeMap;
use std::mem;

use super::entries::{Entries, Loaded, Snapshot};
use super::envelope::{Envelope, Moment};
use super::journal::{Batch, Journal};
use super::step_file;
use super::storage::{LARGE, StorageError};
use crate::edit::Session;
use crate::formats::own;
use crate::model::{DocumentId, Project};

const STEP: &str = "step:";
const LEFT: &str = "left:";

/// After how many steps a new base is due: so few that they are repeated in a moment.
const MAX_STEPS: u64 = 500;

/// Keeps the work in a journal.
#[derive(Debug)]
pub struct Keeper<J> {
    journal: J,
    /// Knows what changed of the base.
    base: Entries,
    /// What is to be put aside with the next base, or removed.
    aside: Batch,
    /// In which it writes.
    epoch: u64,
    /// The last change that the journal has.
    moment: Moment,
    /// The number of the last change that the base has.
    base_seq: u64,
}

impl<J: Journal> Keeper<J> {
    /// Takes a journal over and reads it. Its moments are later than those of epoch `above`, which another place may
    /// have when the journal was cleared.
    ///
    /// What is damaged is told as a problem, and put aside when the next base is written.
    ///
    /// # Errors
    ///
    /// As [`Journal::claim`].
    pub async fn open(journal: J, above: u64) -> Result<(Self, Loaded), StorageError> {
        // What is written in a higher epoch than is read would be lost.
        let below = |it: u64| it.min(Moment::MAX - 1);
        let (epoch, entries) = journal.claim(below(above)).await?;
        let (mut keeper, loaded) = Self::begin(journal, epoch, entries);
        if keeper.moment.epoch >= epoch {
            // The journal has forgotten who wrote it.
            let above = below(keeper.moment.epoch);
            keeper.epoch = keeper.journal.claim(above).await?.0;
        }
        Ok((keeper, loaded))
    }

    /// Reads a journal that another writes.
    ///
    /// # Errors
    ///
    /// As [`Journal::read`].
    pub async fn peek(journal: J) -> Result<Loaded, StorageError> {
        let entries = journal.read().await?;
        let (_, loaded) = Self::begin(journal, 0, entries);
        Ok(loaded)
    }

    fn begin(journal: J, epoch: u64, entries: Vec<(String, String)>) -> (Self, Loaded) {
        let (mut values, mut steps, mut damaged) = (BTreeMap::new(), Vec::new(), Vec::new());
        let (mut moment, mut left, mut aside) = Default::default();
        for (key, sealed) in entries {
            if key.starts_with(LEFT) {
                match read_left(&sealed) {
                    Ok(project) => {
                        Vec::push(&mut left, project);
                        Batch::push(&mut aside, (key, None));
                    }
                    Err(error) => damaged.push((key, error, sealed)),
                }
                continue;
            }
            if key.starts_with(STEP) {
                steps.push((key, sealed));
                continue;
            }
            match Envelope::open(&sealed) {
                Ok(envelope) => {
                    moment = Moment::max(moment, envelope.moment);
                    values.insert(key, envelope.body.to_owned());
                }
                Err(error) => damaged.push((key, error.to_string(), sealed)),
            }
        }
        let mut base = Entries::default();
        damaged.iter().for_each(|it| base.note_key(&it.0));
        let (mut loaded, mut asides) = base.read(&values);
        for (key, reason, sealed) in damaged {
            asides.push(base.put_aside(&mut loaded, &key, &reason, sealed));
        }
        let base_seq = moment.seq;
        let snapshot = &mut loaded.snapshot;
        let mut session = Session::new(
            mem::take(&mut snapshot.project),
            mem::take(&mut snapshot.history),
        );
        let mut is_broken = false;
        for (key, sealed) in steps {
            match repeat(&sealed, moment, &mut session) {
                Some(Repeated::Before) => aside.push((key, None)),
                Some(Repeated::Next(next, document)) if !is_broken => {
                    moment = next;
                    // Where the person was last.
                    loaded.snapshot.shown = document.or(loaded.snapshot.shown);
                }
                _ => {
                    let n_problems = loaded.problems.len();
                    let reason = "it does not follow what is before it, or is damaged";
                    asides.push(base.put_aside(&mut loaded, &key, reason, sealed));
                    // One is told for all: what follows a step that is lost can only be lost with it.
                    loaded
                        .problems
                        .truncate(n_problems + usize::from(!is_broken));
                    is_broken = true;
                }
            }
        }
        for it in asides {
            aside.extend([(it.to, Some(it.value)), (it.from, None)]);
        }
        loaded.snapshot.project = session.project().clone();
        loaded.snapshot.history = session.history().clone();
        loaded.snapshot.moment = moment;
        loaded.left = left;
        let keeper = Self {
            journal,
            base,
            aside,
            epoch,
            moment,
            base_seq,
        };
        (keeper, loaded)
    }

    /// Returns what others have left since this was opened: it is to be in the next base, with which the journal
    /// forgets it.
    ///
    /// # Errors
    ///
    /// As [`Journal::read`].
    pub async fn left(&mut self) -> Result<Vec<Project>, StorageError> {
        let mut left = Vec::new();
        for (key, sealed) in self.journal.read().await? {
            let is_known = self.aside.iter().any(|it| it.0 == key);
            if !key.starts_with(LEFT) || is_known {
                continue;
            }
            // What is damaged is told at the next start.
            if let Ok(project) = read_left(&sealed) {
                left.push(project);
                self.aside.push((key, None));
            }
        }
        Ok(left)
    }

    /// Leaves documents to the one that has taken over.
    ///
    /// # Errors
    ///
    /// As [`Journal::leave`].
    pub async fn leave(&self, documents: &Project) -> Result<(), StorageError> {
        let moment = self.moment_of(self.moment.seq + 1);
        let body = &own::write(documents);
        let key = format!("{LEFT}{:016}", self.epoch);
        let sealed = Envelope { moment, body }.seal();
        self.journal.leave(&key, &sealed).await
    }

    /// Returns the epoch in which this writes.
    pub fn epoch(&self) -> u64 {
        self.epoch
    }

    /// Returns the last change that the journal has.
    pub fn moment(&self) -> Moment {
        self.moment
    }

    /// Takes a journal over that was cleared, so that all of the work can be written anew.
    ///
    /// # Errors
    ///
    /// As [`Journal::claim`]; [`StorageError::Taken`] where another has begun to write.
    pub async fn reopen(&mut self) -> Result<(), StorageError> {
        let (epoch, entries) = self.journal.claim(self.epoch).await?;
        if !entries.is_empty() {
            return Err(StorageError::Taken);
        }
        self.epoch = epoch;
        self.base.forget();
        // There are no steps that the next base has to remove.
        self.base_seq = self.moment.seq;
        Ok(())
    }

    /// Finds out whether this is still the one that writes.
    ///
    /// # Errors
    ///
    /// As [`Journal::write`].
    pub async fn verify(&self) -> Result<(), StorageError> {
        self.journal.write(self.epoch, &Batch::new()).await
    }

    /// Returns the moment of the last of `seq` changes.
    pub fn moment_of(&self, seq: u64) -> Moment {
        let is_old = seq <= self.moment.seq;
        let epoch = if is_old {
            self.moment.epoch
        } else {
            self.epoch
        };
        Moment { epoch, seq }
    }

    /// Whether it is time for a new base: there are many steps, or something is to be put aside.
    pub fn is_base_due(&self) -> bool {
        self.moment.seq - self.base_seq >= MAX_STEPS || !self.aside.is_empty()
    }

    /// Writes steps, in the order in which they happened; resolves when they would survive the death of the browser.
    ///
    /// # Errors
    ///
    /// As [`Journal::write`]; none of the steps is kept then.
    pub async fn append(&mut self, steps: &[impl AsRef<str>]) -> Result<(), StorageError> {
        let mut moment = self.moment;
        let mut batch = Batch::new();
        for step in steps {
            moment = self.moment_of(moment.seq + 1);
            let body = step.as_ref();
            let sealed = Envelope { moment, body }.seal();
            batch.push((step_key(moment.seq), Some(sealed)));
        }
        self.journal.write(self.epoch, &batch).await?;
        self.moment = moment;
        Ok(())
    }

    /// Writes a new base and removes the steps; changes that it has and the journal has not count as written.
    ///
    /// # Errors
    ///
    /// As [`Journal::write`]; the journal is as it was then.
    pub async fn rebase(&mut self, snapshot: &Snapshot) -> Result<(), StorageError> {
        let moment = self.moment_of(snapshot.moment.seq);
        let old = (self.base_seq + 1)..=self.moment.seq;
        let mut batch: Batch = old.map(|seq| (step_key(seq), None)).collect();
        // What is put aside makes room first.
        let entries = self.aside.iter().cloned();
        let changes = self.base.changes(snapshot);
        let sizes = changes.iter().flat_map(|it| &it.1).map(String::len);
        if sizes.sum::<usize>() > LARGE {
            self.journal.pause().await;
        }
        for (key, body) in entries.chain(changes) {
            let sealed = body.map(|body| {
                Envelope {
                    moment,
                    body: &body,
                }
                .seal()
            });
            batch.push((key, sealed));
        }
        self.journal.write(self.epoch, &batch).await?;
        self.base.note_written(snapshot, &[]);
        self.aside.clear();
        self.moment = moment;
        self.base_seq = moment.seq;
        Ok(())
    }
}

/// Returns the key of a step: its number with leading zeros, so that the order of keys is that of numbers.
fn step_key(seq: u64) -> String {
    format!("{STEP}{seq:016}")
}

fn read_left(sealed: &str) -> Result<Project, String> {
    let envelope = Envelope::open(sealed).map_err(|error| error.to_string())?;
    let (project, _) = own::read(envelope.body).map_err(|error| error.to_string())?;
    Ok(project)
}

/// A step that was read.
enum Repeated {
    /// The base has it already.
    Before,
    /// It was the next one; the document that it changed.
    Next(Moment, Option<DocumentId>),
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
    let (_, transaction) = step_file::follow(step.body, session)?;
    Some(Repeated::Next(step.moment, transaction.document().cloned()))
}
