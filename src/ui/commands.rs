//! [`Commands`]: every command by name.

use std::rc::Rc;

use web_sys::HtmlDialogElement;
use yew::prelude::*;

use super::picker::{Choice, Chosen, Picker};
use crate::hooks::use_modal;
use crate::keys::{BINDINGS, KeyAction, Keys};

/// What the commands are drawn from.
#[derive(Clone, PartialEq, Properties)]
pub struct CommandsProps {
    /// The keys as they are now.
    pub keys: Keys,
    /// Does a command.
    pub onact: Callback<KeyAction>,
    /// Closes the dialog.
    pub onclose: Callback<()>,
}

/// Every command by name, with its keys.
#[component]
pub fn Commands(
    CommandsProps {
        keys,
        onact,
        onclose,
    }: &CommandsProps,
) -> Html {
    let node = use_node_ref();
    use_modal(&node);
    let choice = |(row_idx, keys): (usize, &str)| {
        let (first, rest) = BINDINGS[row_idx].help.split_at(1);
        Choice {
            name: (first.to_ascii_uppercase() + rest).into(),
            keys: keys.replace(' ', ", "),
            ..Choice::default()
        }
    };
    let choices: Rc<[Choice]> = keys.iter().enumerate().map(choice).collect();
    let close = {
        let (node, onclose) = (node.clone(), onclose.clone());
        move || {
            let dialog = node.cast::<HtmlDialogElement>();
            dialog.iter().for_each(HtmlDialogElement::close);
            // The browser tells later that it is closed: a key that opens it again may come before.
            onclose.emit(());
        }
    };
    let onchoose = {
        let (onact, close) = (onact.clone(), close.clone());
        move |(chosen, _)| {
            // The focus goes back first, to where the command is to work.
            close();
            if let Chosen::At(row_idx) = chosen {
                onact.emit(BINDINGS[row_idx].action);
            }
        }
    };
    html! {
        <dialog class="dialog commands" role="dialog" aria-label="Commands" closedby="any" ref={node}
            onclose={onclose.reform(|_| ())}>
            <Picker name="Command" placeholder="Find a command…" list="Commands" {choices} {onchoose}
                onclose={move |()| close()} />
        </dialog>
    }
}
