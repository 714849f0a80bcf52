//! The keys of the article: what single keys do.

use glossator_core::edit::LabelRef;
use web_sys::KeyboardEvent;

use super::Gestures;
use crate::browser::selection;
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
}
