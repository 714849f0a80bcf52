//! [`Copies`]: readable copies of a project's documents in a storage.

use std::collections::BTreeMap;

use super::entries::{Entries, HISTORY, Loaded, Snapshot};
use super::history_file;
use super::storage::{Storage, StorageError};

/// Keeps copies of a project's documents in a storage, an entry for each, and writes what changed.
#[derive(Debug)]
pub struct Copies<S> {
    storage: S,
    entries: Entries,
}

impl<S: Storage> Copies<S> {
    /// Keeps copies in `storage`.
    pub fn new(storage: S) -> Self {
        Self {
            storage,
            entries: Entries::new(history_file::MAX_WEIGHT),
        }
    }

    /// Reads what the storage holds.
    ///
    /// An entry that cannot be read is moved to a key of its own before anything else is written, and told as
    /// a problem: unreadable is never empty.
    ///
    /// # Errors
    ///
    /// Where the storage itself cannot be read.
    pub async fn load(&mut self) -> Result<Loaded, StorageError> {
        let mut values = BTreeMap::new();
        for key in self.storage.keys().await? {
            if let Some(value) = self.storage.get(&key).await? {
                values.insert(key, value);
            }
        }
        let (loaded, asides) = self.entries.read(&values);
        for aside in asides {
            // Where there is no room to move it, it stays; its id is reserved, so that nothing is written over it.
            if self.storage.put(&aside.to, &aside.value).await.is_ok() {
                drop(self.storage.remove(&aside.from).await);
            }
        }
        Ok(loaded)
    }

    /// Writes what changed since the last time.
    ///
    /// # Errors
    ///
    /// Where an entry cannot be written. The others are written all the same, and the next call tries again.
    pub async fn save(&mut self, snapshot: &Snapshot) -> Result<(), StorageError> {
        let (mut result, mut failed) = (Ok(()), Vec::new());
        for (key, value) in self.entries.changes(snapshot) {
            let written = match value {
                // The history can be lost, the work cannot: where there is no room for both, it goes.
                Some(json) if key == HISTORY => {
                    if result.is_ok() && self.storage.put(HISTORY, &json).await.is_ok() {
                        continue;
                    }
                    self.storage.remove(HISTORY).await
                }
                Some(json) => self.put_work(&key, &json).await,
                None => self.storage.remove(&key).await,
            };
            if let Err(error) = written {
                result = Err(error);
                failed.push(key);
            }
        }
        self.entries.note_written(snapshot, &failed);
        result
    }

    /// Writes an entry, and removes the history where there is no room for both.
    async fn put_work(&self, key: &str, json: &str) -> Result<(), StorageError> {
        match self.storage.put(key, json).await {
            Err(StorageError::Full) => {
                self.storage.remove(HISTORY).await?;
                self.storage.put(key, json).await
            }
            result => result,
        }
    }
}

#[cfg(test)]
mod tests;
