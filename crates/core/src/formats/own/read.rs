//! Reads the project's own JSON: nothing in it is trusted.

use std::collections::BTreeSet;
use std::fmt;
use std::marker::PhantomData;
use std::rc::Rc;

use serde::Deserialize;
use serde::de::{self, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::{FORMAT, OFFSET_UNIT, ORPHANS, VERSION};
use crate::formats::Loss;
use crate::formats::open::clean_name;
use crate::model::{
    Document, DocumentId, Extra, Label, LabelId, LabelSet, Mention, MentionId, Project,
};
use crate::span::{Span, Spans};
use crate::text::Text;

/// Says why a project's file is not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The JSON is broken or has another shape.
    #[error("its JSON breaks at line {line}, column {column}: {reason}")]
    Json {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What the reader says.
        reason: String,
    },
    /// The file is of a version that is yet to come.
    #[error(
        "it is of version {found}, and this program reads up to {VERSION}: reload the page to get the newest program"
    )]
    Newer {
        /// The file's version.
        found: u32,
    },
    /// The file counts in a unit that is not known.
    #[error("it counts offsets in {found:?}; expected {OFFSET_UNIT:?}")]
    Unit {
        /// The unit that the file names.
        found: String,
    },
}

impl From<serde_json::Error> for ReadError {
    fn from(error: serde_json::Error) -> Self {
        Self::Json {
            line: error.line(),
            column: error.column(),
            reason: reason(&error),
        }
    }
}

/// Returns what a JSON error says, without the place.
pub(crate) fn reason(error: &serde_json::Error) -> String {
    let message = error.to_string();
    match message.rfind(" at line ") {
        Some(end) => message[..end].to_owned(),
        None => message,
    }
}

/// Whether a JSON text says that it is a project.
///
/// # Errors
///
/// Where it is not JSON.
pub fn is_own(json: &str) -> Result<bool, serde_json::Error> {
    #[derive(Deserialize)]
    struct Head {
        format: Option<Value>,
    }
    match serde_json::from_str(json) {
        Ok(Head { format }) => Ok(format.is_some_and(|it| it == FORMAT)),
        Err(error) if error.is_data() => Ok(false),
        Err(error) => Err(error),
    }
}

/// Reads a project and what had to be mended in it.
///
/// # Errors
///
/// Where the file is broken, of a newer version, or over a limit. A single bad mention is not an error: it is
/// found anew by its quote, or kept aside in the document's field `orphans`.
pub fn read(json: &str) -> Result<(Project, Vec<Loss>), ReadError> {
    let file: ProjectFile = serde_json::from_str(json)?;
    if file.version > VERSION {
        return Err(ReadError::Newer {
            found: file.version,
        });
    }
    if file.offset_unit != OFFSET_UNIT {
        return Err(ReadError::Unit {
            found: file.offset_unit,
        });
    }
    let mut reader = Reader::default();
    for label in file.labels.0 {
        reader.label(label);
    }
    let documents = file
        .documents
        .0
        .into_iter()
        .map(|it| Rc::new(reader.document(it)))
        .collect();
    let project = Project {
        labels: Rc::new(reader.labels),
        documents,
        extra: file.extra.without(&["format"]),
    };
    Ok((project, reader.mended.into_losses()))
}

#[derive(Deserialize)]
struct ProjectFile {
    version: u32,
    #[serde(default = "default_unit")]
    offset_unit: String,
    #[serde(default)]
    labels: Bounded<Fields, { LabelSet::MAX_LEN }>,
    #[serde(default)]
    documents: Bounded<DocumentFile, { Project::MAX_DOCUMENTS }>,
    #[serde(flatten)]
    extra: Fields,
}

#[derive(Deserialize)]
struct DocumentFile {
    #[serde(default)]
    id: Value,
    #[serde(default)]
    name: String,
    text: String,
    #[serde(default)]
    mentions: Bounded<Fields, { Document::MAX_MENTIONS }>,
    #[serde(flatten)]
    extra: Fields,
}

fn default_unit() -> String {
    OFFSET_UNIT.to_owned()
}

/// A list of at most `MAX` items, counted while it is read.
struct Bounded<T, const MAX: usize>(Vec<T>);

impl<T, const MAX: usize> Default for Bounded<T, MAX> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>, const MAX: usize> Deserialize<'de> for Bounded<T, MAX> {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Items<T, const MAX: usize>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>, const MAX: usize> Visitor<'de> for Items<T, MAX> {
            type Value = Bounded<T, MAX>;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                write!(f, "a list of at most {MAX}")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = seq.next_element()? {
                    if items.len() == MAX {
                        return Err(de::Error::custom(format_args!(
                            "a list holds more than {MAX}"
                        )));
                    }
                    items.push(item);
                }
                Ok(Bounded(items))
            }
        }
        deserializer.deserialize_seq(Items(PhantomData))
    }
}

/// An object whose fields are checked later, one by one, so that a bad one is no fault of its neighbors.
struct Fields(Map<String, Value>);

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Fields;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
                let mut fields = Map::new();
                while let Some((name, value)) = map.next_entry::<String, Value>()? {
                    if fields.contains_key(&name) {
                        return Err(de::Error::custom(format_args!(
                            "field {name:?} stands twice"
                        )));
                    }
                    fields.insert(name, value);
                }
                Ok(Fields(fields))
            }
        }
        deserializer.deserialize_map(Object)
    }
}

impl Fields {
    fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name)?.as_str()
    }

    fn range(&self) -> Option<(usize, usize)> {
        range(&self.0)
    }

    /// Returns the ranges of the mention, in the file's unit, as they stand.
    fn ranges(&self) -> Option<Vec<(usize, usize)>> {
        match self.0.get("spans") {
            None => Some(vec![self.range()?]),
            Some(spans) => spans
                .as_array()?
                .iter()
                .map(|it| range(it.as_object()?))
                .collect(),
        }
    }

    fn without(mut self, known: &[&str]) -> Extra {
        known.iter().for_each(|&name| drop(self.0.remove(name)));
        Extra::new(self.0)
    }
}

fn range(fields: &Map<String, Value>) -> Option<(usize, usize)> {
    let offset = |name| usize::try_from(fields.get(name)?.as_u64()?).ok();
    Some((offset("start")?, offset("end")?))
}

/// What a file's offsets may count.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    CodePoint,
    Utf16,
    Byte,
}

impl Unit {
    /// Returns the spans of ranges that count in this unit, if they are spans of the text.
    fn spans(self, text: &Text, ranges: &[(usize, usize)]) -> Option<Spans> {
        let offset = |at| match self {
            Self::CodePoint => (at <= text.n_code_points()).then_some(at),
            Self::Utf16 => text.from_utf16(at),
            Self::Byte => text.from_byte(at),
        };
        let spans: Option<Vec<Span>> = ranges
            .iter()
            .map(|&(start, end)| Span::new(offset(start)?, offset(end)?))
            .collect();
        Spans::new(spans?)
    }
}

/// The highest number that is read in an id: there must be room above for those that are made here.
const MAX_NUMBER: u64 = u64::MAX / 2;
/// The highest id of a label that is read, for the same reason.
const MAX_LABEL_ID: u32 = u32::MAX / 2;

#[derive(Default)]
struct Reader {
    labels: LabelSet,
    mention_ids: BTreeSet<MentionId>,
    document_ids: BTreeSet<DocumentId>,
    /// The highest numbers in the ids so far: those above are free.
    last_mention: u64,
    last_document: u64,
    mended: Mended,
}

/// What was mended, counted by kind.
#[derive(Default)]
struct Mended {
    labels: usize,
    utf16: usize,
    bytes: usize,
    found_anew: usize,
    orphans: usize,
    ids: usize,
    twins: usize,
}

impl Reader {
    fn label(&mut self, fields: Fields) {
        let name = fields.text("name").unwrap_or_default().trim().to_owned();
        if name.is_empty()
            || name.chars().count() > Label::MAX_NAME
            || self.labels.by_name(&name).is_some()
        {
            self.mended.labels += 1;
            return;
        }
        let given = self.labels.label_for(&name, &[]);
        let id = fields
            .0
            .get("id")
            .and_then(Value::as_u64)
            .and_then(|it| u32::try_from(it).ok());
        let id = id
            .map(LabelId)
            .filter(|&it| it.0 <= MAX_LABEL_ID && self.labels.get(it).is_none());
        let color = fields.text("color").and_then(|it| it.parse().ok());
        let mut key = fields.text("key").unwrap_or_default().chars();
        let key = match (key.next(), key.next()) {
            (Some(key), None) if !key.is_whitespace() && !key.is_control() => Some(key),
            _ => None,
        };
        // A key is typed without Shift.
        let key = key.map(|key| key.to_lowercase().next().unwrap_or(key));
        let key = key.filter(|&key| self.labels.by_key(key).is_none());
        self.mended.labels += usize::from(color.is_none() && fields.0.contains_key("color"));
        let label = Label {
            id: id.unwrap_or(given.id),
            color: color.unwrap_or(given.color),
            key,
            extra: fields.without(&["id", "name", "color", "key"]),
            ..given
        };
        self.labels.insert(usize::MAX, Rc::new(label));
    }

    fn document(&mut self, file: DocumentFile) -> Document {
        let id = file
            .id
            .as_str()
            .and_then(DocumentId::parse)
            .filter(|it| it.number().is_none_or(|it| it <= MAX_NUMBER))
            .filter(|it| !self.document_ids.contains(it));
        let id = id.unwrap_or_else(|| {
            self.mended.ids += 1;
            DocumentId::numbered(self.last_document + 1)
        });
        self.last_document = self.last_document.max(id.number().unwrap_or(0));
        self.document_ids.insert(id.clone());
        let mut document = Document::new(id, clean_name(&file.name), Text::new(file.text));
        let unit = unit_of(document.text(), &file.mentions.0);
        let mut mentions = Vec::with_capacity(file.mentions.0.len());
        let mut seen = BTreeSet::new();
        let mut orphans = Vec::new();
        for fields in file.mentions.0 {
            match self.mention(&document, unit, fields) {
                Ok(mention) if seen.insert((mention.spans.clone(), mention.label)) => {
                    mentions.push(Rc::new(mention))
                }
                Ok(_) => self.mended.twins += 1,
                Err(fields) => orphans.push(Value::Object(fields.0)),
            }
        }
        match unit {
            Unit::CodePoint => {}
            Unit::Utf16 => self.mended.utf16 += mentions.len(),
            Unit::Byte => self.mended.bytes += mentions.len(),
        }
        self.mended.orphans += orphans.len();
        let Fields(mut extra) = file.extra;
        if !orphans.is_empty() {
            if let Some(Value::Array(kept)) = extra.get(ORPHANS) {
                orphans.splice(0..0, kept.iter().cloned());
            }
            extra.insert(ORPHANS.to_owned(), Value::Array(orphans));
        }
        document.extra = Extra::new(extra);
        document.exchange(&[], &mentions);
        document
    }

    /// Makes a mention of its fields, or gives them back where they fit nowhere in the text.
    fn mention(
        &mut self,
        document: &Document,
        unit: Unit,
        fields: Fields,
    ) -> Result<Mention, Fields> {
        let name = fields.text("label").unwrap_or_default().trim();
        if name.is_empty() || name.chars().count() > Label::MAX_NAME {
            return Err(fields);
        }
        let quote = fields.text("quote");
        let ranges = fields.ranges();
        let has_spans = fields.0.contains_key("spans");
        let is_one = ranges.as_ref().map_or(!has_spans, |it| it.len() == 1);
        let spans = ranges
            .as_ref()
            .and_then(|it| unit.spans(document.text(), it));
        let spans = match (spans, quote) {
            (Some(spans), None) => spans,
            (Some(spans), Some(quote)) if document.quote(&spans) == quote => spans,
            (_, Some(quote)) => {
                let near = fields.range().map_or(0, |(start, _)| start);
                match find_quote(document.text(), quote, near) {
                    Some(span) if is_one => {
                        self.mended.found_anew += 1;
                        span.into()
                    }
                    _ => return Err(fields),
                }
            }
            (None, None) => return Err(fields),
        };
        let label = match self.labels.by_name(name) {
            Some(label) => label.id,
            None if self.labels.len() >= LabelSet::MAX_LEN => return Err(fields),
            None => {
                let label = self.labels.label_for(name, &[]);
                let id = label.id;
                self.labels.insert(usize::MAX, Rc::new(label));
                id
            }
        };
        let id = fields
            .text("id")
            .and_then(MentionId::parse)
            .filter(|it| it.number().is_none_or(|it| it <= MAX_NUMBER))
            .filter(|it| !self.mention_ids.contains(it));
        let id = id.unwrap_or_else(|| {
            self.mended.ids += 1;
            MentionId::numbered(self.last_mention + 1)
        });
        self.last_mention = self.last_mention.max(id.number().unwrap_or(0));
        self.mention_ids.insert(id.clone());
        let extra = fields.without(&["id", "start", "end", "label", "quote", "spans"]);
        Ok(Mention {
            id,
            spans,
            label,
            extra,
        })
    }
}

/// Returns the unit in which the quotes of a document's mentions stand where their offsets say.
///
/// Only where code points do not fit and another unit fits all of them is it that one.
fn unit_of(text: &Text, mentions: &[Fields]) -> Unit {
    let fits = |unit: Unit| {
        mentions
            .iter()
            .filter_map(|it| Some((it.ranges()?, it.text("quote")?)))
            .all(|(ranges, quote)| {
                let spans = unit.spans(text, &ranges);
                spans.is_some_and(|it| {
                    it.iter()
                        .filter_map(|it| text.get(it))
                        .collect::<Vec<_>>()
                        .join(" ")
                        == quote
                })
            })
    };
    let mut others = [Unit::CodePoint, Unit::Utf16, Unit::Byte].into_iter();
    others.find(|&unit| fits(unit)).unwrap_or(Unit::CodePoint)
}

/// Finds the occurrence of a quote that begins nearest to `near` (code points).
fn find_quote(text: &Text, quote: &str, near: usize) -> Option<Span> {
    if quote.trim().is_empty() {
        return None;
    }
    let starts = text
        .as_str()
        .match_indices(quote)
        .filter_map(|(byte, _)| text.from_byte(byte));
    let start = starts.min_by_key(|start| start.abs_diff(near))?;
    Span::new(start, start + quote.chars().count())
}

impl Mended {
    fn into_losses(self) -> Vec<Loss> {
        let losses = [
            (
                "label",
                self.labels,
                "labels had no usable name or color, or a name twice",
            ),
            (
                "unit-utf-16",
                self.utf16,
                "mentions counted UTF-16 units and were converted to code points",
            ),
            (
                "unit-byte",
                self.bytes,
                "mentions counted bytes and were converted to code points",
            ),
            (
                "found-anew",
                self.found_anew,
                "mentions did not stand where their offsets said and were found by their quotes",
            ),
            (
                "orphan",
                self.orphans,
                "mentions fit nowhere in their text; they are not shown, and are kept in the file",
            ),
            (
                "id",
                self.ids,
                "ids were missing or stood twice and were given anew",
            ),
            (
                "duplicate",
                self.twins,
                "mentions stood twice, with one range and one label",
            ),
        ];
        let told = losses.into_iter().filter(|(_, count, _)| *count > 0);
        told.map(|(kind, count, what)| Loss {
            kind,
            count,
            message: format!("{count} {what}"),
        })
        .collect()
    }
}
