//! [`Faults`]: what the twins in memory do wrong, on demand.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use super::storage::StorageError;

/// What a place does wrong when it is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It refuses, and has changed nothing.
    Refuse(StorageError),
    /// It does what it was asked, and says that it did not.
    Deny,
    /// It says that it did what it was asked, and did not: what a full disk does to local storage.
    Pretend,
    /// It has lost everything before it was asked: someone has cleared it.
    Clear,
    /// It answers with what it had before the last change.
    Stale,
    /// It answers with a character changed.
    Garble,
}

/// Which calls go wrong, and how: shared by clones, and by the places that are to count their calls together.
#[derive(Clone, Debug, Default)]
pub struct Faults(Rc<RefCell<Plan>>);

#[derive(Debug, Default)]
struct Plan {
    n_calls: usize,
    /// Which calls go wrong.
    at: Option<(Range<usize>, Fault)>,
    /// How every call goes wrong.
    always: Option<Fault>,
    /// Whether any did.
    has_struck: bool,
}

impl Faults {
    /// Makes some calls go wrong: the first one from now on is number 0.
    pub fn set(&self, calls: Range<usize>, fault: Fault) {
        let mut plan = self.0.borrow_mut();
        plan.n_calls = 0;
        plan.at = Some((calls, fault));
        plan.has_struck = false;
    }

    /// Makes every call go wrong from now on; `None` mends it.
    pub fn set_always(&self, fault: Option<Fault>) {
        let mut plan = self.0.borrow_mut();
        plan.at = None;
        plan.always = fault;
    }

    /// Whether any call has gone wrong.
    pub fn has_struck(&self) -> bool {
        self.0.borrow().has_struck
    }

    /// Counts a call, and returns what goes wrong with it.
    pub(super) fn next(&self) -> Option<Fault> {
        let mut plan = self.0.borrow_mut();
        let n = plan.n_calls;
        plan.n_calls += 1;
        if let Some(fault) = &plan.always {
            return Some(fault.clone());
        }
        let (_, fault) = plan.at.clone().filter(|(calls, _)| calls.contains(&n))?;
        plan.has_struck = true;
        Some(fault)
    }
}

/// Changes a character of a text, so that it is another one of the same length.
pub(super) fn garble(text: &str) -> String {
    let middle = text.chars().count() / 2;
    let change = |(n, c)| match c {
        _ if n != middle => c,
        'x' => 'y',
        _ => 'x',
    };
    text.chars().enumerate().map(change).collect()
}
