//! Where a project is kept between sessions.
//!
//! [`Storage`] is what the core asks of a place to keep text under keys; the shell has one over the browser's
//! local storage, and [`MemoryStorage`] is its twin for tests, with faults on demand.
//! [`Copies`] keeps a readable copy of each document there, and reads them back without trusting them.
//! [`Journal`] is what the core asks of a database, with [`MemoryJournal`] as its twin; [`Keeper`] has every change in
//! it as it happened, and is what "saved" means.
//! [`Vault`] has both, and finds the best work in them.
//! [`Versions`] keeps earlier states, and documents that were removed.

mod best;
mod conflict;
mod copies;
mod entries;
mod envelope;
mod faults;
#[cfg(test)]
mod fixtures;
mod history_file;
mod journal;
mod keeper;
mod memory;
mod memory_journal;
mod recover;
mod slot;
mod step_file;
mod storage;
mod stub;
mod transaction_file;
mod vault;
mod versions;

pub use conflict::conflict_copies;
pub use copies::Copies;
pub use entries::{Loaded, Problem, Snapshot};
pub use envelope::Moment;
pub use faults::{Fault, Faults};
pub use journal::{Batch, Journal};
pub use keeper::Keeper;
pub use memory::MemoryStorage;
pub use memory_journal::MemoryJournal;
pub use recover::recover;
pub use step_file::{follow as follow_step, write as write_step};
pub use storage::{Storage, StorageError};
pub use vault::Vault;
pub use versions::{Difference, Kind, Version, VersionError, Versions, differences, endangered};
