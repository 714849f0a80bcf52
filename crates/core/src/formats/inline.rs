//! Text with elements around its mentions: XML and HTML. Elements nest; a mention that crosses another or has several
//! parts is several elements with one id.
//!
//! ```xml
//! <document name="ada.txt" xml:space="preserve"><entity id="m1" label="Person">Ada</entity> met Charles.</document>
//! ```
//!
//! Carriage returns are written by their number, so that the text is that of the document to the last character.

use std::collections::BTreeMap;

use super::export::{Export, LABEL_BLANKS};
use super::import::{DraftMention, Import, ImportError};
use super::loss::Kind;
use super::markup::{
    Dialect, Edge, Element, Markup, escape_attribute, escape_text, is_forbidden, local, nest, read,
};
use super::open::Opened;
use super::source::Source;
use super::table::{Choices, Format};
use crate::model::{Document, Mention};
use crate::span::Span;
use crate::text::Text;

pub(crate) const XML: Format = Format {
    name: "inline-xml",
    title: "Text with elements (XML)",
    extension: "xml",
    choices: Choices::None,
    sniff: |source| {
        is_markup(source)
            && has_any(
                source,
                &["<entity ", "<ENAMEX", "\" xml:space=\"preserve\">"],
            )
    },
    import: Some(|source| read_file(source, Dialect::Xml)),
    export: Some(write_xml),
};
pub(crate) const HTML: Format = Format {
    name: "inline-html",
    title: "Text with elements (HTML)",
    extension: "html",
    choices: Choices::None,
    sniff: is_html,
    import: Some(|source| read_file(source, Dialect::Html)),
    export: Some(write_html),
};

pub(super) const NESTING: Kind = Kind(
    "nesting",
    "mention crosses so many others, or stands in so many, that elements cannot nest; it is left out",
    "mentions cross so many others, or stand in so many, that elements cannot nest; they are left out",
);
const UNCLOSED: Kind = Kind(
    "unclosed",
    "element around a mention has no end; it ends with what it stands in",
    "elements around mentions have no end; they end with what they stand in",
);
const CONTROL: Kind = Kind(
    "control",
    "mention stands in a text with control characters, which XML cannot hold; “�” stands for each",
    "mentions stand in texts with control characters, which XML cannot hold; “�” stands for each",
);
const CONTROL_ALONE: Kind = Kind(
    "control-text",
    "text has control characters, which XML cannot hold; “�” stands for each",
    "texts have control characters, which XML cannot hold; “�” stands for each",
);
pub(super) const NO_LABEL: Kind = Kind(
    "no-label",
    "element has no label or no text and is left out",
    "elements have no label or no text and are left out",
);

/// An element of a mention, as it is opened.
pub(super) struct Piece<'a> {
    pub(super) mention: &'a Mention,
    /// Its label.
    pub(super) label: &'a str,
    /// The position of the mention in its document, and of the element among those of the mention.
    pub(super) number: usize,
    pub(super) nth: usize,
    /// How many elements the mention has.
    pub(super) n: usize,
}

/// Writes the text of a document with elements around its mentions.
pub(super) fn push_body(
    out: &mut String,
    export: &mut Export,
    document: &Document,
    open: &dyn Fn(&mut String, Piece),
    close: &str,
) {
    check_controls(export, document);
    let mentions: Vec<_> = document.mentions().iter().collect();
    let mut labels = Vec::with_capacity(mentions.len());
    let mut spans: Vec<(Span, usize)> = Vec::with_capacity(mentions.len());
    for (n, it) in mentions.iter().enumerate() {
        labels.push(label(export, document, it));
        for span in it.spans.iter() {
            // Mentions stand in order, so that only the parts of discontinuous ones go before others.
            let position = spans.partition_point(|other| other.0 <= span);
            spans.insert(position, (span, n));
        }
    }
    let nested = nest(&spans, mentions.len());
    for (mention, _) in mentions
        .iter()
        .zip(&nested.n_pieces)
        .filter(|it| *it.1 == 0)
    {
        export.losses.mention(&NESTING, &document.id, &mention.id);
    }
    let text = document.text();
    let mut at = 0;
    for (offset, edge) in nested.edges {
        let end = text.to_byte(offset);
        escape_text(out, &text.as_str()[at..end]);
        at = end;
        match edge {
            Edge::Open {
                mention: number,
                nth,
            } => {
                let (mention, n) = (&**mentions[number], nested.n_pieces[number]);
                let label = &labels[number];
                let piece = Piece {
                    mention,
                    label,
                    number,
                    nth,
                    n,
                };
                open(out, piece);
            }
            Edge::Close { .. } => out.push_str(close),
        }
    }
    escape_text(out, &text.as_str()[at..]);
}

/// Counts what control characters of a text change.
pub(super) fn check_controls(export: &mut Export, document: &Document) {
    if !document.text().as_str().contains(is_forbidden) {
        return;
    }
    let mentions = document.mentions();
    mentions
        .iter()
        .for_each(|it| export.losses.mention(&CONTROL, &document.id, &it.id));
    export
        .losses
        .add(&CONTROL_ALONE, usize::from(mentions.is_empty()));
}

/// Returns the label of a mention without control characters, and counts what that changes.
pub(super) fn label(export: &mut Export, document: &Document, mention: &Mention) -> String {
    let label = export.label(mention);
    let safe = label.replace(is_forbidden, "_");
    if safe != label {
        export
            .losses
            .mention(&LABEL_BLANKS, &document.id, &mention.id);
    }
    safe
}

fn write_xml(export: &mut Export) {
    for document in export.documents {
        let mut xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<document name=\"".to_owned();
        escape_attribute(&mut xml, &document.name);
        xml.push_str("\" xml:space=\"preserve\">");
        push_marked(
            &mut xml,
            export,
            document,
            ["<entity id=\"", "\" label=\"", "</entity>"],
        );
        xml.push_str("</document>\n");
        let name = export.stem(document) + ".xml";
        export.file(name, "application/xml", xml);
    }
}

fn write_html(export: &mut Export) {
    for document in export.documents {
        let mut html = "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>".to_owned();
        escape_text(&mut html, &document.name);
        html.push_str("</title><style>pre { white-space: pre-wrap; } mark::after { content: \" \" attr(data-label); font-size: 0.7em; }</style></head>\n<body><pre id=\"document\">\n");
        push_marked(
            &mut html,
            export,
            document,
            ["<mark data-id=\"", "\" data-label=\"", "</mark>"],
        );
        html.push_str("</pre></body></html>\n");
        let name = export.stem(document) + ".html";
        export.file(name, "text/html", html);
    }
}

/// Writes elements that have nothing but an id and a label.
fn push_marked(
    out: &mut String,
    export: &mut Export,
    document: &Document,
    [id, before_label, close]: [&str; 3],
) {
    let open = |out: &mut String, piece: Piece| {
        out.push_str(id);
        escape_attribute(out, piece.mention.id.as_str());
        out.push_str(before_label);
        escape_attribute(out, piece.label);
        out.push_str("\">");
    };
    push_body(out, export, document, &open, close);
}

fn has_any(source: &Source, marks: &[&str]) -> bool {
    marks.iter().any(|it| source.text.contains(it))
}

/// Whether a file begins as markup does.
pub(super) fn is_markup(source: &Source) -> bool {
    source.text.trim_start().starts_with('<')
}

fn is_html(source: &Source) -> bool {
    let start = source.text.trim_start().as_bytes();
    let starts_with = |it: &str| {
        start
            .get(..it.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(it.as_bytes()))
    };
    (starts_with("<!doctype html") || starts_with("<html"))
        && has_any(source, &["<mark", "<pre id=\"document\""])
}

fn read_file(source: &Source, dialect: Dialect) -> Result<Opened, ImportError> {
    let markup = read(source.text, dialect)?;
    let is_document = |it: &&Element| it.attribute("id") == Some("document");
    let (all, name) = match dialect {
        Dialect::Xml => {
            let root = markup.elements.first();
            (
                root,
                root.and_then(|it| it.attribute("name")).unwrap_or_default(),
            )
        }
        Dialect::Html => {
            let body = || markup.first("body");
            let title = markup.first("title").map(|it| markup.text_of(it));
            (
                markup.elements.iter().find(is_document).or_else(body),
                title.unwrap_or_default(),
            )
        }
    };
    let label = |element: &Element| match dialect {
        Dialect::Html if element.name.eq_ignore_ascii_case("mark") => {
            let names = ["data-label", "class", "title"];
            let label = names.into_iter().find_map(|it| element.attribute(it));
            Some(label.unwrap_or("mark").to_owned())
        }
        Dialect::Xml if element.name == "entity" => Some(
            element
                .attribute("label")
                .or_else(|| element.attribute("type"))
                .unwrap_or_default()
                .to_owned(),
        ),
        Dialect::Xml if ["ENAMEX", "TIMEX", "NUMEX"].contains(&element.name) => {
            Some(element.attribute("TYPE").unwrap_or(element.name).to_owned())
        }
        _ => None,
    };
    let mut import = Import::new(source);
    read_body(&mut import, &markup, all, name, &label, &id_of)?;
    import.finish()
}

fn id_of<'m>(element: &'m Element<'_>) -> Option<&'m str> {
    element
        .attribute("id")
        .or_else(|| element.attribute("data-id"))
}

/// Makes a document of the text of an element, and mentions of those elements in it that have a label; those of one
/// `group` are one mention. The group is taken for the id.
pub(super) fn read_body<'m>(
    import: &mut Import,
    markup: &'m Markup<'_>,
    all: Option<&Element>,
    name: &str,
    label: &dyn Fn(&Element) -> Option<String>,
    group: &dyn Fn(&'m Element<'m>) -> Option<&'m str>,
) -> Result<(), ImportError> {
    let (start, end) = all.map_or((0, markup.text.len()), |it| (it.start, it.end));
    let text = Text::new(markup.text.get(start..end).unwrap_or_default());
    let mut mentions: Vec<DraftMention> = Vec::new();
    let mut groups = BTreeMap::<&str, usize>::new();
    for element in markup
        .elements
        .iter()
        .filter(|it| start <= it.start && it.end <= end)
    {
        let Some(label) = label(element) else {
            continue;
        };
        let offset = |byte: usize| text.from_byte(byte - start);
        let range = offset(element.start)
            .zip(offset(element.end))
            .filter(|it| it.0 < it.1);
        let (Some(range), false) = (range, label.is_empty()) else {
            import.losses.add_at(&NO_LABEL, local(element.name));
            continue;
        };
        import
            .losses
            .add(&UNCLOSED, usize::from(!element.is_closed));
        let id = group(element).unwrap_or_default();
        // Elements of one id under two labels are two mentions.
        let same = groups
            .get(id)
            .copied()
            .filter(|&it| mentions[it].label == label);
        if let Some(first) = same {
            mentions[first].ranges.push(range);
            continue;
        }
        if !id.is_empty() {
            groups.insert(id, mentions.len());
        }
        mentions.push(DraftMention {
            id: id.to_owned(),
            ranges: vec![range],
            label,
            ..DraftMention::default()
        });
    }
    let draft = import.begin(name, Some(text))?;
    draft.unit = Some(super::Unit::CodePoint);
    mentions.into_iter().try_for_each(|it| draft.push(it))
}
