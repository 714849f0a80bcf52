//! [`TopBar`]: whether work is safe, undo and redo, theme, download.

use glossator_core::formats::Format;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::download_menu::DownloadMenu;
use crate::keys::{KeyAction, Keys};
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
    /// The keys of the commands.
    pub keys: Keys,
    /// The theme.
    pub theme: Theme,
    /// Downloads the project in a format.
    pub ondownload: Callback<&'static Format>,
    /// Lets this tab edit where another one does.
    pub onedit: Callback<()>,
}

/// Whether work is safe, undo and redo, theme, download.
#[component]
pub fn TopBar(
    TopBarProps {
        saving,
        undo,
        redo,
        keys,
        theme,
        ondownload,
        onedit,
    }: &TopBarProps,
) -> Html {
    let dispatch = use_context::<Dispatch>().unwrap_or_default();
    let choose = dispatch.reform(|event: Event| {
        let select = event.target_dyn_into::<HtmlSelectElement>();
        let idx = select.map_or(0, |it| it.selected_index());
        let theme = usize::try_from(idx).ok().and_then(|it| Theme::ALL.get(it));
        Action::Look(Look::Theme(theme.copied().unwrap_or_default()))
    });
    let is_reader = saving.why_reader().is_some();
    let option = |it: Theme| html! { <option selected={it == *theme} value={it.name()}>{ format!("◐ {}", it.name()) }</option> };
    let step = |name: &'static str,
                icon: &'static str,
                key: KeyAction,
                what: &Option<String>,
                action: Action| {
        let mut title = name.to_owned();
        if let Some(what) = what {
            title = [&title, ": ", what].concat();
        }
        let key = keys.first(key);
        if !key.is_empty() {
            title = [&title, " (", key, ")"].concat();
        }
        let act = dispatch.reform(move |_: MouseEvent| action.clone());
        html! {
            <button aria-label={title.clone()} {title} disabled={what.is_none() || is_reader} onclick={act}>
                <span aria-hidden="true">{ icon }</span><span class="wide">{ name }</span>
            </button>
        }
    };
    let (state, text, more) = match saving {
        Saving::Saving => ("saving", "Saving…".to_owned(), None),
        Saving::Saved => (
            "saved",
            "Saved".to_owned(),
            Some(" in this browser".to_owned()),
        ),
        Saving::NotSaved(reason) => (
            "not-saved",
            format!("Not saved: {reason}. Download your work to keep it."),
            None,
        ),
        Saving::ReadOnly | Saving::Newer => (
            "read-only",
            "Read-only".to_owned(),
            saving.why_reader().map(|it| format!(": {it}")),
        ),
    };
    html! {
        <header class="top-bar">
            <strong>{ "Glossator" }</strong>
            <span class={classes!("status", state)} role="status" title={text.clone()}>
                { text }if let Some(more) = more { <span class="wide">{ more }</span> }
            </span>
            if *saving == Saving::ReadOnly {
                <button class="line" onclick={onedit.reform(|_| ())}>{ "Edit here instead" }</button>
            }
            <span class="grow" />
            { step("Undo", "↶", KeyAction::Undo, undo, Action::Undo) }
            { step("Redo", "↷", KeyAction::Redo, redo, Action::Redo) }
            <select class="line" aria-label="Theme" onchange={choose}>{ for Theme::ALL.map(option) }</select>
            <DownloadMenu {ondownload} />
        </header>
    }
}
