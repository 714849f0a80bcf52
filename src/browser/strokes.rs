//! The elements that show a text: stretches of blocks, and marks in them.
//!
//! They are made by hand and not by Yew: a text of a megabyte has thousands of blocks, of which a component or a
//! virtual node each would be made and compared at every change.

use std::ops::Range;

use glossator_core::Text;
use glossator_core::segment::{Block, BlockKind};
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement, Node};

use crate::drawing::{Stretch, Stroke};

/// Fills an article with the text of `stretches`, and returns an element for each of `sections` and for each stretch.
///
/// A section is an element around its stretches; where it is the only one, the article itself. A stretch of blocks is an
/// element around them, a piece of a long block one in it; `data-from` of both is the offset of the first character.
pub fn build(
    article: &Element,
    text: &Text,
    blocks: &[Block],
    stretches: &[Stretch],
    sections: &[Range<usize>],
) -> (Vec<Element>, Vec<Element>) {
    article.set_text_content(None);
    build_all(article, text, blocks, stretches, sections).unwrap_or_default()
}

fn build_all(
    article: &Element,
    text: &Text,
    blocks: &[Block],
    stretches: &[Stretch],
    sections: &[Range<usize>],
) -> Option<(Vec<Element>, Vec<Element>)> {
    let document = article.owner_document()?;
    let whole: Node = document.create_document_fragment().into();
    let templates = Templates::new(&document)?;
    let mut elements = Vec::with_capacity(stretches.len());
    let mut around = Vec::with_capacity(sections.len());
    for range in sections {
        let section = match sections {
            [_] => None,
            _ => Some(templates.section.clone_node().ok()?),
        };
        let members = &stretches[range.clone()];
        let parent = section.as_ref().unwrap_or(&whole);
        build_section(parent, &templates, text, blocks, members, &mut elements)?;
        around.push(match section {
            Some(section) => {
                whole.append_child(&section).ok()?;
                let section: Element = section.unchecked_into();
                guess_height(&section, members.iter().map(|it| it.height).sum());
                section
            }
            None => article.clone(),
        });
    }
    join_lists(blocks, stretches, &elements);
    article.append_child(&whole).ok()?;
    Some((around, elements))
}

/// Puts stretches into their section, and their elements behind the others.
fn build_section(
    section: &Node,
    templates: &Templates,
    text: &Text,
    blocks: &[Block],
    stretches: &[Stretch],
    elements: &mut Vec<Element>,
) -> Option<()> {
    // The block whose pieces are put in, with its index.
    let mut cut: Option<(usize, Element)> = None;
    for stretch in stretches {
        let parts = stretch.parts(blocks);
        let from = parts.first()?.span.start().to_string();
        let element = if stretch.piece.is_some() {
            let block_idx = stretch.blocks.start;
            let (_, host) = match cut.take().filter(|(it, _)| *it == block_idx) {
                Some(present) => cut.insert(present),
                None => {
                    let host = templates.block(blocks[block_idx])?;
                    append(section, templates, blocks[block_idx].kind, &host);
                    cut.insert((block_idx, host))
                }
            };
            let piece: Element = templates.piece.clone_node().ok()?.unchecked_into();
            piece.set_text_content(text.get(parts[0].span));
            host.append_child(&piece).ok()?;
            piece
        } else {
            let element: Element = templates.stretch.clone_node().ok()?.unchecked_into();
            let mut list = None;
            for part in parts {
                let host = templates.block(part)?;
                host.set_text_content(text.get(part.span));
                if part.kind == BlockKind::ListItem {
                    let list: &Element = match &list {
                        Some(present) => present,
                        None => {
                            let new = templates.list.clone_node().ok()?.unchecked_into();
                            append(&element, templates, BlockKind::Paragraph, &new);
                            list.insert(new)
                        }
                    };
                    list.append_child(&host).ok()?;
                } else {
                    list = None;
                    append(&element, templates, part.kind, &host);
                }
            }
            section.append_child(&element).ok()?;
            element
        };
        element.set_attribute("data-from", &from).ok()?;
        guess_height(&element, stretch.height);
        elements.push(element);
    }
    Some(())
}

/// Tells the browser how high an element is likely to be, in CSS pixels, until that is laid out.
fn guess_height(element: &Element, height: usize) {
    let style = element.unchecked_ref::<HtmlElement>().style();
    let height = format!("auto {height}px");
    drop(style.set_property("contain-intrinsic-block-size", &height));
}

/// Tells of lists that go on in the next stretch.
fn join_lists(blocks: &[Block], stretches: &[Stretch], elements: &[Element]) {
    let is_item = |block_idx: usize| blocks[block_idx].kind == BlockKind::ListItem;
    for (pair, both) in stretches.windows(2).zip(elements.windows(2)) {
        let seam = pair[1].blocks.start;
        let is_whole = pair.iter().all(|it| it.piece.is_none());
        if is_whole && is_item(seam - 1) && is_item(seam) {
            drop(both[0].set_attribute("data-goes-on", ""));
            drop(both[1].set_attribute("data-went-on", ""));
        }
    }
}

fn append(parent: &Node, templates: &Templates, kind: BlockKind, host: &Element) {
    let outer = match kind {
        BlockKind::Caption => templates.figure.clone_node().ok(),
        _ => None,
    };
    drop(match outer {
        Some(figure) => figure
            .append_child(host)
            .and_then(|_| parent.append_child(&figure)),
        None => parent.append_child(host),
    });
}

/// Elements to be copied, which is quicker than to make each anew.
struct Templates {
    section: Element,
    stretch: Element,
    piece: Element,
    list: Element,
    figure: Element,
    paragraph: Element,
    item: Element,
    heading: Element,
    caption: Element,
}

impl Templates {
    fn new(document: &Document) -> Option<Self> {
        let element = |name: &str, class: &str| {
            let element = document.create_element(name).ok()?;
            element.set_class_name(class);
            Some(element)
        };
        let block = |name: &str| {
            let element = element(name, "block")?;
            element.set_attribute("dir", "auto").ok()?;
            Some(element)
        };
        Some(Self {
            section: element("div", "section")?,
            stretch: element("div", "stretch")?,
            piece: element("span", "stretch piece")?,
            list: document.create_element("ul").ok()?,
            figure: document.create_element("figure").ok()?,
            paragraph: block("p")?,
            item: block("li")?,
            heading: block("h2")?,
            caption: block("figcaption")?,
        })
    }

    fn block(&self, block: Block) -> Option<Element> {
        let template = match block.kind {
            BlockKind::Paragraph => &self.paragraph,
            BlockKind::ListItem => &self.item,
            BlockKind::Heading => &self.heading,
            BlockKind::Caption => &self.caption,
        };
        let element: Element = template.clone_node().ok()?.unchecked_into();
        let start = block.span.start().to_string();
        element.set_attribute("data-start", &start).ok()?;
        Some(element)
    }
}

/// Returns the elements of a stretch whose children are strokes, one for each of its parts.
pub fn hosts(stretch: &Element) -> Vec<Element> {
    if stretch.tag_name() == "SPAN" {
        return vec![stretch.clone()];
    }
    let Ok(found) = stretch.query_selector_all("[data-start]") else {
        return Vec::new();
    };
    let hosts = (0..found.length()).filter_map(|it| found.get(it));
    hosts.map(JsCast::unchecked_into).collect()
}

/// Draws strokes in place of others that have the same text.
///
/// Those at both ends that are the same keep their nodes, and text that no mark takes in keeps its node as well, so
/// that selections and ranges in it stay.
pub fn redraw(host: &Element, before: &[Stroke], after: &[Stroke]) {
    let is_plain = |it: &Stroke| it.attributes.is_empty();
    let same = |pairs: &mut dyn Iterator<Item = (&Stroke, &Stroke)>| {
        pairs.take_while(|(a, b)| a == b).count()
    };
    let mut n_first = same(&mut before.iter().zip(after));
    if n_first == before.len() && n_first == after.len() {
        return;
    }
    let mut ends = before.iter().rev().zip(after.iter().rev());
    let mut n_last = same(&mut ends).min(before.len().min(after.len()) - n_first);
    let nodes = host.child_nodes();
    let node = |stroke_idx: usize| nodes.get(u32::try_from(stroke_idx).ok()?);
    let old = &before[n_first..before.len() - n_last];
    let new = &after[n_first..after.len() - n_last];
    let stays = |(a, b): (&Stroke, &Stroke)| a.text == b.text && is_plain(a) == is_plain(b);
    if old.len() == new.len() && old.iter().zip(new).all(stays) {
        for (stroke_idx, (old, new)) in (n_first..).zip(old.iter().zip(new)) {
            if let Some(mark) = node(stroke_idx).and_then(|it| it.dyn_into::<Element>().ok()) {
                set_attributes(&mark, &old.attributes, &new.attributes);
            }
        }
        return;
    }
    // Plain text beside what changes becomes one node with it.
    n_first -= usize::from(n_first > 0 && is_plain(&before[n_first - 1]));
    n_last -= usize::from(n_last > 0 && is_plain(&before[before.len() - n_last]));
    let old = before.iter().enumerate().take(before.len() - n_last);
    for (stroke_idx, stroke) in old.skip(n_first) {
        let mark = node(stroke_idx).filter(|_| !is_plain(stroke));
        if let Some((mark, text)) = mark.and_then(|it| it.first_child().map(|text| (it, text))) {
            drop(host.replace_child(&text, &mark));
        }
    }
    host.normalize();
    let mut rest = node(n_first).and_then(|it| it.dyn_into::<web_sys::Text>().ok());
    let new = &after[n_first..after.len() - n_last];
    for (stroke_idx, stroke) in new.iter().enumerate() {
        let Some(text) = rest.take() else { return };
        if stroke_idx + 1 < new.len() {
            let n_utf16 = stroke.text.encode_utf16().count();
            rest = text
                .split_text(u32::try_from(n_utf16).unwrap_or(u32::MAX))
                .ok();
        }
        let mark = host.owner_document().filter(|_| !is_plain(stroke));
        if let Some(mark) = mark.and_then(|it| it.create_element("mark").ok()) {
            set_attributes(&mark, &[], &stroke.attributes);
            drop(host.replace_child(&mark, &text));
            drop(mark.append_child(&text));
        }
    }
}

fn set_attributes(
    mark: &Element,
    before: &[(&'static str, String)],
    after: &[(&'static str, String)],
) {
    for attribute in after.iter().filter(|it| !before.contains(it)) {
        drop(mark.set_attribute(attribute.0, &attribute.1));
    }
    for (name, _) in before {
        if !after.iter().any(|it| it.0 == *name) {
            drop(mark.remove_attribute(name));
        }
    }
}

/// Returns which of elements below each other are within a band of the window, by binary search.
pub fn within(elements: &[Element], (top, bottom): (f64, f64)) -> Range<usize> {
    let first = elements.partition_point(|it| it.get_bounding_client_rect().bottom() < top);
    let n_behind =
        elements[first..].partition_point(|it| it.get_bounding_client_rect().top() <= bottom);
    first..first + n_behind
}

/// Returns the top and the bottom of what is in sight of an article, in CSS pixels of the window.
pub fn sight(article: &Element) -> Option<(f64, f64)> {
    let rect = article.closest("main").ok()??.get_bounding_client_rect();
    Some((rect.top(), rect.bottom()))
}

/// Whether an article is scrolled.
pub fn is_scrolled(article: &Element) -> bool {
    let scroller = article.closest("main").ok().flatten();
    scroller.is_some_and(|it| it.scroll_top() > 0)
}
