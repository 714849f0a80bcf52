//! DOM positions and code point offsets, there and back.
//!
//! A block of the text is an element with `data-start`, the code point offset of its first character; its text
//! nodes, joined, are the block's text and nothing else. Only inside one block are UTF-16 units counted, and only
//! inside one piece of a block that is cut in pieces.
//!
//! Blocks stand in stretches, elements with `data-from`; a piece is a stretch within a block.

use glossator_core::{Span, Text};
use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, Node, NodeFilter, Range, Selection, TreeWalker};

#[wasm_bindgen]
extern "C" {
    type PointedDocument;

    /// Throws where the browser does not have it.
    #[wasm_bindgen(method, catch, js_name = caretPositionFromPoint)]
    fn caret_position(
        this: &PointedDocument,
        x: f64,
        y: f64,
    ) -> Result<Option<CaretPosition>, JsValue>;

    /// What WebKit had long before, and Firefox never.
    #[wasm_bindgen(method, catch, js_name = caretRangeFromPoint)]
    fn caret_range(this: &PointedDocument, x: f64, y: f64) -> Result<Option<Range>, JsValue>;

    type CaretPosition;

    #[wasm_bindgen(method, getter, js_name = offsetNode)]
    fn offset_node(this: &CaretPosition) -> Node;

    #[wasm_bindgen(method, getter)]
    fn offset(this: &CaretPosition) -> u32;
}

/// A selection as offsets: where it was begun and where it ends now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Endpoints {
    /// Where it was begun.
    pub anchor: usize,
    /// Where it ends now.
    pub focus: usize,
}

impl Endpoints {
    /// Returns the span between; `None` for a caret.
    pub fn span(self) -> Option<Span> {
        Span::between(self.anchor, self.focus)
    }
}

/// Returns the page's selection object.
pub fn selection() -> Option<Selection> {
    web_sys::window()?.get_selection().ok().flatten()
}

/// Leaves nothing selected in the page.
pub fn clear() {
    if let Some(selection) = selection() {
        drop(selection.remove_all_ranges());
    }
}

/// Returns the selection in the article; ends outside of it are clipped to it.
///
/// `None` where nothing of the selection touches the article.
pub fn read(article: &Element, text: &Text) -> Option<Endpoints> {
    let selection = selection()?;
    let (anchor, focus) = (selection.anchor_node()?, selection.focus_node()?);
    let touches = article.contains(Some(&anchor))
        || article.contains(Some(&focus))
        || selection
            .contains_node_with_allow_partial_containment(article, true)
            .unwrap_or(false);
    touches.then(|| Endpoints {
        anchor: offset(article, text, &anchor, selection.anchor_offset()),
        focus: offset(article, text, &focus, selection.focus_offset()),
    })
}

/// Returns the offset in the article that is nearest to a point of the window, where the point is beside the
/// article or the article is out of sight there; `None` where it is on the article.
///
/// Of a drag that leaves the article browsers take all that is in between in the document.
pub fn nearest(article: &Element, text: &Text, x: f64, y: f64) -> Option<usize> {
    (within(article, x, y)? != (x, y)).then(|| at(article, text, x, y))?
}

/// Returns the offset in the article that is nearest to a point of the window.
pub fn at(article: &Element, text: &Text, x: f64, y: f64) -> Option<usize> {
    let (x, y) = within(article, x, y)?;
    let (node, place) = caret_at(&article.owner_document()?, x, y)?;
    let is_inside = article.contains(Some(&node));
    is_inside.then(|| offset(article, text, &node, place))
}

/// Returns where a caret would stand at a point of the window: in which node, and at which UTF-16 unit or child.
fn caret_at(document: &Document, x: f64, y: f64) -> Option<(Node, u32)> {
    let document: &PointedDocument = document.unchecked_ref();
    if let Ok(position) = document.caret_position(x, y) {
        return position.map(|it| (it.offset_node(), it.offset()));
    }
    let range = document.caret_range(x, y).ok()??;
    Some((range.start_container().ok()?, range.start_offset().ok()?))
}

/// Returns the point in sight of an article that is nearest to a point of the window.
fn within(article: &Element, x: f64, y: f64) -> Option<(f64, f64)> {
    let rect = article.get_bounding_client_rect();
    let sight = article.closest("main").ok()??.get_bounding_client_rect();
    let top = rect.top().max(sight.top()) + 1.0;
    let bottom = rect.bottom().min(sight.bottom()) - 1.0;
    let inside_x = x.min(rect.right() - 1.0).max(rect.left() + 1.0);
    Some((inside_x, y.min(bottom).max(top)))
}

/// Whether a character is written from right to left.
pub fn is_rtl(character: &str) -> bool {
    character.starts_with(|c| {
        matches!(c,
            '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
            | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
    })
}

/// Returns where the selection in the article ends now, as a collapsed range; `None` where it is elsewhere.
pub fn focus(article: &Element) -> Option<Range> {
    let selection = selection()?;
    let node = selection
        .focus_node()
        .filter(|it| article.contains(Some(it)))?;
    let range = article.owner_document()?.create_range().ok()?;
    range.set_start(&node, selection.focus_offset()).ok()?;
    range.collapse_with_to_start(true);
    Some(range)
}

/// Returns the caret in the text of the article; `None` where something is selected.
pub fn caret(article: &Element) -> Option<Range> {
    let range = focus(article).filter(|_| selection().is_some_and(|it| it.is_collapsed()))?;
    // Where a text was taken away, the browser leaves its caret in the article itself.
    let is_in_text = range.start_container().is_ok_and(|it| it != **article);
    is_in_text.then_some(range)
}

/// Makes a span the page's selection, with the caret at its end.
pub fn select(article: &Element, text: &Text, endpoints: Endpoints) -> Option<()> {
    // A caret has one position, or it would become a selection when the text around it is drawn anew.
    let is_caret = endpoints.anchor == endpoints.focus;
    let (anchor, anchor_offset) = position(article, text, endpoints.anchor, false)?;
    let (focus, focus_offset) = position(article, text, endpoints.focus, !is_caret)?;
    selection()?
        .set_base_and_extent(&anchor, anchor_offset, &focus, focus_offset)
        .ok()
}

/// Returns the DOM range of a span.
pub fn range(article: &Element, text: &Text, span: Span) -> Option<Range> {
    let range = article.owner_document()?.create_range().ok()?;
    let (start, start_offset) = position(article, text, span.start(), false)?;
    let (end, end_offset) = position(article, text, span.end(), true)?;
    range.set_start(&start, start_offset).ok()?;
    range.set_end(&end, end_offset).ok()?;
    Some(range)
}

/// Returns the code point offset of a DOM position. One that is in no block is clipped to the beginning of the
/// next, or to the end of the text.
pub fn offset(article: &Element, text: &Text, node: &Node, node_offset: u32) -> usize {
    let element = node
        .dyn_ref::<Element>()
        .cloned()
        .or_else(|| node.parent_element());
    let block = element.and_then(|it| it.closest("[data-start],.piece").ok().flatten());
    match block.filter(|it| article.contains(Some(it))) {
        Some(block) => offset_in_block(text, &block, node, node_offset),
        None => {
            next_block(article, node, node_offset).map_or(text.n_code_points(), |it| start_of(&it))
        }
    }
}

fn offset_in_block(text: &Text, block: &Element, node: &Node, node_offset: u32) -> usize {
    let start = start_of(block);
    let before = || -> Option<usize> {
        let range = block.owner_document()?.create_range().ok()?;
        range.set_start(block, 0).ok()?;
        range.set_end(node, node_offset).ok()?;
        Some(range.to_string().as_string()?.encode_utf16().count())
    };
    let utf16 = text.to_utf16(start) + before().unwrap_or(0);
    // Inside a surrogate pair the position is that of the character.
    text.from_utf16(utf16)
        .or_else(|| text.from_utf16(utf16.saturating_sub(1)))
        .unwrap_or(start)
}

/// Returns the first block behind a DOM position, by binary search.
fn next_block(article: &Element, node: &Node, node_offset: u32) -> Option<Element> {
    let blocks = article.query_selector_all("[data-start]").ok()?;
    let point = article.owner_document()?.create_range().ok()?;
    point.set_start(node, node_offset).ok()?;
    let is_before = |block: &Node| point.compare_point(block, 0).is_ok_and(|it| it < 0);
    let (mut low, mut high) = (0, blocks.length());
    while low < high {
        let middle = low + (high - low) / 2;
        if blocks.get(middle).is_some_and(|it| is_before(&it)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    blocks.get(low)?.dyn_into().ok()
}

/// Returns the text node and the UTF-16 offset in it of a code point offset.
///
/// Where two nodes meet, and between two blocks, `is_end` tells the one before.
fn position(article: &Element, text: &Text, offset: usize, is_end: bool) -> Option<(Node, u32)> {
    let stretch = last_before(article, "[data-from]", offset, is_end);
    let block = match stretch {
        // A piece has no block in it.
        Some(stretch) => last_before(&stretch, "[data-start]", offset, is_end).or(Some(stretch)),
        None => last_before(article, "[data-start]", offset, is_end),
    }?;
    let mut rest = text
        .to_utf16(offset)
        .saturating_sub(text.to_utf16(start_of(&block)));
    let walker = text_nodes(&block.owner_document()?, &block)?;
    let mut last = None;
    while let Some(node) = walker.next_node().ok().flatten() {
        let len = node.node_value().unwrap_or_default().encode_utf16().count();
        if rest < len || (is_end && rest == len) {
            return Some((node, u32::try_from(rest).ok()?));
        }
        rest -= len;
        last = Some((node, u32::try_from(len).ok()?));
    }
    last
}

/// Returns the last of the elements in `within` that begins before an offset, or at it where that is no end; the first
/// one where none does.
fn last_before(within: &Element, selector: &str, offset: usize, is_end: bool) -> Option<Element> {
    let found = within.query_selector_all(selector).ok()?;
    let element = |it: u32| found.get(it).and_then(|it| it.dyn_into::<Element>().ok());
    let (mut low, mut high) = (0, found.length());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = start_of(&element(middle)?);
        if start < offset || start == offset && !is_end {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    element(low.saturating_sub(1))
}

fn text_nodes(document: &Document, block: &Element) -> Option<TreeWalker> {
    const SHOW_TEXT: u32 = 4;
    let everything: Option<&NodeFilter> = None;
    document
        .create_tree_walker_with_what_to_show_and_filter(block, SHOW_TEXT, everything)
        .ok()
}

fn start_of(block: &Element) -> usize {
    block
        .get_attribute("data-from")
        .or_else(|| block.get_attribute("data-start"))
        .and_then(|it| it.parse().ok())
        .unwrap_or(0)
}
