//! Writes and reads a [`History`] as JSON.

use std::rc::Rc;

use super::transaction_file;
use crate::edit::History;
use crate::formats::json::{Fields, JsonError};
use crate::formats::json_writer::JsonWriter;
use crate::model::Project;

/// Says why a history is not read.
#[derive(Debug, thiserror::Error)]
pub(super) enum HistoryError {
    /// The JSON is broken or has another shape.
    #[error(transparent)]
    Json(#[from] JsonError),
    /// A value in it is none of the model.
    #[error("the step “{0}” is damaged")]
    Step(String),
}

/// Writes a history; the project lends its texts.
pub(super) fn write(history: &History, project: &Project) -> String {
    let mut json = JsonWriter::dense();
    json.open('{');
    for (name, steps) in [("done", history.done()), ("undone", history.undone())] {
        json.key(name);
        json.open('[');
        for step in steps.iter() {
            transaction_file::write(&mut json, step, project);
        }
        json.close(']');
    }
    json.close('}');
    json.take()
}

/// Reads a history; the project lends its texts.
pub(super) fn read(json: &str, project: &Project) -> Result<History, HistoryError> {
    let mut file = Fields::parse(json)?;
    let mut steps = |name| {
        let steps = file.take_list(name, History::MAX_LEN)?;
        let read = |file: Fields| {
            let name = file.text("name").unwrap_or_default().to_owned();
            transaction_file::read(file, project)
                .map(Rc::new)
                .ok_or(HistoryError::Step(name))
        };
        steps
            .into_iter()
            .map(read)
            .collect::<Result<Vec<_>, HistoryError>>()
    };
    Ok(History::new(steps("done")?, steps("undone")?))
}
