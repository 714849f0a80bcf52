//! [`pieces`]: cuts a very long block where that is seen least.

use unicode_segmentation::UnicodeSegmentation;

use crate::span::Span;
use crate::text::Text;

/// A block up to this length is one piece (code points).
const MAX: usize = 8_000;
/// About how long the pieces of a longer one are (code points).
const LEN: usize = 2_000;
/// How far before its end a good place to cut is looked for (code points).
const BACK: usize = 400;

/// Cuts a block that is longer than 8,000 code points into pieces of about 2,000, behind a blank or a mark of East
/// Asian punctuation where there is one, and never within a grapheme. The pieces cover the block exactly, in order.
pub fn pieces(text: &Text, block: Span) -> Vec<Span> {
    let (mut pieces, mut rest) = (Vec::new(), block);
    while rest.len() > if pieces.is_empty() { MAX } else { LEN * 3 / 2 } {
        let end = rest.start() + LEN;
        let tail = Span::new(end - BACK, end).and_then(|it| text.get(it));
        let cut = end - tail.map_or(0, n_behind_cut);
        let (Some(piece), Some(behind)) =
            (Span::new(rest.start(), cut), Span::new(cut, rest.end()))
        else {
            break;
        };
        pieces.push(piece);
        rest = behind;
    }
    pieces.push(rest);
    pieces
}

/// Returns how many code points stand behind the best place to cut.
fn n_behind_cut(tail: &str) -> usize {
    let is_blank =
        |it: char| it.is_whitespace() || matches!(it, '。' | '，' | '、' | '！' | '？' | '；');
    if let Some(n_behind) = tail.chars().rev().position(is_blank) {
        return n_behind;
    }
    // The last grapheme may go on behind the tail.
    let last = tail.graphemes(true).next_back();
    last.map_or(0, |it| it.chars().count())
}

#[cfg(test)]
mod tests {
    use super::{LEN, MAX, pieces};
    use crate::span::Span;
    use crate::text::Text;

    #[track_caller]
    fn check(unit: &str, n: usize) -> Vec<Span> {
        let text = Text::new(unit.repeat(n));
        let block = Span::new(3, text.n_code_points()).unwrap();
        let pieces = pieces(&text, block);
        assert_eq!(pieces.first().map(|it| it.start()), Some(3));
        assert_eq!(pieces.last().map(|it| it.end()), Some(block.end()));
        assert!(pieces.windows(2).all(|it| it[0].end() == it[1].start()));
        assert!(pieces.iter().all(|it| it.len() <= MAX), "{pieces:?}");
        pieces
    }

    #[test]
    fn what_is_not_very_long_is_one_piece() {
        assert_eq!(check("word ", MAX / 5).len(), 1);
    }

    #[test]
    fn a_long_block_is_cut_behind_blanks_and_punctuation() {
        for (unit, width) in [("word ", 5), ("他们说了，", 5), ("سلام ", 5)] {
            let pieces = check(unit, 10_000);
            assert!(pieces.len() > 50_000 / LEN - 1);
            assert!(pieces.iter().all(|it| it.end() % width == 0), "{unit}");
        }
    }

    #[test]
    fn a_grapheme_is_never_cut() {
        for unit in ["e\u{301}", "👩\u{200d}👩\u{200d}👧"] {
            let width = unit.chars().count();
            let pieces = check(unit, 10_000);
            assert!(pieces.iter().all(|it| it.end() % width == 0), "{unit}");
        }
    }
}
