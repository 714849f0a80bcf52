//! [`Text`]: a document's immutable text, measured in code points, UTF-16 units and bytes.

use std::fmt;
use std::rc::Rc;

use crate::span::Span;

/// Code points between two entries of the index.
const STRIDE: usize = 128;

/// The immutable text of a document.
///
/// The model counts **code points** (Unicode scalar values), from 0; the DOM counts UTF-16 units and Rust
/// counts bytes. The conversions are named for the unit at their other end.
/// They look up an entry of an index sampled every 128 code points and walk on from there, so each costs
/// O(1); for a text that is all ASCII the three units are one and there is no index.
///
/// Cloning is cheap: clones share the characters and the index.
///
/// ```
/// use glossator_core::{Span, Text};
///
/// let text = Text::new("a🙂b");
/// assert_eq!(text.n_code_points(), 3);
/// assert_eq!(text.to_utf16(2), 3);
/// assert_eq!(text.from_utf16(2), None); // inside the surrogate pair
/// assert_eq!(text.get(Span::new(1, 2).expect("not empty")), Some("🙂"));
/// ```
#[derive(Clone)]
pub struct Text {
    content: Rc<str>,
    n_code_points: usize,
    n_utf16: usize,
    /// One entry for each multiple of [`STRIDE`]; empty for a text that is all ASCII.
    index: Rc<[Sample]>,
}

/// Where one code point of the text begins, in the two other units.
#[derive(Clone, Copy)]
struct Sample {
    byte: usize,
    utf16: usize,
}

impl Text {
    /// Measures `content`. O(n) in its length.
    pub fn new(content: impl Into<Rc<str>>) -> Self {
        let content = content.into();
        if content.is_ascii() {
            let len = content.len();
            return Self {
                content,
                n_code_points: len,
                n_utf16: len,
                index: Rc::new([]),
            };
        }
        let mut index = Vec::new();
        let (mut n_code_points, mut n_utf16) = (0, 0);
        for (byte, c) in content.char_indices() {
            if n_code_points % STRIDE == 0 {
                index.push(Sample {
                    byte,
                    utf16: n_utf16,
                });
            }
            n_code_points += 1;
            n_utf16 += c.len_utf16();
        }
        Self {
            content,
            n_code_points,
            n_utf16,
            index: index.into(),
        }
    }

    /// Returns the characters.
    pub fn as_str(&self) -> &str {
        &self.content
    }

    /// Returns the characters, shared.
    pub fn content(&self) -> Rc<str> {
        Rc::clone(&self.content)
    }

    /// Returns the length in code points.
    pub fn n_code_points(&self) -> usize {
        self.n_code_points
    }

    /// Returns the length in UTF-16 units.
    pub fn n_utf16(&self) -> usize {
        self.n_utf16
    }

    /// Whether the text has no characters.
    pub fn is_empty(&self) -> bool {
        self.content.is_empty()
    }

    /// Returns the byte offset of a code point offset; an offset beyond the end gives the end.
    pub fn to_byte(&self, offset: usize) -> usize {
        self.walk_to(offset).byte
    }

    /// Returns the UTF-16 offset of a code point offset; an offset beyond the end gives the end.
    pub fn to_utf16(&self, offset: usize) -> usize {
        self.walk_to(offset).utf16
    }

    /// Returns the code point offset of a UTF-16 offset, or `None` inside a surrogate pair or beyond the end.
    pub fn from_utf16(&self, utf16: usize) -> Option<usize> {
        self.search(utf16, |sample| sample.utf16, char::len_utf16, self.n_utf16)
    }

    /// Returns the code point offset of a byte offset, or `None` inside a character or beyond the end.
    pub fn from_byte(&self, byte: usize) -> Option<usize> {
        self.search(
            byte,
            |sample| sample.byte,
            char::len_utf8,
            self.content.len(),
        )
    }

    /// Returns the characters under a span, or `None` where the span ends beyond the text.
    pub fn get(&self, span: Span) -> Option<&str> {
        if span.end() > self.n_code_points {
            return None;
        }
        self.content
            .get(self.to_byte(span.start())..self.to_byte(span.end()))
    }

    fn walk_to(&self, offset: usize) -> Sample {
        if offset >= self.n_code_points {
            return Sample {
                byte: self.content.len(),
                utf16: self.n_utf16,
            };
        }
        let Some(&Sample { byte, utf16 }) = self.index.get(offset / STRIDE) else {
            return Sample {
                byte: offset,
                utf16: offset,
            };
        };
        let walked = self.content[byte..].chars().take(offset % STRIDE);
        walked.fold(Sample { byte, utf16 }, |at, c| Sample {
            byte: at.byte + c.len_utf8(),
            utf16: at.utf16 + c.len_utf16(),
        })
    }

    /// Finds the code point offset at which `unit` counts `wanted`, where `width` is a character's size in it.
    fn search(
        &self,
        wanted: usize,
        unit: fn(&Sample) -> usize,
        width: fn(char) -> usize,
        len: usize,
    ) -> Option<usize> {
        if wanted >= len {
            return (wanted == len).then_some(self.n_code_points);
        }
        if self.index.is_empty() {
            return Some(wanted);
        }
        let sample_idx = self.index.partition_point(|sample| unit(sample) <= wanted) - 1;
        let sample = &self.index[sample_idx];
        let mut offset = sample_idx * STRIDE;
        let mut at = unit(sample);
        let mut chars = self.content[sample.byte..].chars();
        while at < wanted {
            at += width(chars.next()?);
            offset += 1;
        }
        (at == wanted).then_some(offset)
    }
}

/// Texts are equal if their characters are.
impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.content, &other.content) || self.content == other.content
    }
}

impl Eq for Text {}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

#[cfg(test)]
mod tests;
