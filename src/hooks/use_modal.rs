//! [`use_modal`]: shows a dialog above everything else.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

/// Shows the dialog of `node` above everything else: the browser keeps the focus in it, closes it by Esc, and gives
/// the focus back to where it was, also where the program takes the dialog away.
#[hook]
pub fn use_modal(node: &NodeRef) {
    use_effect_with(node.clone(), |node| {
        let dialog = node.cast::<HtmlDialogElement>();
        if let Some(dialog) = &dialog {
            drop(dialog.show_modal());
        }
        move || dialog.iter().for_each(HtmlDialogElement::close)
    });
}
