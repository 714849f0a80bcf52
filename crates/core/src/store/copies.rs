//! [`Copies`]: readable copies of a project's documents in a storage.
//!
//! | key | value |
//! |---|---|
//! | `document:ID` | the document with its mentions, a project file of its own: it can be opened as it is |
//! | `project` | the label set (a project file without documents), the order of the documents, the one shown |
//! | `history` | what can be undone and redone, the newest steps |
//! | `quarantine:N` | an entry that could not be read, as it was |
//!
//! A document's entry alone gives its work back; the two others can be lost.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde::Serialize;
use serde_json::Value;

use super::envelope::Moment;
use super::history_file;
use super::storage::{Storage, StorageError};
use crate::edit::History;
use crate::formats::json::Fields;
use crate::formats::{Loss, own};
use crate::model::{Document, DocumentId, Extra, Label, LabelSet, Mention, Project};

const PROJECT: &str = "project";
const HISTORY: &str = "history";
const DOCUMENT: &str = "document:";
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
        }
    }
}

/// The name of that field.
const STORAGE: &str = "storage";

/// Keeps copies of a project's documents in a storage, and writes what changed.
#[derive(Debug)]
pub struct Copies<S> {
    storage: S,
    /// What the storage holds of each document, by its id: shared with the project that it was written from.
    written: BTreeMap<DocumentId, (Rc<Document>, Rc<LabelSet>)>,
    /// How much of the history is kept.
    max_history: usize,
}

impl<S: Storage> Copies<S> {
    /// Keeps copies in `storage`.
    pub fn new(storage: S) -> Self {
        Self {
            storage,
            written: BTreeMap::new(),
            max_history: history_file::MAX_WEIGHT,
        }
    }

    /// Keeps copies in `storage`, which has room for all of the history.
    pub(super) fn with_whole_history(storage: S) -> Self {
        Self {
            max_history: usize::MAX,
            ..Self::new(storage)
        }
    }

    pub(super) fn storage(&self) -> &S {
        &self.storage
    }

    /// Reads what the storage holds.
    ///
    /// An entry that cannot be read is moved to a key of its own before anything else is written, and told as
    /// a problem: unreadable is never empty.
    ///
    /// # Errors
    ///
    /// Where the storage itself cannot be read.
    pub async fn load(&mut self) -> Result<Loaded, StorageError> {
        let mut loaded = Loaded::default();
        let (head, index) = self.load_head(&mut loaded).await?;
        let mut files = BTreeMap::new();
        for key in self.storage.keys().await? {
            let (Some(id), Some(json)) =
                (key.strip_prefix(DOCUMENT), self.storage.get(&key).await?)
            else {
                continue;
            };
            match read_document(id, &json) {
                Ok((project, losses)) => {
                    loaded.problems.extend(
                        losses
                            .into_iter()
                            .map(|it| Problem::mended(&key, it, &json)),
                    );
                    files.extend(DocumentId::parse(id).map(|id| (id, project)));
                }
                Err(reason) => {
                    loaded.put_aside(self.quarantine(&key, reason, json).await);
                }
            }
        }
        let mut labels = Rc::unwrap_or_clone(head.labels);
        let listed = index.order.iter().filter_map(|it| DocumentId::parse(it));
        let mut ids: Vec<_> = listed.collect();
        ids.extend(files.keys().cloned());
        for id in ids {
            let Some(file) = files.remove(&id) else {
                continue;
            };
            for document in adopt(&mut labels, &file) {
                // With labels that no project has, so that it is written anew: it may have been mended.
                let written = (Rc::clone(&document), Rc::default());
                self.written.insert(id.clone(), written);
                loaded.snapshot.project.documents.push(document);
            }
        }
        loaded.snapshot.project.labels = Rc::new(labels);
        loaded.snapshot.project.extra = head.extra;
        loaded.snapshot.shown = index.shown.as_deref().and_then(DocumentId::parse);
        loaded.snapshot.offered = index.offered;
        loaded.snapshot.moment = Moment {
            epoch: index.epoch,
            seq: index.seq,
        };
        if let Some(json) = self.storage.get(HISTORY).await? {
            match history_file::read(&json, &loaded.snapshot.project) {
                Ok(history) => loaded.snapshot.history = history,
                Err(error) => loaded
                    .problems
                    .push(self.quarantine(HISTORY, error.to_string(), json).await),
            }
        }
        Ok(loaded)
    }

    /// Writes what changed since the last time: documents first, then what leads to them.
    ///
    /// # Errors
    ///
    /// Where an entry cannot be written. The others are written all the same, and the next call tries again.
    pub async fn save(&mut self, snapshot: &Snapshot) -> Result<(), StorageError> {
        let mut result = Ok(());
        let project = &snapshot.project;
        for document in &project.documents {
            let is_written = self
                .written
                .get(&document.id)
                .is_some_and(|(written, labels)| {
                    Rc::ptr_eq(written, document) && Rc::ptr_eq(labels, &project.labels)
                });
            if is_written {
                continue;
            }
            let key = format!("{DOCUMENT}{}", document.id);
            let json = own::write_document(&project.labels, document);
            match self.put_work(&key, &json).await {
                Ok(()) => {
                    let written = (Rc::clone(document), Rc::clone(&project.labels));
                    self.written.insert(document.id.clone(), written);
                }
                Err(error) => result = Err(error),
            }
        }
        let gone: Vec<_> = self
            .written
            .keys()
            .filter(|it| project.document(it).is_none())
            .cloned()
            .collect();
        for id in gone {
            self.storage.remove(&format!("{DOCUMENT}{id}")).await?;
            self.written.remove(&id);
        }
        let history = history_file::write(&snapshot.history, project, self.max_history);
        if self.storage.put(HISTORY, &history).await.is_err() || result.is_err() {
            self.storage.remove(HISTORY).await?;
        }
        self.put_work(PROJECT, &write_head(snapshot)).await?;
        result
    }

    /// Writes an entry; the history can be lost, the work cannot: where there is no room for both, it goes.
    async fn put_work(&self, key: &str, json: &str) -> Result<(), StorageError> {
        match self.storage.put(key, json).await {
            Err(StorageError::Full) => {
                self.storage.remove(HISTORY).await?;
                self.storage.put(key, json).await
            }
            result => result,
        }
    }

    async fn load_head(&self, loaded: &mut Loaded) -> Result<(Project, Index), StorageError> {
        let Some(json) = self.storage.get(PROJECT).await? else {
            return Ok(Default::default());
        };
        match own::read(&json) {
            Ok((mut head, _)) => {
                let mut extra = head.extra.to_map();
                let index = extra.remove(STORAGE).map(Index::read);
                head.extra = Extra::new(extra);
                Ok((head, index.unwrap_or_default()))
            }
            Err(error) => {
                loaded
                    .problems
                    .push(self.quarantine(PROJECT, error.to_string(), json).await);
                Ok(Default::default())
            }
        }
    }

    /// Moves an entry out of the way of those that are written.
    pub(super) async fn quarantine(&self, key: &str, reason: String, raw: String) -> Problem {
        let keys = self.storage.keys().await.unwrap_or_default();
        let free = (1..)
            .map(|n| format!("{QUARANTINE}{n}"))
            .find(|it| !keys.contains(it));
        let kept = serde_json::json!({ "key": key, "reason": reason, "raw": raw }).to_string();
        let moved = match free {
            Some(free) => self.storage.put(&free, &kept).await,
            None => Err(StorageError::Full),
        };
        // Where there is no room to move it, it stays; its id is reserved, so that nothing is written over it.
        if moved.is_ok() {
            drop(self.storage.remove(key).await);
        }
        Problem {
            key: key.to_owned(),
            message: format!("could not be read: {reason}"),
            raw,
        }
    }
}

impl Loaded {
    /// Chooses between the work of the journal and that of the copies, which may be behind it, or ahead where the
    /// journal could not be written for a while. A document that cannot be read in the one is taken from the other.
    pub fn best(journal: Self, copies: Self) -> Self {
        let is_ahead = copies.snapshot.moment > journal.snapshot.moment;
        // The journal has it only where there was a new base.
        let shown = copies.snapshot.shown.clone();
        let is_first = journal.snapshot.project == Project::default();
        let (mut best, other) = if is_ahead || is_first {
            (copies, journal)
        } else {
            (journal, copies)
        };
        let project = &mut best.snapshot.project;
        best.reserved.retain(|id| {
            let Some(document) = other.snapshot.project.document(id) else {
                return true;
            };
            let file = Project {
                labels: Rc::clone(&other.snapshot.project.labels),
                documents: vec![Rc::clone(document)],
                extra: Extra::default(),
            };
            project
                .documents
                .extend(adopt(Rc::make_mut(&mut project.labels), &file));
            false
        });
        let is_here = |id: &DocumentId| best.snapshot.project.document(id).is_some();
        let reserved = other.reserved.into_iter().filter(|it| !is_here(it));
        best.reserved.extend(reserved);
        best.problems.extend(other.problems);
        best.snapshot.shown = shown.or(best.snapshot.shown);
        best
    }

    /// Tells a problem with an entry that is put aside.
    pub(super) fn put_aside(&mut self, problem: Problem) {
        let id = problem.key.strip_prefix(DOCUMENT);
        self.reserved.extend(id.and_then(DocumentId::parse));
        self.problems.push(problem);
    }
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
fn write_head(snapshot: &Snapshot) -> String {
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

fn read_document(id: &str, json: &str) -> Result<(Project, Vec<Loss>), String> {
    let (project, losses) = own::read(json).map_err(|error| error.to_string())?;
    match project.documents.as_slice() {
        [document] if document.id.as_str() == id => Ok((project, losses)),
        _ => Err(format!("it does not hold the document {id}")),
    }
}

/// Returns the documents of an entry with their labels as those of the label set, to which new ones are added.
fn adopt(labels: &mut LabelSet, file: &Project) -> Vec<Rc<Document>> {
    let mut ids = BTreeMap::new();
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
                let label = Label {
                    id,
                    key,
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
