//! Where a project is kept between sessions.
//!
//! [`Storage`] is what the core asks of a place to keep text under keys; the shell has one over the browser's
//! local storage, and [`MemoryStorage`] is its twin for tests, with faults on demand.
//! [`Copies`] keeps a readable copy of each document there, and reads them back without trusting them.

mod copies;
mod history_file;
mod memory;
mod storage;
mod transaction_file;

pub use copies::{Copies, Loaded, Problem, Snapshot};
pub use memory::MemoryStorage;
pub use storage::{Storage, StorageError};
