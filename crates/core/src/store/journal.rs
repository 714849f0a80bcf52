//! [`Journal`]: a storage that writes several entries at once or none, and says so when they are on the disk.

use super::storage::StorageError;

/// Entries to be written at once: keys with their new values, or with `None` where they are removed.
pub type Batch = Vec<(String, Option<String>)>;

/// A storage that writes several entries at once or none, for one writer at a time.
#[expect(
    async_fn_in_trait,
    reason = "the program has one thread, so no future needs to be `Send`"
)]
pub trait Journal {
    /// Takes over, and returns an epoch that is higher than `above` and all before, with all entries as they are
    /// then, in the order of their keys. Those of earlier epochs can write no more.
    ///
    /// # Errors
    ///
    /// Where the storage is switched off or broken, or cannot be read.
    async fn claim(&self, above: u64) -> Result<(u64, Vec<(String, String)>), StorageError>;

    /// Returns all entries as they are, in the order of their keys, and takes nothing over.
    ///
    /// # Errors
    ///
    /// As [`claim`](Self::claim).
    async fn read(&self) -> Result<Vec<(String, String)>, StorageError>;

    /// Writes an entry, whoever has taken over: what one that may write no more leaves to the one that may. Resolves
    /// when it would survive the death of the browser.
    ///
    /// # Errors
    ///
    /// Where the storage is full, switched off or broken.
    async fn leave(&self, key: &str, value: &str) -> Result<(), StorageError>;

    /// Lets the page answer a person before something large is written.
    async fn pause(&self) {}

    /// Writes a batch; resolves when it would survive the death of the browser.
    ///
    /// # Errors
    ///
    /// [`StorageError::Taken`] where another took over since `epoch`; [`StorageError::Dropped`] where nobody ever did,
    /// so that the storage must have been cleared; and where it is full, switched off or broken. Nothing of the batch
    /// is written then.
    async fn write(&self, epoch: u64, batch: &Batch) -> Result<(), StorageError>;
}
