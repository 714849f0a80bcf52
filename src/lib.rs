//! The shell of Glossator: shows a session in the browser and turns gestures into commands.
//!
//! - [`store`](mod@store) holds all state behind one reducer; [`view`] is the part of it that is only looked at.
//! - [`browser`] is the only code that talks to web APIs, one file per API.
//! - [`hooks`] tie the two together; [`ui`] draws, one component per file.

pub mod articles;
pub mod browser;
pub mod desk;
pub mod drawing;
pub mod hooks;
pub mod keys;
pub mod notice;
pub mod opening;
pub mod store;
pub mod ui;
pub mod view;

/// Mounts the app into the page's body.
pub fn mount() {
    yew::Renderer::<ui::App>::new().render();
}
