//! Several files in one: a zip archive that stores them as they are.

use super::export::OutFile;
use crate::checksum::checksum;

/// Writes an archive. Names are in UTF-8; without a clock, every file is of 1 January 1980.
///
/// A zip of this kind holds up to 65,535 files and 4 GB, which a page never has.
pub(crate) fn zip(files: &[OutFile]) -> Vec<u8> {
    let (mut archive, mut directory) = (Vec::new(), Vec::new());
    for file in files {
        let offset = archive.len();
        // Version 2.0, names in UTF-8, stored, and the first day that the format knows.
        let mut head = vec![20, 0, 0, 8, 0, 0, 0, 0, 33, 0];
        head.extend(checksum(&file.bytes).to_le_bytes());
        head.extend(number(file.bytes.len()));
        head.extend(number(file.bytes.len()));
        head.extend(&number(file.name.len())[..2]);
        head.extend([0, 0]);
        archive.extend(b"PK\x03\x04");
        archive.extend(&head);
        archive.extend(file.name.as_bytes());
        archive.extend(&file.bytes);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(head);
        directory.extend([0; 10]);
        directory.extend(number(offset));
        directory.extend(file.name.as_bytes());
    }
    let offset = archive.len();
    archive.extend(&directory);
    archive.extend(b"PK\x05\x06\0\0\0\0");
    archive.extend(&number(files.len())[..2]);
    archive.extend(&number(files.len())[..2]);
    archive.extend(number(directory.len()));
    archive.extend(number(offset));
    archive.extend([0, 0]);
    archive
}

fn number(n: usize) -> [u8; 4] {
    u32::try_from(n).unwrap_or(u32::MAX).to_le_bytes()
}
