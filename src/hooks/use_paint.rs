//! [`use_paint`]: paints the selection over the text, and scrolls to what is to be seen.

use glossator_core::Spans;
use web_sys::{Element, Range};
use yew::prelude::*;

use crate::browser::{highlight, place, selection};
use crate::drawing::Drawing;
use crate::store::Store;

/// Paints the selection over the text, and scrolls to what is to be seen.
#[hook]
pub fn use_paint(store: &Store, article: &NodeRef) {
    {
        let article = article.clone();
        let drawing = store.drawing.clone();
        use_effect_with(
            (
                store.view.selection.clone(),
                store.revision(),
                store.view.shown.clone(),
            ),
            move |deps| {
                highlight::paint(
                    "selection",
                    &ranges(&article, drawing.as_ref(), deps.0.as_ref()),
                );
            },
        );
    }
    {
        let article = article.clone();
        let is_begun = use_mut_ref(|| false);
        use_effect_with(store.view.shown.clone(), move |_| {
            // The first document is where the browser has left it.
            if is_begun.replace(true) {
                article.cast::<Element>().iter().for_each(place::begin);
            }
        });
    }
    let article = article.clone();
    let drawing = store.drawing.clone();
    use_effect_with(store.view.reveal, move |reveal| {
        if reveal.is_some() {
            article.cast::<Element>().iter().for_each(place::focus);
        }
        let spans = reveal.map(|it| Spans::from(it.span));
        ranges(&article, drawing.as_ref(), spans.as_ref())
            .iter()
            .for_each(place::reveal);
    });
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
