//! [`nest`]: spans that may cross, cut so that their elements nest.

use crate::span::Span;

/// The most pieces that one mention is cut into.
const MAX_PIECES: usize = 64;
/// How deep elements nest; readers refuse files that go deeper than 256.
const MAX_DEPTH: usize = 200;

/// Where an element begins or ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::formats) enum Edge {
    /// The `nth` piece, from 0, of a mention begins.
    Open { mention: usize, nth: usize },
    /// The piece that was opened last and is not closed ends.
    Close { mention: usize },
}

/// Spans made elements.
#[derive(Debug, Default)]
pub(in crate::formats) struct Nested {
    /// The edges in the order in which they are written, each with its offset in code points.
    pub(in crate::formats) edges: Vec<(usize, Edge)>,
    /// How many pieces each mention has; 0 for one that is not in the edges, since it would be cut into more
    /// than 64 pieces or stand deeper than 200 elements.
    pub(in crate::formats) n_pieces: Vec<usize>,
}

/// Cuts spans where they cross, so that their elements nest. The number of each mention goes along with its
/// spans, which are sorted; numbers are below `n_mentions`.
///
/// Of two that cross, the one that begins later is cut. O(n) for n spans.
pub(in crate::formats) fn nest(spans: &[(Span, usize)], n_mentions: usize) -> Nested {
    let mut n_pieces = vec![0; n_mentions];
    let mut is_left_out = vec![false; n_mentions];
    let mut edges = Vec::with_capacity(spans.len() * 2);
    // The ends of what is open, the outermost first: never more than 200, so they are gone through.
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut spans = spans.iter().copied().peekable();
    let mut to_open: Vec<(usize, usize)> = Vec::new();
    loop {
        let next_start = spans.peek().map(|(span, _)| span.start());
        let next_end = open.iter().map(|it| it.0).min();
        let Some(at) = next_start.into_iter().chain(next_end).min() else {
            break;
        };
        let mut n_ending = open.iter().filter(|it| it.0 == at).count();
        while n_ending > 0 {
            let Some((end, mention)) = open.pop() else {
                break;
            };
            edges.push((at, Edge::Close { mention }));
            if end == at {
                n_ending -= 1;
            } else {
                to_open.insert(0, (end, mention));
            }
        }
        let reopened = std::mem::take(&mut to_open);
        for it in reopened {
            insert_by_end(&mut to_open, it);
        }
        while let Some((span, mention)) = spans.next_if(|(span, _)| span.start() == at) {
            insert_by_end(&mut to_open, (span.end(), mention));
        }
        for (end, mention) in to_open.drain(..) {
            if n_pieces[mention] == MAX_PIECES || open.len() == MAX_DEPTH {
                is_left_out[mention] = true;
            }
            if is_left_out[mention] {
                continue;
            }
            let nth = n_pieces[mention];
            edges.push((at, Edge::Open { mention, nth }));
            n_pieces[mention] += 1;
            open.push((end, mention));
        }
    }
    edges.retain(|(_, edge)| {
        let (Edge::Open { mention, .. } | Edge::Close { mention }) = edge;
        !is_left_out[*mention]
    });
    for (n, is_left_out) in n_pieces.iter_mut().zip(is_left_out) {
        if is_left_out {
            *n = 0;
        }
    }
    Nested { edges, n_pieces }
}

/// Puts one before those that end earlier.
fn insert_by_end(to_open: &mut Vec<(usize, usize)>, it: (usize, usize)) {
    let position = to_open.partition_point(|other| other.0 >= it.0);
    to_open.insert(position, it);
}
