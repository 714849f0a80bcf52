//! Writes the project's own JSON.

use std::borrow::Cow;
use std::rc::Rc;

use serde::Serialize;

use super::{FORMAT, OFFSET_UNIT, VERSION};
use crate::formats::export::Export;
use crate::model::{Document, Extra, Label, LabelSet, Mention, Project};
use crate::span::Span;

/// Writes a project: UTF-8, indented, with a final newline.
pub fn write(project: &Project) -> String {
    let file = ProjectFile::new(&project.labels, &project.documents, &project.extra);
    let mut json = serde_json::to_string_pretty(&file).unwrap_or_default();
    json.push('\n');
    json
}

/// Writes a project in one line, as it is kept in storage.
pub fn write_line(project: &Project) -> String {
    let file = ProjectFile::new(&project.labels, &project.documents, &project.extra);
    serde_json::to_string(&file).unwrap_or_default()
}

/// Writes the documents of a portion as they stand in the whole.
pub(super) fn write_portion(export: &Export) -> String {
    // No text has a line end, and nothing else stands two blanks deep.
    const DOCUMENTS: &str = "\n  \"documents\": []";
    let project = export.project;
    let without = ProjectFile::new(&project.labels, &[], &project.extra);
    let without = serde_json::to_string_pretty(&without).unwrap_or_default();
    if project.documents.is_empty() {
        return without + "\n";
    }
    let (before, behind) = without.split_once(DOCUMENTS).unwrap_or_default();
    let mut json = String::new();
    if export.is_first() {
        json.extend([before, DOCUMENTS.trim_end_matches(']')]);
    }
    for (document_idx, document) in export.documents.iter().enumerate() {
        let is_first = export.is_first() && document_idx == 0;
        json.push_str(if is_first { "\n    " } else { ",\n    " });
        let file = DocumentFile::new(document, &project.labels);
        let file = serde_json::to_string_pretty(&file).unwrap_or_default();
        json.push_str(&file.replace('\n', "\n    "));
    }
    if export.is_last {
        json.extend(["\n  ]", behind, "\n"]);
    }
    json
}

/// Writes a project of one document in one line, as it is kept in storage.
pub fn write_document(labels: &LabelSet, document: &Rc<Document>) -> String {
    let extra = Extra::default();
    let file = ProjectFile::new(labels, std::slice::from_ref(document), &extra);
    serde_json::to_string(&file).unwrap_or_default()
}

#[derive(Serialize)]
struct ProjectFile<'a> {
    format: &'static str,
    version: u32,
    offset_unit: &'static str,
    labels: Vec<LabelFile<'a>>,
    documents: Vec<DocumentFile<'a>>,
    #[serde(flatten)]
    extra: &'a Extra,
}

#[derive(Serialize)]
struct LabelFile<'a> {
    id: u32,
    name: &'a str,
    color: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<char>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    #[serde(flatten)]
    extra: &'a Extra,
}

#[derive(Serialize)]
struct DocumentFile<'a> {
    id: &'a str,
    name: &'a str,
    text: &'a str,
    mentions: Vec<MentionFile<'a>>,
    #[serde(flatten)]
    extra: &'a Extra,
}

#[derive(Serialize)]
struct MentionFile<'a> {
    id: &'a str,
    start: usize,
    end: usize,
    label: &'a str,
    quote: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    spans: Option<Vec<SpanFile>>,
    #[serde(flatten)]
    extra: &'a Extra,
}

#[derive(Serialize)]
struct SpanFile {
    start: usize,
    end: usize,
}

impl<'a> ProjectFile<'a> {
    fn new(labels: &'a LabelSet, documents: &'a [Rc<Document>], extra: &'a Extra) -> Self {
        Self {
            format: FORMAT,
            version: VERSION,
            offset_unit: OFFSET_UNIT,
            labels: labels.iter().map(|it| LabelFile::new(it, labels)).collect(),
            documents: documents
                .iter()
                .map(|it| DocumentFile::new(it, labels))
                .collect(),
            extra,
        }
    }
}

impl<'a> LabelFile<'a> {
    fn new(label: &'a Label, labels: &'a LabelSet) -> Self {
        let parent = label.parent.and_then(|it| labels.get(it));
        Self {
            id: label.id.0,
            name: &label.name,
            color: label.color.to_string(),
            key: label.key,
            parent: parent.map(|it| &*it.name),
            description: &label.description,
            extra: &label.extra,
        }
    }
}

impl<'a> DocumentFile<'a> {
    fn new(document: &'a Document, labels: &'a LabelSet) -> Self {
        Self {
            id: document.id.as_str(),
            name: &document.name,
            text: document.text().as_str(),
            mentions: document
                .mentions()
                .iter()
                .map(|it| MentionFile::new(it, document, labels))
                .collect(),
            extra: &document.extra,
        }
    }
}

impl<'a> MentionFile<'a> {
    fn new(mention: &'a Mention, document: &'a Document, labels: &'a LabelSet) -> Self {
        let outer = mention.spans.outer();
        let span = |it: Span| SpanFile {
            start: it.start(),
            end: it.end(),
        };
        Self {
            id: mention.id.as_str(),
            start: outer.start(),
            end: outer.end(),
            label: labels.get(mention.label).map_or("", |it| &it.name),
            quote: match document.text().get(outer) {
                Some(quote) if !mention.spans.is_discontinuous() => Cow::Borrowed(quote),
                _ => document.quote(&mention.spans).into(),
            },
            spans: mention
                .spans
                .is_discontinuous()
                .then(|| mention.spans.iter().map(span).collect()),
            extra: &mention.extra,
        }
    }
}
