//! [`footer`]: counts, the selection, and the first keys.

use glossator_core::Spans;
use yew::prelude::*;

/// Draws the number of mentions in the document, the selection, and the first keys.
pub fn footer(n_mentions: usize, selection: Option<&Spans>) -> Html {
    html! {
        <footer class="footer">
            <span>{ format!("{n_mentions} mention{}", if n_mentions == 1 { "" } else { "s" }) }</span>
            if let Some(spans) = selection {
                <span>{ format!("Selection {}–{} · {} characters", spans.outer().start(), spans.outer().end(), spans.n_code_points()) }</span>
            }
            <span class="keys"><kbd>{ "1" }</kbd>{ "–" }<kbd>{ "9" }</kbd>{ " label · " }<kbd>{ "N" }</kbd>
                { " next · " }<kbd>{ "?" }</kbd>{ " all keys" }</span>
        </footer>
    }
}
