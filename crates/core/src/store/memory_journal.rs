//! [`MemoryJournal`]: a journal for tests, with faults on demand.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use super::journal::{Batch, Journal};
use super::storage::StorageError;

/// Keeps entries in memory; clones share them.
#[derive(Clone, Debug, Default)]
pub struct MemoryJournal {
    entries: Rc<RefCell<BTreeMap<String, String>>>,
    epoch: Rc<Cell<u64>>,
    /// After how many more writes every one fails, and how.
    fault: Rc<RefCell<Option<(usize, StorageError)>>>,
}

impl MemoryJournal {
    /// Makes every write fail after `n_writes` more that do not; `None` mends it.
    pub fn set_fault(&self, fault: Option<(usize, StorageError)>) {
        self.fault.replace(fault);
    }

    /// Returns all entries.
    pub fn contents(&self) -> BTreeMap<String, String> {
        self.entries.borrow().clone()
    }

    /// Changes entries as no program would: what a disk does.
    pub fn damage(&self, damage: impl FnOnce(&mut BTreeMap<String, String>)) {
        damage(&mut self.entries.borrow_mut());
    }
}

impl Journal for MemoryJournal {
    async fn claim(&self, above: u64) -> Result<(u64, Vec<(String, String)>), StorageError> {
        self.epoch.set(self.epoch.get().max(above) + 1);
        Ok((self.epoch.get(), self.contents().into_iter().collect()))
    }

    async fn write(&self, epoch: u64, batch: &Batch) -> Result<(), StorageError> {
        match &mut *self.fault.borrow_mut() {
            Some((0, error)) => return Err(error.clone()),
            Some((n_writes, _)) => *n_writes -= 1,
            None => {}
        }
        if epoch != self.epoch.get() {
            return Err(StorageError::Taken);
        }
        let mut entries = self.entries.borrow_mut();
        for (key, value) in batch {
            match value {
                Some(value) => drop(entries.insert(key.clone(), value.clone())),
                None => drop(entries.remove(key)),
            }
        }
        Ok(())
    }
}
