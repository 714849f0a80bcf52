//! [`Notice`]: a message that stands until it is dismissed.

use std::rc::Rc;

use glossator_core::formats::{Loss, Opened};

/// How many mentions of a loss are listed.
pub const MAX_LISTED: usize = 100;

/// Something that was refused, lost, mended or recovered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Names the notice among those that stand.
    pub id: u32,
    /// How bad it is.
    pub tone: Tone,
    /// What happened, where, and what to do next.
    pub text: Rc<str>,
    /// What is lost or mended, where the mentions are known.
    pub losses: Rc<[Loss]>,
    /// What a person can do about it.
    pub offers: Rc<[Offer]>,
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something was not done.
    Error,
    /// Something was done, and not quite as asked.
    Warning,
}

/// What a person can do about a notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Offer {
    /// Opens the file as plain text all the same.
    OpenAsText {
        /// The file's name.
        name: Rc<str>,
        /// Its text.
        text: Rc<str>,
    },
    /// Opens the file in the encoding that most old Western files have.
    OpenAsWindows1252 {
        /// The file's name.
        name: Rc<str>,
        /// Its bytes.
        bytes: Rc<[u8]>,
    },
    /// Opens what is whole of a file that breaks off.
    OpenWhole {
        /// The file's name.
        name: Rc<str>,
        /// What is whole of it.
        opened: Rc<Opened>,
    },
    /// Hands over the raw data as a file.
    Download {
        /// The name for the file.
        name: Rc<str>,
        /// What is in it.
        text: Rc<str>,
    },
}

impl Notice {
    /// Returns a notice; it gets its id when it is shown.
    pub fn new(tone: Tone, text: impl Into<Rc<str>>) -> Self {
        Self {
            id: 0,
            tone,
            text: text.into(),
            losses: Rc::new([]),
            offers: Rc::new([]),
        }
    }

    /// Adds something that a person can do.
    #[must_use]
    pub fn with(self, offer: Offer) -> Self {
        Self {
            offers: self.offers.iter().cloned().chain([offer]).collect(),
            ..self
        }
    }
}

impl Offer {
    /// Returns the name of the button.
    pub fn name(&self) -> &'static str {
        match self {
            Self::OpenAsText { .. } => "Open as plain text",
            Self::OpenAsWindows1252 { .. } => "Open as Windows-1252",
            Self::OpenWhole { .. } => "Open what is whole",
            Self::Download { .. } => "Download the data",
        }
    }
}
