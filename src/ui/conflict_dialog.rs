//! [`ConflictDialog`]: asks what becomes of another label at the same place.

use std::rc::Rc;

use glossator_core::edit::Beside;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlInputElement};
use yew::prelude::*;

use crate::hooks::use_modal;
use crate::view::Conflict;

/// What the dialog is drawn from.
#[derive(Clone, PartialEq, Properties)]
pub struct ConflictDialogProps {
    /// What is asked about.
    pub conflict: Rc<Conflict>,
    /// The answer, and whether to remember it; [`Beside::Ask`] where nothing is to be done.
    pub onanswer: Callback<(Beside, bool)>,
}

/// Asks what becomes of another label at the same place.
#[component]
pub fn ConflictDialog(ConflictDialogProps { conflict, onanswer }: &ConflictDialogProps) -> Html {
    let (node, remember) = (use_node_ref(), use_node_ref());
    use_modal(&node);
    let onclose = {
        let remember = remember.clone();
        onanswer.reform(move |event: Event| {
            let dialog = event
                .target()
                .and_then(|it| it.dyn_into::<HtmlDialogElement>().ok());
            let beside = match dialog.map(|it| it.return_value()).as_deref() {
                Some("replace") => Beside::Replace,
                Some("add") => Beside::Add,
                _ => Beside::Ask,
            };
            let remember = remember.cast::<HtmlInputElement>();
            (beside, remember.is_some_and(|it| it.checked()))
        })
    };
    html! {
        <dialog class="dialog" role="dialog" aria-label="Same place, other label" closedby="any" ref={node} {onclose}>
            <h2>{ "Same place, other label" }</h2>
            <p>{ "Here " }{ &conflict.message }{ "." }</p>
            <form method="dialog">
                <label><input type="checkbox" ref={remember} />{ " Remember the answer" }</label>
                <div class="buttons">
                    <button class="line" value="">{ "Cancel" }</button>
                    <button class="line" value="add">{ "Add" }</button>
                    <button class="main" value="replace" autofocus={true}>{ "Replace" }</button>
                </div>
            </form>
        </dialog>
    }
}
