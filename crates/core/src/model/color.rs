//! [`Color`]: an opaque sRGB color.

use std::fmt;
use std::str::FromStr;

/// An opaque sRGB color, written `#rrggbb`.
///
/// Nothing else is read, so that no color from outside can carry more than a color into a stylesheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Color {
    /// Red, 0..=255.
    pub red: u8,
    /// Green, 0..=255.
    pub green: u8,
    /// Blue, 0..=255.
    pub blue: u8,
}

/// Colors for labels, in the order in which they are given out: hues far apart first, of like lightness.
const PALETTE: [Color; 12] = [
    Color::new(0x34, 0x57, 0xd5),
    Color::new(0xc9, 0x3c, 0x20),
    Color::new(0x1f, 0x88, 0x4a),
    Color::new(0xb0, 0x36, 0xa0),
    Color::new(0x0b, 0x7e, 0xa4),
    Color::new(0x8a, 0x6a, 0x00),
    Color::new(0x6a, 0x48, 0xc8),
    Color::new(0xa8, 0x55, 0x1e),
    Color::new(0xc2, 0x2f, 0x68),
    Color::new(0x00, 0x80, 0x78),
    Color::new(0x5c, 0x79, 0x10),
    Color::new(0x62, 0x6b, 0x7f),
];

impl Color {
    /// Returns the color of three channels.
    pub const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self { red, green, blue }
    }

    /// Returns the color for the `n`-th label of a set; the colors repeat.
    pub fn for_label(n: usize) -> Self {
        PALETTE[n % PALETTE.len()]
    }
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

/// Says that a text is not a color.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a color like #3457d5, found {0:?}")]
pub struct ParseColorError(String);

impl FromStr for Color {
    type Err = ParseColorError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || ParseColorError(text.chars().take(40).collect());
        let digits = text
            .strip_prefix('#')
            .filter(|it| it.len() == 6 && it.bytes().all(|digit| digit.is_ascii_hexdigit()))
            .ok_or_else(error)?;
        let channel = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).map_err(|_| error());
        Ok(Self::new(channel(0)?, channel(2)?, channel(4)?))
    }
}
