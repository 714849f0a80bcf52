//! The mouse: what is pressed, dragged over, clicked and released.

use std::cell::Cell;
use std::rc::Rc;

use gloo_events::EventListener;
use glossator_core::model::MentionId;
use glossator_core::segment::{Unit, sentence_at, snap, trim, word_at};
use glossator_core::{Span, Text};
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent};

use super::Gestures;
use crate::browser::selection::Endpoints;
use crate::browser::{highlight, selection};
use crate::store::{Look, Store};
use crate::view::Target;

/// Where the button went down.
#[derive(Clone, Copy)]
struct Press {
    /// The offset nearest to it, if it was beside the text.
    beside: Option<usize>,
}

/// Listens to the mouse on the whole page.
pub(super) fn listen(document: &web_sys::Document, gestures: &Rc<Gestures>) -> [EventListener; 3] {
    // Whether the button went down at the article and is down yet, and where, if it was beside the text.
    let pressed = Rc::new(Cell::new(None::<Press>));
    let down = {
        let (gestures, pressed) = (Rc::clone(gestures), Rc::clone(&pressed));
        EventListener::new(document, "mousedown", move |event| {
            let Some(event) = event.dyn_ref::<MouseEvent>().filter(|it| it.button() == 0) else {
                return;
            };
            let inside = gestures.is_at_article(event.target());
            if inside && event.detail() <= 1 {
                // A press on selected text would begin to drag that text away, and select nothing.
                if !event.shift_key() {
                    selection::clear();
                }
                gestures.send(Look::Palette(None));
            }
            if inside {
                pressed.set(Some(Press {
                    beside: gestures.nearest(event),
                }));
            }
        })
    };
    let moved = {
        let (gestures, pressed) = (Rc::clone(gestures), Rc::clone(&pressed));
        EventListener::new(document, "mousemove", move |event| {
            let Some(event) = event.dyn_ref::<MouseEvent>() else {
                return;
            };
            if let Some(press) = pressed.get().filter(|_| event.buttons() & 1 == 1) {
                gestures.preview(event, press);
            }
        })
    };
    let up = {
        let gestures = Rc::clone(gestures);
        // Where the first of several clicks fell, in code points.
        let clicked = Cell::new(0);
        EventListener::new(document, "mouseup", move |event| {
            let Some(event) = event.dyn_ref::<MouseEvent>().filter(|it| it.button() == 0) else {
                return;
            };
            if let Some(press) = pressed.take() {
                gestures.release(event, press, &clicked);
            }
        })
    };
    [down, moved, up]
}

/// Whether a double click took one word, as the browser sees it: with its possessive and the blank behind.
///
/// A drag that begins with a double click takes more.
fn is_one_word(text: &Text, span: Span) -> bool {
    let word = word_at(text, span.start());
    trim(text, span)
        .zip(word)
        .is_some_and(|(span, word)| span.end() <= word.end() + 2)
}

impl Gestures {
    /// Whether a gesture may begin at an element: in the article or in the margin around it, from which a
    /// selection is clipped to the article.
    fn is_at_article(&self, target: Option<web_sys::EventTarget>) -> bool {
        let element = target.and_then(|it| it.dyn_into::<Element>().ok());
        element.is_some_and(|it| {
            let is_under = |selector| matches!(it.closest(selector), Ok(Some(_)));
            is_under(".reading") && !is_under(".floating")
        })
    }

    /// Returns the offset nearest to a point beside the text.
    fn nearest(&self, event: &MouseEvent) -> Option<usize> {
        let (store, article) = (self.now(), self.article.cast::<Element>()?);
        let text = store.drawing.as_ref()?.document.text();
        let (x, y) = (event.client_x(), event.client_y());
        selection::nearest(&article, text, x.into(), y.into())
    }

    /// Returns what a drag has selected: what the browser says, but for ends beside the text.
    fn endpoints(&self, event: &MouseEvent, press: Press) -> Option<Endpoints> {
        let (store, article) = (self.now(), self.article.cast::<Element>()?);
        let read = selection::read(&article, store.drawing.as_ref()?.document.text());
        let anchor = press.beside.or(read.map(|it| it.anchor))?;
        let focus = self.nearest(event).or(read.map(|it| it.focus))?;
        Some(Endpoints { anchor, focus })
    }

    /// Paints the exact range that a release would take.
    fn preview(&self, event: &MouseEvent, press: Press) {
        let unit = if event.alt_key() {
            Unit::Character
        } else {
            Unit::Word
        };
        let store = self.now();
        let (Some(article), Some(drawing)) = (self.article.cast::<Element>(), &store.drawing)
        else {
            return;
        };
        let (text, blocks) = (drawing.document.text(), drawing.document.blocks());
        let span = self.endpoints(event, press).and_then(Endpoints::span);
        let range = span
            .and_then(|it| snap(text, blocks, it, unit))
            .and_then(|it| selection::range(&article, text, it));
        highlight::paint("preview", range.as_slice());
    }

    /// Decides what a drag or click has selected.
    fn release(&self, event: &MouseEvent, press: Press, clicked: &Cell<usize>) {
        highlight::paint("preview", &[]);
        let store = self.now();
        let (Some(article), Some(drawing)) = (self.article.cast::<Element>(), &store.drawing)
        else {
            return;
        };
        let document = &drawing.document;
        let text = document.text();
        let endpoints = self.endpoints(event, press);
        let snapped = |span, unit| snap(text, document.blocks(), span, unit);
        if let (1, Some(endpoints)) = (event.detail(), endpoints) {
            clicked.set(endpoints.focus);
        }
        let span = match (event.detail(), endpoints.and_then(Endpoints::span)) {
            (2, Some(span)) if is_one_word(text, span) => word_at(text, span.start()),
            (3, Some(_)) => sentence_at(text, document.blocks(), clicked.get()),
            (_, Some(span)) if event.alt_key() => snapped(span, Unit::Character),
            (_, Some(span)) => snapped(span, Unit::Word),
            (_, None) => None,
        };
        match span {
            Some(span) => {
                selection::select(
                    &article,
                    text,
                    Endpoints {
                        anchor: span.start(),
                        focus: span.end(),
                    },
                );
                self.send(Look::Select(Some(span.into())));
                self.send(Look::Palette(Some(Target::Selection)));
            }
            None => self.click(event, &store),
        }
    }

    /// Selects the innermost mention under a click; a click on the selected one goes outward.
    fn click(&self, event: &MouseEvent, store: &Store) {
        let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
        let ids = target.and_then(|it| it.closest("[data-mention]").ok().flatten());
        let ids = ids
            .and_then(|it| it.get_attribute("data-mention"))
            .unwrap_or_default();
        let outermost_first: Vec<MentionId> = ids.split(' ').filter_map(MentionId::parse).collect();
        let picked = outermost_first
            .iter()
            .position(|it| Some(it) == store.view.picked.as_ref());
        let next = match picked {
            Some(position) if position > 0 => outermost_first.get(position - 1),
            _ => outermost_first.last(),
        };
        match next {
            Some(id) => self.send(Look::Pick(Some(id.clone()))),
            None => self.send(Look::Select(None)),
        }
    }
}
