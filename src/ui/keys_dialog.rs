//! [`KeysDialog`]: all keys.

use yew::prelude::*;

use crate::browser::place;
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
    let close = use_node_ref();
    use_effect_with(close.clone(), |close| {
        if let Some(close) = close.cast::<web_sys::Element>() {
            place::focus(&close);
        }
    });
    let rows = BINDINGS
        .iter()
        .map(|it| (it.shown, it.help))
        .chain(OTHERS.iter().copied());
    let row = |(key, help): (&'static str, &'static str)| html! { <><dt><kbd>{ key }</kbd></dt><dd>{ help }</dd></> };
    let escape = onclose.clone();
    let onkeydown = move |event: KeyboardEvent| match event.key().as_str() {
        "Escape" => escape.emit(()),
        // The button is all there is to go to.
        "Tab" => event.prevent_default(),
        _ => {}
    };
    html! {
        <div class="backdrop">
            <div class="dialog" role="dialog" aria-modal="true" aria-label="Keys" {onkeydown}>
                <h2>{ "Keys" }</h2>
                <dl>
                    <dt><kbd>{ "1" }</kbd>{ "–" }<kbd>{ "9" }</kbd></dt>
                    <dd>{ "label the selection, or relabel the selected mention" }</dd>
                    { for rows.map(row) }
                </dl>
                <button class="main" ref={close} onclick={onclose.reform(|_| ())}>{ "Close" }</button>
            </div>
        </div>
    }
}
