//! [`use_modal`]: shows a dialog above everything else.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

/// Shows the dialog of `node` above everything else: the browser keeps the focus in it, closes it by Esc, and gives
/// the focus back to where it was.
#[hook]
pub fn use_modal(node: &NodeRef) {
    use_effect_with(node.clone(), |node| {
        if let Some(dialog) = node.cast::<HtmlDialogElement>() {
            drop(dialog.show_modal());
        }
    });
}
