//! [`PasteDialog`]: adds a document of pasted text.

use web_sys::{HtmlDialogElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::hooks::use_modal;

/// What the dialog is drawn from.
#[derive(Clone, PartialEq, Properties)]
pub struct PasteDialogProps {
    /// Closes the dialog.
    pub onclose: Callback<()>,
    /// Adds the text.
    pub onadd: Callback<String>,
}

/// Adds a document of pasted text.
#[component]
pub fn PasteDialog(PasteDialogProps { onclose, onadd }: &PasteDialogProps) -> Html {
    let (node, area) = (use_node_ref(), use_node_ref());
    use_modal(&node);
    let add = {
        let (area, node, onadd) = (area.clone(), node.clone(), onadd.clone());
        move |_: MouseEvent| {
            let text = area
                .cast::<HtmlTextAreaElement>()
                .map(|it| it.value())
                .unwrap_or_default();
            if !text.is_empty() {
                // Closed first, so that the focus may go on to the new document.
                let dialog = node.cast::<HtmlDialogElement>();
                dialog.iter().for_each(HtmlDialogElement::close);
                onadd.emit(text);
            }
        }
    };
    html! {
        <dialog class="dialog" role="dialog" aria-label="Paste text" closedby="any" ref={node}
            onclose={onclose.reform(|_| ())}>
            <h2>{ "Paste text" }</h2>
            <textarea ref={area} aria-label="Text" rows="12" dir="auto" />
            <form method="dialog" class="buttons">
                <button>{ "Cancel" }</button>
                <button class="main" onclick={add}>{ "Add" }</button>
            </form>
        </dialog>
    }
}
