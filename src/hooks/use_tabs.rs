//! [`use_tabs`]: settles with the other tabs which of them writes.

use std::rc::Rc;

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{PageTransitionEvent, StorageEvent};
use yew::prelude::*;

use crate::browser::channel::Channel;
use crate::saver::Saver;
use crate::start::Start;
use crate::store::{Dispatch, Store};
use crate::tabs::Tabs;

/// Settles with the other tabs which of them writes; what is returned lets this one.
#[hook]
pub fn use_tabs(
    start: &Rc<Start>,
    store: &UseReducerHandle<Store>,
    dispatch: &Dispatch,
    saver: &Rc<Saver>,
    channel: &Rc<Channel>,
) -> Callback<()> {
    let tabs = {
        let (start, store, dispatch) = (Rc::clone(start), store.clone(), dispatch.clone());
        let (saver, channel) = (Rc::clone(saver), Rc::clone(channel));
        use_memo((), move |()| {
            Tabs::new(&store, &dispatch, &saver, &start, &channel)
        })
    };
    {
        let (tabs, saver) = (Rc::clone(&tabs), Rc::clone(saver));
        use_effect_with((), move |()| {
            let listeners = web_sys::window().map(|window| listen(&window, &tabs, saver));
            move || drop(listeners)
        });
    }
    use_callback((), move |(), ()| tabs.take_over())
}

fn listen(window: &web_sys::Window, tabs: &Rc<Tabs>, saver: Rc<Saver>) -> Vec<EventListener> {
    let on = |name: &'static str, act: fn(&Rc<Tabs>, &Event)| {
        let tabs = Rc::clone(tabs);
        EventListener::new(window, name, move |event| act(&tabs, event))
    };
    let visible = {
        let tabs = Rc::clone(tabs);
        let look = move |_: &Event| tabs.look();
        window
            .document()
            .map(|it| EventListener::new(&it, "visibilitychange", look))
    };
    let cleared = EventListener::new(window, "storage", move |event| {
        // No key is named where all are removed, as when the site's data is cleared.
        let event = event.dyn_ref::<StorageEvent>();
        if event.is_some_and(|it| it.key().is_none()) {
            saver.check();
        }
    });
    let mut listeners = vec![
        on("pagehide", |tabs, _| tabs.leave()),
        on("pageshow", |tabs, event| {
            let event = event.dyn_ref::<PageTransitionEvent>();
            if event.is_some_and(PageTransitionEvent::persisted) {
                tabs.come_back();
            }
        }),
        cleared,
    ];
    listeners.extend(visible);
    listeners
}
