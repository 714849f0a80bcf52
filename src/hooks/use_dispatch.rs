//! [`use_dispatch`]: sends actions to the store, and tells the journal and the page of every change of the project.

use std::cell::Cell;
use std::rc::Rc;

use yew::prelude::*;

use super::PaperOnScreen;
use crate::browser::api;
use crate::saver::Saver;
use crate::store::{Dispatch, Step, Store};
use crate::versions::Keeping;

/// Returns what sends actions to the store; the same one at every render.
#[hook]
pub fn use_dispatch(
    store: &UseReducerHandle<Store>,
    saver: &Rc<Saver>,
    paper: &PaperOnScreen,
    keeping: &Rc<Keeping>,
) -> Dispatch {
    let (store, saver, paper) = (store.clone(), Rc::clone(saver), paper.clone());
    let keeping = Rc::clone(keeping);
    let dispatch = use_memo((), move |()| {
        let told = Cell::new(0);
        Dispatch::from(move |action| {
            store.dispatch(action);
            let now = store.clone();
            if let Some(step) = now.step.as_ref().filter(|it| it.number > told.get()) {
                told.set(step.number);
                paper.show();
                saver.record(Rc::clone(&step.record));
                if !now.is_reader() {
                    keeping.note(step);
                }
                announce(step);
            }
        })
    });
    (*dispatch).clone()
}

fn announce(step: &Step) {
    let kind = step.kind.name();
    let transaction = &step.transaction;
    let added = transaction.added().map(|it| it.id.as_str()).collect();
    let removed = transaction.removed().map(|it| it.id.as_str()).collect();
    api::announce(transaction.document(), kind, added, removed);
}
