//! What is done with a selection or the selected mention.

use std::rc::Rc;

use glossator_core::Spans;
use glossator_core::edit::{Beside, Command, LabelRef, NewMention, joinable};
use glossator_core::model::MentionId;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;

use super::Gestures;
use crate::browser::selection::Endpoints;
use crate::browser::{place, selection};
use crate::store::{Action, Look};
use crate::view::{Habits, Target};

impl Gestures {
    /// Labels what the palette is open for, or the selection, or the selected mention.
    pub fn label(&self, label: LabelRef) {
        let store = self.now();
        let target = match (&store.view.palette, &store.view.picked) {
            (Some(Target::Mention(mention)), _) => Some(mention.clone()),
            (Some(Target::Selection), _) => None,
            (None, picked) => picked.clone(),
        };
        let end = store.view.selection.as_ref().map(|it| it.last().end());
        self.return_to_article();
        if store.view.is_adjusting {
            self.keep();
            let mention = store.view.picked.clone();
            mention.into_iter().for_each(|mention| {
                self.dispatch.emit(Action::Run(Command::Relabel {
                    mention,
                    label: label.clone(),
                }));
            });
        } else if let (Some(spans), Some(document)) = (&store.view.selection, &store.view.shown) {
            self.dispatch.emit(Action::Run(Command::Tag {
                document: document.clone(),
                mention: NewMention {
                    spans: spans.clone(),
                    label,
                },
                beside: store.view.habits.beside,
            }));
        } else if let Some(mention) = target {
            self.dispatch
                .emit(Action::Run(Command::Relabel { mention, label }));
        }
        end.into_iter().for_each(|it| self.put_selection(it, it));
    }

    /// Labels the selection, and every further one at once.
    pub fn pin(&self, label: &LabelRef) {
        self.label(label.clone());
        let labels = Rc::clone(&self.now().session.project().labels);
        let id = match label {
            LabelRef::Id(id) => Some(*id),
            LabelRef::Name(name) => labels.by_name(name).map(|it| it.id),
        };
        self.send(Look::Pin(id));
    }

    /// Does with another label at the same place what a person has answered.
    pub fn answer(&self, beside: Beside, is_remembered: bool) {
        let view = &self.now().view;
        let conflict = view.conflict.clone();
        self.send(Look::CloseConflict);
        if let Some(conflict) = conflict.filter(|_| beside != Beside::Ask) {
            if is_remembered {
                let habits = view.habits;
                self.send(Look::Habits(Habits { beside, ..habits }));
            }
            self.dispatch.emit(Action::Run(Command::Tag {
                document: conflict.document.clone(),
                mention: conflict.mention.clone(),
                beside,
            }));
        }
    }

    /// Selects a mention of the list that is open, and closes that where it is all.
    pub fn pick(&self, mention: MentionId, is_all: bool) {
        let pile = self.now().view.pile.clone().filter(|_| !is_all);
        if pile.is_none() {
            self.return_to_article();
        }
        self.send(Look::Pick(Some(mention)));
        if let Some(pile) = pile {
            self.send(Look::Pile(pile));
        }
    }

    /// Lists the mentions that share a character with the selected one, outermost last.
    pub(super) fn list_here(&self) {
        let store = self.now();
        let mentions = store.drawing.as_ref().map(|it| it.document.mentions());
        let Some((mentions, id)) = mentions.zip(store.view.picked.as_ref()) else {
            return;
        };
        let spans = mentions.get(id).map(|it| it.spans.clone());
        let pieces = spans.iter().flat_map(Spans::iter);
        let mut here: Vec<_> = pieces.flat_map(|it| mentions.overlapping(it)).collect();
        here.sort_by_key(|it| it.spans.outer().len());
        here.dedup();
        self.list(here.into_iter().map(|it| it.id.clone()).collect());
    }

    /// Closes the palette; the selection stays.
    pub fn close_palette(&self) {
        let selected = self.now().view.selection.clone();
        self.return_to_article();
        self.send(Look::Palette(None));
        if let Some(spans) = selected {
            self.put_selection(spans.outer().start(), spans.outer().end());
        }
    }

    /// Gives the focus back to the article: before anything changes, since this asks the browser for a layout, and the
    /// one that there is will do.
    pub(super) fn return_to_article(&self) {
        self.article.cast::<Element>().iter().for_each(place::focus);
    }

    /// Puts the page's selection between two offsets, once what has changed is drawn.
    pub(super) fn put_selection(&self, anchor: usize, focus: usize) {
        let gestures = self.clone();
        // The app is drawn in an earlier turn of the same queue.
        spawn_local(async move {
            let (store, article) = (gestures.now(), gestures.article.cast::<Element>());
            if let (Some(article), Some(drawing)) = (article, &store.drawing) {
                let endpoints = Endpoints { anchor, focus };
                selection::select(&article, drawing.document.text(), endpoints);
                // The browser tells of it in another turn, after a frame.
                gestures.draw_caret();
            }
        });
    }

    /// Opens the palette for the selection or the selected mention.
    pub fn open_palette(&self) {
        let store = self.now();
        if store.view.is_adjusting {
            self.keep();
            return;
        }
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

    /// Makes the span of the selected mention the selection; where it is already, the other edge is what keys move.
    pub(super) fn adjust(&self) {
        let store = self.now();
        let (Some(article), Some(drawing), Some(id)) = (
            self.article.cast::<Element>(),
            &store.drawing,
            &store.view.picked,
        ) else {
            return;
        };
        let text = drawing.document.text();
        let (anchor, focus) = if store.view.is_adjusting {
            let Some(at) = selection::read(&article, text) else {
                return;
            };
            (at.focus, at.anchor)
        } else {
            let Some(mention) = drawing.document.mentions().get(id) else {
                return;
            };
            self.send(Look::Adjust(id.clone()));
            (mention.spans.last().start(), mention.spans.last().end())
        };
        place::focus(&article);
        selection::select(&article, text, Endpoints { anchor, focus });
    }

    /// Gives the selected mention the span that is selected.
    fn keep(&self) {
        let view = &self.now().view;
        if let (Some(mention), Some(spans)) = (view.picked.clone(), view.selection.clone()) {
            let end = spans.last().end();
            self.return_to_article();
            self.dispatch
                .emit(Action::Run(Command::Reshape { mention, spans }));
            self.put_selection(end, end);
        }
    }

    /// Makes two of the selected mention, at the caret.
    pub(super) fn split(&self) {
        let store = self.now();
        let (Some(article), Some(drawing), Some(mention)) = (
            self.article.cast::<Element>(),
            &store.drawing,
            store.view.picked.clone(),
        ) else {
            return;
        };
        let at = selection::read(&article, drawing.document.text());
        let at = at.map_or(0, |it| it.focus);
        self.dispatch
            .emit(Action::Run(Command::Split { mention, at }));
    }

    /// Makes one of the selected mention and its neighbours of the same label.
    pub(super) fn join(&self) {
        let store = self.now();
        let (Some(drawing), Some(id)) = (&store.drawing, &store.view.picked) else {
            return;
        };
        let mention = drawing.document.mentions().get(id);
        let mentions = mention
            .map(|it| joinable(&drawing.document, it))
            .unwrap_or_default();
        if let Some(first) = mentions.first().cloned() {
            self.dispatch.emit(Action::Run(Command::Join(mentions)));
            self.send(Look::Pick(Some(first)));
        }
    }

    /// Removes the selected mention.
    pub fn remove(&self) {
        if let Some(id) = self.now().view.picked.clone() {
            self.return_to_article();
            self.dispatch
                .emit(Action::Run(Command::RemoveMentions(vec![id])));
        }
    }
}
