//! The theme on the root element, and in local storage.

use crate::view::Theme;

const KEY: &str = "glossator:theme";

/// Returns the theme that was chosen last.
pub fn stored() -> Theme {
    let storage = web_sys::window().and_then(|it| it.local_storage().ok().flatten());
    let stored = storage.and_then(|it| it.get_item(KEY).ok().flatten());
    match stored.as_deref() {
        Some("\"light\"") => Theme::Light,
        Some("\"dark\"") => Theme::Dark,
        _ => Theme::System,
    }
}

/// Shows a theme and keeps it. Where there is no storage it lasts as long as the page.
pub fn apply(theme: Theme) {
    let Some(window) = web_sys::window() else {
        return;
    };
    let name = theme.name().to_ascii_lowercase();
    if let Some(root) = window.document().and_then(|it| it.document_element()) {
        drop(root.set_attribute("data-theme", &name));
    }
    if let Some(storage) = window.local_storage().ok().flatten() {
        drop(match theme {
            Theme::System => storage.remove_item(KEY),
            _ => storage.set_item(KEY, &format!("{name:?}")),
        });
    }
}
