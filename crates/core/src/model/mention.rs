//! [`Mention`]: spans with a label, and [`Mentions`]: those of one document.

use std::cmp::Ordering;
use std::rc::Rc;

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
    fn place(&self, other: &Self) -> Ordering {
        self.spans
            .outer()
            .cmp(&other.spans.outer())
            .then_with(|| self.id.cmp(&other.id))
    }
}

/// The mentions of one document, by where they start; of two that start together the longer comes first.
///
/// Mentions may nest, cross and share a place. They are shared, so that a copy costs a pointer each.
#[derive(Clone, Debug, Default)]
pub struct Mentions {
    sorted: Vec<Rc<Mention>>,
    /// The furthest end among each mention and those before it: how far back a span has to be looked for.
    reach: Vec<usize>,
}

impl Mentions {
    /// Returns the mentions in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Rc<Mention>> {
        self.sorted.iter()
    }

    /// Returns the number of mentions.
    pub fn len(&self) -> usize {
        self.sorted.len()
    }

    /// Whether there is no mention.
    pub fn is_empty(&self) -> bool {
        self.sorted.is_empty()
    }

    /// Returns a mention by its id. O(n).
    pub fn get(&self, id: &MentionId) -> Option<&Rc<Mention>> {
        self.sorted.iter().find(|it| it.id == *id)
    }

    /// Returns the mention with these spans and this label. O(log n).
    pub fn find(&self, spans: &Spans, label: LabelId) -> Option<&Rc<Mention>> {
        let outer = spans.outer();
        let first = self.sorted.partition_point(|it| it.spans.outer() < outer);
        let same_place = self.sorted[first..]
            .iter()
            .take_while(|it| it.spans.outer() == outer);
        same_place
            .into_iter()
            .find(|it| it.spans == *spans && it.label == label)
    }

    /// Returns the mentions that share a code point with `span`, in order. O(log n) and the mentions from the
    /// first hit on.
    pub fn overlapping(&self, span: Span) -> impl Iterator<Item = &Rc<Mention>> {
        let first = self.reach.partition_point(|&reach| reach <= span.start());
        let behind = self
            .sorted
            .partition_point(|it| it.spans.first().start() < span.end());
        self.sorted[first..behind.max(first)]
            .iter()
            .filter(move |it| it.spans.overlaps(span))
    }

    /// Takes `removed` out and puts `added` in: O(n + k log k).
    ///
    /// What is not there is not removed.
    pub(crate) fn exchange(&mut self, removed: &[Rc<Mention>], added: &[Rc<Mention>]) {
        let (removed, added) = (sorted(removed.to_vec()), sorted(added.to_vec()));
        let mut removed = removed.iter().peekable();
        let mut added = added.into_iter().peekable();
        let mut merged = Vec::with_capacity(self.sorted.len() + added.len());
        for mention in self.sorted.drain(..) {
            while removed
                .next_if(|it| it.place(&mention) == Ordering::Less)
                .is_some()
            {}
            if removed.next_if(|it| it.id == mention.id).is_some() {
                continue;
            }
            while let Some(new) = added.next_if(|it| it.place(&mention) == Ordering::Less) {
                merged.push(new);
            }
            merged.push(mention);
        }
        merged.extend(added);
        self.sorted = merged;
        self.measure();
    }

    fn measure(&mut self) {
        self.reach.clear();
        self.reach
            .extend(self.sorted.iter().scan(0, |reach: &mut usize, it| {
                *reach = (*reach).max(it.spans.last().end());
                Some(*reach)
            }));
    }
}

fn sorted(mut mentions: Vec<Rc<Mention>>) -> Vec<Rc<Mention>> {
    mentions.sort_unstable_by(|a, b| a.place(b));
    mentions
}

impl FromIterator<Rc<Mention>> for Mentions {
    fn from_iter<I: IntoIterator<Item = Rc<Mention>>>(mentions: I) -> Self {
        let mut mentions = Self {
            sorted: sorted(mentions.into_iter().collect()),
            reach: Vec::new(),
        };
        mentions.measure();
        mentions
    }
}

/// The reach follows from the mentions.
impl PartialEq for Mentions {
    fn eq(&self, other: &Self) -> bool {
        self.sorted == other.sorted
    }
}

impl Eq for Mentions {}

#[cfg(test)]
mod tests;
