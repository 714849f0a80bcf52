//! Makes text of a file's bytes, or says why they are none.
//!
//! UTF-8 is the rule. A byte-order mark tells UTF-16 and is left out of the text. What is not valid is refused
//! and never replaced, since replacements would shift every offset behind them.

/// Says why bytes are not a text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// The first bytes tell another kind of file.
    #[error("it is {0}, not a text; save it as plain text (UTF-8) and open that")]
    Binary(&'static str),
    /// A file of spaCy's own.
    #[error(
        "it is compressed as spaCy’s DocBin (.spacy) is, which spaCy alone reads; let it write the documents as JSON (Doc.to_json) and open that"
    )]
    DocBin,
    /// The bytes are not valid UTF-8.
    #[error(
        "line {line} is not valid UTF-8 (byte {byte} of the file); the file may be in an older encoding"
    )]
    InvalidUtf8 {
        /// The line, from 1.
        line: usize,
        /// The first byte that is not valid, from 0.
        byte: usize,
    },
    /// A surrogate without its partner, or half a unit, in UTF-16.
    #[error(
        "the UTF-16 text breaks off or is damaged at byte {byte} of the file; save it anew as UTF-8"
    )]
    InvalidUtf16 {
        /// The byte, from 0.
        byte: usize,
    },
}

/// First bytes that tell a kind of file.
const MAGIC: [(&[u8], &str); 14] = [
    (b"%PDF-", "a PDF"),
    (
        b"PK\x03\x04",
        "a zip archive or an office document (.docx, .odt, .epub)",
    ),
    (b"\xd0\xcf\x11\xe0", "an old office document (.doc, .xls)"),
    (b"{\\rtf", "a rich text document (.rtf)"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"RIFF", "a picture, sound or film (RIFF)"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"7z\xbc\xaf", "a compressed file (7z)"),
    (b"Rar!", "a compressed file (RAR)"),
    (b"BZh", "a compressed file (bzip2)"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\0", "a database"),
];

/// Bytes at the beginning that are searched for signs of a binary file.
const SNIFFED: usize = 4096;

/// Decodes a file's bytes.
///
/// # Errors
///
/// Where they are not a text, or not a valid one.
pub fn decode(bytes: &[u8]) -> Result<String, DecodeError> {
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => decode_utf8(rest, 3),
        // The usual head of zlib, which no text begins with; nothing else that is compressed so is likely to be opened.
        [0x78, 0x9c, ..] => Err(DecodeError::DocBin),
        [0xff, 0xfe, 0, 0, ..] => Err(DecodeError::Binary("a text in UTF-32")),
        [0xff, 0xfe, rest @ ..] => decode_utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => decode_utf16(rest, u16::from_be_bytes),
        _ => {
            if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
                return Err(DecodeError::Binary(kind));
            }
            // A few NULs may stand in a text; one in ten bytes tells UTF-16 without its mark, or no text at all.
            let sniffed = &bytes[..bytes.len().min(SNIFFED)];
            let n_nul = sniffed.iter().filter(|&&it| it == 0).count();
            if n_nul * 10 > sniffed.len() {
                return Err(DecodeError::Binary(
                    "a binary file, or UTF-16 without a byte-order mark",
                ));
            }
            decode_utf8(bytes, 0)
        }
    }
}

fn decode_utf8(bytes: &[u8], skipped: usize) -> Result<String, DecodeError> {
    let invalid = |error: std::str::Utf8Error| {
        let valid = &bytes[..error.valid_up_to()];
        let line = valid.iter().filter(|&&it| it == b'\n').count() + 1;
        DecodeError::InvalidUtf8 {
            line,
            byte: skipped + error.valid_up_to(),
        }
    };
    std::str::from_utf8(bytes)
        .map(str::to_owned)
        .map_err(invalid)
}

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, DecodeError> {
    let (pairs, odd) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len());
    let mut byte = 2;
    for decoded in char::decode_utf16(pairs.iter().map(|&pair| unit(pair))) {
        let c = decoded.map_err(|_| DecodeError::InvalidUtf16 { byte })?;
        text.push(c);
        byte += 2 * c.len_utf16();
    }
    if odd.is_empty() {
        Ok(text)
    } else {
        Err(DecodeError::InvalidUtf16 { byte })
    }
}

#[cfg(test)]
mod tests;
