//! [`NewLabels`]: the labels that a command finds and those that it makes.

use std::rc::Rc;

use super::change::Change;
use super::command::{EditError, LabelRef};
use super::labels;
use crate::model::{Label, LabelId, Project};

/// The labels of a project and those that a transaction adds to them.
pub(super) struct NewLabels<'a> {
    project: &'a Project,
    added: Vec<Rc<Label>>,
    /// Names that were found: thousands of mentions share a few.
    known: Vec<(Rc<str>, LabelId)>,
}

/// How many names are known at most.
const MAX_KNOWN: usize = 32;

impl<'a> NewLabels<'a> {
    pub(super) fn new(project: &'a Project) -> Self {
        Self {
            project,
            added: Vec::new(),
            known: Vec::new(),
        }
    }

    pub(super) fn resolve(&mut self, label: &LabelRef) -> Result<LabelId, EditError> {
        let name = match label {
            LabelRef::Id(id) => {
                return self
                    .project
                    .labels
                    .get(*id)
                    .map(|it| it.id)
                    .ok_or(EditError::NoLabel(*id));
            }
            LabelRef::Name(name) => name,
        };
        if let Some((_, id)) = self.known.iter().find(|it| Rc::ptr_eq(&it.0, name)) {
            return Ok(*id);
        }
        let id = self.named(name)?;
        if self.known.len() < MAX_KNOWN {
            self.known.push((Rc::clone(name), id));
        }
        Ok(id)
    }

    fn named(&mut self, name: &str) -> Result<LabelId, EditError> {
        // A name that a label has was checked when that was made.
        if let Some(present) = self.by_name(name) {
            return Ok(present.id);
        }
        let name = labels::checked_name(name)?;
        Ok(self.by_name(name).map(|it| it.id).unwrap_or_else(|| {
            let label = self.project.labels.label_for(name, &self.added);
            self.add(label)
        }))
    }

    pub(super) fn by_name(&self, name: &str) -> Option<&Rc<Label>> {
        self.project
            .labels
            .by_name(name)
            .or_else(|| self.added.iter().find(|it| &*it.name == name))
    }

    pub(super) fn add(&mut self, label: Label) -> LabelId {
        let id = label.id;
        self.added.push(Rc::new(label));
        id
    }

    /// Returns the label that was added last.
    pub(super) fn last(&self) -> &Rc<Label> {
        &self.added[self.added.len() - 1]
    }

    /// Puts an added label under another one.
    pub(super) fn put_under(&mut self, id: LabelId, parent: LabelId) {
        if let Some(label) = self.added.iter_mut().find(|it| it.id == id) {
            Rc::make_mut(label).parent = Some(parent);
        }
    }

    /// Returns a label for a name with an id of its own.
    pub(super) fn label_for(&self, name: &str) -> Label {
        self.project.labels.label_for(name, &self.added)
    }

    pub(super) fn is_key_free(&self, key: char) -> bool {
        self.project.labels.by_key(key).is_none() && self.added.iter().all(|it| it.key != Some(key))
    }

    pub(super) fn name(&self, id: LabelId) -> Rc<str> {
        let label = self
            .project
            .labels
            .get(id)
            .or_else(|| self.added.iter().find(|it| it.id == id));
        label.map_or_else(|| Rc::from("?"), |it| Rc::clone(&it.name))
    }

    pub(super) fn into_changes(self) -> Vec<Change> {
        let n_labels = self.project.labels.len();
        let added = self.added.into_iter().enumerate();
        added
            .map(|(n, label)| Change::Label {
                position: n_labels + n,
                removed: None,
                added: Some(label),
            })
            .collect()
    }
}
