//! [`Paper`]: the text on the screen, of which only what is near the screen is drawn as runs.
//!
//! All of the text is in the page, so that the browser's own selection, search, copy and screen readers have it. What
//! is further away sleeps: it is plain text, and what is further away than a screen is not laid out by the browser.

use std::ops::Range;
use std::rc::Rc;

use glossator_core::Spans;
use glossator_core::model::{DocumentId, Mention, MentionId};
use glossator_core::segment::{Block, blocks_in};
use litemap::LiteMap;
use web_sys::Element;

use crate::browser::{place, selection, strokes};
use crate::drawing::{Drawing, Stretch, Stroke, height, sections, stretches};

/// A document up to this length (code points) and with so few mentions is awake as a whole.
const SMALL: (usize, usize) = (16_000, 400);
/// How far from what is in sight the text is awake, in screens: before it was ever scrolled, and then.
const MARGINS: (f64, f64) = (0.1, 0.5);
/// About how much of the window is no text before it is scrolled, in CSS pixels.
const HEAD: f64 = 200.0;

/// The text on the screen.
#[derive(Default)]
pub struct Paper {
    article: Option<Element>,
    drawing: Option<Drawing>,
    /// The selected mention. The parts that it covers are awake wherever they are.
    picked: Option<MentionId>,
    stretches: Vec<Stretch>,
    /// The indices of the stretches of each section.
    sections: Vec<Range<usize>>,
    /// One for each section, and one for each stretch.
    elements: (Vec<Element>, Vec<Element>),
    /// The index of the first part of each stretch, and the number of all parts.
    firsts: Vec<usize>,
    /// By the index of its part of the document.
    awake: LiteMap<usize, Host>,
}

/// A part that is awake: a block, or a piece of one.
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
            self.sections = sections(&self.stretches);
            self.firsts = vec![0];
            for stretch in &self.stretches {
                self.firsts.push(self.n_parts() + stretch.blocks.len());
            }
            let (text, blocks) = (drawing.document.text(), drawing.document.blocks());
            let (stretches, sections) = (&self.stretches, &self.sections);
            self.elements = strokes::build(article, text, blocks, stretches, sections);
            self.wake(self.first_screen());
        } else {
            let labels = before.is_some_and(|it| !Rc::ptr_eq(&it.labels, &drawing.labels));
            self.keeping_selection(|paper| paper.refresh(labels || was_picked.as_ref() != picked));
        }
        self.wake_picked();
        !is_same
    }

    /// Returns which document is shown, or was last.
    pub fn shown(&self) -> Option<&DocumentId> {
        self.drawing.as_ref().map(|it| &it.document.id)
    }

    /// Wakes what is near the screen and puts to sleep what is not any more. Returns whether a block was drawn anew.
    pub fn attend(&mut self) -> bool {
        let near = self.near();
        let pinned = self.picked_parts();
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
        self.keeping_selection(|paper| paper.wake(0..paper.n_parts()));
    }

    fn n_parts(&self) -> usize {
        self.firsts.last().copied().unwrap_or_default()
    }

    fn is_small(&self) -> bool {
        self.drawing
            .as_ref()
            .is_some_and(|Drawing { document, .. }| {
                document.text().n_code_points() <= SMALL.0 && document.mentions().len() <= SMALL.1
            })
    }

    /// Returns the parts near the screen.
    fn near(&self) -> Range<usize> {
        let Some((article, (top, bottom))) = self
            .article
            .as_ref()
            .and_then(|it| Some((it, strokes::sight(it)?)))
            .filter(|_| !self.is_small())
        else {
            return 0..self.n_parts();
        };
        let margin = match strokes::is_scrolled(article) {
            false => MARGINS.0,
            true => MARGINS.1,
        };
        let distance = (bottom - top) * margin;
        let band = (top - distance, bottom + distance);
        let (around, elements) = &self.elements;
        // What is in a section that is out of sight is not laid out, and so not asked for its place.
        let sections = &self.sections[strokes::within(around, band)];
        let (Some(first), Some(last)) = (sections.first(), sections.last()) else {
            return 0..0;
        };
        let n_before = first.start;
        let near = strokes::within(&elements[n_before..last.end], band);
        if near.is_empty() {
            return 0..0;
        }
        let parts_of = |stretch_idx: usize| {
            let parts = strokes::within(&strokes::hosts(&elements[stretch_idx]), band);
            let first = self.firsts[stretch_idx];
            first + parts.start..first + parts.end
        };
        parts_of(n_before + near.start).start..parts_of(n_before + near.end - 1).end
    }

    /// Returns the parts on the first screen, as far as that can be told before they are laid out.
    fn first_screen(&self) -> Range<usize> {
        let Some(Drawing { document, .. }) = self.drawing.as_ref().filter(|_| !self.is_small())
        else {
            return 0..self.n_parts();
        };
        let mut room = (place::inner_height() - HEAD) as usize;
        let parts = self
            .stretches
            .iter()
            .flat_map(|it| it.parts(document.blocks()));
        let in_sight = parts.take_while(|it| {
            let begins_in_sight = room > 0;
            room = room.saturating_sub(height(document.text(), it.span));
            begins_in_sight
        });
        0..in_sight.count()
    }

    fn picked_parts(&self) -> Range<usize> {
        let document = self.drawing.as_ref().map(|it| &it.document);
        let mention = document.zip(self.picked.as_ref());
        mention.map_or(0..0, |(document, id)| {
            let mention = document.mentions().get(id);
            mention.map_or(0..0, |it| self.parts_of(&it.spans))
        })
    }

    fn parts_of(&self, spans: &Spans) -> Range<usize> {
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
        // A stretch has as many parts as blocks.
        let part = |stretch_idx: usize, block_idx: usize| {
            let n_before = block_idx.saturating_sub(self.stretches[stretch_idx].blocks.start);
            (self.firsts[stretch_idx] + n_before).min(self.firsts[stretch_idx + 1])
        };
        if behind <= first {
            return 0..0;
        }
        part(first, blocks.start)..part(behind - 1, blocks.end)
    }

    fn wake_picked(&mut self) {
        let picked = self.picked_parts();
        if picked.clone().any(|it| !self.awake.contains_key(&it)) {
            self.keeping_selection(|paper| paper.wake(picked));
        }
    }

    fn wake(&mut self, wanted: Range<usize>) {
        let Some(drawing) = &self.drawing else { return };
        let first = self.firsts.partition_point(|it| *it <= wanted.start);
        for stretch_idx in first.saturating_sub(1)..self.stretches.len() {
            let parts = self.firsts[stretch_idx]..self.firsts[stretch_idx + 1];
            if parts.start >= wanted.end {
                break;
            }
            let is_wanted = |it: &usize| wanted.contains(it) && !self.awake.contains_key(it);
            let asleep: Vec<usize> = parts.clone().filter(is_wanted).collect();
            if asleep.is_empty() {
                continue;
            }
            let blocks = self.stretches[stretch_idx].parts(drawing.document.blocks());
            let elements = strokes::hosts(&self.elements.1[stretch_idx]);
            for part_idx in asleep {
                let block = blocks[part_idx - parts.start];
                let mut host = Host {
                    element: elements[part_idx - parts.start].clone(),
                    block,
                    mentions: Vec::new(),
                    strokes: vec![drawing.asleep(block)],
                };
                host.refresh(drawing, self.picked.as_ref(), false);
                self.awake.insert(part_idx, host);
            }
        }
    }

    fn sleep(&mut self, part_idx: usize) {
        if let (Some(drawing), Some(host)) = (&self.drawing, self.awake.remove(&part_idx)) {
            let asleep = drawing.asleep(host.block);
            strokes::redraw(&host.element, &host.strokes, &[asleep]);
        }
    }

    fn refresh(&mut self, is_all: bool) {
        let Some(drawing) = &self.drawing else { return };
        for (_, host) in self.awake.iter_mut() {
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
