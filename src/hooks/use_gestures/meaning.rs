//! What is done with a selection or the selected mention.

use glossator_core::edit::{Command, LabelRef, NewMention};
use glossator_core::model::Label;
use web_sys::Element;

use super::Gestures;
use crate::browser::selection::Endpoints;
use crate::browser::{place, selection};
use crate::store::{Action, Look};
use crate::view::Target;

impl Gestures {
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
}
