//! What is in a zip archive, by its [format](https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT): the files, each
//! packed as it is. Who has them unpacks them: a browser, or a library.

use crate::checksum::checksum;

/// A file of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed<'a> {
    /// Its name, with its folders.
    pub name: String,
    /// Its bytes as they are in the archive.
    pub bytes: &'a [u8],
    /// Whether these are compressed, by “deflate”.
    pub is_deflated: bool,
    /// How many bytes it has unpacked, as the archive says.
    pub len: usize,
    crc: u32,
}

/// Says why an archive cannot be unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnzipError {
    /// It is not as archives are.
    #[error(
        "it is a zip archive that is damaged or breaks off; get it anew, or unpack what can be and open that"
    )]
    Damaged,
    /// There is nothing in it that a person would see.
    #[error("it is a zip archive without files")]
    Empty,
    /// It is encrypted, compressed in another way, or too large for the fields of this version.
    #[error(
        "it is a zip archive that is encrypted or packed in a rare way; unpack it and open the files in it"
    )]
    Unknown,
}

impl Packed<'_> {
    /// Whether some bytes are those of the file.
    pub fn is(&self, unpacked: &[u8]) -> bool {
        unpacked.len() == self.len && checksum(unpacked) == self.crc
    }
}

/// Whether bytes begin as an archive does.
pub fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// Returns the files of an archive that a person would see in it; `None` for what is no archive, or is one only
/// technically, such as an office document.
///
/// # Errors
///
/// Where the archive cannot be read.
pub fn packed(archive: &[u8]) -> Option<Result<Vec<Packed<'_>>, UnzipError>> {
    if !is_archive(archive) {
        return None;
    }
    let files = match directory(archive) {
        Some(files) => files,
        // What breaks off may be anything that begins so.
        None => return Some(Err(UnzipError::Damaged)),
    };
    let is_office = |it: &Packed| it.name == "[Content_Types].xml" || it.name == "mimetype";
    if files.iter().flatten().any(is_office) {
        return None;
    }
    let files: Result<Vec<Packed>, UnzipError> = files.into_iter().collect();
    let is_seen = |it: &Packed| {
        let mut folders = it.name.split('/');
        folders.all(|it| !it.is_empty() && !it.starts_with('.') && it != "__MACOSX")
    };
    Some(files.and_then(|mut it| {
        it.retain(is_seen);
        match it.is_empty() {
            true => Err(UnzipError::Empty),
            false => Ok(it),
        }
    }))
}

/// Reads the directory at the end of an archive; `None` where it is damaged.
fn directory(archive: &[u8]) -> Option<Vec<Result<Packed<'_>, UnzipError>>> {
    const END: usize = 22;
    let last = archive.len().checked_sub(END)?;
    // Behind it stands nothing but a comment.
    let first = last.saturating_sub(0xffff);
    let end = (first..=last)
        .rev()
        .find(|it| archive[*it..].starts_with(b"PK\x05\x06"))?;
    let n_files = number(archive, end + 10, 2)?;
    let mut at = number(archive, end + 16, 4)?;
    let mut files = Vec::new();
    for _ in 0..n_files {
        if !archive.get(at..)?.starts_with(b"PK\x01\x02") {
            return None;
        }
        let field = |offset, n_bytes| number(archive, at + offset, n_bytes);
        let (flags, method) = (field(8, 2)?, field(10, 2)?);
        let (crc, n_packed, len) = (field(16, 4)?, field(20, 4)?, field(24, 4)?);
        let (n_name, n_extra, n_comment) = (field(28, 2)?, field(30, 2)?, field(32, 2)?);
        let head = field(42, 4)?;
        let name = archive.get(at + 46..at + 46 + n_name)?;
        at += 46 + n_name + n_extra + n_comment;
        // What does not fit its field is elsewhere, in an archive of version 4.5.
        let is_large = [n_packed, len, head].contains(&(u32::MAX as usize));
        if flags & 1 != 0 || !matches!(method, 0 | 8) || is_large {
            files.push(Err(UnzipError::Unknown));
            continue;
        }
        if !archive.get(head..)?.starts_with(b"PK\x03\x04") {
            return None;
        }
        let start = head + 30 + number(archive, head + 26, 2)? + number(archive, head + 28, 2)?;
        files.push(Ok(Packed {
            name: String::from_utf8_lossy(name).replace('\\', "/"),
            bytes: archive.get(start..start.checked_add(n_packed)?)?,
            is_deflated: method == 8,
            len,
            crc: crc as u32,
        }));
    }
    Some(files)
}

/// Reads a number of `n_bytes`, the lowest first.
fn number(bytes: &[u8], at: usize, n_bytes: usize) -> Option<usize> {
    let bytes = bytes.get(at..at.checked_add(n_bytes)?)?;
    Some(
        bytes
            .iter()
            .rev()
            .fold(0, |sum, it| sum << 8 | usize::from(*it)),
    )
}

#[cfg(test)]
mod tests;
