//! What is on the screen: one component a file, with a stylesheet of the same name.

mod app;
mod article;
mod block;
mod document_list;
mod footer;
mod label_list;
mod mention_bar;
mod mention_list;
mod notices;
mod palette;
mod paste_dialog;
mod keys_dialog;
mod side_panel;
mod top_bar;

pub use app::App;
pub use block::{BlockElement, BlockProps};
