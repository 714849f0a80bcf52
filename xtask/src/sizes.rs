//! What the files of a directory weigh, as they are and on the wire.

use std::fmt;
use std::fs;
use std::path::Path;

use anyhow::Result;

/// The size of a file, or of several together, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Size {
    pub(crate) raw: usize,
    /// With brotli at its highest quality, as static hosts send it.
    pub(crate) brotli: usize,
}

/// The files of a directory and of those in it, by path, with their sizes.
///
/// Displayed as a table with a last row for all of them together.
#[derive(Debug)]
pub(crate) struct Sizes(Vec<(String, Size)>);

impl Sizes {
    pub(crate) fn of(directory: &Path) -> Result<Self> {
        let mut sizes = Vec::new();
        let mut directories = vec![directory.to_owned()];
        while let Some(inner) = directories.pop() {
            for entry in fs::read_dir(&inner)? {
                let path = entry?.path();
                if path.is_dir() {
                    directories.push(path);
                } else {
                    let name = path.strip_prefix(directory)?.display().to_string();
                    sizes.push((name, weigh(&fs::read(&path)?)?));
                }
            }
        }
        sizes.sort_by(|(a, _), (b, _)| a.cmp(b));
        Ok(Self(sizes))
    }

    pub(crate) fn total(&self) -> Size {
        self.0
            .iter()
            .fold(Size::default(), |total, (_, size)| Size {
                raw: total.raw + size.raw,
                brotli: total.brotli + size.brotli,
            })
    }
}

impl fmt::Display for Sizes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let total = ("total".to_owned(), self.total());
        let width = self
            .0
            .iter()
            .chain([&total])
            .map(|(name, _)| name.chars().count())
            .max()
            .unwrap_or_default();
        writeln!(f, "{:width$} {:>10} {:>10}", "", "raw", "brotli")?;
        for (name, size) in self.0.iter().chain([&total]) {
            let (raw, brotli) = (kilobytes(size.raw), kilobytes(size.brotli));
            writeln!(f, "{name:width$} {raw:>10} {brotli:>10}")?;
        }
        Ok(())
    }
}

fn weigh(content: &[u8]) -> Result<Size> {
    let params = brotli::enc::BrotliEncoderParams {
        quality: 11,
        ..Default::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut compressed, &params)?;
    Ok(Size {
        raw: content.len(),
        brotli: compressed.len(),
    })
}

/// In units of 1000 bytes, rounded up to a tenth, so that no file weighs nothing.
fn kilobytes(bytes: usize) -> String {
    let tenths = bytes.div_ceil(100);
    format!("{}.{} KB", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::{Size, Sizes, kilobytes, weigh};

    #[test]
    fn a_table_ends_with_the_total() {
        let size = |raw, brotli| Size { raw, brotli };
        let sizes = Sizes(vec![
            ("glossator-1f_bg.wasm".to_owned(), size(300_000, 99_950)),
            ("index.html".to_owned(), size(1_200, 40)),
        ]);
        let expected = "
                            raw     brotli
glossator-1f_bg.wasm   300.0 KB   100.0 KB
index.html               1.2 KB     0.1 KB
total                  301.2 KB   100.0 KB
";
        assert_eq!(format!("\n{sizes}"), expected);
    }

    #[test]
    fn kilobytes_are_rounded_up() {
        assert_eq!(kilobytes(0), "0.0 KB");
        assert_eq!(kilobytes(1), "0.1 KB");
        assert_eq!(kilobytes(1000), "1.0 KB");
        assert_eq!(kilobytes(199_901), "200.0 KB");
    }

    #[test]
    fn what_repeats_weighs_less_on_the_wire() {
        let size = weigh(&[7; 10_000]).unwrap();
        assert_eq!(size.raw, 10_000);
        assert!((1..100).contains(&size.brotli), "{size:?}");
    }
}
