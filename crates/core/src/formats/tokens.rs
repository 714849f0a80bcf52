//! Cuts a document into tokens and sentences, for formats that have no characters.

mod spaced;

use std::iter;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::export::{Tokenizer, is_blank};
use crate::span::Span;
use crate::text::Text;

pub(crate) use spaced::{Spaced, spaced};

/// A token: without any blank in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token<'a> {
    /// Where it stands, in code points.
    pub(crate) span: Span,
    pub(crate) text: &'a str,
}

/// Cuts a text into tokens. O(n) in its length, O(m log m) in the number of spans.
///
/// The edges of spans are edges of tokens. A span of blanks alone has no token.
pub(crate) fn tokens<'a>(text: &'a Text, spans: &[Span], tokenizer: Tokenizer) -> Vec<Token<'a>> {
    let edges = edges(spans);
    let mut edges = edges.iter().peekable();
    let covered = merged(spans);
    let mut covered = covered.iter().peekable();
    let content = text.as_str();
    let mut segments: Box<dyn Iterator<Item = (usize, &str)>> = match tokenizer {
        Tokenizer::Whitespace => Box::new(iter::once((0, content))),
        Tokenizer::Words | Tokenizer::WordsAndPunctuation => {
            Box::new(content.split_word_bound_indices())
        }
        Tokenizer::Characters => Box::new(content.grapheme_indices(true)),
    };
    let mut next_segment = segments.next().map(|it| it.0);
    let mut tokens = Vec::new();
    // Where the token that is open begins: its byte and its code point.
    let mut open: Option<(usize, usize)> = None;
    let mut close = |open: &mut Option<(usize, usize)>, byte: usize, at: usize| {
        let Some((first, start)) = open.take() else {
            return;
        };
        let (token, span) = (&content[first..byte], Span::between(start, at));
        while covered.next_if(|it| it.end() <= start).is_some() {}
        let is_in_span = covered.peek().is_some_and(|it| it.start() <= start);
        let is_kept =
            tokenizer != Tokenizer::Words || is_in_span || token.contains(char::is_alphanumeric);
        if let Some(span) = span.filter(|_| is_kept) {
            tokens.push(Token { span, text: token });
        }
    };
    for (at, (byte, c)) in content.char_indices().enumerate() {
        let mut is_edge = edges.next_if(|&&it| it == at).is_some();
        if next_segment == Some(byte) {
            is_edge = true;
            next_segment = segments.next().map(|it| it.0);
        }
        if is_edge || is_blank(c) {
            close(&mut open, byte, at);
        }
        if open.is_none() && !is_blank(c) {
            open = Some((byte, at));
        }
    }
    close(&mut open, content.len(), text.n_code_points());
    tokens
}

/// Cuts tokens into sentences: ranges of them, none of which is empty. No sentence ends within a span.
///
/// Sentences are those of UAX #29; a line end ends one. O(n) in the length of the text.
pub(crate) fn sentences(text: &Text, tokens: &[Token], spans: &[Span]) -> Vec<Range<usize>> {
    let covered = merged(spans);
    let mut covered = covered.iter().peekable();
    let (mut sentences, mut first, mut behind, mut at) = (Vec::new(), 0, 0, 0);
    for sentence in text.as_str().split_sentence_bounds() {
        at += sentence.chars().count();
        while covered.next_if(|it| it.end() <= at).is_some() {}
        if covered.peek().is_some_and(|it| it.start() < at) {
            continue;
        }
        while tokens.get(behind).is_some_and(|it| it.span.start() < at) {
            behind += 1;
        }
        if first < behind {
            sentences.push(first..behind);
            first = behind;
        }
    }
    if first < tokens.len() {
        sentences.push(first..tokens.len());
    }
    sentences
}

/// Returns the edges of spans, in order, each once.
fn edges(spans: &[Span]) -> Vec<usize> {
    let mut edges: Vec<usize> = spans.iter().flat_map(|it| [it.start(), it.end()]).collect();
    edges.sort_unstable();
    edges.dedup();
    edges
}

/// Joins spans that overlap; those that only touch stay apart.
fn merged(spans: &[Span]) -> Vec<Span> {
    let mut spans = spans.to_vec();
    spans.sort_unstable();
    let mut merged: Vec<Span> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            Some(last) if last.overlaps(span) => *last = last.union(span),
            _ => merged.push(span),
        }
    }
    merged
}

#[cfg(test)]
mod tests;
