//! [`reader`]: the article under its title, and what floats beside a selection.

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

/// Draws the article under its title, and what floats beside a selection.
///
/// `article` refers to the element `#article`; `gestures` turn the keys into actions.
pub fn reader(drawing: &Drawing, view: &View, article: &NodeRef, gestures: &Gestures) -> Html {
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
    let present = match &view.palette {
        Some(Target::Mention(id)) => document.mentions().get(id).map(|it| it.label),
        _ => None,
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
    let n_blocks = document.blocks().len();
    let n_characters = document.text().n_code_points();
    let label = picked
        .and_then(|it| drawing.labels.get(it.label))
        .map(|it| it.name.to_string());
    html! {
        <div class="frame">
            <h1 dir="auto">{ document.title() }</h1>
            <p class="byline">{ format!("{} · {n_blocks} blocks · {n_characters} characters", document.name) }</p>
            <Article name={document.name.clone()} is_empty={n_blocks == 0} node={article.clone()} {onkeydown} />
            <Caret article={article.clone()} />
            <div class="floating">
                if let Some(spans) = target {
                    <Palette labels={drawing.labels.clone()} {present} quote={document.quote(spans)}
                        range={range_of(spans)} {onchoose} {onclose} />
                } else if let Some(mention) = picked {
                    <MentionBar label={label.unwrap_or_default()} range={range_of(&mention.spans)}
                        {onrelabel} {onremove} />
                }
            </div>
        </div>
    }
}
