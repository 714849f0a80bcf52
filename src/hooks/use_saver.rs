//! [`use_saver`]: writes every change to where the work is kept.

use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use yew::prelude::*;

use crate::saver::Saver;
use crate::start::Start;
use crate::store::Store;

/// Writes every change to where the work is kept, and at the start what was not there yet.
#[hook]
pub fn use_saver(start: &Rc<Start>, store: &UseReducerHandle<Store>) -> Rc<Saver> {
    let saver = {
        let (start, store) = (Rc::clone(start), store.clone());
        use_memo((), move |()| Saver::new(store, start.vault.take()))
    };
    {
        let saver = Rc::clone(&saver);
        use_effect_with((store.revision(), store.view.shown.clone()), move |_| {
            saver.note();
        });
    }
    {
        let saver = Rc::clone(&saver);
        use_effect_with((), move |()| {
            let listeners = web_sys::window().map(|window| {
                let leaving = Rc::clone(&saver);
                let options = EventListenerOptions::enable_prevent_default();
                let asks = EventListener::new_with_options(
                    &window,
                    "beforeunload",
                    options,
                    move |event| {
                        if leaving.has_unsaved() {
                            event.prevent_default();
                        }
                    },
                );
                let leaves = EventListener::new(&window, "pagehide", move |_| saver.flush());
                (asks, leaves)
            });
            move || drop(listeners)
        });
    }
    saver
}
