//! [`use_gestures`]: turns the mouse and the keys in the article into actions.

mod caret;
mod finding;
mod handles;
mod keys;
mod meaning;
mod pointer;
mod touch;

use std::cell::RefCell;
use std::rc::Rc;

use glossator_core::segment::Unit;

use yew::prelude::*;

use super::use_placed;
use crate::store::{Action, Dispatch, Look, Store};

/// What the gestures give to the components.
#[derive(Clone)]
pub struct Gestures {
    store: UseReducerHandle<Store>,
    dispatch: Dispatch,
    article: NodeRef,
    /// Refers to the caret, an element beside the article.
    caret: NodeRef,
    /// The handle that is held.
    grabbed: Rc<RefCell<Option<handles::Grab>>>,
    /// What a finger does.
    touch: Rc<touch::Touch>,
}

/// Listens to the mouse on the whole page, since a drag may end anywhere. Returns the same at every render.
#[hook]
pub fn use_gestures(
    store: &UseReducerHandle<Store>,
    dispatch: &Dispatch,
    article: &NodeRef,
) -> Rc<Gestures> {
    let gestures = use_memo((), |()| Gestures {
        store: store.clone(),
        dispatch: dispatch.clone(),
        article: article.clone(),
        caret: NodeRef::default(),
        grabbed: Rc::default(),
        touch: Rc::default(),
    });
    let listened = Rc::clone(&gestures);
    use_effect_with((), move |()| {
        let document = web_sys::window().and_then(|it| it.document());
        let listeners = document.map(|document| {
            (
                pointer::listen(&document, &listened),
                touch::listen(&document, &listened),
                caret::listen(&document, &listened),
            )
        });
        move || drop(listeners)
    });
    {
        let (view, gestures) = (&store.view, Rc::clone(&gestures));
        let seen = (view.picked.clone(), view.is_adjusting, store.revision());
        use_placed(seen, move || gestures.place_handles());
    }
    {
        let gestures = Rc::clone(&gestures);
        // Of a selection whose text is taken away no browser tells.
        use_effect_with(store.view.shown.clone(), move |_| gestures.draw_caret());
    }
    gestures
}

impl Gestures {
    /// Refers to the caret, an element beside the article.
    pub fn caret(&self) -> NodeRef {
        self.caret.clone()
    }

    /// Returns the state as it is now.
    fn now(&self) -> UseReducerHandle<Store> {
        self.store.clone()
    }

    fn send(&self, look: Look) {
        self.dispatch.emit(Action::Look(look));
    }

    /// Returns the unit that a drag snaps to.
    fn unit(&self, is_alt: bool) -> Unit {
        match self.now().view.habits.unit {
            Unit::Character if is_alt => Unit::Word,
            _ if is_alt => Unit::Character,
            unit => unit,
        }
    }
}
