//! [`Span`]: a non-empty half-open range of code points, and [`Spans`]: the one or more that a mention covers.

/// A non-empty half-open range `start..end` of a text, in code points from 0.
///
/// ```text
///  A d a   m e t   C h a r l e s
/// 0 1 2 3 4 5 6 7 8 …
/// [────)                             Span 0..3, "Ada"
/// ```
///
/// Spans are ordered by where they start; of two that start together the longer comes first, so that a
/// span stands before all that it contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    start: usize,
    end: usize,
}

impl Span {
    /// Returns the span `start..end`, or `None` where that is empty or runs backwards.
    pub fn new(start: usize, end: usize) -> Option<Self> {
        (start < end).then_some(Self { start, end })
    }

    /// Returns the span between two offsets in either order, or `None` where they are equal.
    pub fn between(a: usize, b: usize) -> Option<Self> {
        Self::new(a.min(b), a.max(b))
    }

    /// Returns the offset of the first code point.
    pub fn start(self) -> usize {
        self.start
    }

    /// Returns the offset behind the last code point.
    pub fn end(self) -> usize {
        self.end
    }

    /// Returns the length in code points, at least 1.
    #[expect(clippy::len_without_is_empty, reason = "a span is never empty")]
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the code point at `offset` is in the span.
    pub fn contains_offset(self, offset: usize) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Whether all of `other` is in the span; a span contains itself.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a code point.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether the two overlap and neither contains the other.
    pub fn crosses(self, other: Self) -> bool {
        self.overlaps(other) && !self.contains(other) && !other.contains(self)
    }

    /// Whether the two overlap or one begins where the other ends.
    pub fn touches(self, other: Self) -> bool {
        self.start <= other.end && other.start <= self.end
    }

    /// Returns what the two have in common.
    pub fn intersection(self, other: Self) -> Option<Self> {
        Self::new(self.start.max(other.start), self.end.min(other.end))
    }

    /// Returns the smallest span that contains both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }
}

impl Ord for Span {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.start.cmp(&other.start).then(other.end.cmp(&self.end))
    }
}

impl PartialOrd for Span {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// The start or the end of what a mention covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// Where it starts.
    Start,
    /// Where it ends.
    End,
}

/// The one or more spans that a mention covers, in order and not touching.
///
/// More than one makes a discontinuous mention.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spans {
    first: Span,
    /// Empty for all but discontinuous mentions, and then without an allocation.
    rest: Vec<Span>,
}

impl Spans {
    /// Returns the spans in order, with those that touch joined; `None` for no span.
    pub fn new(spans: impl IntoIterator<Item = Span>) -> Option<Self> {
        let mut spans: Vec<Span> = spans.into_iter().collect();
        spans.sort_unstable();
        let mut spans = spans.into_iter();
        let mut first = spans.next()?;
        let mut rest: Vec<Span> = Vec::new();
        for span in spans {
            let last = rest.last_mut().unwrap_or(&mut first);
            if last.touches(span) {
                *last = last.union(span);
            } else {
                rest.push(span);
            }
        }
        Some(Self { first, rest })
    }

    /// Returns the spans, in order.
    pub fn iter(&self) -> impl Iterator<Item = Span> + Clone + '_ {
        std::iter::once(self.first).chain(self.rest.iter().copied())
    }

    /// Returns the first span.
    pub fn first(&self) -> Span {
        self.first
    }

    /// Returns the last span.
    pub fn last(&self) -> Span {
        self.rest.last().copied().unwrap_or(self.first)
    }

    /// Returns the span from the first start to the last end.
    pub fn outer(&self) -> Span {
        self.first.union(self.last())
    }

    /// Whether there is more than one span.
    pub fn is_discontinuous(&self) -> bool {
        !self.rest.is_empty()
    }

    /// Returns the spans and another one, joined with those that it touches.
    #[must_use]
    pub fn with(&self, span: Span) -> Self {
        // Those that are there already are one at least.
        Self::new(self.iter().chain([span])).unwrap_or_else(|| span.into())
    }

    /// Returns the spans without what is under another one; `None` where nothing is left.
    #[must_use]
    pub fn without(&self, span: Span) -> Option<Self> {
        let rest = self.iter().flat_map(|it| {
            let before = Span::new(it.start(), it.end().min(span.start()));
            let behind = Span::new(it.start().max(span.end()), it.end());
            before.into_iter().chain(behind)
        });
        Self::new(rest)
    }

    /// Returns the spans with the first start or the last end at an offset: outward the outer span grows, inward what
    /// is beyond the offset goes. `None` where nothing is left.
    #[must_use]
    pub fn with_edge(&self, edge: Edge, offset: usize) -> Option<Self> {
        let outer = self.outer();
        match edge {
            Edge::Start => match Span::new(outer.start(), offset) {
                Some(cut) => self.without(cut),
                None => Some(self.with(Span::new(offset, outer.start() + 1)?)),
            },
            Edge::End => match Span::new(offset, outer.end()) {
                Some(cut) => self.without(cut),
                None => Some(self.with(Span::new(outer.end() - 1, offset)?)),
            },
        }
    }

    /// Whether one of the spans contains `span`.
    pub fn contains(&self, span: Span) -> bool {
        self.iter().any(|it| it.contains(span))
    }

    /// Returns the number of code points covered.
    pub fn n_code_points(&self) -> usize {
        self.iter().map(Span::len).sum()
    }

    /// Whether one of the spans shares a code point with `span`.
    pub fn overlaps(&self, span: Span) -> bool {
        self.iter().any(|it| it.overlaps(span))
    }
}

impl From<Span> for Spans {
    fn from(span: Span) -> Self {
        Self {
            first: span,
            rest: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests;
