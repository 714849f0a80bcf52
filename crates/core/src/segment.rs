//! Cuts a text into blocks, sentences, words and graphemes, and snaps spans to them.
//!
//! Blocks are found here by rules of our own; sentences, words and graphemes are those of
//! [UAX #29](https://www.unicode.org/reports/tr29/) as the crate `unicode-segmentation` finds them.

mod block;
mod piece;
mod snap;

pub use block::{Block, BlockKind, block_at, blocks, blocks_in};
pub use piece::pieces;
pub use snap::{Unit, is_grapheme_edge, sentence_at, snap, snap_edge, trim, word_at};
