//! [`use_page_events`]: the keys that work everywhere, closing sheets by key, dropped files, pasted text.

use std::cell::Cell;
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DragEvent, Element, KeyboardEvent, MouseEvent};
use yew::prelude::*;

use crate::browser::files;
use crate::keys::{chord, is_single};
use crate::opening::{Content, File};
use crate::store::{Action, Dispatch, Look};

/// Listens on the whole page; a key goes to `onchord`, which says whether it does anything, opened files go to `onfiles`, pasted text to `ontext`.
#[hook]
pub fn use_page_events(
    dispatch: &Dispatch,
    onchord: Callback<String, bool>,
    onfiles: &Callback<Vec<web_sys::File>>,
    ontext: &Callback<File>,
) {
    let (dispatch, onfiles, ontext) = (dispatch.clone(), onfiles.clone(), ontext.clone());
    use_effect_with((), move |()| {
        let document = web_sys::window().and_then(|it| it.document());
        let listeners = document.map(|it| listen(&it, dispatch, onchord, onfiles, ontext));
        move || drop(listeners)
    });
}

fn listen(
    document: &web_sys::Document,
    dispatch: Dispatch,
    onchord: Callback<String, bool>,
    onfiles: Callback<Vec<web_sys::File>>,
    ontext: Callback<File>,
) -> Vec<EventListener> {
    // Where a middle click pastes, people do it by accident.
    let is_middle = Rc::new(Cell::new(false));
    let mousedown = {
        let is_middle = Rc::clone(&is_middle);
        EventListener::new(document, "mousedown", move |event| {
            let event = event.dyn_ref::<MouseEvent>();
            is_middle.set(event.is_some_and(|it| it.button() == 1));
        })
    };
    let active = EventListenerOptions::enable_prevent_default();
    let keydown = EventListener::new_with_options(document, "keydown", active, move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
            return;
        };
        if event.key() == "Escape" {
            dispatch.emit(Action::Look(Look::Sheet(None)));
        }
        // What the article has done is not done again.
        if is_in(event, TEXT_FIELD) || event.default_prevented() {
            return;
        }
        let chord = chord(event);
        // A single letter works while the article has the focus.
        let is_meant = !is_single(&chord) || is_in(event, "#article");
        if is_meant && onchord.emit(chord) {
            event.prevent_default();
        }
    });
    let dragover = EventListener::new_with_options(document, "dragover", active, |event| {
        event.prevent_default()
    });
    let dropped = {
        let onfiles = onfiles.clone();
        EventListener::new_with_options(document, "drop", active, move |event| {
            // Whatever is dropped, the browser must not leave the page for it.
            event.prevent_default();
            let transfer = event
                .dyn_ref::<DragEvent>()
                .and_then(DragEvent::data_transfer);
            if let Some(list) = transfer
                .and_then(|it| it.files())
                .filter(|it| it.length() > 0)
            {
                onfiles.emit(files::listed(&list));
            }
        })
    };
    let paste = EventListener::new_with_options(document, "paste", active, move |event| {
        let Some(event) = event.dyn_ref::<ClipboardEvent>() else {
            return;
        };
        let is_meant = !is_in(event, TEXT_FIELD) && !is_middle.take();
        let Some(data) = event.clipboard_data().filter(|_| is_meant) else {
            return;
        };
        event.prevent_default();
        if let Some(list) = data.files().filter(|it| it.length() > 0) {
            onfiles.emit(files::listed(&list));
        } else if let Some(text) = data.get_data("text/plain").ok().filter(|it| !it.is_empty()) {
            ontext.emit(File {
                name: "Pasted text".to_owned(),
                content: Content::Text(text),
            });
        }
    });
    vec![mousedown, keydown, dragover, dropped, paste]
}

/// Selects what takes the keys for itself.
const TEXT_FIELD: &str = "input, textarea";

/// Whether an event is of an element within one that a selector names.
fn is_in(event: &web_sys::Event, selector: &str) -> bool {
    let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
    target.is_some_and(|it| matches!(it.closest(selector), Ok(Some(_))))
}
