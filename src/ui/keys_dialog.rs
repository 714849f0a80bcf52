//! [`KeysDialog`]: all keys, which can be changed.

use std::rc::Rc;

use glossator_core::model::LabelSet;
use yew::prelude::*;

use crate::hooks::use_modal;
use crate::keys::{BINDINGS, Keys, OTHERS, chord, label_of};

/// What the dialog is drawn from.
#[derive(Clone, PartialEq, Properties)]
pub struct KeysDialogProps {
    /// The keys as they are now.
    pub keys: Keys,
    /// The labels, whose keys may hide those of commands.
    pub labels: Rc<LabelSet>,
    /// Takes other keys.
    pub onchange: Callback<Keys>,
    /// Closes the dialog.
    pub onclose: Callback<()>,
}

/// All keys, which can be changed: a press on a button, then the new key.
#[component]
pub fn KeysDialog(
    KeysDialogProps {
        keys,
        labels,
        onchange,
        onclose,
    }: &KeysDialogProps,
) -> Html {
    let node = use_node_ref();
    use_modal(&node);
    // The row that waits for a key, and what was done last.
    let waiting = use_state(|| None::<usize>);
    let done = use_state(String::new);
    let onkeydown = {
        let (keys, labels, onchange) = (keys.clone(), Rc::clone(labels), onchange.clone());
        let (waiting, done) = (waiting.clone(), done.clone());
        move |event: KeyboardEvent| {
            let Some(row_idx) = *waiting else { return };
            let key = event.key();
            // A modifier alone is the beginning of a chord.
            if matches!(
                key.as_str(),
                "Shift" | "Control" | "Alt" | "Meta" | "AltGraph"
            ) {
                return;
            }
            event.prevent_default();
            event.stop_propagation();
            waiting.set(None);
            let (chord, help) = (chord(&event), BINDINGS[row_idx].help);
            let is_caret_key =
                key.starts_with("Arrow") || matches!(key.as_str(), "Home" | "End" | "Tab");
            done.set(if key == "Escape" {
                "Nothing was changed.".to_owned()
            } else if is_caret_key {
                [
                    "Nothing was changed: ",
                    &chord,
                    " moves the caret or the focus.",
                ]
                .concat()
            } else if let Some(label) = label_of(&chord, &labels) {
                let name = &label.name;
                [
                    "Nothing was changed: ",
                    &chord,
                    " is the key of the label “",
                    name,
                    "”.",
                ]
                .concat()
            } else {
                let other = keys.row(&chord).filter(|it| *it != row_idx);
                onchange.emit(keys.with(row_idx, &chord));
                let taken = other.map_or("", |it| BINDINGS[it].help);
                let taken = if taken.is_empty() {
                    String::new()
                } else {
                    ["; it was taken from “", taken, "”"].concat()
                };
                [&chord, " is the key of “", help, "” now", &taken, "."].concat()
            });
        }
    };
    let row = |(row_idx, keys): (usize, &str)| {
        let help = BINDINGS[row_idx].help;
        let is_waiting = *waiting == Some(row_idx);
        let waiting = waiting.clone();
        let key = |key: &str| html! { <kbd>{ key.to_owned() }</kbd> };
        let hidden = keys
            .split_whitespace()
            .find_map(|it| Some((it, label_of(it, labels)?)));
        let change = move |_: MouseEvent| waiting.set(Some(row_idx));
        html! {
            <>
                <dt>{ for keys.split_whitespace().map(key) }</dt>
                <dd>
                    <span>{ help }
                        if let Some((key, label)) = hidden {
                            <small class="warning">{ [" ", key, " tags with the label “", &label.name, "”, which has it in the article."].concat() }</small>
                        }
                    </span>
                    <button aria-label={["Change the key of “", help, "”"].concat()} onclick={change}>
                        { if is_waiting { "Press a key…" } else { "Change" } }
                    </button>
                </dd>
            </>
        }
    };
    let other = |&(key, help): &(&'static str, &'static str)| html! { <><dt><kbd>{ key }</kbd></dt><dd>{ help }</dd></> };
    let reset = {
        let (onchange, done) = (onchange.clone(), done.clone());
        move |_: MouseEvent| {
            onchange.emit(Keys::default());
            done.set("All keys are as at first.".to_owned());
        }
    };
    html! {
        <dialog class="dialog" role="dialog" aria-label="Keys" closedby="any" ref={node} {onkeydown}
            onclose={onclose.reform(|_| ())}>
            <h2>{ "Keys" }</h2>
            <dl>
                <dt><kbd>{ "1" }</kbd>{ "–" }<kbd>{ "9" }</kbd></dt>
                <dd>{ "label the selection, or relabel the selected mention" }</dd>
                { for keys.iter().enumerate().map(row) }
                { for OTHERS.iter().map(other) }
            </dl>
            <p class="hint" aria-live="polite">{ &**done }</p>
            <form method="dialog" class="buttons">
                <button type="button" class="line" onclick={reset}>{ "All as at first" }</button>
                <button class="main">{ "Close" }</button>
            </form>
        </dialog>
    }
}
