//! [`Palette`]: the labels to choose from, beside the selection.

use std::rc::Rc;

use glossator_core::model::{Label, LabelId, LabelSet};
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, Range};
use yew::prelude::*;

use crate::browser::place;
use crate::browser::text::lower_case;
use crate::hooks::use_place_beside;

/// What the palette is drawn from.
#[derive(Clone, PartialEq, Properties)]
pub struct PaletteProps {
    /// The labels on offer.
    pub labels: Rc<LabelSet>,
    /// The label that it has already.
    pub present: Option<LabelId>,
    /// What is to be labelled.
    pub quote: String,
    /// Where that is on the screen.
    pub range: Option<Range>,
    /// Takes a label.
    pub onchoose: Callback<Rc<Label>>,
    /// Takes a label and pins it, where that can be done.
    pub onpin: Option<Callback<Rc<Label>>>,
    /// Whether a finger has opened it: then its field does not get the focus, which would open a keyboard.
    pub is_touch: bool,
    /// Closes the palette.
    pub onclose: Callback<()>,
}

/// The labels to choose from, beside the selection.
///
/// While the filter is empty a label's key takes it; everything else that is typed filters.
#[component]
pub fn Palette(
    PaletteProps {
        labels,
        present,
        quote,
        range,
        onchoose,
        onpin,
        is_touch,
        onclose,
    }: &PaletteProps,
) -> Html {
    let filter = use_state(String::new);
    let marked = use_state(|| {
        let mut ids = labels.iter().map(|it| Some(it.id));
        ids.position(|it| it == *present).unwrap_or(0)
    });
    let (node, input) = (use_node_ref(), use_node_ref());
    let pin = use_node_ref();
    let take = {
        let (onchoose, onpin, pin) = (onchoose.clone(), onpin.clone(), pin.clone());
        Callback::from(move |(label, is_shift)| {
            let pin = pin.cast::<HtmlInputElement>();
            let is_pinned = is_shift || pin.is_some_and(|it| it.checked());
            let take = onpin.as_ref().filter(|_| is_pinned);
            take.unwrap_or(&onchoose).emit(label);
        })
    };
    use_place_beside(&node, range);
    use_effect_with(range.clone(), {
        let (input, is_touch) = (input.clone(), *is_touch);
        move |_| {
            if let Some(input) = input.cast::<web_sys::Element>().filter(|_| !is_touch) {
                place::focus(&input);
            }
        }
    });
    {
        let node = node.clone();
        use_effect_with(*marked, move |_| {
            if let Some(node) = node.cast::<web_sys::Element>() {
                place::scroll_to_selected(&node);
            }
        });
    }
    let wanted = lower_case(filter.trim());
    let offered: Rc<[Rc<Label>]> = labels
        .iter()
        .filter(|it| wanted.is_empty() || lower_case(&it.name).contains(&wanted))
        .cloned()
        .collect();
    let marked_idx = (*marked).min(offered.len().saturating_sub(1));
    let oninput = {
        let (filter, marked) = (filter.clone(), marked.clone());
        move |event: InputEvent| {
            if let Some(input) = event
                .target()
                .and_then(|it| it.dyn_into::<HtmlInputElement>().ok())
            {
                filter.set(input.value());
                marked.set(0);
            }
        }
    };
    let onkeydown = {
        let (labels, offered, take, onclose) = (
            Rc::clone(labels),
            Rc::clone(&offered),
            take.clone(),
            onclose.clone(),
        );
        let (is_empty, marked) = (filter.is_empty(), marked.clone());
        move |event: KeyboardEvent| {
            let mut chars = event.key().chars().collect::<Vec<_>>().into_iter();
            let has_modifier = event.ctrl_key() || event.meta_key() || event.alt_key();
            let by_key = match (chars.next(), chars.next()) {
                (Some(key), None) if is_empty && !has_modifier => labels.by_key(key).cloned(),
                _ => None,
            };
            let n_offered = offered.len().max(1);
            match (event.key().as_str(), by_key) {
                (_, Some(label)) => take.emit((label, false)),
                ("Enter", _) => offered
                    .get(marked_idx)
                    .cloned()
                    .into_iter()
                    .for_each(|it| take.emit((it, event.shift_key()))),
                ("Escape" | "Tab", _) => onclose.emit(()),
                ("ArrowDown", _) => marked.set((marked_idx + 1) % n_offered),
                ("ArrowUp", _) => marked.set((marked_idx + n_offered - 1) % n_offered),
                _ => return,
            }
            event.prevent_default();
            event.stop_propagation();
        }
    };
    let option = |(option_idx, label): (usize, &Rc<Label>)| {
        let (take, chosen) = (take.clone(), Rc::clone(label));
        let is_marked = option_idx == marked_idx;
        html! {
            <div key={label.id.0} id={format!("option-{}", label.id)} role="option" aria-label={label.name.clone()}
                aria-selected={is_marked.to_string()}
                class={classes!("option", format!("label-{}", label.id), is_marked.then_some("on"))}
                onclick={move |event: MouseEvent| take.emit((Rc::clone(&chosen), event.shift_key()))}>
                <i class="dot" />{ &*label.name }
                if let Some(key) = label.key { <kbd data-key={key.to_string()} /> }
            </div>
        }
    };
    let back = {
        let (input, is_touch) = (input.clone(), *is_touch);
        move || {
            let input = input.cast::<web_sys::Element>().filter(|_| !is_touch);
            input.iter().for_each(place::focus);
        }
    };
    let active = offered
        .get(marked_idx)
        .map(|it| format!("option-{}", it.id));
    html! {
        <div class="palette" role="dialog" aria-label="Label" ref={node}>
            <input ref={input} role="combobox" aria-expanded="true" aria-controls="palette-options"
                aria-activedescendant={active} aria-label={format!("Label for “{quote}”")}
                placeholder={format!("Label “{quote}”…")} autocomplete="off" {oninput} {onkeydown} />
            <div id="palette-options" role="listbox" aria-label="Labels">
                { for offered.iter().enumerate().map(option) }
            </div>
            if offered.is_empty() { <p class="hint">{ "No label of that name." }</p> }
            if onpin.is_some() {
                <label class="pin"><input type="checkbox" ref={pin} onchange={move |_| back()} />
                    { "Pin it: every further selection gets it" }</label>
            }
        </div>
    }
}
