//! Writes and reads a [`History`] as JSON.

use std::rc::Rc;

use serde::Serialize;

use super::transaction_file::{self, TransactionFile};
use crate::edit::{History, Steps, Transaction};
use crate::formats::json::{Fields, JsonError};
use crate::model::Project;

#[derive(Serialize)]
struct HistoryFile<'a> {
    done: Vec<TransactionFile<'a>>,
    undone: Vec<TransactionFile<'a>>,
}

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
    let file = HistoryFile {
        done: steps(history.done(), project),
        undone: steps(history.undone(), project),
    };
    serde_json::to_string(&file).unwrap_or_default()
}

fn steps<'a>(steps: &'a Steps, project: &Project) -> Vec<TransactionFile<'a>> {
    let file = |it: &'a Rc<Transaction>| TransactionFile::new(it, project);
    steps.iter().map(file).collect()
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
