//! Ties the store to the browser: one hook a file.

mod use_dispatch;
mod use_export;
mod use_gestures;
mod use_look_alikes;
mod use_modal;
mod use_page_events;
mod use_paint;
mod use_paper;
mod use_place_beside;
mod use_placed;
mod use_saver;
mod use_tabs;

pub use use_dispatch::use_dispatch;
pub use use_export::{All, Written, use_export};
pub use use_gestures::{Gestures, use_gestures};
pub use use_look_alikes::use_look_alikes;
pub use use_modal::use_modal;
pub use use_page_events::use_page_events;
pub use use_paint::use_paint;
pub use use_paper::{PaperOnScreen, use_paper};
pub use use_place_beside::use_place_beside;
pub use use_placed::use_placed;
pub use use_saver::use_saver;
pub use use_tabs::use_tabs;
