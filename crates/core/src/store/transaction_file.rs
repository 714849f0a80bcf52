//! Writes and reads a [`Transaction`] as JSON.
//!
//! Mentions name their labels by id. The text of a document that the project has is not written again.

use std::rc::Rc;

use serde_json::Value;

use crate::edit::{Change, Transaction};
use crate::formats::clean_name;
use crate::formats::json::Fields;
use crate::formats::json_writer::JsonWriter;
use crate::model::{Document, DocumentId, Extra, Label, LabelId, Mention, MentionId, Project};
use crate::span::{Span, Spans};
use crate::text::Text;

/// Whether the project has a document of this id with this text.
pub(super) fn lends_text(project: &Project, document: &Document) -> bool {
    project
        .document(&document.id)
        .is_some_and(|it| it.text() == document.text())
}

/// Writes a transaction; the project lends its texts.
pub(super) fn write(json: &mut JsonWriter, transaction: &Transaction, project: &Project) {
    json.open('{');
    json.text_field("name", &transaction.name);
    json.key("changes");
    json.open('[');
    for change in &transaction.changes {
        json.open('{');
        write_change(json, change, project);
        json.close('}');
    }
    json.close(']');
    json.close('}');
}

fn write_change(json: &mut JsonWriter, change: &Change, project: &Project) {
    match change {
        Change::Mentions {
            document,
            removed,
            added,
        } => {
            json.key("mentions");
            json.open('{');
            json.text_field("document", document.as_str());
            for (side, mentions) in [("removed", removed), ("added", added)] {
                json.key(side);
                write_mentions(json, mentions.len(), mentions.iter());
            }
            json.close('}');
        }
        Change::Document {
            position,
            removed,
            added,
        } => {
            json.key("document");
            write_sides(json, *position, [removed, added], |json, it| {
                write_document(json, it, project);
            });
        }
        Change::Label {
            position,
            removed,
            added,
        } => {
            json.key("label");
            write_sides(json, *position, [removed, added], |json, it| {
                write_label(json, it);
            });
        }
    }
}

/// Writes what a change takes from a list and puts into it at a position, each of which may be nothing.
fn write_sides<T>(
    json: &mut JsonWriter,
    position: usize,
    sides: [&Option<Rc<T>>; 2],
    write: impl Fn(&mut JsonWriter, &T),
) {
    json.open('{');
    json.number_field("position", position);
    for (name, side) in ["removed", "added"].into_iter().zip(sides) {
        json.key(name);
        match side {
            Some(it) => write(json, it),
            None => json.raw("null"),
        }
    }
    json.close('}');
}

fn write_mentions<'a>(
    json: &mut JsonWriter,
    n_mentions: usize,
    mentions: impl Iterator<Item = &'a Rc<Mention>>,
) {
    // {"id":"m123","spans":[[123456,123456]],"label":12},
    json.reserve(n_mentions * 50);
    json.open('[');
    for mention in mentions {
        json.open('{');
        json.text_field("id", mention.id.as_str());
        json.key("spans");
        json.open('[');
        for span in mention.spans.iter() {
            json.open('[');
            json.number(span.start());
            json.number(span.end());
            json.close(']');
        }
        json.close(']');
        json.number_field("label", mention.label.0 as usize);
        write_extra(json, &mention.extra);
        json.close('}');
    }
    json.close(']');
}

fn write_document(json: &mut JsonWriter, document: &Document, project: &Project) {
    json.open('{');
    json.text_field("id", document.id.as_str());
    json.text_field("name", &document.name);
    if !lends_text(project, document) {
        json.text_field("text", document.text().as_str());
    }
    json.key("mentions");
    let mentions = document.mentions();
    write_mentions(json, mentions.len(), mentions.iter());
    write_extra(json, &document.extra);
    json.close('}');
}

fn write_label(json: &mut JsonWriter, label: &Label) {
    json.open('{');
    json.number_field("id", label.id.0 as usize);
    json.text_field("name", &label.name);
    json.text_field("color", &label.color.to_string());
    json.key("key");
    match label.key {
        Some(key) => json.text(key.encode_utf8(&mut [0; 4])),
        None => json.raw("null"),
    }
    if let Some(parent) = label.parent {
        json.number_field("parent", parent.0 as usize);
    }
    if !label.description.is_empty() {
        json.text_field("description", &label.description);
    }
    write_extra(json, &label.extra);
    json.close('}');
}

fn write_extra(json: &mut JsonWriter, extra: &Extra) {
    if !extra.is_empty() {
        json.key("extra");
        json.open('{');
        json.extra_fields(extra);
        json.close('}');
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
