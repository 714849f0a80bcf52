//! [`Paper`]: the text on the screen, of which only what is near the screen is drawn as runs.
//!
//! All of the text is in the page, so that the browser's own selection, search, copy and screen readers have it. What
//! is further away than a screen sleeps: it is plain text, and the browser does not lay it out.

use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use glossator_core::Spans;
use glossator_core::model::{Mention, MentionId};
use glossator_core::segment::{Block, blocks_in};
use web_sys::Element;

use crate::browser::{selection, strokes};
use crate::drawing::{Drawing, Stretch, Stroke, stretches};

/// A document up to this length (code points) and with so few mentions is awake as a whole.
const SMALL: (usize, usize) = (16_000, 400);

/// The text on the screen.
#[derive(Default)]
pub struct Paper {
    article: Option<Element>,
    drawing: Option<Drawing>,
    /// The selected mention. The stretches that it covers are awake wherever they are.
    picked: Option<MentionId>,
    stretches: Vec<Stretch>,
    /// One for each stretch.
    elements: Vec<Element>,
    awake: BTreeMap<usize, Vec<Host>>,
}

/// A block that is awake, or a piece of one.
struct Host {
    element: Element,
    block: Block,
    mentions: Vec<Rc<Mention>>,
    strokes: Vec<Stroke>,
}

impl Paper {
    /// Shows a document in an article: the same one by redrawing the blocks that changed, another one from its
    /// beginning. Returns whether it is another one.
    pub fn show(
        &mut self,
        article: &Element,
        drawing: &Drawing,
        picked: Option<&MentionId>,
    ) -> bool {
        let is_same = self.article.as_ref() == Some(article)
            && self.drawing.as_ref().is_some_and(|before| {
                let (before, after) = (&before.document, &drawing.document);
                before.id == after.id && Rc::ptr_eq(before.blocks(), after.blocks())
            });
        if is_same && self.drawing.as_ref() == Some(drawing) && self.picked.as_ref() == picked {
            return false;
        }
        let before = self.drawing.replace(drawing.clone());
        let was_picked = std::mem::replace(&mut self.picked, picked.cloned());
        if !is_same {
            self.article = Some(article.clone());
            self.awake.clear();
            self.stretches = stretches(&drawing.document);
            let (text, blocks) = (drawing.document.text(), drawing.document.blocks());
            self.elements = strokes::build(article, text, blocks, &self.stretches);
            self.wake(self.first_screen());
        } else {
            let labels = before.is_some_and(|it| !Rc::ptr_eq(&it.labels, &drawing.labels));
            self.keeping_selection(|paper| paper.refresh(labels || was_picked.as_ref() != picked));
        }
        self.wake_picked();
        !is_same
    }

    /// Wakes what is near the screen and puts to sleep what is not any more. Returns whether a block was drawn anew.
    pub fn attend(&mut self) -> bool {
        let (Some(article), Some(drawing)) = (&self.article, &self.drawing) else {
            return false;
        };
        let document = &drawing.document;
        let (n_characters, n_mentions) =
            (document.text().n_code_points(), document.mentions().len());
        let near = if n_characters <= SMALL.0 && n_mentions <= SMALL.1 {
            0..self.elements.len()
        } else {
            let distance =
                strokes::sight(article).map_or(0.0, |(top, bottom)| (bottom - top) / 2.0);
            strokes::near(article, &self.elements, distance)
        };
        let pinned = self.picked_stretches();
        let kept = near.start.saturating_sub(near.len())..near.end + near.len();
        let is_far = |it: &usize| !kept.contains(it) && !pinned.contains(it);
        let far: Vec<usize> = self.awake.keys().copied().filter(is_far).collect();
        if far.is_empty() && near.clone().all(|it| self.awake.contains_key(&it)) {
            return false;
        }
        self.keeping_selection(|paper| {
            far.into_iter().for_each(|it| paper.sleep(it));
            paper.wake(near);
        });
        true
    }

    /// Wakes all of the text.
    pub fn wake_all(&mut self) {
        self.keeping_selection(|paper| paper.wake(0..paper.elements.len()));
    }

    /// Returns the stretches on the first screen, as far as that can be told before they are laid out.
    fn first_screen(&self) -> Range<usize> {
        let mut heights = self.stretches.iter().scan(0, |sum, it| {
            let before = *sum;
            *sum += it.height;
            Some(before)
        });
        0..heights
            .position(|it| it > 1_000)
            .unwrap_or(self.stretches.len())
    }

    fn picked_stretches(&self) -> Range<usize> {
        let document = self.drawing.as_ref().map(|it| &it.document);
        let mention = document.zip(self.picked.as_ref());
        mention.map_or(0..0, |(document, id)| {
            let mention = document.mentions().get(id);
            mention.map_or(0..0, |it| self.stretches_of(&it.spans))
        })
    }

    fn stretches_of(&self, spans: &Spans) -> Range<usize> {
        let Some(drawing) = &self.drawing else {
            return 0..0;
        };
        let outer = spans.outer();
        let blocks = blocks_in(drawing.document.blocks(), outer);
        let starts_by = |it: &Stretch, offset| it.piece.is_none_or(|it| it.start() < offset);
        let ends_by = |it: &Stretch, offset| it.piece.is_some_and(|it| it.end() <= offset);
        let first = self.stretches.partition_point(|it| {
            it.blocks.end <= blocks.start
                || it.blocks.start == blocks.start && ends_by(it, outer.start())
        });
        let behind = self.stretches.partition_point(|it| {
            it.blocks.start + 1 < blocks.end
                || it.blocks.start < blocks.end && starts_by(it, outer.end())
        });
        first..behind.max(first)
    }

    fn wake_picked(&mut self) {
        let picked = self.picked_stretches();
        if picked.clone().any(|it| !self.awake.contains_key(&it)) {
            self.keeping_selection(|paper| paper.wake(picked));
        }
    }

    fn wake(&mut self, wanted: Range<usize>) {
        let Some(drawing) = &self.drawing else { return };
        for stretch_idx in wanted {
            if self.awake.contains_key(&stretch_idx) {
                continue;
            }
            let parts = self.stretches[stretch_idx].parts(drawing.document.blocks());
            let elements = strokes::hosts(&self.elements[stretch_idx]);
            let hosts = parts.into_iter().zip(elements).map(|(block, element)| {
                let mut host = Host {
                    element,
                    block,
                    mentions: Vec::new(),
                    strokes: vec![drawing.asleep(block)],
                };
                host.refresh(drawing, self.picked.as_ref(), false);
                host
            });
            let hosts = hosts.collect();
            self.awake.insert(stretch_idx, hosts);
        }
    }

    fn sleep(&mut self, stretch_idx: usize) {
        let (Some(drawing), Some(hosts)) = (&self.drawing, self.awake.remove(&stretch_idx)) else {
            return;
        };
        for host in hosts {
            let asleep = drawing.asleep(host.block);
            strokes::redraw(&host.element, &host.strokes, &[asleep]);
        }
    }

    fn refresh(&mut self, is_all: bool) {
        let Some(drawing) = &self.drawing else { return };
        for host in self.awake.values_mut().flatten() {
            host.refresh(drawing, self.picked.as_ref(), is_all);
        }
    }

    /// Makes a change of the elements. Where the nodes that hold the page's selection go, it is put where it was.
    fn keeping_selection(&mut self, change: impl FnOnce(&mut Self)) {
        let read = |paper: &Self| {
            let (article, drawing) = (paper.article.as_ref()?, paper.drawing.as_ref()?);
            selection::read(article, drawing.document.text())
        };
        let before = read(self);
        change(self);
        if let (Some(before), Some(article), Some(drawing)) = (before, &self.article, &self.drawing)
            && read(self) != Some(before)
        {
            selection::select(article, drawing.document.text(), before);
        }
    }
}

impl Host {
    /// Draws the block anew where its mentions changed, or at any rate.
    fn refresh(&mut self, drawing: &Drawing, picked: Option<&MentionId>, at_any_rate: bool) {
        let mentions: Vec<_> = drawing
            .document
            .mentions()
            .overlapping(self.block.span)
            .cloned()
            .collect();
        let is_same = mentions.len() == self.mentions.len()
            && mentions
                .iter()
                .zip(&self.mentions)
                .all(|(a, b)| Rc::ptr_eq(a, b));
        if is_same && (mentions.is_empty() || !at_any_rate) {
            return;
        }
        self.mentions = mentions;
        let strokes = drawing.strokes(self.block, picked);
        strokes::redraw(&self.element, &self.strokes, &strokes);
        self.strokes = strokes;
    }
}
