//! Makes a project of what a reader found in a file, once its texts are found.

use serde_json::{Map, Value};

use super::export::file_stem;
use super::json::JsonError;
use super::loss::{Kind, Tally};
use super::markup::MarkupError;
use super::offsets::Unit;
use super::open::{Opened, Reading, clean_name};
use super::source::{Found, Source};
use crate::model::{Document, LabelSet, Project};
use crate::text::Text;

mod build;
mod units;

use build::build;
use units::{Choice, choose, fitting, units};

/// Says why a file of a known format is not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// Its JSON is broken or has another shape.
    #[error(transparent)]
    Json(#[from] JsonError),
    /// JSON on a line of its own is broken or has another shape.
    #[error("line {line}: {error}")]
    JsonLine {
        /// The line, from 1.
        line: usize,
        /// What is wrong there.
        error: JsonError,
    },
    /// A line holds something else than it should.
    #[error("line {line} is expected to be {expected}")]
    Line {
        /// The line, from 1.
        line: usize,
        /// What should be there.
        expected: &'static str,
    },
    /// Its XML or HTML is broken.
    #[error(transparent)]
    Markup(#[from] MarkupError),
    /// The annotations stand apart from their text, and that is not there.
    #[error(
        "it has no text of its own, and none that is open fits; open {wanted} first, or together with this file"
    )]
    NoText {
        /// The file or document that it belongs to.
        wanted: String,
    },
    /// There is more than can be kept.
    #[error("it holds more than {max} {what}; split it into smaller files")]
    TooMany {
        /// What there is too much of.
        what: &'static str,
        /// How many there may be.
        max: usize,
    },
}

pub(crate) const FOUND_ANEW: Kind = Kind(
    "found-anew",
    "mention did not stand where its offsets said and was found by its quote",
    "mentions did not stand where their offsets said and were found by their quotes",
);
pub(crate) const ORPHAN: Kind = Kind(
    "orphan",
    "mention fits nowhere in its text; it is not shown, and is kept beside the document",
    "mentions fit nowhere in their text; they are not shown, and are kept beside the document",
);
pub(crate) const DUPLICATE: Kind = Kind(
    "duplicate",
    "mention stood twice, with one range and one label",
    "mentions stood twice, with one range and one label",
);
const UTF16: Kind = Kind(
    "unit-utf-16",
    "mention counted UTF-16 units and was converted to code points",
    "mentions counted UTF-16 units and were converted to code points",
);
const BYTE: Kind = Kind(
    "unit-byte",
    "mention counted bytes and was converted to code points",
    "mentions counted bytes and were converted to code points",
);
pub(crate) const AMBIGUOUS: Kind = Kind(
    "unit-ambiguous",
    "mention may count code points or UTF-16 units: nothing in the file tells; look whether it stands right",
    "mentions may count code points or UTF-16 units: nothing in the file tells; look whether they stand right",
);

/// A document as a file has it, before it is known whether its mentions fit.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    /// What the file calls it; empty where it does not.
    pub(crate) name: String,
    /// Its text; `None` where the file has none, and one is looked for among those that are open.
    pub(crate) text: Option<Text>,
    /// What its offsets count; `None` where that is to be told by the quotes.
    pub(crate) unit: Option<Unit>,
    mentions: Vec<DraftMention>,
    /// What is kept beside the document.
    pub(crate) extra: Map<String, Value>,
}

/// A mention as a file has it.
#[derive(Clone, Debug, Default)]
pub(crate) struct DraftMention {
    /// Its id in the file; empty where it has none.
    pub(crate) id: String,
    /// Start and end of each part, in the file's unit.
    pub(crate) ranges: Vec<(usize, usize)>,
    pub(crate) label: String,
    /// The text that it covers, its parts joined by one blank.
    pub(crate) quote: Option<String>,
    /// What stands before and behind it, where the file tells.
    pub(crate) around: (String, String),
    /// Where the format cuts mentions at what its lines cannot hold: whether what stands between two parts is that.
    pub(crate) is_cut: Option<fn(&str) -> bool>,
}

impl Draft {
    /// Adds a mention.
    ///
    /// # Errors
    ///
    /// Where there are too many.
    pub(crate) fn push(&mut self, mention: DraftMention) -> Result<(), ImportError> {
        if self.mentions.len() >= Document::MAX_MENTIONS {
            let max = Document::MAX_MENTIONS;
            return Err(ImportError::TooMany {
                what: "mentions in one document",
                max,
            });
        }
        self.mentions.push(mention);
        Ok(())
    }
}

/// An import while a file is read. Limits are counted on the way, so that a hostile file ends early.
pub(crate) struct Import<'a> {
    pub(crate) source: &'a Source<'a>,
    /// What could not be taken as it was, counted.
    pub(crate) losses: Tally,
    drafts: Vec<Draft>,
    labels: Vec<String>,
}

impl<'a> Import<'a> {
    pub(crate) fn new(source: &'a Source<'a>) -> Self {
        Self {
            source,
            losses: Tally::default(),
            drafts: Vec::new(),
            labels: Vec::new(),
        }
    }

    /// Adds a label that the file names apart from its mentions.
    pub(crate) fn label(&mut self, name: &str) {
        if self.labels.len() < LabelSet::MAX_LEN {
            self.labels.push(name.to_owned());
        }
    }

    /// Begins a document.
    ///
    /// # Errors
    ///
    /// Where there are too many.
    pub(crate) fn begin(
        &mut self,
        name: &str,
        text: Option<Text>,
    ) -> Result<&mut Draft, ImportError> {
        if self.drafts.len() >= Project::MAX_DOCUMENTS {
            let max = Project::MAX_DOCUMENTS;
            return Err(ImportError::TooMany {
                what: "documents",
                max,
            });
        }
        self.drafts.push(Draft {
            name: name.to_owned(),
            text,
            ..Draft::default()
        });
        let last = self.drafts.len() - 1;
        Ok(&mut self.drafts[last])
    }

    /// Returns the draft of a document by its name, begun where there is none; the last one is found at once.
    pub(crate) fn draft_named(&mut self, name: &str) -> Result<&mut Draft, ImportError> {
        match self.drafts.iter().rposition(|it| it.name == name) {
            Some(position) => Ok(&mut self.drafts[position]),
            None => self.begin(name, None),
        }
    }

    /// Makes the project.
    ///
    /// # Errors
    ///
    /// Where a text is not to be found, or mentions are too many.
    pub(crate) fn finish(mut self) -> Result<Opened, ImportError> {
        let mut drafts = std::mem::take(&mut self.drafts);
        let mut room = 500_000_000;
        for draft in &mut drafts {
            self.complete(draft, &mut room)?;
        }
        // Those that have no name get that of the file, with a number by which a person can tell them apart.
        let name = self.source.text_name();
        let is_only = drafts.len() == 1;
        for (draft, number) in drafts.iter_mut().zip(1..) {
            if draft.name.is_empty() {
                draft.name = match is_only {
                    true => name.clone(),
                    false => format!("{}-{number}.txt", file_stem(&name)),
                };
            }
        }
        let units: Vec<Choice> = drafts.iter().map(choose).collect();
        let n_ambiguous = (drafts.iter().zip(&units))
            .filter(|(_, it)| it.other.is_some())
            .map(|(it, _)| it.mentions.len());
        let n_ambiguous = n_ambiguous.sum();
        let mut readings = Vec::new();
        if n_ambiguous > 0 {
            self.losses.add(&AMBIGUOUS, n_ambiguous);
            for unit in [Unit::CodePoint, Unit::Utf16] {
                let units = units.iter().map(|it| match it.other {
                    Some(_) => unit,
                    None => it.unit,
                });
                let project = build(
                    &drafts,
                    units.collect(),
                    &self.labels,
                    &mut Tally::default(),
                );
                readings.push(Reading { unit, project });
            }
        }
        let likelier = units.iter().map(|it| it.unit).collect();
        let project = build(&drafts, likelier, &self.labels, &mut self.losses);
        let documents = project.documents.iter().zip(&units);
        for (document, _) in documents.filter(|it| it.1.other.is_some()) {
            for mention in document.mentions().iter() {
                self.losses.name(&AMBIGUOUS, &document.id, &mention.id);
            }
        }
        Ok(Opened {
            project,
            losses: self.losses.into_losses(),
            readings,
            is_clear: units.iter().all(|it| it.is_clear),
            joins: true,
            used: self.source.used.take(),
        })
    }

    /// Gives a draft its text and its name.
    fn complete(&self, draft: &mut Draft, room: &mut usize) -> Result<(), ImportError> {
        if draft.text.is_none() {
            let Some((name, text)) = find_text(self.source, draft, room) else {
                let wanted = match draft.name.as_str() {
                    "" => "its text".to_owned(),
                    name => format!("“{}”", clean_name(name)),
                };
                return Err(ImportError::NoText { wanted });
            };
            draft.name = name;
            draft.text = Some(text);
        }
        Ok(())
    }
}

/// Looks for the text that a draft belongs to: that of its name, or else the one where its quotes stand best.
///
/// At least half of the quotes must be found somewhere, so that nothing is put on another text.
fn find_text(source: &Source, draft: &Draft, room: &mut usize) -> Option<(String, Text)> {
    let quoted = || draft.mentions.iter().filter(|it| it.quote.is_some());
    let n_quoted = quoted().count();
    let stem = file_stem(&draft.name);
    for is_named in [true, false] {
        let mut best: Option<(usize, Found)> = None;
        for found in source.texts() {
            let text = &found.text;
            if (file_stem(&found.name) == stem) != is_named {
                continue;
            }
            let exact = units(text).into_iter();
            let exact = exact.map(|it| fitting(it, text, &draft.mentions));
            let mut n_found = exact.max().unwrap_or_default();
            if n_found < n_quoted {
                // Only some are looked for: enough to tell whether it is this text.
                let some = quoted().step_by(1 + n_quoted / 50);
                let n_some = some.clone().count();
                let cost = n_some * text.as_str().len();
                *room = room.saturating_sub(cost);
                let is_there = |it: &&DraftMention| {
                    let quote = it.quote.as_deref().unwrap_or_default();
                    text.as_str().contains(quote)
                };
                if *room > 0 {
                    n_found = n_found.max(some.filter(is_there).count() * n_quoted / n_some);
                }
            }
            let is_likely = match n_quoted {
                0 => is_named,
                _ => n_found > 0 && n_found * 2 >= n_quoted,
            };
            if is_likely && best.as_ref().is_none_or(|it| it.0 < n_found) {
                best = Some((n_found, found));
            }
        }
        if let Some((_, found)) = best {
            return Some(source.take(found));
        }
    }
    None
}
