//! [`pile`]: the mentions at one place, to choose one of them.

use glossator_core::model::MentionId;
use web_sys::Range;
use yew::prelude::*;

use super::beside::Beside;
use crate::drawing::Drawing;

/// Draws the mentions at one place, to choose one of them by arrow keys and Enter or by a click; `picked` is marked.
///
/// `onpick` gets the one that is chosen, and whether that is all.
pub fn pile(
    drawing: &Drawing,
    mentions: &[MentionId],
    picked: &MentionId,
    range: Option<Range>,
    onpick: &Callback<(MentionId, bool)>,
) -> Html {
    let marked = mentions.iter().position(|it| it == picked).unwrap_or(0);
    let onkeydown = {
        let (n, onpick) = (mentions.len(), onpick.clone());
        let [before, present, behind] =
            [marked + n - 1, marked, marked + 1].map(|it| mentions[it % n].clone());
        Callback::from(move |event: KeyboardEvent| {
            onpick.emit(match event.key().as_str() {
                "ArrowDown" => (behind.clone(), false),
                "ArrowUp" => (before.clone(), false),
                "Enter" | "Escape" | "Tab" => (present.clone(), true),
                _ => return,
            });
            event.prevent_default();
            event.stop_propagation();
        })
    };
    let option = |(idx, id): (usize, &MentionId)| {
        let mention = drawing.document.mentions().get(id)?;
        let label = drawing.labels.get(mention.label);
        let is_marked = idx == marked;
        let id = id.clone();
        Some(html! {
            <div key={idx} id={format!("pile-{idx}")} role="option" aria-selected={is_marked.to_string()}
                class={classes!("option", format!("label-{}", mention.label), is_marked.then_some("on"))}
                onclick={onpick.reform(move |_: MouseEvent| (id.clone(), true))}>
                <i class="dot" />{ label.map_or("", |it| &it.name) }
                <small>{ drawing.document.quote(&mention.spans) }</small>
            </div>
        })
    };
    html! {
        <Beside class="palette pile" role="listbox" name="Mentions here" {range} marked={format!("pile-{marked}")}
            {onkeydown}>
            { for mentions.iter().enumerate().filter_map(option) }
        </Beside>
    }
}
