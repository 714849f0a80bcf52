//! The handles of the selected mention: each moves one edge of it, by mouse, pen or finger.

use glossator_core::edit::Command;
use glossator_core::model::{Document, MentionId};
use glossator_core::segment::{Unit, snap, snap_edge};
use glossator_core::{Edge, Span, Spans};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, PointerEvent};

use super::Gestures;
use crate::browser::{highlight, place, selection};
use crate::store::Action;

/// A handle that is held.
#[derive(Clone)]
pub(super) struct Grab {
    mention: MentionId,
    edge: Edge,
    before: Spans,
    after: Spans,
    /// How far the middle of the line is below the pointer, in CSS pixels.
    lift: f64,
}

impl Gestures {
    /// Takes hold of a handle, where the pointer is on one.
    pub(super) fn grab(&self, event: &PointerEvent) {
        let store = self.now();
        let handle = event.target().and_then(|it| it.dyn_into::<Element>().ok());
        let edge = handle
            .as_ref()
            .and_then(|it| it.get_attribute("data-handle"));
        let edge = match edge.as_deref() {
            Some("start") => Edge::Start,
            Some("end") => Edge::End,
            _ => return,
        };
        let mentions = store.drawing.as_ref().map(|it| it.document.mentions());
        let mention = mentions.zip(store.view.picked.as_ref());
        let mention = mention.and_then(|(mentions, id)| mentions.get(id));
        let (Some(handle), Some(mention), 0) = (handle, mention, event.button()) else {
            return;
        };
        event.prevent_default();
        drop(handle.set_pointer_capture(event.pointer_id()));
        let rect = handle.get_bounding_client_rect();
        let middle = (rect.top() + rect.bottom()) / 2.0;
        self.grabbed.replace(Some(Grab {
            mention: mention.id.clone(),
            edge,
            before: mention.spans.clone(),
            after: mention.spans.clone(),
            lift: middle - f64::from(event.client_y()),
        }));
        self.mark_dragging(true);
    }

    /// Moves the handle that is held, and paints what the mention is to cover.
    pub(super) fn drag_handle(&self, event: &PointerEvent) {
        let mut grabbed = self.grabbed.borrow_mut();
        let (store, article) = (self.now(), self.article.cast::<Element>());
        let (Some(grab), Some(article), Some(drawing)) =
            (grabbed.as_mut(), article, &store.drawing)
        else {
            return;
        };
        let (x, y) = (
            event.client_x().into(),
            f64::from(event.client_y()) + grab.lift,
        );
        let (document, unit) = (&drawing.document, self.unit(event.alt_key()));
        place::scroll_toward(&article, y);
        let Some(offset) = selection::at(&article, document.text(), x, y) else {
            return;
        };
        if let Some(spans) = moved(document, grab, offset, unit) {
            grab.after = spans;
            self.preview_spans(Some(&grab.after));
            place_handles(&article, document, &grab.after);
        }
    }

    /// Lets go of the handle: the mention covers what was painted, or, where that is not wanted, what it did.
    pub(super) fn drop_handle(&self, is_wanted: bool) {
        let Some(grab) = self.grabbed.take() else {
            return;
        };
        self.return_to_article();
        highlight::paint("preview", &[]);
        self.mark_dragging(false);
        if is_wanted && grab.after != grab.before {
            let (mention, spans) = (grab.mention, grab.after);
            self.dispatch
                .emit(Action::Run(Command::Reshape { mention, spans }));
        } else {
            self.place_handles();
        }
    }

    /// Puts the handles at the edges of the selected mention.
    pub(super) fn place_handles(&self) {
        let (store, article) = (self.now(), self.article.cast::<Element>());
        let (Some(article), Some(drawing)) = (article, &store.drawing) else {
            return;
        };
        let (document, picked) = (&drawing.document, store.view.picked.as_ref());
        let mention = picked.and_then(|it| document.mentions().get(it));
        if let Some(mention) = mention.filter(|_| self.grabbed.borrow().is_none()) {
            place_handles(&article, document, &mention.spans);
        }
    }

    /// While a handle is held nothing that floats is in the way of the pointer.
    fn mark_dragging(&self, is_on: bool) {
        let article = self.article.cast::<Element>();
        if let Some(frame) = article.and_then(|it| it.parent_element()) {
            drop(frame.class_list().toggle_with_force("dragging", is_on));
        }
    }
}

/// Returns what the mention covers with the edge dragged to an offset.
fn moved(document: &Document, grab: &Grab, offset: usize, unit: Unit) -> Option<Spans> {
    let (text, blocks, outer) = (document.text(), document.blocks(), grab.before.outer());
    let edge = snap_edge(text, blocks, outer, grab.edge, offset, unit);
    grab.before.with_edge(grab.edge, edge)
}

/// Puts the handles at the edges of spans.
fn place_handles(article: &Element, document: &Document, spans: &Spans) {
    let (text, outer, frame) = (document.text(), spans.outer(), article.parent_element());
    let whole = |it| snap(text, document.blocks(), it, Unit::Character).unwrap_or(it);
    let ends = [
        (Edge::Start, Span::new(outer.start(), outer.start() + 1)),
        (Edge::End, Span::new(outer.end() - 1, outer.end())),
    ];
    for (edge, character) in ends {
        let character = character.map(whole);
        let range = character.and_then(|it| selection::range(article, text, it));
        let name = name(edge);
        let selector = ["[data-handle=", name, "]"].concat();
        let handle = frame
            .as_ref()
            .and_then(|it| it.query_selector(&selector).ok()?);
        let is_rtl = character
            .and_then(|it| text.get(it))
            .is_some_and(selection::is_rtl);
        if let (Some(handle), Some(frame), Some(range)) = (handle, &frame, range) {
            let is_right = is_rtl == (edge == Edge::Start);
            place::handle(
                handle.unchecked_ref::<HtmlElement>(),
                frame,
                &range,
                is_right,
            );
        }
    }
}

/// Returns the name of an edge, as the handle has it in `data-handle`.
fn name(edge: Edge) -> &'static str {
    match edge {
        Edge::Start => "start",
        Edge::End => "end",
    }
}
