//! [`Saver`]: writes every change to the journal at once, and a moment later to the readable copies.

use std::cell::{Cell, RefCell};
use std::mem;
use std::rc::Rc;

use futures_channel::oneshot;
use gloo_timers::callback::Timeout;
use glossator_core::store::{Copies, Keeper, StorageError};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::browser::database::Database;
use crate::browser::life;
use crate::browser::storage::LocalStorage;
use crate::store::{Action, Store};
use crate::view::Saving;

/// How long changes are collected before the copies are written, in milliseconds.
const DELAY: u32 = 400;
/// After how long a failed write is tried again, in milliseconds.
const RETRY: u32 = 10_000;

/// Where the work is kept.
pub struct Places {
    /// The journal, or why there is none.
    pub journal: Result<Keeper<Database>, StorageError>,
    /// The readable copies.
    pub copies: Copies<LocalStorage>,
    /// Whether the journal has other work than the app begins with.
    pub is_base_due: bool,
}

/// Writes the work.
pub struct Saver {
    store: UseReducerHandle<Store>,
    /// Where it is written, but for the time while it is.
    places: RefCell<Option<Places>>,
    /// The steps that the journal does not have yet.
    records: RefCell<Vec<Rc<str>>>,
    copy: Cell<Due>,
    timer: RefCell<Option<Timeout>>,
    /// Those who asked to be told when everything is written.
    askers: RefCell<Vec<oneshot::Sender<Result<(), String>>>>,
    /// Whether the last attempt failed.
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
    /// Writes what happens in `store` to `places`.
    pub fn new(store: UseReducerHandle<Store>, places: Option<Places>) -> Self {
        Self {
            store,
            places: RefCell::new(places),
            records: RefCell::default(),
            copy: Cell::default(),
            timer: RefCell::default(),
            askers: RefCell::default(),
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
        // A change does not wait until a failed one is tried again: there may be room by now.
        if self.copy.get() == Due::Never || self.has_failed.get() {
            self.copy.set(Due::Later);
            self.schedule(DELAY);
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

    /// Writes everything, now; resolves when that is done, or tells why it is not.
    pub fn saved(self: &Rc<Self>) -> oneshot::Receiver<Result<(), String>> {
        let (sender, receiver) = oneshot::channel();
        self.askers.borrow_mut().push(sender);
        self.copy.set(Due::Now);
        self.flush();
        receiver
    }

    /// Whether something would be lost now.
    pub fn has_unsaved(&self) -> bool {
        self.has_failed.get() || !self.records.borrow().is_empty()
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
        let Some(mut places) = self.places.take() else {
            return;
        };
        let saver = Rc::clone(self);
        spawn_local(async move {
            let result = loop {
                let journaled = saver.write_steps(&mut places).await;
                if journaled.is_ok() {
                    saver.tell_saved(&places);
                }
                let copied = match journaled {
                    // What another tab has written since is not to be written over.
                    Err(StorageError::Taken) => Ok(()),
                    _ => saver.write_copies(&mut places).await,
                };
                let result = journaled.and(copied);
                let is_done = saver.records.borrow().is_empty() && saver.copy.get() != Due::Now;
                if result.is_err() || is_done {
                    break result;
                }
            };
            saver.finish(result, places);
        });
    }

    /// Brings the journal up to the work.
    async fn write_steps(&self, places: &mut Places) -> Result<(), StorageError> {
        let Ok(keeper) = &mut places.journal else {
            self.records.take();
            return Ok(());
        };
        let records = self.records.take();
        let result = if places.is_base_due || keeper.is_base_due() {
            // All steps that wait are in it.
            keeper.rebase(&self.store.clone().snapshot()).await
        } else if records.is_empty() {
            Ok(())
        } else {
            keeper.append(&records).await
        };
        if result.is_ok() {
            places.is_base_due = false;
        } else {
            let newer = mem::replace(&mut *self.records.borrow_mut(), records);
            self.records.borrow_mut().extend(newer);
        }
        result
    }

    /// Writes the copies where that is due.
    async fn write_copies(&self, places: &mut Places) -> Result<(), StorageError> {
        if self.copy.get() != Due::Now {
            return Ok(());
        }
        self.copy.set(Due::Never);
        let mut snapshot = self.store.clone().snapshot();
        if let Ok(keeper) = &places.journal {
            snapshot.moment = keeper.moment_of(snapshot.moment.seq);
        }
        let result = places.copies.save(&snapshot, places.journal.is_ok()).await;
        self.has_failed.set(result.is_err());
        if result.is_ok() {
            self.tell_saved(places);
        }
        result
    }

    /// Says "saved" where everything would survive the death of the browser.
    fn tell_saved(&self, places: &Places) {
        if places.journal.is_ok() && !self.has_unsaved() {
            life::note_saved();
            self.store.dispatch(Action::Saving(Saving::Saved));
        }
    }

    fn finish(self: &Rc<Self>, result: Result<(), StorageError>, places: Places) {
        let no_journal = places.journal.as_ref().err().map(ToString::to_string);
        self.places.replace(Some(places));
        match (result, no_journal) {
            (Ok(()), _) if self.copy.get() != Due::Never => {}
            (Ok(()), None) => self.answer(&Ok(())),
            (Ok(()), Some(reason)) => {
                self.tell_not_saved(format!("{reason}; there is a copy, which a crash can lose"));
            }
            (Err(error), _) => {
                self.has_failed.set(true);
                if error == StorageError::Taken {
                    self.is_over.set(true);
                    self.timer.replace(None);
                } else {
                    self.copy.set(Due::Later);
                    self.schedule(RETRY);
                }
                self.tell_not_saved(error.to_string());
            }
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
