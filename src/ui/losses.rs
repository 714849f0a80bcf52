//! [`losses`]: what a file could not carry as it was, with the mentions concerned.

use glossator_core::formats::Loss;
use glossator_core::model::{DocumentId, MentionId, Project};
use yew::prelude::*;

use crate::notice::MAX_LISTED;
use crate::store::{Action, Dispatch, Look};

/// Draws losses, each with its mentions in `project`, to which a click leads; `more` is said behind the number of those
/// that are not listed.
pub fn losses(losses: &[Loss], project: &Project, dispatch: &Dispatch, more: &str) -> Html {
    let go = |it: &(DocumentId, MentionId)| {
        let id = it.1.clone();
        let dispatch = dispatch.clone();
        Callback::from(move |_: MouseEvent| {
            dispatch.emit(Action::Look(Look::Dialog(None)));
            dispatch.emit(Action::Look(Look::GoTo(id.clone())));
        })
    };
    let row = |it: &(DocumentId, MentionId)| {
        let document = project.document(&it.0)?;
        let mention = document.mentions().get(&it.1)?;
        let label = project.labels.get(mention.label)?;
        let quote: String = document.quote(&mention.spans).chars().take(60).collect();
        Some(html! {
            <li><button type="button" class="line" onclick={go(it)}>{ quote }{ " · " }{ &*label.name }</button></li>
        })
    };
    let loss = |it: &Loss| {
        if it.mentions.is_empty() {
            return html! { <p>{ it.message.clone() }</p> };
        }
        let n_more = it.count.saturating_sub(MAX_LISTED);
        html! {
            <details>
                <summary>{ it.message.clone() }</summary>
                <ul>
                    { for it.mentions.iter().take(MAX_LISTED).filter_map(row) }
                    if n_more > 0 { <li>{ n_more }{ more.to_owned() }</li> }
                </ul>
            </details>
        }
    };
    losses.iter().map(loss).collect()
}
