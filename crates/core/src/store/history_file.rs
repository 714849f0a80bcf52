//! Writes and reads a [`History`] as JSON.
//!
//! Mentions name their labels by id. The text of a document that the project still has is not written again.

use std::rc::Rc;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::edit::{Change, History, Transaction};
use crate::model::{Document, DocumentId, Extra, Label, LabelId, Mention, MentionId, Project};
use crate::span::{Span, Spans};
use crate::text::Text;

/// How many mentions and characters of texts are written at most: the newest steps are kept.
const MAX_WEIGHT: usize = 400_000;
/// The weight of a mention: the bytes that it takes, roughly.
const MENTION_WEIGHT: usize = 80;

#[derive(Serialize, Deserialize)]
struct HistoryFile {
    done: Vec<TransactionFile>,
    undone: Vec<TransactionFile>,
}

#[derive(Serialize, Deserialize)]
struct TransactionFile {
    name: String,
    changes: Vec<ChangeFile>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum ChangeFile {
    Mentions {
        document: String,
        removed: Vec<MentionFile>,
        added: Vec<MentionFile>,
    },
    Document {
        position: usize,
        removed: Option<DocumentFile>,
        added: Option<DocumentFile>,
    },
    Label {
        position: usize,
        removed: Option<LabelFile>,
        added: Option<LabelFile>,
    },
}

#[derive(Serialize, Deserialize)]
struct MentionFile {
    id: String,
    spans: Vec<(usize, usize)>,
    label: u32,
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    extra: Map<String, Value>,
}

#[derive(Serialize, Deserialize)]
struct DocumentFile {
    id: String,
    name: String,
    /// Absent where the project has a document of this id and text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    mentions: Vec<MentionFile>,
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    extra: Map<String, Value>,
}

#[derive(Serialize, Deserialize)]
struct LabelFile {
    id: u32,
    name: String,
    color: String,
    key: Option<char>,
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    extra: Map<String, Value>,
}

/// Says why a history is not read.
#[derive(Debug, thiserror::Error)]
pub(super) enum HistoryError {
    /// The JSON is broken or has another shape.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// A value in it is none of the model.
    #[error("the step “{0}” is damaged")]
    Step(String),
}

/// Writes the newest steps of a history.
pub(super) fn write(history: &History, project: &Project) -> String {
    let mut room = MAX_WEIGHT;
    let mut newest = |steps: &[Rc<Transaction>]| {
        let fits = |it: &&Rc<Transaction>| {
            let weight = weight(it, project);
            let fits = weight <= room;
            room = if fits { room - weight } else { 0 };
            fits
        };
        let mut kept: Vec<_> = steps
            .iter()
            .rev()
            .take_while(fits)
            .map(|it| TransactionFile::new(it, project))
            .collect();
        kept.reverse();
        kept
    };
    let file = HistoryFile {
        done: newest(history.done()),
        undone: newest(history.undone()),
    };
    serde_json::to_string(&file).unwrap_or_default()
}

/// Reads a history; the project lends its texts.
pub(super) fn read(json: &str, project: &Project) -> Result<History, HistoryError> {
    let file: HistoryFile = serde_json::from_str(json)?;
    let steps = |files: Vec<TransactionFile>| {
        let read = |file: TransactionFile| {
            let name = file.name.clone();
            file.into_transaction(project)
                .map(Rc::new)
                .ok_or(HistoryError::Step(name))
        };
        files.into_iter().map(read).collect::<Result<Vec<_>, _>>()
    };
    Ok(History::new(steps(file.done)?, steps(file.undone)?))
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

/// Whether the project has a document of this id with this text.
fn lends_text(project: &Project, document: &Document) -> bool {
    project
        .document(&document.id)
        .is_some_and(|it| it.text() == document.text())
}

impl TransactionFile {
    fn new(transaction: &Transaction, project: &Project) -> Self {
        let mentions = |it: &[Rc<Mention>]| it.iter().map(|it| MentionFile::new(it)).collect();
        let document =
            |it: &Option<Rc<Document>>| it.as_ref().map(|it| DocumentFile::new(it, project));
        let label = |it: &Option<Rc<Label>>| it.as_ref().map(|it| LabelFile::new(it));
        let change = |change: &Change| match change {
            Change::Mentions {
                document,
                removed,
                added,
            } => ChangeFile::Mentions {
                document: document.to_string(),
                removed: mentions(removed),
                added: mentions(added),
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
            name: transaction.name.clone(),
            changes: transaction.changes.iter().map(change).collect(),
        }
    }

    fn into_transaction(self, project: &Project) -> Option<Transaction> {
        let mentions = |files: Vec<MentionFile>| {
            files
                .into_iter()
                .map(|it| it.into_mention().map(Rc::new))
                .collect::<Option<Vec<_>>>()
        };
        let document = |file: Option<DocumentFile>| match file {
            Some(file) => Some(Some(Rc::new(file.into_document(project)?))),
            None => Some(None),
        };
        let label = |file: Option<LabelFile>| match file {
            Some(file) => Some(Some(Rc::new(file.into_label()?))),
            None => Some(None),
        };
        let change = |file| {
            Some(match file {
                ChangeFile::Mentions {
                    document,
                    removed,
                    added,
                } => Change::Mentions {
                    document: DocumentId::parse(&document)?,
                    removed: mentions(removed)?,
                    added: mentions(added)?,
                },
                ChangeFile::Document {
                    position,
                    removed,
                    added,
                } => Change::Document {
                    position,
                    removed: document(removed)?,
                    added: document(added)?,
                },
                ChangeFile::Label {
                    position,
                    removed,
                    added,
                } => Change::Label {
                    position,
                    removed: label(removed)?,
                    added: label(added)?,
                },
            })
        };
        let changes = self
            .changes
            .into_iter()
            .map(change)
            .collect::<Option<Vec<_>>>()?;
        Some(Transaction {
            name: self.name,
            changes,
        })
    }
}

impl MentionFile {
    fn new(mention: &Mention) -> Self {
        Self {
            id: mention.id.to_string(),
            spans: mention
                .spans
                .iter()
                .map(|it| (it.start(), it.end()))
                .collect(),
            label: mention.label.0,
            extra: mention.extra.to_map(),
        }
    }

    fn into_mention(self) -> Option<Mention> {
        let spans: Option<Vec<Span>> = self
            .spans
            .into_iter()
            .map(|(start, end)| Span::new(start, end))
            .collect();
        Some(Mention {
            id: MentionId::parse(&self.id)?,
            spans: Spans::new(spans?)?,
            label: LabelId(self.label),
            extra: Extra::new(self.extra),
        })
    }
}

impl DocumentFile {
    fn new(document: &Document, project: &Project) -> Self {
        Self {
            id: document.id.to_string(),
            name: document.name.to_string(),
            text: (!lends_text(project, document)).then(|| document.text().as_str().to_owned()),
            mentions: document
                .mentions()
                .iter()
                .map(|it| MentionFile::new(it))
                .collect(),
            extra: document.extra.to_map(),
        }
    }

    fn into_document(self, project: &Project) -> Option<Document> {
        let id = DocumentId::parse(&self.id)?;
        let text = match self.text {
            Some(text) => Text::new(text),
            None => project.document(&id)?.text().clone(),
        };
        let mentions = self
            .mentions
            .into_iter()
            .map(|it| it.into_mention().map(Rc::new));
        let mentions = mentions.collect::<Option<Vec<_>>>()?;
        let mut document = Document::new(id, self.name, text);
        document.extra = Extra::new(self.extra);
        if !mentions.iter().all(|it| document.holds(&it.spans)) {
            return None;
        }
        Some(document.with(document.id.clone(), mentions.into_iter().collect()))
    }
}

impl LabelFile {
    fn new(label: &Label) -> Self {
        Self {
            id: label.id.0,
            name: label.name.to_string(),
            color: label.color.to_string(),
            key: label.key,
            extra: label.extra.to_map(),
        }
    }

    fn into_label(self) -> Option<Label> {
        Some(Label {
            id: LabelId(self.id),
            name: self.name.into(),
            color: self.color.parse().ok()?,
            key: self.key,
            extra: Extra::new(self.extra),
        })
    }
}
