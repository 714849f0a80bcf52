//! Hugging Face token classification: a sentence a line, as JSON with its tokens and their tags.
//!
//! ```json
//! {"id": "0", "document": "ada.txt", "tokens": ["Ada", "met"], "ner_tags": ["B-Person", "O"]}
//! ```
//!
//! Tags are texts in IOB2. Numbers are read as well, where a list of their names is opened along with the file, as
//! `hf-labels.json`.

use serde_json::Value;

use super::{NO_BLANKS, Reader, TokenIn, tag, tagged};
use crate::formats::export::Export;
use crate::formats::import::{Import, ImportError};
use crate::formats::json::parse;
use crate::formats::json_writer::push_quoted;
use crate::formats::open::Opened;
use crate::formats::source::Source;
use crate::formats::table::{Choices, Format};

pub(crate) const FORMAT: Format = Format {
    name: "huggingface",
    title: "Hugging Face token classification (JSON lines)",
    extension: "jsonl",
    choices: Choices::ProjectionAndTokens,
    sniff: |source| source.first_line().is_some_and(|it| lists(it).is_some()),
    import: Some(read),
    export: Some(write),
};

/// The tokens and tags of a sentence, under the names that data sets give them.
fn lists(row: &Value) -> Option<(&Vec<Value>, &Vec<Value>)> {
    let list = |names: &[&str]| names.iter().find_map(|it| row.get(it)?.as_array());
    Some((
        list(&["tokens", "words"])?,
        list(&["ner_tags", "tags", "labels"])?,
    ))
}

fn write(export: &mut Export) {
    let mut out = String::new();
    for document in export.documents {
        let tagged = tagged(export, document);
        let mut tags = vec!["O".to_owned(); tagged.tokens.len()];
        for (range, mention) in tagged.marks {
            let label = export.label_without_blanks(document, mention);
            for idx in range.clone() {
                let prefix = if idx == range.start { "B-" } else { "I-" };
                tags[idx] = [prefix, &label].concat();
            }
        }
        for sentence in tagged.sentences {
            out.extend([
                "{\"id\": \"",
                &export.n_records.to_string(),
                "\", \"document\": ",
            ]);
            push_quoted(&mut out, &document.name);
            let mut tokens = tagged.tokens[sentence.clone()].iter().map(|it| it.text);
            push_list(&mut out, "tokens", &mut tokens);
            push_list(
                &mut out,
                "ner_tags",
                &mut tags[sentence].iter().map(String::as_str),
            );
            out.push_str("}\n");
            export.n_records += 1;
        }
    }
    if export.is_last {
        export.losses.add(&NO_BLANKS, export.totals.n_documents);
    }
    export.file("huggingface.jsonl".to_owned(), "application/jsonl", out);
}

fn push_list(out: &mut String, name: &str, items: &mut dyn Iterator<Item = &str>) {
    out.extend([", \"", name, "\": ["]);
    for (n, item) in items.enumerate() {
        if n > 0 {
            out.push_str(", ");
        }
        push_quoted(out, item);
    }
    out.push(']');
}

fn read(source: &Source) -> Result<Opened, ImportError> {
    let names = source.companion(|it| it.ends_with("hf-labels.json"));
    let names = names.map(parse).transpose()?;
    let mut import = Import::new(source);
    let mut reader = Reader::default();
    let mut document: Option<String> = None;
    let mut is_first = true;
    for row in source.lines() {
        let (line, row) = row?;
        let wrong = |expected| ImportError::Line { line, expected };
        let (tokens, tags) = lists(&row)
            .filter(|it| it.0.len() == it.1.len())
            .ok_or_else(|| wrong("a sentence with as many “ner_tags” as “tokens”"))?;
        let name = row
            .get("document")
            .and_then(Value::as_str)
            .map(str::to_owned);
        if is_first || name != document {
            reader.begin(&mut import, name.as_deref().unwrap_or_default())?;
            document = name;
            is_first = false;
        }
        for (token, cell) in tokens.iter().zip(tags) {
            let text = token.as_str().filter(|it| !it.is_empty());
            let text = text.ok_or_else(|| wrong("a sentence whose tokens are texts"))?;
            let named = cell.as_str().or_else(|| {
                let number = usize::try_from(cell.as_u64()?).ok()?;
                names.as_ref()?.get(number)?.as_str()
            });
            let (prefix, label) = named.and_then(tag).ok_or_else(|| match cell {
                Value::Number(_) => wrong(
                    "a sentence whose tags are texts; for numbers, open a list of their names along with it, as “hf-labels.json”",
                ),
                _ => wrong("a sentence with tags such as “O” or “B-Person”"),
            })?;
            let token = TokenIn {
                text: text.to_owned(),
                ..TokenIn::default()
            };
            if reader.token(token, &[(prefix, label)]) {
                import
                    .losses
                    .add_at(&super::BAD_TAG, &["line ", &line.to_string()].concat());
            }
        }
        reader.end_sentence();
    }
    reader.begin(&mut import, "")?;
    import.finish()
}
