//! Elements around text: read from XML and HTML, and written around mentions that overlap.

mod entities;
mod nest;
mod read;
mod write;

pub(super) use nest::{Edge, nest};
pub use read::MarkupError;
pub(super) use read::{Dialect, Element, Markup, local, read};
pub(super) use write::{escape_attribute, escape_text, is_forbidden};

#[cfg(test)]
mod tests;
