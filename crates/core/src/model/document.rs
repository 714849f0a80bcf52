//! [`Document`]: one text with its annotations.

use std::rc::Rc;

use super::{DocumentId, Extra, Mention, Mentions};
use crate::segment::{Block, blocks};
use crate::span::Spans;
use crate::text::Text;

/// One text with its mentions.
///
/// Cheap to clone but for the mentions, of which a copy costs a pointer each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Names the document within the project.
    pub id: DocumentId,
    /// What a person calls it, usually a file's name.
    pub name: Rc<str>,
    text: Text,
    blocks: Rc<[Block]>,
    /// Its mentions; each ends within the text.
    mentions: Mentions,
    /// Fields that this version does not know.
    pub extra: Extra,
}

impl Document {
    /// The largest number of mentions that a file may bring.
    pub const MAX_MENTIONS: usize = 200_000;

    /// Returns a document without mentions and finds the blocks of its text.
    pub fn new(id: DocumentId, name: impl Into<Rc<str>>, text: Text) -> Self {
        let blocks = blocks(&text).into();
        Self {
            id,
            name: name.into(),
            text,
            blocks,
            mentions: Mentions::default(),
            extra: Extra::default(),
        }
    }

    /// Returns a title: the name without its ending, with blanks for hyphens.
    pub fn title(&self) -> String {
        self.name.trim_end_matches(".txt").replace(['-', '_'], " ")
    }

    /// Returns the text.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// Returns the blocks of the text, in order.
    pub fn blocks(&self) -> &Rc<[Block]> {
        &self.blocks
    }

    /// Returns the mentions.
    pub fn mentions(&self) -> &Mentions {
        &self.mentions
    }

    /// Returns the text under the spans, joined by one blank.
    pub fn quote(&self, spans: &Spans) -> String {
        let quotes: Vec<&str> = spans.iter().filter_map(|it| self.text.get(it)).collect();
        quotes.join(" ")
    }

    /// Whether spans end within the text.
    pub fn holds(&self, spans: &Spans) -> bool {
        spans.last().end() <= self.text.n_code_points()
    }

    /// Returns the same text and name under another id and with other mentions, which must end within the text.
    #[must_use]
    pub(crate) fn with(&self, id: DocumentId, mentions: Mentions) -> Self {
        debug_assert!(
            mentions.iter().all(|it| self.holds(&it.spans)),
            "a mention ends within its text"
        );
        Self {
            id,
            mentions,
            ..self.clone()
        }
    }

    /// Takes mentions out and puts others in, which must end within the text.
    pub(crate) fn exchange(&mut self, removed: &[Rc<Mention>], added: &[Rc<Mention>]) {
        debug_assert!(
            added.iter().all(|it| self.holds(&it.spans)),
            "a mention ends within its text"
        );
        self.mentions.exchange(removed, added);
    }
}
