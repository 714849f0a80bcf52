//! A readable copy as it stands in a storage: JSON that ends with its moment and a checksum.
//!
//! ```json
//! {"format": …, "storage":{"epoch":3,"seq":12},"crc32":"0a1b2c3d"}
//! ```
//!
//! The checksum (CRC-32 of zlib) covers every byte before `,"crc32"`: it finds what a disk has damaged although it
//! still is JSON. A person who edits a copy by hand removes the field.

use std::borrow::Cow;

use super::envelope::Moment;
use crate::checksum::checksum;

/// What stands before the eight digits of the checksum, and behind them.
const HEAD: &str = ",\"crc32\":\"";
const TAIL: &str = "\"}";
/// What stands before the moment.
const MOMENT: &str = ",\"storage\":{\"epoch\":";

/// A copy that was read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Slot<'a> {
    /// The copy as a file of its own, without its checksum.
    pub(super) json: Cow<'a, str>,
    /// When it was written; the first of all where it does not say so.
    pub(super) moment: Moment,
    /// What its checksum says.
    pub(super) seal: Seal,
}

/// What a checksum says, the best last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Seal {
    /// Something was changed.
    Broken,
    /// There is none.
    Missing,
    /// It is as it was written.
    Whole,
}

/// Ends an object with a moment and a checksum.
pub(super) fn seal(object: &str, moment: Moment) -> String {
    let Moment { epoch, seq } = moment;
    close(format!(
        "{}{MOMENT}{epoch},\"seq\":{seq}}}",
        open_end(object)
    ))
}

/// Ends an object that has its moment already with a checksum.
pub(super) fn seal_dated(object: &str) -> String {
    close(open_end(object).to_owned())
}

/// Takes a copy apart. Whether it is JSON is for its reader to find out.
pub(super) fn read(text: &str) -> Slot<'_> {
    let Some((body, digits)) = split(text) else {
        return Slot {
            json: Cow::Borrowed(text),
            moment: moment(open_end(text)).unwrap_or_default(),
            seal: Seal::Missing,
        };
    };
    let is_whole = digits == format!("{:08x}", checksum(body.as_bytes()));
    Slot {
        json: Cow::Owned(format!("{body}}}")),
        moment: moment(body).unwrap_or_default(),
        seal: if is_whole { Seal::Whole } else { Seal::Broken },
    }
}

/// Returns an object without its closing brace.
fn open_end(object: &str) -> &str {
    let object = object.trim_end();
    object.strip_suffix('}').unwrap_or(object).trim_end()
}

fn close(mut body: String) -> String {
    let crc = checksum(body.as_bytes());
    body.push_str(&format!("{HEAD}{crc:08x}{TAIL}"));
    body
}

/// Returns what the checksum covers, and its digits.
fn split(text: &str) -> Option<(&str, &str)> {
    let (body, digits) = text.trim_end().strip_suffix(TAIL)?.rsplit_once(HEAD)?;
    (digits.len() == 8).then_some((body, digits))
}

/// Returns the moment that ends `body`.
fn moment(body: &str) -> Option<Moment> {
    let (_, moment) = body.rsplit_once(MOMENT)?;
    let (epoch, seq) = moment.strip_suffix('}')?.split_once(",\"seq\":")?;
    Moment::read(epoch.parse().ok()?, seq.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEALED: &str = r#"{"a":"é","storage":{"epoch":3,"seq":12},"crc32":"1d5e76c6"}"#;
    const AT: Moment = Moment { epoch: 3, seq: 12 };

    #[test]
    fn a_slot_is_json_that_a_person_can_read() {
        assert_eq!(seal("{\"a\":\"é\"}", AT), SEALED);
        assert_eq!(seal("{\"a\":\"é\"\n}\n", AT), SEALED);
        let slot = read(SEALED);
        assert_eq!(slot.json, r#"{"a":"é","storage":{"epoch":3,"seq":12}}"#);
        assert_eq!((slot.moment, slot.seal), (AT, Seal::Whole));
        assert_eq!(seal_dated(&slot.json), SEALED);
    }

    #[test]
    fn a_change_of_any_byte_is_found() {
        for at in 0..SEALED.len() {
            let mut bytes = SEALED.as_bytes().to_vec();
            bytes[at] ^= 1;
            let text = String::from_utf8_lossy(&bytes);
            let slot = read(&text);
            // Where what stands around the digits is hit, it looks like a copy that has none.
            assert_ne!(slot.seal, Seal::Whole, "{text}");
        }
    }

    #[test]
    fn what_has_no_checksum_is_taken_as_it_is() {
        for text in ["", "{", "{}", r#"{"crc32":"1"}"#, "garbage"] {
            let slot = read(text);
            assert_eq!((&*slot.json, slot.seal), (text, Seal::Missing));
        }
    }
}
