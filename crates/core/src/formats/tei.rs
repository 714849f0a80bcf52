//! TEI: the text in one `ab`, with `rs` elements around its mentions.
//!
//! ```xml
//! <rs xml:id="s1" type="Given_Name" ana="#L2" n="m1">Ada</rs>
//! ```
//!
//! `ana` points at a category of the header that has the label as it is, `type` is the label as one word. A mention that
//! crosses another or has several parts is several elements, which `next` and `prev` join.

use std::collections::BTreeMap;

use super::export::{Export, without_blanks};
use super::import::{Import, ImportError};
use super::inline::{Piece, is_markup, push_body, read_body};
use super::loss::Kind;
use super::markup::{Dialect, Element, escape_attribute, escape_text, local, read};
use super::open::Opened;
use super::source::Source;
use super::table::{Choices, Format};

pub(crate) const FORMAT: Format = Format {
    name: "tei",
    title: "TEI (XML)",
    extension: "xml",
    choices: Choices::None,
    sniff: |source| is_markup(source) && source.text.contains(NAMESPACE),
    import: Some(read_file),
    export: Some(write),
};

const NAMESPACE: &str = "http://www.tei-c.org/ns/1.0";

const LINK: Kind = Kind(
    "link",
    "mention has a link (@ref) or a certainty, which is left out",
    "mentions have links (@ref) or certainties, which are left out",
);

/// Elements that are read as mentions. Those of the first row have their label in `type`.
const NAMES: [&str; 16] = [
    "rs",
    "name",
    "term",
    "seg",
    "persName",
    "placeName",
    "orgName",
    "geogName",
    "objectName",
    "eventName",
    "country",
    "region",
    "settlement",
    "date",
    "time",
    "num",
];
const N_TYPED: usize = 4;

fn write(export: &mut Export) {
    let project = export.project;
    let mut taxonomy = String::new();
    for (label, n) in project.labels.iter().zip(1..) {
        taxonomy.push_str(&format!("\n<category xml:id=\"L{n}\"><catDesc>"));
        escape_text(&mut taxonomy, &label.name);
        taxonomy.push_str("</catDesc></category>");
    }
    for document in export.documents {
        let mut xml = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TEI xmlns=\"{NAMESPACE}\">\n<teiHeader><fileDesc><titleStmt><title>"
        );
        escape_text(&mut xml, &document.name);
        xml.push_str("</title></titleStmt><publicationStmt><p>Not published</p></publicationStmt><sourceDesc><p>Born digital</p></sourceDesc></fileDesc>");
        if !taxonomy.is_empty() {
            xml.extend([
                "\n<encodingDesc><classDecl><taxonomy xml:id=\"labels\">",
                &taxonomy,
                "\n</taxonomy></classDecl></encodingDesc>",
            ]);
        }
        xml.push_str("</teiHeader>\n<text><body><ab xml:space=\"preserve\">");
        let open = |out: &mut String, piece: Piece| {
            // XML ids are those of the elements, of which a mention may have several.
            let id = |nth: usize| match piece.n {
                1 => format!("s{}", piece.number + 1),
                _ => format!("s{}-{}", piece.number + 1, nth + 1),
            };
            out.extend(["<rs xml:id=\"", &id(piece.nth)]);
            if piece.nth + 1 < piece.n {
                out.extend(["\" next=\"#", &id(piece.nth + 1)]);
            }
            if piece.nth > 0 {
                out.extend(["\" prev=\"#", &id(piece.nth - 1)]);
            }
            out.push_str("\" type=\"");
            escape_attribute(out, &without_blanks(piece.label));
            let label = piece.mention.label;
            if let Some(n) = project.labels.iter().position(|it| it.id == label) {
                out.push_str(&format!("\" ana=\"#L{}", n + 1));
            }
            out.push_str("\" n=\"");
            escape_attribute(out, piece.mention.id.as_str());
            out.push_str("\">");
        };
        push_body(&mut xml, export, document, &open, "</rs>");
        xml.push_str("</ab></body></text>\n</TEI>\n");
        let name = export.stem(document) + ".xml";
        export.file(name, "application/tei+xml", xml);
    }
}

/// Returns the id that the first of some references leads to, where it is one within the file.
fn target(references: &str) -> Option<&str> {
    references.split_whitespace().next()?.strip_prefix('#')
}

fn read_file(source: &Source) -> Result<Opened, ImportError> {
    let markup = read(source.text, Dialect::Xml)?;
    let mut import = Import::new(source);
    let mut categories = BTreeMap::<&str, usize>::new();
    let mut names = Vec::new();
    let mut category = "";
    for element in &markup.elements {
        match local(element.name) {
            "category" => category = element.attribute("id").unwrap_or_default(),
            "catDesc" => {
                let name = markup.text_of(element).trim();
                categories.insert(category, names.len());
                names.push(name);
                import.label(name);
            }
            _ => {}
        }
    }
    let label = |element: &Element| {
        let name = local(element.name);
        let position = NAMES.iter().position(|it| *it == name)?;
        let category = element.attribute("ana").and_then(target);
        let category = category.and_then(|it| names.get(*categories.get(it)?).copied());
        let typed = element.attribute("type").filter(|_| position < N_TYPED);
        // A segment without a label may be anything.
        let otherwise = (name != "seg").then_some(name);
        category.or(typed).or(otherwise).map(str::to_owned)
    };
    // The first element of each chain stands for it.
    let mut heads = BTreeMap::<&str, usize>::new();
    for (position, element) in markup.elements.iter().enumerate() {
        let Some(id) = element.attribute("id") else {
            continue;
        };
        let before = element.attribute("prev").and_then(target);
        let head = before.and_then(|it| heads.get(it).copied());
        heads.insert(id, head.unwrap_or(position));
    }
    let group = |element: &Element| {
        let head = &markup.elements[*heads.get(element.attribute("id")?)?];
        head.attribute("n").or_else(|| head.attribute("id"))
    };
    let is_linked = |it: &&Element| {
        NAMES.contains(&local(it.name))
            && ["ref", "key", "cert"]
                .iter()
                .any(|name| it.attribute(name).is_some())
    };
    let n_linked = markup.elements.iter().filter(is_linked).count();
    import.losses.add(&LINK, n_linked);
    let preserved = markup
        .elements
        .iter()
        .find(|it| local(it.name) == "ab" && it.attribute("space") == Some("preserve"));
    let all = preserved
        .or_else(|| markup.first("body"))
        .or_else(|| markup.first("text"));
    let title = markup.first("title").map(|it| markup.text_of(it).trim());
    read_body(
        &mut import,
        &markup,
        all,
        title.unwrap_or_default(),
        &label,
        &group,
    )?;
    import.finish()
}
