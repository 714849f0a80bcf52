//! Writes a change of the project as it happened, and repeats it.

use std::collections::BTreeSet;
use std::rc::Rc;

use serde::Serialize;

use super::transaction_file::{self, TransactionFile};
use crate::edit::{ApplyError, Change, Session, StepKind, Transaction};
use crate::formats::json::Fields;
use crate::model::{MentionId, Project};

#[derive(Serialize)]
struct StepFile<'a> {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    transaction: Option<TransactionFile<'a>>,
}

/// Says why a step of the journal is not repeated.
#[derive(Debug, thiserror::Error)]
pub(super) enum StepError {
    #[error("it is damaged")]
    Damaged,
    #[error("it does not fit what was there before it: {0}")]
    Unfit(#[from] ApplyError),
}

/// Writes a step; `before` is the project as the step found it, whose texts are not written again.
///
/// What is undone or redone needs no transaction: the history has it.
pub fn write(kind: StepKind, transaction: &Transaction, before: &Project) -> String {
    let file = StepFile {
        kind: kind.name(),
        transaction: (kind == StepKind::Do).then(|| TransactionFile::new(transaction, before)),
    };
    serde_json::to_string(&file).unwrap_or_default()
}

/// Repeats a step that another session has written, and returns how and what it changed; `None` where it is damaged
/// or does not follow what was before.
pub fn follow(json: &str, session: &mut Session) -> Option<(StepKind, Rc<Transaction>)> {
    let kind = Fields::parse(json).ok()?;
    let kind = [StepKind::Do, StepKind::Undo, StepKind::Redo]
        .into_iter()
        .find(|it| kind.text("kind") == Some(it.name()))?;
    Some((kind, repeat(json, session).ok()?))
}

/// Repeats a step that was written, and returns what it changed.
pub(super) fn repeat(json: &str, session: &mut Session) -> Result<Rc<Transaction>, StepError> {
    let mut file = Fields::parse(json).map_err(|_| StepError::Damaged)?;
    let repeated: Option<Rc<Transaction>> = match file.text("kind") {
        Some("do") => {
            let fields = file.0.remove("transaction").and_then(Fields::of);
            let transaction = fields.and_then(|it| transaction_file::read(it, session.project()));
            let is_new = |it: &Transaction| has_new_ids(it, session.project());
            let transaction = transaction.filter(is_new).ok_or(StepError::Damaged)?;
            Some(session.commit(transaction)?)
        }
        Some("undo") => session.undo()?,
        Some("redo") => session.redo()?,
        _ => None,
    };
    repeated.ok_or(StepError::Damaged)
}

/// Whether no mention that a transaction adds has the id of another one in its document.
fn has_new_ids(transaction: &Transaction, project: &Project) -> bool {
    let gone: BTreeSet<&MentionId> = transaction.removed().map(|it| &it.id).collect();
    transaction.changes.iter().all(|change| {
        let Change::Mentions {
            document, added, ..
        } = change
        else {
            return true;
        };
        let is_taken = |id: &MentionId| {
            let document = project.document(document);
            document.is_some_and(|it| it.mentions().get(id).is_some())
        };
        added
            .iter()
            .all(|it| gone.contains(&it.id) || !is_taken(&it.id))
    })
}
