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
    let keys = BINDINGS
        .iter()
        .map(|it| (it.keys.split(' ').collect(), it.help));
    let others = OTHERS.iter().map(|&(key, help)| (vec![key], help));
    let row = |(keys, help): (Vec<&'static str>, &'static str)| {
        let key = |it: &&'static str| html! { <kbd>{ *it }</kbd> };
        html! { <><dt>{ for keys.iter().map(key) }</dt><dd>{ help }</dd></> }
    };
    html! {
        <dialog class="dialog" role="dialog" aria-label="Keys" closedby="any" ref={node}
            onclose={onclose.reform(|_| ())}>
            <h2>{ "Keys" }</h2>
            <dl>
                <dt><kbd>{ "1" }</kbd>{ "–" }<kbd>{ "9" }</kbd></dt>
                <dd>{ "label the selection, or relabel the selected mention" }</dd>
                { for keys.chain(others).map(row) }
            </dl>
            <form method="dialog"><button class="main">{ "Close" }</button></form>
        </dialog>
    }
}
