//! [`Block`]: a paragraph, list item, heading or caption of a plain text.

use crate::span::Span;
use crate::text::Text;

/// One block of a text: a line that is not blank, without what marks it as a list item or heading.
///
/// Blocks are a view: what stands between them (line ends, blank lines, `- `) stays in the text and is
/// counted by offsets, but is not drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// What the block is.
    pub kind: BlockKind,
    /// Where it stands in the text.
    pub span: Span,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// An ordinary paragraph.
    Paragraph,
    /// A line that begins with a bullet (`-`, `*`, `+`, `•` …) and a blank.
    ListItem,
    /// A line that begins with `#` and a blank, or a short one without a full stop that stands above
    /// paragraphs: at the very beginning or behind a blank line, and above prose, a list or a blank line.
    Heading,
    /// A short line without a full stop directly between paragraphs of prose, as under a picture.
    Caption,
}

/// A line longer than this is neither a heading nor a caption (code points).
const SHORT: usize = 100;

/// A line of the text, before it is known what it is.
struct Line {
    span: Span,
    marked: Option<BlockKind>,
    /// Whether a blank line (or the beginning of the text) stands above.
    after_blank: bool,
    is_short: bool,
    is_sentence: bool,
}

/// Finds the blocks of a text, in order. O(n) in its length.
///
/// Lines end at the mandatory breaks of [UAX #14](https://www.unicode.org/reports/tr14/): LF, CR, CR LF,
/// VT, FF, NEL, LS and PS.
pub fn blocks(text: &Text) -> Vec<Block> {
    let lines = lines(text.as_str());
    let kind = |line_idx: usize| {
        let line = &lines[line_idx];
        if let Some(kind) = line.marked {
            return kind;
        }
        if !line.is_short || line.is_sentence {
            return BlockKind::Paragraph;
        }
        // A short line is told by its neighbors. Verses are short as well, so a caption has prose beside it,
        // and a heading has prose or a blank line below it.
        let next = lines.get(line_idx + 1);
        let before = line_idx.checked_sub(1).and_then(|it| lines.get(it));
        let ends_well = |it: &Line| it.is_sentence && it.marked.is_none();
        let is_prose = |it: &Line| it.is_sentence && !it.is_short;
        let leads = next.is_some_and(|it| {
            it.marked == Some(BlockKind::ListItem)
                || is_prose(it)
                || it.is_sentence && it.after_blank
        });
        let is_between = before.is_some_and(ends_well) && next.is_none_or(ends_well);
        if line.after_blank && leads {
            BlockKind::Heading
        } else if is_between && before.into_iter().chain(next).any(is_prose) {
            BlockKind::Caption
        } else {
            BlockKind::Paragraph
        }
    };
    (0..lines.len())
        .map(|line_idx| Block {
            kind: kind(line_idx),
            span: lines[line_idx].span,
        })
        .collect()
}

/// Returns the index of the block that holds `offset`, or of the last one that begins before it.
///
/// `None` before the first block. O(log n).
pub fn block_at(blocks: &[Block], offset: usize) -> Option<usize> {
    blocks
        .partition_point(|it| it.span.start() <= offset)
        .checked_sub(1)
}

/// Returns the indices of the blocks that overlap `span`. O(log n).
pub fn blocks_in(blocks: &[Block], span: Span) -> std::ops::Range<usize> {
    let first = blocks.partition_point(|it| it.span.end() <= span.start());
    let behind = blocks.partition_point(|it| it.span.start() < span.end());
    first..behind.max(first)
}

fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut after_blank = true;
    let mut start = 0; // code points
    let mut rest = text;
    while !rest.is_empty() {
        let len = rest.find(is_line_end).unwrap_or(rest.len());
        let (line, behind) = rest.split_at(len);
        let n_code_points = line.chars().count();
        match read_line(line, start, n_code_points) {
            Some(line) => {
                lines.push(Line {
                    after_blank,
                    ..line
                });
                after_blank = false;
            }
            // The line feed of CR LF ends no line of its own, but finds one here: an empty one.
            None => {
                let is_cr_lf = line.is_empty()
                    && behind.starts_with('\n')
                    && text[..text.len() - rest.len()].ends_with('\r');
                after_blank |= !is_cr_lf;
            }
        }
        let line_end = behind.chars().next().map_or(0, char::len_utf8);
        start += n_code_points + usize::from(line_end > 0);
        rest = &behind[line_end..];
    }
    lines
}

/// Reads one line that begins at `start`; `None` for a blank one.
fn read_line(line: &str, start: usize, n_code_points: usize) -> Option<Line> {
    let content = line.trim();
    if content.is_empty() {
        return None;
    }
    let (marked, marker) = marker(line);
    let skipped = line[..marker].chars().count();
    Some(Line {
        span: Span::new(start + skipped, start + n_code_points)?,
        marked,
        after_blank: false,
        is_short: n_code_points <= SHORT,
        is_sentence: ends_sentence(content),
    })
}

/// Returns what the beginning of a line marks it as, and the length of the mark in bytes.
fn marker(line: &str) -> (Option<BlockKind>, usize) {
    let indent = line.len() - line.trim_start().len();
    let content = &line[indent..];
    let behind_bullet = content.strip_prefix(['-', '*', '+', '•', '‣', '▪', '◦', '·']);
    let behind_hashes = content.trim_start_matches('#');
    let n_hashes = content.len() - behind_hashes.len();
    let (kind, behind) = match behind_bullet {
        Some(behind) => (BlockKind::ListItem, behind),
        None if (1..=6).contains(&n_hashes) => (BlockKind::Heading, behind_hashes),
        None => return (None, 0),
    };
    let content = behind.trim_start();
    if content.is_empty() || content.len() == behind.len() {
        return (None, 0);
    }
    (Some(kind), line.len() - content.len())
}

fn is_line_end(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// Whether a line ends as a sentence does, closing quotes and brackets aside.
fn ends_sentence(content: &str) -> bool {
    let content = content.trim_end_matches(['"', '\'', '”', '’', '»', '“', '」', '』', ')', ']']);
    content.ends_with([
        '.', '!', '?', '…', ':', ';', ',', '。', '！', '？', '：', '।', '؟', '۔',
    ])
}

#[cfg(test)]
mod tests;
