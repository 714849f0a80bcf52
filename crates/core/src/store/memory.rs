//! [`MemoryStorage`]: a storage for tests, with faults on demand.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use super::faults::{Fault, Faults, garble};
use super::storage::{Storage, StorageError};

type Values = BTreeMap<String, String>;

/// Keeps text in memory; clones share it.
#[derive(Clone, Debug, Default)]
pub struct MemoryStorage {
    values: Rc<RefCell<Values>>,
    /// What was there before the last change.
    before: Rc<RefCell<Values>>,
    /// How many bytes of values fit in; `None` for any number.
    capacity: Rc<Cell<Option<usize>>>,
    faults: Faults,
}

impl MemoryStorage {
    /// Returns an empty storage that goes wrong as `faults` say.
    pub fn with_faults(faults: &Faults) -> Self {
        Self {
            faults: faults.clone(),
            ..Self::default()
        }
    }

    /// Lets values of so many bytes fit in; `None` for any number.
    pub fn set_capacity(&self, bytes: Option<usize>) {
        self.capacity.set(bytes);
    }

    /// Makes every call fail from now on; `None` mends it.
    pub fn set_fault(&self, fault: Option<StorageError>) {
        self.faults.set_always(fault.map(Fault::Refuse));
    }

    /// Returns all keys with their values.
    pub fn contents(&self) -> Values {
        self.values.borrow().clone()
    }

    /// Changes values as no program would: what a disk does.
    pub fn damage(&self, damage: impl FnOnce(&mut Values)) {
        damage(&mut self.values.borrow_mut());
    }

    /// Counts a call that asks for something; `Err` where it is refused.
    fn ask(&self) -> Result<Option<Fault>, StorageError> {
        match self.faults.next() {
            Some(Fault::Refuse(error)) => Err(error),
            Some(Fault::Clear) => {
                self.values.borrow_mut().clear();
                Ok(None)
            }
            fault => Ok(fault),
        }
    }

    /// Makes a change, unless the storage only pretends to.
    fn change(&self, change: impl FnOnce(&mut Values)) -> Result<(), StorageError> {
        let fault = self.ask()?;
        if fault == Some(Fault::Pretend) {
            return Ok(());
        }
        let before = self.contents();
        change(&mut self.values.borrow_mut());
        self.before.replace(before);
        if fault == Some(Fault::Deny) {
            return Err(StorageError::Failed("it says".to_owned()));
        }
        Ok(())
    }
}

impl Storage for MemoryStorage {
    async fn keys(&self) -> Result<Vec<String>, StorageError> {
        let fault = self.ask()?;
        let values = match fault {
            Some(Fault::Stale) => &self.before,
            _ => &self.values,
        };
        Ok(values.borrow().keys().cloned().collect())
    }

    async fn get(&self, key: &str) -> Result<Option<String>, StorageError> {
        let fault = self.ask()?;
        let value = |values: &RefCell<Values>| values.borrow().get(key).cloned();
        Ok(match fault {
            Some(Fault::Stale) => value(&self.before),
            Some(Fault::Garble) => value(&self.values).map(|it| garble(&it)),
            _ => value(&self.values),
        })
    }

    async fn put(&self, key: &str, value: &str) -> Result<(), StorageError> {
        let others = self.contents();
        let others = others.iter().filter(|(it, _)| *it != key);
        let others: usize = others.map(|(_, value)| value.len()).sum();
        let capacity = self.capacity.get();
        if capacity.is_some_and(|capacity| others + value.len() > capacity) {
            return Err(StorageError::Full);
        }
        self.change(|values| drop(values.insert(key.to_owned(), value.to_owned())))
    }

    async fn remove(&self, key: &str) -> Result<(), StorageError> {
        self.change(|values| drop(values.remove(key)))
    }
}
