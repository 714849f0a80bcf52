//! [`MemoryJournal`]: a journal for tests, with faults on demand.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use super::faults::{Fault, Faults, garble};
use super::journal::{Batch, Journal};
use super::storage::StorageError;

/// Keeps entries in memory; clones share them.
///
/// It never pretends and its answers are never stale, as those of a database are not.
#[derive(Clone, Debug, Default)]
pub struct MemoryJournal {
    entries: Rc<RefCell<BTreeMap<String, String>>>,
    epoch: Rc<Cell<u64>>,
    faults: Faults,
}

impl MemoryJournal {
    /// Returns an empty journal that goes wrong as `faults` say.
    pub fn with_faults(faults: &Faults) -> Self {
        Self {
            faults: faults.clone(),
            ..Self::default()
        }
    }

    /// Makes every call fail from now on; `None` mends it.
    pub fn set_fault(&self, fault: Option<StorageError>) {
        self.faults.set_always(fault.map(Fault::Refuse));
    }

    /// Returns all entries.
    pub fn contents(&self) -> BTreeMap<String, String> {
        self.entries.borrow().clone()
    }

    /// Changes entries as no program would: what a disk does.
    pub fn damage(&self, damage: impl FnOnce(&mut BTreeMap<String, String>)) {
        damage(&mut self.entries.borrow_mut());
    }

    /// Forgets who writes, as a damaged database may.
    pub fn forget_epoch(&self) {
        self.epoch.set(0);
    }

    /// Removes everything, as a person does who clears the site's data.
    pub fn clear(&self) {
        self.entries.borrow_mut().clear();
        self.epoch.set(0);
    }

    /// Returns all entries as they are read where `fault` happens.
    fn listed(&self, fault: Option<&Fault>) -> Result<Vec<(String, String)>, StorageError> {
        if fault == Some(&Fault::Deny) {
            return Err(StorageError::Failed("it says".to_owned()));
        }
        let mut entries: Vec<_> = self.contents().into_iter().collect();
        if fault == Some(&Fault::Garble) {
            let middle = entries.len() / 2;
            let it = entries.get_mut(middle);
            it.into_iter().for_each(|(_, value)| *value = garble(value));
        }
        Ok(entries)
    }

    fn ask(&self) -> Result<Option<Fault>, StorageError> {
        match self.faults.next() {
            Some(Fault::Refuse(error)) => Err(error),
            Some(Fault::Clear) => {
                self.clear();
                Ok(None)
            }
            fault => Ok(fault),
        }
    }
}

impl Journal for MemoryJournal {
    async fn claim(&self, above: u64) -> Result<(u64, Vec<(String, String)>), StorageError> {
        let fault = self.ask()?;
        self.epoch.set(self.epoch.get().max(above) + 1);
        Ok((self.epoch.get(), self.listed(fault.as_ref())?))
    }

    async fn read(&self) -> Result<Vec<(String, String)>, StorageError> {
        let fault = self.ask()?;
        self.listed(fault.as_ref())
    }

    async fn leave(&self, key: &str, value: &str) -> Result<(), StorageError> {
        let fault = self.ask()?;
        let mut entries = self.entries.borrow_mut();
        entries.insert(key.to_owned(), value.to_owned());
        match fault {
            Some(Fault::Deny) => Err(StorageError::Failed("it says".to_owned())),
            _ => Ok(()),
        }
    }

    async fn write(&self, epoch: u64, batch: &Batch) -> Result<(), StorageError> {
        let fault = self.ask()?;
        match self.epoch.get() {
            0 => return Err(StorageError::Dropped),
            present if present != epoch => return Err(StorageError::Taken),
            _ => {}
        }
        let mut entries = self.entries.borrow_mut();
        for (key, value) in batch {
            match value {
                Some(value) => drop(entries.insert(key.clone(), value.clone())),
                None => drop(entries.remove(key)),
            }
        }
        if fault == Some(Fault::Deny) {
            return Err(StorageError::Failed("it says".to_owned()));
        }
        Ok(())
    }
}
