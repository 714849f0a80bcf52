//! [`FORMATS`]: the formats that are read and written.

use super::export::Export;
use super::import::ImportError;
use super::open::Opened;
use super::source::Source;
use super::{brat, columns, csv, inline, medtator, opennlp, own, records, spacy, tei, uima, w3c};

/// Reads a file into a project.
type Read = fn(&Source) -> Result<Opened, ImportError>;

/// A format of files.
///
/// Two are the same if their names are.
pub struct Format {
    /// Names it for programs.
    pub name: &'static str,
    /// Names it for people.
    pub title: &'static str,
    /// The ending of its files, without the dot.
    pub extension: &'static str,
    /// What a person may choose when it is written.
    pub choices: Choices,
    /// Whether a file is of this format. A file that only might be is not.
    pub(crate) sniff: fn(&Source) -> bool,
    pub(crate) import: Option<Read>,
    pub(crate) export: Option<fn(&mut Export)>,
}

/// What a format leaves open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choices {
    /// Nothing.
    None,
    /// Which of overlapping mentions are written.
    Projection,
    /// What a token is.
    Tokens,
    /// Both.
    ProjectionAndTokens,
}

impl Choices {
    /// Whether overlapping mentions are chosen from.
    pub fn has_projection(self) -> bool {
        matches!(self, Self::Projection | Self::ProjectionAndTokens)
    }

    /// Whether it is chosen what a token is.
    pub fn has_tokens(self) -> bool {
        matches!(self, Self::Tokens | Self::ProjectionAndTokens)
    }
}

impl Format {
    /// Whether files of this format are read.
    pub fn is_read(&self) -> bool {
        self.import.is_some() || self == &FORMATS[0]
    }

    /// Whether files of this format are written.
    pub fn is_written(&self) -> bool {
        self.export.is_some()
    }

    /// Returns the format of a name.
    pub fn by_name(name: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|it| it.name == name)
    }
}

impl PartialEq for Format {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Format {}

impl std::fmt::Debug for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// The formats, in the order in which they are offered and in which a file is tried: the project's own first.
pub static FORMATS: &[Format] = &[
    own::FORMAT_ENTRY,
    w3c::FORMAT,
    brat::FORMAT,
    columns::CONLL_2003,
    columns::IOB2,
    columns::IOBES,
    columns::CONLL_U,
    columns::huggingface::FORMAT,
    spacy::DOC,
    spacy::TRAIN,
    records::PRODIGY,
    records::DOCCANO,
    records::DOCCANO_RELATIONS,
    records::LABEL_STUDIO,
    records::LABEL_STUDIO_PREDICTIONS,
    records::GATE,
    records::PUBANNOTATION,
    records::TEXTAE,
    records::NER_ANNOTATOR,
    opennlp::FORMAT,
    csv::CSV,
    csv::TSV,
    uima::FORMAT,
    medtator::FORMAT,
    tei::FORMAT,
    inline::XML,
    inline::HTML,
];
