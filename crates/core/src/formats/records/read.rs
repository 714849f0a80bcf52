//! Reads records of any kind.

use serde_json::{Map, Value};

use super::Kind;
use crate::formats::import::{DraftMention, Import, ImportError};
use crate::formats::json::{JsonError, shape};
use crate::formats::loss::{self, Tally};
use crate::formats::markup::{self, Dialect};
use crate::formats::offsets::Unit;
use crate::formats::open::Opened;
use crate::formats::source::Source;
use crate::text::Text;

const UNREADABLE: loss::Kind = loss::Kind(
    "unreadable",
    "mention has no usable start, end or label; it is not shown, and is kept beside the document",
    "mentions have no usable start, end or label; they are not shown, and are kept beside the document",
);
const RELATIONS: loss::Kind = loss::Kind(
    "relation",
    "relation or other result that is no mention is not shown, and is kept beside the document",
    "relations or other results that are no mentions are not shown, and are kept beside the document",
);
const FEATURES: loss::Kind = loss::Kind(
    "attribute",
    "mention has attributes or features, which are left out",
    "mentions have attributes or features, which are left out",
);
const OTHERS: loss::Kind = loss::Kind(
    "other-annotators",
    "further set of annotations of one text is left out: the first that was not cancelled is read",
    "further sets of annotations of one text are left out: the first that was not cancelled is read",
);
const ANSWER: loss::Kind = loss::Kind(
    "answer",
    "document was not accepted in Prodigy; its mentions are shown all the same, and the answer is kept beside it",
    "documents were not accepted in Prodigy; their mentions are shown all the same, and the answers are kept beside them",
);
const NUMBERS: loss::Kind = loss::Kind(
    "label-number",
    "mention has a label of which the file has only the number; rename it",
    "mentions have labels of which the file has only the numbers; rename them",
);
const STRUCTURE: loss::Kind = loss::Kind(
    "structure",
    "token, sentence or paragraph is left out",
    "tokens, sentences and paragraphs are left out",
);

/// The field of a document that keeps what a record has beside its text and mentions.
const KEPT: &str = "imported";
/// Annotations of GATE that are the structure of the text.
const OF_STRUCTURE: [&str; 6] = [
    "Token",
    "SpaceToken",
    "Sentence",
    "Split",
    "paragraph",
    "Paragraph",
];

/// Reads a file whose records are lines, the items of a list, or the whole.
pub(super) fn read(source: &Source) -> Result<Opened, ImportError> {
    let mut import = Import::new(source);
    match source.whole() {
        Some(whole) if Kind::of(whole) == Some(Kind::NerAnnotator) => {
            ner_annotator(&mut import, whole)?
        }
        _ => source.records(&mut |it, place| record(&mut import, it, place))?,
    }
    import.finish()
}

/// Reads what ner-annotator saves: `{"classes": […], "annotations": [[text, {"entities": […]}], …]}`.
fn ner_annotator(import: &mut Import, whole: &Value) -> Result<(), ImportError> {
    for class in list(whole, "classes") {
        if let Some(name) = class.as_str().or_else(|| text(class, "name")) {
            import.label(name);
        }
    }
    for (item_idx, item) in list(whole, "annotations").iter().enumerate() {
        let place = ["annotations[", &item_idx.to_string(), "]"].concat();
        match item {
            // A line that nobody has annotated.
            Value::Null => {}
            Value::Array(pair) => {
                let mut fields = Map::new();
                let names = ["text", "entities"].into_iter();
                let entities = pair.get(1).and_then(|it| it.get("entities"));
                for (name, value) in names.zip([pair.first(), entities]) {
                    fields.extend(value.map(|it| (name.to_owned(), it.clone())));
                }
                record(import, &Value::Object(fields), &place)?;
            }
            other => record(import, other, &place)?,
        }
    }
    Ok(())
}

/// Reads one document.
fn record(import: &mut Import, record: &Value, place: &str) -> Result<(), ImportError> {
    let Some(fields) = record.as_object() else {
        return Err(shape(place, "an object").into());
    };
    let mut rest = fields.clone();
    let Some(content) = content(&mut rest) else {
        return Err(wrong(place, "text", "a text"));
    };
    let name = ["name", "sourceid"]
        .into_iter()
        .find_map(|it| text(record, it));
    let name = name.filter(|it| !it.is_empty());
    let name = name.or_else(|| {
        ["meta", "data", "features"]
            .into_iter()
            .find_map(|it| text(record.get(it)?, "name"))
    });
    let unit = match text(record, "offset_type").or_else(|| text(record, "offset_unit")) {
        Some("p" | "code point") => Some(Unit::CodePoint),
        Some("j" | "UTF-16") => Some(Unit::Utf16),
        // Prodigy is a program in Python.
        _ => (Kind::of(record) == Some(Kind::Prodigy)).then_some(Unit::CodePoint),
    };
    match Kind::of(record) {
        Some(Kind::LabelStudio) => configuration(import),
        Some(Kind::Prodigy) => {
            let is_other = text(record, "answer").is_some_and(|it| it != "accept");
            import.losses.add(&ANSWER, usize::from(is_other));
        }
        Some(Kind::Doccano) => name_labels(import, &mut rest),
        _ => {}
    }
    let mut reader = Items {
        losses: &mut import.losses,
        place,
        mentions: Vec::new(),
        unread: Vec::new(),
        results: Vec::new(),
    };
    for name in ["label", "labels", "entities", "spans", "denotations"] {
        match rest.remove(name) {
            Some(Value::Array(items)) => reader.list(&items, name),
            Some(Value::Null) | None => {}
            Some(_) => return Err(wrong(place, name, "a list")),
        }
    }
    if let Some(Value::Object(sets)) = rest.remove("annotation_sets") {
        for (name, set) in &sets {
            reader.list(list(set, "annotations"), name);
        }
    }
    reader.results(&mut rest);
    let Items {
        mentions,
        unread,
        results,
        ..
    } = reader;
    for name in ["relations", "attributes", "modifications"] {
        import.losses.add(&RELATIONS, list(record, name).len());
    }
    import.losses.add(&RELATIONS, results.len());
    for (name, items) in [("unreadable", unread), ("results", results)] {
        if !items.is_empty() {
            rest.insert(name.to_owned(), items.into());
        }
    }
    for known in ["tokens", "offset_type", "offset_unit", "next_annid"] {
        rest.remove(known);
    }
    // What our own files say of every document is no news.
    let is_news = |name: &str, value: &Value| match value {
        Value::Null => false,
        Value::Array(items) => !items.is_empty(),
        Value::Object(fields) => fields.keys().any(|it| it != "name"),
        Value::String(value) => {
            !(value.is_empty()
                || ["name", "sourceid"].contains(&name)
                || name == "sourcedb" && value == "Glossator"
                || name == "answer" && value == "accept")
        }
        _ => true,
    };
    rest.retain(|name, value| is_news(name, value));
    let draft = import.begin(name.unwrap_or_default(), Some(Text::new(content)))?;
    draft.unit = unit;
    if !rest.is_empty() {
        draft.extra.insert(KEPT.to_owned(), Value::Object(rest));
    }
    mentions.into_iter().try_for_each(|it| draft.push(it))
}

/// Names the labels in a record of an early doccano, which has their numbers alone, and puts its mentions where later
/// ones have them.
fn name_labels(import: &mut Import, fields: &mut Map<String, Value>) {
    let Some(Value::Array(mut items)) = fields.remove("annotations") else {
        return;
    };
    for item in &mut items {
        if let Some(label) = item.get_mut("label").filter(|it| it.is_u64()) {
            *label = label.to_string().into();
            import.losses.add(&NUMBERS, 1);
        }
    }
    fields.insert("entities".to_owned(), items.into());
}

/// Takes the labels of the configuration beside Label Studio's tasks.
fn configuration(import: &mut Import) {
    let source = import.source;
    let Some(xml) = source.companion(|it| it.ends_with("label-studio.xml")) else {
        return;
    };
    let Ok(markup) = markup::read(xml, Dialect::Xml) else {
        return;
    };
    for element in markup.elements.iter().filter(|it| it.name == "Label") {
        if let Some(name) = element.attribute("value") {
            import.label(name);
        }
    }
}

/// Takes the text out of a record. That of Label Studio's tasks is among their data under any name: then it is the one
/// that has most of what is marked, and of those the longest.
fn content(fields: &mut Map<String, Value>) -> Option<String> {
    let take = |fields: &mut Map<String, Value>, name: &str| match fields.get(name) {
        Some(Value::String(_)) => fields.remove(name)?.as_str().map(str::to_owned),
        _ => None,
    };
    if let Some(text) = take(fields, "text") {
        return Some(text);
    }
    let quotes: Vec<String> = quotes(fields);
    let data = fields.get_mut("data")?.as_object_mut()?;
    if let Some(text) = take(data, "text") {
        return Some(text);
    }
    let texts = data.iter().filter_map(|(name, it)| {
        let content = it.as_str()?;
        let n_found = quotes.iter().filter(|it| content.contains(*it)).count();
        Some((n_found, content.len(), name.clone()))
    });
    let (_, _, name) = texts.max()?;
    take(data, &name)
}

/// Returns the first quotes in the results of a task of Label Studio: enough to tell its text.
fn quotes(fields: &Map<String, Value>) -> Vec<String> {
    let sets = ["annotations", "completions", "predictions"];
    let sets = sets.iter().filter_map(|it| fields.get(*it)?.as_array());
    let results = sets.flatten().flat_map(|it| list(it, "result"));
    let quotes = results.filter_map(|it| text(it.get("value")?, "text"));
    quotes.take(20).map(str::to_owned).collect()
}

/// Mentions while they are read.
struct Items<'a> {
    losses: &'a mut Tally,
    /// Where the document stands.
    place: &'a str,
    mentions: Vec<DraftMention>,
    /// Those that cannot be read, as they are.
    unread: Vec<Value>,
    /// Results of Label Studio that are no mentions, as they are.
    results: Vec<Value>,
}

impl Items<'_> {
    fn list(&mut self, items: &[Value], name: &str) {
        for (item_idx, item) in items.iter().enumerate() {
            if self.item(item).is_none() {
                let place = [self.place, ", ", name, "[", &item_idx.to_string(), "]"].concat();
                self.losses.add_at(&UNREADABLE, &place);
                self.unread.push(item.clone());
            }
        }
    }

    /// Reads the results of a task of Label Studio, and leaves out what else they tell.
    fn results(&mut self, fields: &mut Map<String, Value>) {
        let mut sets = Vec::new();
        for name in ["annotations", "completions", "predictions"] {
            if let Some(Value::Array(items)) = fields.remove(name) {
                // Predictions count where nobody has annotated.
                if name != "predictions" || sets.is_empty() {
                    sets.extend(items);
                } else {
                    self.losses.add(&OTHERS, items.len());
                }
            }
        }
        sets.retain(|it| it.get("was_cancelled") != Some(&Value::Bool(true)));
        self.losses.add(&OTHERS, sets.len().saturating_sub(1));
        let Some(first) = sets.first() else { return };
        let (marks, others): (Vec<_>, Vec<_>) =
            list(first, "result").iter().cloned().partition(|it| {
                let kind = text(it, "type").unwrap_or("labels");
                it.get("value").is_some() && kind.ends_with("labels")
            });
        self.list(&marks, "result");
        self.results = others;
    }

    /// Reads a mention: `[start, end, label]`, or an object with these under one of their names.
    fn item(&mut self, item: &Value) -> Option<()> {
        if let Value::Array(triple) = item {
            let [start, end, label, ..] = triple.as_slice() else {
                return None;
            };
            self.push(item, offset(start)?, offset(end)?, label.as_str()?);
            return Some(());
        }
        let within = ["value", "span"]
            .into_iter()
            .find_map(|it| item.get(it))
            .unwrap_or(item);
        let within = within.get("globalOffsets").unwrap_or(within);
        let first = |names: &[&str]| names.iter().find_map(|it| within.get(it));
        let start = offset(first(&["start", "start_offset", "begin"])?)?;
        let end = offset(first(&["end", "end_offset"])?)?;
        let value = item.get("value").unwrap_or(item);
        if let Some(Value::Array(labels)) =
            value.get("labels").or_else(|| value.get("hypertextlabels"))
        {
            let labels: Option<Vec<&str>> = labels.iter().map(Value::as_str).collect();
            let labels = labels.filter(|it| !it.is_empty())?;
            labels
                .into_iter()
                .for_each(|it| self.push(item, start, end, it));
            return Some(());
        }
        let label = ["label", "obj", "type"]
            .into_iter()
            .find_map(|it| text(item, it))?;
        if OF_STRUCTURE.contains(&label) && item.get("features").is_some() {
            self.losses.add(&STRUCTURE, 1);
            return Some(());
        }
        let features = item.get("features").and_then(Value::as_object);
        self.losses.add(
            &FEATURES,
            usize::from(features.is_some_and(|it| !it.is_empty())),
        );
        self.push(item, start, end, label);
        Some(())
    }

    fn push(&mut self, item: &Value, start: usize, end: usize, label: &str) {
        let quote = text(item.get("value").unwrap_or(item), "text");
        self.mentions.push(DraftMention {
            id: text(item, "id").unwrap_or_default().to_owned(),
            ranges: vec![(start, end)],
            label: label.to_owned(),
            quote: quote.map(str::to_owned),
            ..DraftMention::default()
        });
    }
}

fn offset(value: &Value) -> Option<usize> {
    usize::try_from(value.as_u64()?).ok()
}

fn text<'a>(value: &'a Value, name: &str) -> Option<&'a str> {
    value.get(name)?.as_str()
}

fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value
        .get(name)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

fn wrong(place: &str, name: &str, expected: &'static str) -> ImportError {
    let place = [place, ".", name].concat();
    JsonError::Shape { place, expected }.into()
}
