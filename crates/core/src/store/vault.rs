//! [`Vault`]: keeps the work in a journal and in readable copies, and finds the best of both.

use std::rc::Rc;

use super::conflict::conflict_copies;
use super::copies::Copies;
use super::entries::{Loaded, Snapshot};
use super::envelope::Moment;
use super::journal::Journal;
use super::keeper::Keeper;
use super::storage::{Storage, StorageError};
use crate::model::{DocumentId, Project};

/// Keeps the work of one writer.
///
/// The journal has each step as soon as [`write`](Self::write) returns; the copies follow when
/// [`copy`](Self::copy) is called. A journal that fails is tried again at every call.
#[derive(Debug)]
pub struct Vault<J, S> {
    journal: J,
    keeper: Result<Keeper<J>, StorageError>,
    copies: Copies<S>,
    /// Whether the copies were read: nothing is written over what nobody knows.
    are_copies_read: bool,
    /// Up to which change the journal may have more than is known here.
    branch: Moment,
    /// Whether the journal has other work than is kept here: then it gets all of it.
    is_base_due: bool,
}

impl<J: Journal + Clone, S: Storage> Vault<J, S> {
    /// Takes the places over, and returns the best work that is found in them.
    ///
    /// Without a journal the copies serve, and without both nothing is found; [`journal_error`](Self::journal_error)
    /// and the second value say why. Where a newer version has written any of it, nothing is to be written.
    pub async fn open(journal: J, storage: S) -> (Self, Loaded, Option<StorageError>) {
        let mut copies = Copies::new(storage);
        let (in_copies, copies_error) = match copies.load().await {
            Ok(loaded) => (loaded, None),
            Err(error) => (Loaded::default(), Some(error)),
        };
        let above = in_copies.snapshot.moment.epoch;
        let (keeper, in_journal) = match Keeper::open(journal.clone(), above).await {
            Ok((keeper, loaded)) => (Ok(keeper), loaded),
            Err(error) => (Err(error), Loaded::default()),
        };
        let journaled = in_journal.snapshot.clone();
        let loaded = Loaded::best(in_journal, in_copies);
        copies.recognize(&loaded.snapshot.project);
        let found = &loaded.snapshot;
        let vault = Self {
            journal,
            keeper,
            copies,
            are_copies_read: copies_error.is_none(),
            branch: found.branch.unwrap_or(found.moment),
            // What is wrong is told until it is written anew.
            is_base_due: found.project != journaled.project
                || found.moment != journaled.moment
                || !loaded.problems.is_empty(),
        };
        (vault, loaded, copies_error)
    }

    /// Returns the work that another writer keeps, and changes nothing; the copies serve where the journal cannot be
    /// read. The second value says why nothing can be read.
    pub async fn peek(journal: J, storage: S) -> (Loaded, Option<StorageError>) {
        if let Ok(loaded) = Keeper::peek(journal).await {
            return (loaded, None);
        }
        match Copies::new(storage).read().await {
            Ok((loaded, _)) => (loaded, None),
            Err(error) => (Loaded::default(), Some(error)),
        }
    }

    /// Leaves to the writer that has taken over what could not be written any more: copies of the documents that are
    /// other than they were `written` last, and other than it has them. Says whether there are any.
    ///
    /// # Errors
    ///
    /// As [`Journal::leave`], and where there is no journal.
    pub async fn leave(&self, ours: &Project, written: &Project) -> Result<bool, StorageError> {
        let is_fresh = |id: &DocumentId| {
            let (ours, written) = (ours.document(id), written.document(id));
            ours.zip(written).is_none_or(|(a, b)| !Rc::ptr_eq(a, b))
        };
        if ours.documents.iter().all(|it| !is_fresh(&it.id)) {
            return Ok(false);
        }
        let keeper = self.keeper.as_ref().map_err(|error| error.clone())?;
        let theirs = Keeper::peek(self.journal.clone()).await?.snapshot.project;
        match conflict_copies(ours, &theirs, is_fresh) {
            Some(copies) => keeper.leave(&copies).await.map(|()| true),
            None => Ok(false),
        }
    }

    /// Returns what others have left since this was opened, to be added to the work at once: the journal forgets it
    /// with the next [`write`](Self::write).
    ///
    /// # Errors
    ///
    /// As [`Journal::read`].
    pub async fn left(&mut self) -> Result<Vec<Project>, StorageError> {
        match &mut self.keeper {
            Ok(keeper) => keeper.left().await,
            Err(_) => Ok(Vec::new()),
        }
    }

    /// Finds out whether this still writes, and writes anew what was cleared.
    ///
    /// # Errors
    ///
    /// As [`write`](Self::write).
    pub async fn check(&mut self, now: impl Fn() -> Snapshot) -> Result<(), StorageError> {
        if let Ok(keeper) = &self.keeper {
            match keeper.verify().await {
                Err(StorageError::Dropped) => self.is_base_due = true,
                verified => return verified,
            }
        }
        self.write(&[], now).await
    }

    /// Returns the last change that the journal has, if there is one.
    pub fn moment(&self) -> Option<Moment> {
        self.keeper.as_ref().ok().map(Keeper::moment)
    }

    /// Returns the epoch in which this writes; 0 where there is no journal.
    pub fn epoch(&self) -> u64 {
        self.keeper.as_ref().map_or(0, Keeper::epoch)
    }

    /// Says that the journal lacks something of the work, so that it gets all of it.
    pub fn demand_base(&mut self) {
        self.is_base_due = true;
    }

    /// Whether any document has a readable copy.
    pub fn has_copies(&self) -> bool {
        self.copies.has_any()
    }

    /// Returns why there is no journal, if there is none.
    pub fn journal_error(&self) -> Option<&StorageError> {
        self.keeper.as_ref().err()
    }

    /// Writes what happened since the last time that this returned without an error: as steps, or, where the
    /// journal needs it, as the work that it led to.
    ///
    /// # Errors
    ///
    /// As [`Journal::write`], and where there is no journal; nothing is written then. [`StorageError::Taken`] says
    /// that another writer has the work, or that there is newer work than this began with: none of what happened
    /// here may be written any more.
    pub async fn write(
        &mut self,
        steps: &[Rc<str>],
        now: impl Fn() -> Snapshot,
    ) -> Result<(), StorageError> {
        let result = self.try_write(steps, &now).await;
        if result != Err(StorageError::Dropped) {
            return result;
        }
        // Someone has cleared the journal. What is here is all there is.
        let keeper = self.keeper.as_mut().map_err(|error| error.clone())?;
        keeper.reopen().await?;
        self.is_base_due = true;
        self.try_write(steps, &now).await
    }

    async fn try_write(
        &mut self,
        steps: &[Rc<str>],
        now: &impl Fn() -> Snapshot,
    ) -> Result<(), StorageError> {
        if self.keeper.is_err() {
            self.keeper = self.open_late().await;
        }
        let keeper = self.keeper.as_mut().map_err(|error| error.clone())?;
        if self.is_base_due || keeper.is_base_due() {
            keeper.rebase(&now()).await?;
            self.is_base_due = false;
        } else if !steps.is_empty() {
            keeper.append(steps).await?;
        }
        Ok(())
    }

    /// Opens a journal that could not be opened when the work began.
    async fn open_late(&mut self) -> Result<Keeper<J>, StorageError> {
        let (keeper, found) = Keeper::open(self.journal.clone(), self.branch.epoch).await?;
        if found.is_newer || found.snapshot.moment > self.branch {
            return Err(StorageError::Taken);
        }
        self.is_base_due = true;
        Ok(keeper)
    }

    /// Writes what changed to the copies.
    ///
    /// # Errors
    ///
    /// As [`Copies::save`]; [`StorageError::Taken`] where another writer has the work.
    pub async fn copy(&mut self, mut snapshot: Snapshot) -> Result<(), StorageError> {
        snapshot.branch = self.keeper.is_err().then_some(self.branch);
        if let Ok(keeper) = &self.keeper {
            match keeper.verify().await {
                // Nothing is written over what another writer has.
                Err(StorageError::Taken) => return Err(StorageError::Taken),
                _ => snapshot.moment = keeper.moment_of(snapshot.moment.seq),
            }
        }
        if !self.are_copies_read {
            let found = self.copies.load().await?;
            if found.is_newer || found.snapshot.moment > self.branch {
                return Err(StorageError::Taken);
            }
            self.are_copies_read = true;
        }
        // What was dropped is written anew, with the rest.
        drop(self.copies.check().await);
        self.copies.save(&snapshot, self.keeper.is_ok()).await
    }
}

#[cfg(test)]
mod tests;
