//! The mouse: what is pressed, dragged over, clicked and released.

use std::cell::Cell;
use std::rc::Rc;

use gloo_events::EventListener;
use glossator_core::edit::Command;
use glossator_core::edit::LabelRef;
use glossator_core::model::MentionId;
use glossator_core::segment::{sentence_at, snap, trim, word_at};
use glossator_core::{Span, Spans, Text};
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent};

use super::Gestures;
use crate::browser::selection::Endpoints;
use crate::browser::{highlight, place, selection};
use crate::store::{Action, Look, Store};
use crate::view::Target;

/// Finds the offset of a point in the window.
type Find = fn(&Element, &Text, f64, f64) -> Option<usize>;

/// Where the button went down.
#[derive(Clone, Copy)]
struct Press {
    /// The offset nearest to it.
    at: Option<usize>,
    /// Whether it was beside the text.
    is_beside: bool,
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
                    at: gestures.offset_at(event, selection::at),
                    is_beside: gestures.offset_at(event, selection::nearest).is_some(),
                }));
            }
        })
    };
    let moved = {
        let (gestures, pressed) = (Rc::clone(gestures), Rc::clone(&pressed));
        let hovered = Cell::new(None);
        EventListener::new(document, "mousemove", move |event| {
            let Some(event) = event.dyn_ref::<MouseEvent>() else {
                return;
            };
            match pressed.get().filter(|_| event.buttons() & 1 == 1) {
                Some(press) => gestures.preview(event, press),
                None => gestures.hover(event, &hovered),
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

/// Returns a span with the pieces to which it is added.
fn joined(begun: Option<Spans>, span: Span) -> Spans {
    begun.map_or_else(|| span.into(), |it| it.with(span))
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
    pub(super) fn is_at_article(&self, target: Option<web_sys::EventTarget>) -> bool {
        let element = target.and_then(|it| it.dyn_into::<Element>().ok());
        element.is_some_and(|it| {
            let is_under = |selector| matches!(it.closest(selector), Ok(Some(_)));
            is_under(".reading") && !is_under(".floating")
        })
    }

    /// Returns the offset that `find` finds for the place of an event.
    fn offset_at(&self, event: &MouseEvent, find: Find) -> Option<usize> {
        let (store, article) = (self.now(), self.article.cast::<Element>()?);
        let text = store.drawing.as_ref()?.document.text();
        let (x, y) = (event.client_x(), event.client_y());
        find(&article, text, x.into(), y.into())
    }

    /// Returns what a drag has selected: what the browser says, but for ends beside the text, and where it has torn its
    /// selection in several, as Firefox does around what cannot be selected.
    fn endpoints(&self, event: &MouseEvent, press: Press) -> Option<Endpoints> {
        let (store, article) = (self.now(), self.article.cast::<Element>()?);
        let read = selection::read(&article, store.drawing.as_ref()?.document.text());
        let is_torn = selection::selection().is_some_and(|it| it.range_count() > 1);
        let is_pressed = press.is_beside || is_torn;
        let anchor = press
            .at
            .filter(|_| is_pressed)
            .or(read.map(|it| it.anchor))?;
        let find = if is_torn {
            selection::at
        } else {
            selection::nearest
        };
        let focus = self.offset_at(event, find).or(read.map(|it| it.focus))?;
        Some(Endpoints { anchor, focus })
    }

    /// Paints the exact range that a release would take.
    fn preview(&self, event: &MouseEvent, press: Press) {
        let (store, unit) = (self.now(), self.unit(event.alt_key()));
        let Some(drawing) = &store.drawing else {
            return;
        };
        let (text, blocks) = (drawing.document.text(), drawing.document.blocks());
        let span = self.endpoints(event, press).and_then(Endpoints::span);
        let span = span.and_then(|it| snap(text, blocks, it, unit));
        self.preview_spans(span.map(|it| joined(self.begun(event), it)).as_ref());
    }

    /// Paints spans that are not taken yet.
    pub(super) fn preview_spans(&self, spans: Option<&Spans>) {
        let (store, article) = (self.now(), self.article.cast::<Element>());
        let (Some(article), Some(drawing)) = (article, &store.drawing) else {
            return;
        };
        let text = drawing.document.text();
        let ranges = spans.into_iter().flat_map(Spans::iter);
        let ranges: Vec<_> = ranges
            .filter_map(|it| selection::range(&article, text, it))
            .collect();
        highlight::paint("preview", &ranges);
    }

    /// Returns the pieces to which a drag with Ctrl or ⌘ adds another one: those of the selection or of the selected
    /// mention.
    fn begun(&self, event: &MouseEvent) -> Option<Spans> {
        let store = self.now();
        let mentions = store.drawing.as_ref().map(|it| it.document.mentions());
        let picked = mentions.zip(store.view.picked.as_ref());
        let picked = || Some(picked.and_then(|(it, id)| it.get(id))?.spans.clone());
        let begun = store.view.selection.clone().or_else(picked);
        begun.filter(|_| event.ctrl_key() || event.meta_key())
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
            (_, Some(span)) => snapped(span, self.unit(event.alt_key())),
            (_, None) => None,
        };
        let begun = self.begun(event);
        let Some(span) = span else {
            match begun {
                Some(begun) => self.take_piece(&begun, endpoints),
                None => self.click(event, &store),
            }
            return;
        };
        let (anchor, focus) = (span.start(), span.end());
        selection::select(&article, text, Endpoints { anchor, focus });
        self.select_by_pointer(begun, span);
    }

    /// Selects what a drag took, beside the pieces to which it adds.
    pub(super) fn select_by_pointer(&self, begun: Option<Spans>, span: Span) {
        let store = self.now();
        let is_live = store.view.selection.is_some();
        match (begun, &store.view.picked) {
            (Some(begun), Some(mention)) if !is_live => {
                let (mention, spans) = (mention.clone(), begun.with(span));
                self.dispatch
                    .emit(Action::Run(Command::Reshape { mention, spans }));
                selection::clear();
                return;
            }
            (Some(begun), _) => self.send(Look::Extend(begun, Some(span))),
            (None, _) => self.send(Look::Select(Some(span.into()))),
        }
        let labels = &store.session.project().labels;
        let pinned = store.view.pinned.and_then(|it| labels.get(it));
        match pinned {
            _ if store.view.is_adjusting => {}
            Some(label) => self.label(LabelRef::Id(label.id)),
            None => self.send(Look::Palette(Some(Target::Selection))),
        }
    }

    /// Takes the piece away that was clicked with Ctrl or ⌘; the last one stays.
    fn take_piece(&self, begun: &Spans, clicked: Option<Endpoints>) {
        let store = self.now();
        let is_clicked = |it: &Span| clicked.is_some_and(|at| it.contains_offset(at.focus));
        let piece = begun.iter().find(is_clicked);
        let Some(rest) = piece.and_then(|it| begun.without(it)) else {
            return;
        };
        match (&store.view.selection, &store.view.picked) {
            (None, Some(mention)) => {
                let (mention, spans) = (mention.clone(), rest);
                self.dispatch
                    .emit(Action::Run(Command::Reshape { mention, spans }));
            }
            _ => self.send(Look::Extend(rest, None)),
        }
    }

    /// Selects the innermost mention under a click, and of those at one place opens a list; a click on the selected one
    /// goes outward. A click on the lines below the text lists all mentions there.
    fn click(&self, event: &MouseEvent, store: &Store) {
        let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
        let outermost_first = target.as_ref().map(mentions_at).unwrap_or_default();
        let mentions = store.drawing.as_ref().map(|it| it.document.mentions());
        let spans = |id: &MentionId| Some(mentions?.get(id)?.spans.clone());
        let picked = store.view.picked.as_ref();
        let picked = picked
            .filter(|it| outermost_first.contains(it))
            .and_then(spans);
        let first_like =
            |it: &Option<Spans>| outermost_first.iter().position(|id| spans(id) == *it);
        let further_out = picked
            .and_then(|it| first_like(&Some(it)))
            .unwrap_or_default();
        let next = match further_out {
            0 => outermost_first.last(),
            n => outermost_first.get(n - 1),
        };
        self.send(Look::Pick(next.cloned()));
        let is_like = |it: &&MentionId| next.is_some_and(|next| spans(it) == spans(next));
        let (x, y) = (event.client_x().into(), event.client_y().into());
        let is_below = target.is_some_and(|it| place::is_below_text(&it, x, y));
        let listed = outermost_first
            .iter()
            .rev()
            .filter(|it| is_below || is_like(it));
        self.list(listed.cloned().collect());
    }

    /// Opens a list of mentions, where there is more than one.
    pub(super) fn list(&self, mentions: Vec<MentionId>) {
        if mentions.len() > 1 {
            self.send(Look::Pile(mentions.into()));
        }
    }

    /// Lights up all pieces of a discontinuous mention under the mouse.
    fn hover(&self, event: &MouseEvent, hovered: &Cell<Option<Element>>) {
        let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
        let before = hovered.replace(target.clone());
        if before == target {
            return;
        }
        let (store, article) = (self.now(), self.article.cast::<Element>());
        let (Some(article), Some(drawing)) = (article, &store.drawing) else {
            return;
        };
        let id = target.as_ref().and_then(|it| mentions_at(it).pop());
        let mention = id.and_then(|it| drawing.document.mentions().get(&it));
        let mention = mention.filter(|it| it.spans.is_discontinuous());
        let pieces = mention.into_iter().flat_map(|it| it.spans.iter());
        let text = drawing.document.text();
        let ranges: Vec<_> = pieces
            .filter_map(|it| selection::range(&article, text, it))
            .collect();
        highlight::paint("hover", &ranges);
    }
}

/// Returns the mentions at a part of the article, outermost first.
pub(super) fn mentions_at(target: &Element) -> Vec<MentionId> {
    let mark = target.closest("[data-mention]").ok().flatten();
    let ids = mark.and_then(|it| it.get_attribute("data-mention"));
    ids.unwrap_or_default()
        .split(' ')
        .filter_map(MentionId::parse)
        .collect()
}
