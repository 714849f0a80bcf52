//! [`Beside`]: what floats beside a range of the text.

use web_sys::{Element, Range};
use yew::prelude::*;

use crate::browser::place;
use crate::hooks::use_place_beside;

/// What floats beside a range of the text.
#[derive(Clone, PartialEq, Properties)]
pub struct BesideProps {
    /// Where that is on the screen.
    pub range: Option<Range>,
    /// Its class.
    pub class: &'static str,
    /// Its role.
    pub role: &'static str,
    /// Its name.
    pub name: &'static str,
    /// The id of the option that is marked; what has one gets the focus.
    pub marked: Option<AttrValue>,
    /// A key was pressed in it.
    pub onkeydown: Callback<KeyboardEvent>,
    /// What is in it.
    pub children: Html,
}

/// What floats beside a range of the text.
#[component]
pub fn Beside(props: &BesideProps) -> Html {
    let node = use_node_ref();
    use_place_beside(&node, &props.range);
    {
        let node = node.clone();
        use_effect_with(props.marked.is_some(), move |has_marked| {
            let element = node.cast::<Element>().filter(|_| *has_marked);
            element.iter().for_each(place::focus);
        });
    }
    html! {
        <div class={props.class} role={props.role} aria-label={props.name} ref={node}
            tabindex={props.marked.as_ref().map(|_| "0")} aria-activedescendant={props.marked.clone()}
            onkeydown={props.onkeydown.clone()}>{ props.children.clone() }</div>
    }
}
