//! Snaps spans to characters, words, sentences and blocks.

use unicode_segmentation::{GraphemeCursor, GraphemeIncomplete, UnicodeSegmentation};

use super::block::{Block, block_at};
use crate::span::{Edge, Span};
use crate::text::Text;

/// What a selection made by mouse is widened to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// Graphemes: what a reader takes for one character.
    Character,
    /// Words; scripts that write no blanks between words stay at characters.
    #[default]
    Word,
    /// Sentences.
    Sentence,
    /// Blocks.
    Block,
}

/// How far from an edge its word is looked for (code points), so that a text without blanks costs no more.
const REACH: usize = 200;

/// Widens a span to whole units and cuts the blanks at its edges.
///
/// An edge at a unit's edge stays; an edge inside a unit moves outward. Whatever the unit, no grapheme is
/// split. `None` where the span holds nothing but blanks.
///
/// A word's possessive is a unit of its own, so that "Europe" can be taken out of "Europe’s", and so are the
/// parts of a word with hyphens.
pub fn snap(text: &Text, blocks: &[Block], span: Span, unit: Unit) -> Option<Span> {
    let span = whole_graphemes(text, trim(text, span)?);
    // A grapheme belongs to the unit in which it begins, and a unit that ends inside one ends behind it.
    let (first, last) = (span.start(), grapheme_start(text, span.end() - 1));
    let unit_at = |offset| match unit {
        Unit::Character => None,
        Unit::Word => {
            let pieces = pieces_around(text, offset);
            pieces.into_iter().find(|it| it.contains_offset(offset))
        }
        Unit::Sentence => sentence_at(text, blocks, offset),
        Unit::Block => {
            // What marks a list item is in no block.
            let block = blocks[block_at(blocks, offset)?].span;
            block.contains_offset(offset).then_some(block)
        }
    };
    let start = unit_at(first).map_or(first, |it| grapheme_end(text, it.start()));
    let end = unit_at(last).map_or(span.end(), |it| grapheme_end(text, it.end()));
    trim(text, Span::new(start.min(first), end.max(span.end()))?)
}

/// Cuts blanks, line ends and invisible spaces from both edges; `None` where nothing else is there.
///
/// A blank that carries a combining mark is none.
pub fn trim(text: &Text, span: Span) -> Option<Span> {
    let content = text.get(span)?;
    let n_blank = |graphemes: &mut dyn Iterator<Item = &str>| -> usize {
        graphemes
            .take_while(|it| it.chars().all(is_blank))
            .map(|it| it.chars().count())
            .sum()
    };
    let start = n_blank(&mut content.graphemes(true));
    let end = n_blank(&mut content.graphemes(true).rev());
    Span::new(span.start() + start, span.end().checked_sub(end)?)
}

/// Returns the word at an offset, as a double click takes it: without its possessive, and in scripts without
/// blanks as far as UAX #29 tells. `None` on a blank.
pub fn word_at(text: &Text, offset: usize) -> Option<Span> {
    let (around, content) = surroundings(text, offset)?;
    let mut start = around.start();
    for word in content.split_word_bounds() {
        let end = start + word.chars().count();
        if offset < end {
            let cut = end - possessive(word);
            // A click on the possessive itself takes it.
            let word = if offset < cut {
                Span::new(start, cut)
            } else {
                Span::new(cut, end)
            };
            return word.map(|it| whole_graphemes(text, it));
        }
        start = end;
    }
    None
}

/// Returns the sentence of a block at an offset, trimmed.
pub fn sentence_at(text: &Text, blocks: &[Block], offset: usize) -> Option<Span> {
    let block = blocks[block_at(blocks, offset)?];
    let mut start = block.span.start();
    for sentence in text.get(block.span)?.split_sentence_bounds() {
        let end = start + sentence.chars().count();
        if offset < end {
            return trim(text, Span::new(start, end)?);
        }
        start = end;
    }
    None
}

/// Moves the edges of a span outward to the edges of graphemes.
fn whole_graphemes(text: &Text, span: Span) -> Span {
    let (start, end) = (
        grapheme_start(text, span.start()),
        grapheme_end(text, span.end()),
    );
    Span::new(start, end).unwrap_or(span)
}

/// Whether no grapheme goes over an offset.
pub fn is_grapheme_edge(text: &Text, offset: usize) -> bool {
    grapheme_start(text, offset) == offset
}

/// Returns where a span's edge goes when it is dragged to an offset and the other one stays: to the edge of a unit, and
/// at least one unit away from the other one.
pub fn snap_edge(
    text: &Text,
    blocks: &[Block],
    span: Span,
    edge: Edge,
    offset: usize,
    unit: Unit,
) -> usize {
    match edge {
        Edge::Start => {
            let offset = offset.min(span.end() - 1);
            let dragged = Span::new(offset, span.end());
            let snapped = dragged.and_then(|it| snap(text, blocks, it, unit));
            snapped.map_or(span.start(), |it| it.start().min(span.end() - 1))
        }
        Edge::End => {
            let offset = offset.max(span.start() + 1);
            let dragged = Span::new(span.start(), offset.min(text.n_code_points()));
            let snapped = dragged.and_then(|it| snap(text, blocks, it, unit));
            snapped.map_or(span.end(), |it| it.end())
        }
    }
}

/// Returns the last edge of a grapheme at or before `offset`.
fn grapheme_start(text: &Text, offset: usize) -> usize {
    grapheme_edge(text, offset, |cursor, content| {
        cursor.prev_boundary(content, 0)
    })
}

/// Returns the first edge of a grapheme at or behind `offset`.
fn grapheme_end(text: &Text, offset: usize) -> usize {
    grapheme_edge(text, offset, |cursor, content| {
        cursor.next_boundary(content, 0)
    })
}

fn grapheme_edge(
    text: &Text,
    offset: usize,
    next: fn(&mut GraphemeCursor, &str) -> Result<Option<usize>, GraphemeIncomplete>,
) -> usize {
    let content = text.as_str();
    let mut cursor = GraphemeCursor::new(text.to_byte(offset), content.len(), true);
    if cursor.is_boundary(content, 0) != Ok(false) {
        return offset;
    }
    let edge = next(&mut cursor, content).ok().flatten();
    edge.and_then(|it| text.from_byte(it)).unwrap_or(offset)
}

/// Returns the stretch without blanks around the character at `offset`; `None` on a blank.
fn surroundings(text: &Text, offset: usize) -> Option<(Span, &str)> {
    let byte = text.to_byte(offset);
    let (before, behind) = text.as_str().split_at(byte);
    let start = offset
        - before
            .chars()
            .rev()
            .take(REACH)
            .take_while(|&c| !is_blank(c))
            .count();
    let end = offset
        + behind
            .chars()
            .take(REACH)
            .take_while(|&c| !is_blank(c))
            .count();
    if end == offset {
        return None;
    }
    let around = Span::new(start, end)?;
    Some((around, text.get(around)?))
}

/// Returns the units that a selection of words snaps to, around the character at `offset`.
fn pieces_around(text: &Text, offset: usize) -> Vec<Span> {
    let Some((around, content)) = surroundings(text, offset) else {
        return Vec::new();
    };
    let mut pieces = Vec::new();
    let mut start = around.start();
    for word in content.split_word_bounds() {
        let end = start + word.chars().count();
        if word.chars().any(is_spaceless) {
            pieces.extend((start..end).filter_map(|it| Span::new(it, it + 1)));
        } else {
            let cut = end - possessive(word);
            pieces.extend(Span::new(start, cut));
            pieces.extend(Span::new(cut, end));
        }
        start = end;
    }
    pieces
}

/// Returns the length of the English possessive at a word's end ("’s"), or 0 (code points).
fn possessive(word: &str) -> usize {
    let apostrophes = ['\'', '’', '‘', 'ʼ', '＇'];
    let is_possessive = |stem: &str| stem.ends_with(apostrophes) && stem.chars().count() > 1;
    if word.strip_suffix(['s', 'S']).is_some_and(is_possessive) {
        2
    } else {
        0
    }
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}')
}

/// Whether a character belongs to a script that writes no blanks between words: Thai, Lao, Myanmar, Khmer,
/// Tibetan, and the East Asian scripts but Hangul.
fn is_spaceless(c: char) -> bool {
    matches!(c,
        '\u{0e00}'..='\u{0fff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{1a20}'..='\u{1aaf}'
        | '\u{2e80}'..='\u{312f}' | '\u{31a0}'..='\u{4dbf}' | '\u{4e00}'..='\u{a4cf}' | '\u{a9e0}'..='\u{a9ff}'
        | '\u{aa60}'..='\u{aa7f}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}'
        | '\u{1b000}'..='\u{1b16f}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests;
