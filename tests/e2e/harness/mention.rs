//! [`Mention`]: a mention as the project's own JSON has it.

use serde::Deserialize;

/// A mention as the project's own JSON has it; other fields are left out.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Mention {
    /// Where it starts, in code points.
    pub(crate) start: usize,
    /// Where it ends, in code points; excluded.
    pub(crate) end: usize,
    /// The name of its label.
    pub(crate) label: String,
    /// What stands there.
    pub(crate) quote: String,
    /// What names it.
    pub(crate) id: String,
}

impl Mention {
    /// Fails unless the mention's quote stands in `text` where its offsets say.
    #[track_caller]
    pub(crate) fn check(&self, text: &str) {
        assert_eq!(
            code_points(text, self.start, self.end),
            self.quote,
            "at {self:?}"
        );
    }
}

/// Returns the text between two offsets, counted in code points the plain way.
pub(crate) fn code_points(text: &str, start: usize, end: usize) -> String {
    text.chars()
        .skip(start)
        .take(end.saturating_sub(start))
        .collect()
}
