//! [`Notices`]: messages that stand until they are dismissed.

use std::rc::Rc;

use yew::prelude::*;

use crate::notice::{Notice, Offer, Tone};
use crate::store::{Action, Dispatch};

/// What the messages are drawn from.
#[derive(Clone, PartialEq, Properties)]
pub struct NoticesProps {
    /// The messages, oldest first.
    pub notices: Rc<[Notice]>,
    /// Does what a message offers.
    pub onoffer: Callback<Offer>,
}

/// Messages that stand until they are dismissed.
#[component]
pub fn Notices(NoticesProps { notices, onoffer }: &NoticesProps) -> Html {
    let dispatch = use_context::<Dispatch>().unwrap_or_default();
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
                { for notice.offers.iter().map(offer) }
                <button onclick={dismiss}>{ "Dismiss" }</button>
            </div>
        }
    };
    html! { <div class="notices">{ for notices.iter().map(draw) }</div> }
}
