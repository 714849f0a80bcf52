//! [MedTator](https://github.com/OHNLP/MedTator)'s XML: the text, and a tag for each mention; a schema as DTD beside it.
//!
//! ```xml
//! <Glossator><TEXT>Ada met Charles.</TEXT><TAGS><Person id="m1" spans="0~3" text="Ada"/></TAGS></Glossator>
//! ```
//!
//! Spans count UTF-16 units, as MedTator is a program in JavaScript; several parts are divided by commas. Names of tags
//! are words of ASCII: where the label is none, the attribute `glossator_label` has it as it is.

use std::collections::BTreeSet;

use super::export::Export;
use super::import::{DraftMention, Import, ImportError};
use super::inline::{check_controls, is_markup, label};
use super::loss::Kind;
use super::markup::{Dialect, escape_attribute, escape_text, read};
use super::offsets::Unit;
use super::open::Opened;
use super::source::Source;
use super::table::{Choices, Format};
use crate::model::LabelId;
use crate::text::Text;

pub(crate) const FORMAT: Format = Format {
    name: "medtator",
    title: "MedTator (XML)",
    extension: "xml",
    choices: Choices::None,
    sniff: |source| {
        is_markup(source) && source.text.contains("<TEXT>") && source.text.contains("<TAGS")
    },
    import: Some(read_file),
    export: Some(write),
};

const LABEL: &str = "glossator_label";

const LINKS: Kind = Kind(
    "relation",
    "link between tags is left out",
    "links between tags are left out",
);
const WHOLE: Kind = Kind(
    "document-tag",
    "tag is of the whole document and is left out",
    "tags are of whole documents and are left out",
);
const ATTRIBUTES: Kind = Kind(
    "attribute",
    "tag has attributes, which are left out",
    "tags have attributes, which are left out",
);

fn write(export: &mut Export) {
    let project = export.project;
    let mut taken = BTreeSet::new();
    let mut names: Vec<(LabelId, String)> = Vec::new();
    let mut schema = "<!ENTITY name \"Glossator\">\n".to_owned();
    for it in project.labels.iter() {
        let name = tag_name(&it.name, &mut taken);
        schema.extend(["\n<!ELEMENT ", &name, " ( #PCDATA ) >\n"]);
        if name != *it.name {
            // What stands in quotes there ends with the last quote of the line.
            let value = it.name.replace(['"', '\n', '\r'], " ");
            schema.extend([
                "<!ATTLIST ",
                &name,
                " ",
                LABEL,
                " CDATA #IMPLIED \"",
                &value,
                "\" >\n",
            ]);
        }
        names.push((it.id, name));
    }
    for document in export.documents {
        check_controls(export, document);
        let text = document.text();
        let mut xml = "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<Glossator>\n<TEXT>".to_owned();
        escape_text(&mut xml, text.as_str());
        xml.push_str("</TEXT>\n<TAGS>\n");
        for it in document.mentions().iter() {
            let name = names.iter().find(|other| other.0 == it.label);
            let name = name.map_or("Tag", |it| it.1.as_str());
            let label = label(export, document, it);
            xml.extend(["<", name, " id=\""]);
            escape_attribute(&mut xml, it.id.as_str());
            xml.push_str("\" spans=\"");
            for (n, span) in it.spans.iter().enumerate() {
                let comma = if n > 0 { "," } else { "" };
                xml.push_str(&format!(
                    "{comma}{}~{}",
                    text.to_utf16(span.start()),
                    text.to_utf16(span.end())
                ));
            }
            xml.push_str("\" text=\"");
            escape_attribute(&mut xml, &document.quote(&it.spans));
            if name != label {
                xml.extend(["\" ", LABEL, "=\""]);
                escape_attribute(&mut xml, &label);
            }
            xml.push_str("\"/>\n");
        }
        xml.push_str("</TAGS>\n</Glossator>\n");
        let name = export.stem(document) + ".xml";
        export.file(name, "application/xml", xml);
    }
    if export.is_last && export.totals.n_documents > 0 {
        export.file("schema.dtd".to_owned(), "application/xml-dtd", schema);
    }
}

/// Returns a name for the tags of a label: a letter, then letters, digits, `_` and `-` of ASCII, and not taken.
fn tag_name(label: &str, taken: &mut BTreeSet<String>) -> String {
    let safe = |c: char| {
        if c.is_ascii_alphanumeric() || c == '-' {
            c
        } else {
            '_'
        }
    };
    let mut stem: String = label.chars().map(safe).collect();
    if !stem.starts_with(|c: char| c.is_ascii_alphabetic()) {
        stem.insert_str(0, "L_");
    }
    let mut name = stem.clone();
    let mut n = 1;
    while !taken.insert(name.clone()) {
        n += 1;
        name = format!("{stem}_{n}");
    }
    name
}

fn read_file(source: &Source) -> Result<Opened, ImportError> {
    let markup = read(source.text, Dialect::Xml)?;
    source.companion(|it| it.ends_with(".dtd"));
    let mut import = Import::new(source);
    let text = markup.first("TEXT").map(|it| markup.text_of(it));
    let text = Text::new(text.unwrap_or_default());
    let mut mentions = Vec::new();
    let tags = markup
        .elements
        .iter()
        .skip_while(|it| it.name != "TAGS")
        .skip(1);
    for tag in tags.take_while(|it| it.depth == 2) {
        // i2b2's files, of the same family, have one start and end.
        let edges = || tag.attribute("start").zip(tag.attribute("end"));
        let spans = tag.attribute("spans").map(str::to_owned);
        let Some(spans) = spans.or_else(|| edges().map(|it| [it.0, "~", it.1].concat())) else {
            import.losses.add(&LINKS, 1);
            continue;
        };
        let part = |it: &str| {
            let (start, end) = it.split_once('~')?;
            Some((start.trim().parse().ok()?, end.trim().parse().ok()?))
        };
        let ranges: Option<Vec<(usize, usize)>> = spans.split(',').map(part).collect();
        let Some(ranges) = ranges else {
            import
                .losses
                .add_at(&WHOLE, tag.attribute("id").unwrap_or(tag.name));
            continue;
        };
        let known = ["id", "spans", "start", "end", "text", LABEL];
        let has_more = tag
            .attributes
            .iter()
            .any(|it| !known.contains(&it.0) && !it.1.is_empty());
        import.losses.add(&ATTRIBUTES, usize::from(has_more));
        let label = tag.attribute(LABEL).filter(|it| !it.is_empty());
        // That of several parts is written by MedTator in another way than here.
        let quote = tag
            .attribute("text")
            .filter(|it| ranges.len() == 1 && !it.is_empty());
        mentions.push(DraftMention {
            id: tag.attribute("id").unwrap_or_default().to_owned(),
            label: label.unwrap_or(tag.name).to_owned(),
            quote: quote.map(str::to_owned),
            ranges,
            ..DraftMention::default()
        });
    }
    let draft = import.begin("", Some(text))?;
    draft.unit = Some(Unit::Utf16);
    mentions.into_iter().try_for_each(|it| draft.push(it))?;
    import.finish()
}
