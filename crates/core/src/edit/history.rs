//! [`History`]: what was done and what was undone.

use std::rc::Rc;

use super::change::Transaction;

/// The transactions that were done, oldest first, and those that were undone.
///
/// Cheap to clone: copies share all but the last few hundred.
///
/// Limitations: one line of time. A new transaction forgets what was undone, and beyond [`History::MAX_LEN`]
/// the oldest transactions are forgotten, a sheet at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    done: Steps,
    undone: Steps,
}

impl History {
    /// How many transactions are remembered at most; the last 10,000 always are.
    pub const MAX_LEN: usize = 10_000 + SHEET;

    /// Returns a history of transactions: those done, oldest first, and those undone, the next to redo last.
    pub fn new(done: Vec<Rc<Transaction>>, undone: Vec<Rc<Transaction>>) -> Self {
        Self {
            done: Steps::new(done),
            undone: Steps::new(undone),
        }
    }

    /// Returns the transactions that were done, oldest first.
    pub fn done(&self) -> &Steps {
        &self.done
    }

    /// Returns the transactions that were undone, the next to redo last.
    pub fn undone(&self) -> &Steps {
        &self.undone
    }

    pub(super) fn push(&mut self, transaction: Rc<Transaction>) {
        self.undone = Steps::default();
        if self.done.len() >= Self::MAX_LEN {
            self.done.0.remove(0);
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

/// How many transactions stand in a sheet.
const SHEET: usize = 256;

/// Transactions in order, in sheets that copies share: all are full but the last, and none is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::rc_buffer, reason = "the last sheet grows and shrinks")]
pub struct Steps(Vec<Rc<Vec<Rc<Transaction>>>>);

impl Steps {
    fn new(steps: Vec<Rc<Transaction>>) -> Self {
        let mut all = Self::default();
        steps.into_iter().for_each(|it| all.push(it));
        all
    }

    /// Returns the transactions in order.
    pub fn iter(&self) -> impl Iterator<Item = &Rc<Transaction>> {
        self.0.iter().flat_map(|it| it.iter())
    }

    /// Returns the last transaction.
    pub fn last(&self) -> Option<&Rc<Transaction>> {
        self.0.last()?.last()
    }

    /// Returns the number of transactions.
    pub fn len(&self) -> usize {
        let n_full = self.0.len().saturating_sub(1) * SHEET;
        self.0.last().map_or(0, |it| n_full + it.len())
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn push(&mut self, step: Rc<Transaction>) {
        match self.0.last_mut() {
            Some(sheet) if sheet.len() < SHEET => Rc::make_mut(sheet).push(step),
            _ => self.0.push(Rc::new(vec![step])),
        }
    }

    fn pop(&mut self) -> Option<Rc<Transaction>> {
        let step = Rc::make_mut(self.0.last_mut()?).pop();
        if self.0.last().is_some_and(|it| it.is_empty()) {
            self.0.pop();
        }
        step
    }
}

#[cfg(test)]
mod tests;
