//! [`reader`]: the article under its title, and what floats beside a selection.

use glossator_core::Spans;
use glossator_core::edit::LabelRef;
use web_sys::Element;
use yew::prelude::*;

use super::article;
use super::mention_bar::mention_bar;
use super::palette::Palette;
use super::pile::pile;
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
        move |(label, is_pinned): (LabelRef, bool)| {
            if is_pinned {
                gestures.pin(&label);
            } else {
                gestures.label(label);
            }
        }
    };
    let onclose = {
        let gestures = gestures.clone();
        move |()| gestures.close_palette()
    };
    let can_pin = view.palette == Some(Target::Selection) && !view.is_adjusting;
    let onpick = {
        let gestures = gestures.clone();
        move |(mention, is_all)| gestures.pick(mention, is_all)
    };
    let onact = {
        let gestures = gestures.clone();
        move |action| gestures.act(action)
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
            { article::article(document.name.clone().into(), n_blocks == 0, article.clone(), onkeydown) }
            // Placed by the gestures, which know where the keys lead.
            <div class="caret" ref={gestures.caret()} hidden={true} aria-hidden="true" />
            <div class="floating">
                if let (Some(mentions), Some(picked)) = (&view.pile, picked) {
                    { pile(drawing, mentions, &picked.id, range_of(&picked.spans), &Callback::from(onpick)) }
                } else if let Some(spans) = target {
                    <Palette labels={drawing.labels.clone()} {present} quote={document.quote(spans)}
                        range={range_of(spans)} n_openings={view.n_openings} {onchoose} {can_pin} is_touch={gestures.is_touch()} {onclose} />
                } else if let Some(mention) = picked {
                    { mention_bar(label.as_deref().unwrap_or_default(),
                        range_of(view.selection.as_ref().unwrap_or(&mention.spans)), view.is_adjusting,
                        &Callback::from(onact)) }
                }
                if picked.is_some() && !view.is_adjusting {
                    <div class="handle" data-handle="start" aria-hidden="true" />
                    <div class="handle" data-handle="end" aria-hidden="true" />
                }
            </div>
        </div>
    }
}
