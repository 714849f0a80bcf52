//! The project's own JSON, version 1.
//!
//! ```json
//! {
//!   "format": "glossator-project",
//!   "version": 1,
//!   "offset_unit": "code point",
//!   "labels": [
//!     { "id": 1, "name": "Person", "color": "#3457d5", "key": "1" },
//!     { "id": 2, "name": "Politician", "color": "#b38236", "parent": "Person", "description": "Who holds an office." }
//!   ],
//!   "documents": [{
//!     "id": "d1", "name": "ada.txt", "text": "Ada met Charles.",
//!     "mentions": [{ "id": "m1", "start": 0, "end": 3, "label": "Person", "quote": "Ada" }]
//!   }]
//! }
//! ```
//!
//! A label's `parent` names the label that it is a kind of; `parent` and `description` may be missing.
//! Offsets count code points from 0, `end` is excluded, and `quote` is the text between. A discontinuous
//! mention has `"spans": [{ "start", "end" }, …]` as well; its `start` and `end` are the outer ones, and its
//! `quote` is the spans' texts joined by one blank. Fields that are not known are kept and written back.

mod mended;

mod read;
mod write;

pub use read::{ReadError, read};
pub use write::{write, write_document, write_line};

pub(crate) use read::{is_own, read_any, read_fields};

use write::write_portion;

use super::table::{Choices, Format};

/// The project's own JSON among the other formats. Its files are told and read before all others.
pub(crate) const FORMAT_ENTRY: Format = Format {
    name: FORMAT,
    title: "Glossator project (JSON)",
    extension: "json",
    choices: Choices::None,
    sniff: |_| false,
    import: None,
    export: Some(|export| {
        let json = write_portion(export);
        export.file(
            "glossator-project.json".to_owned(),
            "application/json",
            json,
        );
    }),
};

/// The value of `format` that tells a project.
const FORMAT: &str = "glossator-project";
/// The newest version that is read, and the one that is written.
const VERSION: u32 = 1;
/// The value of `offset_unit`.
const OFFSET_UNIT: &str = "code point";
/// The field of a document that keeps mentions that fit nowhere in its text.
pub(crate) const ORPHANS: &str = "orphans";

#[cfg(test)]
mod tests;
