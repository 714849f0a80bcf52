//! Writes records by templates.

use crate::formats::export::{Export, Flat};
use crate::formats::json_writer::push_quoted;
use crate::formats::loss;
use crate::formats::markup::escape_attribute;
use crate::formats::offsets::Unit;
use crate::formats::tokens::{Spaced, spaced};
use crate::model::Document;
use crate::span::Span;

/// How a format writes its records: in its templates `$` and a letter stand for a value.
pub(super) struct Shape {
    /// A document: `$t` its text, `$n` its name, `$m` its mentions, `$c` their number, `$k` its tokens.
    pub(super) document: &'static str,
    /// A mention: `$i` its id, `$d` its number from 0, `$s` and `$e` where it starts and ends, `$l` its label, `$q` its
    /// text, `$a` and `$z` the numbers of its first and last token.
    pub(super) mention: &'static str,
    pub(super) has_tokens: bool,
    /// What offsets count. In UTF-16 mentions that cross are left out as well, since TextAE refuses them.
    pub(super) unit: Unit,
    pub(super) container: Container,
}

/// What records stand in.
pub(super) enum Container {
    /// A line each, in one file of this name.
    Lines(&'static str),
    /// A file each, with this ending.
    Files(&'static str),
    /// One list, with Label Studio's configuration beside it.
    Tasks,
}

impl Shape {
    pub(super) const fn new(container: Container) -> Self {
        Self {
            document: "",
            mention: "",
            has_tokens: false,
            unit: Unit::CodePoint,
            container,
        }
    }
}

const TOKEN: &str = r#"{"text": $q, "start": $s, "end": $e, "id": $d, "ws": $w}"#;

const CROSSING: loss::Kind = loss::Kind(
    "crossing",
    "mention crosses another, which TextAE refuses, and is left out",
    "mentions cross others, which TextAE refuses, and are left out",
);

/// Writes the documents of a project. O(n) in their lengths and mentions.
pub(super) fn write(export: &mut Export, shape: &Shape) {
    let mut all = String::new();
    for document in export.documents {
        let record = record(export, shape, document);
        match shape.container {
            Container::Lines(_) => {
                all.push_str(&record);
                all.push('\n');
            }
            Container::Files(ending) => {
                let name = export.stem(document) + ending;
                export.file(name, "application/json", record + "\n");
            }
            Container::Tasks => {
                let is_first = export.n_records == 0;
                all.push_str(if is_first { "[\n" } else { ",\n" });
                all.push_str(&record);
            }
        }
        export.n_records += 1;
    }
    match shape.container {
        Container::Lines(name) => export.file(name.to_owned(), "application/jsonl", all),
        Container::Tasks if export.n_records > 0 => {
            let last = if export.is_last { "\n]\n" } else { "" };
            all.push_str(last);
            export.file("label-studio.json".to_owned(), "application/json", all);
            if export.is_last {
                let configuration = configuration(export);
                export.file(
                    "label-studio.xml".to_owned(),
                    "application/xml",
                    configuration,
                );
            }
        }
        _ => {}
    }
}

fn record(export: &mut Export, shape: &Shape, document: &Document) -> String {
    let text = document.text();
    let mut stretches = export.stretches(document);
    if shape.unit == Unit::Utf16 {
        leave_out_crossing(export, document, &mut stretches);
    }
    let spans: Vec<Span> = stretches.iter().map(|it| it.span).collect();
    let tokens = if shape.has_tokens {
        spaced(text, &spans, export.options.tokenizer)
    } else {
        Vec::new()
    };
    // Where records are lines of their own, mentions are not.
    let separator = match shape.container {
        Container::Lines(_) => ", ",
        _ => ",\n  ",
    };
    let mut mentions = String::new();
    for (n, it) in stretches.iter().enumerate() {
        if n > 0 {
            mentions.push_str(separator);
        }
        let offset = |at| match shape.unit {
            Unit::Utf16 => text.to_utf16(at),
            _ => at,
        };
        let (start, end) = (it.span.start(), it.span.end());
        fill(&mut mentions, shape.mention, |out, letter| match letter {
            'i' => push_quoted(out, it.mention.id.as_str()),
            'l' => push_quoted(out, export.label(it.mention)),
            'q' => push_quoted(out, text.get(it.span).unwrap_or_default()),
            _ => push_number(
                out,
                match letter {
                    's' => offset(start),
                    'e' => offset(end),
                    'a' => tokens.partition_point(|it| it.span.start() < start),
                    'z' => tokens.partition_point(|it| it.span.end() < end),
                    _ => n,
                },
            ),
        });
    }
    let mut record = String::new();
    fill(&mut record, shape.document, |out, letter| match letter {
        't' => push_quoted(out, text.as_str()),
        'n' => push_quoted(out, &document.name),
        'k' => push_tokens(out, &tokens),
        'c' => push_number(out, stretches.len()),
        _ => out.push_str(&mentions),
    });
    record
}

fn push_tokens(out: &mut String, tokens: &[Spaced]) {
    for (n, it) in tokens.iter().enumerate() {
        if n > 0 {
            out.push_str(", ");
        }
        fill(out, TOKEN, |out, letter| match letter {
            'q' => push_quoted(out, it.text),
            'w' => out.push_str(if it.has_blank_behind { "true" } else { "false" }),
            's' => push_number(out, it.span.start()),
            'e' => push_number(out, it.span.end()),
            _ => push_number(out, n),
        });
    }
}

/// Writes a template with its values.
fn fill(out: &mut String, template: &str, mut value: impl FnMut(&mut String, char)) {
    let value: &mut dyn FnMut(&mut String, char) = &mut value;
    let mut pieces = template.split('$');
    out.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let mut rest = piece.chars();
        if let Some(letter) = rest.next() {
            value(out, letter);
        }
        out.push_str(rest.as_str());
    }
}

fn push_number(out: &mut String, n: usize) {
    out.push_str(&n.to_string());
}

/// Leaves out what crosses one that begins earlier and stays. O(n).
fn leave_out_crossing(export: &mut Export, document: &Document, stretches: &mut Vec<Flat>) {
    let mut open: Vec<usize> = Vec::new();
    stretches.retain(|it| {
        while open.pop_if(|end| *end <= it.span.start()).is_some() {}
        let crosses = open.last().is_some_and(|&end| end < it.span.end());
        if crosses {
            export
                .losses
                .mention(&CROSSING, &document.id, &it.mention.id);
        } else {
            open.push(it.span.end());
        }
        !crosses
    });
}

/// Writes the labelling configuration: labels with their colors and keys, and a text that can be marked within words.
fn configuration(export: &Export) -> String {
    let mut xml = "<View>\n  <Labels name=\"label\" toName=\"text\">\n".to_owned();
    for label in export.project.labels.iter() {
        xml.push_str("    <Label value=\"");
        escape_attribute(&mut xml, &label.name);
        xml.push_str("\" background=\"");
        xml.push_str(&label.color.to_string());
        if let Some(key) = label.key {
            xml.push_str("\" hotkey=\"");
            escape_attribute(&mut xml, key.encode_utf8(&mut [0; 4]));
        }
        xml.push_str("\"/>\n");
    }
    xml + "  </Labels>\n  <Text name=\"text\" value=\"$text\" granularity=\"symbol\"/>\n</View>\n"
}
