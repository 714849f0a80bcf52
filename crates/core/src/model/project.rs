//! [`Project`]: the documents and the label set, as they are saved.

use std::rc::Rc;

use super::{Document, DocumentId, Extra, LabelSet, Mention, MentionId};

/// Documents and the labels to tag them with.
///
/// Cheap to clone: documents and labels are shared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Project {
    /// The labels on offer.
    pub labels: Rc<LabelSet>,
    /// The documents, in the order in which they are listed. No two share an id.
    pub documents: Vec<Rc<Document>>,
    /// Fields that this version does not know.
    pub extra: Extra,
}

impl Project {
    /// The largest number of documents that a file may bring.
    pub const MAX_DOCUMENTS: usize = 10_000;

    /// Returns a document by its id.
    pub fn document(&self, id: &DocumentId) -> Option<&Rc<Document>> {
        self.documents.iter().find(|it| it.id == *id)
    }

    /// Returns a mention by its id, with its document. O(n) in all mentions.
    pub fn mention(&self, id: &MentionId) -> Option<(&Rc<Document>, &Rc<Mention>)> {
        self.documents
            .iter()
            .find_map(|document| Some((document, document.mentions().get(id)?)))
    }

    /// Returns the number of mentions in all documents.
    pub fn n_mentions(&self) -> usize {
        self.documents.iter().map(|it| it.mentions().len()).sum()
    }
}
