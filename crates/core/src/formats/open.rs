//! Tells what a file is and reads it.

use super::columns::CONLL_2003;
use super::import::{AMBIGUOUS, ImportError};
use super::json::{Fields, JsonError};
use super::loss::Loss;
use super::offsets::Unit;
use super::own;
use super::source::{Beside, Json, Source, has_extension};
use super::table::{FORMATS, Format};
use crate::model::{Document, DocumentId, Project};
use crate::text::Text;
use std::cell::RefCell;
use std::rc::Rc;

use serde_json::Value;

/// The largest text file that is opened, in bytes.
pub const MAX_TEXT_BYTES: u64 = 20_000_000;
/// The largest project file that is opened, in bytes.
pub const MAX_PROJECT_BYTES: u64 = 64_000_000;

/// What files of columns are called, whose formats are told by their content.
const COLUMNS: [&str; 7] = ["conll", "conllu", "conllup", "iob", "iob2", "bio", "bioes"];

fn is_named_columns(name: &str) -> bool {
    COLUMNS.iter().any(|it| has_extension(name, it))
}

/// What a file held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// Its documents and labels.
    pub project: Project,
    /// What could not be taken as it was.
    pub losses: Vec<Loss>,
    /// Where nothing tells what the offsets count: what each reading comes to. `project` is the likelier one.
    pub readings: Vec<Reading>,
    /// Whether all mentions of the likelier one begin and end with words, and not all of the other.
    pub is_clear: bool,
    /// Whether mentions of a text that is open are added there, instead of making another document of it: so it is for
    /// all files but those of the project itself.
    pub joins: bool,
    /// The files beside it that were read along with it, by their positions: they need not be opened on their own.
    pub used: Vec<usize>,
}

impl Opened {
    /// Takes the reading that a person has chosen: there is no doubt any more.
    pub fn settle(&mut self, reading: &Reading) {
        self.project = reading.project.clone();
        self.readings.clear();
        self.is_clear = true;
        self.losses.retain(|it| it.kind != AMBIGUOUS.0);
    }
}

/// What a file comes to if its offsets count in a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The unit.
    pub unit: Unit,
    /// The project.
    pub project: Project,
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
    #[error("it is JSON, but of no format that is known here; it can be opened as plain text")]
    UnknownJson,
    /// The file's JSON is broken.
    #[error("{0}; it can be opened as plain text")]
    BrokenJson(JsonError),
    /// A project that cannot be read.
    #[error(transparent)]
    Own(#[from] own::ReadError),
    /// A file of a known format that cannot be read.
    #[error("it looks like {title}, but {error}; it can be opened as plain text")]
    Import {
        /// The format's name for people.
        title: &'static str,
        /// What is wrong.
        error: ImportError,
    },
}

impl OpenError {
    /// Whether the file wants a text that is not there.
    pub fn wants_text(&self) -> bool {
        let wanted = |it: &ImportError| matches!(it, ImportError::NoText { .. });
        matches!(self, Self::Import { error, .. } if wanted(error))
    }

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
    let has_ending = |it: &Format| has_extension(name, it.extension) && it.extension != "txt";
    let limit = if FORMATS.iter().any(has_ending) || is_named_columns(name) {
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

/// Reads a file's text: what its format says, or else a plain text.
///
/// # Errors
///
/// Where it is JSON of an unknown shape, or of a format and broken.
pub fn open(name: &str, text: String) -> Result<Opened, OpenError> {
    open_beside(name, text, Beside::default())
}

/// Reads a file's text, as [`open`] does: annotations that stand apart from their text may belong to one of those
/// that are open beside it.
///
/// # Errors
///
/// As [`open`], and where such a text is wanted and not there.
pub fn open_beside(name: &str, text: String, beside: Beside) -> Result<Opened, OpenError> {
    check_size(name, text.len() as u64)?;
    let is_named_json = has_extension(name, "json");
    let (mut json, broken) = Json::of(name, &text);
    if let Json::Whole(Value::Object(fields)) = &mut json {
        let fields = Fields(std::mem::take(fields));
        if own::is_own(&fields) {
            let (project, losses) = own::read_fields(fields)?;
            return Ok(Opened {
                project,
                losses,
                readings: Vec::new(),
                is_clear: true,
                used: Vec::new(),
                joins: false,
            });
        }
        json = Json::Whole(Value::Object(fields.0));
    }
    let source = Source {
        name,
        text: &text,
        json,
        beside,
        used: RefCell::default(),
    };
    for format in FORMATS {
        if let Some(read) = format.import.filter(|_| (format.sniff)(&source)) {
            let title = format.title;
            return read(&source).map_err(|error| OpenError::Import { title, error });
        }
    }
    // The reader says at which line it is none.
    if is_named_columns(name) && !source.text.trim().is_empty() {
        return open_as(&CONLL_2003, name, source.text, beside);
    }
    // Of JSON lines it is the first that tells what they are.
    let is_named_lines = || {
        ["jsonl", "jsonld", "bdocjs"]
            .iter()
            .any(|it| has_extension(name, it))
    };
    match (source.json, broken) {
        (Json::None, Some(error)) if is_named_lines() => Err(OpenError::BrokenJson(error)),
        (Json::Lines(Value::Object(_)), _) if is_named_lines() => Err(OpenError::UnknownJson),
        (_, Some(error)) if is_named_json => Err(OpenError::BrokenJson(error)),
        (Json::Whole(value), _) if is_named_json || value.is_object() => {
            Err(OpenError::UnknownJson)
        }
        _ => Ok(open_text(name, text)),
    }
}

/// Reads a file's text as one of a format, whatever it looks like.
///
/// # Errors
///
/// As [`open_beside`]; files of the project itself are read by that alone.
pub fn open_as(
    format: &Format,
    name: &str,
    text: &str,
    beside: Beside,
) -> Result<Opened, OpenError> {
    let read = format.import.ok_or(OpenError::UnknownJson)?;
    let source = Source {
        name,
        text,
        json: Json::of(name, text).0,
        beside,
        used: RefCell::default(),
    };
    let title = format.title;
    read(&source).map_err(|error| OpenError::Import { title, error })
}

/// Opens files that were chosen together, each with what came of it: annotations find their texts among the others, and
/// a file that was read along with another is not opened on its own.
pub fn open_all(
    files: &[(String, String)],
    documents: &[Rc<Document>],
) -> Vec<(usize, Result<Opened, OpenError>)> {
    let beside = Beside { files, documents };
    let mut openings = Openings::new(files);
    let mut outcomes: Vec<_> = std::iter::from_fn(|| openings.next(beside)).collect();
    outcomes.retain(|it| !openings.is_used(it.0));
    outcomes.sort_by_key(|it| it.0);
    outcomes
}

/// Files that are opened together, one after the other: there may be time for other things in between.
pub struct Openings {
    /// The files in the order in which they are read: texts, which others may belong to, come last.
    order: Vec<usize>,
    n_read: usize,
    is_used: Vec<bool>,
}

impl Openings {
    /// Begins with files: names and texts.
    pub fn new(files: &[(String, String)]) -> Self {
        let is_text = |it: &usize| has_extension(&files[*it].0, "txt");
        let (texts, others): (Vec<_>, Vec<_>) = (0..files.len()).partition(is_text);
        Self {
            order: others.into_iter().chain(texts).collect(),
            n_read: 0,
            is_used: vec![false; files.len()],
        }
    }

    /// Reads the next of the files, which must be those of the beginning; returns its position and what came of it.
    pub fn next(&mut self, beside: Beside) -> Option<(usize, Result<Opened, OpenError>)> {
        let rest = &self.order[self.n_read..];
        let n_used = rest.iter().take_while(|it| self.is_used[**it]).count();
        let file = *rest.get(n_used)?;
        self.n_read += n_used + 1;
        let (name, text) = beside.files.get(file)?;
        let opened = open_beside(name, text.clone(), beside);
        for &beside in opened.iter().flat_map(|it| &it.used) {
            self.is_used[beside] = true;
        }
        Some((file, opened))
    }

    /// Whether a file was read along with another, so that what came of it alone is not wanted.
    pub fn is_used(&self, file: usize) -> bool {
        self.is_used[file]
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
        readings: Vec::new(),
        is_clear: true,
        used: Vec::new(),
        joins: false,
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

#[cfg(test)]
mod tests;
