//! The shell of Glossator: shows a session in the browser and turns gestures into commands.
//!
//! - [`start`] reads the work before anything is drawn; [`saver`] writes it from then on.
//! - [`tabs`] settles with the other tabs which of them writes, and shows what another one does.
//! - [`versions`] keeps earlier states of the work, and removed documents.
//! - [`work`] does in workers what would hold the page up.
//! - [`store`](mod@store) holds all state behind one reducer; [`view`] is the part of it that is only looked at.
//! - [`browser`] is the only code that talks to web APIs, one file per API.
//! - [`paper`] shows the document on the screen, block by block as it comes near.
//! - [`hooks`] tie the two together; [`ui`] draws, one part of the page per file.

pub mod articles;
pub mod browser;
pub mod desk;
pub mod drawing;
pub mod file_reader;
pub mod hooks;
pub mod keys;
pub mod notice;
pub mod opening;
pub mod paper;
pub mod saver;
pub mod start;
pub mod store;
pub mod tabs;
pub mod ui;
pub mod versions;
pub mod view;
pub mod work;

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use crate::browser::stage::Stage;
use crate::start::Start;
use crate::ui::{App, AppProps};

/// Does what the program is started for: in a worker what the page asks, or on the page, the app.
pub fn run() {
    match browser::worker::is_one() {
        true => browser::worker::serve(work::answering()),
        false => mount(),
    }
}

/// Reads the work and mounts the app.
fn mount() {
    browser::life::tell_panics();
    spawn_local(async {
        let start = Rc::new(Start::read().await);
        if let Some(stage) = Stage::new() {
            let root = stage.element();
            yew::Renderer::<App>::with_root_and_props(root, AppProps { start, stage }).render();
        }
    });
}
