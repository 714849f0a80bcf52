//! [`SidePanel`]: the mentions and the labels, in tabs.

use glossator_core::model::MentionId;
use yew::prelude::*;

use super::label_list::label_list;
use super::mention_list::MentionList;
use crate::drawing::Drawing;
use crate::store::{Action, Dispatch, Look};
use crate::view::{Dialog, Tab};

/// What the panel is drawn from.
#[derive(Clone, PartialEq, Properties)]
pub struct SidePanelProps {
    /// The document, drawn, if there is one.
    pub drawing: Option<Drawing>,
    /// The selected mention.
    pub picked: Option<MentionId>,
    /// The tab that is chosen.
    pub tab: Tab,
    /// Whether the panel is open as a sheet.
    pub is_sheet: bool,
}

/// The mentions and the labels, in tabs.
#[component]
pub fn SidePanel(
    SidePanelProps {
        drawing,
        picked,
        tab,
        is_sheet,
    }: &SidePanelProps,
) -> Html {
    let dispatch = use_context::<Dispatch>().unwrap_or_default();
    let tab_button = |it: Tab, id: &'static str, name: &'static str| {
        let choose = dispatch.reform(move |_: MouseEvent| Action::Look(Look::Tab(it)));
        // The arrow keys go from tab to tab; Tab itself goes on into the panel.
        let other = if it == Tab::Mentions {
            Tab::Labels
        } else {
            Tab::Mentions
        };
        let turn = dispatch.clone();
        let onkeydown = move |event: KeyboardEvent| {
            if matches!(event.key().as_str(), "ArrowLeft" | "ArrowRight") {
                turn.emit(Action::Look(Look::Tab(other)));
            }
        };
        let is_on = *tab == it;
        html! {
            <button role="tab" {id} aria-selected={is_on.to_string()} aria-controls="side-content"
                class={classes!(is_on.then_some("on"))} onclick={choose} {onkeydown}>{ name }</button>
        }
    };
    let edit = dispatch.reform(|_: MouseEvent| Action::Look(Look::Dialog(Some(Dialog::Labels))));
    let labelled_by = if *tab == Tab::Mentions {
        "tab-mentions"
    } else {
        "tab-labels"
    };
    html! {
        <aside class={classes!("side-panel", is_sheet.then_some("sheet"))} aria-label="Annotations">
            <div class="tabs" role="tablist" aria-label="Annotations">
                { tab_button(Tab::Mentions, "tab-mentions", "Mentions") }
                { tab_button(Tab::Labels, "tab-labels", "Labels") }
            </div>
            <div id="side-content" role="tabpanel" tabindex="0" aria-labelledby={labelled_by}>
                if let Some(Drawing { document, labels, .. }) = drawing.clone() {
                    if *tab == Tab::Mentions {
                        <MentionList {document} {labels} picked={picked.clone()} />
                    } else {
                        { label_list(&labels, &document, edit) }
                    }
                }
            </div>
        </aside>
    }
}
