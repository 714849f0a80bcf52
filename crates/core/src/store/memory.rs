//! [`MemoryStorage`]: a storage for tests, with faults on demand.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use super::storage::{Storage, StorageError};

/// Keeps text in memory; clones share it.
#[derive(Clone, Debug, Default)]
pub struct MemoryStorage {
    values: Rc<RefCell<BTreeMap<String, String>>>,
    /// How many bytes of values fit in; `None` for any number.
    capacity: Rc<Cell<Option<usize>>>,
    /// What every call answers, if it is to fail.
    fault: Rc<RefCell<Option<StorageError>>>,
}

impl MemoryStorage {
    /// Lets values of so many bytes fit in; `None` for any number.
    pub fn set_capacity(&self, bytes: Option<usize>) {
        self.capacity.set(bytes);
    }

    /// Makes every call fail from now on; `None` mends it.
    pub fn set_fault(&self, fault: Option<StorageError>) {
        self.fault.replace(fault);
    }

    /// Returns all keys with their values.
    pub fn contents(&self) -> BTreeMap<String, String> {
        self.values.borrow().clone()
    }

    fn check(&self) -> Result<(), StorageError> {
        self.fault.borrow().clone().map_or(Ok(()), Err)
    }
}

impl Storage for MemoryStorage {
    async fn keys(&self) -> Result<Vec<String>, StorageError> {
        self.check()?;
        Ok(self.values.borrow().keys().cloned().collect())
    }

    async fn get(&self, key: &str) -> Result<Option<String>, StorageError> {
        self.check()?;
        Ok(self.values.borrow().get(key).cloned())
    }

    async fn put(&self, key: &str, value: &str) -> Result<(), StorageError> {
        self.check()?;
        let mut values = self.values.borrow_mut();
        let others: usize = values
            .iter()
            .filter(|(it, _)| *it != key)
            .map(|(_, value)| value.len())
            .sum();
        if self
            .capacity
            .get()
            .is_some_and(|capacity| others + value.len() > capacity)
        {
            return Err(StorageError::Full);
        }
        values.insert(key.to_owned(), value.to_owned());
        Ok(())
    }

    async fn remove(&self, key: &str) -> Result<(), StorageError> {
        self.check()?;
        self.values.borrow_mut().remove(key);
        Ok(())
    }
}
