//! W3C Web Annotation: JSON-LD, one collection with one page.
//!
//! Each mention is an annotation with its label as a tag and, for each of its parts, a target that has a
//! `TextQuoteSelector` and a `TextPositionSelector`. Positions count code points, as the standard says; what stands
//! around a quote is as long as it takes to tell it from all others. The texts are not in the file.

mod around;

use serde_json::Value;

use self::around::Around;
use super::export::{Export, NO_TEXT};
use super::import::{DraftMention, Import, ImportError};
use super::json::{JsonError, shape};
use super::json_writer::JsonWriter;
use super::loss::Kind;
use super::open::Opened;
use super::source::Source;
use super::table::{Choices, Format};

const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";
const DOCUMENT: &str = "urn:glossator:document:";
const MENTION: &str = "urn:glossator:mention:";

pub(crate) const FORMAT: Format = Format {
    name: "w3c",
    title: "W3C Web Annotation (JSON-LD)",
    extension: "jsonld",
    choices: Choices::None,
    sniff: |source| source.whole().is_some_and(is_annotations),
    import: Some(read),
    export: Some(write),
};

const NO_LABEL: Kind = Kind(
    "no-label",
    "annotation has no tag and is left out",
    "annotations have no tags and are left out",
);
const NO_PLACE: Kind = Kind(
    "no-place",
    "annotation does not say where in a text it stands, and is left out",
    "annotations do not say where in a text they stand, and are left out",
);
const OTHER_BODY: Kind = Kind(
    "body",
    "body beside the tag (a comment, a link or another tag) is left out",
    "bodies beside the tags (comments, links, further tags) are left out",
);

fn write(export: &mut Export) {
    let n_mentions = export.totals.n_mentions;
    let mut json = export.json.take().unwrap_or_else(|| begin(n_mentions));
    for document in export.documents {
        let source = [DOCUMENT, &encode(&document.name)].concat();
        let around = Around::new(document.text().as_str(), document.mentions().len());
        for mention in document.mentions().iter() {
            json.open('{');
            json.text_field("id", &[MENTION, &encode(mention.id.as_str())].concat());
            json.text_field("type", "Annotation");
            json.text_field("motivation", "tagging");
            json.key("body");
            json.open('[');
            json.open('{');
            json.text_field("type", "TextualBody");
            json.text_field("purpose", "tagging");
            json.text_field("value", export.label(mention));
            json.close('}');
            json.close(']');
            json.key("target");
            json.open('[');
            for span in mention.spans.iter() {
                let bytes =
                    document.text().to_byte(span.start())..document.text().to_byte(span.end());
                let (prefix, suffix) = around.of(bytes.clone());
                json.open('{');
                json.text_field("source", &source);
                json.key("selector");
                json.open('[');
                json.open('{');
                json.text_field("type", "TextQuoteSelector");
                json.text_field("exact", &document.text().as_str()[bytes]);
                json.text_field("prefix", prefix);
                json.text_field("suffix", suffix);
                json.close('}');
                json.open('{');
                json.text_field("type", "TextPositionSelector");
                json.number_field("start", span.start());
                json.number_field("end", span.end());
                json.close('}');
                json.close(']');
                json.close('}');
            }
            json.close(']');
            json.close('}');
        }
    }
    if export.is_last {
        json.close(']');
        json.close('}');
        json.close('}');
        export.losses.add(&NO_TEXT, export.totals.n_documents);
    }
    let name = "annotations.jsonld".to_owned();
    export.file(name, "application/ld+json", json.take());
    export.json = Some(json);
}

/// Writes what stands before all annotations.
fn begin(n_mentions: usize) -> JsonWriter {
    let mut json = JsonWriter::new(4);
    json.open('{');
    json.text_field("@context", CONTEXT);
    json.text_field("id", "urn:glossator:collection");
    json.text_field("type", "AnnotationCollection");
    json.text_field("label", "Glossator project");
    json.number_field("total", n_mentions);
    json.key("first");
    json.open('{');
    json.text_field("id", "urn:glossator:page:1");
    json.text_field("type", "AnnotationPage");
    json.text_field("partOf", "urn:glossator:collection");
    json.number_field("startIndex", 0);
    json.key("items");
    json.open('[');
    json
}

/// Writes a name as part of an IRI.
fn encode(name: &str) -> String {
    let mut iri = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            iri.push(byte.into());
        } else {
            iri.push('%');
            for digit in [byte >> 4, byte & 15] {
                iri.push(b"0123456789ABCDEF"[usize::from(digit)].into());
            }
        }
    }
    iri
}

/// Returns the last part of an IRI, decoded: a file's name in most.
fn decode(iri: &str) -> String {
    let last = iri.rsplit(['/', ':', '#']).next().unwrap_or_default();
    let mut bytes = Vec::new();
    let mut rest = last.as_bytes();
    while let Some((&byte, behind)) = rest.split_first() {
        rest = behind;
        let code = |it: &[u8]| u8::from_str_radix(std::str::from_utf8(it).ok()?, 16).ok();
        match behind.get(..2).and_then(code) {
            Some(code) if byte == b'%' => {
                bytes.push(code);
                rest = &behind[2..];
            }
            _ => bytes.push(byte),
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| last.to_owned())
}

/// Whether a value is an annotation, or a collection, page or list of them.
fn is_annotations(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.first().is_some_and(|it| has_type(it, "Annotation")),
        _ => {
            let context = one_or_many(value.get("@context"));
            let mut contexts = context.iter().filter_map(|it| it.as_str());
            contexts.any(|it| it.contains("anno.jsonld"))
                || ["Annotation", "AnnotationPage", "AnnotationCollection"]
                    .iter()
                    .any(|it| has_type(value, it))
        }
    }
}

fn has_type(value: &Value, wanted: &str) -> bool {
    let types = one_or_many(value.get("type").or_else(|| value.get("@type")));
    let mut types = types.iter().filter_map(|it| it.as_str());
    types.any(|it| it == wanted)
}

/// Returns a value as a list: in JSON-LD one may stand for a list of one.
fn one_or_many(value: Option<&Value>) -> &[Value] {
    match value {
        Some(Value::Array(items)) => items,
        Some(value) => std::slice::from_ref(value),
        None => &[],
    }
}

/// Returns the annotations of a collection, page or list, in order.
fn items(value: &Value) -> Result<Vec<&Value>, JsonError> {
    let (mut items, mut page) = (Vec::new(), Some(value));
    while let Some(it) = page {
        if let Value::Array(list) = it {
            items.extend(list);
            break;
        }
        let list = it.get("items").or_else(|| it.get("@graph"));
        if let Some(list) = list {
            items.extend(list.as_array().ok_or_else(|| shape("items", "a list"))?);
        } else if has_type(it, "Annotation") {
            items.push(it);
        }
        let next = it.get("first").or_else(|| it.get("next"));
        page = next.filter(|it| it.is_object());
    }
    Ok(items)
}

fn read(source: &Source) -> Result<Opened, ImportError> {
    let mut import = Import::new(source);
    let items = source.whole().map(items).transpose()?.unwrap_or_default();
    for (item_idx, item) in items.into_iter().enumerate() {
        if !item.is_object() {
            let place = format!("items[{item_idx}]");
            return Err(shape(&place, "an annotation").into());
        }
        let id = item.get("id").and_then(Value::as_str).unwrap_or_default();
        let place = match id {
            "" => format!("items[{item_idx}]"),
            id => id.to_owned(),
        };
        let (label, n_others) = label(item);
        import.losses.add(&OTHER_BODY, n_others);
        let Some(label) = label else {
            import.losses.add_at(&NO_LABEL, &place);
            continue;
        };
        let Some((name, mut mention)) = target(item) else {
            import.losses.add_at(&NO_PLACE, &place);
            continue;
        };
        mention.id = id.strip_prefix(MENTION).map(decode).unwrap_or_default();
        mention.label = label.to_owned();
        import.draft_named(&decode(name))?.push(mention)?;
    }
    import.finish()
}

/// Returns the label of an annotation, and the number of its other bodies.
fn label(item: &Value) -> (Option<&str>, usize) {
    if let Some(value) = item.get("bodyValue").and_then(Value::as_str) {
        return (Some(value), 0);
    }
    let bodies = one_or_many(item.get("body"));
    let is_tag = |it: &&Value| {
        let purpose = it.get("purpose").or_else(|| item.get("motivation"));
        let mut purposes = one_or_many(purpose).iter().filter_map(|it| it.as_str());
        purposes.any(|it| it.ends_with("tagging") || it.ends_with("classifying"))
    };
    let text = |it: &'_ &Value| it.is_string() || it.get("value").is_some_and(Value::is_string);
    let tag = bodies.iter().filter(text).find(is_tag);
    // An only body is the label, whatever its purpose is.
    let tag = tag.or_else(|| bodies.iter().find(text).filter(|_| bodies.len() == 1));
    let label = tag.and_then(|it| it.as_str().or_else(|| it.get("value")?.as_str()));
    (label, bodies.len() - usize::from(label.is_some()))
}

/// Returns the source of an annotation's targets, and a mention of a part for each.
fn target(item: &Value) -> Option<(&str, DraftMention)> {
    let mut mention = DraftMention::default();
    let (mut source, mut quotes) = (None, Vec::new());
    let targets = one_or_many(item.get("target"));
    for target in targets {
        let own = target.get("source")?;
        let own = own.as_str().or_else(|| own.get("id")?.as_str())?;
        if source.is_some_and(|it| it != own) {
            return None;
        }
        source = Some(own);
        let selectors = || one_or_many(target.get("selector")).iter();
        let quote = selectors().find(|it| has_type(it, "TextQuoteSelector"));
        let position = selectors().find(|it| has_type(it, "TextPositionSelector"));
        let text = |name| quote.and_then(|it| it.get(name)?.as_str());
        let offset = |name| usize::try_from(position?.get(name)?.as_u64()?).ok();
        match (offset("start"), offset("end"), text("exact")) {
            (Some(start), Some(end), _) => mention.ranges.push((start, end)),
            // A quote alone is looked for.
            (_, _, Some(_)) if targets.len() == 1 => {}
            _ => return None,
        }
        quotes.extend(text("exact"));
        if targets.len() == 1 {
            let around = |name| text(name).unwrap_or_default().to_owned();
            mention.around = (around("prefix"), around("suffix"));
        }
    }
    if quotes.len() == targets.len() {
        mention.quote = Some(quotes.join(" "));
    }
    Some((source?, mention))
}

#[cfg(test)]
mod tests;
