//! [`FindBar`]: what is looked for in the document, and how many places there are.

use std::rc::Rc;

use glossator_core::model::{LabelId, LabelSet};
use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

use crate::browser::place;
use crate::view::Find;

/// What a person does in the bar.
#[derive(Clone, Debug, PartialEq)]
pub enum Search {
    /// Types a phrase.
    For(String),
    /// Goes to the next place, or to the one before.
    Walk(bool),
    /// Labels the place that is selected.
    Label(LabelId),
    /// Asks which of the places get a label.
    Review,
    /// Closes the bar.
    Close,
}

/// What the bar is drawn from.
#[derive(Clone, PartialEq, Properties)]
pub struct FindBarProps {
    /// What is looked for.
    pub find: Find,
    /// The labels, whose keys label a place.
    pub labels: Rc<LabelSet>,
    /// Does what a person wants.
    pub onsearch: Callback<Search>,
}

/// What is looked for in the document, and how many places there are. It lies over the page, so that no text moves.
#[component]
pub fn FindBar(
    FindBarProps {
        find,
        labels,
        onsearch,
    }: &FindBarProps,
) -> Html {
    let field = use_node_ref();
    {
        let field = field.clone();
        use_effect_with((), move |()| {
            if let Some(field) = field.cast::<HtmlInputElement>() {
                place::focus(&field);
                field.select();
            }
        });
    }
    let oninput = onsearch.reform(|event: InputEvent| {
        let field = event.target_dyn_into::<HtmlInputElement>();
        Search::For(field.map(|it| it.value()).unwrap_or_default())
    });
    let onkeydown = {
        let (onsearch, labels, field) = (onsearch.clone(), Rc::clone(labels), field.clone());
        let is_walking = find.is_walking;
        move |event: KeyboardEvent| {
            let (key, is_ctrl) = (event.key(), event.ctrl_key() || event.meta_key());
            let mut letters = key.chars();
            let label = match (letters.next(), letters.next()) {
                (Some(letter), None) if is_walking && !is_ctrl && !event.alt_key() => {
                    labels.by_key(letter)
                }
                _ => None,
            };
            onsearch.emit(match (key.as_str(), label) {
                (_, Some(label)) => Search::Label(label.id),
                ("Enter", _) if is_ctrl => Search::Review,
                ("Enter", _) => Search::Walk(!event.shift_key()),
                ("Escape", _) => Search::Close,
                _ => return,
            });
            event.prevent_default();
            event.stop_propagation();
            // What labels a place gives the focus to the article.
            if label.is_some() {
                field.cast::<Element>().iter().for_each(place::focus);
            }
        }
    };
    let n_hits = find.hits.len();
    let count = match n_hits {
        _ if find.phrase.is_empty() => String::new(),
        0 => "nowhere".to_owned(),
        n => format!("{} of {n}", find.hit_idx + 1),
    };
    let button = |name: &'static str, sign: &'static str, search: Search| {
        let onclick = onsearch.reform(move |_: MouseEvent| search.clone());
        html! { <button aria-label={name} title={name} disabled={n_hits == 0} {onclick}>{ sign }</button> }
    };
    html! {
        <div class="find-bar" role="search">
            <input type="search" aria-label="Find in the document" placeholder="Find…" ref={field}
                value={find.phrase.to_string()} {oninput} {onkeydown} />
            <span aria-live="polite">{ count }
                if find.is_walking { <small>{ " · a label’s key tags it" }</small> }
            </span>
            { button("The place before", "↑", Search::Walk(false)) }
            { button("The next place", "↓", Search::Walk(true)) }
            { button("Tag all of them…", "Tag all…", Search::Review) }
            <button aria-label="Close the search" onclick={onsearch.reform(|_| Search::Close)}>{ "×" }</button>
        </div>
    }
}
