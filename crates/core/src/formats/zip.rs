//! Several files in one: a zip archive that stores them as they are.

use super::export::OutFile;
use crate::checksum::extend;

/// Tells what a zip archive has besides the contents of its files, so that those need not be kept.
///
/// Names are in UTF-8; without a clock, every file is of 1 January 1980. A zip of this kind holds up to 65,535 files and
/// 4 GB.
#[derive(Clone, Default)]
pub struct Zip {
    files: Vec<Entry>,
}

/// A file of an archive.
#[derive(Clone)]
struct Entry {
    name: String,
    mime: String,
    len: usize,
    crc: u32,
}

impl Zip {
    /// Returns the archive of some files.
    pub(crate) fn of(files: &[OutFile]) -> Vec<u8> {
        let mut zip = Self::default();
        files.iter().for_each(|it| {
            zip.add(it);
        });
        let (heads, directory) = zip.finish();
        let mut archive = Vec::new();
        for (head, file) in heads.into_iter().zip(files) {
            archive.extend(head);
            archive.extend(&file.bytes);
        }
        archive.extend(directory);
        archive
    }

    /// Takes a file, or what goes on behind the last one if it has the same name; returns its position.
    pub fn add(&mut self, file: &OutFile) -> usize {
        if self.files.last().is_none_or(|it| it.name != file.name) {
            self.files.push(Entry {
                name: file.name.clone(),
                mime: file.mime.to_owned(),
                len: 0,
                crc: 0,
            });
        }
        if let Some(last) = self.files.last_mut() {
            last.len += file.bytes.len();
            last.crc = extend(last.crc, &file.bytes);
        }
        self.files.len() - 1
    }

    /// Takes a file of which only this is known: its name, its media type, its length and its CRC-32.
    pub fn add_written(&mut self, name: String, mime: String, len: usize, crc: u32) {
        self.files.push(Entry {
            name,
            mime,
            len,
            crc,
        });
    }

    /// Returns of each file its name, its media type, its length and its CRC-32.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str, usize, u32)> {
        let files = self.files.iter();
        files.map(|it| (&*it.name, &*it.mime, it.len, it.crc))
    }

    /// Returns the name and the media type of the only file.
    pub fn only(&self) -> Option<(&str, &str)> {
        match self.files.as_slice() {
            [it] => Some((&it.name, &it.mime)),
            _ => None,
        }
    }

    /// Returns what stands before each file, and what stands behind the last.
    pub fn finish(self) -> (Vec<Vec<u8>>, Vec<u8>) {
        let n_files = self.files.len();
        let (mut heads, mut directory, mut offset) = (Vec::new(), Vec::new(), 0);
        for file in self.files {
            // Version 2.0, names in UTF-8, stored, and the first day that the format knows.
            let mut fields = vec![20, 0, 0, 8, 0, 0, 0, 0, 33, 0];
            fields.extend(file.crc.to_le_bytes());
            fields.extend(number(file.len));
            fields.extend(number(file.len));
            fields.extend(&number(file.name.len())[..2]);
            fields.extend([0, 0]);
            let head = [b"PK\x03\x04", &*fields, file.name.as_bytes()].concat();
            directory.extend(b"PK\x01\x02\x14\0");
            directory.extend(fields);
            directory.extend([0; 10]);
            directory.extend(number(offset));
            directory.extend(file.name.as_bytes());
            offset += head.len() + file.len;
            heads.push(head);
        }
        let len = directory.len();
        directory.extend(b"PK\x05\x06\0\0\0\0");
        directory.extend(&number(n_files)[..2]);
        directory.extend(&number(n_files)[..2]);
        directory.extend(number(len));
        directory.extend(number(offset));
        directory.extend([0, 0]);
        (heads, directory)
    }
}

fn number(n: usize) -> [u8; 4] {
    u32::try_from(n).unwrap_or(u32::MAX).to_le_bytes()
}
