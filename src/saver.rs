//! [`Saver`]: writes every change to the journal at once, and a moment later to the readable copies.

use std::cell::{Cell, RefCell};
use std::mem;
use std::rc::Rc;

use futures_channel::oneshot;
use gloo_timers::callback::Timeout;
use glossator_core::model::Project;
use glossator_core::store::StorageError;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::browser::channel::{Channel, Message};
use crate::browser::clock;
use crate::browser::disk_file::DiskFile;
use crate::browser::{life, settings};
use crate::notice::{Notice, Tone};
use crate::start::Kept;
use crate::store::{Action, Store};
use crate::view::Saving;

mod handover;
mod report;

pub use report::Report;

/// How long after the last change the copies are written, in milliseconds: where there is a journal, and where they
/// are all there is.
const DELAY: u32 = 2_000;
const SHORT_DELAY: u32 = 400;
/// After how long they are written although changes go on, in milliseconds.
const MAX_DELAY: f64 = 15_000.0;
/// After how long a failed write is tried again, in milliseconds.
const RETRY: u32 = 10_000;
/// How long after the last write the page says that all is saved, in milliseconds: whoever tags one mention after the
/// other does not have the sign flicker, nor a frame drawn for it, nor it read aloud each time.
const SIGN_DELAY: u32 = 100;

/// Tells `page/first.js` at the next start that there is work here.
const RETURNING: &str = "glossator:returning";

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
    /// Says that all is saved when it ends.
    sign: RefCell<Option<Timeout>>,
    /// Those who wait until nothing is being written.
    idlers: RefCell<Vec<oneshot::Sender<()>>>,
    /// Those who asked to be told when everything is written.
    askers: RefCell<Vec<oneshot::Sender<Result<(), String>>>>,
    /// Whether the journal is being written.
    is_writing: Cell<bool>,
    /// Whether the copies could not be written the last time.
    has_failed: Cell<bool>,
    /// Whether another tab writes.
    is_over: Cell<bool>,
    /// The project as the journal has it.
    written: RefCell<Project>,
    /// Whether another tab has left something in the journal.
    has_left: Cell<bool>,
    /// The epoch in which it writes.
    epoch: Cell<u64>,
    /// Whether another tab was found to write, when something was written last.
    is_taken: Cell<bool>,
    /// Whether the journal and the copies are to be looked after.
    is_doubtful: Cell<bool>,
    /// What was written when.
    report: RefCell<Report>,
    /// A file that is kept up to date as well, if a person has chosen one.
    disk_file: DiskFile,
    /// Tells the other tabs what is written.
    channel: Rc<Channel>,
    /// Adds to the work what another tab has left.
    add: RefCell<Callback<Rc<Project>>>,
    /// Asked when another tab has begun to write.
    taken: RefCell<Callback<()>>,
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
    /// Writes what happens in `store` to where it is kept; with no such place, another tab writes.
    pub fn new(store: UseReducerHandle<Store>, vault: Option<Kept>, channel: &Rc<Channel>) -> Self {
        let saver = Self {
            store,
            vault: RefCell::default(),
            has_journal: Cell::default(),
            is_first: Cell::default(),
            first: Cell::default(),
            records: RefCell::default(),
            copy: Cell::default(),
            timer: RefCell::default(),
            sign: RefCell::default(),
            idlers: RefCell::default(),
            askers: RefCell::default(),
            is_writing: Cell::default(),
            has_failed: Cell::default(),
            is_over: Cell::new(true),
            written: RefCell::default(),
            has_left: Cell::default(),
            epoch: Cell::default(),
            is_taken: Cell::default(),
            is_doubtful: Cell::default(),
            report: RefCell::default(),
            disk_file: DiskFile::default(),
            channel: Rc::clone(channel),
            add: RefCell::default(),
            taken: RefCell::default(),
        };
        if let Some(vault) = vault {
            saver.begin(vault);
        }
        saver
    }

    /// Writes from now on, to where the work was read.
    pub fn begin(&self, vault: Kept) {
        self.has_journal.set(vault.journal_error().is_none());
        self.is_first.set(!vault.has_copies());
        self.written
            .replace(self.store.clone().session.project().clone());
        self.has_failed.set(false);
        self.epoch.set(vault.epoch());
        self.vault.replace(Some(vault));
        self.is_over.set(false);
    }

    /// Whether a person has changed something here that is saved.
    pub fn is_worth_keeping(&self) -> bool {
        self.store.clone().revision() > 0 && matches!(self.report.borrow().journal, Some(Ok(_)))
    }

    /// Whether this tab writes.
    pub fn is_writer(&self) -> bool {
        !self.is_over.get()
    }

    /// Finds out whether all that was written is still there, and writes it anew where it is not.
    pub fn check(self: &Rc<Self>) {
        self.is_doubtful.set(true);
        self.copy.set(Due::Now);
        self.work();
    }

    /// Takes note of a step; the journal has it as soon as it can.
    pub fn record(self: &Rc<Self>, record: Rc<str>) {
        // What a tab that only reads repeats is written already.
        if self.store.clone().is_reader() {
            return;
        }
        self.records.borrow_mut().push(record);
        self.work();
    }

    /// Takes note of something new to copy; it is written a moment later, with what comes until then.
    pub fn note(self: &Rc<Self>) {
        if self.is_over.get() {
            return;
        }
        let now = clock::now();
        let waited = now - self.first.get().unwrap_or(now);
        self.first.set(Some(now - waited));
        if self.is_first.take() {
            settings::put(RETURNING, Some("true"));
        }
        if self.copy.get() != Due::Now && waited < MAX_DELAY {
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
        if self.is_over.get() {
            return !self.records.borrow().is_empty();
        }
        let is_waiting = self.is_writing.get() || !self.records.borrow().is_empty();
        is_waiting || !self.has_journal.get()
    }

    fn schedule(self: &Rc<Self>, delay: u32) {
        let saver = Rc::clone(self);
        self.timer
            .replace(Some(Timeout::new(delay, move || saver.flush())));
    }

    /// Writes what is due, unless that is going on already: then it goes on until nothing is.
    fn work(self: &Rc<Self>) {
        if self.is_over.get() {
            // A tab that only reads has nothing to write.
            let is_read = self.records.borrow().is_empty();
            self.answer(&is_read.then_some(()).ok_or(StorageError::Taken.to_string()));
            return;
        }
        let Some(mut vault) = self.vault.take() else {
            return;
        };
        let saver = Rc::clone(self);
        spawn_local(async move {
            let result = loop {
                let journaled = saver.write_steps(&mut vault).await;
                match journaled {
                    Ok(()) => saver.tell_saved_soon(),
                    // The copies are all there is now: they do not wait for more to come.
                    Err(_) if saver.copy.get() == Due::Later => saver.copy.set(Due::Now),
                    Err(_) => {}
                }
                let copied = match journaled {
                    // What another tab has written since is not to be written over.
                    Err(StorageError::Taken) => Ok(()),
                    _ => saver.write_copies(&mut vault).await,
                };
                let is_done = saver.records.borrow().is_empty()
                    && saver.copy.get() != Due::Now
                    && !saver.has_left.get();
                let is_done = is_done || saver.is_over.get();
                if journaled.is_err() || copied.is_err() || is_done {
                    break (journaled, copied);
                }
            };
            saver.finish(result, vault);
        });
    }

    /// Brings the journal up to the work.
    async fn write_steps(&self, vault: &mut Kept) -> Result<(), StorageError> {
        if self.has_left.take() {
            for project in vault.left().await? {
                // It is a step like any other, and so among the records below.
                let add = self.add.borrow().clone();
                add.emit(Rc::new(project));
            }
        }
        let records = self.records.take();
        let handle = self.store.clone();
        // What comes while this is written is written the next time.
        let now: &Store = &handle;
        let before = vault.moment();
        self.is_writing.set(!records.is_empty());
        let mut result = Ok(());
        if self.is_doubtful.take() {
            result = vault.check(|| now.snapshot()).await;
        }
        if result.is_ok() {
            result = vault.write(&records, || now.snapshot()).await;
        }
        self.is_writing.set(false);
        self.has_journal.set(result.is_ok());
        self.report.borrow_mut().journal = Some(result.clone().map(|()| clock::date()));
        if result.is_ok() {
            self.written.replace(now.session.project().clone());
            self.tell(before, &records, vault);
        }
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
        let had_failed = self.has_failed.replace(result.is_err());
        self.report.borrow_mut().copies = Some(result.clone().map(|()| clock::date()));
        self.write_file().await;
        match &result {
            // The journal tells of itself.
            Ok(()) if vault.moment().is_none() => self.channel.tell(&Message::Whole(0)),
            Err(error) if *error != StorageError::Taken && !had_failed => self.warn(error),
            _ => {}
        }
        result
    }

    fn warn(&self, error: &StorageError) {
        if self.has_journal.get() {
            let text = format!(
                "The readable copies cannot be written: {error}. The work is saved in the browser’s database alone; it is copied again as soon as that is possible."
            );
            let notice = Notice::new(Tone::Warning, text);
            self.store.dispatch(Action::Notify(notice));
        }
    }

    /// Says "saved" where everything would survive the death of the browser.
    fn tell_saved(&self) {
        self.sign.replace(None);
        if !self.has_unsaved() {
            self.store.dispatch(Action::Saving(Saving::Saved));
        }
    }

    /// Says so when nothing more has been written for a moment.
    fn tell_saved_soon(self: &Rc<Self>) {
        if !self.has_unsaved() {
            life::note_saved();
            let saver = Rc::clone(self);
            let sign = Timeout::new(SIGN_DELAY, move || saver.tell_saved());
            self.sign.replace(Some(sign));
        }
    }

    fn finish(
        self: &Rc<Self>,
        (journaled, copied): (Result<(), StorageError>, Result<(), StorageError>),
        vault: Kept,
    ) {
        self.vault.replace(Some(vault));
        for idler in self.idlers.take() {
            idler.send(()).ok();
        }
        if journaled == Err(StorageError::Taken) || copied == Err(StorageError::Taken) {
            self.is_taken.set(true);
            self.answer(&Err(StorageError::Taken.to_string()));
            self.taken.borrow().emit(());
            return;
        }
        if self.is_over.get() {
            return;
        }
        // What came while this was written has set the timer for itself, and sooner.
        if (journaled.is_err() || copied.is_err()) && self.copy.get() != Due::Later {
            self.copy.set(Due::Later);
            self.schedule(RETRY);
        }
        match (journaled, copied) {
            // The copies are more than is promised.
            (Ok(()), _) => {
                // Whoever is told by a promise finds the same on the page.
                if !self.askers.borrow().is_empty() {
                    self.tell_saved();
                }
                self.answer(&Ok(()));
            }
            (Err(reason), Ok(())) => {
                self.tell_not_saved(format!("{reason}; there is a copy, which a crash can lose"));
            }
            (Err(_), Err(error)) => self.tell_not_saved(error.to_string()),
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
