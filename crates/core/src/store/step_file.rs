//! Writes a change of the project as it happened, and repeats it.

use std::rc::Rc;

use super::transaction_file;
use crate::edit::{Session, StepKind, Transaction};
use crate::formats::json::Fields;
use crate::formats::json_writer::JsonWriter;
use crate::model::{MentionId, Project};

/// Writes a step; `before` is the project as the step found it, whose texts are not written again.
///
/// What is undone or redone needs no transaction: the history has it.
pub fn write(kind: StepKind, transaction: &Transaction, before: &Project) -> String {
    let mut json = JsonWriter::dense();
    json.open('{');
    json.text_field("kind", kind.name());
    if kind == StepKind::Do {
        json.key("transaction");
        transaction_file::write(&mut json, transaction, before);
    }
    json.close('}');
    json.take()
}

/// Repeats a step that was written, and returns how and what it changed; `None` where it is damaged or does not follow
/// what was before it.
pub fn follow(json: &str, session: &mut Session) -> Option<(StepKind, Rc<Transaction>)> {
    let mut file = Fields::parse(json).ok()?;
    Some(match file.text("kind")? {
        "do" => {
            let fields = file.0.remove("transaction").and_then(Fields::of)?;
            let transaction = transaction_file::read(fields, session.project())?;
            if !has_new_ids(&transaction, session.project()) {
                return None;
            }
            (StepKind::Do, session.commit(transaction).ok()?)
        }
        "undo" => (StepKind::Undo, session.undo().ok()??),
        "redo" => (StepKind::Redo, session.redo().ok()??),
        _ => return None,
    })
}

/// Whether no mention that a transaction adds has the id of another one of the project.
fn has_new_ids(transaction: &Transaction, project: &Project) -> bool {
    let mut gone: Vec<&MentionId> = transaction.removed().map(|it| &it.id).collect();
    gone.sort_unstable();
    let is_new = |id: &MentionId| gone.binary_search(&id).is_ok() || project.mention(id).is_none();
    transaction.added().all(|it| is_new(&it.id))
}
