//! What only a browser knows: DOM positions and code point offsets, there and back.

#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test fails where a value is missing")]

use glossator::browser::selection::{self, Endpoints};
use glossator_core::segment::blocks;
use glossator_core::{Span, Text};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::Element;

wasm_bindgen_test_configure!(run_in_browser);

/// Puts a text on the page, each block as two elements so that a position can fall between them.
fn draw(content: &str) -> (Element, Text) {
    let document = web_sys::window().and_then(|it| it.document()).unwrap();
    let text = Text::new(content);
    let article = document.create_element("article").unwrap();
    for block in blocks(&text) {
        let paragraph = document.create_element("p").unwrap();
        let start = block.span.start();
        paragraph
            .set_attribute("data-start", &start.to_string())
            .unwrap();
        let middle = start + block.span.len() / 2;
        for span in [
            Span::new(start, middle),
            Span::new(middle, block.span.end()),
        ]
        .into_iter()
        .flatten()
        {
            let mark = document.create_element("mark").unwrap();
            mark.set_text_content(text.get(span));
            paragraph.append_child(&mark).unwrap();
        }
        article.append_child(&paragraph).unwrap();
    }
    document.body().unwrap().append_child(&article).unwrap();
    (article, text)
}

/// Selects every span of the text and reads it back; an end at a block's start would be that of the block before.
fn check(content: &str) {
    let (article, text) = draw(content);
    let inside: Vec<usize> = blocks(&text)
        .iter()
        .flat_map(|it| it.span.start()..=it.span.end())
        .collect();
    let is_start = |offset: usize| blocks(&text).iter().any(|it| it.span.start() == offset);
    for &anchor in &inside {
        for &focus in inside.iter().filter(|&&it| it > anchor && !is_start(it)) {
            selection::select(&article, &text, Endpoints { anchor, focus }).unwrap();
            let read = selection::read(&article, &text).unwrap();
            assert_eq!((read.anchor, read.focus), (anchor, focus), "in {content:?}");
        }
    }
    article.remove();
}

#[wasm_bindgen_test]
fn ascii_comes_back() {
    check("Ada met Charles.");
}

#[wasm_bindgen_test]
fn emoji_and_combining_marks_come_back() {
    check("a🙂b 👩‍👩‍👧 e\u{301}té");
}

#[wasm_bindgen_test]
fn hebrew_comes_back() {
    check("שלום Ada עולם");
}

#[wasm_bindgen_test]
fn blocks_between_crlf_come_back() {
    check("- one\r\n- two\r\n\r\nthree.");
}

#[wasm_bindgen_test]
fn a_selection_that_ends_outside_is_clipped() {
    let (article, text) = draw("Ada.\nBob.");
    let body = article.parent_element().unwrap();
    selection::selection()
        .unwrap()
        .set_base_and_extent(&body, 0, &body, body.child_nodes().length())
        .unwrap();
    let read = selection::read(&article, &text).unwrap();
    assert_eq!((read.anchor, read.focus), (0, text.n_code_points()));
    article.remove();
}
