//! [`Entries`]: a project as entries of a storage, whatever that is.
//!
//! | key | value |
//! |---|---|
//! | `document:ID` | the document with its mentions, a project file of its own: it can be opened as it is |
//! | `project` | the label set (a project file without documents), the order of the documents, the one shown |
//! | `history` | what can be undone and redone |
//! | `quarantine:N` | an entry that could not be read, as it was |
//!
//! A document's entry alone gives its work back; the two others can be lost.

use std::collections::BTreeMap;
use std::rc::Rc;

use litemap::LiteMap;
use serde::Serialize;
use serde_json::Value;

use super::envelope::Moment;
use super::history_file;
use super::journal::Batch;
use crate::edit::History;
use crate::formats::Loss;
use crate::formats::json::Fields;
use crate::formats::own::{self, ReadError};
use crate::model::{Document, DocumentId, Extra, Label, LabelSet, Mention, Project};

pub(super) const PROJECT: &str = "project";
pub(super) const HISTORY: &str = "history";
pub(super) const DOCUMENT: &str = "document:";
const QUARANTINE: &str = "quarantine:";

/// What is kept: a moment of the work.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// The documents and labels.
    pub project: Project,
    /// What can be undone and redone.
    pub history: History,
    /// The document on the screen.
    pub shown: Option<DocumentId>,
    /// The names of the built-in articles that were ever offered, so that a removed one stays away.
    pub offered: Vec<String>,
    /// The last change that it has.
    pub moment: Moment,
    /// Where there was no journal: the last change that the journal may have as well.
    pub branch: Option<Moment>,
}

/// What was found in a storage.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    /// The work; its project is empty where there was none.
    pub snapshot: Snapshot,
    /// What could not be read, and was put aside.
    pub problems: Vec<Problem>,
    /// The documents that could not be read: their ids are not to be given again.
    pub reserved: Vec<DocumentId>,
    /// The documents that are elsewhere, by name: they are too large for this storage.
    pub stubs: Vec<(DocumentId, String)>,
    /// Whether there is no journal any more, and the work was taken from its copies.
    pub is_journal_gone: bool,
    /// Copies of documents that were changed in one place and not in the other: they are to be added to the work.
    pub left: Vec<Project>,
    /// Whether a newer version has written something of it: nothing is to be written over that.
    pub is_newer: bool,
}

/// An entry that was not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The key that it stood under.
    pub key: String,
    /// Says to a person what is wrong with it.
    pub message: String,
    /// The entry as it was, to be downloaded.
    pub raw: String,
}

/// The field `storage` of the entry `project`.
#[derive(Default, Serialize)]
struct Index {
    /// The ids of the documents, in the order in which they are listed.
    order: Vec<String>,
    shown: Option<String>,
    offered: Vec<String>,
    epoch: u64,
    seq: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    branch: Option<(u64, u64)>,
}

impl Index {
    /// Reads the field; what is not as it should be is left out.
    fn read(value: Value) -> Self {
        let Some(fields) = Fields::of(value) else {
            return Self::default();
        };
        let texts = |name| {
            let texts = fields.0.get(name).and_then(Value::as_array);
            let texts = texts.into_iter().flatten().filter_map(Value::as_str);
            texts.map(str::to_owned).collect()
        };
        Self {
            order: texts("order"),
            shown: fields.text("shown").map(str::to_owned),
            offered: texts("offered"),
            epoch: fields.number("epoch").unwrap_or_default(),
            seq: fields.number("seq").unwrap_or_default(),
            branch: match fields
                .0
                .get("branch")
                .and_then(Value::as_array)
                .map(Vec::as_slice)
            {
                Some([epoch, seq]) => epoch.as_u64().zip(seq.as_u64()),
                _ => None,
            },
        }
    }
}

/// The name of that field.
const STORAGE: &str = "storage";

/// An entry that is to be put aside: moved to a key of its own before anything else is written.
#[derive(Debug)]
pub(super) struct Aside {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) value: String,
}

/// Knows what stands in the entries of a storage, and what of a project is not there yet.
#[derive(Debug, Default)]
pub(super) struct Entries {
    /// What stands there of each document, by its id: shared with the project that it was written from.
    written: LiteMap<DocumentId, (Rc<Document>, Rc<LabelSet>)>,
    /// The largest number of an entry that was put aside.
    n_asides: usize,
}

impl Entries {
    /// Reads entries, and returns what is to be put aside: what could not be read, which is told as a problem.
    pub(super) fn read(&mut self, values: &BTreeMap<String, String>) -> (Loaded, Vec<Aside>) {
        let (mut loaded, mut asides) = (Loaded::default(), Vec::new());
        values.keys().for_each(|it| self.note_key(it));
        let mut refuse = |this: &mut Self, loaded: &mut Loaded, key: &str, reason: &str| {
            let raw = values.get(key).cloned().unwrap_or_default();
            asides.push(this.put_aside(loaded, key, reason, raw));
        };
        let (head, index) = match values.get(PROJECT).map(|it| own::read_any(it)) {
            None => Default::default(),
            Some(Ok((mut head, _, is_newer))) => {
                loaded.is_newer = is_newer;
                let mut extra = head.extra.to_map();
                let index = extra.remove(STORAGE).map(Index::read);
                head.extra = Extra::new(extra);
                (head, index.unwrap_or_default())
            }
            Some(Err(error)) => {
                loaded.is_newer = error.is_newer();
                refuse(self, &mut loaded, PROJECT, &error.to_string());
                Default::default()
            }
        };
        let mut files: LiteMap<_, _> = LiteMap::new();
        for (key, json) in values {
            let Some(id) = key.strip_prefix(DOCUMENT) else {
                continue;
            };
            match read_document(id, json) {
                Ok((project, losses, is_newer)) => {
                    loaded.is_newer |= is_newer;
                    let is_as_written = losses.is_empty();
                    let mended = losses.into_iter().map(|it| Problem::mended(key, it, json));
                    loaded.problems.extend(mended);
                    files.extend(DocumentId::parse(id).map(|id| (id, (project, is_as_written))));
                }
                Err(error) => {
                    let is_newer = error.as_ref().is_some_and(ReadError::is_newer);
                    loaded.is_newer |= is_newer;
                    let other = || format!("it does not hold the document {id}");
                    let reason = error.map_or_else(other, |it| it.to_string());
                    refuse(self, &mut loaded, key, &reason);
                }
            }
        }
        let mut labels = Rc::unwrap_or_clone(head.labels);
        let listed = index.order.iter().filter_map(|it| DocumentId::parse(it));
        let mut ids: Vec<_> = listed.collect();
        let more = files.keys().filter(|it| !ids.contains(it)).cloned();
        ids.extend(more.collect::<Vec<_>>());
        for id in ids {
            let Some((file, is_as_written)) = files.remove(&id) else {
                // Lost, or just removed: another place may have it.
                if !loaded.reserved.contains(&id) {
                    loaded.reserved.push(id);
                }
                continue;
            };
            for document in adopt(&mut labels, &file) {
                // With labels that no project has, what was mended is written anew.
                let with = is_as_written.then(|| Rc::clone(&file.labels));
                let written = (Rc::clone(&document), with.unwrap_or_default());
                self.written.insert(id.clone(), written);
                loaded.snapshot.project.documents.push(document);
            }
        }
        let labels = Rc::new(labels);
        for (_, (_, with)) in self.written.iter_mut() {
            if *with != labels {
                continue;
            }
            with.clone_from(&labels);
        }
        loaded.snapshot.project.labels = labels;
        loaded.snapshot.project.extra = head.extra;
        loaded.snapshot.shown = index.shown.as_deref().and_then(DocumentId::parse);
        loaded.snapshot.offered = index.offered;
        loaded.snapshot.moment = Moment::read(index.epoch, index.seq).unwrap_or_default();
        let branch = index.branch;
        loaded.snapshot.branch = branch.and_then(|(epoch, seq)| Moment::read(epoch, seq));
        match values
            .get(HISTORY)
            .map(|it| history_file::read(it, &loaded.snapshot.project))
        {
            None => {}
            Some(Ok(history)) => loaded.snapshot.history = history,
            Some(Err(error)) => refuse(self, &mut loaded, HISTORY, &error.to_string()),
        }
        (loaded, asides)
    }

    /// Takes note of a key that an entry has: nothing is put aside in its place.
    pub(super) fn note_key(&mut self, key: &str) {
        let number = key.strip_prefix(QUARANTINE).and_then(|it| it.parse().ok());
        self.n_asides = self.n_asides.max(number.unwrap_or(0));
    }

    /// Tells of an entry that cannot be read, and returns where it is to be put.
    pub(super) fn put_aside(
        &mut self,
        loaded: &mut Loaded,
        key: &str,
        reason: &str,
        raw: String,
    ) -> Aside {
        self.n_asides += 1;
        let value = serde_json::json!({ "key": key, "reason": reason, "raw": raw });
        let id = key.strip_prefix(DOCUMENT);
        loaded.reserved.extend(id.and_then(DocumentId::parse));
        loaded.problems.push(Problem {
            key: key.to_owned(),
            message: format!("could not be read: {reason}"),
            raw,
        });
        Aside {
            from: key.to_owned(),
            to: format!("{QUARANTINE}{}", self.n_asides),
            value: serde_json::to_string(&value).unwrap_or_default(),
        }
    }

    /// Returns the documents of a snapshot that are not written as they are.
    pub(super) fn fresh(&self, snapshot: &Snapshot) -> Vec<Rc<Document>> {
        let project = &snapshot.project;
        let is_written = |document: &Rc<Document>| {
            let written = self.written.get(&document.id);
            written.is_some_and(|(written, labels)| {
                Rc::ptr_eq(written, document) && Rc::ptr_eq(labels, &project.labels)
            })
        };
        let fresh = project.documents.iter().filter(|it| !is_written(it));
        fresh.cloned().collect()
    }

    /// Returns the documents that are written, and are not in a snapshot any more.
    pub(super) fn gone(&self, snapshot: &Snapshot) -> Vec<DocumentId> {
        let is_gone = |it: &&DocumentId| snapshot.project.document(it).is_none();
        self.written.keys().filter(is_gone).cloned().collect()
    }

    /// Returns what is to be written of a snapshot: documents first, then what leads to them.
    pub(super) fn changes(&self, snapshot: &Snapshot) -> Batch {
        let project = &snapshot.project;
        let fresh = self.fresh(snapshot);
        let fresh = fresh.iter().map(|it| {
            let json = own::write_document(&project.labels, it);
            (document_key(&it.id), Some(json))
        });
        let gone = self.gone(snapshot);
        let gone = gone.iter().map(|it| (document_key(it), None));
        let mut batch: Batch = fresh.chain(gone).collect();
        let history = history_file::write(&snapshot.history, project);
        batch.push((HISTORY.to_owned(), Some(history)));
        batch.push((PROJECT.to_owned(), Some(write_head(snapshot))));
        batch
    }

    /// Takes note that documents of a project that are as they stand here need not be written.
    pub(super) fn recognize(&mut self, project: &Project) {
        for document in &project.documents {
            if let Some((written, labels)) = self.written.get_mut(&document.id)
                && written == document
                && *labels == project.labels
            {
                *written = Rc::clone(document);
                labels.clone_from(&project.labels);
            }
        }
    }

    /// Forgets what is written: all of it is written anew.
    pub(super) fn forget(&mut self) {
        for (_, (_, labels)) in self.written.iter_mut() {
            // Labels that no project has.
            *labels = Rc::default();
        }
    }

    /// Takes note that the changes of a snapshot were written, but for some documents.
    pub(super) fn note_written(&mut self, snapshot: &Snapshot, failed: &[DocumentId]) {
        let project = &snapshot.project;
        let has_failed = |id: &DocumentId| failed.contains(id);
        self.written
            .retain(|id, _| project.document(id).is_some() || has_failed(id));
        for document in project.documents.iter().filter(|it| !has_failed(&it.id)) {
            let written = (Rc::clone(document), Rc::clone(&project.labels));
            self.written.insert(document.id.clone(), written);
        }
    }
}

pub(super) fn document_key(id: &DocumentId) -> String {
    format!("{DOCUMENT}{id}")
}

impl Problem {
    fn mended(key: &str, loss: Loss, raw: &str) -> Self {
        Self {
            key: key.to_owned(),
            message: loss.message,
            raw: raw.to_owned(),
        }
    }
}

/// Writes the entry `project`.
pub(super) fn write_head(snapshot: &Snapshot) -> String {
    let project = &snapshot.project;
    let index = Index {
        order: project
            .documents
            .iter()
            .map(|it| it.id.to_string())
            .collect(),
        shown: snapshot.shown.as_ref().map(ToString::to_string),
        offered: snapshot.offered.clone(),
        epoch: snapshot.moment.epoch,
        seq: snapshot.moment.seq,
        branch: snapshot.branch.map(|it| (it.epoch, it.seq)),
    };
    let mut extra = project.extra.to_map();
    extra.insert(
        STORAGE.to_owned(),
        serde_json::to_value(index).unwrap_or_default(),
    );
    own::write(&Project {
        labels: Rc::clone(&project.labels),
        documents: Vec::new(),
        extra: Extra::new(extra),
    })
}

/// Reads the entry of a document, as [`own::read_any`] does; the error is `None` where it is the entry of another one.
pub(super) fn read_document(
    id: &str,
    json: &str,
) -> Result<(Project, Vec<Loss>, bool), Option<ReadError>> {
    let read = own::read_any(json)?;
    match read.0.documents.as_slice() {
        [document] if document.id.as_str() == id => Ok(read),
        _ => Err(None),
    }
}

/// Returns the documents of an entry with their labels as those of the label set, to which new ones are added.
pub(super) fn adopt(labels: &mut LabelSet, file: &Project) -> Vec<Rc<Document>> {
    let mut ids: LiteMap<_, _> = LiteMap::new();
    for label in file.labels.iter() {
        let id = labels
            .by_name(&label.name)
            .map(|it| it.id)
            .unwrap_or_else(|| {
                let given = labels.label_for(&label.name, &[]);
                let id = if labels.get(label.id).is_none() {
                    label.id
                } else {
                    given.id
                };
                let key = label.key.filter(|&key| labels.by_key(key).is_none());
                let parent = label.parent.and_then(|it| ids.get(&it).copied());
                let label = Label {
                    id,
                    key,
                    parent,
                    ..Label::clone(label)
                };
                labels.insert(usize::MAX, Rc::new(label));
                id
            });
        ids.insert(label.id, id);
    }
    if ids.iter().all(|(before, after)| before == after) {
        return file.documents.clone();
    }
    let adopt = |document: &Rc<Document>| {
        let mentions = document.mentions().iter().map(|mention| {
            let label = ids.get(&mention.label).copied().unwrap_or(mention.label);
            Rc::new(Mention {
                label,
                ..Mention::clone(mention)
            })
        });
        Rc::new(document.with(document.id.clone(), mentions.collect()))
    };
    file.documents.iter().map(adopt).collect()
}

#[cfg(test)]
mod tests;
