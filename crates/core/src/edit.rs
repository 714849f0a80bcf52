//! How a project changes: commands are planned into transactions of invertible changes.
//!
//! ```text
//! Command ──plan──▶ Transaction ──apply──▶ Project
//!                        └──▶ History ──undo: invert──▶ Project
//! ```

mod change;
mod command;
mod history;
mod import;
mod labels;
mod new_labels;
mod reshape;
mod session;

pub use change::{ApplyError, Change, Transaction};
pub use command::{Beside, Command, EditError, LabelRef, NewMention};
pub use history::{History, Steps};
pub use reshape::joinable;
pub use session::{Session, StepKind};
