//! The journeys, one file per theme.

mod access;
mod adjusting;
mod bad_files;
mod bad_storage;
mod changing;
mod discontinuous;
mod dying;
mod endings;
mod first_start;
mod hostile;
mod keeping;
mod killing;
mod looks;
mod opening;
mod overlap;
mod policy;
mod real_article;
mod safe_mode;
mod script_interface;
mod selecting;
mod start_up;
mod story;
mod tabs;
mod tagging_by_keys;
mod tagging_by_mouse;
mod touching;
