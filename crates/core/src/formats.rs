//! Files: what they are, and how they are read and written. One file per interchange format.
//!
//! Reading yields a project and the losses: what the file holds and the project cannot, or what had to be
//! mended. Nothing from a file is trusted.

mod aligned;
mod brat;
mod columns;
mod csv;
pub mod decode;
mod export;
mod import;
mod inline;
pub mod json;
pub(crate) mod json_writer;
mod loss;
mod markup;
mod medtator;
mod offsets;
mod open;
mod opennlp;
pub mod own;
mod portions;
mod records;
mod source;
mod spacy;
mod table;
mod tei;
mod texts;
mod tokens;
mod uima;
pub mod unzip;
mod w3c;
mod whole;
pub mod wire;
mod zip;

pub use export::{
    Exported, Options, OutFile, Projection, Tokenizer, Totals, export, file_stem, losses_file,
};
pub use import::ImportError;
pub use loss::{Loss, refused_keys};
pub use markup::MarkupError;
pub use offsets::Unit;
pub use open::{
    MAX_PROJECT_BYTES, MAX_TEXT_BYTES, OpenError, Opened, Openings, Reading, check_size,
    clean_name, open, open_all, open_as, open_beside, open_text,
};
pub use portions::Portions;
pub use source::Beside;
pub use table::{Choices, FORMATS, Format};
pub use texts::{read_texts, write_texts};
pub use whole::whole_part;
pub use zip::Zip;

#[cfg(test)]
mod foreign;
#[cfg(test)]
mod goldens;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod tests;
