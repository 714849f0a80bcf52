//! [`mention_bar`]: what can be done with the selected mention.

use web_sys::Range;
use yew::prelude::*;

use super::beside::Beside;
use crate::keys::KeyAction;

/// Draws what can be done with the selected mention beside the range of its text.
///
/// `label` is the name of its label; `onact` does what a button says.
pub fn mention_bar(
    label: &str,
    range: Option<Range>,
    is_adjusting: bool,
    onact: &Callback<KeyAction>,
) -> Html {
    let buttons: &[(&str, KeyAction)] = if is_adjusting {
        &[
            ("Keep", KeyAction::OpenPalette),
            ("Leave as it was", KeyAction::Escape),
        ]
    } else {
        &[
            ("Change label", KeyAction::OpenPalette),
            ("Adjust", KeyAction::Adjust),
            ("All like it…", KeyAction::ReviewOthers),
            ("Remove", KeyAction::RemoveMention),
        ]
    };
    let button = |&(name, action): &(&'static str, KeyAction)| html! { <button onclick={onact.reform(move |_| action)}>{ name }</button> };
    html! {
        <Beside class="mention-bar" role="toolbar" name="Mention" {range} marked={None::<AttrValue>}
            onkeydown={Callback::noop()}>
            <span>{ label }</span>
            { for buttons.iter().map(button) }
        </Beside>
    }
}
