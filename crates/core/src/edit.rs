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
mod session;

pub use change::{ApplyError, Change, Transaction};
pub use command::{Command, EditError, LabelRef, NewMention};
pub use history::History;
pub use session::{Session, StepKind};
