//! [`Passage`]: a stretch of the article that a person looks for.

use serde_json::Value;

/// A stretch of the article's text, found by what stands there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Passage<'a> {
    /// What stands there, within one block.
    pub(crate) quote: &'a str,
    /// Which of its occurrences, from 1.
    pub(crate) occurrence: usize,
}

impl Passage<'_> {
    /// Returns the passage as the functions of `page.js` take it.
    pub(super) fn arguments(self) -> [Value; 2] {
        [self.quote.into(), self.occurrence.into()]
    }
}

impl<'a> From<&'a str> for Passage<'a> {
    fn from(quote: &'a str) -> Self {
        nth(1, quote)
    }
}

/// Returns the `occurrence`th place, from 1, where the article has `quote`.
pub(crate) fn nth(occurrence: usize, quote: &str) -> Passage<'_> {
    Passage { quote, occurrence }
}
