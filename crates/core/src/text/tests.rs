use super::{STRIDE, Text};
use crate::span::Span;

/// Compares every conversion of a text with counting its characters one by one.
#[track_caller]
fn check(content: &str) {
    let text = Text::new(content);
    let (mut offset, mut utf16) = (0, 0);
    for (byte, c) in content.char_indices() {
        check_place(&text, offset, utf16, byte);
        for inside in utf16 + 1..utf16 + c.len_utf16() {
            assert_eq!(text.from_utf16(inside), None, "{inside} is inside a pair");
        }
        for inside in byte + 1..byte + c.len_utf8() {
            assert_eq!(text.from_byte(inside), None, "{inside} is inside {c:?}");
        }
        let span = Span::new(offset, offset + 1).unwrap();
        assert_eq!(text.get(span), Some(c.encode_utf8(&mut [0; 4]) as &str));
        offset += 1;
        utf16 += c.len_utf16();
    }
    check_place(&text, offset, utf16, content.len());
    assert_eq!(text.n_code_points(), offset);
    assert_eq!(text.n_utf16(), utf16);
    assert_eq!(text.from_utf16(utf16 + 1), None);
    assert_eq!(text.from_byte(content.len() + 1), None);
    assert_eq!(text.to_utf16(offset + 1), utf16);
    assert_eq!(text.to_byte(offset + 1), content.len());
}

#[track_caller]
fn check_place(text: &Text, offset: usize, utf16: usize, byte: usize) {
    assert_eq!(text.to_utf16(offset), utf16, "UTF-16 of {offset}");
    assert_eq!(text.to_byte(offset), byte, "byte of {offset}");
    assert_eq!(text.from_utf16(utf16), Some(offset), "from UTF-16 {utf16}");
    assert_eq!(text.from_byte(byte), Some(offset), "from byte {byte}");
}

#[test]
fn an_empty_text_has_one_place() {
    check("");
    assert!(Text::new("").is_empty());
    assert!(!Text::new(" ").is_empty());
}

#[test]
fn ascii_counts_alike_in_all_units() {
    check("Ada met Charles.");
    check("line\r\nline\rline\nend");
    assert!(Text::new("Ada").index.is_empty());
}

#[test]
fn an_emoji_is_one_code_point_two_units_and_four_bytes() {
    check("a🙂b");
    let text = Text::new("a🙂b");
    assert_eq!((text.to_utf16(2), text.to_byte(2)), (3, 5));
    assert_eq!(text.from_utf16(2), None);
}

#[test]
fn a_joined_emoji_is_as_many_code_points_as_it_has() {
    check("👩‍🚀👨‍👩‍👧‍👦🇭🇺");
    assert_eq!(Text::new("👩‍🚀").n_code_points(), 3);
}

#[test]
fn a_combining_mark_is_a_code_point_of_its_own() {
    check("cafe\u{301}, café, שָׁלוֹם, क्षि");
    assert_eq!(Text::new("e\u{301}").n_code_points(), 2);
}

#[test]
fn line_ends_are_counted_as_they_stand() {
    check("é\r\nb\u{2028}c\u{85}d");
    assert_eq!(Text::new("é\r\n").n_code_points(), 3);
}

#[test]
fn the_index_is_right_at_its_borders() {
    for len in [STRIDE - 1, STRIDE, STRIDE + 1, 2 * STRIDE, 2 * STRIDE + 1] {
        check(&"é".repeat(len));
        check(&"🙂".repeat(len));
        // An astral character just before and just behind the border.
        check(&format!("{}🙂é🙂{}", "a".repeat(len - 2), "é".repeat(len)));
        check(&format!("{}é", "a".repeat(len)));
    }
}

#[test]
fn the_index_has_an_entry_for_each_stride() {
    assert_eq!(Text::new("é".repeat(STRIDE)).index.len(), 1);
    assert_eq!(Text::new("é".repeat(STRIDE + 1)).index.len(), 2);
}

#[test]
fn a_span_beyond_the_end_has_no_text() {
    let text = Text::new("a🙂");
    assert_eq!(text.get(Span::new(0, 2).unwrap()), Some("a🙂"));
    assert_eq!(text.get(Span::new(0, 3).unwrap()), None);
    assert_eq!(text.get(Span::new(5, 6).unwrap()), None);
}

#[test]
fn texts_are_equal_if_their_characters_are() {
    assert_eq!(Text::new("é"), Text::new(String::from("é")));
    assert_ne!(Text::new("é"), Text::new("e\u{301}"));
    assert_eq!(format!("{:?}", Text::new("é\n")), r#""é\n""#);
}
