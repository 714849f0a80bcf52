//! Writes and reads a [`History`] as JSON.

use std::rc::Rc;

use serde::Serialize;

use super::transaction_file::{self, TransactionFile, lends_text};
use crate::edit::{Change, History, Transaction};
use crate::formats::json::{Fields, JsonError};
use crate::model::{Document, Project};

/// How much of a history is written where room is scarce: the newest steps.
pub(super) const MAX_WEIGHT: usize = 400_000;
/// The weight of a mention: the bytes that it takes, roughly.
const MENTION_WEIGHT: usize = 80;

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

/// Writes the newest steps of a history, up to a weight.
pub(super) fn write(history: &History, project: &Project, max_weight: usize) -> String {
    let mut room = max_weight;
    let mut newest = |steps| newest(steps, project, &mut room);
    let file = HistoryFile {
        done: newest(history.done()),
        undone: newest(history.undone()),
    };
    serde_json::to_string(&file).unwrap_or_default()
}

/// Returns the newest of the steps for which there is room.
fn newest<'a>(
    steps: &'a [Rc<Transaction>],
    project: &Project,
    room: &mut usize,
) -> Vec<TransactionFile<'a>> {
    let fits = |it: &&Rc<Transaction>| {
        let weight = weight(it, project);
        let fits = weight <= *room;
        *room = if fits { *room - weight } else { 0 };
        fits
    };
    let n_kept = steps.iter().rev().take_while(fits).count();
    let kept = steps[steps.len() - n_kept..].iter();
    kept.map(|it| TransactionFile::new(it, project)).collect()
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

fn weight(transaction: &Transaction, project: &Project) -> usize {
    let weigh = |change: &Change| match change {
        Change::Mentions { removed, added, .. } => (removed.len() + added.len()) * MENTION_WEIGHT,
        Change::Document { removed, added, .. } => {
            let weigh = |it: &Rc<Document>| {
                let text = if lends_text(project, it) {
                    0
                } else {
                    it.text().as_str().len()
                };
                text + it.mentions().len() * MENTION_WEIGHT
            };
            removed.iter().chain(added).map(weigh).sum()
        }
        Change::Label { .. } => MENTION_WEIGHT,
    };
    MENTION_WEIGHT + transaction.changes.iter().map(weigh).sum::<usize>()
}
