//! [`Source`]: a file that is about to be read, with what is open beside it.

use std::cell::RefCell;
use std::rc::Rc;

use serde_json::Value;

use super::import::ImportError;
use super::json::{self, JsonError};
use super::open::clean_name;
use crate::model::Document;
use crate::text::Text;

/// What is open beside a file: annotations that stand apart may belong to one of these texts.
#[derive(Clone, Copy, Debug, Default)]
pub struct Beside<'a> {
    /// Files that are opened together with it: names and texts.
    pub files: &'a [(String, String)],
    /// The documents of the project.
    pub documents: &'a [Rc<Document>],
}

/// A file that is about to be read.
pub(crate) struct Source<'a> {
    pub(crate) name: &'a str,
    pub(crate) text: &'a str,
    pub(crate) json: Json,
    pub(crate) beside: Beside<'a>,
    /// The files beside it that were read along with it, by their positions.
    pub(crate) used: RefCell<Vec<usize>>,
}

/// A text that annotations may belong to.
pub(crate) struct Found {
    pub(crate) name: String,
    pub(crate) text: Text,
    /// The position of the file that it is of; `None` for a document of the project.
    file: Option<usize>,
}

/// What a file is as JSON.
pub(crate) enum Json {
    /// None.
    None,
    /// The whole file is one value.
    Whole(Value),
    /// Each line is a value; this is the first. [`Source::lines`] reads all.
    Lines(Value),
}

impl Json {
    /// Reads a text that is named like JSON or begins like it; also tells why the whole of it is none.
    pub(crate) fn of(name: &str, text: &str) -> (Self, Option<JsonError>) {
        if !has_extension(name, "json") && !text.trim_start().starts_with(['{', '[']) {
            return (Self::None, None);
        }
        match json::parse(text) {
            Ok(value) => (Self::Whole(value), None),
            Err(error) => {
                let first = text.lines().find(|it| !it.trim().is_empty());
                let first = first.and_then(|it| json::parse(it).ok());
                (first.map_or(Self::None, Self::Lines), Some(error))
            }
        }
    }
}

impl<'a> Source<'a> {
    /// Returns the value of a file that is JSON as a whole.
    pub(crate) fn whole(&self) -> Option<&Value> {
        match &self.json {
            Json::Whole(value) => Some(value),
            _ => None,
        }
    }

    /// Returns the value of the first line, where each line is a value: a file of one line is that too.
    pub(crate) fn first_line(&self) -> Option<&Value> {
        match &self.json {
            Json::Whole(value) | Json::Lines(value) => Some(value),
            Json::None => None,
        }
    }

    /// Returns the lines that are not blank, with their numbers from 1, each read as JSON.
    pub(crate) fn lines(
        &self,
    ) -> impl Iterator<Item = Result<(usize, Value), ImportError>> + use<'a> {
        let lines = self.text.split('\n').zip(1..);
        let lines = lines.filter(|(it, _)| !it.trim().is_empty());
        lines.map(|(it, line)| {
            let value = json::parse(it.trim());
            let value = value.map_err(|error| ImportError::JsonLine { line, error });
            value.map(|it| (line, it))
        })
    }

    /// Calls `read` for each record, with its place: the items of a list, the lines, or the whole.
    pub(crate) fn records(
        &self,
        read: &mut dyn FnMut(&Value, &str) -> Result<(), ImportError>,
    ) -> Result<(), ImportError> {
        match self.whole() {
            Some(Value::Array(items)) => {
                for (item_idx, item) in items.iter().enumerate() {
                    read(item, &["[", &item_idx.to_string(), "]"].concat())?;
                }
            }
            Some(whole) => read(whole, "the record")?,
            None => {
                for line in self.lines() {
                    let (line, value) = line?;
                    read(&value, &["line ", &line.to_string()].concat())?;
                }
            }
        }
        Ok(())
    }

    /// Returns the texts that annotations without text may belong to: those of files beside it, then those that are
    /// open. Whoever takes one says so by [`Self::take`].
    pub(crate) fn texts(&self) -> impl Iterator<Item = Found> {
        let files = self.beside.files.iter().enumerate();
        let is_text = |it: &(usize, &(String, String))| has_extension(&it.1.0, "txt");
        let files = files.filter(is_text).map(|(file, (name, text))| Found {
            name: clean_name(name),
            text: Text::new(text.as_str()),
            file: Some(file),
        });
        let documents = self.beside.documents.iter().map(|it| Found {
            name: it.name.to_string(),
            text: it.text().clone(),
            file: None,
        });
        files.chain(documents)
    }

    /// Notes that a text was read along with this file, and returns its name and characters.
    pub(crate) fn take(&self, found: Found) -> (String, Text) {
        self.used.borrow_mut().extend(found.file);
        (found.name, found.text)
    }

    /// Returns the text of a file beside this one that is wanted along with it, by what its name is.
    pub(crate) fn companion(&self, is_it: impl Fn(&str) -> bool) -> Option<&'a str> {
        let files = self.beside.files;
        let position = files.iter().position(|it| is_it(&it.0))?;
        self.used.borrow_mut().push(position);
        Some(&files[position].1)
    }

    /// Returns the name for a text that has none: that of the file, with the ending of a text.
    pub(crate) fn text_name(&self) -> String {
        let name = clean_name(self.name);
        let stem = name.rsplit_once('.').map_or(name.as_str(), |it| it.0);
        if stem.is_empty() {
            name
        } else if has_extension(stem, "txt") {
            stem.to_owned()
        } else {
            [stem, ".txt"].concat()
        }
    }
}

/// Whether a file's name ends with a dot and `extension`.
pub(crate) fn has_extension(name: &str, extension: &str) -> bool {
    let ending = name.rsplit_once('.').map(|it| it.1);
    ending.is_some_and(|it| it.eq_ignore_ascii_case(extension))
}
