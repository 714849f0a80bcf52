//! [`use_place_beside`]: keeps a floating element beside a range of the text.

use web_sys::{HtmlElement, Range};
use yew::prelude::*;

use super::use_placed;
use crate::browser::place;

/// Places the element of `node` beside `range`, within its positioned ancestor, and keeps it there.
#[hook]
pub fn use_place_beside(node: &NodeRef, range: &Option<Range>) {
    let (node, beside) = (node.clone(), range.clone());
    use_placed(range.clone(), move || {
        let (Some(node), Some(range)) = (node.cast::<HtmlElement>(), &beside) else {
            return;
        };
        if let Some(frame) = node.offset_parent() {
            place::beside(&node, &frame, range);
        }
    });
}
