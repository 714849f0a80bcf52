//! [`Footer`]: counts, the selection, and the first keys.

use glossator_core::Spans;
use yew::prelude::*;

/// What the footer is drawn from.
#[derive(Clone, PartialEq, Properties)]
pub struct FooterProps {
    /// The number of mentions in the document.
    pub n_mentions: usize,
    /// The selection.
    pub selection: Option<Spans>,
}

/// Counts, the selection, and the first keys.
#[component]
pub fn Footer(
    FooterProps {
        n_mentions,
        selection,
    }: &FooterProps,
) -> Html {
    html! {
        <footer class="footer">
            <span>{ format!("{n_mentions} mention{}", if *n_mentions == 1 { "" } else { "s" }) }</span>
            if let Some(spans) = selection {
                <span>{ format!("Selection {}–{} · {} characters", spans.outer().start(), spans.outer().end(), spans.n_code_points()) }</span>
            }
            <span class="keys"><kbd>{ "1" }</kbd>{ "–" }<kbd>{ "9" }</kbd>{ " label · " }<kbd>{ "N" }</kbd>
                { " next · " }<kbd>{ "?" }</kbd>{ " all keys" }</span>
        </footer>
    }
}
