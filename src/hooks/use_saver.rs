//! [`use_saver`]: writes every change to where the work is kept.

use std::rc::Rc;

use gloo_events::EventListener;
use yew::prelude::*;

use crate::saver::Saver;
use crate::start::Start;
use crate::store::Store;

/// Writes every change to where the work is kept, and at the start what was not there yet.
#[hook]
pub fn use_saver(start: &Rc<Start>, store: &UseReducerHandle<Store>) -> Rc<Saver> {
    let saver = {
        let (start, store) = (Rc::clone(start), store.clone());
        use_memo((), move |()| Saver::new(store, start.places.take()))
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
            let window = web_sys::window();
            let listener =
                window.map(|it| EventListener::new(&it, "pagehide", move |_| saver.flush()));
            move || drop(listener)
        });
    }
    saver
}
