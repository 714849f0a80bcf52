//! [`Change`]: the smallest modification of a project, and [`Transaction`]: those that are undone together.

use std::rc::Rc;

use crate::model::{Document, DocumentId, Label, LabelSet, Mention, MentionId, Project};

/// The smallest modification of a project.
///
/// A change carries whole values on both sides, so that its inverse needs no look-up: it swaps the sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Exchanges mentions of one document. A mention that changes stands on both sides with one id.
    Mentions {
        /// The document.
        document: DocumentId,
        /// What was there.
        removed: Vec<Rc<Mention>>,
        /// What is there afterwards.
        added: Vec<Rc<Mention>>,
    },
    /// Adds, removes or replaces the document at a position of the list.
    Document {
        /// Its index in the list of documents.
        position: usize,
        /// What was there.
        removed: Option<Rc<Document>>,
        /// What is there afterwards.
        added: Option<Rc<Document>>,
    },
    /// Adds, removes or replaces the label at a position of the label set.
    Label {
        /// Its index in the label set.
        position: usize,
        /// What was there.
        removed: Option<Rc<Label>>,
        /// What is there afterwards.
        added: Option<Rc<Label>>,
    },
}

/// Says that a change does not fit the project: it was made for another one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ApplyError {
    /// The document to change is not there.
    #[error("there is no document {0}")]
    NoDocument(DocumentId),
    /// A mention to take out is not there, or differs.
    #[error("mention {0} is not there as it was")]
    NoMention(MentionId),
    /// A mention to put in ends beyond its text, or has a label that is not in the set.
    #[error("mention {0} does not fit its document")]
    Unfit(MentionId),
    /// A document or label to take out is not there, or one to put in is there already.
    #[error("the list of {0} is not as it was")]
    List(&'static str),
}

impl Change {
    /// Returns the change that takes this one back.
    #[must_use]
    pub fn invert(&self) -> Self {
        match self.clone() {
            Self::Mentions {
                document,
                removed,
                added,
            } => Self::Mentions {
                document,
                removed: added,
                added: removed,
            },
            Self::Document {
                position,
                removed,
                added,
            } => Self::Document {
                position,
                removed: added,
                added: removed,
            },
            Self::Label {
                position,
                removed,
                added,
            } => Self::Label {
                position,
                removed: added,
                added: removed,
            },
        }
    }

    /// Makes the change.
    ///
    /// # Errors
    ///
    /// Where the change was made for another project; that project may then be changed in part.
    fn apply(&self, project: &mut Project) -> Result<(), ApplyError> {
        match self {
            Self::Mentions {
                document: id,
                removed,
                added,
            } => {
                let labels = Rc::clone(&project.labels);
                let document = project.documents.iter_mut().find(|it| it.id == *id);
                let document = document.ok_or_else(|| ApplyError::NoDocument(id.clone()))?;
                exchange_mentions(Rc::make_mut(document), &labels, removed, added)
            }
            Self::Document {
                position,
                removed,
                added,
            } => {
                let documents = &mut project.documents;
                if let Some(removed) = removed {
                    let position = documents.iter().position(|it| it.id == removed.id);
                    documents.remove(position.ok_or(ApplyError::List("documents"))?);
                }
                if let Some(added) = added {
                    if documents.iter().any(|it| it.id == added.id) {
                        return Err(ApplyError::List("documents"));
                    }
                    documents.insert((*position).min(documents.len()), Rc::clone(added));
                }
                Ok(())
            }
            Self::Label {
                position,
                removed,
                added,
            } => {
                let labels = Rc::make_mut(&mut project.labels);
                if let Some(removed) = removed {
                    let found = labels.remove(removed.id);
                    // What is not as it was could not be put back.
                    found
                        .filter(|it| it == removed)
                        .ok_or(ApplyError::List("labels"))?;
                }
                if let Some(added) = added {
                    let is_key_taken = added.key.is_some_and(|it| labels.by_key(it).is_some());
                    let is_name_taken = labels.by_name(&added.name).is_some();
                    if labels.get(added.id).is_some() || is_name_taken || is_key_taken {
                        return Err(ApplyError::List("labels"));
                    }
                    labels.insert(*position, Rc::clone(added));
                }
                Ok(())
            }
        }
    }

    /// Returns the document that the change is about.
    pub fn document(&self) -> Option<&DocumentId> {
        match self {
            Self::Mentions { document, .. } => Some(document),
            Self::Document { removed, added, .. } => {
                added.as_ref().or(removed.as_ref()).map(|it| &it.id)
            }
            Self::Label { .. } => None,
        }
    }
}

fn exchange_mentions(
    document: &mut Document,
    labels: &LabelSet,
    removed: &[Rc<Mention>],
    added: &[Rc<Mention>],
) -> Result<(), ApplyError> {
    for mention in removed {
        let found = document.mentions().find(&mention.spans, mention.label);
        if found.is_none_or(|it| it.id != mention.id) {
            return Err(ApplyError::NoMention(mention.id.clone()));
        }
    }
    for mention in added {
        if !document.holds(&mention.spans) || labels.get(mention.label).is_none() {
            return Err(ApplyError::Unfit(mention.id.clone()));
        }
    }
    document.exchange(removed, added);
    Ok(())
}

/// Changes that are made, undone and redone together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transaction {
    /// What a person would call it, to follow "Undo": `tag “Ada” as Person`.
    pub name: String,
    /// The changes, in the order in which they are made.
    pub changes: Vec<Change>,
}

impl Transaction {
    /// Returns the transaction that takes this one back.
    #[must_use]
    pub fn invert(&self) -> Self {
        Self {
            name: self.name.clone(),
            changes: self.changes.iter().rev().map(Change::invert).collect(),
        }
    }

    /// Makes all changes, or none.
    ///
    /// # Errors
    ///
    /// Where the transaction was made for another project.
    pub fn apply(&self, project: &mut Project) -> Result<(), ApplyError> {
        let mut changed = project.clone();
        self.changes
            .iter()
            .try_for_each(|it| it.apply(&mut changed))?;
        let may_lack_labels = |it: &Change| match it {
            Change::Label { removed, added, .. } => {
                let [removed, added] = [removed, added].map(|it| it.as_ref().map(|it| it.id));
                removed.is_some() && removed != added
            }
            Change::Document { added, .. } => added.is_some(),
            Change::Mentions { .. } => false,
        };
        let has_labels = |document: &Rc<Document>| {
            let mut labels = document.mentions().labels();
            labels.all(|it| changed.labels.get(it).is_some())
        };
        if self.changes.iter().any(may_lack_labels) && !changed.documents.iter().all(has_labels) {
            return Err(ApplyError::List("labels"));
        }
        *project = changed;
        Ok(())
    }

    /// Whether nothing would change.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Returns the document to show after the transaction: the first that it is about.
    pub fn document(&self) -> Option<&DocumentId> {
        self.changes.iter().find_map(Change::document)
    }

    /// Returns the mentions that are there afterwards and were not, or were another way.
    pub fn added(&self) -> impl Iterator<Item = &Rc<Mention>> {
        self.changes.iter().flat_map(|change| match change {
            Change::Mentions { added, .. } => added.as_slice(),
            _ => &[],
        })
    }

    /// Returns the mentions that were there and are not, or are another way.
    pub fn removed(&self) -> impl Iterator<Item = &Rc<Mention>> {
        self.changes.iter().flat_map(|change| match change {
            Change::Mentions { removed, .. } => removed.as_slice(),
            _ => &[],
        })
    }
}
