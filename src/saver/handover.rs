//! What the saver and other tabs owe each other: who writes, what is written, and what is left.

use std::rc::Rc;

use futures_channel::oneshot;
use glossator_core::model::Project;
use glossator_core::store::{Moment, StorageError};
use yew::Callback;

use super::{Due, Saver};
use crate::browser::channel::Message;
use crate::start::Kept;

/// Steps that are longer than this together (bytes) are read in the journal by the other tabs: there may be none.
const MAX_TOLD: usize = 100_000;

impl Saver {
    /// Tells whom to give what another tab has left, and whom to tell when another has begun to write.
    pub fn connect(&self, add: Callback<Rc<Project>>, taken: Callback<()>) {
        self.add.replace(add);
        self.taken.replace(taken);
    }

    /// Returns the epoch in which this tab writes; 0 where it does not, or without a journal.
    pub fn epoch(&self) -> u64 {
        self.epoch.get()
    }

    /// Whether no other tab has begun to write since this one has; what was cleared is written anew.
    pub async fn is_newest(self: &Rc<Self>) -> bool {
        self.is_doubtful.set(true);
        self.is_taken.set(false);
        drop(self.saved().await);
        !self.is_taken.get()
    }

    /// Writes no more, and leaves to the tab that does what could not be written before; says whether there was
    /// anything.
    ///
    /// # Errors
    ///
    /// Why it could not be left: then all of it is in this tab alone.
    pub async fn end(&self) -> Result<bool, StorageError> {
        self.is_over.set(true);
        self.timer.replace(None);
        self.sign.replace(None);
        let vault = loop {
            if let Some(vault) = self.vault.take() {
                break vault;
            }
            let (sender, receiver) = oneshot::channel();
            self.idlers.borrow_mut().push(sender);
            receiver.await.ok();
        };
        let records = self.records.take();
        let result = if records.is_empty() {
            Ok(false)
        } else {
            let ours = self.store.clone().session.project().clone();
            let written = self.written.borrow().clone();
            vault.leave(&ours, &written).await
        };
        if result.is_err() {
            self.records.replace(records);
            self.vault.replace(Some(vault));
        } else {
            self.first.set(None);
            self.copy.set(Due::Never);
        }
        self.answer(&Err(StorageError::Taken.to_string()));
        if result == Ok(true) {
            self.channel.tell(&Message::Left);
        }
        result
    }

    /// Takes up what another tab has left.
    pub fn take_left(self: &Rc<Self>) {
        self.has_left.set(true);
        self.work();
    }

    /// Tells the tabs that read what was written.
    pub(super) fn tell(&self, before: Option<Moment>, records: &[Rc<str>], vault: &Kept) {
        let after = vault.moment().unwrap_or_default();
        self.epoch.set(vault.epoch());
        let is_short = records.iter().map(|it| it.len()).sum::<usize>() <= MAX_TOLD;
        match before {
            Some(before) if before == after => {}
            Some(before) if is_short && before.seq + records.len() as u64 == after.seq => {
                let records = records.join("\n");
                self.channel.tell(&Message::Steps {
                    after: before.seq,
                    records,
                });
            }
            _ => self.channel.tell(&Message::Whole(after.epoch)),
        }
    }
}
