//! What is on the screen: one component a file, with a stylesheet of the same name.

pub mod app;
pub mod article;
pub mod beside;
pub mod commands;
pub mod conflict_dialog;
pub mod dialogs;
pub mod document_list;
pub mod download_menu;
pub mod export_dialog;
pub mod find_bar;
pub mod footer;
pub mod keys_dialog;
pub mod label_dialog;
pub mod label_list;
pub mod losses;
pub mod mention_bar;
pub mod mention_list;
pub mod mention_row;
pub mod notices;
pub mod opening_dialog;
pub mod palette;
pub mod paste_dialog;
pub mod picker;
pub mod pile;
pub mod pinned;
pub mod reader;
pub mod reading_dialog;
pub mod review_dialog;
pub mod side_panel;
pub mod storage_dialog;
pub mod top_bar;
pub mod versions_dialog;

pub use app::{App, AppProps};
