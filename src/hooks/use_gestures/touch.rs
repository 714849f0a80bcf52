//! Pointers of every kind hold the handles. The finger: selections by the handles of the system, and a long press on a mention.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::callback::Timeout;
use glossator_core::Spans;
use glossator_core::segment::snap;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Event, PointerEvent};

use super::{Gestures, pointer};
use crate::browser::selection::{self, Endpoints};
use crate::store::Look;

/// How long a selection stays as it is before it is taken, in milliseconds.
const SETTLED: u32 = 150;
/// How long a press is until it is a long one, in milliseconds: a little shorter than the system's own.
const LONG: u32 = 450;
/// How far a finger may move in a long press, in CSS pixels.
const STILL: i32 = 10;

/// What a finger does.
#[derive(Default)]
pub(super) struct Touch {
    /// Whether what happened last was done by a finger.
    is_on: Cell<bool>,
    /// Whether the press has selected a mention, so that the system's selection of a word is not wanted.
    has_picked: Cell<bool>,
    /// Where the finger went down, while that may become a long press.
    pressed: Cell<(i32, i32)>,
    long: RefCell<Option<Timeout>>,
    settling: RefCell<Option<Timeout>>,
}

pub(super) fn listen(document: &Document, gestures: &Rc<Gestures>) -> Vec<EventListener> {
    let on = |name: &'static str, act: fn(&Rc<Gestures>, &Event)| {
        let gestures = Rc::clone(gestures);
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(document, name, options, move |it| act(&gestures, it))
    };
    let lift = |gestures: &Rc<Gestures>, event: &Event| {
        drop(gestures.touch.long.take());
        gestures.drop_handle(event.type_() == "pointerup");
    };
    vec![
        on("pointerdown", press),
        on("pointermove", |gestures, event| {
            let Some(event) = event.dyn_ref::<PointerEvent>() else {
                return;
            };
            let (x, y) = gestures.touch.pressed.get();
            if (event.client_x() - x)
                .abs()
                .max((event.client_y() - y).abs())
                > STILL
            {
                drop(gestures.touch.long.take());
            }
            gestures.drag_handle(event);
        }),
        on("pointerup", lift),
        on("pointercancel", lift),
        on("keydown", |gestures, _| gestures.touch.is_on.set(false)),
        on("selectionchange", |gestures, _| {
            if gestures.touch.has_picked.get() {
                // The system's handles would be in the way of those of the mention.
                let is_word = selection::selection().is_some_and(|it| !it.is_collapsed());
                is_word.then(selection::clear);
            } else if gestures.touch.is_on.get() {
                let later = Rc::clone(gestures);
                let timeout = Timeout::new(SETTLED, move || later.settle());
                gestures.touch.settling.replace(Some(timeout));
            }
        }),
        on("contextmenu", |gestures, event| {
            if gestures.touch.has_picked.get() {
                event.prevent_default();
            }
        }),
    ]
}

fn press(gestures: &Rc<Gestures>, event: &Event) {
    let Some(event) = event.dyn_ref::<PointerEvent>() else {
        return;
    };
    gestures.grab(event);
    let touch = &gestures.touch;
    touch.is_on.set(event.pointer_type() == "touch");
    // What the press before has selected is not of this one.
    drop(touch.settling.take());
    touch.has_picked.set(false);
    touch.pressed.set((event.client_x(), event.client_y()));
    let mark = event.target().and_then(|it| it.dyn_into::<Element>().ok());
    let is_pressed = touch.is_on.get() && gestures.is_at_article(event.target());
    if let Some(mark) = mark.filter(|_| is_pressed) {
        let later = Rc::clone(gestures);
        let pick = move || {
            if let Some(innermost) = pointer::mentions_at(&mark).pop() {
                later.touch.has_picked.set(true);
                later.send(Look::Pick(Some(innermost)));
                selection::clear();
            }
        };
        touch.long.replace(Some(Timeout::new(LONG, pick)));
    }
}

impl Gestures {
    /// Whether what happened last was done by a finger: then a field that gets the focus would open a keyboard.
    pub fn is_touch(&self) -> bool {
        self.touch.is_on.get()
    }

    /// Takes the selection that a finger has made; the system's handles stay where they are.
    fn settle(&self) {
        let (store, article) = (self.now(), self.article.cast::<Element>());
        let (Some(article), Some(drawing)) = (article, &store.drawing) else {
            return;
        };
        let (text, blocks) = (drawing.document.text(), drawing.document.blocks());
        let span = selection::read(&article, text).and_then(Endpoints::span);
        let span = span.and_then(|it| snap(text, blocks, it, self.unit(false)));
        if self.grabbed.borrow().is_some() || self.touch.has_picked.get() {
            return;
        }
        if let Some(span) = span.filter(|it| store.view.selection != Some(Spans::from(*it))) {
            self.select_by_pointer(None, span);
        }
    }
}
