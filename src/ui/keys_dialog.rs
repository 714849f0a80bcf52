//! [`KeysDialog`]: all keys.

use yew::prelude::*;

use crate::hooks::use_modal;
use crate::keys::{BINDINGS, OTHERS};

/// What the dialog is drawn from.
#[derive(Clone, PartialEq, Properties)]
pub struct KeysDialogProps {
    /// Closes the dialog.
    pub onclose: Callback<()>,
}

/// All keys.
#[component]
pub fn KeysDialog(KeysDialogProps { onclose }: &KeysDialogProps) -> Html {
    let node = use_node_ref();
    use_modal(&node);
    let rows = BINDINGS
        .iter()
        .map(|it| (it.shown, it.help))
        .chain(OTHERS.iter().copied());
    let row = |(key, help): (&'static str, &'static str)| html! { <><dt><kbd>{ key }</kbd></dt><dd>{ help }</dd></> };
    html! {
        <dialog class="dialog" role="dialog" aria-label="Keys" closedby="any" ref={node}
            onclose={onclose.reform(|_| ())}>
            <h2>{ "Keys" }</h2>
            <dl>
                <dt><kbd>{ "1" }</kbd>{ "–" }<kbd>{ "9" }</kbd></dt>
                <dd>{ "label the selection, or relabel the selected mention" }</dd>
                { for rows.map(row) }
            </dl>
            <form method="dialog"><button class="main">{ "Close" }</button></form>
        </dialog>
    }
}
