//! [`Saver`]: writes every change to the journal at once, and a moment later to the readable copies.

use std::cell::{Cell, RefCell};
use std::mem;
use std::rc::Rc;

use futures_channel::oneshot;
use gloo_timers::callback::Timeout;
use glossator_core::store::{StorageError, Vault};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::browser::clock;
use crate::browser::database::Database;
use crate::browser::life;
use crate::browser::storage::LocalStorage;
use crate::store::{Action, Store};
use crate::view::Saving;

/// How long after the last change the copies are written, in milliseconds: where there is a journal, and where they
/// are all there is.
const DELAY: u32 = 2_000;
const SHORT_DELAY: u32 = 400;
/// After how long they are written although changes go on, in milliseconds.
const MAX_DELAY: f64 = 15_000.0;
/// After how long a failed write is tried again, in milliseconds.
const RETRY: u32 = 10_000;

/// Where the work is kept in a browser.
type Kept = Vault<Database, LocalStorage>;

/// Writes the work.
pub struct Saver {
    store: UseReducerHandle<Store>,
    /// Where it is written, but for the time while it is.
    vault: RefCell<Option<Kept>>,
    /// Whether there is a journal.
    has_journal: Cell<bool>,
    /// Whether there are no copies yet.
    is_first: Cell<bool>,
    /// When the first change came that is not copied, in milliseconds since the page was opened.
    first: Cell<Option<f64>>,
    /// The steps that the journal does not have yet.
    records: RefCell<Vec<Rc<str>>>,
    copy: Cell<Due>,
    timer: RefCell<Option<Timeout>>,
    /// Those who asked to be told when everything is written.
    askers: RefCell<Vec<oneshot::Sender<Result<(), String>>>>,
    /// Whether the journal is being written.
    is_writing: Cell<bool>,
    /// Whether the copies could not be written the last time.
    has_failed: Cell<bool>,
    /// Whether another tab writes from now on.
    is_over: Cell<bool>,
}

/// When something is to be written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Due {
    /// There is nothing to write.
    #[default]
    Never,
    /// When the timer ends.
    Later,
    /// At once.
    Now,
}

impl Saver {
    /// Writes what happens in `store` to where it is kept.
    pub fn new(store: UseReducerHandle<Store>, vault: Option<Kept>) -> Self {
        let has_journal = vault
            .as_ref()
            .is_some_and(|it| it.journal_error().is_none());
        let is_first = vault.as_ref().is_some_and(|it| !it.has_copies());
        Self {
            store,
            vault: RefCell::new(vault),
            has_journal: Cell::new(has_journal),
            is_first: Cell::new(is_first),
            first: Cell::default(),
            records: RefCell::default(),
            copy: Cell::default(),
            timer: RefCell::default(),
            askers: RefCell::default(),
            is_writing: Cell::default(),
            has_failed: Cell::default(),
            is_over: Cell::default(),
        }
    }

    /// Takes note of a step; the journal has it as soon as it can.
    pub fn record(self: &Rc<Self>, record: Rc<str>) {
        self.records.borrow_mut().push(record);
        self.work();
    }

    /// Takes note of something new to copy; it is written a moment later, with what comes until then.
    pub fn note(self: &Rc<Self>) {
        self.store.dispatch(Action::Saving(Saving::Saving));
        let now = clock::now();
        let waited = now - self.first.get().unwrap_or(now);
        self.first.set(Some(now - waited));
        if self.is_first.take() {
            // The page finds out by the copies who returns.
            self.copy.set(Due::Now);
        } else if self.copy.get() != Due::Now && waited < MAX_DELAY {
            // A change does not wait until a failed one is tried again: there may be room by now.
            self.copy.set(Due::Later);
            let has_journal = self.has_journal.get() && !self.has_failed.get();
            self.schedule(if has_journal { DELAY } else { SHORT_DELAY });
        }
        self.work();
    }

    /// Writes everything that waits, now.
    pub fn flush(self: &Rc<Self>) {
        self.timer.replace(None);
        if self.copy.get() != Due::Never {
            self.copy.set(Due::Now);
        }
        self.work();
    }

    /// Writes everything, the copies too, now; resolves when that is done, or tells why it is not.
    pub fn saved(self: &Rc<Self>) -> oneshot::Receiver<Result<(), String>> {
        let (sender, receiver) = oneshot::channel();
        self.askers.borrow_mut().push(sender);
        self.copy.set(Due::Now);
        self.flush();
        receiver
    }

    /// Whether something would be lost now.
    pub fn has_unsaved(&self) -> bool {
        let is_waiting = self.is_writing.get() || !self.records.borrow().is_empty();
        is_waiting || self.has_failed.get() || !self.has_journal.get()
    }

    fn schedule(self: &Rc<Self>, delay: u32) {
        let saver = Rc::clone(self);
        self.timer
            .replace(Some(Timeout::new(delay, move || saver.flush())));
    }

    /// Writes what is due, unless that is going on already: then it goes on until nothing is.
    fn work(self: &Rc<Self>) {
        if self.is_over.get() {
            self.answer(&Err(StorageError::Taken.to_string()));
            return;
        }
        let Some(mut vault) = self.vault.take() else {
            return;
        };
        let saver = Rc::clone(self);
        spawn_local(async move {
            let result = loop {
                let journaled = saver.write_steps(&mut vault).await;
                if journaled.is_ok() {
                    saver.tell_saved();
                }
                let copied = match journaled {
                    // What another tab has written since is not to be written over.
                    Err(StorageError::Taken) => Ok(()),
                    _ => saver.write_copies(&mut vault).await,
                };
                let is_done = saver.records.borrow().is_empty() && saver.copy.get() != Due::Now;
                if journaled.is_err() || copied.is_err() || is_done {
                    break (journaled, copied);
                }
            };
            saver.finish(result, vault);
        });
    }

    /// Brings the journal up to the work.
    async fn write_steps(&self, vault: &mut Kept) -> Result<(), StorageError> {
        let records = self.records.take();
        let snapshot = || self.store.clone().snapshot();
        self.is_writing.set(!records.is_empty());
        let result = vault.write(&records, snapshot).await;
        self.is_writing.set(false);
        self.has_journal.set(result.is_ok());
        if result.is_err() {
            let newer = mem::replace(&mut *self.records.borrow_mut(), records);
            self.records.borrow_mut().extend(newer);
        }
        result
    }

    /// Writes the copies where that is due.
    async fn write_copies(&self, vault: &mut Kept) -> Result<(), StorageError> {
        if self.copy.get() != Due::Now {
            return Ok(());
        }
        self.copy.set(Due::Never);
        self.first.set(None);
        let result = vault.copy(self.store.clone().snapshot()).await;
        self.has_failed.set(result.is_err());
        result
    }

    /// Says "saved" where everything would survive the death of the browser.
    fn tell_saved(&self) {
        if self.has_journal.get() && !self.has_unsaved() {
            life::note_saved();
            self.store.dispatch(Action::Saving(Saving::Saved));
        }
    }

    fn finish(
        self: &Rc<Self>,
        (journaled, copied): (Result<(), StorageError>, Result<(), StorageError>),
        vault: Kept,
    ) {
        self.vault.replace(Some(vault));
        if journaled == Err(StorageError::Taken) || copied == Err(StorageError::Taken) {
            self.is_over.set(true);
            self.timer.replace(None);
            self.tell_not_saved(StorageError::Taken.to_string());
            return;
        }
        if journaled.is_err() || copied.is_err() {
            self.copy.set(Due::Later);
            self.schedule(RETRY);
        }
        match (journaled, copied) {
            (Ok(()), Ok(())) => {
                self.tell_saved();
                self.answer(&Ok(()));
            }
            (Err(reason), Ok(())) => {
                self.tell_not_saved(format!("{reason}; there is a copy, which a crash can lose"));
            }
            (_, Err(error)) => self.tell_not_saved(error.to_string()),
        }
    }

    fn tell_not_saved(&self, reason: String) {
        let saving = Saving::NotSaved(reason.as_str().into());
        self.store.dispatch(Action::Saving(saving));
        self.answer(&Err(reason));
    }

    fn answer(&self, result: &Result<(), String>) {
        for asker in self.askers.take() {
            drop(asker.send(result.clone()));
        }
    }
}
