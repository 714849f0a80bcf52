//! The nouns: project, document, mention, label. One a file; re-exported here and nowhere else.

mod color;
mod document;
mod extra;
mod id;
mod label;
mod leaves;
mod mention;
mod project;

pub use color::{Color, ParseColorError};
pub use document::Document;
pub use extra::Extra;
pub use id::{DocumentId, LabelId, MentionId};
pub use label::{Label, LabelSet, default_labels};
pub use mention::{Mention, Mentions};
pub use project::Project;
