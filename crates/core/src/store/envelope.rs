//! [`Envelope`]: text that is stored with its place in the order of changes and a checksum.
//!
//! ```text
//! CRC EPOCH SEQ
//! BODY
//! ```
//!
//! The checksum (CRC-32 of zlib, eight hexadecimal digits) covers everything behind it, byte for byte, so that it
//! finds what a crash or a disk has damaged. It is no defence against people.

use std::str::FromStr;

use crate::checksum::{checksum, extend};

/// A place in the order of all changes of a project: first who wrote, then how many changes there were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// Counts the writers: each that takes over has the next one.
    pub epoch: u64,
    /// Counts the changes.
    pub seq: u64,
}

impl Moment {
    /// The highest number that is read: JavaScript can count on from there.
    pub(super) const MAX: u64 = (1 << 52) - 1;

    /// Returns the moment of two numbers that were read; `None` where they are so large that nobody can have counted
    /// that far.
    pub(super) fn read(epoch: u64, seq: u64) -> Option<Self> {
        (epoch.max(seq) <= Self::MAX).then_some(Self { epoch, seq })
    }
}

/// Text that is stored with its moment and a checksum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Envelope<'a> {
    pub(super) moment: Moment,
    pub(super) body: &'a str,
}

/// Says that stored text is not as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it is damaged: its checksum does not fit")]
pub(super) struct Damaged;

impl<'a> Envelope<'a> {
    /// Returns the text to be stored.
    pub(super) fn seal(&self) -> String {
        let Moment { epoch, seq } = self.moment;
        let head = format!("{epoch} {seq}\n");
        let crc = extend(checksum(head.as_bytes()), self.body.as_bytes());
        format!("{crc:08x} {head}{}", self.body)
    }

    /// Takes stored text apart.
    pub(super) fn open(text: &'a str) -> Result<Self, Damaged> {
        let (crc, rest) = text.split_once(' ').ok_or(Damaged)?;
        let expected = u32::from_str_radix(crc, 16).map_err(|_| Damaged)?;
        if crc.len() != 8 || checksum(rest.as_bytes()) != expected {
            return Err(Damaged);
        }
        let (head, body) = rest.split_once('\n').ok_or(Damaged)?;
        let (epoch, seq) = head.split_once(' ').ok_or(Damaged)?;
        let number = |digits: &str| u64::from_str(digits).map_err(|_| Damaged);
        let moment = Moment::read(number(epoch)?, number(seq)?).ok_or(Damaged)?;
        Ok(Self { moment, body })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEALED: &str = "ea6c8863 3 12\n{\"a\": \"é\"}";

    fn envelope() -> Envelope<'static> {
        Envelope {
            moment: Moment { epoch: 3, seq: 12 },
            body: "{\"a\": \"é\"}",
        }
    }

    #[test]
    fn an_envelope_is_text_that_a_person_can_read() {
        assert_eq!(envelope().seal(), SEALED);
        assert_eq!(Envelope::open(SEALED), Ok(envelope()));
    }

    #[test]
    fn numbers_that_nobody_counted_are_damage() {
        let huge = "18446744073709551615 1\n{}";
        let sealed = format!("{:08x} {huge}", checksum(huge.as_bytes()));
        assert_eq!(Envelope::open(&sealed), Err(Damaged));
    }

    #[test]
    fn a_change_of_any_byte_and_any_cut_are_found() {
        for end in 0..SEALED.len() {
            let cut = SEALED.get(..end).unwrap_or_default();
            assert_eq!(Envelope::open(cut), Err(Damaged), "{cut:?}");
        }
        for at in 0..SEALED.len() {
            let mut bytes = SEALED.as_bytes().to_vec();
            bytes[at] ^= 1;
            let text = String::from_utf8_lossy(&bytes);
            assert_eq!(Envelope::open(&text), Err(Damaged), "{text:?}");
        }
    }
}
