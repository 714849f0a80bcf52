//! [`Desk`]: does for a person or a script what takes the state, the actions and the storage together.

use std::rc::Rc;

use futures_channel::oneshot;
use glossator_core::edit::{Command, Session};
use glossator_core::formats::Loss;
use glossator_core::model::{DocumentId, MentionId};
use glossator_core::store::StorageError;
use yew::prelude::*;

use crate::browser::api::Host;
use crate::notice::{Notice, Tone};
use crate::opening::{self, File};
use crate::saver::Saver;
use crate::store::{Action, Dispatch, Look, Store};
use crate::view::Saving;

/// The state, the actions and the storage together.
#[derive(Clone)]
pub struct Desk {
    store: UseReducerHandle<Store>,
    dispatch: Dispatch,
    saver: Rc<Saver>,
}

impl Desk {
    /// Puts the three together.
    pub fn new(store: &UseReducerHandle<Store>, dispatch: &Dispatch, saver: &Rc<Saver>) -> Self {
        Self {
            store: store.clone(),
            dispatch: dispatch.clone(),
            saver: Rc::clone(saver),
        }
    }

    /// Returns the state as it is now. A fresh clone of the handle keeps no earlier state alive.
    fn now(&self) -> UseReducerHandle<Store> {
        self.store.clone()
    }

    /// Refuses to change anything where another tab edits.
    fn check_writer(&self) -> Result<(), String> {
        match self.now().is_reader() {
            true => Err(format!("Nothing was changed: {}.", StorageError::Taken)),
            false => Ok(()),
        }
    }

    /// Shows a message.
    pub fn notify(&self, notice: Notice) {
        self.dispatch.emit(Action::Notify(notice));
    }

    /// Adds what a file holds to the project and shows it, or gives a notice of why not.
    ///
    /// # Errors
    ///
    /// Where the file is refused; nothing is changed then.
    pub fn open_file(&self, file: File) -> Result<(Vec<DocumentId>, Vec<Loss>), Notice> {
        self.check_writer()
            .map_err(|reason| Notice::new(Tone::Error, reason))?;
        let name = file.name.clone();
        let opened = opening::open(file)?;
        let told = opening::losses(&name, &opened);
        self.dispatch.emit(Action::Run(Command::Import(Box::new(
            opened.project.clone(),
        ))));
        told.into_iter()
            .for_each(|it| self.dispatch.emit(Action::Notify(it)));
        // A document that was there already is found by its name and text, as the import finds it.
        let store = self.now();
        let documents = &store.session.project().documents;
        let found = opened.project.documents.iter().filter_map(|wanted| {
            let is_it = |it: &&Rc<_>| is_twin(it, wanted);
            documents.iter().rev().find(is_it).map(|it| it.id.clone())
        });
        let found: Vec<DocumentId> = found.collect();
        if let Some(first) = found
            .first()
            .filter(|it| store.view.shown.as_ref() != Some(it))
        {
            self.dispatch
                .emit(Action::Look(Look::Document(first.clone())));
        }
        Ok((found, opened.losses))
    }
}

fn is_twin(a: &glossator_core::model::Document, b: &glossator_core::model::Document) -> bool {
    a.name == b.name && a.text() == b.text()
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

    fn open(&self, file: File) -> Result<(Vec<DocumentId>, Vec<Loss>), String> {
        self.open_file(file)
            .map_err(|notice| notice.text.to_string())
    }

    fn saved(&self) -> oneshot::Receiver<Result<(), String>> {
        self.saver.saved()
    }
}
