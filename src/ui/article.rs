//! [`article`]: the text with its mentions; the place of most gestures.

use yew::prelude::*;

/// Draws the element `#article` for a document, to which `node` will refer. [`Paper`](crate::paper::Paper) puts the text
/// into it, if there is something to show.
pub fn article(
    name: AttrValue,
    is_empty: bool,
    node: NodeRef,
    onkeydown: impl Fn(KeyboardEvent) + 'static,
) -> Html {
    html! {
        <>
            <article id="article" class="article" tabindex="0" ref={node} aria-label={name} {onkeydown} />
            if is_empty {
                <p class="empty">{ "This document has no text." }</p>
            }
        </>
    }
}
