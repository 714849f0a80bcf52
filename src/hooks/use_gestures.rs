//! [`use_gestures`]: turns the mouse and the keys in the article into actions.

use std::cell::Cell;
use std::rc::Rc;

use gloo_events::EventListener;
use glossator_core::edit::{Command, LabelRef, NewMention};
use glossator_core::model::{Label, MentionId};
use glossator_core::segment::{Unit, sentence_at, snap, trim, word_at};
use glossator_core::{Span, Spans, Text};
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent};
use yew::prelude::*;

use crate::browser::selection::Endpoints;
use crate::browser::{highlight, place, selection};
use crate::keys::{self, KeyAction};
use crate::store::{Action, Dispatch, Look, Store};
use crate::view::{Dialog, Target};

/// What the gestures give to the components.
#[derive(Clone)]
pub struct Gestures {
    store: UseReducerHandle<Store>,
    dispatch: Dispatch,
    article: NodeRef,
}

/// Where the button went down.
#[derive(Clone, Copy)]
struct Press {
    /// The offset nearest to it, if it was beside the text.
    beside: Option<usize>,
}

/// Listens to the mouse on the whole page, since a drag may end anywhere.
#[hook]
pub fn use_gestures(
    store: &UseReducerHandle<Store>,
    dispatch: &Dispatch,
    article: &NodeRef,
) -> Rc<Gestures> {
    let gestures = Rc::new(Gestures {
        store: store.clone(),
        dispatch: dispatch.clone(),
        article: article.clone(),
    });
    let listened = Rc::clone(&gestures);
    use_effect_with((), move |()| {
        let document = web_sys::window().and_then(|it| it.document());
        let listeners = document.map(|document| listen(&document, &listened));
        move || drop(listeners)
    });
    gestures
}

fn listen(document: &web_sys::Document, gestures: &Rc<Gestures>) -> [EventListener; 3] {
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
    /// Returns the state as it is now.
    fn now(&self) -> UseReducerHandle<Store> {
        self.store.clone()
    }

    fn send(&self, look: Look) {
        self.dispatch.emit(Action::Look(look));
    }

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

    /// Labels what the palette is open for, or the selection, or the selected mention.
    pub fn label(&self, label: &Label) {
        let store = self.now();
        let label = LabelRef::Id(label.id);
        let target = match (&store.view.palette, &store.view.picked) {
            (Some(Target::Mention(mention)), _) => Some(mention.clone()),
            (Some(Target::Selection), _) => None,
            (None, picked) => picked.clone(),
        };
        let end = store.view.selection.as_ref().map(|it| it.last().end());
        if let (Some(spans), Some(document)) = (&store.view.selection, &store.view.shown) {
            let mentions = vec![NewMention {
                spans: spans.clone(),
                label,
            }];
            self.dispatch.emit(Action::Run(Command::AddMentions {
                document: document.clone(),
                mentions,
            }));
        } else if let Some(mention) = target {
            self.dispatch
                .emit(Action::Run(Command::Relabel { mention, label }));
        }
        self.return_to_article(end);
    }

    /// Closes the palette; the selection stays.
    pub fn close_palette(&self) {
        let selected = self.now().view.selection.clone();
        self.send(Look::Palette(None));
        self.return_to_article(None);
        let store = self.now();
        if let (Some(spans), Some(article), Some(drawing)) =
            (selected, self.article.cast::<Element>(), &store.drawing)
        {
            let (anchor, focus) = (spans.outer().start(), spans.outer().end());
            selection::select(
                &article,
                drawing.document.text(),
                Endpoints { anchor, focus },
            );
        }
    }

    /// Gives the focus back to the article, with the caret at an offset.
    fn return_to_article(&self, caret: Option<usize>) {
        let store = self.now();
        let (Some(article), Some(drawing)) = (self.article.cast::<Element>(), &store.drawing)
        else {
            return;
        };
        place::focus(&article);
        if let Some(offset) = caret {
            selection::select(
                &article,
                drawing.document.text(),
                Endpoints {
                    anchor: offset,
                    focus: offset,
                },
            );
        }
    }

    /// Opens the palette for the selection or the selected mention.
    pub fn open_palette(&self) {
        let store = self.now();
        let picked = store.view.picked.clone().map(Target::Mention);
        let target = store
            .view
            .selection
            .as_ref()
            .map(|_| Target::Selection)
            .or(picked);
        if target.is_some() {
            self.send(Look::Palette(target));
        }
    }

    /// Removes the selected mention.
    pub fn remove(&self) {
        if let Some(id) = self.now().view.picked.clone() {
            self.dispatch
                .emit(Action::Run(Command::RemoveMentions(vec![id])));
            self.return_to_article(None);
        }
    }

    /// Acts on a key that was pressed in the article.
    pub fn press(&self, event: &KeyboardEvent) {
        if self.move_caret(event) {
            event.prevent_default();
            return;
        }
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let store = self.now();
        let key = event.key();
        let mut chars = key.chars();
        let by_key = match (chars.next(), chars.next()) {
            (Some(key), None) => store.session.project().labels.by_key(key).cloned(),
            _ => None,
        };
        match (by_key, keys::action(&key)) {
            (Some(label), _) => self.label(&label),
            (None, Some(KeyAction::OpenPalette)) => self.open_palette(),
            (None, Some(KeyAction::NextMention)) => self.step(true),
            (None, Some(KeyAction::PreviousMention)) => self.step(false),
            (None, Some(KeyAction::RemoveMention)) => self.remove(),
            (None, Some(KeyAction::Escape)) => {
                self.send(Look::Select(None));
                // What is not selected shall not look so; the caret stays.
                if let Some(page_selection) = selection::selection() {
                    drop(page_selection.collapse_to_end());
                }
            }
            (None, Some(KeyAction::ShowKeys)) => self.send(Look::Dialog(Some(Dialog::Keys))),
            (None, None) => return,
        }
        event.prevent_default();
    }

    /// Selects the mention behind or before the selected one.
    fn step(&self, forward: bool) {
        let store = self.now();
        let Some(drawing) = &store.drawing else {
            return;
        };
        let mentions = drawing.document.mentions();
        let picked = store.view.picked.as_ref();
        let picked = picked.and_then(|it| mentions.get(it)).map(|it| &**it);
        let next = if forward {
            mentions.next(picked)
        } else {
            mentions.previous(picked)
        };
        if let Some(mention) = next {
            self.send(Look::GoTo(mention.id.clone()));
        }
    }

    /// Moves the caret or the selection as in any editor; false for other keys.
    fn move_caret(&self, event: &KeyboardEvent) -> bool {
        let by_word = event.ctrl_key() || event.alt_key();
        let is_all = event.key() == "a" && (event.ctrl_key() || event.meta_key());
        let (direction, granularity) = match event.key().as_str() {
            "ArrowLeft" => ("left", if by_word { "word" } else { "character" }),
            "ArrowRight" => ("right", if by_word { "word" } else { "character" }),
            "ArrowUp" => ("backward", "line"),
            "ArrowDown" => ("forward", "line"),
            "Home" => ("backward", "lineboundary"),
            "End" => ("forward", "lineboundary"),
            _ if is_all => ("", ""),
            _ => return false,
        };
        let store = self.now();
        let (Some(article), Some(drawing), Some(page_selection)) = (
            self.article.cast::<Element>(),
            &store.drawing,
            selection::selection(),
        ) else {
            return false;
        };
        let (text, blocks) = (drawing.document.text(), drawing.document.blocks());
        let start = blocks.first().map_or(0, |it| it.span.start());
        let present = selection::read(&article, text);
        if present.is_none() {
            selection::select(
                &article,
                text,
                Endpoints {
                    anchor: start,
                    focus: start,
                },
            );
        }
        let end = blocks.last().map_or(0, |it| it.span.end());
        if is_all {
            let (anchor, focus) = (start, end);
            selection::select(&article, text, Endpoints { anchor, focus });
        // Firefox knows no granularity for the whole text.
        } else if by_word && granularity == "lineboundary" {
            let focus = if direction == "forward" { end } else { start };
            let anchor = present
                .filter(|_| event.shift_key())
                .map_or(focus, |it| it.anchor);
            selection::select(&article, text, Endpoints { anchor, focus });
        } else {
            let alter = if event.shift_key() { "extend" } else { "move" };
            drop(page_selection.modify(alter, direction, granularity));
        }
        if let Some(focus) = selection::focus(&article).filter(|_| !is_all) {
            place::reveal(&focus);
        }
        let span = selection::read(&article, text).and_then(Endpoints::span);
        // Taken as it is, but for a grapheme that an edge would split and the blanks at its edges.
        let span = span.and_then(|it| snap(text, drawing.document.blocks(), it, Unit::Character));
        self.send(Look::Select(span.map(Spans::from)));
        true
    }
}
