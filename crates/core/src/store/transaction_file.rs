//! Writes and reads a [`Transaction`] as JSON.
//!
//! Mentions name their labels by id. The text of a document that the project has is not written again.

use std::rc::Rc;

use serde::Serialize;
use serde_json::Value;

use crate::edit::{Change, Transaction};
use crate::formats::clean_name;
use crate::formats::json::Fields;
use crate::model::{Document, DocumentId, Extra, Label, LabelId, Mention, MentionId, Project};
use crate::span::{Span, Spans};
use crate::text::Text;

/// A transaction, ready to be written.
#[derive(Serialize)]
pub(super) struct TransactionFile<'a> {
    name: &'a str,
    changes: Vec<ChangeFile<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum ChangeFile<'a> {
    Mentions {
        document: &'a str,
        removed: Vec<MentionFile<'a>>,
        added: Vec<MentionFile<'a>>,
    },
    Document {
        position: usize,
        removed: Option<DocumentFile<'a>>,
        added: Option<DocumentFile<'a>>,
    },
    Label {
        position: usize,
        removed: Option<LabelFile<'a>>,
        added: Option<LabelFile<'a>>,
    },
}

#[derive(Serialize)]
struct MentionFile<'a> {
    id: &'a str,
    spans: Vec<(usize, usize)>,
    label: u32,
    #[serde(skip_serializing_if = "Extra::is_empty")]
    extra: &'a Extra,
}

#[derive(Serialize)]
struct DocumentFile<'a> {
    id: &'a str,
    name: &'a str,
    /// Absent where the project has a document of this id and text.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    mentions: Vec<MentionFile<'a>>,
    #[serde(skip_serializing_if = "Extra::is_empty")]
    extra: &'a Extra,
}

#[derive(Serialize)]
struct LabelFile<'a> {
    id: u32,
    name: &'a str,
    color: String,
    key: Option<char>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent: Option<u32>,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    #[serde(skip_serializing_if = "Extra::is_empty")]
    extra: &'a Extra,
}

/// Whether the project has a document of this id with this text.
pub(super) fn lends_text(project: &Project, document: &Document) -> bool {
    project
        .document(&document.id)
        .is_some_and(|it| it.text() == document.text())
}

impl<'a> TransactionFile<'a> {
    pub(super) fn new(transaction: &'a Transaction, project: &Project) -> Self {
        let document =
            |it: &'a Option<Rc<Document>>| it.as_ref().map(|it| DocumentFile::new(it, project));
        let label = |it: &'a Option<Rc<Label>>| it.as_ref().map(|it| LabelFile::new(it));
        let change = |change: &'a Change| match change {
            Change::Mentions {
                document,
                removed,
                added,
            } => ChangeFile::Mentions {
                document: document.as_str(),
                removed: MentionFile::all(removed),
                added: MentionFile::all(added),
            },
            Change::Document {
                position,
                removed,
                added,
            } => ChangeFile::Document {
                position: *position,
                removed: document(removed),
                added: document(added),
            },
            Change::Label {
                position,
                removed,
                added,
            } => ChangeFile::Label {
                position: *position,
                removed: label(removed),
                added: label(added),
            },
        };
        Self {
            name: &transaction.name,
            changes: transaction.changes.iter().map(change).collect(),
        }
    }
}

impl<'a> MentionFile<'a> {
    fn all<'b: 'a>(mentions: impl IntoIterator<Item = &'b Rc<Mention>>) -> Vec<Self> {
        let file = |it: &'b Rc<Mention>| Self {
            id: it.id.as_str(),
            spans: it.spans.iter().map(|it| (it.start(), it.end())).collect(),
            label: it.label.0,
            extra: &it.extra,
        };
        mentions.into_iter().map(file).collect()
    }
}

impl<'a> DocumentFile<'a> {
    fn new(document: &'a Document, project: &Project) -> Self {
        Self {
            id: document.id.as_str(),
            name: &document.name,
            text: (!lends_text(project, document)).then(|| document.text().as_str()),
            mentions: MentionFile::all(document.mentions().iter()),
            extra: &document.extra,
        }
    }
}

impl<'a> LabelFile<'a> {
    fn new(label: &'a Label) -> Self {
        Self {
            id: label.id.0,
            name: &label.name,
            color: label.color.to_string(),
            key: label.key,
            parent: label.parent.map(|it| it.0),
            description: &label.description,
            extra: &label.extra,
        }
    }
}

/// Reads a transaction; the project lends its texts. `None` where a value in it is none of the model.
pub(super) fn read(mut file: Fields, project: &Project) -> Option<Transaction> {
    let name = file.take_text("name").ok()??;
    let changes = file.take_list("changes", usize::MAX).ok()?;
    let changes = changes.into_iter().map(|it| read_change(it, project));
    Some(Transaction {
        name,
        changes: changes.collect::<Option<_>>()?,
    })
}

fn read_change(change: Fields, project: &Project) -> Option<Change> {
    let mut change = change.0.into_iter();
    let (kind, fields) = change.next()?;
    let mut fields = Fields::of(fields)?;
    Some(match kind.as_str() {
        "mentions" => Change::Mentions {
            document: DocumentId::parse(fields.text("document")?)?,
            removed: read_mentions(&mut fields, "removed")?,
            added: read_mentions(&mut fields, "added")?,
        },
        "document" => {
            let read = |file| read_document(file, project).map(Rc::new);
            Change::Document {
                position: fields.number("position")?,
                removed: read_side(&mut fields, "removed", read)?,
                added: read_side(&mut fields, "added", read)?,
            }
        }
        "label" => Change::Label {
            position: fields.number("position")?,
            removed: read_side(&mut fields, "removed", read_label)?,
            added: read_side(&mut fields, "added", read_label)?,
        },
        _ => return None,
    })
}

/// Reads what a change has on one side, which may be nothing.
fn read_side<T>(
    change: &mut Fields,
    side: &str,
    read: impl FnOnce(Fields) -> Option<T>,
) -> Option<Option<T>> {
    match change.0.remove(side)? {
        Value::Null => Some(None),
        value => Some(Some(read(Fields::of(value)?)?)),
    }
}

fn read_mentions(fields: &mut Fields, name: &str) -> Option<Vec<Rc<Mention>>> {
    let files = fields.take_list(name, usize::MAX).ok()?;
    let read = |it| read_mention(it).map(Rc::new);
    files.into_iter().map(read).collect()
}

fn read_mention(mut file: Fields) -> Option<Mention> {
    let span = |range: &Value| {
        let [start, end] = range.as_array()?.as_slice() else {
            return None;
        };
        let offset = |it: &Value| usize::try_from(it.as_u64()?).ok();
        Span::new(offset(start)?, offset(end)?)
    };
    let spans = file.0.get("spans")?.as_array()?.iter().map(span);
    Some(Mention {
        id: MentionId::parse(file.text("id")?)?,
        spans: Spans::new(spans.collect::<Option<Vec<_>>>()?)?,
        label: LabelId(file.number("label")?),
        extra: read_extra(&mut file)?,
    })
}

fn read_document(mut file: Fields, project: &Project) -> Option<Document> {
    let id = DocumentId::parse(file.text("id")?)?;
    let text = match file.take_text("text").ok()? {
        Some(text) => Text::new(text),
        None => project.document(&id)?.text().clone(),
    };
    let mentions = read_mentions(&mut file, "mentions")?;
    let name = clean_name(&file.take_text("name").ok()??);
    let mut document = Document::new(id, name, text);
    document.extra = read_extra(&mut file)?;
    if !mentions.iter().all(|it| document.holds(&it.spans)) {
        return None;
    }
    Some(document.with(document.id.clone(), mentions.into_iter().collect()))
}

/// Reads a label as it was written; what no label can have was not.
fn read_label(mut file: Fields) -> Option<Rc<Label>> {
    let name = file.take_text("name").ok()??;
    let mut keys = file.text("key").unwrap_or_default().chars();
    let key = keys.next();
    let n_description = file.text("description").unwrap_or_default().chars().count();
    let is_written = Label::checked_name(&name) == Some(&name)
        && key.and_then(Label::checked_key) == key
        && keys.next().is_none()
        && n_description <= Label::MAX_DESCRIPTION;
    if !is_written {
        return None;
    }
    Some(Rc::new(Label {
        id: LabelId(file.number("id")?),
        key,
        parent: file.number("parent").map(LabelId),
        description: file.text("description").unwrap_or_default().into(),
        color: file.text("color")?.parse().ok()?,
        name: name.into(),
        extra: read_extra(&mut file)?,
    }))
}

fn read_extra(file: &mut Fields) -> Option<Extra> {
    match file.0.remove("extra") {
        None => Some(Extra::default()),
        Some(value) => Some(Extra::new(Fields::of(value)?.0)),
    }
}
