//! [`Reader`]: the article under its title, and what floats beside a selection.

use std::rc::Rc;

use glossator_core::Spans;
use glossator_core::model::Label;
use web_sys::Element;
use yew::prelude::*;

use super::article::Article;
use super::caret::Caret;
use super::mention_bar::MentionBar;
use super::palette::Palette;
use crate::browser::selection;
use crate::drawing::Drawing;
use crate::hooks::Gestures;
use crate::view::{Target, View};

/// What the reader is drawn from.
#[derive(Clone, PartialEq, Properties)]
pub struct ReaderProps {
    /// The document, drawn.
    pub drawing: Drawing,
    /// What is selected in it, and what the palette is open for.
    pub view: View,
    /// Refers to the element `#article`.
    pub article: NodeRef,
    /// Turns the mouse and the keys into actions.
    pub gestures: Gestures,
}

/// The article under its title, and what floats beside a selection.
#[component]
pub fn Reader(
    ReaderProps {
        drawing,
        view,
        article,
        gestures,
    }: &ReaderProps,
) -> Html {
    let document = &drawing.document;
    let picked = view
        .picked
        .as_ref()
        .and_then(|it| document.mentions().get(it));
    let target = match &view.palette {
        Some(Target::Selection) => view.selection.as_ref(),
        Some(Target::Mention(id)) => document.mentions().get(id).map(|it| &it.spans),
        None => None,
    };
    let range_of = |spans: &Spans| {
        selection::range(&article.cast::<Element>()?, document.text(), spans.last())
    };
    let onkeydown = {
        let gestures = gestures.clone();
        move |event: KeyboardEvent| gestures.press(&event)
    };
    let onchoose = {
        let gestures = gestures.clone();
        move |label: Rc<Label>| gestures.label(&label)
    };
    let onclose = {
        let gestures = gestures.clone();
        move |()| gestures.close_palette()
    };
    let onrelabel = {
        let gestures = gestures.clone();
        move |_| gestures.open_palette()
    };
    let onremove = {
        let gestures = gestures.clone();
        move |_| gestures.remove()
    };
    let (n_blocks, n_characters) = (drawing.blocks.len(), document.text().n_code_points());
    let label = picked
        .and_then(|it| drawing.labels.get(it.label))
        .map(|it| it.name.to_string());
    html! {
        <div class="frame">
            <h1 dir="auto">{ document.title() }</h1>
            <p class="byline">{ format!("{} · {n_blocks} blocks · {n_characters} characters", document.name) }</p>
            <Article drawing={drawing.clone()} picked={view.picked.clone()} node={article.clone()} {onkeydown} />
            <Caret article={article.clone()} />
            <div class="floating">
                if let Some(spans) = target {
                    <Palette labels={drawing.labels.clone()} quote={document.quote(spans)}
                        range={range_of(spans)} {onchoose} {onclose} />
                } else if let Some(mention) = picked {
                    <MentionBar label={label.unwrap_or_default()} range={range_of(&mention.spans)}
                        {onrelabel} {onremove} />
                }
            </div>
        </div>
    }
}
