//! [`ReviewDialog`]: the places that are to get a label, to be chosen one by one or all at once.

use std::rc::Rc;

use glossator_core::model::{Document, LabelId, LabelSet};
use glossator_core::{Span, Spans};
use web_sys::{Event, HtmlDialogElement, HtmlSelectElement};
use yew::prelude::*;

use super::mention_row::passage;
use crate::hooks::use_modal;
use crate::view::Review;

/// How many places are listed; the others are chosen together.
const N_LISTED: usize = 200;

/// What the dialog is drawn from.
#[derive(Clone, PartialEq, Properties)]
pub struct ReviewDialogProps {
    /// What is asked about.
    pub review: Rc<Review>,
    /// The document.
    pub document: Rc<Document>,
    /// The labels on offer.
    pub labels: Rc<LabelSet>,
    /// Gets the places that were chosen, and their label; none where nothing is to be done.
    pub onanswer: Callback<Option<(Vec<Span>, LabelId)>>,
}

/// The places that are to get a label, to be chosen one by one or all at once.
#[component]
pub fn ReviewDialog(
    ReviewDialogProps {
        review,
        document,
        labels,
        onanswer,
    }: &ReviewDialogProps,
) -> Html {
    let node = use_node_ref();
    use_modal(&node);
    let first = labels.iter().next().map(|it| it.id);
    let label = use_state(|| review.label.or(first));
    let is_tagged = |it: &Span| {
        let spans = Spans::from(*it);
        document
            .mentions()
            .overlapping(*it)
            .any(|it| it.spans == spans && Some(it.label) == *label)
    };
    // The rows that are left out. The last one stands for all places that are not listed.
    let left = use_state(|| {
        // What is tagged in some way already is for a person to say.
        let is_free = |it: &Span| document.mentions().overlapping(*it).next().is_none();
        let rows = review.places.iter().filter(|it| !is_tagged(it));
        let rows = rows.take(N_LISTED).enumerate();
        rows.filter(|(_, it)| !is_free(it))
            .map(|(row_idx, _)| row_idx)
            .collect::<Vec<_>>()
    });
    let (tagged, places): (Vec<Span>, Vec<Span>) =
        review.places.iter().partition(|it| is_tagged(it));
    let chosen: Vec<Span> = (0..)
        .zip(&places)
        .filter(|(row_idx, _)| !left.contains(row_idx.min(&N_LISTED)))
        .map(|(_, it)| *it)
        .collect();
    let n_chosen = chosen.len();
    let onchange = {
        let (label, labels) = (label.clone(), Rc::clone(labels));
        move |event: Event| {
            let select = event.target_dyn_into::<HtmlSelectElement>();
            let idx = select.and_then(|it| usize::try_from(it.selected_index()).ok());
            label.set(idx.and_then(|it| labels.iter().nth(it)).map(|it| it.id));
        }
    };
    let onclose = {
        let label = *label;
        onanswer.reform(move |event: Event| {
            let dialog = event.target_dyn_into::<HtmlDialogElement>();
            let is_wanted = dialog.is_some_and(|it| it.return_value() == "tag");
            label.filter(|_| is_wanted).map(|it| (chosen.clone(), it))
        })
    };
    let tick = |row_idx: usize| {
        let left = left.clone();
        move |_: Event| {
            let mut rows = (*left).clone();
            match rows.iter().position(|it| *it == row_idx) {
                Some(at) => drop(rows.swap_remove(at)),
                None => rows.push(row_idx),
            }
            left.set(rows);
        }
    };
    let row = |row_idx: usize, content: Html| {
        html! {
            <li key={row_idx}><label>
                <input type="checkbox" checked={!left.contains(&row_idx)} onchange={tick(row_idx)} />
                <span dir="auto">{ content }</span>
            </label></li>
        }
    };
    let others = |it: Span| {
        let here = document.mentions().overlapping(it);
        let names: Vec<&str> = here
            .filter_map(|it| Some(&*labels.get(it.label)?.name))
            .collect();
        (!names.is_empty()).then(|| html! { <small>{ " · here is " }{ names.join(", ") }</small> })
    };
    let listed = places.iter().take(N_LISTED).enumerate();
    let listed = listed.map(|(row_idx, it)| {
        let content = html! { <>{ passage(document, &Spans::from(*it)) }{ for others(*it) }</> };
        row(row_idx, content)
    });
    let all = {
        let (left, n_rows) = (left.clone(), places.len().min(N_LISTED + 1));
        move |_: MouseEvent| {
            left.set(if left.is_empty() {
                (0..n_rows).collect()
            } else {
                Vec::new()
            })
        }
    };
    let n_more = places.len().saturating_sub(N_LISTED);
    let option = |it: &Rc<glossator_core::model::Label>| html! { <option selected={Some(it.id) == *label}>{ &*it.name }</option> };
    html! {
        <dialog class="dialog review" role="dialog" aria-label="Places" closedby="any" ref={node} {onclose}>
            <h2><bdi>{ format!("“{}”", review.phrase) }</bdi></h2>
            <p>{ match places.len() {
                0 => "There is no other place to tag.".to_owned(),
                1 => "One place:".to_owned(),
                n => format!("{n} places:"),
            } }
            if !tagged.is_empty() { <small class="hint">{ format!("{} more have the label already.", tagged.len()) }</small> }</p>
            <form method="dialog">
                <label>{ "Label " }<select class="line" {onchange}>{ for labels.iter().map(option) }</select></label>
                <ul>
                    { for listed }
                    if n_more > 0 { { row(N_LISTED, html! { format!("and {n_more} more") }) } }
                </ul>
                <div class="buttons">
                    <button type="button" class="line" onclick={all}>{ if left.is_empty() { "None" } else { "All" } }</button>
                    <button class="line" value="">{ "Cancel" }</button>
                    <button class="main" value="tag" disabled={n_chosen == 0} autofocus={true}>{ format!("Tag {n_chosen}") }</button>
                </div>
            </form>
        </dialog>
    }
}
