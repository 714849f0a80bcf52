//! [`label_list`]: the label set with keys and counts.

use std::rc::Rc;

use glossator_core::model::{Document, Label, LabelSet};
use yew::prelude::*;

/// Draws the label set with its keys, and how many mentions of the document each label has.
pub fn label_list(labels: &LabelSet, document: &Document) -> Html {
    let row = |label: &Rc<Label>| {
        let n_mentions = document.mentions().n_of_label(label.id);
        html! {
            <li key={label.id.0} class={classes!("label-row", format!("label-{}", label.id))}>
                <i class="dot" /><span>{ &*label.name }</span><small>{ n_mentions }</small>
                if let Some(key) = label.key { <kbd>{ key }</kbd> }
            </li>
        }
    };
    html! { <ul class="label-list">{ for labels.iter().map(row) }</ul> }
}
