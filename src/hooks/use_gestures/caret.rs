//! The caret: where it is drawn, and how keys move it, and select, as in any editor.

use std::rc::Rc;

use gloo_events::EventListener;
use glossator_core::segment::{Block, Unit, snap};
use glossator_core::{Spans, Text};
use web_sys::{Document, Element, HtmlElement, KeyboardEvent};

use super::Gestures;
use crate::browser::selection::Endpoints;
use crate::browser::{place, selection};
use crate::store::Look;

/// How a key moves the caret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Motion {
    /// As the browser does it: a direction and a granularity.
    By(&'static str, &'static str),
    /// To the beginning of the text, or to its end.
    ToEnd(bool),
    /// To the beginning of the block or of the one before, or to the next one.
    ByBlock(bool),
    /// By a screen, up or down.
    ByScreen(bool),
    /// All is selected.
    All,
}

/// Returns how a key moves the caret; `None` for other keys. On a Mac ⌘ goes to ends, and Alt by words.
fn motion(key: &str, is_ctrl: bool, is_alt: bool, is_meta: bool) -> Option<Motion> {
    let by_word = is_ctrl || is_alt;
    let sideways = |direction| match (by_word, is_meta) {
        (_, true) => Motion::By(direction, "lineboundary"),
        (true, _) => Motion::By(direction, "word"),
        _ => Motion::By(direction, "character"),
    };
    Some(match key {
        "ArrowLeft" => sideways("left"),
        "ArrowRight" => sideways("right"),
        "ArrowUp" if is_meta => Motion::ToEnd(false),
        "ArrowDown" if is_meta => Motion::ToEnd(true),
        "ArrowUp" if by_word => Motion::ByBlock(false),
        "ArrowDown" if by_word => Motion::ByBlock(true),
        "ArrowUp" => Motion::By("backward", "line"),
        "ArrowDown" => Motion::By("forward", "line"),
        "Home" if by_word => Motion::ToEnd(false),
        "End" if by_word => Motion::ToEnd(true),
        "Home" => Motion::By("backward", "lineboundary"),
        "End" => Motion::By("forward", "lineboundary"),
        "PageUp" => Motion::ByScreen(false),
        "PageDown" => Motion::ByScreen(true),
        "a" if is_ctrl || is_meta => Motion::All,
        _ => return None,
    })
}

/// Returns the beginning of the block at an offset, or of the one before where it is there already, or of the next one;
/// from the last one its end. In code points.
fn beside(blocks: &[Block], offset: usize, forward: bool) -> usize {
    let behind = blocks.partition_point(|it| it.span.start() <= offset);
    if forward {
        let end = blocks.last().map_or(0, |it| it.span.end());
        return blocks.get(behind).map_or(end, |it| it.span.start());
    }
    let before = blocks.partition_point(|it| it.span.start() < offset);
    before
        .checked_sub(1)
        .map_or(0, |it| blocks[it].span.start())
}

/// Draws the caret where the page's selection goes, and anew when lines are broken anew.
pub(super) fn listen(
    document: &Document,
    gestures: &Rc<Gestures>,
) -> (EventListener, Option<EventListener>) {
    let [moved, resized] = [gestures, gestures].map(Rc::clone);
    let window = document.default_view();
    (
        EventListener::new(document, "selectionchange", move |_| moved.draw_caret()),
        window.map(|it| EventListener::new(&it, "resize", move |_| resized.draw_caret())),
    )
}

impl Gestures {
    /// Draws the caret where the keys lead in the article, which has none of the browser's own; nowhere while something
    /// is selected.
    pub(super) fn draw_caret(&self) {
        let (Some(caret), Some(article)) = (
            self.caret.cast::<HtmlElement>(),
            self.article.cast::<Element>(),
        ) else {
            return;
        };
        let range = selection::caret(&article);
        if let (Some(range), Some(frame)) = (&range, article.parent_element()) {
            place::caret(&caret, &frame, range);
        }
        caret.set_hidden(range.is_none());
    }

    /// Moves the caret or the selection as in any editor; false for other keys.
    pub(super) fn move_caret(&self, event: &KeyboardEvent) -> bool {
        let (is_ctrl, is_meta) = (event.ctrl_key(), event.meta_key());
        let Some(motion) = motion(&event.key(), is_ctrl, event.alt_key(), is_meta) else {
            return false;
        };
        let store = self.now();
        let (Some(article), Some(drawing)) = (self.article.cast::<Element>(), &store.drawing)
        else {
            return false;
        };
        let (text, blocks) = (drawing.document.text(), drawing.document.blocks());
        let start = blocks.first().map_or(0, |it| it.span.start());
        let end = blocks.last().map_or(0, |it| it.span.end());
        let present = selection::read(&article, text);
        let at = present.map_or(start, |it| it.focus);
        // Where a mention's span is adjusted there is nothing else to move than its edge.
        let extends = event.shift_key() || store.view.is_adjusting;
        let to = match motion {
            Motion::By(direction, granularity) => {
                if present.is_none() {
                    let (anchor, focus) = (start, start);
                    selection::select(&article, text, Endpoints { anchor, focus });
                }
                let alter = if extends { "extend" } else { "move" };
                let Some(selected) = selection::selection() else {
                    return false;
                };
                let modify = || drop(selected.modify(alter, direction, granularity));
                modify();
                // Where a line or a mark ends, Firefox goes from there to the beginning of the next, which is the same
                // place.
                if present.is_some() && selection::read(&article, text) == present {
                    modify();
                }
                None
            }
            Motion::ToEnd(forward) => Some(if forward { end } else { start }),
            Motion::ByBlock(forward) => Some(beside(blocks, at, forward)),
            Motion::ByScreen(forward) => {
                Some(by_screen(&article, text, forward).unwrap_or(if forward {
                    end
                } else {
                    start
                }))
            }
            Motion::All => {
                let (anchor, focus) = (start, end);
                selection::select(&article, text, Endpoints { anchor, focus });
                None
            }
        };
        if let Some(focus) = to {
            let anchor = present.filter(|_| extends);
            let anchor = anchor.map_or(focus, |it| it.anchor);
            selection::select(&article, text, Endpoints { anchor, focus });
        }
        if let Some(focus) = selection::focus(&article).filter(|_| motion != Motion::All) {
            place::reveal(&focus);
        }
        let span = selection::read(&article, text).and_then(Endpoints::span);
        // Taken as it is, but for a grapheme that an edge would split and the blanks at its edges.
        let span = span.and_then(|it| snap(text, blocks, it, Unit::Character));
        match (&store.view.kept, span) {
            (Some(kept), Some(_)) if extends => {
                self.send(Look::Extend(kept.clone(), span));
            }
            _ => self.send(Look::Select(span.map(Spans::from))),
        }
        true
    }
}

/// Scrolls by a screen, and returns the offset that is then where the caret was; `None` where nothing moves any more.
fn by_screen(article: &Element, text: &Text, forward: bool) -> Option<usize> {
    let (x, y) = place::middle(&selection::focus(article)?)?;
    place::turn_page(article, forward)
        .then(|| selection::at(article, text, x, y))
        .flatten()
}

#[cfg(test)]
mod tests {
    use glossator_core::Text;
    use glossator_core::segment::blocks;

    use super::{Motion, beside, motion};

    #[test]
    fn keys_move_by_words_with_ctrl_or_alt_and_to_ends_with_the_command_key() {
        let right = |is_ctrl, is_alt, is_meta| motion("ArrowRight", is_ctrl, is_alt, is_meta);
        assert_eq!(
            right(false, false, false),
            Some(Motion::By("right", "character"))
        );
        assert_eq!(right(true, false, false), Some(Motion::By("right", "word")));
        assert_eq!(right(false, true, false), Some(Motion::By("right", "word")));
        assert_eq!(
            right(false, false, true),
            Some(Motion::By("right", "lineboundary"))
        );
        assert_eq!(
            motion("ArrowUp", false, false, true),
            Some(Motion::ToEnd(false))
        );
        assert_eq!(motion("a", true, false, false), Some(Motion::All));
        assert_eq!(motion("a", false, false, false), None);
    }

    #[test]
    fn a_block_is_left_for_its_beginning_first() {
        let blocks = blocks(&Text::new("One.\n\nTwo.\n\nThree."));
        let starts: Vec<usize> = blocks.iter().map(|it| it.span.start()).collect();
        assert_eq!(starts, [0, 6, 12]);
        let [up, down] = [false, true]
            .map(|forward| [0, 2, 6, 8, 12, 18].map(|it| beside(&blocks, it, forward)));
        assert_eq!(up, [0, 0, 0, 6, 6, 12]);
        assert_eq!(down, [6, 6, 12, 12, 18, 18]);
    }
}
