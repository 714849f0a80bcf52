//! [`Drawing`]: the document on the screen, and the parts that it is drawn in.

use std::ops::Range;
use std::rc::Rc;

use glossator_core::model::{Document, LabelSet, MentionId};
use glossator_core::runs::{BlockView, Run};
use glossator_core::segment::{Block, pieces};
use glossator_core::{Span, Text};

/// A document with the labels that it is drawn with. Nothing is drawn before it comes near the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// The document.
    pub document: Rc<Document>,
    /// The labels.
    pub labels: Rc<LabelSet>,
}

/// A part of a document that is awake or asleep as a whole: some blocks, or a piece of one that is very long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The indices of its blocks.
    pub blocks: Range<usize>,
    /// The piece of the only block, where that is cut.
    pub piece: Option<Span>,
    /// How high it is likely to be before it was ever laid out, in CSS pixels.
    pub height: usize,
}

/// A run as the page shows it: text, in a mark where a mention covers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stroke {
    /// The characters.
    pub text: Rc<str>,
    /// What the mark tells, by the names of its attributes, in their order; empty for plain text.
    pub attributes: Vec<(&'static str, String)>,
}

/// With more lanes than these the underlines are thinner.
const N_THICK_LANES: usize = 3;

/// About how high a stretch becomes, in CSS pixels: a screen or so.
const HEIGHT: usize = 1_000;
/// How many stretches make a section, at least, and up to how many a document is one.
const SECTION: (usize, usize) = (16, 64);
/// The height of a line and the space below a block, in CSS pixels, and how many letters a line has.
const LINE: (usize, usize, usize) = (38, 18, 76);

/// Returns the stretches of a document, in order. O(n) in its blocks.
pub fn stretches(document: &Document) -> Vec<Stretch> {
    let text = document.text();
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut room = 0;
    for (block_idx, block) in document.blocks().iter().enumerate() {
        let blocks = block_idx..block_idx + 1;
        let pieces = pieces(text, block.span);
        if pieces.len() > 1 {
            stretches.extend(pieces.into_iter().map(|piece| Stretch {
                blocks: blocks.clone(),
                piece: Some(piece),
                height: height(text, piece),
            }));
            room = 0;
            continue;
        }
        let height = height(text, block.span) + LINE.1;
        match stretches.last_mut() {
            Some(last) if height <= room => {
                last.blocks.end += 1;
                last.height += height;
                room -= height;
            }
            _ => {
                stretches.push(Stretch {
                    blocks,
                    piece: None,
                    height,
                });
                room = HEIGHT.saturating_sub(height);
            }
        }
    }
    stretches
}

/// Returns the sections of a document, by the indices of their stretches; a block that is cut in pieces is in one. O(n).
///
/// Browsers look at each child of what they lay out, paint or search for what is in sight: of a long document at those
/// of one section, and at the others as wholes.
pub fn sections(stretches: &[Stretch]) -> Vec<Range<usize>> {
    let is_long = stretches.len() > SECTION.1;
    let mut sections = Vec::new();
    let mut first = 0;
    for (behind, pair) in (1..).zip(stretches.windows(2)) {
        let is_one_block = pair[0].blocks == pair[1].blocks;
        if is_long && behind - first >= SECTION.0 && !is_one_block {
            sections.push(first..behind);
            first = behind;
        }
    }
    sections.push(first..stretches.len());
    sections
}

/// Guesses the height of a span, in CSS pixels. Characters of three bytes are mostly East Asian, and twice as wide.
pub fn height(text: &Text, span: Span) -> usize {
    let n_bytes = text.to_byte(span.end()) - text.to_byte(span.start());
    let is_wide = n_bytes > span.len() * 5 / 2;
    let n_letters = if is_wide { span.len() * 2 } else { span.len() };
    n_letters.div_ceil(LINE.2) * LINE.0
}

impl Stretch {
    /// Returns what it shows of the blocks of its document, in order.
    pub fn parts(&self, blocks: &[Block]) -> Vec<Block> {
        let part = |it: &Block| Block {
            span: self.piece.unwrap_or(it.span),
            ..*it
        };
        blocks[self.blocks.clone()].iter().map(part).collect()
    }
}

impl Drawing {
    /// Returns a block, or a piece of one, as strokes. The selected mention is told.
    pub fn strokes(&self, block: Block, picked: Option<&MentionId>) -> Vec<Stroke> {
        let view = BlockView::new(&self.document, &self.labels, block);
        let stroke = |it: &Run| Stroke {
            text: Rc::clone(&it.text),
            attributes: self.attributes(it, picked),
        };
        view.runs.iter().map(stroke).collect()
    }

    /// Returns a block, or a piece of one, as it is while it sleeps.
    pub fn asleep(&self, block: Block) -> Stroke {
        Stroke {
            text: self
                .document
                .text()
                .get(block.span)
                .unwrap_or_default()
                .into(),
            attributes: Vec::new(),
        }
    }

    fn attributes(&self, run: &Run, picked: Option<&MentionId>) -> Vec<(&'static str, String)> {
        let Some(innermost) = run.innermost() else {
            return Vec::new();
        };
        let is_alone = run.n_lanes == 1;
        let color = if is_alone { "one" } else { "label" };
        let mut classes = format!("run {color}-{}", innermost.label);
        let mut ids = String::new();
        for cover in &run.mentions {
            if let Some(lane) = cover.lane.filter(|_| !is_alone) {
                classes += &format!(" lane-{lane}-{}", cover.label);
            }
            if !ids.is_empty() {
                ids.push(' ');
            }
            ids += cover.id.as_str();
        }
        if run.mentions.len() > 1 {
            classes += " nested";
        }
        if run.n_lanes > N_THICK_LANES {
            classes += " deep";
        } else if run.n_lanes > 1 {
            classes += " lanes";
        }
        if let Some(tag) = &run.tag {
            classes += &format!(" tag-{}", tag.label);
        }
        let name = self.labels.get(innermost.label).map(|it| &*it.name);
        let mut attributes = vec![
            ("class", classes),
            ("data-mention", ids),
            ("data-label", name.unwrap_or_default().to_owned()),
        ];
        if let Some(tag) = &run.tag {
            attributes.push(("data-tag", tag.text.to_string()));
        }
        let hidden = run.mentions.iter().filter(|it| it.lane.is_none());
        if hidden.clone().any(|it| it.begins) {
            attributes.push(("data-more", format!("+{}", hidden.count())));
        }
        if picked.is_some_and(|it| run.is_under(it)) {
            attributes.push(("data-selected", String::new()));
        }
        attributes
    }
}

#[cfg(test)]
mod tests;
