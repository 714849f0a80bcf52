//! What the offsets of a file count, and where a quote stands if they lead nowhere.

use serde_json::{Map, Value};

use crate::formats::json::Fields;
use crate::span::{Span, Spans};
use crate::text::Text;

/// What a file's offsets may count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Unicode code points, as the model counts.
    CodePoint,
    /// UTF-16 units, as JavaScript and Java count.
    Utf16,
    /// Bytes of UTF-8.
    Byte,
}

impl Unit {
    /// Names it for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::CodePoint => "code point",
            Self::Utf16 => "UTF-16 unit",
            Self::Byte => "byte",
        }
    }

    /// Returns the spans of ranges that count in this unit, if they are spans of the text.
    pub(crate) fn spans(self, text: &Text, ranges: &[(usize, usize)]) -> Option<Spans> {
        let offset = |at| match self {
            Self::CodePoint => (at <= text.n_code_points()).then_some(at),
            Self::Utf16 => text.from_utf16(at),
            Self::Byte => text.from_byte(at),
        };
        let spans: Option<Vec<Span>> = ranges
            .iter()
            .map(|&(start, end)| Span::new(offset(start)?, offset(end)?))
            .collect();
        Spans::new(spans?)
    }
}

/// Returns the ranges of a mention, in the file's unit, as they stand; `None` where they are none.
pub(crate) fn ranges(fields: &Fields) -> Option<Vec<(usize, usize)>> {
    let range = |fields: &Map<String, Value>| {
        let offset = |name| usize::try_from(fields.get(name)?.as_u64()?).ok();
        Some((offset("start")?, offset("end")?))
    };
    match fields.0.get("spans") {
        None => Some(vec![range(&fields.0)?]),
        Some(spans) => {
            let spans = spans.as_array()?.iter();
            spans.map(|it| range(it.as_object()?)).collect()
        }
    }
}

/// Returns the unit in which the quotes of a document's mentions stand where their offsets say.
///
/// Only where code points do not fit and another unit fits all of them is it that one.
pub(crate) fn unit_of(text: &Text, mentions: &[Fields]) -> Unit {
    let fits = |unit: Unit| {
        mentions
            .iter()
            .filter_map(|it| Some((ranges(it)?, it.text("quote")?)))
            .all(|(ranges, quote)| {
                let spans = unit.spans(text, &ranges);
                spans.is_some_and(|it| {
                    it.iter()
                        .filter_map(|it| text.get(it))
                        .collect::<Vec<_>>()
                        .join(" ")
                        == quote
                })
            })
    };
    let mut others = [Unit::CodePoint, Unit::Utf16, Unit::Byte].into_iter();
    others.find(|&unit| fits(unit)).unwrap_or(Unit::CodePoint)
}

/// Looks for quotes whose offsets lead nowhere.
///
/// Most stand near to where they should, so it looks there first. What it reads in all is bounded: a file
/// whose every quote is nowhere in a long text shall not stop the page.
pub(crate) struct Search {
    /// Code points that may still be read.
    room: usize,
}

impl Default for Search {
    fn default() -> Self {
        Self { room: 500_000_000 }
    }
}

impl Search {
    /// Returns the occurrence of a quote that begins nearest to `near` (code points).
    pub(crate) fn nearest(&mut self, text: &Text, quote: &str, near: usize) -> Option<Span> {
        if quote.trim().is_empty() {
            return None;
        }
        let len = text.n_code_points();
        let quote_len = quote.chars().count();
        let near = near.min(len);
        let mut radius = 1_000;
        loop {
            // Every occurrence that begins within the radius is in the window.
            let window = (
                near.saturating_sub(radius),
                (near + radius + quote_len).min(len),
            );
            self.room = self.room.checked_sub(window.1 - window.0)?;
            let first = text.to_byte(window.0);
            let content = &text.as_str()[first..text.to_byte(window.1)];
            let found = content.match_indices(quote);
            let starts = found.filter_map(|(byte, _)| text.from_byte(first + byte));
            if let Some(start) = starts.min_by_key(|start| start.abs_diff(near)) {
                return Span::new(start, start + quote_len);
            }
            if window == (0, len) {
                return None;
            }
            radius *= 30;
        }
    }
}

#[cfg(test)]
mod tests;
