//! [`use_gestures`]: turns the mouse and the keys in the article into actions.

mod keys;
mod meaning;
mod pointer;

use std::rc::Rc;

use yew::prelude::*;

use crate::store::{Action, Dispatch, Look, Store};

/// What the gestures give to the components.
#[derive(Clone)]
pub struct Gestures {
    store: UseReducerHandle<Store>,
    dispatch: Dispatch,
    article: NodeRef,
}

/// Listens to the mouse on the whole page, since a drag may end anywhere.
#[hook]
pub fn use_gestures(
    store: &UseReducerHandle<Store>,
    dispatch: &Dispatch,
    article: &NodeRef,
) -> Rc<Gestures> {
    let gestures = Rc::new(Gestures {
        store: store.clone(),
        dispatch: dispatch.clone(),
        article: article.clone(),
    });
    let listened = Rc::clone(&gestures);
    use_effect_with((), move |()| {
        let document = web_sys::window().and_then(|it| it.document());
        let listeners = document.map(|document| pointer::listen(&document, &listened));
        move || drop(listeners)
    });
    gestures
}

impl Gestures {
    /// Returns the state as it is now.
    fn now(&self) -> UseReducerHandle<Store> {
        self.store.clone()
    }

    fn send(&self, look: Look) {
        self.dispatch.emit(Action::Look(look));
    }
}
