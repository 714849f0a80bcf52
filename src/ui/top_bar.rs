//! [`TopBar`]: whether work is safe, undo and redo, theme, download.

use wasm_bindgen::JsCast;
use yew::prelude::*;

use crate::store::{Action, Dispatch, Look};
use crate::view::{Saving, Theme};

/// What the bar is drawn from.
#[derive(Clone, PartialEq, Properties)]
pub struct TopBarProps {
    /// Whether the work is safe.
    pub saving: Saving,
    /// What would be undone.
    pub undo: Option<String>,
    /// What would be redone.
    pub redo: Option<String>,
    /// The theme.
    pub theme: Theme,
    /// Downloads the project.
    pub ondownload: Callback<()>,
}

/// A menu of the bar.
#[derive(Clone, Copy, PartialEq)]
enum Menu {
    Theme,
    Download,
}

/// Whether work is safe, undo and redo, theme, download.
#[component]
pub fn TopBar(
    TopBarProps {
        saving,
        undo,
        redo,
        theme,
        ondownload,
    }: &TopBarProps,
) -> Html {
    let dispatch = use_context::<Dispatch>().unwrap_or_default();
    let menu = use_state(|| None::<Menu>);
    let toggle = |it: Menu| {
        let menu = menu.clone();
        move |_: MouseEvent| menu.set((*menu != Some(it)).then_some(it))
    };
    let close_on_escape = {
        let menu = menu.clone();
        move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                menu.set(None);
            }
        }
    };
    // A menu closes when the focus leaves it; a click on its own button is the button's.
    let close_on_leave = {
        let menu = menu.clone();
        move |event: FocusEvent| {
            let to = event
                .related_target()
                .and_then(|it| it.dyn_into::<web_sys::Node>().ok());
            let bar = event
                .current_target()
                .and_then(|it| it.dyn_into::<web_sys::Node>().ok());
            if to.is_some() && !bar.is_some_and(|it| it.contains(to.as_ref())) {
                menu.set(None);
            }
        }
    };
    let theme_item = |it: Theme| {
        let (dispatch, menu) = (dispatch.clone(), menu.clone());
        let choose = move |_: MouseEvent| {
            dispatch.emit(Action::Look(Look::Theme(it)));
            menu.set(None);
        };
        html! {
            <button role="menuitemradio" aria-checked={(it == *theme).to_string()} onclick={choose}>{ it.name() }</button>
        }
    };
    let download = {
        let (ondownload, menu) = (ondownload.clone(), menu.clone());
        move |_: MouseEvent| {
            ondownload.emit(());
            menu.set(None);
        }
    };
    let step = |name: &'static str,
                icon: &'static str,
                keys: &str,
                what: &Option<String>,
                action: Action| {
        let title = match what {
            Some(what) => format!("{name}: {what} ({keys})"),
            None => format!("{name} ({keys})"),
        };
        let act = dispatch.reform(move |_: MouseEvent| action.clone());
        html! {
            <button aria-label={title.clone()} {title} disabled={what.is_none()} onclick={act}>
                <span aria-hidden="true">{ icon }</span><span class="wide">{ name }</span>
            </button>
        }
    };
    let (state, text, more) = match saving {
        Saving::Saving => ("saving", "Saving…".to_owned(), None),
        Saving::Saved => ("saved", "Saved".to_owned(), Some(" in this browser")),
        Saving::NotSaved(reason) => (
            "not-saved",
            format!("Not saved: {reason}. Download your work to keep it."),
            None,
        ),
    };
    html! {
        <header class="top-bar" onkeydown={close_on_escape} onfocusout={close_on_leave}>
            <strong>{ "Glossator" }</strong>
            <span class={classes!("status", state)} role="status" title={text.clone()}>
                { text }if let Some(more) = more { <span class="wide">{ more }</span> }
            </span>
            <span class="grow" />
            { step("Undo", "↶", "Ctrl+Z", undo, Action::Undo) }
            { step("Redo", "↷", "Ctrl+Shift+Z", redo, Action::Redo) }
            <span class="menu-frame">
                <button class="line" aria-haspopup="menu" aria-expanded={(*menu == Some(Menu::Theme)).to_string()}
                    onclick={toggle(Menu::Theme)}>{ "Theme" }</button>
                if *menu == Some(Menu::Theme) {
                    <div class="menu" role="menu" aria-label="Theme">{ for Theme::ALL.map(theme_item) }</div>
                }
            </span>
            <span class="menu-frame">
                <button class="main" aria-haspopup="menu" aria-expanded={(*menu == Some(Menu::Download)).to_string()}
                    onclick={toggle(Menu::Download)}>{ "Download" }</button>
                if *menu == Some(Menu::Download) {
                    <div class="menu" role="menu" aria-label="Download">
                        <button role="menuitem" onclick={download}>{ "Glossator project (JSON)" }</button>
                    </div>
                }
            </span>
        </header>
    }
}
