//! Cuts a document into tokens and sentences, for formats that have no characters.

mod spaced;

use std::iter;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::export::{Export, Tokenizer, is_blank};
use super::loss::Kind;
use crate::model::{Document, Mention};
use crate::span::Span;
use crate::text::Text;

pub(crate) use spaced::{Spaced, spaced};

const WORDS: Kind = Kind(
    "punctuation",
    "document is written without the punctuation outside its mentions",
    "documents are written without the punctuation outside their mentions",
);
const PUNCTUATION: Kind = Kind(
    "punctuation-within",
    "mention holds punctuation, whose place cannot be told for sure where other punctuation is left out",
    "mentions hold punctuation, whose place cannot be told for sure where other punctuation is left out",
);
pub(crate) const NO_BLANKS: Kind = Kind(
    "spacing",
    "document is written as tokens: its name, its blanks and its line ends are not in the file",
    "documents are written as tokens: their names, blanks and line ends are not in the file",
);

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

/// Adds tokens for what stands between tokens: those of blanks, but for one blank behind a token, as spaCy has them.
/// The tokens then cover the text; each comes with whether a blank stands behind it.
pub(crate) fn with_blanks<'a>(text: &'a Text, tokens: &[Token<'a>]) -> Vec<(Token<'a>, bool)> {
    let mut all: Vec<(Token, bool)> = Vec::new();
    let mut end = 0;
    let len = text.n_code_points();
    let edges = tokens.iter().map(|it| it.span.start()).chain([len]);
    for (idx, next) in edges.enumerate() {
        let mut start = end;
        if let Some(last) = all.last_mut() {
            let is_blank = Span::new(end, end + 1).and_then(|it| text.get(it)) == Some(" ");
            last.1 = is_blank && end < next;
            start += usize::from(last.1);
        }
        if let Some(span) = Span::new(start, next) {
            let text = text.get(span).unwrap_or_default();
            all.push((Token { span, text }, false));
        }
        if let Some(token) = tokens.get(idx) {
            all.push((*token, false));
            end = token.span.end();
        }
    }
    all
}

/// A document as formats of tokens have it.
pub(crate) struct Tagged<'a> {
    pub(crate) tokens: Vec<Token<'a>>,
    /// The ranges of tokens that are sentences.
    pub(crate) sentences: Vec<Range<usize>>,
    /// The ranges of tokens that are mentions, in order, none of which overlap.
    pub(crate) marks: Vec<(Range<usize>, &'a Mention)>,
}

/// Cuts a document as the options say, and counts what a format of tokens without overlap loses.
pub(crate) fn tagged<'a>(export: &mut Export<'a>, document: &'a Document) -> Tagged<'a> {
    let text = document.text();
    let mut marked = Vec::new();
    for it in export.flat(document) {
        if let Some(span) = export.trim(document, &it) {
            marked.push((span, it.mention));
        }
    }
    let spans: Vec<Span> = marked.iter().map(|it| it.0).collect();
    let tokenizer = export.options.tokenizer;
    let tokens = tokens(text, &spans, tokenizer);
    let sentences = sentences(text, &tokens, &spans);
    let mut first = 0;
    let mut marks = Vec::new();
    for (span, mention) in marked {
        first += tokens[first..].partition_point(|it| it.span.end() <= span.start());
        let n = tokens[first..].partition_point(|it| it.span.start() < span.end());
        let is_word = |it: &Token| it.text.contains(char::is_alphanumeric);
        if tokenizer == Tokenizer::Words && !tokens[first..first + n].iter().all(is_word) {
            export
                .losses
                .mention(&PUNCTUATION, &document.id, &mention.id);
        }
        marks.push((first..first + n, mention));
        first += n;
    }
    if tokenizer == Tokenizer::Words {
        export.losses.add(&WORDS, 1);
    }
    Tagged {
        tokens,
        sentences,
        marks,
    }
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
