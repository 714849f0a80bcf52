//! [`MentionBar`]: what can be done with the selected mention.

use web_sys::Range;
use yew::prelude::*;

use crate::hooks::use_place_beside;

/// What the bar is drawn from.
#[derive(Clone, PartialEq, Properties)]
pub struct MentionBarProps {
    /// The name of the mention's label.
    pub label: AttrValue,
    /// Where the mention is on the screen.
    pub range: Option<Range>,
    /// Opens the palette for the mention.
    pub onrelabel: Callback<MouseEvent>,
    /// Removes the mention.
    pub onremove: Callback<MouseEvent>,
}

/// What can be done with the selected mention.
#[component]
pub fn MentionBar(
    MentionBarProps {
        label,
        range,
        onrelabel,
        onremove,
    }: &MentionBarProps,
) -> Html {
    let node = use_node_ref();
    use_place_beside(&node, range);
    html! {
        <div class="mention-bar" role="toolbar" aria-label="Mention" ref={node}>
            <span>{ label }</span>
            <button onclick={onrelabel}>{ "Change label" }</button>
            <button onclick={onremove}>{ "Remove" }</button>
        </div>
    }
}
