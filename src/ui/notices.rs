//! [`notices`]: messages that stand until they are dismissed.

use glossator_core::model::Project;
use yew::prelude::*;

use crate::notice::{Notice, Offer, Tone};
use crate::store::{Action, Dispatch};
use crate::ui::losses::losses;

/// Draws messages, oldest first, with the mentions of `project` that they are about; `onoffer` does what a message
/// offers.
pub fn notices(
    notices: &[Notice],
    project: &Project,
    dispatch: &Dispatch,
    onoffer: &Callback<Offer>,
) -> Html {
    let draw = |notice: &Notice| {
        let id = notice.id;
        let dismiss = dispatch.reform(move |_: MouseEvent| Action::Dismiss(id));
        let offer = |offer: &Offer| {
            let (offer, onoffer, dispatch) = (offer.clone(), onoffer.clone(), dispatch.clone());
            let name = offer.name();
            let take = move |_: MouseEvent| {
                onoffer.emit(offer.clone());
                if !matches!(offer, Offer::Download { .. }) {
                    dispatch.emit(Action::Dismiss(id));
                }
            };
            html! { <button class="line" onclick={take}>{ name }</button> }
        };
        let tone = if notice.tone == Tone::Error {
            "error"
        } else {
            "warning"
        };
        html! {
            <div key={id} class={classes!("notice", tone)} role="alert">
                <p>{ &*notice.text }</p>
                if !notice.losses.is_empty() {
                    <div class="losses">{ losses(&notice.losses, project, dispatch, " more") }</div>
                }
                { for notice.offers.iter().map(offer) }
                <button onclick={dismiss}>{ "Dismiss" }</button>
            </div>
        }
    };
    html! { <div class="notices">{ for notices.iter().map(draw) }</div> }
}
