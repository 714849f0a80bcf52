//! [`Leaves`]: mentions in some order, in pieces that copies share.

use std::cmp::Ordering;
use std::rc::Rc;

use super::Mention;
use crate::span::Span;

/// The most mentions in a leaf: about the square root of the most that a document has, so that neither a leaf
/// nor the list of leaves is long.
const MAX: usize = 256;

/// Mentions in a total order that tells two of different ids apart.
///
/// They stand in leaves of up to 256, as in a B-tree of two levels. A copy shares the leaves with the original; an
/// exchange makes those anew in which something changes: O(n / 256 + 256) for one mention, O(n + k log k) for many.
#[derive(Clone, Debug)]
pub(super) struct Leaves {
    leaves: Vec<Leaf>,
    len: usize,
    order: Order,
}

/// How two mentions are ordered.
pub(super) type Order = fn(&Mention, &Mention) -> Ordering;

#[derive(Clone, Debug)]
struct Leaf {
    /// Never empty.
    mentions: Rc<[Rc<Mention>]>,
    /// The position of the first among all.
    position: usize,
    /// The furthest end in the leaf, in code points.
    reach: usize,
}

impl Leaves {
    /// Returns no mentions, to be kept in `order`.
    pub(super) fn new(order: Order) -> Self {
        Self {
            leaves: Vec::new(),
            len: 0,
            order,
        }
    }

    /// Returns the number of mentions.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// Returns the mentions in order, from a position on: O(log n) to begin.
    pub(super) fn from(&self, position: usize) -> impl DoubleEndedIterator<Item = &Rc<Mention>> {
        let leaf_idx = self.leaf_of(position);
        let leaves = self.leaves.get(leaf_idx..).unwrap_or_default();
        let skipped = position - leaves.first().map_or(position, |it| it.position);
        let (first, rest) = match leaves.split_first() {
            Some((first, rest)) => (first.mentions.get(skipped..).unwrap_or_default(), rest),
            None => (&[][..], leaves),
        };
        first
            .iter()
            .chain(rest.iter().flat_map(|it| it.mentions.iter()))
    }

    /// Returns the first position whose mention `is_before` does not hold for; it holds for all before that one and
    /// for none behind. O(log n).
    pub(super) fn partition_point(&self, is_before: impl Fn(&Mention) -> bool) -> usize {
        let leaf_idx = self
            .leaves
            .partition_point(|it| is_before(&it.mentions[0]))
            .saturating_sub(1);
        self.leaves.get(leaf_idx).map_or(0, |it| {
            it.position + it.mentions.partition_point(|it| is_before(it))
        })
    }

    /// Returns the mentions before a position that share a code point with `span`: a comparison for each leaf,
    /// and one for each mention of those leaves that reach so far.
    pub(super) fn overlapping(&self, end: usize, span: Span) -> impl Iterator<Item = &Rc<Mention>> {
        self.leaves
            .iter()
            .take_while(move |it| it.position < end)
            .filter(move |it| it.reach > span.start())
            .flat_map(move |it| it.mentions.iter().take(end - it.position))
            .filter(move |it| it.spans.overlaps(span))
    }

    /// Takes `removed` out and puts `added` in. What is not there is not removed.
    pub(super) fn exchange(&mut self, removed: &[Rc<Mention>], added: &[Rc<Mention>]) {
        let (removed, added) = (self.sorted(removed), self.sorted(added));
        let (mut removed, mut added) = (&*removed, &*added);
        let old = std::mem::take(&mut self.leaves);
        self.len = 0;
        if old.is_empty() {
            self.push(added);
        }
        for (leaf_idx, leaf) in old.iter().enumerate() {
            let next = old.get(leaf_idx + 1).map(|it| &it.mentions[0]);
            let here = |changes: &[Rc<Mention>]| match next {
                Some(next) => changes
                    .iter()
                    .take_while(|it| (self.order)(it, next) == Ordering::Less)
                    .count(),
                None => changes.len(),
            };
            let (removed_here, removed_later) = removed.split_at(here(removed));
            let (added_here, added_later) = added.split_at(here(added));
            (removed, added) = (removed_later, added_later);
            if removed_here.is_empty() && added_here.is_empty() {
                self.push_leaf(Rc::clone(&leaf.mentions), leaf.reach);
            } else {
                let mentions = self.merge(&leaf.mentions, removed_here, added_here);
                self.push(&mentions);
            }
        }
    }

    /// Returns the index of the leaf that holds a position, or of the last one.
    fn leaf_of(&self, position: usize) -> usize {
        self.leaves
            .partition_point(|it| it.position <= position)
            .saturating_sub(1)
    }

    fn sorted(&self, mentions: &[Rc<Mention>]) -> Vec<Rc<Mention>> {
        let mut mentions = mentions.to_vec();
        // Many come in order, or nearly.
        if !mentions.is_sorted_by(|a, b| (self.order)(a, b).is_le()) {
            mentions.sort_by(|a, b| (self.order)(a, b));
        }
        mentions
    }

    fn merge(
        &self,
        present: &[Rc<Mention>],
        removed: &[Rc<Mention>],
        added: &[Rc<Mention>],
    ) -> Vec<Rc<Mention>> {
        let is_less = |a: &Mention, b: &Mention| (self.order)(a, b) == Ordering::Less;
        let (mut removed, mut added) = (removed.iter().peekable(), added.iter().peekable());
        let mut merged = Vec::with_capacity(present.len() + added.len());
        for mention in present {
            while removed.next_if(|it| is_less(it, mention)).is_some() {}
            if removed.next_if(|it| it.id == mention.id).is_some() {
                continue;
            }
            while let Some(new) = added.next_if(|it| is_less(it, mention)) {
                merged.push(Rc::clone(new));
            }
            merged.push(Rc::clone(mention));
        }
        merged.extend(added.cloned());
        merged
    }

    /// Puts mentions behind all others, in as few leaves as hold them with room for more.
    fn push(&mut self, mentions: &[Rc<Mention>]) {
        // What is left of a leaf joins the one before, so that many removals leave no list of tiny leaves.
        let before = self
            .leaves
            .pop_if(|it| it.mentions.len() + mentions.len() <= MAX / 2);
        let joined: Vec<_>;
        let mentions = match before {
            Some(before) => {
                self.len = before.position;
                joined = before.mentions.iter().chain(mentions).cloned().collect();
                &joined
            }
            None => mentions,
        };
        let n_leaves = mentions
            .len()
            .div_ceil(if mentions.len() > MAX { MAX / 2 } else { MAX });
        for leaf in mentions.chunks(mentions.len().div_ceil(n_leaves.max(1)).max(1)) {
            let ends = leaf.iter().map(|it| it.spans.last().end());
            self.push_leaf(leaf.into(), ends.max().unwrap_or_default());
        }
    }

    fn push_leaf(&mut self, mentions: Rc<[Rc<Mention>]>, reach: usize) {
        let position = self.len;
        self.len += mentions.len();
        self.leaves.push(Leaf {
            mentions,
            position,
            reach,
        });
    }
}

#[cfg(test)]
mod tests;
