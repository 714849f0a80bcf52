//! [`Mention`]: spans with a label, and [`Mentions`]: those of one document.

use std::cmp::Ordering;
use std::rc::Rc;

use litemap::LiteMap;

use super::leaves::Leaves;
use super::{Extra, LabelId, MentionId};
use crate::span::{Span, Spans};

/// One or more spans of a document with a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Names the mention within the project; stays when its spans or label change.
    pub id: MentionId,
    /// What the mention covers.
    pub spans: Spans,
    /// Its label.
    pub label: LabelId,
    /// Fields that this version does not know.
    pub extra: Extra,
}

impl Mention {
    /// Compares by where the mentions stand: by start, the longer first, then the older first.
    pub(crate) fn place(&self, other: &Self) -> Ordering {
        self.spans
            .outer()
            .cmp(&other.spans.outer())
            .then_with(|| self.id.cmp(&other.id))
    }
}

/// The mentions of one document, by where they start; of two that start together the longer comes first.
///
/// Mentions may nest, cross and share a place. Copies share them, so that a copy costs O(n / 256).
#[derive(Clone, Debug)]
pub struct Mentions {
    by_place: Leaves,
    by_id: Leaves,
    /// Those of each label by where they start; no entry for a label without mentions.
    by_label: LiteMap<LabelId, Leaves>,
}

impl Mentions {
    /// Returns the mentions in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Rc<Mention>> {
        self.by_place.from(0)
    }

    /// Returns the number of mentions.
    pub fn len(&self) -> usize {
        self.by_place.len()
    }

    /// Whether there is no mention.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns a mention by its id. O(log n).
    pub fn get(&self, id: &MentionId) -> Option<&Rc<Mention>> {
        let position = self.by_id.partition_point(|it| it.id < *id);
        self.by_id.from(position).next().filter(|it| it.id == *id)
    }

    /// Returns the mention with these spans and this label. O(log n).
    pub fn find(&self, spans: &Spans, label: LabelId) -> Option<&Rc<Mention>> {
        self.at(spans).find(|it| it.label == label)
    }

    /// Returns the mentions with exactly these spans, the oldest first. O(log n).
    pub fn at(&self, spans: &Spans) -> impl Iterator<Item = &Rc<Mention>> {
        let outer = spans.outer();
        let first = self.by_place.partition_point(|it| it.spans.outer() < outer);
        self.by_place
            .from(first)
            .take_while(move |it| it.spans.outer() == outer)
            .filter(move |it| it.spans == *spans)
    }

    /// Returns the mentions that share a code point with `span`, in order: O(log n) and a comparison for each 256
    /// mentions, then in the hits and those near them.
    pub fn overlapping(&self, span: Span) -> impl Iterator<Item = &Rc<Mention>> {
        let behind = self
            .by_place
            .partition_point(|it| it.spans.first().start() < span.end());
        self.by_place.overlapping(behind, span)
    }

    /// Returns the mention behind `present` in order, the first one where that is the last or there is none. O(log n).
    pub fn next(&self, present: Option<&Mention>) -> Option<&Rc<Mention>> {
        let position = present.map_or(0, |it| {
            self.by_place
                .partition_point(|other| other.place(it).is_le())
        });
        let mut behind = self.by_place.from(position);
        behind.next().or_else(|| self.iter().next())
    }

    /// Returns the mention before `present` in order, the last one where that is the first or there is none. O(log n).
    pub fn previous(&self, present: Option<&Mention>) -> Option<&Rc<Mention>> {
        let position = present.map_or(0, |it| {
            self.by_place
                .partition_point(|other| other.place(it).is_lt())
        });
        let last = position.checked_sub(1).or(self.len().checked_sub(1))?;
        self.by_place.from(last).next()
    }

    /// Returns the labels that any mention has.
    pub fn labels(&self) -> impl Iterator<Item = LabelId> {
        self.by_label.keys().copied()
    }

    /// Returns the number of mentions with a label.
    pub fn n_of_label(&self, label: LabelId) -> usize {
        self.by_label.get(&label).map_or(0, Leaves::len)
    }

    /// Returns the mentions with a label in order, from the `first`-th on: O(log n) to begin.
    pub fn of_label(&self, label: LabelId, first: usize) -> impl Iterator<Item = &Rc<Mention>> {
        let leaves = self.by_label.get(&label);
        leaves.into_iter().flat_map(move |it| it.from(first))
    }

    /// Returns how many mentions of its label stand before `mention`. O(log n).
    pub fn position_in_label(&self, mention: &Mention) -> usize {
        let leaves = self.by_label.get(&mention.label);
        leaves.map_or(0, |it| {
            it.partition_point(|other| other.place(mention).is_lt())
        })
    }

    /// Takes `removed` out and puts `added` in: O(n / 256) for a few mentions, O(n + k log k) for many.
    ///
    /// What is not there is not removed.
    pub(crate) fn exchange(&mut self, removed: &[Rc<Mention>], added: &[Rc<Mention>]) {
        let (removed, added) = (&sorted(removed), &sorted(added));
        self.by_place.exchange(removed, added);
        self.by_id.exchange(removed, added);
        let mut labels = LiteMap::<LabelId, [Vec<Rc<Mention>>; 2]>::new();
        for (side, mentions) in [removed, added].into_iter().enumerate() {
            for mention in mentions {
                labels.entry(mention.label).or_default()[side].push(Rc::clone(mention));
            }
        }
        for (label, [removed, added]) in labels {
            let leaves = self
                .by_label
                .entry(label)
                .or_insert_with(|| Leaves::new(Mention::place));
            leaves.exchange(&removed, &added);
            if leaves.len() == 0 {
                self.by_label.remove(&label);
            }
        }
    }
}

/// Sorts mentions by their places, once for all that keep them so.
fn sorted(mentions: &[Rc<Mention>]) -> Vec<Rc<Mention>> {
    let mut mentions = mentions.to_vec();
    // Many come in order.
    if !mentions.is_sorted_by(|a, b| a.place(b).is_le()) {
        mentions.sort_by(|a, b| a.place(b));
    }
    mentions
}

impl Default for Mentions {
    fn default() -> Self {
        Self {
            by_place: Leaves::new(Mention::place),
            by_id: Leaves::new(|a, b| a.id.cmp(&b.id)),
            by_label: LiteMap::new(),
        }
    }
}

impl FromIterator<Rc<Mention>> for Mentions {
    fn from_iter<I: IntoIterator<Item = Rc<Mention>>>(mentions: I) -> Self {
        let (mut collected, mentions) = (Self::default(), Vec::from_iter(mentions));
        collected.exchange(&[], &mentions);
        collected
    }
}

/// The indexes follow from the mentions.
impl PartialEq for Mentions {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

impl Eq for Mentions {}

#[cfg(test)]
mod tests;
