//! Tells what a file is and reads it.

use super::json::{self, Fields, JsonError};
use super::loss::Loss;
use super::own;
use crate::model::{Document, DocumentId, Project};
use crate::text::Text;
use std::rc::Rc;

/// The largest text file that is opened, in bytes.
pub const MAX_TEXT_BYTES: u64 = 20_000_000;
/// The largest project file that is opened, in bytes.
pub const MAX_PROJECT_BYTES: u64 = 64_000_000;

/// What a file held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// Its documents and labels.
    pub project: Project,
    /// What could not be taken as it was.
    pub losses: Vec<Loss>,
}

/// Says why a file is not opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// The file is larger than the limit; told before it is read.
    #[error("it has {} MB, and at most {} MB can be opened; split it into smaller files", .bytes.div_ceil(1_000_000), .limit / 1_000_000)]
    TooLarge {
        /// Its size.
        bytes: u64,
        /// The limit.
        limit: u64,
    },
    /// JSON, but not that of a project.
    #[error("it is JSON, but not a project of this program; it can be opened as plain text")]
    UnknownJson,
    /// The file's JSON is broken.
    #[error("{0}; it can be opened as plain text")]
    BrokenJson(JsonError),
    /// A project that cannot be read.
    #[error(transparent)]
    Own(#[from] own::ReadError),
}

impl OpenError {
    /// Whether the file can be opened as plain text all the same.
    pub fn is_text(&self) -> bool {
        !matches!(self, Self::TooLarge { .. })
    }
}

/// Refuses a file that is too large, before it is read.
///
/// # Errors
///
/// Where it is.
pub fn check_size(name: &str, bytes: u64) -> Result<(), OpenError> {
    let limit = if is_json_name(name) {
        MAX_PROJECT_BYTES
    } else {
        MAX_TEXT_BYTES
    };
    if bytes > limit {
        Err(OpenError::TooLarge { bytes, limit })
    } else {
        Ok(())
    }
}

/// Reads a file's text: a project where it is one, a plain text otherwise.
///
/// # Errors
///
/// Where it is JSON that is not a project, or is named so and is broken.
pub fn open(name: &str, text: String) -> Result<Opened, OpenError> {
    check_size(name, text.len() as u64)?;
    let is_named_json = is_json_name(name);
    if !is_named_json && !text.trim_start().starts_with('{') {
        return Ok(open_text(name, text));
    }
    let value = match json::parse(&text) {
        Ok(value) => value,
        Err(error) if is_named_json => return Err(OpenError::BrokenJson(error)),
        Err(_) => return Ok(open_text(name, text)),
    };
    match Fields::of(value) {
        Some(fields) if own::is_own(&fields) => {
            let (project, losses) = own::read_fields(fields)?;
            Ok(Opened { project, losses })
        }
        _ => Err(OpenError::UnknownJson),
    }
}

/// Makes a project of one document of a plain text.
pub fn open_text(name: &str, text: String) -> Opened {
    let document = Document::new(DocumentId::numbered(1), clean_name(name), Text::new(text));
    Opened {
        project: Project {
            documents: vec![Rc::new(document)],
            ..Project::default()
        },
        losses: Vec::new(),
    }
}

/// Returns a file's name without its folders and without characters that are invisible or turn the line.
pub fn clean_name(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_visible = |c: &char| {
        !c.is_control()
            && !matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    let name: String = name.chars().filter(is_visible).take(120).collect();
    let name = name.trim();
    if name.is_empty() {
        "untitled".to_owned()
    } else {
        name.to_owned()
    }
}

fn is_json_name(name: &str) -> bool {
    name.to_ascii_lowercase().ends_with(".json")
}

#[cfg(test)]
mod tests;
