//! Chooses between the work of the journal and that of the copies.

use std::rc::Rc;

use super::conflict::conflict_copies;
use super::entries::{Loaded, Problem, adopt, document_key};
use super::envelope::Moment;
use crate::model::{DocumentId, Extra, Project};

impl Loaded {
    /// Chooses between the work of the journal and that of the copies, which may be behind it, or ahead where the
    /// journal could not be written for a while. A document that cannot be read in the one is taken from the other;
    /// where each has changes that the other lacks, those of the copies are left as copies of the documents.
    pub fn best(journal: Self, copies: Self) -> Self {
        let is_first = journal.snapshot.moment == Moment::default();
        let is_ahead = copies.snapshot.moment > journal.snapshot.moment;
        let branch = copies.snapshot.branch;
        let is_apart = !is_first && branch.is_some_and(|it| journal.snapshot.moment > it);
        // Nothing is journaled when another document is shown.
        let shown = copies.snapshot.shown.clone();
        let shown = shown.filter(|_| copies.snapshot.moment >= journal.snapshot.moment);
        let (mut best, other) = if is_first || (is_ahead && !is_apart) {
            (copies, journal)
        } else {
            (journal, copies)
        };
        if is_apart {
            let (ours, theirs) = (&other.snapshot.project, &best.snapshot.project);
            best.left.extend(conflict_copies(ours, theirs, |_| true));
        }
        let stubs: Vec<_> = other.stubs.iter().chain(&best.stubs).cloned().collect();
        for (id, name) in stubs {
            if best.snapshot.project.document(&id).is_none() {
                best.problems.push(Problem {
                    key: document_key(&id),
                    message: format!("“{name}” is too large for a copy, and the database that has it cannot be read; open the file that you downloaded last"),
                    raw: String::new(),
                });
                best.reserved.push(id);
            }
        }
        let project = &mut best.snapshot.project;
        best.reserved.retain(|id| {
            if project.document(id).is_some() {
                return false;
            }
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
        for id in &best.reserved {
            let is_it = |it: &Problem| {
                it.key
                    .rsplit_once(':')
                    .is_some_and(|it| it.1 == id.as_str())
            };
            if !best.problems.iter().chain(&other.problems).any(is_it) {
                best.problems.push(Problem {
                    key: document_key(id),
                    message: "it is in the list of documents, and nothing of it is found; open the file that you downloaded last".to_owned(),
                    raw: String::new(),
                });
            }
        }
        let is_here = |id: &DocumentId| best.snapshot.project.document(id).is_some();
        let reserved = other.reserved.into_iter().filter(|it| !is_here(it));
        best.reserved.extend(reserved);
        best.is_journal_gone =
            is_first && best.snapshot.branch.is_none() && best.snapshot.moment != Moment::default();
        best.problems.extend(other.problems);
        best.is_newer |= other.is_newer;
        best.snapshot.shown = shown.or(best.snapshot.shown);
        best
    }
}

#[cfg(test)]
mod tests;
