//! [`Drawing`]: the document on the screen as blocks of runs.

use std::rc::Rc;

use glossator_core::edit::{Change, Transaction};
use glossator_core::model::{Document, LabelSet};
use glossator_core::runs::BlockView;
use glossator_core::segment::blocks_in;

/// A document with its blocks, ready to be drawn.
///
/// A block that a transaction does not touch keeps its view, so that its component is not drawn again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// The document.
    pub document: Rc<Document>,
    /// The labels that it was drawn with.
    pub labels: Rc<LabelSet>,
    /// Its blocks, in order.
    pub blocks: Rc<[Rc<BlockView>]>,
}

impl Drawing {
    /// Draws all of a document.
    pub fn new(document: Rc<Document>, labels: Rc<LabelSet>) -> Self {
        let blocks = document
            .blocks()
            .iter()
            .map(|&it| Rc::new(BlockView::new(&document, &labels, it)));
        let blocks = blocks.collect();
        Self {
            document,
            labels,
            blocks,
        }
    }

    /// Draws what a transaction changed, where the document is the same and only its mentions differ.
    #[must_use]
    pub fn after(
        &self,
        document: &Rc<Document>,
        labels: &Rc<LabelSet>,
        transaction: &Transaction,
    ) -> Self {
        let changes_other = transaction
            .changes
            .iter()
            .any(|it| !matches!(it, Change::Mentions { .. }));
        if changes_other || document.id != self.document.id {
            return Self::new(Rc::clone(document), Rc::clone(labels));
        }
        let mut blocks = self.blocks.to_vec();
        let mut is_stale = vec![false; blocks.len()];
        for mention in transaction.added().chain(transaction.removed()) {
            for span in mention.spans.iter() {
                blocks_in(document.blocks(), span).for_each(|it| is_stale[it] = true);
            }
        }
        for (block_idx, block) in document
            .blocks()
            .iter()
            .enumerate()
            .filter(|(it, _)| is_stale[*it])
        {
            blocks[block_idx] = Rc::new(BlockView::new(document, labels, *block));
        }
        Self {
            document: Rc::clone(document),
            labels: Rc::clone(labels),
            blocks: blocks.into(),
        }
    }
}
