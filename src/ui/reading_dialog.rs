//! [`ReadingDialog`]: asks what the offsets of a file count, where nothing in it tells.

use std::rc::Rc;

use glossator_core::formats::{Reading, Unit, clean_name};
use glossator_core::model::{Document, Mention};
use web_sys::HtmlDialogElement;
use yew::prelude::*;

use super::mention_row::passage;
use crate::hooks::use_modal;
use crate::view::Doubt;

/// How many mentions of a reading are shown.
const N_SHOWN: usize = 4;

/// What the dialog is drawn from.
#[derive(Clone, PartialEq, Properties)]
pub struct ReadingDialogProps {
    /// What is asked about.
    pub doubt: Rc<Doubt>,
    /// Takes the position of the reading that was chosen; `None` where the file is not to be opened.
    pub onanswer: Callback<Option<usize>>,
}

/// Asks what the offsets of a file count: it shows the mentions that stand elsewhere in one reading than in the other.
#[component]
pub fn ReadingDialog(ReadingDialogProps { doubt, onanswer }: &ReadingDialogProps) -> Html {
    let node = use_node_ref();
    use_modal(&node);
    let onclose = onanswer.reform(|event: Event| {
        let dialog = event.target_dyn_into::<HtmlDialogElement>();
        dialog.and_then(|it| it.return_value().parse().ok())
    });
    let readings = &doubt.opened.readings;
    let reading = |(reading_idx, it): (usize, &Reading)| {
        let other = readings.iter().find(|other| other.unit != it.unit);
        let apart = other.map(|other| apart(it, other)).unwrap_or_default();
        let row = |(document, mention): &(Rc<Document>, Rc<Mention>)| {
            let label = it.project.labels.get(mention.label);
            html! { <li dir="auto">{ passage(document, &mention.spans) }<small>{ label.map(|it| Rc::clone(&it.name)) }</small></li> }
        };
        let (title, button) = match it.unit {
            Unit::Utf16 => (
                "In UTF-16 units, as JavaScript and Java count",
                "Open with UTF-16 units",
            ),
            _ => (
                "In characters (code points), as Python counts",
                "Open with characters",
            ),
        };
        let n_more = apart.len().saturating_sub(N_SHOWN);
        html! {
            <section aria-label={title}>
                <h3>{ title }</h3>
                <ul>
                    { for apart.iter().take(N_SHOWN).map(row) }
                    if n_more > 0 { <li>{ format!("… and {n_more} more") }</li> }
                </ul>
                <button class="line" value={reading_idx.to_string()}>{ button }</button>
            </section>
        }
    };
    html! {
        <dialog class="dialog readings" role="dialog" aria-label="What do the offsets count?" closedby="any" ref={node} {onclose}>
            <h2>{ "What do the offsets count?" }</h2>
            <p>{ "Nothing in “" }{ clean_name(&doubt.name) }{ "” tells it, and some mentions stand elsewhere if they count one or the other. Choose the reading in which they stand right." }</p>
            <form method="dialog">
                { for readings.iter().enumerate().map(reading) }
                <div class="buttons"><button class="line" value="">{ "Cancel" }</button></div>
            </form>
        </dialog>
    }
}

/// Returns the mentions of a reading that stand elsewhere in another one: both have the same in the same order.
fn apart(reading: &Reading, other: &Reading) -> Vec<(Rc<Document>, Rc<Mention>)> {
    let documents = reading.project.documents.iter();
    let pairs = documents.zip(&other.project.documents);
    let apart = pairs.flat_map(|(document, other)| {
        let mentions = document.mentions().iter().zip(other.mentions().iter());
        mentions
            .filter(|(mention, other)| mention.spans != other.spans)
            .map(|(mention, _)| (Rc::clone(document), Rc::clone(mention)))
    });
    apart.collect()
}
