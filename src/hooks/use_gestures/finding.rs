//! Looking for a phrase, walking through its places, and tagging many places at once.

use std::rc::Rc;

use glossator_core::Span;
use glossator_core::edit::{Command, LabelRef, NewMention};
use glossator_core::model::LabelId;
use glossator_core::search;
use web_sys::Element;

use super::Gestures;
use crate::browser::{place, selection, text};
use crate::store::{Action, Look};
use crate::view::{Find, Review};

/// A selection up to this length, in code points, is looked for at once.
const MAX_PHRASE: usize = 100;

impl Gestures {
    /// Opens the bar that looks for a phrase, with what is selected; where it is open, it gets the focus.
    pub(super) fn open_find(&self) {
        let store = self.now();
        if store.view.find.is_some() {
            let page = web_sys::window().and_then(|it| it.document());
            let field = page.and_then(|it| it.query_selector(".find-bar input").ok()?);
            field.iter().for_each(place::focus);
            return;
        }
        let selected = store.view.selection.as_ref().map(|it| it.outer());
        let selected = selected.filter(|it| it.len() <= MAX_PHRASE);
        let quote = store
            .drawing
            .as_ref()
            .zip(selected)
            .and_then(|(drawing, it)| drawing.document.text().get(it));
        self.find(quote.unwrap_or_default());
    }

    /// Looks for a phrase, and selects the first place of it behind where the caret was.
    pub fn find(&self, phrase: &str) {
        let store = self.now();
        let Some(drawing) = &store.drawing else {
            return;
        };
        let content = drawing.document.text();
        let hits = search::find(content, phrase, text::lower_case);
        // While something is typed, the browser has no caret in the article.
        let from = store.view.find.as_ref().map(|it| it.from);
        let from = from.unwrap_or_else(|| {
            let article = self.article.cast::<Element>();
            let caret = article.and_then(|it| selection::read(&it, content));
            caret.map_or(0, |it| it.anchor.min(it.focus))
        });
        let behind = hits.partition_point(|it| it.start() < from);
        self.send(Look::Find(Some(Find {
            phrase: phrase.into(),
            hit_idx: if behind < hits.len() { behind } else { 0 },
            hits: hits.into(),
            from,
            is_walking: false,
        })));
    }

    /// Selects the next place of what is looked for, or the one before; the first time the one that is selected stays,
    /// and from then on keys label it.
    pub fn walk(&self, forward: bool) {
        let Some(find) = self
            .now()
            .view
            .find
            .clone()
            .filter(|it| !it.hits.is_empty())
        else {
            return;
        };
        let n = find.hits.len();
        let step = match (find.is_walking, forward) {
            (false, _) => 0,
            (true, true) => 1,
            (true, false) => n - 1,
        };
        self.send(Look::Find(Some(Find {
            hit_idx: (find.hit_idx + step) % n,
            is_walking: true,
            ..find
        })));
    }

    /// Labels the place that is selected, and goes to the next one.
    pub fn label_found(&self, label: LabelId) {
        self.label(LabelRef::Id(label));
        if self.now().view.conflict.is_none() {
            self.walk(true);
        }
    }

    /// Looks for nothing any more; the place that is selected stays so.
    pub fn close_find(&self) {
        let selected = self.now().view.selection.clone();
        self.return_to_article();
        self.send(Look::Find(None));
        let end = selected.as_ref().map(|it| it.last().end());
        end.into_iter().for_each(|it| self.put_selection(it, it));
        self.send(Look::Select(selected));
    }

    /// Asks which places of what is looked for get a label.
    pub fn review_found(&self) {
        let view = &self.now().view;
        if let (Some(find), Some(document)) = (&view.find, &view.shown) {
            self.send(Look::Review(Rc::new(Review {
                document: document.clone(),
                phrase: Rc::clone(&find.phrase),
                places: Rc::clone(&find.hits),
                label: None,
            })));
        }
    }

    /// Asks which of the places that read like the selected mention get its label.
    pub(super) fn review_others(&self) {
        let store = self.now();
        let picked = store.drawing.as_ref().zip(store.view.picked.as_ref());
        let Some((document, mention)) = picked.and_then(|(drawing, id)| {
            let document = &drawing.document;
            Some((document, document.mentions().get(id)?))
        }) else {
            return;
        };
        let places = search::others_like(document.text(), mention.spans.outer());
        self.send(Look::Review(Rc::new(Review {
            document: document.id.clone(),
            phrase: document
                .text()
                .get(mention.spans.outer())
                .unwrap_or_default()
                .into(),
            places: places.into(),
            label: Some(mention.label),
        })));
    }

    /// Gives the places that were chosen a label, as one step.
    pub fn tag_reviewed(&self, chosen: Option<(Vec<Span>, LabelId)>) {
        let review = self.now().view.review.clone();
        self.send(Look::CloseReview);
        if let (Some(review), Some((places, label))) = (review, chosen) {
            let mention = |it: Span| NewMention {
                spans: it.into(),
                label: LabelRef::Id(label),
            };
            self.dispatch.emit(Action::Run(Command::AddMentions {
                document: review.document.clone(),
                mentions: places.into_iter().map(mention).collect(),
            }));
        }
    }
}
