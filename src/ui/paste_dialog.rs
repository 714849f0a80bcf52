//! [`PasteDialog`]: adds a document of pasted text.

use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use crate::browser::place;

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
    let area = use_node_ref();
    use_effect_with(area.clone(), |area| {
        if let Some(area) = area.cast::<web_sys::Element>() {
            place::focus(&area);
        }
    });
    let add = {
        let (area, onadd) = (area.clone(), onadd.clone());
        move |_: MouseEvent| {
            let text = area
                .cast::<HtmlTextAreaElement>()
                .map(|it| it.value())
                .unwrap_or_default();
            if !text.is_empty() {
                onadd.emit(text);
            }
        }
    };
    let escape = onclose.clone();
    let onkeydown = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            escape.emit(());
        }
    };
    html! {
        <div class="backdrop">
            <div class="dialog" role="dialog" aria-modal="true" aria-label="Paste text" {onkeydown}>
                <h2>{ "Paste text" }</h2>
                <textarea ref={area} aria-label="Text" rows="12" dir="auto" />
                <div class="buttons">
                    <button onclick={onclose.reform(|_| ())}>{ "Cancel" }</button>
                    <button class="main" onclick={add}>{ "Add" }</button>
                </div>
            </div>
        </div>
    }
}
