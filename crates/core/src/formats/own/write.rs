//! Writes the project's own JSON.

use std::rc::Rc;

use super::{FORMAT, OFFSET_UNIT, VERSION};
use crate::formats::export::Export;
use crate::formats::json_writer::JsonWriter;
use crate::model::{Document, Extra, Label, LabelSet, Mention, Project};

/// How deep items stand on lines of their own: each mention has one.
const N_BROKEN: usize = 4;

/// Writes a project: UTF-8, each field and each mention on a line, with a final newline.
pub fn write(project: &Project) -> String {
    let json = begin(JsonWriter::new(N_BROKEN), &project.labels);
    finish(json, project)
}

/// Writes a project in one line, as it is kept in storage.
pub fn write_line(project: &Project) -> String {
    let json = begin(JsonWriter::dense(), &project.labels);
    finish(json, project)
}

/// Writes a project of one document in one line, as it is kept in storage.
pub fn write_document(labels: &Rc<LabelSet>, document: &Rc<Document>) -> String {
    write_line(&Project {
        labels: Rc::clone(labels),
        documents: vec![Rc::clone(document)],
        extra: Extra::default(),
    })
}

/// Writes the documents of a portion as they stand in the whole.
pub(super) fn write_portion(export: &mut Export) -> String {
    let project = export.project;
    let json = export.json.take();
    let mut json = json.unwrap_or_else(|| begin(JsonWriter::new(N_BROKEN), &project.labels));
    for it in export.documents {
        document(&mut json, it, &project.labels);
    }
    if export.is_last {
        end(&mut json, &project.extra);
    }
    let text = json.take();
    export.json = Some(json);
    text
}

/// Writes what stands before the documents.
fn begin(mut json: JsonWriter, labels: &LabelSet) -> JsonWriter {
    json.open('{');
    json.text_field("format", FORMAT);
    json.number_field("version", VERSION as usize);
    json.text_field("offset_unit", OFFSET_UNIT);
    json.key("labels");
    json.open('[');
    labels.iter().for_each(|it| label(&mut json, it, labels));
    json.close(']');
    json.key("documents");
    json.open('[');
    json
}

/// Writes all behind that.
fn finish(mut json: JsonWriter, project: &Project) -> String {
    for it in &project.documents {
        document(&mut json, it, &project.labels);
    }
    end(&mut json, &project.extra);
    json.take()
}

/// Writes what stands behind the documents.
fn end(json: &mut JsonWriter, extra: &Extra) {
    json.close(']');
    json.extra_fields(extra);
    json.close('}');
}

fn label(json: &mut JsonWriter, label: &Label, labels: &LabelSet) {
    json.open('{');
    json.number_field("id", label.id.0 as usize);
    json.text_field("name", &label.name);
    json.text_field("color", &label.color.to_string());
    if let Some(key) = label.key {
        json.text_field("key", key.encode_utf8(&mut [0; 4]));
    }
    if let Some(parent) = label.parent.and_then(|it| labels.get(it)) {
        json.text_field("parent", &parent.name);
    }
    if !label.description.is_empty() {
        json.text_field("description", &label.description);
    }
    json.extra_fields(&label.extra);
    json.close('}');
}

fn document(json: &mut JsonWriter, document: &Document, labels: &LabelSet) {
    json.open('{');
    json.text_field("id", document.id.as_str());
    json.text_field("name", &document.name);
    json.text_field("text", document.text().as_str());
    json.key("mentions");
    json.open('[');
    for it in document.mentions().iter() {
        mention(json, it, document, labels);
    }
    json.close(']');
    json.extra_fields(&document.extra);
    json.close('}');
}

fn mention(json: &mut JsonWriter, mention: &Mention, document: &Document, labels: &LabelSet) {
    let outer = mention.spans.outer();
    json.open('{');
    json.text_field("id", mention.id.as_str());
    json.number_field("start", outer.start());
    json.number_field("end", outer.end());
    let label = labels.get(mention.label);
    json.text_field("label", label.map_or("", |it| &it.name));
    if mention.spans.is_discontinuous() {
        json.text_field("quote", &document.quote(&mention.spans));
        json.key("spans");
        json.open('[');
        for span in mention.spans.iter() {
            json.open('{');
            json.number_field("start", span.start());
            json.number_field("end", span.end());
            json.close('}');
        }
        json.close(']');
    } else {
        let quote = document.text().get(outer);
        json.text_field("quote", quote.unwrap_or_default());
    }
    json.extra_fields(&mention.extra);
    json.close('}');
}
