//! [`OpeningDialog`]: tells how far files are read.

use std::rc::Rc;

use glossator_core::formats::clean_name;
use yew::prelude::*;

use crate::hooks::use_modal;
use crate::view::Reading;

/// What the dialog is drawn from.
#[derive(Clone, PartialEq, Properties)]
pub struct OpeningDialogProps {
    /// What is being read.
    pub reading: Rc<Reading>,
    /// Stops it.
    pub oncancel: Callback<()>,
}

/// Tells how far files are read, and lets a person stop it.
#[component]
pub fn OpeningDialog(OpeningDialogProps { reading, oncancel }: &OpeningDialogProps) -> Html {
    let node = use_node_ref();
    use_modal(&node);
    let Reading {
        name,
        n_files,
        n_read,
    } = &**reading;
    let title = match n_files {
        1 => format!("Opening “{}”…", clean_name(name)),
        n => format!("Opening {n} files…"),
    };
    // Of a single file nobody knows how far it is.
    let value = (*n_files > 1).then(|| n_read.to_string());
    let told = match n_files {
        1 => " It is being read.".to_owned(),
        n => format!(" {n_read} of {n} files are read."),
    };
    html! {
        <dialog class="dialog opening" role="dialog" aria-label={title.clone()} ref={node} onclose={oncancel.reform(|_| ())}>
            <h2>{ title }</h2>
            <label aria-live="polite"><progress max={n_files.to_string()} {value} />{ told }</label>
            <form method="dialog" class="buttons"><button class="line" autofocus={true}>{ "Cancel" }</button></form>
        </dialog>
    }
}
