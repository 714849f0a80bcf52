//! [`TopBar`]: whether work is safe, undo and redo, theme, download.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

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
    /// Downloads the project.
    pub ondownload: Callback<()>,
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
    let is_reader = *saving == Saving::ReadOnly;
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
        Saving::Saved => ("saved", "Saved".to_owned(), Some(" in this browser")),
        Saving::NotSaved(reason) => (
            "not-saved",
            format!("Not saved: {reason}. Download your work to keep it."),
            None,
        ),
        Saving::ReadOnly => (
            "read-only",
            "Read-only".to_owned(),
            Some(": another tab edits this work"),
        ),
    };
    html! {
        <header class="top-bar">
            <strong>{ "Glossator" }</strong>
            <span class={classes!("status", state)} role="status" title={text.clone()}>
                { text }if let Some(more) = more { <span class="wide">{ more }</span> }
            </span>
            if is_reader {
                <button class="line" onclick={onedit.reform(|_| ())}>{ "Edit here instead" }</button>
            }
            <span class="grow" />
            { step("Undo", "↶", KeyAction::Undo, undo, Action::Undo) }
            { step("Redo", "↷", KeyAction::Redo, redo, Action::Redo) }
            <select class="line" aria-label="Theme" onchange={choose}>{ for Theme::ALL.map(option) }</select>
            <button class="main" aria-haspopup="menu" popovertarget="download">{ "Download" }</button>
            <div id="download" class="menu" popover="auto" role="menu" aria-label="Download">
                <button role="menuitem" autofocus={true} popovertarget="download" popovertargetaction="hide"
                    onclick={ondownload.reform(|_| ())}>{ "Glossator project (JSON)" }</button>
            </div>
        </header>
    }
}
