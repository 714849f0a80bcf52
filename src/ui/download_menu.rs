//! [`DownloadMenu`]: the formats that the work can be downloaded in.

use glossator_core::formats::{FORMATS, Format};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// What the menu is drawn from.
#[derive(Clone, PartialEq, Properties)]
pub struct DownloadMenuProps {
    /// Downloads the project in a format.
    pub ondownload: Callback<&'static Format>,
}

/// A button, and the formats that it opens.
#[component]
pub fn DownloadMenu(DownloadMenuProps { ondownload }: &DownloadMenuProps) -> Html {
    // The browser opens the menu after the click, when the formats are drawn, and gives the first one the focus. Were
    // they drawn with the page, it would look for that one at the start.
    let is_drawn = use_state(|| false);
    let draw = {
        let is_drawn = is_drawn.clone();
        move |_: MouseEvent| is_drawn.set(true)
    };
    html! {
        <>
            <button class="main" aria-haspopup="menu" popovertarget="download" onclick={draw}>{ "Download" }</button>
            <div id="download" class="menu" popover="auto" role="menu" aria-label="Download" onkeydown={|event: KeyboardEvent| walk(&event)}>
                if *is_drawn { { items(ondownload) } }
            </div>
        </>
    }
}

/// Draws the formats.
pub fn items(ondownload: &Callback<&'static Format>) -> Html {
    let item = |it: &'static Format| {
        html! {
            <button role="menuitem" autofocus={it == &FORMATS[0]} popovertarget="download" popovertargetaction="hide"
                onclick={ondownload.reform(move |_| it)}>{ it.title }</button>
        }
    };
    html! { <>{ for FORMATS.iter().filter(|it| it.is_written()).map(item) }</> }
}

/// Moves the focus within a menu by the arrow keys, Home and End, as menus of the desktop do.
fn walk(event: &KeyboardEvent) {
    let target = event.target_dyn_into::<Element>();
    let Some((item, menu)) = target.and_then(|it| {
        Some((
            it.closest("[role=menuitem]").ok()??,
            it.closest("[role=menu]").ok()??,
        ))
    }) else {
        return;
    };
    let next = match event.key().as_str() {
        "ArrowDown" => item
            .next_element_sibling()
            .or_else(|| menu.first_element_child()),
        "ArrowUp" => item
            .previous_element_sibling()
            .or_else(|| menu.last_element_child()),
        "Home" => menu.first_element_child(),
        "End" => menu.last_element_child(),
        _ => return,
    };
    event.prevent_default();
    if let Some(next) = next.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        drop(next.focus());
    }
}
