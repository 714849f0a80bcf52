//! The annotator without a browser: text in, annotations out.
//!
//! The core is values and pure functions. A [`Command`](edit::Command) says what a person asked for,
//! planning turns it into a [`Transaction`](edit::Transaction) of invertible changes, and a
//! [`Session`](edit::Session) applies it and keeps it in its history.
//! The text of a document never changes under its annotations: mentions stand off from it, in code points.
//!
//! The core knows no browser, no clock and no randomness: times and bytes are passed in.

mod checksum;
pub mod edit;
pub mod formats;
pub mod model;
pub mod runs;
pub mod search;
pub mod segment;
pub mod span;
pub mod store;
pub mod text;

#[cfg(test)]
mod marked;

pub use span::{Edge, Span, Spans};
pub use text::Text;
