//! Makes a document of tokens: beside its text where that is open, else with blanks between them.

use std::collections::BTreeSet;

use super::export::is_blank;
use super::import::{DraftMention, Import, ImportError};
use super::loss::Kind;
use super::offsets::Unit;
use crate::text::Text;

const JOINED: Kind = Kind(
    "joined",
    "document has no text in the file, and none that is open fits: its tokens were joined by blanks",
    "documents have no texts in the file, and none that are open fit: their tokens were joined by blanks",
);

/// A document of which a file has the tokens.
#[derive(Debug, Default)]
pub(crate) struct TokenDraft {
    pub(crate) name: String,
    pub(crate) tokens: Vec<TokenIn>,
    /// Mentions: their first token, the one behind their last, their label.
    pub(crate) mentions: Vec<(usize, usize, String)>,
}

/// A token of a file.
#[derive(Debug, Default)]
pub(crate) struct TokenIn {
    pub(crate) text: String,
    /// What stands in front of it that the token before has not; mostly nothing.
    pub(crate) before: String,
    /// What stands behind it, where the file tells.
    pub(crate) behind: Option<String>,
    /// Whether it ends a sentence.
    pub(crate) is_last: bool,
}

/// The texts that documents of tokens were put on: each is for one of them.
pub(crate) type Aligned = BTreeSet<String>;

impl Import<'_> {
    /// Adds a document of tokens; one without tokens is none.
    ///
    /// # Errors
    ///
    /// Where there is too much.
    pub(crate) fn add_tokens(
        &mut self,
        draft: TokenDraft,
        aligned: &mut Aligned,
    ) -> Result<(), ImportError> {
        if draft.tokens.is_empty() {
            return Ok(());
        }
        let source = self.source;
        for found in source.texts() {
            if aligned.contains(&found.name) {
                continue;
            }
            if let Some(places) = align(found.text.as_str(), &draft.tokens) {
                let (name, text) = source.take(found);
                aligned.insert(name.clone());
                return self.add_placed(&name, text, &places, draft.mentions);
            }
        }
        let (mut text, mut places, mut at) = (String::new(), Vec::new(), 0);
        if draft.tokens.iter().all(|it| it.behind.is_none()) {
            self.losses.add(&JOINED, 1);
        }
        for token in &draft.tokens {
            let behind = match (&token.behind, token.is_last) {
                (Some(behind), _) => behind.as_str(),
                (None, true) => "\n",
                (None, false) => " ",
            };
            text.extend([&token.before, &token.text, behind]);
            at += token.before.chars().count();
            let end = at + token.text.chars().count();
            places.push((at, end));
            at = end + behind.chars().count();
        }
        self.add_placed(&draft.name, Text::new(text), &places, draft.mentions)
    }

    fn add_placed(
        &mut self,
        name: &str,
        text: Text,
        places: &[(usize, usize)],
        mentions: Vec<(usize, usize, String)>,
    ) -> Result<(), ImportError> {
        let draft = self.begin(name, Some(text))?;
        draft.unit = Some(Unit::CodePoint);
        for (first, behind, label) in mentions {
            draft.push(DraftMention {
                ranges: vec![(places[first].0, places[behind - 1].1)],
                label,
                ..DraftMention::default()
            })?;
        }
        Ok(())
    }
}

/// Returns where the tokens stand in a text, in code points; `None` where they are not all there, one after another.
/// Blanks and punctuation may stand between them. O(n).
fn align(text: &str, tokens: &[TokenIn]) -> Option<Vec<(usize, usize)>> {
    let (mut rest, mut at) = (text, 0);
    let mut places = Vec::with_capacity(tokens.len());
    for token in tokens {
        while !rest.starts_with(&token.text) {
            let c = rest.chars().next().filter(|it| !it.is_alphanumeric())?;
            rest = &rest[c.len_utf8()..];
            at += 1;
        }
        let end = at + token.text.chars().count();
        places.push((at, end));
        rest = &rest[token.text.len()..];
        at = end;
    }
    let is_over = |c: char| is_blank(c) || !c.is_alphanumeric();
    rest.chars().all(is_over).then_some(places)
}
