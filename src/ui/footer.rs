//! [`footer`]: counts, the selection, what a drag takes, and the first keys.

use glossator_core::edit::Beside;
use glossator_core::segment::Unit;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::store::{Action, Dispatch, Look};
use crate::view::{Habits, View};

/// Draws the number of mentions in the document, the selection, what a drag takes, and the first keys.
pub fn footer(n_mentions: usize, view: &View, dispatch: &Dispatch) -> Html {
    let habits = view.habits;
    let choose = dispatch.reform(move |event: Event| {
        let select = event.target_dyn_into::<HtmlSelectElement>();
        let idx = select.and_then(|it| usize::try_from(it.selected_index()).ok());
        let unit = idx.and_then(|it| Habits::UNITS.get(it));
        let unit = unit.map_or(habits.unit, |it| it.0);
        Action::Look(Look::Habits(Habits { unit, ..habits }))
    });
    let option = |(unit, name): (Unit, &'static str)| html! { <option value={name} selected={unit == habits.unit}>{ name }</option> };
    let ask = dispatch.reform(move |_: MouseEvent| {
        let beside = Beside::Ask;
        Action::Look(Look::Habits(Habits { beside, ..habits }))
    });
    let answer = match habits.beside {
        Beside::Ask => None,
        Beside::Replace => Some("replaced"),
        Beside::Add => Some("kept beside the new one"),
    };
    html! {
        <footer class="footer">
            <span>{ format!("{n_mentions} mention{}", if n_mentions == 1 { "" } else { "s" }) }</span>
            <select aria-label="What a drag takes" onchange={choose}>{ for Habits::UNITS.map(option) }</select>
            if let Some(answer) = answer {
                <button onclick={ask}>{ "Another label at the same place is " }{ answer }{ ": ask again" }</button>
            }
            if let Some(spans) = &view.selection {
                <span>{ format!("Selection {}–{} · {} characters", spans.outer().start(), spans.outer().end(), spans.n_code_points()) }</span>
            }
            <span class="keys"><kbd>{ "1" }</kbd>{ "–" }<kbd>{ "9" }</kbd>{ " label · " }<kbd>{ "N" }</kbd>
                { " next · " }<kbd>{ "?" }</kbd>{ " all keys" }</span>
        </footer>
    }
}
