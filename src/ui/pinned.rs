//! [`pinned`]: the label that every selection gets.

use glossator_core::model::Label;
use yew::prelude::*;

/// Tells that every selection gets a label; `onstop` ends that.
pub fn pinned(label: &Label, onstop: Callback<MouseEvent>) -> Html {
    html! {
        <section aria-label="Pinned label" class={classes!("pinned", format!("label-{}", label.id))}>
            <i class="dot" />{ format!("Every selection gets {}.", label.name) }
            <button onclick={onstop}>{ "Stop" }</button>
        </section>
    }
}
