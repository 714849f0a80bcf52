//! Tells what the offsets of a document count.

use super::{Draft, DraftMention};
use crate::formats::offsets::Unit;
use crate::span::{Span, Spans};
use crate::text::Text;

/// The unit of a document's offsets, and another one that fits as well and says something else.
pub(super) struct Choice {
    pub(super) unit: Unit,
    pub(super) other: Option<Unit>,
    /// Whether all mentions begin and end with words, and not all do in the other unit.
    pub(super) is_clear: bool,
}

/// Returns the units in which the offsets of a text differ.
pub(super) fn units(text: &Text) -> Vec<Unit> {
    let mut units = vec![Unit::CodePoint];
    if text.n_utf16() > text.n_code_points() {
        units.push(Unit::Utf16);
    }
    if text.as_str().len() > text.n_code_points() {
        units.push(Unit::Byte);
    }
    units
}

/// Counts the mentions whose quote stands where their offsets say.
pub(super) fn fitting(unit: Unit, text: &Text, mentions: &[DraftMention]) -> usize {
    let fits = |it: &&DraftMention| {
        let Some(quote) = &it.quote else { return false };
        let spans = unit.spans(text, &it.ranges);
        spans.is_some_and(|it| is_quote(text, &it, quote))
    };
    mentions.iter().filter(fits).count()
}

/// Returns the characters of a text with one blank for each, and for a carriage return with its line feed.
fn blanked(text: &str) -> impl Iterator<Item = char> {
    let mut chars = text.chars().peekable();
    std::iter::from_fn(move || {
        let c = chars.next()?;
        if c == '\r' {
            chars.next_if_eq(&'\n');
        }
        Some(if c.is_whitespace() { ' ' } else { c })
    })
}

/// Whether a quote is what stands under spans; a blank may stand for any other.
pub(super) fn is_quote(text: &Text, spans: &Spans, quote: &str) -> bool {
    let mut quote = blanked(quote);
    for (span_idx, span) in spans.iter().enumerate() {
        if span_idx > 0 && quote.next() != Some(' ') {
            return false;
        }
        let Some(content) = text.get(span) else {
            return false;
        };
        if blanked(content).any(|c| quote.next() != Some(c)) {
            return false;
        }
    }
    quote.next().is_none()
}

/// Tells what the offsets of a document count: by quotes where there are some, else by where they may stand.
pub(super) fn choose(draft: &Draft) -> Choice {
    let only = |unit| Choice {
        unit,
        other: None,
        is_clear: true,
    };
    let Some(text) = &draft.text else {
        return only(Unit::CodePoint);
    };
    if let Some(unit) = draft.unit {
        return only(unit);
    }
    let units = units(text);
    if units.len() == 1 {
        return only(Unit::CodePoint);
    }
    let mentions = &draft.mentions;
    if mentions.iter().any(|it| it.quote.is_some()) {
        let fit = |it: &Unit| fitting(*it, text, mentions);
        // Of equals `max_by_key` returns the last, so the first is looked for from behind.
        return only(
            units
                .into_iter()
                .rev()
                .max_by_key(fit)
                .unwrap_or(Unit::CodePoint),
        );
    }
    let is_readable = |it: &Unit| {
        let mut all = mentions.iter();
        all.all(|mention| it.spans(text, &mention.ranges).is_some())
    };
    let readable: Vec<Unit> = units.into_iter().filter(is_readable).collect();
    match readable.as_slice() {
        [Unit::CodePoint, Unit::Utf16, ..] => {
            let spans = |unit: Unit| {
                let all = mentions.iter();
                all.map(move |it| unit.spans(text, &it.ranges))
            };
            if spans(Unit::CodePoint).eq(spans(Unit::Utf16)) {
                return only(Unit::CodePoint);
            }
            let clean =
                |unit: Unit| -> usize { spans(unit).flatten().map(|it| n_clean(text, &it)).sum() };
            let [by_code_point, by_utf16] = [Unit::CodePoint, Unit::Utf16].map(clean);
            let (unit, other) = match by_utf16 > by_code_point {
                true => (Unit::Utf16, Unit::CodePoint),
                false => (Unit::CodePoint, Unit::Utf16),
            };
            let n_edges: usize = mentions.iter().map(|it| 2 * it.ranges.len()).sum();
            Choice {
                unit,
                other: Some(other),
                is_clear: by_code_point != by_utf16 && by_code_point.max(by_utf16) == n_edges,
            }
        }
        // More than one reading in bytes fits where nothing speaks for bytes.
        [first, ..] => only(*first),
        [] => only(Unit::CodePoint),
    }
}

/// Counts the edges of spans that are edges of words: no blank within, no letter on both sides.
fn n_clean(text: &Text, spans: &Spans) -> usize {
    let content = text.as_str();
    let is_clean = |inner: Option<char>, outer: Option<char>| {
        let is_letter = |it: Option<char>| it.is_some_and(char::is_alphanumeric);
        inner.is_some_and(|it| !it.is_whitespace()) && !(is_letter(inner) && is_letter(outer))
    };
    let edges = |span: Span| {
        let (before, behind_start) = content.split_at(text.to_byte(span.start()));
        let (before_end, behind) = content.split_at(text.to_byte(span.end()));
        let start = is_clean(behind_start.chars().next(), before.chars().next_back());
        let end = is_clean(before_end.chars().next_back(), behind.chars().next());
        usize::from(start) + usize::from(end)
    };
    spans.iter().map(edges).sum()
}
