//! Formats that are records in JSON: a text, and a list of what is marked in it. [`Prodigy`](https://prodi.gy/docs/api-interfaces),
//! [doccano](https://doccano.github.io/doccano/), [Label Studio](https://labelstud.io/guide/export),
//! [GATE's bdocjs](https://gatenlp.github.io/python-gatenlp/documents),
//! [PubAnnotation](https://www.pubannotation.org/docs/annotation-format/), and what
//! [ner-annotator](https://github.com/tecoholic/ner-annotator) saves.
//!
//! They differ in the names of their fields, so each is written by templates, and one reader reads all of them.

mod read;
mod write;

use serde_json::Value;

use self::read::read;
use self::write::{Container, Shape, write};
use super::offsets::Unit;
use super::source::Source;
use super::table::{Choices, Format};

pub(crate) const PRODIGY: Format = Format {
    name: "prodigy",
    title: "Prodigy (JSON lines)",
    extension: "jsonl",
    choices: Choices::Tokens,
    sniff: |source| is(source, Kind::Prodigy),
    import: Some(read),
    export: Some(|export| {
        let shape = Shape {
            document: r#"{"text": $t, "meta": {"name": $n}, "tokens": [$k], "spans": [$m], "answer": "accept"}"#,
            mention: r#"{"start": $s, "end": $e, "token_start": $a, "token_end": $z, "label": $l}"#,
            has_tokens: true,
            ..Shape::new(Container::Lines("prodigy.jsonl"))
        };
        write(export, &shape);
    }),
};
pub(crate) const DOCCANO: Format = Format {
    name: "doccano",
    title: "doccano (JSON lines)",
    extension: "jsonl",
    choices: Choices::None,
    sniff: |source| is(source, Kind::Doccano),
    import: Some(read),
    export: Some(|export| {
        let shape = Shape {
            document: r#"{"text": $t, "label": [$m], "name": $n}"#,
            mention: "[$s, $e, $l]",
            ..Shape::new(Container::Lines("doccano.jsonl"))
        };
        write(export, &shape);
    }),
};
pub(crate) const DOCCANO_RELATIONS: Format = Format {
    name: "doccano-relations",
    title: "doccano with relations (JSON lines)",
    extension: "jsonl",
    choices: Choices::None,
    sniff: |source| is(source, Kind::DoccanoRelations),
    import: Some(read),
    export: Some(|export| {
        let shape = Shape {
            document: r#"{"text": $t, "entities": [$m], "relations": [], "name": $n}"#,
            mention: r#"{"id": $d, "start_offset": $s, "end_offset": $e, "label": $l}"#,
            ..Shape::new(Container::Lines("doccano-relations.jsonl"))
        };
        write(export, &shape);
    }),
};
pub(crate) const LABEL_STUDIO: Format = Format {
    name: "label-studio",
    title: "Label Studio (tasks with annotations, and their configuration)",
    extension: "json",
    choices: Choices::None,
    sniff: |source| is(source, Kind::LabelStudio),
    import: Some(read),
    export: Some(|export| {
        write(
            export,
            &tasks(r#"{"data": {"text": $t, "name": $n}, "annotations": [{"result": [$m]}]}"#),
        );
    }),
};
pub(crate) const LABEL_STUDIO_PREDICTIONS: Format = Format {
    name: "label-studio-predictions",
    title: "Label Studio (tasks with predictions, and their configuration)",
    sniff: |_| false,
    export: Some(|export| {
        write(
            export,
            &tasks(
                r#"{"data": {"text": $t, "name": $n}, "predictions": [{"model_version": "Glossator", "result": [$m]}]}"#,
            ),
        );
    }),
    ..LABEL_STUDIO
};
pub(crate) const GATE: Format = Format {
    name: "gate",
    title: "GATE (bdocjs)",
    extension: "bdocjs",
    choices: Choices::None,
    sniff: |source| is(source, Kind::Gate),
    import: Some(read),
    export: Some(|export| {
        let shape = Shape {
            document: r#"{"annotation_sets": {"entities": {"name": "entities", "annotations": [$m], "next_annid": $c}},
 "text": $t, "features": {"name": $n}, "offset_type": "p", "name": ""}"#,
            mention: r#"{"type": $l, "start": $s, "end": $e, "id": $d, "features": {}}"#,
            ..Shape::new(Container::Files(".bdocjs"))
        };
        write(export, &shape);
    }),
};
pub(crate) const PUBANNOTATION: Format = Format {
    name: "pubannotation",
    title: "PubAnnotation (JSON)",
    extension: "json",
    choices: Choices::None,
    sniff: |source| is(source, Kind::PubAnnotation),
    import: Some(read),
    export: Some(|export| write(export, &denotations(Unit::CodePoint))),
};
pub(crate) const TEXTAE: Format = Format {
    name: "textae",
    title: "PubAnnotation for TextAE (offsets in UTF-16)",
    sniff: |_| false,
    export: Some(|export| write(export, &denotations(Unit::Utf16))),
    ..PUBANNOTATION
};
pub(crate) const NER_ANNOTATOR: Format = Format {
    name: "ner-annotator",
    title: "NER Annotator (JSON)",
    extension: "json",
    choices: Choices::None,
    sniff: |source| is(source, Kind::NerAnnotator),
    import: Some(read),
    export: None,
};

fn tasks(document: &'static str) -> Shape {
    Shape {
        document,
        mention: r#"{"id": $i, "from_name": "label", "to_name": "text", "type": "labels", "value": {"start": $s, "end": $e, "text": $q, "labels": [$l]}}"#,
        ..Shape::new(Container::Tasks)
    }
}

fn denotations(unit: Unit) -> Shape {
    Shape {
        document: match unit {
            Unit::Utf16 => {
                r#"{"text": $t, "sourcedb": "Glossator", "sourceid": $n, "offset_unit": "UTF-16", "denotations": [$m]}"#
            }
            _ => {
                r#"{"text": $t, "sourcedb": "Glossator", "sourceid": $n, "offset_unit": "code point", "denotations": [$m]}"#
            }
        },
        mention: r#"{"id": $i, "span": {"begin": $s, "end": $e}, "obj": $l}"#,
        unit,
        ..Shape::new(Container::Files(".json"))
    }
}

/// What a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Prodigy,
    Doccano,
    DoccanoRelations,
    LabelStudio,
    Gate,
    PubAnnotation,
    NerAnnotator,
}

/// Whether the first record of a file is of a kind.
fn is(source: &Source, kind: Kind) -> bool {
    let first = match source.first_line() {
        Some(Value::Array(items)) => items.first(),
        other => other,
    };
    first.and_then(Kind::of) == Some(kind)
}

impl Kind {
    /// Tells a record by its fields; `None` for another value.
    fn of(record: &Value) -> Option<Self> {
        let list = |name: &str| record.get(name).and_then(Value::as_array);
        if record.get("data").is_some_and(Value::is_object) {
            let results = ["annotations", "predictions", "completions"];
            // A task that nobody has worked on yet.
            let is_open = || record.pointer("/data/text").is_some_and(Value::is_string);
            let is_task = results.iter().any(|it| list(it).is_some()) || is_open();
            return is_task.then_some(Self::LabelStudio);
        }
        if list("annotations").is_some() && list("classes").is_some() {
            return Some(Self::NerAnnotator);
        }
        let has_text = record.get("text").is_some_and(Value::is_string);
        if !has_text {
            return None;
        }
        if record.get("annotation_sets").is_some_and(Value::is_object) {
            return Some(Self::Gate);
        }
        if list("denotations").is_some() {
            return Some(Self::PubAnnotation);
        }
        if let Some(spans) = list("spans") {
            let is_span = |it: &Value| it.get("start").is_some() && it.get("end").is_some();
            let is_prodigy = list("tokens").is_some() || record.get("answer").is_some();
            return (is_prodigy || spans.first().is_some_and(is_span)).then_some(Self::Prodigy);
        }
        if list("entities").is_some_and(|it| it.iter().all(Value::is_object)) {
            return Some(Self::DoccanoRelations);
        }
        let first = list("annotations").and_then(|it| it.first());
        if first.is_some_and(|it| it.get("start_offset").is_some()) {
            return Some(Self::Doccano);
        }
        let Some(lists) = ["label", "labels", "entities"].into_iter().find_map(list) else {
            // A text that is yet to be annotated, as tools take them.
            let is_plain =
                |(name, it): (&String, &Value)| name == "meta" || !it.is_array() && !it.is_object();
            let is_bare = record.as_object().is_some_and(|it| it.iter().all(is_plain));
            return is_bare.then_some(Self::Prodigy);
        };
        match lists.first() {
            None => Some(Self::Doccano),
            Some(Value::Array(_)) => Some(Self::Doccano),
            // What Label Studio calls JSON-MIN.
            Some(item) if item.get("labels").is_some() => Some(Self::LabelStudio),
            Some(_) => None,
        }
    }
}
