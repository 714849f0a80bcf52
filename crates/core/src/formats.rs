//! Files: what they are, and how they are read and written. One file per interchange format.
//!
//! Reading yields a project and the losses: what the file holds and the project cannot, or what had to be
//! mended. Nothing from a file is trusted.

pub mod decode;
pub mod json;
mod loss;
mod open;
pub mod own;

pub use loss::Loss;
pub use open::{
    MAX_PROJECT_BYTES, MAX_TEXT_BYTES, OpenError, Opened, check_size, clean_name, open, open_text,
};

#[cfg(test)]
mod tests;
