//! spaCy: documents as `Doc.to_json` writes them, and the tuples that training took.
//!
//! ```text
//! [{"text": "Ada met.", "ents": [{"start": 0, "end": 3, "label": "Person"}], "spans": {"sc": [ … ]}, "tokens": [ … ]}]
//! [["Ada met.", {"entities": [[0, 3, "Person"]]}]]
//! ```
//!
//! Both count code points. The first has its own tokens, so that none of spaCy's tokenizers drops a mention; `spans`
//! holds all mentions, `ents` those that do not overlap.

use serde_json::Value;

use super::export::{Export, Flat};
use super::import::{DraftMention, Import, ImportError};
use super::json::shape;
use super::json_writer::JsonWriter;
use super::loss::Kind;
use super::offsets::Unit;
use super::open::Opened;
use super::source::Source;
use super::table::{Choices, Format};
use super::tokens::{tokens, with_blanks};
use crate::span::Span;
use crate::text::Text;

pub(crate) const DOC: Format = Format {
    name: "spacy",
    title: "spaCy (Doc JSON)",
    extension: "json",
    choices: Choices::ProjectionAndTokens,
    sniff: |source| {
        let first = source.first_line().map(first);
        first.is_some_and(|it| {
            it.get("text").is_some()
                && it.get("tokens").is_some()
                && (it.get("ents").is_some() || it.get("spans").is_some_and(Value::is_object))
        })
    },
    import: Some(read_docs),
    export: Some(write_docs),
};
pub(crate) const TRAIN: Format = Format {
    name: "spacy-train",
    title: "spaCy (training tuples)",
    extension: "json",
    choices: Choices::Projection,
    sniff: |source| {
        let first = source.first_line().map(first_pair);
        first.is_some_and(|it| {
            it.get(0).is_some_and(Value::is_string)
                && it.get(1).is_some_and(|it| it.get("entities").is_some())
        })
    },
    import: Some(read_train),
    export: Some(write_train),
};

const LINK: Kind = Kind(
    "link",
    "link to a knowledge base is left out",
    "links to a knowledge base are left out",
);

/// Returns the first value of a list, or the value itself.
fn first(value: &Value) -> &Value {
    value.as_array().and_then(|it| it.first()).unwrap_or(value)
}

/// Returns the first pair of a list of pairs, or the pair itself.
fn first_pair(value: &Value) -> &Value {
    match value.get(0) {
        Some(Value::String(_)) => value,
        _ => first(value),
    }
}

fn write_docs(export: &mut Export) {
    let mut json = export.json.take().unwrap_or_else(begin);
    for document in export.documents {
        let (flat, left) = export.flat_and_left(document);
        let mut kept: Vec<(Span, &str)> = Vec::new();
        let mut ents: Vec<(Span, &str)> = Vec::new();
        for (all, is_ent) in [(&flat, true), (&left, false)] {
            for it in all {
                export.count_parts(document, it.mention);
                if let Some(span) = export.trim(document, it) {
                    let found = (span, export.label(it.mention));
                    kept.push(found);
                    ents.extend(is_ent.then_some(found));
                }
            }
        }
        kept.sort_by_key(|it| it.0);
        json.open('{');
        json.text_field("text", document.text().as_str());
        json.key("ents");
        write_spans(&mut json, &ents, false);
        json.key("spans");
        json.open('{');
        json.key("sc");
        write_spans(&mut json, &kept, true);
        json.close('}');
        let spans: Vec<Span> = kept.iter().map(|it| it.0).collect();
        let tokens = tokens(document.text(), &spans, export.options.tokenizer);
        json.key("tokens");
        json.open('[');
        for (id, (token, _)) in with_blanks(document.text(), &tokens)
            .into_iter()
            .enumerate()
        {
            json.open('{');
            json.number_field("id", id);
            json.number_field("start", token.span.start());
            json.number_field("end", token.span.end());
            json.close('}');
        }
        json.close(']');
        json.close('}');
    }
    end(export, json, "spacy.json");
}

fn begin() -> JsonWriter {
    let mut json = JsonWriter::new(1);
    json.open('[');
    json
}

fn end(export: &mut Export, mut json: JsonWriter, name: &str) {
    if export.is_last {
        json.close(']');
    }
    export.file(name.to_owned(), "application/json", json.take());
    export.json = Some(json);
}

fn write_spans(json: &mut JsonWriter, spans: &[(Span, &str)], has_id: bool) {
    json.open('[');
    for (span, label) in spans {
        json.open('{');
        json.number_field("start", span.start());
        json.number_field("end", span.end());
        json.text_field("label", label);
        if has_id {
            json.text_field("kb_id", "");
        }
        json.close('}');
    }
    json.close(']');
}

fn write_train(export: &mut Export) {
    let mut json = export.json.take().unwrap_or_else(begin);
    for document in export.documents {
        json.open('[');
        json.text(document.text().as_str());
        json.open('{');
        json.key("entities");
        json.open('[');
        let flat: Vec<Flat> = export.flat(document);
        for it in flat {
            if let Some(span) = export.trim(document, &it) {
                json.open('[');
                json.number(span.start());
                json.number(span.end());
                json.text(export.label(it.mention));
                json.close(']');
            }
        }
        json.close(']');
        json.close('}');
        json.close(']');
    }
    end(export, json, "spacy-train.json");
}

fn read_docs(source: &Source) -> Result<Opened, ImportError> {
    let mut import = Import::new(source);
    source.records(&mut |doc, doc_place| {
        let text = doc.get("text").and_then(Value::as_str);
        let text = text.ok_or_else(|| shape(&[doc_place, ".text"].concat(), "a text"))?;
        // What is in `ents` is in a list of `spans` as well in many files.
        let mut seen = Vec::new();
        let (mut mentions, mut n_links) = (Vec::new(), 0);
        let keys = doc.get("spans").and_then(Value::as_object);
        let lists = keys.into_iter().flat_map(|it| it.values());
        for list in lists.chain(doc.get("ents")) {
            let mut here = Vec::new();
            for (item_idx, item) in list.as_array().into_iter().flatten().enumerate() {
                let place = || [doc_place, ": span ", &item_idx.to_string()].concat();
                let offset = |name| usize::try_from(item.get(name)?.as_u64()?).ok();
                let label = item.get("label").and_then(Value::as_str);
                let found = offset("start").zip(offset("end")).zip(label);
                let ((start, end), label) = found
                    .ok_or_else(|| shape(&place(), "a span with “start”, “end” and “label”"))?;
                let link = item.get("kb_id").and_then(Value::as_str);
                n_links += usize::from(link.is_some_and(|it| !it.is_empty()));
                if seen.binary_search(&(start, end, label)).is_err() {
                    here.push((start, end, label));
                }
            }
            mentions.extend(here.iter().map(|it| mention(it.0, it.1, it.2)));
            // What stands twice in one list is told, as everywhere.
            seen.extend(here);
            seen.sort_unstable();
        }
        import.losses.add(&LINK, n_links);
        let draft = import.begin("", Some(Text::new(text)))?;
        draft.unit = Some(Unit::CodePoint);
        mentions.into_iter().try_for_each(|it| draft.push(it))
    })?;
    import.finish()
}

fn read_train(source: &Source) -> Result<Opened, ImportError> {
    let mut import = Import::new(source);
    match source.whole() {
        // A file of one line.
        Some(pair) if pair.get(0).is_some_and(Value::is_string) => {
            train_pair(&mut import, pair, "[0]")?;
        }
        _ => source.records(&mut |it, place| train_pair(&mut import, it, place))?,
    }
    import.finish()
}

fn train_pair(import: &mut Import, pair: &Value, place: &str) -> Result<(), ImportError> {
    let text = pair.get(0).and_then(Value::as_str);
    let text = text.ok_or_else(|| shape(&[place, "[0]"].concat(), "a text"))?;
    let entities = pair.get(1).and_then(|it| it.get("entities")?.as_array());
    let place = [place, "[1].entities"].concat();
    let entities = entities.ok_or_else(|| shape(&place, "a list"))?;
    // Pages that count UTF-16 units write such files too.
    let draft = import.begin("", Some(Text::new(text)))?;
    for (entity_idx, entity) in entities.iter().enumerate() {
        let offset = |n: usize| usize::try_from(entity.get(n)?.as_u64()?).ok();
        let label = entity.get(2).and_then(Value::as_str);
        let Some(((start, end), label)) = offset(0).zip(offset(1)).zip(label) else {
            let place = [
                place,
                "[".to_owned(),
                entity_idx.to_string(),
                "]".to_owned(),
            ]
            .concat();
            return Err(shape(&place, "a list of start, end and label").into());
        };
        draft.push(mention(start, end, label))?;
    }
    Ok(())
}

fn mention(start: usize, end: usize, label: &str) -> DraftMention {
    DraftMention {
        ranges: vec![(start, end)],
        label: label.to_owned(),
        ..DraftMention::default()
    }
}

#[cfg(test)]
mod tests;
