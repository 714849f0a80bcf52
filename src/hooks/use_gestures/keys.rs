//! The keys of the article: the caret, and what single keys do.

use glossator_core::Spans;
use glossator_core::edit::LabelRef;
use glossator_core::segment::{Unit, snap};
use web_sys::{Element, KeyboardEvent};

use super::Gestures;
use crate::browser::selection::Endpoints;
use crate::browser::{place, selection};
use crate::keys::{KeyAction, Place, chord};
use crate::store::{Action, Look};
use crate::view::{Dialog, Theme};

impl Gestures {
    /// Acts on a key that was pressed in the article.
    pub fn press(&self, event: &KeyboardEvent) {
        if event.key() == "Escape" && self.grabbed.borrow().is_some() {
            self.drop_handle(false);
            return;
        }
        if self.move_caret(event) {
            event.prevent_default();
            return;
        }
        let has_modifier = event.ctrl_key() || event.meta_key() || event.alt_key();
        let store = self.now();
        let key = event.key();
        let mut chars = key.chars();
        let by_key = match (chars.next(), chars.next()) {
            (Some(key), None) if !has_modifier => {
                store.session.project().labels.by_key(key).cloned()
            }
            _ => None,
        };
        match (
            by_key,
            store.view.keys.action(&chord(event), Place::Article),
        ) {
            (Some(label), _) => self.label(LabelRef::Id(label.id)),
            (None, Some(action)) => self.act(action),
            (None, None) => return,
        }
        event.prevent_default();
    }

    /// Does what a key of the table does.
    pub fn act(&self, action: KeyAction) {
        match action {
            KeyAction::OpenPalette => self.open_palette(),
            KeyAction::NextMention => self.step(true),
            KeyAction::PreviousMention => self.step(false),
            KeyAction::RemoveMention => self.remove(),
            KeyAction::Adjust => self.adjust(),
            KeyAction::Split => self.split(),
            KeyAction::Join => self.join(),
            KeyAction::ListHere => self.list_here(),
            KeyAction::ReviewOthers => self.review_others(),
            KeyAction::Find => self.open_find(),
            KeyAction::Escape => {
                let view = &self.now().view;
                let left = view.picked.clone().filter(|_| view.is_adjusting);
                self.send(Look::Pick(left));
                if !view.is_adjusting {
                    self.send(Look::Pin(None));
                }
                // What is not selected shall not look so; the caret stays.
                if let Some(page_selection) = selection::selection() {
                    drop(page_selection.collapse_to_end());
                }
            }
            KeyAction::Undo => self.dispatch.emit(Action::Undo),
            KeyAction::Redo => self.dispatch.emit(Action::Redo),
            KeyAction::EditLabels => self.send(Look::Dialog(Some(Dialog::Labels))),
            KeyAction::PasteText => self.send(Look::Dialog(Some(Dialog::Paste))),
            KeyAction::ShowVersions => self.send(Look::Dialog(Some(Dialog::Versions))),
            KeyAction::ShowStorage => self.send(Look::Dialog(Some(Dialog::Storage))),
            KeyAction::NextTheme => {
                let theme = self.now().view.theme;
                let next = Theme::ALL
                    .iter()
                    .cycle()
                    .skip_while(|it| **it != theme)
                    .nth(1);
                next.into_iter().for_each(|it| self.send(Look::Theme(*it)));
            }
            KeyAction::ShowCommands => self.send(Look::Dialog(Some(Dialog::Commands))),
            KeyAction::ShowKeys => self.send(Look::Dialog(Some(Dialog::Keys))),
            // The page does these itself.
            KeyAction::Download | KeyAction::OpenFiles => {}
        }
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
            let modify = || drop(page_selection.modify(alter, direction, granularity));
            modify();
            // Where a line or a mark ends, Firefox goes from there to the beginning of the next, which is the same place.
            if present.is_some() && selection::read(&article, text) == present {
                modify();
            }
        }
        if let Some(focus) = selection::focus(&article).filter(|_| !is_all) {
            place::reveal(&focus);
        }
        let span = selection::read(&article, text).and_then(Endpoints::span);
        // Taken as it is, but for a grapheme that an edge would split and the blanks at its edges.
        let span = span.and_then(|it| snap(text, drawing.document.blocks(), it, Unit::Character));
        match (&store.view.kept, span) {
            (Some(kept), Some(_)) if event.shift_key() => {
                self.send(Look::Extend(kept.clone(), span));
            }
            _ => self.send(Look::Select(span.map(Spans::from))),
        }
        true
    }
}
