//! Finds a phrase in a text, and the other places of what a mention covers.
//!
//! A phrase is found as it stands: no character of it is a pattern.

use crate::segment::{is_grapheme_edge, word_at};
use crate::span::Span;
use crate::text::Text;

/// Returns where a phrase stands in a text, in order and without overlaps, in code points. O(n).
///
/// `fold` makes what is to count as the same out of a line and out of the phrase: small letters of all, mostly. Where it
/// makes another number of characters of a line ("İ" becomes two), only ASCII letters of that line are made small. A
/// place that would split a grapheme is none.
pub fn find(text: &Text, phrase: &str, fold: impl Fn(&str) -> String) -> Vec<Span> {
    let wanted = fold(phrase);
    let (mut found, mut start) = (Vec::new(), 0);
    if wanted.is_empty() {
        return found;
    }
    let n_wanted = wanted.chars().count();
    for line in text.as_str().split_inclusive('\n') {
        let n_characters = line.chars().count();
        let mut folded = fold(line);
        if folded.chars().count() != n_characters {
            folded = line.to_ascii_lowercase();
        }
        let (mut byte, mut offset) = (0, start);
        for (at, _) in folded.match_indices(&wanted) {
            offset += folded[byte..at].chars().count();
            byte = at;
            found.extend(Span::new(offset, offset + n_wanted).filter(|it| is_whole(text, *it)));
        }
        start += n_characters;
    }
    found
}

/// Returns the other places of a text that read like a span of it, in order and without overlaps, in code points. O(n).
///
/// Where the span begins or ends with a word, so do they: "Kim" is not found in "Kimono".
pub fn others_like(text: &Text, span: Span) -> Vec<Span> {
    let Some(quote) = text.get(span) else {
        return Vec::new();
    };
    let begins = |it: Span| word_at(text, it.start()).is_none_or(|word| word.start() == it.start());
    let ends = |it: Span| word_at(text, it.end() - 1).is_none_or(|word| word.end() == it.end());
    let (is_begin, is_end) = (begins(span), ends(span));
    let places = text.as_str().match_indices(quote).filter_map(|(byte, _)| {
        let start = text.from_byte(byte)?;
        Span::new(start, start + span.len())
    });
    let is_like = |it: &Span| {
        !it.overlaps(span)
            && is_whole(text, *it)
            && (!is_begin || begins(*it))
            && (!is_end || ends(*it))
    };
    places.filter(is_like).collect()
}

fn is_whole(text: &Text, span: Span) -> bool {
    is_grapheme_edge(text, span.start()) && is_grapheme_edge(text, span.end())
}

#[cfg(test)]
mod tests;
