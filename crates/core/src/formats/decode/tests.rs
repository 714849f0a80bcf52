use super::decode;

#[track_caller]
fn check(bytes: &[u8], expected: &str) {
    assert_eq!(decode(bytes).as_deref(), Ok(expected));
}

#[track_caller]
fn check_error(bytes: &[u8], expected: &str) {
    assert_eq!(decode(bytes).unwrap_err().to_string(), expected);
}

fn utf16(units: &[u16], to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    units.iter().flat_map(|&it| to_bytes(it)).collect()
}

#[test]
fn utf8_is_taken_as_it_is() {
    check(b"", "");
    check("Ada 🙂 שָׁלוֹם\r\n\0".as_bytes(), "Ada 🙂 שָׁלוֹם\r\n\0");
}

#[test]
fn a_byte_order_mark_is_left_out() {
    check(b"\xef\xbb\xbfAda", "Ada");
    check(b"\xef\xbb\xbf", "");
    check(b"\xff\xfe", "");
    check(b"\xfe\xff", "");
}

#[test]
fn only_the_first_mark_is_left_out() {
    check(b"\xef\xbb\xbf\xef\xbb\xbfAda", "\u{feff}Ada");
}

#[test]
fn utf16_is_told_by_its_mark() {
    let units: Vec<u16> = "\u{feff}Ada 🙂".encode_utf16().collect();
    check(&utf16(&units, u16::to_le_bytes), "Ada 🙂");
    check(&utf16(&units, u16::to_be_bytes), "Ada 🙂");
}

#[test]
fn a_lone_surrogate_is_refused_with_its_place() {
    let message =
        "the UTF-16 text breaks off or is damaged at byte 4 of the file; save it anew as UTF-8";
    for units in [
        &[0xfeff, 0x41, 0xd83d, 0x42][..],
        &[0xfeff, 0x41, 0xde42, 0x42],
        &[0xfeff, 0x41, 0xd83d],
    ] {
        check_error(&utf16(units, u16::to_le_bytes), message);
        check_error(&utf16(units, u16::to_be_bytes), message);
    }
}

#[test]
fn the_place_of_a_surrogate_counts_pairs_as_four_bytes() {
    let units = [0xfeff, 0xd83d, 0xde42, 0xd83d];
    check_error(
        &utf16(&units, u16::to_le_bytes),
        "the UTF-16 text breaks off or is damaged at byte 6 of the file; save it anew as UTF-8",
    );
}

#[test]
fn half_a_unit_is_refused() {
    check_error(
        b"\xff\xfeA\0B",
        "the UTF-16 text breaks off or is damaged at byte 4 of the file; save it anew as UTF-8",
    );
}

#[test]
fn invalid_utf8_is_refused_with_its_line_and_byte() {
    check_error(
        b"one\ntwo\ncaf\xe9 three\n",
        "line 3 is not valid UTF-8 (byte 11 of the file); the file may be in an older encoding",
    );
    check_error(
        b"\xef\xbb\xbf\xe9",
        "line 1 is not valid UTF-8 (byte 3 of the file); the file may be in an older encoding",
    );
}

#[test]
fn a_character_that_breaks_off_is_refused() {
    check_error(
        b"Ada \xf0\x9f\x99",
        "line 1 is not valid UTF-8 (byte 4 of the file); the file may be in an older encoding",
    );
}

#[test]
fn surrogates_and_overlong_forms_are_no_utf8() {
    for bytes in [&b"\xed\xa0\xbd"[..], b"\xc0\xaf", b"\xf5\x80\x80\x80"] {
        check_error(
            bytes,
            "line 1 is not valid UTF-8 (byte 0 of the file); the file may be in an older encoding",
        );
    }
}

#[test]
fn other_kinds_of_files_are_told_by_their_first_bytes() {
    let kinds: [(&[u8], &str); 10] = [
        (b"%PDF-1.7\n", "a PDF"),
        (
            b"PK\x03\x04\x14",
            "a zip archive or an office document (.docx, .odt, .epub)",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1",
            "an old office document (.doc, .xls)",
        ),
        (b"{\\rtf1 ", "a rich text document (.rtf)"),
        (b"\x89PNG\r\n", "a picture (PNG)"),
        (b"\xff\xd8\xff\xe0", "a picture (JPEG)"),
        (b"GIF89a", "a picture (GIF)"),
        (b"\x1f\x8b\x08", "a compressed file (gzip)"),
        (b"\x7fELF\x02", "a program"),
        (b"\xff\xfe\0\0A\0\0\0", "a text in UTF-32"),
    ];
    for (bytes, kind) in kinds {
        check_error(
            bytes,
            &format!("it is {kind}, not a text; save it as plain text (UTF-8) and open that"),
        );
    }
}

#[test]
fn a_file_of_spacy_is_told_by_the_head_of_what_it_compresses() {
    let message = "it is compressed as spaCy’s DocBin (.spacy) is, which spaCy alone reads; let it write the documents as JSON (Doc.to_json) and open that";
    check_error(b"\x78\x9c\xed\x5d", message);
    check("x is a letter".as_bytes(), "x is a letter");
}

#[test]
fn a_text_that_speaks_of_a_kind_of_file_is_a_text() {
    check(b"The mark is %PDF-", "The mark is %PDF-");
    check(b"GIF is a format", "GIF is a format");
}

#[test]
fn a_few_nuls_may_stand_in_a_text() {
    check(b"9 letters\0", "9 letters\0");
    check(b"twenty letters are it\0\0", "twenty letters are it\0\0");
}

#[test]
fn many_nuls_tell_a_binary_file() {
    let message = "it is a binary file, or UTF-16 without a byte-order mark, not a text; save it as plain text (UTF-8) and open that";
    check_error(b"A\0d\0a\0", message);
    check_error(b"\0", message);
    check_error(b"8letters\0", message);
}

#[test]
fn nuls_far_behind_tell_nothing() {
    let text = format!("{}{}", "a".repeat(super::SNIFFED), "\0".repeat(5000));
    check(text.as_bytes(), &text);
}
