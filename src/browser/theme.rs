//! The theme on the root element, and in local storage.

use super::settings;
use crate::view::Theme;

const KEY: &str = "glossator:theme";

/// Returns the theme that was chosen last.
pub fn stored() -> Theme {
    match settings::get(KEY).as_deref() {
        Some("\"light\"") => Theme::Light,
        Some("\"dark\"") => Theme::Dark,
        _ => Theme::System,
    }
}

/// Shows a theme and keeps it. Where there is no storage it lasts as long as the page.
pub fn apply(theme: Theme) {
    let name = theme.name().to_ascii_lowercase();
    let document = web_sys::window().and_then(|it| it.document());
    if let Some(root) = document.and_then(|it| it.document_element()) {
        drop(root.set_attribute("data-theme", &name));
    }
    let name = ["\"", &name, "\""].concat();
    settings::put(KEY, (theme != Theme::System).then_some(&name));
}
