//! [`label_list`]: the label set with keys and counts.

use std::rc::Rc;

use glossator_core::model::{Document, Label, LabelSet};
use yew::prelude::*;

/// Returns the names of the labels that a label is a kind of, the farthest first: `Person › `.
pub fn path(labels: &LabelSet, label: &Label) -> String {
    let mut path = String::new();
    for above in labels.ancestors(label) {
        path.insert_str(0, " › ");
        path.insert_str(0, &above.name);
    }
    path
}

/// Draws the label set with its keys, and how many mentions of the document each label has; `onedit` changes it.
pub fn label_list(labels: &LabelSet, document: &Document, onedit: Callback<MouseEvent>) -> Html {
    let row = |label: &Rc<Label>| {
        let n_mentions = document.mentions().n_of_label(label.id);
        html! {
            <li key={label.id.0} class={classes!("label-row", format!("label-{}", label.id))}>
                <i class="dot" /><span title={label.description.to_string()}><small>{ path(labels, label) }</small>{ &*label.name }</span><small>{ n_mentions }</small>
                if let Some(key) = label.key { <kbd>{ key }</kbd> }
            </li>
        }
    };
    html! {
        <>
            <ul class="label-list">{ for labels.iter().map(row) }</ul>
            <p class="label-edit"><button class="line" onclick={onedit}>{ "Change labels…" }</button></p>
        </>
    }
}
