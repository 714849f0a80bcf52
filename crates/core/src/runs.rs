//! [`Run`]: a stretch of text under the same mentions, and [`BlockView`]: a block as runs, ready to be drawn.
//!
//! Overlapping mentions are made flat: a block is cut wherever a mention begins or ends, and each piece knows
//! the mentions that cover it.
//!
//! ```text
//! text      Russian President Vladimir Putin met …
//! Person    [──────────────────────────────]
//! Person                     [─────────────]
//! runs      |─────────1──────|──────2──────|─3─
//! ```

use std::cmp::Reverse;
use std::rc::Rc;

use unicode_segmentation::UnicodeSegmentation;

use crate::model::{Document, LabelId, LabelSet, Mention, MentionId};
use crate::segment::{Block, BlockKind};
use crate::span::Span;

/// How many lanes of underlines there are below a line.
pub const N_LANES: usize = 5;

/// A stretch of a block's text under the same mentions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Where it stands in the text.
    pub span: Span,
    /// Its characters.
    pub text: Rc<str>,
    /// The mentions that cover it, outermost first; empty for plain text.
    pub mentions: Vec<Cover>,
    /// How many lanes the mentions have that are connected with those of the run by overlapping; 0 for plain text.
    pub n_lanes: usize,
    /// The tag to hang above its beginning, if a mention begins here.
    pub tag: Option<Tag>,
}

/// A mention as it covers a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover {
    /// The mention.
    pub id: MentionId,
    /// Its label.
    pub label: LabelId,
    /// The line below the text that it is underlined on, of [`N_LANES`]: 0 is nearest to the text, and mentions that
    /// overlap within a block have different ones. `None` where those inside it and across it have them all.
    pub lane: Option<usize>,
    /// Whether the mention begins with the run.
    pub begins: bool,
}

/// The label that hangs above the beginning of a mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// As much of the label's name as there is room for before the next tag.
    pub text: Rc<str>,
    /// The label.
    pub label: LabelId,
}

/// A block with its runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockView {
    /// What the block is.
    pub kind: BlockKind,
    /// Where it stands in the text.
    pub span: Span,
    /// Its runs: they cover the block exactly, in order.
    pub runs: Vec<Run>,
}

impl Run {
    /// Returns the innermost mention.
    pub fn innermost(&self) -> Option<&Cover> {
        self.mentions.last()
    }

    /// Whether a mention covers the run.
    pub fn is_under(&self, mention: &MentionId) -> bool {
        self.mentions.iter().any(|it| it.id == *mention)
    }
}

impl BlockView {
    /// Cuts a block of a document into runs: O(log n) for finding its mentions, O(k log k) in them, and what is
    /// returned: a cover for each mention over each run.
    pub fn new(document: &Document, labels: &LabelSet, block: Block) -> Self {
        let mentions = document.mentions().overlapping(block.span);
        let mut drawn: Vec<Drawn> = mentions.map(Drawn::new).collect();
        assign_lanes(&mut drawn);
        let mut runs = cut(document, block.span, &drawn);
        hang_tags(&mut runs, labels);
        Self {
            kind: block.kind,
            span: block.span,
            runs,
        }
    }
}

/// A mention of a block.
struct Drawn<'a> {
    mention: &'a Mention,
    outer: Span,
    /// How many mentions of the block are further out: the longer, then the one that starts earlier, then the
    /// older.
    depth: usize,
    lane: Option<usize>,
    /// How many lanes its cluster has.
    n_lanes: usize,
}

impl<'a> Drawn<'a> {
    fn new(mention: &'a Rc<Mention>) -> Self {
        Self {
            mention,
            outer: mention.spans.outer(),
            depth: 0,
            lane: None,
            n_lanes: 0,
        }
    }
}

/// Tells how deep each mention lies, and gives it the lowest lane that no mention inside it or across it has:
/// innermost first.
fn assign_lanes(drawn: &mut [Drawn]) {
    let key = |it: &Drawn| (Reverse(it.outer.len()), it.outer.start());
    let mut outermost_first: Vec<usize> = (0..drawn.len()).collect();
    outermost_first.sort_unstable_by(|&a, &b| {
        let (a, b) = (&drawn[a], &drawn[b]);
        let by_age = || a.mention.id.cmp(&b.mention.id);
        key(a).cmp(&key(b)).then_with(by_age)
    });
    // What each lane has, in text order.
    let mut lanes: [Vec<Span>; N_LANES] = Default::default();
    for (depth, &drawn_idx) in outermost_first.iter().enumerate().rev() {
        let drawn = &mut drawn[drawn_idx];
        drawn.depth = depth;
        drawn.lane = lanes.iter_mut().position(|lane| {
            let place = lane.partition_point(|it| it.end() <= drawn.outer.start());
            let is_free = lane.get(place).is_none_or(|it| !it.overlaps(drawn.outer));
            if is_free {
                lane.insert(place, drawn.outer);
            }
            is_free
        });
    }
    count_lanes(drawn);
}

/// Tells each mention how many lanes there are in its cluster: mentions in text order, up to where none reaches over to
/// the next.
fn count_lanes(drawn: &mut [Drawn]) {
    let mut rest = drawn;
    while let Some(first) = rest.first() {
        let (mut reach, mut len) = (first.outer.end(), 1);
        while rest.get(len).is_some_and(|it| it.outer.start() < reach) {
            reach = reach.max(rest[len].outer.end());
            len += 1;
        }
        let (cluster, behind) = rest.split_at_mut(len);
        let n_lanes = cluster
            .iter()
            .map(|it| it.lane.map_or(0, |it| it + 1))
            .max();
        for it in cluster {
            it.n_lanes = n_lanes.unwrap_or_default();
        }
        rest = behind;
    }
}

/// Cuts `block` wherever a mention begins or ends.
fn cut(document: &Document, block: Span, drawn: &[Drawn]) -> Vec<Run> {
    /// An edge of mention `drawn_idx`.
    struct Edge {
        offset: usize,
        begins: bool,
        drawn_idx: usize,
    }
    let mut edges = Vec::with_capacity(2 * drawn.len());
    for (drawn_idx, it) in drawn.iter().enumerate() {
        let spans = it.mention.spans.iter();
        for span in spans.filter_map(|it| it.intersection(block)) {
            edges.push(Edge {
                offset: span.start(),
                begins: true,
                drawn_idx,
            });
            edges.push(Edge {
                offset: span.end(),
                begins: false,
                drawn_idx,
            });
        }
    }
    edges.sort_unstable_by_key(|it| it.offset);
    let mut runs = Vec::with_capacity(edges.len() + 1);
    // Those that cover the place, outermost first.
    let mut active: Vec<usize> = Vec::new();
    let mut start = block.start();
    let mut push = |start: usize, end: usize, active: &[usize]| {
        let Some(span) = Span::new(start, end) else {
            return;
        };
        let cover = |&drawn_idx: &usize| {
            let Drawn { mention, lane, .. } = drawn[drawn_idx];
            Cover {
                id: mention.id.clone(),
                label: mention.label,
                lane,
                begins: mention.spans.first().start() == start,
            }
        };
        runs.push(Run {
            span,
            text: document.text().get(span).unwrap_or_default().into(),
            mentions: active.iter().map(cover).collect(),
            n_lanes: active.first().map_or(0, |&it| drawn[it].n_lanes),
            tag: None,
        });
    };
    for edge in edges {
        push(start, edge.offset, &active);
        start = edge.offset;
        let depth = drawn[edge.drawn_idx].depth;
        let place = active.partition_point(|&it| drawn[it].depth < depth);
        if edge.begins {
            active.insert(place, edge.drawn_idx);
        } else {
            active.remove(place);
        }
    }
    push(start, block.end(), &active);
    runs
}

/// Hangs a tag above each run with which a mention begins.
///
/// A tag's letters are about as wide as the text's, so it gets as many as there are characters (graphemes) up to the
/// next tag; East Asian ones and emoji count for two.
fn hang_tags(runs: &mut [Run], labels: &LabelSet) {
    let mut room = usize::MAX;
    for run in runs.iter_mut().rev() {
        let width = |it: &str| if it >= "\u{1100}" { 2 } else { 1 };
        // More room than the longest tag needs makes no difference.
        let graphemes = run.text.graphemes(true).take(MAX_TAG + 1);
        room = room.saturating_add(graphemes.map(width).sum());
        let mut names: Vec<&str> = Vec::new();
        let mut label = None;
        for cover in run.mentions.iter().rev().filter(|it| it.begins) {
            label = label.or(Some(cover.label));
            let name = labels.get(cover.label).map_or("", |it| &*it.name);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let Some(label) = label else { continue };
        let text: String = names
            .join(" · ")
            .chars()
            .take(room.saturating_sub(1).clamp(1, MAX_TAG))
            .collect();
        run.tag = Some(Tag {
            text: text.trim_end_matches([' ', '·']).into(),
            label,
        });
        room = 0;
    }
}

/// The longest tag, in letters.
const MAX_TAG: usize = 24;

#[cfg(test)]
mod tests;
