//! [`Palette`]: the labels to choose from, beside the selection.

use std::rc::Rc;

use glossator_core::edit::LabelRef;
use glossator_core::model::{Label, LabelId, LabelSet};
use web_sys::{Element, HtmlInputElement, Range};
use yew::prelude::*;

use super::label_list::path;
use super::picker::{Choice, Chosen, Picker};
use crate::browser::place;
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
    /// How often it was opened.
    pub n_openings: u32,
    /// Takes a label, or the name of a new one, and whether it is pinned.
    pub onchoose: Callback<(LabelRef, bool)>,
    /// Whether a label can be pinned.
    pub can_pin: bool,
    /// Whether a finger has opened it: then its field does not get the focus, which would open a keyboard.
    pub is_touch: bool,
    /// Closes the palette.
    pub onclose: Callback<()>,
}

/// The labels to choose from, beside the selection.
///
/// While the filter is empty a label's key takes it; everything else that is typed filters.
#[component]
pub fn Palette(props: &PaletteProps) -> Html {
    let PaletteProps {
        labels,
        quote,
        range,
        ..
    } = props;
    let first = props.present.and_then(|it| labels.position(it));
    let (node, pin) = (use_node_ref(), use_node_ref());
    use_place_beside(&node, range);
    let choice = |it: &Rc<Label>| Choice {
        name: Rc::clone(&it.name),
        path: path(labels, it),
        keys: it.key.map_or(String::new(), |it| it.to_string()),
        class: Some(format!("label-{}", it.id)),
        description: Rc::clone(&it.description),
    };
    let choices: Rc<[Choice]> = labels.iter().map(choice).collect();
    let onchoose = {
        let (props, pin) = (props.clone(), pin.clone());
        move |(chosen, is_shift)| {
            let label = match chosen {
                Chosen::At(at) => props.labels.iter().nth(at).map(|it| LabelRef::Id(it.id)),
                Chosen::New(name) => Some(LabelRef::Name(name)),
            };
            let pin = pin.cast::<HtmlInputElement>();
            let is_pinned = is_shift || pin.is_some_and(|it| it.checked());
            let label = label.map(|it| (it, is_pinned && props.can_pin));
            label.into_iter().for_each(|it| props.onchoose.emit(it));
        }
    };
    let back = {
        let (node, is_touch) = (node.clone(), props.is_touch);
        move |_: Event| {
            let palette = node.cast::<Element>().filter(|_| !is_touch);
            let input = palette.and_then(|it| it.query_selector("[role=combobox]").ok().flatten());
            input.iter().for_each(place::focus);
        }
    };
    html! {
        <div class="palette" role="dialog" aria-label="Label" ref={node}>
            <Picker name={["Label for “", quote, "”"].concat()} placeholder={["Label “", quote, "”…"].concat()}
                list="Labels" {choices} first={first.unwrap_or(0)} n_openings={props.n_openings} is_for_labels={true}
                is_touch={props.is_touch} {onchoose} onclose={props.onclose.clone()} />
            if props.can_pin {
                <label class="pin"><input type="checkbox" ref={pin} onchange={back} />
                    { "Pin it: every further selection gets it" }</label>
            }
        </div>
    }
}
