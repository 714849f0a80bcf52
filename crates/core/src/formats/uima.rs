//! UIMA CAS as XMI, with its type system: what INCEpTION reads as “UIMA CAS XMI (XML 1.0)”.
//!
//! The types are those of DKPro Core: `NamedEntity` with the label as its `value`, `Token`, `Sentence`, and
//! `DocumentMetaData` with the document's name. Offsets count UTF-16 units, as UIMA is a program in Java.

use std::collections::BTreeMap;

use super::export::Export;
use super::import::{DraftMention, Import, ImportError};
use super::inline::{check_controls, is_markup, label};
use super::loss::Kind;
use super::markup::{Dialect, Element, escape_attribute, local, read};
use super::offsets::Unit;
use super::open::Opened;
use super::source::Source;
use super::table::{Choices, Format};
use super::tokens::{sentences, tokens};
use crate::model::Document;
use crate::span::Span;
use crate::text::Text;

pub(crate) const FORMAT: Format = Format {
    name: "uima",
    title: "UIMA CAS (XMI, for INCEpTION)",
    extension: "xmi",
    choices: Choices::Tokens,
    sniff: |source| {
        is_markup(source) && source.text.contains("xmlns:cas=") && source.text.contains("Sofa ")
    },
    import: Some(read_file),
    export: Some(write),
};

const OTHER_TYPE: Kind = Kind(
    "type",
    "annotation is of the structure of the text (a token, a sentence, a part of speech) and is left out",
    "annotations are of the structure of the text (tokens, sentences, parts of speech) and are left out",
);
const RELATION: Kind = Kind(
    "relation",
    "relation between annotations is left out",
    "relations between annotations are left out",
);
const FEATURES: Kind = Kind(
    "attribute",
    "mention has further features (a link to a knowledge base, say), which are left out",
    "mentions have further features (links to a knowledge base, say), which are left out",
);
const BROKEN: Kind = Kind(
    "unreadable",
    "annotation has no usable “begin” or “end”, or belongs to no text, and is left out",
    "annotations have no usable “begin” or “end”, or belong to no text, and are left out",
);

/// The types that a file needs, as UIMA wants them declared.
const TYPES: [(&str, &str, &[&str]); 4] = [
    (
        "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity",
        "uima.tcas.Annotation",
        &["value", "identifier"],
    ),
    (
        "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence",
        "uima.tcas.Annotation",
        &["id"],
    ),
    (
        "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token",
        "uima.tcas.Annotation",
        &["id"],
    ),
    (
        "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData",
        "uima.tcas.DocumentAnnotation",
        &["documentTitle", "documentId"],
    ),
];

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<xmi:XMI xmlns:xmi=\"http://www.omg.org/XMI\" xmlns:cas=\"http:///uima/cas.ecore\" \
xmlns:segmentation=\"http:///de/tudarmstadt/ukp/dkpro/core/api/segmentation/type.ecore\" \
xmlns:ner=\"http:///de/tudarmstadt/ukp/dkpro/core/api/ner/type.ecore\" \
xmlns:metadata=\"http:///de/tudarmstadt/ukp/dkpro/core/api/metadata/type.ecore\" xmi:version=\"2.0\">
<cas:NULL xmi:id=\"0\"/>\n";

fn write(export: &mut Export) {
    for document in export.documents {
        let xmi = cas(export, document);
        let name = export.stem(document) + ".xmi";
        export.file(name, "application/xml", xmi);
    }
    if export.is_last && export.totals.n_documents > 0 {
        export.file(
            "TypeSystem.xml".to_owned(),
            "application/xml",
            type_system(),
        );
    }
}

/// Writes one document.
fn cas(export: &mut Export, document: &Document) -> String {
    check_controls(export, document);
    let text = document.text();
    let stretches = export.stretches(document);
    let spans: Vec<Span> = stretches.iter().map(|it| it.span).collect();
    let tokens = tokens(text, &spans, export.options.tokenizer);
    let sentences = sentences(text, &tokens, &spans);
    let mut xmi = HEAD.to_owned();
    // The text itself has the id 1.
    let mut last = 1;
    let mut push = |xmi: &mut String, name: &str, start: usize, end: usize| {
        last += 1;
        let (start, end) = (text.to_utf16(start), text.to_utf16(end));
        xmi.push_str(&format!(
            "<{name} xmi:id=\"{last}\" sofa=\"1\" begin=\"{start}\" end=\"{end}\""
        ));
    };
    push(
        &mut xmi,
        "metadata:DocumentMetaData",
        0,
        text.n_code_points(),
    );
    xmi.push_str(" language=\"x-unspecified\" documentTitle=\"");
    escape_attribute(&mut xmi, &document.name);
    xmi.push_str("\"/>\n");
    for it in &sentences {
        let (first, behind) = (&tokens[it.start], &tokens[it.end - 1]);
        push(
            &mut xmi,
            "segmentation:Sentence",
            first.span.start(),
            behind.span.end(),
        );
        xmi.push_str("/>\n");
    }
    for it in &tokens {
        push(
            &mut xmi,
            "segmentation:Token",
            it.span.start(),
            it.span.end(),
        );
        xmi.push_str("/>\n");
    }
    for it in &stretches {
        push(&mut xmi, "ner:NamedEntity", it.span.start(), it.span.end());
        xmi.push_str(" value=\"");
        escape_attribute(&mut xmi, &label(export, document, it.mention));
        xmi.push_str("\"/>\n");
    }
    xmi.push_str("<cas:Sofa xmi:id=\"1\" sofaNum=\"1\" sofaID=\"_InitialView\" mimeType=\"text/plain\" sofaString=\"");
    escape_attribute(&mut xmi, text.as_str());
    xmi.push_str("\"/>\n<cas:View sofa=\"1\" members=\"");
    for id in 2..=last {
        if id > 2 {
            xmi.push(' ');
        }
        xmi.push_str(&id.to_string());
    }
    xmi.push_str("\"/>\n</xmi:XMI>\n");
    xmi
}

fn type_system() -> String {
    let mut xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<typeSystemDescription xmlns=\"http://uima.apache.org/resourceSpecifier\">\n<types>\n".to_owned();
    for (name, parent, features) in TYPES {
        xml.extend([
            "<typeDescription><name>",
            name,
            "</name><description/><supertypeName>",
            parent,
            "</supertypeName><features>",
        ]);
        for feature in features {
            xml.extend(["<featureDescription><name>", feature, "</name><description/><rangeTypeName>uima.cas.String</rangeTypeName></featureDescription>"]);
        }
        xml.push_str("</features></typeDescription>\n");
    }
    xml + "</types>\n</typeSystemDescription>\n"
}

fn read_file(source: &Source) -> Result<Opened, ImportError> {
    let markup = read(source.text, Dialect::Xml)?;
    // The types are told by their names, so the declarations are not needed.
    source.companion(|it| it.ends_with("TypeSystem.xml"));
    let mut import = Import::new(source);
    let mut texts: Vec<(&Element, &str, Vec<DraftMention>)> = Vec::new();
    let mut by_id = BTreeMap::<&str, usize>::new();
    for element in markup.elements.iter().filter(|it| local(it.name) == "Sofa") {
        if let (Some(id), Some(text)) = (element.attribute("id"), element.attribute("sofaString")) {
            by_id.insert(id, texts.len());
            texts.push((element, text, Vec::new()));
        }
    }
    let mut name = "";
    for element in &markup.elements {
        let (Some(begin), Some(end)) = (element.attribute("begin"), element.attribute("end"))
        else {
            continue;
        };
        let title = ["documentTitle", "documentId"]
            .into_iter()
            .find_map(|it| element.attribute(it));
        if let Some(title) = title {
            name = title;
            continue;
        }
        if element.attribute("Governor").is_some() {
            import.losses.add(&RELATION, 1);
            continue;
        }
        let Some(label) = label_of(element) else {
            import.losses.add(&OTHER_TYPE, 1);
            continue;
        };
        let text = element.attribute("sofa").and_then(|it| by_id.get(it));
        let (Some(&text), Ok(begin), Ok(end)) = (text, begin.parse(), end.parse()) else {
            import
                .losses
                .add_at(&BROKEN, element.attribute("id").unwrap_or("without an id"));
            continue;
        };
        let is_feature = |(name, value): &(&str, String)| {
            let is_known = ["id", "sofa", "begin", "end", "order"].contains(&local(name));
            !is_known && !value.is_empty() && value != label
        };
        let has_features = element.attributes.iter().any(is_feature);
        import.losses.add(&FEATURES, usize::from(has_features));
        texts[text].2.push(DraftMention {
            ranges: vec![(begin, end)],
            label: label.to_owned(),
            ..DraftMention::default()
        });
    }
    for (_, text, mentions) in texts {
        let draft = import.begin(name, Some(Text::new(text)))?;
        draft.unit = Some(Unit::Utf16);
        mentions.into_iter().try_for_each(|it| draft.push(it))?;
    }
    import.finish()
}

/// Returns the label of an annotation: its value, or the name of its type where it is none of DKPro's or UIMA's own.
fn label_of<'a>(element: &'a Element) -> Option<&'a str> {
    let name = local(element.name);
    if name.ends_with("NamedEntity") {
        return Some(element.attribute("value").unwrap_or("NamedEntity"));
    }
    let of_structure = [
        "Token",
        "Sentence",
        "Paragraph",
        "Lemma",
        "Stem",
        "POS",
        "Morpheme",
        "MorphologicalFeatures",
        "Dependency",
        "ROOT",
        "DocumentAnnotation",
        "Div",
        "Heading",
        "Document",
        "CoreferenceLink",
        "Constituent",
        "Compound",
        "Split",
        "TagsetDescription",
        "TagDescription",
    ];
    let is_of_structure = of_structure.contains(&name) || name.starts_with("POS_");
    let value = ["value", "label", "type"]
        .into_iter()
        .find_map(|it| element.attribute(it));
    (!is_of_structure).then_some(value.unwrap_or(name))
}
