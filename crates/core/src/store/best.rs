//! Chooses between the work of the journal and that of the copies.

use std::rc::Rc;

use super::entries::{Loaded, adopt};
use crate::model::{DocumentId, Extra, Project};

impl Loaded {
    /// Chooses between the work of the journal and that of the copies, which may be behind it, or ahead where the
    /// journal could not be written for a while. A document that cannot be read in the one is taken from the other.
    pub fn best(journal: Self, copies: Self) -> Self {
        let is_ahead = copies.snapshot.moment > journal.snapshot.moment;
        // Nothing is journaled when another document is shown.
        let shown = copies.snapshot.shown.clone();
        let shown = shown.filter(|_| copies.snapshot.moment >= journal.snapshot.moment);
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
}

#[cfg(test)]
mod tests;
