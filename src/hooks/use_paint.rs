//! [`use_paint`]: draws the text and paints the selection over it, and scrolls to what is to be seen.

use std::rc::Rc;

use glossator_core::Spans;
use web_sys::{Element, Range};
use yew::prelude::*;

use super::use_paper::PaperOnScreen;
use crate::browser::selection::Endpoints;
use crate::browser::{frame, highlight, place, selection};
use crate::drawing::Drawing;
use crate::store::Store;
use crate::view::{Find, View};

/// Draws the text and paints the selection over it, and scrolls to what is to be seen.
#[hook]
pub fn use_paint(store: &Store, paper: &PaperOnScreen, article: &NodeRef) {
    {
        let paper = paper.clone();
        let labels = Rc::clone(&store.session.project().labels);
        use_effect_with(
            (store.drawing.clone(), store.view.picked.clone(), labels),
            move |_| paper.show(),
        );
    }
    {
        let article = article.clone();
        let (drawing, view) = (store.drawing.clone(), store.view.clone());
        use_effect_with(
            (
                view.selection.clone(),
                view.find.clone(),
                store.revision(),
                view.shown.clone(),
            ),
            move |_| paint(&article, drawing.as_ref(), &view),
        );
    }
    {
        let article = article.clone();
        let is_begun = use_mut_ref(|| false);
        use_effect_with(store.view.shown.clone(), move |_| {
            // The first document does not take the focus from where the browser has left it.
            if is_begun.replace(true) {
                article.cast::<Element>().iter().for_each(place::focus);
            }
        });
    }
    let article = article.clone();
    let drawing = store.drawing.clone();
    use_effect_with(store.view.reveal, move |reveal| {
        let Some(reveal) = reveal else { return };
        let element = article.cast::<Element>();
        if reveal.has_focus {
            element.iter().for_each(place::focus);
        }
        if let (Some(article), Some(drawing), true) = (&element, &drawing, reveal.has_caret) {
            let (anchor, focus) = (reveal.span.start(), reveal.span.start());
            selection::select(
                article,
                drawing.document.text(),
                Endpoints { anchor, focus },
            );
        }
        let spans = Spans::from(reveal.span);
        let show = move || {
            let ranges = ranges(&article, drawing.as_ref(), Some(&spans));
            ranges.iter().for_each(place::reveal);
        };
        show();
        // What was never laid out is about there; the next frame knows better.
        frame::next(show);
    });
}

/// How many hits are painted before and behind the one that is selected: more than a screen shows.
const N_HITS: usize = 100;

/// Paints what is selected and what is found.
pub(super) fn paint(article: &NodeRef, drawing: Option<&Drawing>, view: &View) {
    highlight::paint(
        "selection",
        &ranges(article, drawing, view.selection.as_ref()),
    );
    let near = |it: &Find| {
        let hits = it.hit_idx.saturating_sub(N_HITS)..it.hits.len().min(it.hit_idx + N_HITS);
        let mut near = it.hits[hits].to_vec();
        // The one that is selected is painted as such.
        near.retain(|hit| Some(hit) != it.hits.get(it.hit_idx));
        near
    };
    let hits = view.find.as_ref().map(near).unwrap_or_default();
    let hits = hits.into_iter().map(Spans::from);
    let found: Vec<_> = hits
        .flat_map(|it| ranges(article, drawing, Some(&it)))
        .collect();
    highlight::paint("found", &found);
}

fn ranges(article: &NodeRef, drawing: Option<&Drawing>, spans: Option<&Spans>) -> Vec<Range> {
    let (Some(article), Some(drawing), Some(spans)) = (article.cast::<Element>(), drawing, spans)
    else {
        return Vec::new();
    };
    spans
        .iter()
        .filter_map(|it| selection::range(&article, drawing.document.text(), it))
        .collect()
}
