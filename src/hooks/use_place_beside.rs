//! [`use_place_beside`]: keeps a floating element beside a range of the text.

use web_sys::{HtmlElement, Range};
use yew::prelude::*;

use crate::browser::place;

/// Places the element of `node` beside `range`, within its positioned ancestor, whenever the range changes.
#[hook]
pub fn use_place_beside(node: &NodeRef, range: &Option<Range>) {
    let node = node.clone();
    use_effect_with(range.clone(), move |range| {
        let (Some(node), Some(range)) = (node.cast::<HtmlElement>(), range) else {
            return;
        };
        if let Some(frame) = node.offset_parent() {
            place::beside(&node, &frame, range);
        }
    });
}
