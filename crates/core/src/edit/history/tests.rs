use std::rc::Rc;

use super::{History, SHEET, Steps};
use crate::edit::Transaction;

fn step(n: usize) -> Rc<Transaction> {
    Rc::new(Transaction {
        name: n.to_string(),
        changes: Vec::new(),
    })
}

fn names(steps: &Steps) -> Vec<usize> {
    steps.iter().map(|it| it.name.parse().unwrap()).collect()
}

#[test]
fn steps_are_kept_in_order_whatever_the_sheets() {
    for n in [0, 1, SHEET - 1, SHEET, SHEET + 1, 3 * SHEET] {
        let mut history = History::new((0..n).map(step).collect(), Vec::new());
        assert_eq!(history.done().len(), n);
        assert_eq!(names(history.done()), (0..n).collect::<Vec<_>>());
        assert_eq!(history.done().is_empty(), n == 0);
        while history.undo().is_some() {}
        assert_eq!(names(history.undone()), (0..n).rev().collect::<Vec<_>>());
        while history.redo().is_some() {}
        assert_eq!(names(history.done()), (0..n).collect::<Vec<_>>());
        assert!(history.undone().is_empty());
    }
}

#[test]
fn the_last_ten_thousand_are_always_remembered() {
    let mut history = History::default();
    for n in 0..3 * History::MAX_LEN {
        history.push(step(n));
        let remembered = history.done().len();
        assert!(remembered >= (n + 1).min(10_000) && remembered <= History::MAX_LEN);
    }
    assert_eq!(
        names(history.done()).last(),
        Some(&(3 * History::MAX_LEN - 1))
    );
}

#[test]
fn a_copy_shares_the_steps_but_for_the_last_sheet() {
    let mut history = History::new((0..10_000).map(step).collect(), Vec::new());
    let copies: Vec<_> = (0..100)
        .map(|n| {
            history.push(step(10_000 + n));
            history.clone()
        })
        .collect();
    // A step is held by its sheet alone, however many copies have that sheet.
    let first = history.done().iter().next().unwrap();
    assert_eq!(Rc::strong_count(first), 1);
    assert_eq!(copies[0].done().len(), 10_001);
    assert_eq!(copies[99].done().len(), 10_100);
}
