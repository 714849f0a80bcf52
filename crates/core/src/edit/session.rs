//! [`Session`]: a project that is worked on.

use std::rc::Rc;

use super::change::{ApplyError, Change, Transaction};
use super::command::{Command, EditError, plan};
use super::history::History;
use crate::model::{Document, DocumentId, MentionId, Project};

/// A project with its history.
///
/// [`run`](Self::run), [`commit`](Self::commit), [`undo`](Self::undo) and [`redo`](Self::redo) are the only
/// ways to change the project.
#[derive(Clone, Debug, Default)]
pub struct Session {
    project: Project,
    history: History,
    ids: Ids,
}

/// Whether a transaction was done, undone or redone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepKind {
    /// It was done.
    Do,
    /// It was taken back.
    Undo,
    /// It was done again.
    Redo,
}

impl StepKind {
    /// Returns its name, as programs know it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Do => "do",
            Self::Undo => "undo",
            Self::Redo => "redo",
        }
    }
}

/// The numbers that were given to mentions and documents so far.
///
/// They only grow, so that an id is never given twice while the history remembers it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Ids {
    mentions: u64,
    documents: u64,
}

impl Session {
    /// Takes up work on a project where its history left it.
    pub fn new(project: Project, history: History) -> Self {
        let mut ids = Ids::default();
        project.documents.iter().for_each(|it| ids.see_document(it));
        for transaction in history.done().iter().chain(history.undone().iter()) {
            ids.see(transaction);
        }
        Self {
            project,
            history,
            ids,
        }
    }

    /// Keeps an id from being given to a new document.
    pub fn reserve(&mut self, id: &DocumentId) {
        self.ids.documents = self.ids.documents.max(id.number().unwrap_or(0));
    }

    /// Returns the project.
    pub fn project(&self) -> &Project {
        &self.project
    }

    /// Returns the history.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Returns what a command would do; an empty transaction where that is nothing.
    ///
    /// # Errors
    ///
    /// Where the command asks for what cannot be done.
    pub fn plan(&self, command: &Command) -> Result<Transaction, EditError> {
        plan(&self.project, self.ids, command)
    }

    /// Makes a planned transaction and remembers it; an empty one is not remembered.
    ///
    /// # Errors
    ///
    /// Where the transaction was planned for another project; nothing is changed then.
    pub fn commit(&mut self, transaction: Transaction) -> Result<Rc<Transaction>, ApplyError> {
        let transaction = Rc::new(transaction);
        if !transaction.is_empty() {
            transaction.apply(&mut self.project)?;
            self.ids.see(&transaction);
            self.history.push(Rc::clone(&transaction));
        }
        Ok(transaction)
    }

    /// Plans a command and commits it.
    ///
    /// # Errors
    ///
    /// Where the command asks for what cannot be done.
    pub fn run(&mut self, command: &Command) -> Result<Rc<Transaction>, EditError> {
        let transaction = self.plan(command)?;
        Ok(self.commit(transaction)?)
    }

    /// Takes the last transaction back and returns what that changed; `None` where there is none.
    ///
    /// # Errors
    ///
    /// Where the history is not of this project; nothing is changed then.
    pub fn undo(&mut self) -> Result<Option<Rc<Transaction>>, ApplyError> {
        let Some(transaction) = self.history.done().last() else {
            return Ok(None);
        };
        let inverse = transaction.invert();
        inverse.apply(&mut self.project)?;
        self.history.undo();
        Ok(Some(Rc::new(inverse)))
    }

    /// Makes the transaction again that was undone last and returns it; `None` where there is none.
    ///
    /// # Errors
    ///
    /// Where the history is not of this project; nothing is changed then.
    pub fn redo(&mut self) -> Result<Option<Rc<Transaction>>, ApplyError> {
        let Some(transaction) = self.history.undone().last() else {
            return Ok(None);
        };
        transaction.apply(&mut self.project)?;
        Ok(self.history.redo())
    }
}

impl Ids {
    pub(super) fn next_mention(&mut self) -> MentionId {
        self.mentions = self.mentions.saturating_add(1);
        MentionId::numbered(self.mentions)
    }

    pub(super) fn next_document(&mut self) -> DocumentId {
        self.documents = self.documents.saturating_add(1);
        DocumentId::numbered(self.documents)
    }

    fn see(&mut self, transaction: &Transaction) {
        for change in &transaction.changes {
            match change {
                Change::Mentions { removed, added, .. } => {
                    removed
                        .iter()
                        .chain(added)
                        .for_each(|it| self.see_mention(&it.id));
                }
                Change::Document { removed, added, .. } => {
                    removed
                        .iter()
                        .chain(added)
                        .for_each(|it| self.see_document(it));
                }
                Change::Label { .. } => {}
            }
        }
    }

    pub(super) fn see_document(&mut self, document: &Document) {
        self.documents = self.documents.max(document.id.number().unwrap_or(0));
        document
            .mentions()
            .iter()
            .for_each(|it| self.see_mention(&it.id));
    }

    fn see_mention(&mut self, id: &MentionId) {
        self.mentions = self.mentions.max(id.number().unwrap_or(0));
    }
}

#[cfg(test)]
mod tests;
