//! The CRC-32 of zlib, eight bytes at a time.
//!
//! Every byte that is stored goes through it, so it takes a table of 8 KB, which is made when it is needed first: it is
//! several times as fast as with one of 1 KB, and nothing of it is in the program.

use std::sync::LazyLock;

/// What a byte comes to when 0 to 7 zero bytes follow it.
static TABLES: LazyLock<[[u32; 256]; 8]> = LazyLock::new(|| {
    let mut tables = [[0; 256]; 8];
    for (byte, entry) in (0..).zip(&mut tables[0]) {
        *entry = (0..8).fold(byte, |crc: u32, _| {
            (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg())
        });
    }
    for n_zeros in 1..8 {
        for byte in 0..256 {
            let before = tables[n_zeros - 1][byte];
            tables[n_zeros][byte] = (before >> 8) ^ tables[0][last(before)];
        }
    }
    tables
});

/// Returns the CRC-32 of bytes.
pub(crate) fn checksum(bytes: &[u8]) -> u32 {
    extend(0, bytes)
}

/// Returns the CRC-32 of what has the CRC-32 `crc`, with more bytes behind it.
pub(crate) fn extend(crc: u32, bytes: &[u8]) -> u32 {
    let [t0, t1, t2, t3, t4, t5, t6, t7] = &*TABLES;
    let at = |table: &[u32; 256], byte: u8| table[usize::from(byte)];
    let mut crc = !crc;
    let (eights, rest) = bytes.as_chunks::<8>();
    for &[a, b, c, d, e, f, g, h] in eights {
        let [a, b, c, d] = (u32::from_le_bytes([a, b, c, d]) ^ crc).to_le_bytes();
        let before = at(t7, a) ^ at(t6, b) ^ at(t5, c) ^ at(t4, d);
        crc = before ^ at(t3, e) ^ at(t2, f) ^ at(t1, g) ^ at(t0, h);
    }
    for byte in rest {
        crc = (crc >> 8) ^ t0[last(crc ^ u32::from(*byte))];
    }
    !crc
}

/// Returns the lowest byte.
fn last(crc: u32) -> usize {
    usize::from(crc.to_le_bytes()[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_value_of_the_algorithm_is_met() {
        assert_eq!(checksum(b"123456789"), 0xcbf4_3926);
        assert_eq!(checksum(b""), 0);
    }

    #[test]
    fn it_is_that_of_zlib_for_every_length_and_in_any_parts() {
        let zlib = crc::Crc::<u32>::new(&crc::CRC_32_ISO_HDLC);
        let bytes: Vec<u8> = (0..100_u8).map(|it| it.wrapping_mul(37)).collect();
        for end in 0..bytes.len() {
            let crc = zlib.checksum(&bytes[..end]);
            assert_eq!(checksum(&bytes[..end]), crc, "{end}");
            let (a, b) = bytes[..end].split_at(end / 3);
            assert_eq!(extend(checksum(a), b), crc, "{end}");
        }
    }
}
