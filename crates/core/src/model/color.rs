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

/// Colors for labels, in the order in which they are given out.
///
/// They were sought in OKLab so that any two are as far apart as can be, in both themes, for those who see all colors
/// and for those who lack one of the three cones, with the contrast that lines need; the tests of this file measure
/// that. Those given out first are the farthest apart.
const PALETTE: [Color; 24] = [
    Color::new(0x34, 0x57, 0xd5),
    Color::new(0xb3, 0x82, 0x36),
    Color::new(0x73, 0x05, 0x30),
    Color::new(0xad, 0x56, 0x97),
    Color::new(0x4a, 0xa0, 0x72),
    Color::new(0x25, 0x04, 0xd0),
    Color::new(0x7a, 0x58, 0x66),
    Color::new(0x58, 0x7d, 0x01),
    Color::new(0x69, 0x0c, 0x75),
    Color::new(0x05, 0x5f, 0x04),
    Color::new(0xab, 0x0f, 0xa5),
    Color::new(0xb9, 0x00, 0x3d),
    Color::new(0x4a, 0x34, 0x4d),
    Color::new(0x79, 0x65, 0xf0),
    Color::new(0x01, 0x91, 0xed),
    Color::new(0x43, 0x36, 0x8e),
    Color::new(0x44, 0x60, 0x49),
    Color::new(0x26, 0x7c, 0x83),
    Color::new(0xa3, 0x80, 0x93),
    Color::new(0x28, 0x5d, 0x80),
    Color::new(0x8d, 0x38, 0x79),
    Color::new(0xbc, 0x5a, 0x29),
    Color::new(0x7e, 0x7c, 0x5a),
    Color::new(0x96, 0x32, 0x11),
];

impl Color {
    /// The lightness of a label's color in the light theme and in the dark one, as CSS computes it of the color's own
    /// lightness `l`: any color that a person may choose can be seen.
    pub const LIGHTNESS: [&str; 2] = ["min(l, 0.64)", "clamp(0.6, l + 0.2, 0.9)"];

    /// Returns the color of three channels.
    pub const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self { red, green, blue }
    }

    /// Returns the first color of the palette that the fewest labels have.
    pub fn unused(used: impl Iterator<Item = Self>) -> Self {
        let mut n_used = [0; PALETTE.len()];
        for color in used {
            if let Some(idx) = PALETTE.iter().position(|it| *it == color) {
                n_used[idx] += 1;
            }
        }
        let fewest = (0..PALETTE.len()).min_by_key(|&it| n_used[it]);
        PALETTE[fewest.unwrap_or(0)]
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

#[cfg(test)]
mod tests;
