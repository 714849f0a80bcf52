//! [`Storage`]: a place that keeps text under keys.

/// Behind how many bytes that were made ready others have their turn before they are written.
pub(super) const LARGE: usize = 100_000;

/// A place that keeps text under keys, asynchronously.
///
/// Keys of other programs may stand beside ours; an implementation lists and touches only what begins with
/// its own prefix.
#[expect(
    async_fn_in_trait,
    reason = "the program has one thread, so no future needs to be `Send`"
)]
pub trait Storage {
    /// Returns the keys that are in use, in any order.
    ///
    /// # Errors
    ///
    /// Where the storage cannot be read.
    async fn keys(&self) -> Result<Vec<String>, StorageError>;

    /// Returns the value of a key; `None` where it has none.
    ///
    /// # Errors
    ///
    /// Where the storage cannot be read.
    async fn get(&self, key: &str) -> Result<Option<String>, StorageError>;

    /// Gives a key a value. Where that fails, the value that it had stays.
    ///
    /// # Errors
    ///
    /// Where the storage is full, switched off or broken.
    async fn put(&self, key: &str, value: &str) -> Result<(), StorageError>;

    /// Lets the page answer a person before something large is written.
    async fn pause(&self) {}

    /// Removes a key with its value.
    ///
    /// # Errors
    ///
    /// Where the storage is switched off or broken.
    async fn remove(&self, key: &str) -> Result<(), StorageError>;
}

/// Says why a storage did not do what it was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StorageError {
    /// It is switched off or out of reach.
    #[error("this browser keeps no data for this page ({0})")]
    Unavailable(String),
    /// It is full.
    #[error("the browser’s storage for this page is full")]
    Full,
    /// Another tab took over.
    #[error("another tab edits the work now")]
    Taken,
    /// It does not have any more what it had accepted.
    #[error("the browser has dropped what was stored; it is being written again")]
    Dropped,
    /// It failed in another way.
    #[error("the browser’s storage failed ({0})")]
    Failed(String),
}
