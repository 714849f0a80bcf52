//! Laws of texts, spans, blocks and snapping.

use glossator_core::segment::{
    Unit, block_at, blocks, blocks_in, sentence_at, snap, trim, word_at,
};
use glossator_core::{Span, Spans, Text};
use proptest::collection::vec;
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use crate::strategies::{text, text_and_span, unit};

/// Whether an offset stands between two graphemes.
fn is_between_graphemes(text: &Text, offset: usize) -> bool {
    let byte = text.to_byte(offset);
    let mut edges = text.as_str().grapheme_indices(true).map(|(edge, _)| edge);
    byte == text.as_str().len() || edges.any(|edge| edge == byte)
}

fn is_line_end(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

proptest! {
    #![proptest_config(crate::config())]

    #[test]
    fn every_place_converts_there_and_back(text in text()) {
        let (mut offset, mut utf16, mut byte) = (0, 0, 0);
        for c in text.as_str().chars() {
            prop_assert_eq!(text.to_utf16(offset), utf16);
            prop_assert_eq!(text.to_byte(offset), byte);
            prop_assert_eq!(text.from_utf16(utf16), Some(offset));
            prop_assert_eq!(text.from_byte(byte), Some(offset));
            if c.len_utf16() == 2 {
                prop_assert_eq!(text.from_utf16(utf16 + 1), None);
            }
            for inside in byte + 1..byte + c.len_utf8() {
                prop_assert_eq!(text.from_byte(inside), None);
            }
            offset += 1;
            utf16 += c.len_utf16();
            byte += c.len_utf8();
        }
        prop_assert_eq!(text.from_utf16(utf16), Some(offset));
        prop_assert_eq!(text.from_byte(byte), Some(offset));
        prop_assert_eq!((text.n_code_points(), text.n_utf16()), (offset, utf16));
    }

    #[test]
    fn spans_cover_what_they_were_made_of(ranges in vec((0..40usize, 1..9usize), 1..8)) {
        let all = || ranges.iter().filter_map(|&(start, len)| Span::new(start, start + len));
        let spans = Spans::new(all()).expect("there is one");
        for offset in 0..60 {
            let is_covered = all().any(|it| it.contains_offset(offset));
            prop_assert_eq!(spans.iter().any(|it| it.contains_offset(offset)), is_covered);
        }
        let in_order: Vec<_> = spans.iter().collect();
        prop_assert!(in_order.windows(2).all(|it| it[0].end() < it[1].start()));
        prop_assert_eq!(Spans::new(spans.iter()), Some(spans));
    }

    #[test]
    fn blocks_leave_out_blanks_and_marks_only(text in text()) {
        let blocks = blocks(&text);
        let mut behind = 0;
        for block in &blocks {
            prop_assert!(behind <= block.span.start());
            let content = text.get(block.span).expect("a block is within its text");
            prop_assert!(!content.trim().is_empty());
            prop_assert!(!content.contains(is_line_end));
            if let Some(gap) = Span::new(behind, block.span.start()) {
                let gap = text.get(gap).expect("it is within the text");
                prop_assert!(gap.chars().all(|it| it.is_whitespace() || "-*+•‣▪◦·#".contains(it)));
            }
            behind = block.span.end();
        }
        let rest = Span::new(behind, text.n_code_points()).and_then(|it| text.get(it));
        prop_assert_eq!(rest.unwrap_or_default().trim(), "");
    }

    #[test]
    fn blocks_are_found_by_offset_and_by_span((text, span) in text_and_span()) {
        let blocks = blocks(&text);
        let last = blocks.iter().rposition(|it| it.span.start() <= span.start());
        prop_assert_eq!(block_at(&blocks, span.start()), last);
        let found = blocks_in(&blocks, span);
        for (block_idx, block) in blocks.iter().enumerate() {
            prop_assert_eq!(found.contains(&block_idx), block.span.overlaps(span));
        }
    }

    #[test]
    fn snapping_again_changes_nothing((text, span) in text_and_span(), unit in unit()) {
        let blocks = blocks(&text);
        if let Some(snapped) = snap(&text, &blocks, span, unit) {
            prop_assert_eq!(snap(&text, &blocks, snapped, unit), Some(snapped));
        }
    }

    #[test]
    fn snapping_never_shrinks_what_was_selected((text, span) in text_and_span(), unit in unit()) {
        let snapped = snap(&text, &blocks(&text), span, unit);
        match trim(&text, span) {
            Some(trimmed) => prop_assert!(snapped.is_some_and(|it| it.contains(trimmed))),
            None => prop_assert_eq!(snapped, None),
        }
    }

    #[test]
    fn snapping_never_splits_a_grapheme((text, span) in text_and_span(), unit in unit()) {
        if let Some(snapped) = snap(&text, &blocks(&text), span, unit) {
            prop_assert!(is_between_graphemes(&text, snapped.start()));
            prop_assert!(is_between_graphemes(&text, snapped.end()));
        }
    }

    #[test]
    fn a_smaller_unit_is_within_a_larger_one((text, span) in text_and_span()) {
        let blocks = blocks(&text);
        let snapped = |unit| snap(&text, &blocks, span, unit);
        if let Some(characters) = snapped(Unit::Character) {
            for unit in [Unit::Word, Unit::Sentence, Unit::Block] {
                prop_assert!(snapped(unit).is_some_and(|it| it.contains(characters)));
            }
        }
    }

    #[test]
    fn what_a_click_takes_holds_the_place_of_the_click((text, span) in text_and_span()) {
        let offset = span.start();
        if let Some(word) = word_at(&text, offset) {
            prop_assert!(word.contains_offset(offset));
            prop_assert!(is_between_graphemes(&text, word.start()));
            prop_assert!(is_between_graphemes(&text, word.end()));
        }
        let blocks = blocks(&text);
        if let Some(sentence) = sentence_at(&text, &blocks, offset) {
            let block = block_at(&blocks, offset).map(|it| blocks[it].span);
            prop_assert!(block.is_some_and(|it| it.contains(sentence)));
        }
    }
}
