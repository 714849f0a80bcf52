//! [`Copies`]: readable copies of a project's documents in a storage.
//!
//! | key | value, a project file with its moment and a checksum |
//! |---|---|
//! | `document:ID`, `second:ID` | the document as it was at two moments: the later one counts, whichever it is |
//! | `project` | the label set, the order of the documents, the one shown |
//! | `quarantine:N` | an entry that could not be read, as it was |
//!
//! A document is written over the older of its two copies, so that there is a whole one at every moment. One that is
//! too large for that leaves a stub that says where it is. The history is the journal's alone.

use std::collections::BTreeMap;
use std::rc::Rc;

use litemap::LiteMap;

use super::entries::{Aside, DOCUMENT, Entries, HISTORY, Loaded, PROJECT, Snapshot, write_head};
use super::envelope::Moment;
use super::slot;
use super::storage::{LARGE, Storage, StorageError};
use super::stub;
use crate::formats::own;
use crate::model::{Document, DocumentId, Project};

mod found;

/// The second copy of a document.
const SECOND: &str = "second:";

/// Keeps copies of a project's documents in a storage, and writes what changed.
#[derive(Debug)]
pub struct Copies<S> {
    storage: S,
    entries: Entries,
    /// The documents that have a copy, and which one is the later.
    later: LiteMap<DocumentId, Place>,
    /// Where the last copies went, and how long they are: a browser may take back what it accepted.
    last: Vec<(String, usize)>,
}

/// One of the two copies of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    First,
    Second,
}

impl Place {
    fn other(self) -> Self {
        match self {
            Self::First => Self::Second,
            Self::Second => Self::First,
        }
    }

    fn key(self, id: &DocumentId) -> String {
        match self {
            Self::First => format!("{DOCUMENT}{id}"),
            Self::Second => format!("{SECOND}{id}"),
        }
    }
}

impl<S: Storage> Copies<S> {
    /// Keeps copies in `storage`.
    pub fn new(storage: S) -> Self {
        Self {
            storage,
            entries: Entries::default(),
            later: LiteMap::new(),
            last: Vec::new(),
        }
    }

    /// Reads what the storage holds.
    ///
    /// An entry that cannot be read is moved to a key of its own before anything else is written, and told as
    /// a problem: unreadable is never empty. Where a newer version has written here, nothing is changed.
    ///
    /// # Errors
    ///
    /// Where the storage itself cannot be read.
    pub async fn load(&mut self) -> Result<Loaded, StorageError> {
        let (loaded, asides) = self.read().await?;
        if !loaded.is_newer {
            self.put_aside(asides).await;
        }
        Ok(loaded)
    }

    /// Reads what the storage holds and changes nothing; returns what is to be put aside before anything is written.
    pub(super) async fn read(&mut self) -> Result<(Loaded, Vec<Aside>), StorageError> {
        let mut values = BTreeMap::new();
        for key in self.storage.keys().await? {
            if let Some(value) = self.storage.get(&key).await? {
                values.insert(key, value);
            }
        }
        let mut found = found::find(&values, true);
        let (mut loaded, mut asides) = self.entries.read(&found.values);
        if !loaded.reserved.is_empty() {
            // What could not be read may have another copy that can.
            found = found::find(&values, false);
            self.entries = Entries::default();
            (loaded, asides) = self.entries.read(&found.values);
        }
        for aside in &mut asides {
            // What is put aside is what stood there, and not what was read of it.
            let id = aside
                .from
                .strip_prefix(DOCUMENT)
                .and_then(DocumentId::parse);
            if let Some(id) = id.filter(|it| found.later.get(it) == Some(&Place::Second)) {
                aside.from = Place::Second.key(&id);
            }
        }
        for (key, reason) in found.damaged {
            let raw = values.get(&key).cloned().unwrap_or_default();
            asides.push(self.entries.put_aside(&mut loaded, &key, reason, raw));
        }
        if loaded.snapshot.moment == Moment::default() {
            // The entry that says it is lost.
            loaded.snapshot.moment = found.moment;
        }
        let project = &loaded.snapshot.project;
        // Where one copy was damaged, there may be the other.
        loaded.reserved.retain(|it| project.document(it).is_none());
        loaded.problems.extend(found.suspects);
        loaded.stubs = found.stubs;
        self.later = found.later;
        for id in &loaded.reserved {
            self.later.remove(id);
        }
        Ok((loaded, asides))
    }

    /// Whether any document has a copy.
    pub(super) fn has_any(&self) -> bool {
        !self.later.is_empty()
    }

    /// Takes note that documents of a project that are as they stand in the storage need not be written.
    pub(super) fn recognize(&mut self, project: &Project) {
        self.entries.recognize(project);
    }

    async fn put_aside(&self, asides: Vec<Aside>) {
        for aside in asides {
            // Where there is no room to move it, it stays; its id is reserved, so that nothing is written over it.
            if self.storage.put(&aside.to, &aside.value).await.is_ok() {
                drop(self.storage.remove(&aside.from).await);
            }
        }
    }

    /// Writes what changed since the last time. Where a journal has the work as well, a document that is too large
    /// for two copies leaves a stub.
    ///
    /// # Errors
    ///
    /// Where an entry cannot be written. The other documents are written all the same, and the next call tries again.
    pub async fn save(
        &mut self,
        snapshot: &Snapshot,
        has_journal: bool,
    ) -> Result<(), StorageError> {
        let (mut result, mut failed) = (Ok(()), Vec::new());
        self.last.clear();
        for document in self.entries.fresh(snapshot) {
            let written = self.put_document(&document, snapshot, has_journal).await;
            if written.is_err() {
                result = written;
                failed.push(document.id.clone());
            }
        }
        for id in self.entries.gone(snapshot) {
            for place in [Place::First, Place::Second] {
                let removed = self.storage.remove(&place.key(&id)).await;
                if removed.is_err() {
                    result = removed;
                    failed.push(id.clone());
                }
            }
            self.later.remove(&id);
        }
        // It says up to which change the copies go, so it is written when they do.
        if result.is_ok() {
            let head = slot::seal_dated(&write_head(snapshot));
            result = self.put(PROJECT, &head).await;
        }
        // What earlier versions kept here.
        drop(self.storage.remove(HISTORY).await);
        self.entries.note_written(snapshot, &failed);
        result
    }

    async fn put_document(
        &mut self,
        document: &Rc<Document>,
        snapshot: &Snapshot,
        has_journal: bool,
    ) -> Result<(), StorageError> {
        let id = &document.id;
        let json = (!has_journal || !stub::is_large(document))
            .then(|| own::write_document(&snapshot.project.labels, document))
            .filter(|it| !has_journal || !stub::is_over(it));
        let Some(json) = json else {
            let stub = slot::seal(&stub::write(document), snapshot.moment);
            self.put(&Place::First.key(id), &stub).await?;
            self.later.insert(id.clone(), Place::First);
            return self.storage.remove(&Place::Second.key(id)).await;
        };
        if json.len() > LARGE {
            self.storage.pause().await;
        }
        let place = self.later.get(id).map_or(Place::First, |it| it.other());
        let sealed = slot::seal(&json, snapshot.moment);
        self.put(&place.key(id), &sealed).await?;
        self.later.insert(id.clone(), place);
        Ok(())
    }

    /// Writes an entry; where there is no room, the older copies of all documents go.
    async fn put(&mut self, key: &str, text: &str) -> Result<(), StorageError> {
        let mut result = self.storage.put(key, text).await;
        if result == Err(StorageError::Full) {
            for (id, later) in &self.later {
                self.storage.remove(&later.other().key(id)).await?;
            }
            result = self.storage.put(key, text).await;
        }
        if result.is_ok() {
            self.last.push((key.to_owned(), text.len()));
        }
        result
    }

    /// Finds out whether what was written last is still there: browsers may take it back, and people may clear it.
    ///
    /// # Errors
    ///
    /// Where it is not. All copies are written anew the next time.
    pub async fn check(&mut self) -> Result<(), StorageError> {
        for (key, len) in &self.last {
            let text = self.storage.get(key).await?;
            if text.is_none_or(|it| it.len() != *len) {
                self.entries.forget();
                return Err(StorageError::Dropped);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
