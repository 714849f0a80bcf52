//! [`Around`]: what stands around a quote, so long that it tells the quote from all others.

use std::ops::Range;

use unicode_segmentation::GraphemeCursor;

/// The length of the pieces that are counted, in bytes.
const LEN: usize = 16;
/// The number of counters, a power of two.
const N_COUNTERS: usize = 1 << 21;
/// How much stands on each side of a quote at least, and about how much at most, in bytes.
const LEAST: usize = 24;
const MOST: usize = 2_000;
/// About how much stands on one side of all quotes at most, in bytes: a text that repeats itself shall not become a
/// file of fifty times its size.
const MOST_IN_ALL: usize = 4_000_000;

/// Counts the pieces of a text once, so that what stands around each of thousands of quotes is found in no time.
///
/// A piece that is counted once stands in one place, and so does all that holds it. Pieces that share a counter are
/// counted together: then more stands around the quote than it takes.
pub(super) struct Around<'a> {
    text: &'a str,
    counters: Vec<u8>,
    most: usize,
}

impl<'a> Around<'a> {
    /// Counts the pieces of a text with so many quotes. O(n).
    pub(super) fn new(text: &'a str, n_quotes: usize) -> Self {
        let mut counters = vec![0u8; N_COUNTERS.min((text.len() * 4).next_power_of_two())];
        let n = counters.len();
        for piece in text.as_bytes().windows(LEN) {
            let counter = &mut counters[slot(piece, n)];
            *counter = counter.saturating_add(1);
        }
        Self {
            text,
            counters,
            most: (MOST_IN_ALL / n_quotes.max(1)).min(MOST),
        }
    }

    /// Returns what stands before and behind the quote at `bytes`: enough that the three together stand there alone,
    /// but at most about 4,000 bytes on each side.
    pub(super) fn of(&self, bytes: Range<usize>) -> (&'a str, &'a str) {
        let len = self.text.len();
        let mut reach = LEAST;
        loop {
            let start = edge(self.text, bytes.start.saturating_sub(reach), false);
            let end = edge(self.text, (bytes.end + reach).min(len), true);
            let is_alone = start == 0 && end == len
                || reach > self.most
                // Pieces that begin in front of the quote or end behind it.
                || self.is_unique(start..(bytes.start + LEN - 1).min(end))
                || self.is_unique((bytes.end + 1).saturating_sub(LEN).max(start)..end);
            if is_alone {
                return (&self.text[start..bytes.start], &self.text[bytes.end..end]);
            }
            reach *= 2;
        }
    }

    fn is_unique(&self, bytes: Range<usize>) -> bool {
        let mut pieces = self.text.as_bytes()[bytes].windows(LEN);
        pieces.any(|it| self.counters[slot(it, self.counters.len())] == 1)
    }
}

/// Returns the counter of a piece.
fn slot(piece: &[u8], n: usize) -> usize {
    let (pieces, _) = piece.as_chunks::<8>();
    let number = |it: &[u8; 8]| u64::from_le_bytes(*it);
    let hash = pieces.iter().fold(0u64, |hash, it| {
        (hash.rotate_left(23) ^ number(it)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    });
    (hash >> 40) as usize & (n - 1)
}

/// Returns the edge of a character as people see it that is nearest to a byte, before it or behind it.
fn edge(text: &str, mut byte: usize, is_behind: bool) -> usize {
    while !text.is_char_boundary(byte) {
        byte = if is_behind { byte + 1 } else { byte - 1 };
    }
    let mut cursor = GraphemeCursor::new(byte, text.len(), true);
    if cursor.is_boundary(text, 0) != Ok(false) {
        return byte;
    }
    let edge = match is_behind {
        true => cursor.next_boundary(text, 0),
        false => cursor.prev_boundary(text, 0),
    };
    edge.ok().flatten().unwrap_or(byte)
}
