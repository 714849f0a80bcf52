//! [`Versions`]: earlier states of a project, and the documents that were removed, each a project file of its own.
//!
//! What a list shows of a version is in its key, so that none is read to be listed:
//!
//! ```text
//! AT KIND DOCUMENTS MENTIONS SIZE WHY
//! ```
//!
//! `AT` has leading zeros, so that the order of the keys is that of time. The value is sealed like an entry of the
//! journal.

use std::rc::Rc;

use super::envelope::{Envelope, Moment};
use super::storage::{LARGE, Storage, StorageError};
use crate::edit::{Change, Transaction};
use crate::formats::own;
use crate::model::Project;

/// How many milliseconds a day has, and an hour.
const DAY: u64 = 24 * HOUR;
const HOUR: u64 = 3_600_000;
/// How long a removed document is kept, in milliseconds.
const BIN: u64 = 30 * DAY;
/// How many of the newest versions are kept whatever their age.
const N_NEWEST: usize = 10;
/// For how many hours and days one version each is kept.
const N_HOURS: usize = 24;
const N_DAYS: usize = 14;
/// How many bytes all versions may take, but for the newest few.
const MAX_SIZE: usize = 50_000_000;
/// From how many mentions on their change is a large one.
const N_MANY: usize = 20;
/// Of changes that follow each other within so many milliseconds, the state before the first is kept.
const BURST: u64 = 10_000;

/// Why a version was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Time had gone by.
    Timed,
    /// Much was about to change.
    Before,
    /// It is a document that was removed.
    Bin,
}

/// A version as it is listed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    /// When it was kept, in milliseconds since 1970.
    pub at: u64,
    /// Why it was kept.
    pub kind: Kind,
    /// How many documents it has.
    pub n_documents: usize,
    /// How many mentions it has.
    pub n_mentions: usize,
    /// How many bytes it takes.
    pub size: usize,
    /// What was about to happen, or what was removed: for people.
    pub why: String,
}

/// Says why a version is not given back.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VersionError {
    /// The storage failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// It is not as it was written.
    #[error("it is damaged: {0}")]
    Damaged(String),
}

impl Kind {
    const ALL: [(Self, &str); 3] = [
        (Self::Timed, "timed"),
        (Self::Before, "before"),
        (Self::Bin, "bin"),
    ];

    fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

impl Version {
    fn key(&self) -> String {
        let Self {
            at,
            kind,
            n_documents,
            n_mentions,
            size,
            why,
        } = self;
        let kind = kind.name();
        format!("{at:016} {kind} {n_documents} {n_mentions} {size} {why}")
    }

    fn of_key(key: &str) -> Option<Self> {
        let mut parts = key.splitn(6, ' ');
        let mut part = || parts.next();
        Some(Self {
            at: part()?.parse().ok()?,
            kind: {
                let name = part()?;
                Kind::ALL.into_iter().find(|it| it.1 == name)?.0
            },
            n_documents: part()?.parse().ok()?,
            n_mentions: part()?.parse().ok()?,
            size: part()?.parse().ok()?,
            why: part()?.to_owned(),
        })
    }
}

/// Keeps versions in a storage.
#[derive(Debug)]
pub struct Versions<S> {
    storage: S,
    /// What was kept last: the same is not kept twice.
    last: Option<Project>,
}

impl<S: Storage> Versions<S> {
    /// Keeps versions in `storage`.
    pub fn new(storage: S) -> Self {
        Self {
            storage,
            last: None,
        }
    }

    /// Returns all versions, the newest first.
    ///
    /// # Errors
    ///
    /// Where the storage cannot be read.
    pub async fn list(&self) -> Result<Vec<Version>, StorageError> {
        let keys = self.storage.keys().await?;
        let mut versions: Vec<_> = keys.iter().filter_map(|it| Version::of_key(it)).collect();
        versions.sort_by(|a, b| b.cmp(a));
        Ok(versions)
    }

    /// Keeps a project as it is `now` (in milliseconds since 1970), and removes the versions that are outdated.
    /// Nothing is kept where the last one is the same, nor before the second of two changes in a row.
    ///
    /// # Errors
    ///
    /// Where it cannot be written. Where there is no room, all but the newest versions were given up for it.
    pub async fn keep(
        &mut self,
        project: &Project,
        kind: Kind,
        why: &str,
        now: u64,
    ) -> Result<(), StorageError> {
        let mut versions = self.list().await?;
        let newest = versions.iter().find(|it| it.kind != Kind::Bin);
        let is_burst =
            kind == Kind::Before && newest.is_some_and(|it| it.kind == kind && it.at + BURST > now);
        let is_same = |last: &Project| {
            let (a, b) = (&last.documents, &project.documents);
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| Rc::ptr_eq(a, b))
        };
        if kind != Kind::Bin && (is_burst || self.last.as_ref().is_some_and(is_same)) {
            return Ok(());
        }
        let body = &own::write_line(project);
        let is_large = body.len() > LARGE;
        if is_large {
            self.storage.pause().await;
        }
        let moment = Moment::default();
        let sealed = Envelope { moment, body }.seal();
        let n_mentions = project.documents.iter().map(|it| it.mentions().len());
        let version = Version {
            // Two are never kept at the same time.
            at: versions.first().map_or(0, |it| it.at + 1).max(now),
            kind,
            n_documents: project.documents.len(),
            n_mentions: n_mentions.sum(),
            size: sealed.len(),
            why: why.to_owned(),
        };
        let key = version.key();
        if is_large {
            self.storage.pause().await;
        }
        let mut written = self.storage.put(&key, &sealed).await;
        if written == Err(StorageError::Full) {
            let old: Vec<_> = versions.iter().filter(|it| it.kind != Kind::Bin).collect();
            for old in old.into_iter().skip(2) {
                self.storage.remove(&old.key()).await?;
            }
            written = self.storage.put(&key, &sealed).await;
            versions = self.list().await?;
        }
        written?;
        if kind != Kind::Bin {
            self.last = Some(project.clone());
        }
        versions.insert(0, version);
        for version in outdated(&versions, now) {
            self.storage.remove(&version.key()).await?;
        }
        Ok(())
    }

    /// Returns a version as a project.
    ///
    /// # Errors
    ///
    /// Where it cannot be read.
    pub async fn read(&self, version: &Version) -> Result<Project, VersionError> {
        let damaged = |reason: String| VersionError::Damaged(reason);
        let sealed = self.storage.get(&version.key()).await?;
        let sealed = sealed.ok_or_else(|| damaged("it is not there any more".to_owned()))?;
        let envelope = Envelope::open(&sealed).map_err(|error| damaged(error.to_string()))?;
        let (project, _) = own::read(envelope.body).map_err(|error| damaged(error.to_string()))?;
        Ok(project)
    }
}

/// Returns the versions that are not to be kept any longer, of all versions with the newest first.
///
/// Kept are removed documents for 30 days; of the others the newest ten, the newest of each of the last 24 hours and
/// 14 days in which there are any, and those from before large changes for 14 days. Above 50 MB the oldest go, but
/// for the newest three.
fn outdated(versions: &[Version], now: u64) -> Vec<&Version> {
    let (mut hours, mut days) = (Vec::new(), Vec::new());
    let (mut n_others, mut size) = (0, 0);
    let mut is_kept = |version: &Version| {
        let age = now.saturating_sub(version.at);
        if version.kind == Kind::Bin {
            return age < BIN;
        }
        n_others += 1;
        size += version.size;
        let is_new_hour = is_one_of(N_HOURS, &mut hours, version.at / HOUR);
        let is_new_day = is_one_of(N_DAYS, &mut days, version.at / DAY);
        let is_meant = n_others <= N_NEWEST
            || is_new_hour
            || is_new_day
            || version.kind == Kind::Before && age < N_DAYS as u64 * DAY;
        n_others <= 3 || is_meant && size <= MAX_SIZE
    };
    versions.iter().filter(|it| !is_kept(it)).collect()
}

/// Adds `moment` to those seen so far; says whether it is new and one of the first `max`.
fn is_one_of(max: usize, seen: &mut Vec<u64>, moment: u64) -> bool {
    let is_one = seen.len() < max && !seen.contains(&moment);
    seen.extend(is_one.then_some(moment));
    is_one
}

/// Returns what is to be kept of a project before a transaction is made: the documents that it removes, and all of it
/// where much changes.
pub fn endangered<'a>(
    before: &Project,
    transaction: &'a Transaction,
) -> Vec<(Kind, Project, &'a str)> {
    let (mut found, mut n_mentions, mut is_large) = (Vec::new(), 0, false);
    for change in &transaction.changes {
        match change {
            Change::Mentions { removed, .. } => n_mentions += removed.len(),
            Change::Document {
                removed: Some(document),
                added: None,
                ..
            } => {
                let file = Project {
                    documents: vec![Rc::clone(document)],
                    ..before.clone()
                };
                found.push((Kind::Bin, file, &*document.name));
            }
            // A label that is changed stands on both sides.
            Change::Document { .. } | Change::Label { added: None, .. } => is_large = true,
            Change::Label { .. } => {}
        }
    }
    is_large |= n_mentions >= N_MANY;
    if is_large && before.documents.iter().any(|it| !it.mentions().is_empty()) {
        found.push((Kind::Before, before.clone(), &transaction.name));
    }
    found
}

/// How a document was other in a version than it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The document's name.
    pub name: Rc<str>,
    /// How many mentions it had that it has not now, by place and label; all of them where it is gone.
    pub n_then: usize,
    /// How many mentions it has that it had not.
    pub n_now: usize,
    /// Whether the document is in both.
    pub is_in_both: bool,
}

/// How many items of one sorted list are not in another.
fn n_beyond<T: Ord>(these: &[T], those: &[T]) -> usize {
    let is_beyond = |it: &&T| those.binary_search(it).is_err();
    these.iter().filter(is_beyond).count()
}

/// Returns the documents that are other in a version than they are now, in the order of the version.
pub fn differences(then: &Project, now: &Project) -> Vec<Difference> {
    let set = |project: &Project, idx: usize| -> Vec<_> {
        let place = |mention: &Rc<crate::model::Mention>| {
            let label = project.labels.get(mention.label);
            let spans: Vec<_> = mention
                .spans
                .iter()
                .map(|it| (it.start(), it.end()))
                .collect();
            (spans, label.map(|it| Rc::clone(&it.name)))
        };
        let mentions = project.documents[idx].mentions();
        let mut places: Vec<_> = mentions.iter().map(place).collect();
        places.sort_unstable();
        places.dedup();
        places
    };
    let find = |project: &Project, document: &crate::model::Document| {
        let mut documents = project.documents.iter();
        documents.position(|it| it.id == document.id && it.text() == document.text())
    };
    let mut differences = Vec::new();
    for (then_idx, document) in then.documents.iter().enumerate() {
        let before = set(then, then_idx);
        let now_idx = find(now, document);
        let after = now_idx.map(|it| set(now, it)).unwrap_or_default();
        differences.push(Difference {
            name: Rc::clone(&document.name),
            n_then: n_beyond(&before, &after),
            n_now: n_beyond(&after, &before),
            is_in_both: now_idx.is_some(),
        });
    }
    for (now_idx, document) in now.documents.iter().enumerate() {
        if find(then, document).is_none() {
            differences.push(Difference {
                name: Rc::clone(&document.name),
                n_then: 0,
                n_now: set(now, now_idx).len(),
                is_in_both: false,
            });
        }
    }
    differences.retain(|it| !it.is_in_both || it.n_then + it.n_now > 0);
    differences
}

#[cfg(test)]
mod tests;
