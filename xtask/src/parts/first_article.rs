//! The first article as the page itself carries it, so that it can be read before the program has been loaded.
//!
//! It is drawn as the program draws it a moment later, in the frame that the program fills: nothing moves. A
//! journey compares the two.

use std::fmt::Write;
use std::fs;

use anyhow::{Context, Result};
use glossator_core::formats::{self, decode};
use glossator_core::model::Document;
use glossator_core::segment::BlockKind;

use crate::checkout::Checkout;

/// Returns the frame of the page with the first article in it; without one where the first file of `articles/` is
/// more than a text.
pub(super) fn html(checkout: &Checkout) -> Result<String> {
    let mut paths = checkout
        .shell()
        .read_dir(checkout.root().join("articles"))?;
    paths.retain(|it| it.is_file() && !name_of(it).starts_with('.'));
    paths.sort_by_key(|it| name_of(it));
    let article = match paths.first() {
        Some(path) => {
            let bytes =
                fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
            read(&name_of(path), &bytes)
        }
        None => None,
    };
    Ok(frame(&article.as_deref().map(draw).unwrap_or_default()))
}

fn name_of(path: &std::path::Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// Reads a file as the program does at its first start; `None` where it is no text, or has mentions to draw.
fn read(name: &str, bytes: &[u8]) -> Option<std::rc::Rc<Document>> {
    let opened = formats::open(name, decode::decode(bytes).ok()?).ok()?;
    let document = opened.project.documents.into_iter().next()?;
    document.mentions().is_empty().then_some(document)
}

fn draw(document: &Document) -> String {
    let text = document.text();
    let mut blocks = String::new();
    let mut is_in_list = false;
    for block in document.blocks().iter() {
        let is_item = block.kind == BlockKind::ListItem;
        if is_item != is_in_list {
            blocks += if is_item { "<ul>" } else { "</ul>" };
            is_in_list = is_item;
        }
        let (before, name, behind) = match block.kind {
            BlockKind::Paragraph => ("", "p", ""),
            BlockKind::ListItem => ("", "li", ""),
            BlockKind::Heading => ("", "h2", ""),
            BlockKind::Caption => ("<figure>", "figcaption", "</figure>"),
        };
        let start = block.span.start();
        let content = escape(text.get(block.span).unwrap_or_default());
        let _ = write!(
            blocks,
            "{before}<{name} class=\"block\" dir=\"auto\" data-start=\"{start}\">{content}</{name}>{behind}"
        );
    }
    if is_in_list {
        blocks += "</ul>";
    }
    format!(
        "<h1 dir=\"auto\">{}</h1>\
         <p class=\"byline\">{} · {} blocks · {} characters</p>\
         <article id=\"article\" class=\"article\" aria-busy=\"true\">{blocks}</article>",
        escape(&document.title()),
        escape(&document.name),
        document.blocks().len(),
        text.n_code_points()
    )
}

fn frame(article: &str) -> String {
    format!(
        "<header class=\"top-bar\"><strong>Glossator</strong></header>\
         <nav class=\"document-list\"></nav>\
         <main class=\"reader\">\
         <noscript><p class=\"empty\">Annotating needs JavaScript: allow it for this page and reload.</p></noscript>\
         <div class=\"reading first-article\"><div class=\"frame\">{article}</div></div></main>\
         <aside class=\"side-panel\"></aside><footer class=\"footer\"></footer><nav class=\"bottom-bar\"></nav>\n"
    )
}

/// Returns a text as HTML that gives the very same text back; the parser would turn a carriage return into a
/// line feed.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('\r', "&#13;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_drawn_as_blocks_with_its_markup_as_text() {
        let document = read("a-b.txt", "- One & <two>\n- Three\n\nFour.\n".as_bytes());
        assert_eq!(
            draw(&document.expect("a text")),
            "<h1 dir=\"auto\">a b</h1><p class=\"byline\">a-b.txt · 3 blocks · 29 characters</p>\
             <article id=\"article\" class=\"article\" aria-busy=\"true\">\
             <ul><li class=\"block\" dir=\"auto\" data-start=\"2\">One &amp; &lt;two></li>\
             <li class=\"block\" dir=\"auto\" data-start=\"16\">Three</li></ul>\
             <p class=\"block\" dir=\"auto\" data-start=\"23\">Four.</p></article>"
        );
    }

    #[test]
    fn what_the_program_would_refuse_or_draw_with_mentions_is_left_to_it() {
        assert_eq!(read("a.txt", b"\0\x01\x02"), None);
        assert_eq!(read("a.json", b"{"), None);
    }
}
