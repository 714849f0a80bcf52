//! [`Desk`]: does for a person or a script what takes the state, the actions and the storage together.

use std::rc::Rc;

use futures_channel::oneshot;
use glossator_core::edit::{Command, Session};
use glossator_core::formats::{self, Opened, OutFile};
use glossator_core::model::{DocumentId, MentionId};
use yew::prelude::*;

use crate::browser::api::{Added, Host};
use crate::browser::{clock, keeping};
use crate::file_reader::FileReader;
use crate::hooks::All;
use crate::notice::{Notice, Tone};
use crate::opening::{self, File, Outcome};
use crate::saver::Saver;
use crate::store::{Action, Dispatch, Look, Store};
use crate::view::{Doubt, Reading, Saving};
use crate::work::reading;

/// The state, the actions and the storage together.
pub struct Desk {
    store: UseReducerHandle<Store>,
    dispatch: Dispatch,
    saver: Rc<Saver>,
    reader: Rc<FileReader>,
}

impl Desk {
    /// Puts them together.
    pub fn new(
        store: &UseReducerHandle<Store>,
        dispatch: &Dispatch,
        saver: &Rc<Saver>,
        reader: &Rc<FileReader>,
    ) -> Self {
        Self {
            store: store.clone(),
            dispatch: dispatch.clone(),
            saver: Rc::clone(saver),
            reader: Rc::clone(reader),
        }
    }

    /// Returns the state as it is now. A fresh clone of the handle keeps no earlier state alive.
    fn now(&self) -> UseReducerHandle<Store> {
        self.store.clone()
    }

    /// Refuses to change anything where that is not to be.
    fn check_writer(&self) -> Result<(), String> {
        match self.now().view.saving.why_reader() {
            Some(why) => Err(format!("Nothing was changed: {why}.")),
            None => Ok(()),
        }
    }

    /// Shows a message.
    pub fn notify(&self, notice: Notice) {
        self.dispatch.emit(Action::Notify(notice));
    }

    /// Hands an export over to the person, with other files.
    pub fn hand_over(&self, all: &All, others: &[OutFile]) {
        if all.save(others).is_err() {
            let text =
                "The browser refused the download; allow downloads for this page and try again.";
            self.notify(Notice::new(Tone::Error, text));
        } else if all.losses.is_empty() {
            // What lacks something is no backup.
            keeping::note_download(clock::date());
        }
    }

    /// Opens files that a person has chosen and shows what they hold, or says why not: at once, or where that would
    /// hold the page up, as soon as they are read in a worker.
    pub fn open_files(self: &Rc<Self>, files: Vec<File>) {
        if self.check_writer().is_ok() && reading::is_long(&files) {
            return self.reader.add(self, files);
        }
        for outcome in opening::gathered(self.read(files)) {
            self.show_outcome(outcome);
        }
    }

    /// Stops reading files; nothing of them is opened.
    pub fn stop_reading(&self) {
        self.reader.stop();
    }

    /// Shows what a file holds, or says why it was not opened. Where nothing tells what its offsets count, the person is
    /// asked.
    pub fn show_outcome(&self, (name, opened): Outcome) {
        // Another tab may have begun to edit while it was read.
        let opened = opened.and_then(|it| match self.check_writer() {
            Ok(()) => Ok(it),
            Err(reason) => {
                let name = formats::clean_name(&name);
                let text = format!("“{name}” was not opened. {reason}");
                Err(Notice::new(Tone::Error, text))
            }
        });
        match opened {
            Ok(opened) if opened.is_clear => drop(self.add(&name, opened)),
            Ok(opened) => {
                let doubt = Rc::new(Doubt { name, opened });
                self.dispatch.emit(Action::Look(Look::Doubt(doubt)));
            }
            Err(notice) => self.notify(notice),
        }
    }

    /// Shows how far files are read.
    pub fn show_reading(&self, reading: Option<Rc<Reading>>) {
        self.dispatch.emit(Action::Look(Look::Reading(reading)));
    }

    /// Opens the file that a person was asked about as one of its readings, or not at all.
    pub fn settle(&self, doubt: &Doubt, reading_idx: Option<usize>) {
        self.dispatch.emit(Action::Look(Look::CloseDoubt));
        let reading = reading_idx.and_then(|it| doubt.opened.readings.get(it));
        if let Some(reading) = reading {
            let mut opened = doubt.opened.clone();
            opened.settle(reading);
            self.add(&doubt.name, opened);
        }
    }

    /// Reads files: of each its name and what it holds, or a notice of why not.
    pub fn read(&self, files: Vec<File>) -> Vec<Outcome> {
        if let Err(reason) = self.check_writer() {
            let refuse = |it: File| (it.name, Err(Notice::new(Tone::Error, reason.clone())));
            return files.into_iter().map(refuse).collect();
        }
        let documents = self.now().session.project().documents.clone();
        opening::open_all(files, &documents)
    }

    /// Whether a document is open.
    pub fn has_documents(&self) -> bool {
        !self.now().session.project().documents.is_empty()
    }

    /// Adds what a file holds to the project and shows it.
    pub fn add(&self, name: &str, mut opened: Opened) -> Added {
        let before = Rc::clone(&self.now().session.project().labels);
        let project = Box::new(opened.project.clone());
        self.dispatch.emit(Action::Run(match opened.joins {
            true => Command::Annotate(project),
            false => Command::Import(project),
        }));
        let store = self.now();
        let after = &store.session.project().labels;
        opened.losses.extend(formats::refused_keys(
            &before,
            after,
            &opened.project.labels,
        ));
        let told = opening::losses(name, &opened, store.session.project());
        told.into_iter().for_each(|it| self.notify(it));
        // A document that was there already is found by its text, as the import finds it.
        let documents = &store.session.project().documents;
        let found = opened.project.documents.iter().filter_map(|wanted| {
            let same = documents.iter().filter(|it| it.text() == wanted.text());
            let mut named = same.clone().rev().filter(|it| it.name == wanted.name);
            let other = || same.clone().next().filter(|_| opened.joins);
            named.next().or_else(other).map(|it| it.id.clone())
        });
        let found: Vec<DocumentId> = found.collect();
        if let Some(first) = found
            .first()
            .filter(|it| store.view.shown.as_ref() != Some(it))
        {
            self.dispatch
                .emit(Action::Look(Look::Document(first.clone())));
        }
        (found, opened.losses)
    }
}

impl Host for Desk {
    fn session(&self) -> Rc<Session> {
        Rc::clone(&self.now().session)
    }

    fn shown(&self) -> Option<DocumentId> {
        self.now().view.shown.clone()
    }

    fn saving(&self) -> Saving {
        self.now().view.saving.clone()
    }

    fn show(&self, id: DocumentId) {
        self.dispatch.emit(Action::Look(Look::Document(id)));
    }

    fn run(&self, command: Command) -> Result<Vec<MentionId>, String> {
        self.check_writer()?;
        let transaction = self
            .now()
            .session
            .plan(&command)
            .map_err(|error| error.to_string())?;
        let added = transaction.added().map(|it| it.id.clone()).collect();
        self.dispatch.emit(Action::Commit(transaction));
        Ok(added)
    }

    fn undo(&self) -> Result<Option<String>, String> {
        self.check_writer()?;
        let name = self
            .now()
            .session
            .history()
            .done()
            .last()
            .map(|it| it.name.clone());
        self.dispatch.emit(Action::Undo);
        Ok(name)
    }

    fn redo(&self) -> Result<Option<String>, String> {
        self.check_writer()?;
        let name = self
            .now()
            .session
            .history()
            .undone()
            .last()
            .map(|it| it.name.clone());
        self.dispatch.emit(Action::Redo);
        Ok(name)
    }

    fn open_text(&self, name: &str, text: String) -> Result<Option<DocumentId>, String> {
        self.check_writer()?;
        let (documents, _) = self.add(name, formats::open_text(name, text));
        Ok(documents.into_iter().next())
    }

    fn open(&self, files: Vec<File>) -> Vec<(String, Result<Added, String>)> {
        let add = |(name, opened): Outcome| {
            let added = opened.map(|it| self.add(&name, it));
            (name, added.map_err(|notice| notice.text.to_string()))
        };
        self.read(files).into_iter().map(add).collect()
    }

    fn saved(&self) -> oneshot::Receiver<Result<(), String>> {
        self.saver.saved()
    }
}
