//! [`use_saver`]: writes every change to where the work is kept.

use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::browser::channel::Channel;
use crate::browser::keeping;
use crate::saver::Saver;
use crate::start::Start;
use crate::store::Store;

/// Writes every change to where the work is kept, and at the start what was not there yet.
#[hook]
pub fn use_saver(
    start: &Rc<Start>,
    store: &UseReducerHandle<Store>,
    channel: &Rc<Channel>,
) -> Rc<Saver> {
    let saver = {
        let (start, store, channel) = (Rc::clone(start), store.clone(), Rc::clone(channel));
        use_memo((), move |()| {
            Saver::new(store, start.vault.take(), &channel)
        })
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
            let options = EventListenerOptions::enable_prevent_default();
            let clicked = Rc::clone(&saver);
            let ask = move |event: &Event| {
                if saver.has_unsaved() {
                    event.prevent_default();
                }
            };
            let listeners = web_sys::window().map(|window| {
                let asks = EventListener::new_with_options(&window, "beforeunload", options, ask);
                // The browser may ask the person, so it is not asked out of the blue.
                let click = EventListener::new(&window, "click", move |_| {
                    if clicked.is_worth_keeping() && !keeping::was_asked() {
                        spawn_local(async {
                            keeping::keep().await;
                        });
                    }
                });
                (asks, click)
            });
            move || drop(listeners)
        });
    }
    saver
}
