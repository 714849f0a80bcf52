//! [`Picker`]: a field that filters, and a list below it to choose from.

use std::rc::Rc;

use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

use crate::browser::place;
use crate::browser::text::lower_case;

/// What the ids of the options begin with, before their numbers.
const OPTION: &str = "option-";

/// Something to choose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Its name, by which it is filtered.
    pub name: Rc<str>,
    /// What stands before the name: the labels above it.
    pub path: String,
    /// Its keys, as they are shown.
    pub keys: String,
    /// The class that gives it a color; none where it has no color.
    pub class: Option<String>,
    /// When to choose it.
    pub description: Rc<str>,
}

/// What was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// The choice at a position of the list.
    At(usize),
    /// A name that the list lacks.
    New(Rc<str>),
}

/// What the picker is drawn from.
#[derive(Clone, PartialEq, Properties)]
pub struct PickerProps {
    /// The name of the field.
    pub name: AttrValue,
    /// What stands in the field while it is empty.
    pub placeholder: AttrValue,
    /// The name of the list.
    pub list: &'static str,
    /// What there is to choose from.
    pub choices: Rc<[Choice]>,
    /// The position of the choice that is marked at first.
    #[prop_or_default]
    pub first: usize,
    /// How often it was opened: each time the field gets the focus, and not when it is only drawn anew.
    #[prop_or_default]
    pub n_openings: u32,
    /// Whether a choice's key takes it while the field is empty, and a name that the list lacks is offered as a new one.
    #[prop_or_default]
    pub is_for_labels: bool,
    /// Whether the field is left without the focus, which would open a keyboard on the screen.
    #[prop_or_default]
    pub is_touch: bool,
    /// Takes what was chosen, and whether Shift was down.
    pub onchoose: Callback<(Chosen, bool)>,
    /// Closes the picker.
    pub onclose: Callback<()>,
}

/// A field that filters, and a list below it to choose from: a combobox with its listbox.
#[component]
pub fn Picker(props: &PickerProps) -> Html {
    let PickerProps {
        choices, onchoose, ..
    } = props;
    let filter = use_state(String::new);
    let marked = use_state(|| props.first);
    let (list, input) = (use_node_ref(), use_node_ref());
    use_effect_with(props.n_openings, {
        let (input, is_touch) = (input.clone(), props.is_touch);
        move |_| {
            let input = input.cast::<Element>().filter(|_| !is_touch);
            input.iter().for_each(place::focus);
        }
    });
    {
        let list = list.clone();
        use_effect_with(*marked, move |_| {
            list.cast::<Element>()
                .iter()
                .for_each(place::scroll_to_selected);
        });
    }
    let typed = filter.trim();
    let wanted = lower_case(typed);
    let is_wanted =
        |it: &&usize| wanted.is_empty() || lower_case(&choices[**it].name).contains(&wanted);
    let all: Vec<usize> = (0..choices.len()).collect();
    let mut offered: Vec<Chosen> = all
        .iter()
        .filter(is_wanted)
        .map(|it| Chosen::At(*it))
        .collect();
    let is_new =
        props.is_for_labels && !typed.is_empty() && choices.iter().all(|it| &*it.name != typed);
    offered.extend(is_new.then(|| Chosen::New(typed.into())));
    let marked_idx = (*marked).min(offered.len().saturating_sub(1));
    let oninput = {
        let (filter, marked) = (filter.clone(), marked.clone());
        move |event: InputEvent| {
            let input = event.target_dyn_into::<HtmlInputElement>();
            if let Some(input) = input {
                filter.set(input.value());
                marked.set(0);
            }
        }
    };
    let onkeydown = {
        let (props, offered) = (props.clone(), offered.clone());
        let (has_keys, marked) = (props.is_for_labels && filter.is_empty(), marked.clone());
        move |event: KeyboardEvent| {
            let has_modifier = event.ctrl_key() || event.meta_key() || event.alt_key();
            let key = event.key();
            let by_key = props.choices.iter().position(|it| it.keys == key);
            let by_key = by_key.filter(|_| has_keys && !has_modifier);
            let n_offered = offered.len().max(1);
            match (key.as_str(), by_key) {
                (_, Some(at)) => props.onchoose.emit((Chosen::At(at), false)),
                ("Enter", _) => {
                    let chosen = offered.get(marked_idx).cloned();
                    chosen
                        .into_iter()
                        .for_each(|it| props.onchoose.emit((it, event.shift_key())));
                }
                ("Escape" | "Tab", _) => props.onclose.emit(()),
                ("ArrowDown", _) => marked.set((marked_idx + 1) % n_offered),
                ("ArrowUp", _) => marked.set((marked_idx + n_offered - 1) % n_offered),
                _ => return,
            }
            event.prevent_default();
            event.stop_propagation();
        }
    };
    // One for all: a palette comes and goes with each mention.
    let onclick = {
        let (onchoose, offered) = (onchoose.clone(), offered.clone());
        move |event: MouseEvent| {
            let clicked = event.target_dyn_into::<Element>();
            let option = clicked.and_then(|it| it.closest("[role=option]").ok()?);
            let option_idx = option.and_then(|it| it.id().strip_prefix(OPTION)?.parse().ok());
            let chosen = option_idx.and_then(|it: usize| offered.get(it).cloned());
            let chosen = chosen.map(|it| (it, event.shift_key()));
            chosen.into_iter().for_each(|it| onchoose.emit(it));
        }
    };
    let option = |(option_idx, chosen): (usize, &Chosen)| {
        let is_marked = option_idx == marked_idx;
        let choice = match chosen {
            Chosen::At(at) => choices[*at].clone(),
            Chosen::New(name) => Choice {
                name: format!("Make the label “{name}”").into(),
                ..Choice::default()
            },
        };
        html! {
            <div key={option_idx} id={format!("{OPTION}{option_idx}")} role="option" aria-label={choice.name.clone()}
                aria-selected={is_marked.to_string()} aria-describedby={is_marked.then_some("picker-more")}
                class={classes!("option", choice.class.clone(), is_marked.then_some("on"))}>
                if choice.class.is_some() { <i class="dot" /> }
                <span>if !choice.path.is_empty() { <small>{ choice.path }</small> }{ &*choice.name }</span>
                if !choice.keys.is_empty() { <kbd data-key={choice.keys} /> }
            </div>
        }
    };
    let description = match offered.get(marked_idx) {
        Some(Chosen::At(at)) => Rc::clone(&choices[*at].description),
        Some(Chosen::New(_)) => "".into(),
        None => "Nothing of that name.".into(),
    };
    html! {
        <>
            <input ref={input} role="combobox" aria-expanded="true" aria-controls="picker-options"
                aria-activedescendant={(!offered.is_empty()).then(|| format!("{OPTION}{marked_idx}"))}
                aria-label={&props.name} placeholder={&props.placeholder} autocomplete="off" {oninput} {onkeydown} />
            <div id="picker-options" role="listbox" aria-label={props.list} ref={list} {onclick}>
                { for offered.iter().enumerate().map(option) }
            </div>
            <p id="picker-more" class="hint more">{ &*description }</p>
        </>
    }
}
