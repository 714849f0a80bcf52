//! [`spaced`]: tokens that are the whole text when they are joined, as spaCy and Prodigy want them.

use super::tokens;
use crate::formats::Tokenizer;
use crate::span::Span;
use crate::text::Text;

/// A token of a text that is cut without a rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spaced<'a> {
    /// Where it stands, in code points.
    pub(crate) span: Span,
    pub(crate) text: &'a str,
    /// Whether one blank stands between it and the next, which is of neither.
    pub(crate) has_blank_behind: bool,
}

/// Cuts a text into tokens that are joined the text again: what stands between two words is a blank behind the first
/// or, where it is more than that or a span begins or ends in it, tokens as well. The edges of spans are edges of tokens.
///
/// O(n) in the length of the text, O(m log m) in the number of spans.
pub(crate) fn spaced<'a>(text: &'a Text, spans: &[Span], tokenizer: Tokenizer) -> Vec<Spaced<'a>> {
    let mut starts: Vec<usize> = spans.iter().map(|it| it.start()).collect();
    let mut ends: Vec<usize> = spans.iter().map(|it| it.end()).collect();
    starts.sort_unstable();
    ends.sort_unstable();
    let words = tokens(text, spans, tokenizer);
    let mut spaced: Vec<Spaced> = Vec::with_capacity(words.len() * 5 / 4);
    let mut at = 0;
    let gap_ends = words.iter().map(|it| (it.span.start(), Some(it)));
    for (start, word) in gap_ends.chain([(text.n_code_points(), None)]) {
        if let Some(gap) = Span::new(at, start) {
            let begins = starts.binary_search(&gap.start()).is_ok();
            let ends_here = ends.binary_search(&gap.end()).is_ok();
            match spaced.last_mut() {
                Some(last) if text.get(gap) == Some(" ") && !begins && !ends_here => {
                    last.has_blank_behind = true;
                }
                _ => push_gap(&mut spaced, text, gap, [&starts, &ends]),
            }
        }
        if let Some(word) = word {
            at = word.span.end();
            spaced.push(Spaced {
                span: word.span,
                text: word.text,
                has_blank_behind: false,
            });
        }
    }
    spaced
}

/// Makes tokens of what stands between two words, cut at the edges of spans.
fn push_gap<'a>(spaced: &mut Vec<Spaced<'a>>, text: &'a Text, gap: Span, edges: [&[usize]; 2]) {
    let mut at = gap.start();
    while at < gap.end() {
        let next = edges.iter().filter_map(|it| {
            let position = it.partition_point(|&edge| edge <= at);
            it.get(position).copied()
        });
        let end = next.min().unwrap_or(gap.end()).min(gap.end());
        if let Some(span) = Span::new(at, end) {
            spaced.push(Spaced {
                span,
                text: text.get(span).unwrap_or_default(),
                has_blank_behind: false,
            });
        }
        at = end;
    }
}
