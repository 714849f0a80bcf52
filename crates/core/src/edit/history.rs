//! [`History`]: what was done and what was undone.

use std::rc::Rc;

use super::change::Transaction;

/// The transactions that were done, oldest first, and those that were undone.
///
/// Limitations: one line of time. A new transaction forgets what was undone, and beyond [`History::MAX_LEN`]
/// the oldest transactions are forgotten.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    done: Vec<Rc<Transaction>>,
    undone: Vec<Rc<Transaction>>,
}

impl History {
    /// How many transactions are remembered.
    pub const MAX_LEN: usize = 10_000;

    /// Returns a history of transactions: those done, oldest first, and those undone, the next to redo last.
    pub fn new(done: Vec<Rc<Transaction>>, undone: Vec<Rc<Transaction>>) -> Self {
        Self { done, undone }
    }

    /// Returns the transactions that were done, oldest first.
    pub fn done(&self) -> &[Rc<Transaction>] {
        &self.done
    }

    /// Returns the transactions that were undone, the next to redo last.
    pub fn undone(&self) -> &[Rc<Transaction>] {
        &self.undone
    }

    pub(super) fn push(&mut self, transaction: Rc<Transaction>) {
        self.undone.clear();
        if self.done.len() >= Self::MAX_LEN {
            // A tenth at once, so that the cost is spread.
            self.done.drain(..Self::MAX_LEN / 10);
        }
        self.done.push(transaction);
    }

    pub(super) fn undo(&mut self) -> Option<Rc<Transaction>> {
        let transaction = self.done.pop()?;
        self.undone.push(Rc::clone(&transaction));
        Some(transaction)
    }

    pub(super) fn redo(&mut self) -> Option<Rc<Transaction>> {
        let transaction = self.undone.pop()?;
        self.done.push(Rc::clone(&transaction));
        Some(transaction)
    }
}
