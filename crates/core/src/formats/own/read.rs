//! Reads the project's own JSON: nothing in it is trusted.

use std::collections::BTreeSet;
use std::rc::Rc;

use serde_json::Value;

use super::mended::Mended;
use super::{FORMAT, OFFSET_UNIT, ORPHANS, VERSION};
use crate::formats::Loss;
use crate::formats::json::{Fields, JsonError, shape};
use crate::formats::offsets::{Search, Unit, ranges, unit_of};
use crate::formats::open::clean_name;
use crate::model::{
    Document, DocumentId, Extra, Label, LabelId, LabelSet, Mention, MentionId, Project,
};
use crate::text::Text;

/// Says why a project's file is not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The JSON is broken or has another shape.
    #[error(transparent)]
    Json(#[from] JsonError),
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

impl ReadError {
    /// Whether a newer program can read the file.
    pub(crate) fn is_newer(&self) -> bool {
        matches!(self, Self::Newer { .. })
    }
}

/// Whether an object says that it is a project.
pub(crate) fn is_own(fields: &Fields) -> bool {
    fields.text("format") == Some(FORMAT)
}

/// Reads a project and what had to be mended in it.
///
/// # Errors
///
/// Where the file is broken, of a newer version, or over a limit. A single bad mention is not an error: it is
/// found anew by its quote, or kept aside in the document's field `orphans`.
pub fn read(json: &str) -> Result<(Project, Vec<Loss>), ReadError> {
    read_fields(Fields::parse(json)?)
}

/// Reads a project of its object, as [`read`] does.
pub(crate) fn read_fields(file: Fields) -> Result<(Project, Vec<Loss>), ReadError> {
    let found = version_of(&file)?;
    if found > VERSION {
        return Err(ReadError::Newer { found });
    }
    read_known(file)
}

/// Reads a project as [`read`] does, and of a newer version what is known; says whether it is of one.
///
/// # Errors
///
/// As [`read`]. [`ReadError::Newer`] where it is of a newer version and nothing of it can be read.
pub(crate) fn read_any(json: &str) -> Result<(Project, Vec<Loss>, bool), ReadError> {
    let file = Fields::parse(json)?;
    let found = version_of(&file)?;
    let is_newer = found > VERSION;
    match read_known(file) {
        Err(_) if is_newer => Err(ReadError::Newer { found }),
        read => read.map(|(project, losses)| (project, losses, is_newer)),
    }
}

fn version_of(file: &Fields) -> Result<u32, JsonError> {
    let version = file.number("version");
    version.ok_or_else(|| shape("version", "a whole number"))
}

/// Reads what is known of a project, of whichever version it is.
fn read_known(mut file: Fields) -> Result<(Project, Vec<Loss>), ReadError> {
    match file.take_text("offset_unit")? {
        Some(found) if found != OFFSET_UNIT => return Err(ReadError::Unit { found }),
        _ => {}
    }
    let mut reader = Reader::default();
    let mut parents = Vec::new();
    for label in file.take_list("labels", LabelSet::MAX_LEN)? {
        parents.extend(reader.label(label));
    }
    for (label, parent) in parents {
        let parent = reader.labels.by_name(parent.trim()).map(|it| it.id);
        let is_under = parent.is_some_and(|it| reader.labels.put_under(label, it));
        reader.mended.labels += usize::from(!is_under);
    }
    let mut documents = Vec::new();
    let files = file.take_list("documents", Project::MAX_DOCUMENTS)?;
    for (document_idx, fields) in files.into_iter().enumerate() {
        let document = reader.document(fields);
        let document = document.map_err(|it| it.within(&format!("documents[{document_idx}]")))?;
        documents.push(Rc::new(document));
    }
    let project = Project {
        labels: Rc::new(reader.labels),
        documents,
        extra: file.without(&["format", "version"]),
    };
    Ok((project, reader.mended.into_losses()))
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

impl Reader {
    /// Adds a label, and returns it with the name of the one that it is to be under.
    fn label(&mut self, mut fields: Fields) -> Option<(LabelId, String)> {
        let name = Label::checked_name(fields.text("name").unwrap_or_default());
        let name = name.filter(|it| self.labels.by_name(it).is_none());
        let Some(name) = name.map(str::to_owned) else {
            self.mended.labels += 1;
            return None;
        };
        let given = self.labels.label_for(&name, &[]);
        let id = fields.number("id").map(LabelId);
        let id = id.filter(|&it| it.0 <= MAX_LABEL_ID && self.labels.get(it).is_none());
        let color = fields.text("color").and_then(|it| it.parse().ok());
        let mut key = fields.text("key").unwrap_or_default().chars();
        let key = match (key.next(), key.next()) {
            (Some(key), None) => Label::checked_key(key),
            _ => None,
        };
        let key = key.filter(|&key| self.labels.by_key(key).is_none());
        self.mended.labels += usize::from(color.is_none() && fields.0.contains_key("color"));
        let parent = fields.0.remove("parent");
        let described = fields.text("description");
        let is_text = described.is_some() || !fields.0.contains_key("description");
        let description = described.unwrap_or_default();
        let kept: String = description.chars().take(Label::MAX_DESCRIPTION).collect();
        self.mended.labels += usize::from(kept.len() < description.len() || !is_text);
        let id = id.unwrap_or(given.id);
        let label = Label {
            id,
            color: color.unwrap_or(given.color),
            key,
            description: kept.into(),
            extra: fields.without(&["id", "name", "color", "key", "description"]),
            ..given
        };
        self.labels.insert(usize::MAX, Rc::new(label));
        parent.map(|it| (id, it.as_str().unwrap_or_default().to_owned()))
    }

    fn document(&mut self, mut file: Fields) -> Result<Document, JsonError> {
        let id = file
            .text("id")
            .and_then(DocumentId::parse)
            .filter(|it| it.number().is_none_or(|it| it <= MAX_NUMBER))
            .filter(|it| !self.document_ids.contains(it));
        let id = id.unwrap_or_else(|| {
            self.mended.ids += 1;
            DocumentId::numbered(self.last_document + 1)
        });
        self.last_document = self.last_document.max(id.number().unwrap_or(0));
        self.document_ids.insert(id.clone());
        let name = clean_name(&file.take_text("name")?.unwrap_or_default());
        let text = file.take_text("text")?;
        let text = Text::new(text.ok_or_else(|| shape("text", "a text"))?);
        let mut document = Document::new(id, name, text);
        let files = file.take_list("mentions", Document::MAX_MENTIONS)?;
        let unit = unit_of(document.text(), &files);
        let mut search = Search::default();
        let mut mentions = Vec::with_capacity(files.len());
        let mut seen = BTreeSet::new();
        let mut orphans = Vec::new();
        for fields in files {
            match self.mention(&document, unit, &mut search, fields) {
                Ok((mention, is_found)) if seen.insert((mention.spans.clone(), mention.label)) => {
                    let name = || (document.id.clone(), mention.id.clone());
                    self.mended.found_anew.extend(is_found.then(name));
                    mentions.push(Rc::new(mention))
                }
                Ok(_) => self.mended.twins += 1,
                Err(fields) => orphans.push(Value::Object(fields.0)),
            }
        }
        let names = mentions
            .iter()
            .map(|it| (document.id.clone(), it.id.clone()));
        match unit {
            Unit::CodePoint => {}
            Unit::Utf16 => self.mended.utf16.extend(names),
            Unit::Byte => self.mended.bytes.extend(names),
        }
        self.mended.orphans += orphans.len();
        file.0.remove("id");
        let Fields(mut extra) = file;
        if !orphans.is_empty() {
            if let Some(Value::Array(kept)) = extra.get(ORPHANS) {
                orphans.splice(0..0, kept.iter().cloned());
            }
            extra.insert(ORPHANS.to_owned(), Value::Array(orphans));
        }
        document.extra = Extra::new(extra);
        document.exchange(&[], &mentions);
        Ok(document)
    }

    /// Makes a mention of its fields, and says whether it was found by its quote; gives them back where they fit nowhere
    /// in the text.
    fn mention(
        &mut self,
        document: &Document,
        unit: Unit,
        search: &mut Search,
        fields: Fields,
    ) -> Result<(Mention, bool), Fields> {
        let Some(name) = Label::checked_name(fields.text("label").unwrap_or_default()) else {
            return Err(fields);
        };
        let quote = fields.text("quote");
        let ranges = ranges(&fields);
        let has_spans = fields.0.contains_key("spans");
        let is_one = ranges.as_ref().map_or(!has_spans, |it| it.len() == 1);
        let spans = ranges
            .as_ref()
            .and_then(|it| unit.spans(document.text(), it));
        let (spans, is_found) = match (spans, quote) {
            (Some(spans), None) => (spans, false),
            (Some(spans), Some(quote)) if document.quote(&spans) == quote => (spans, false),
            (_, Some(quote)) => {
                let near = fields.number("start").unwrap_or_default();
                match search.nearest(document.text(), quote, near) {
                    Some(span) if is_one => (span.into(), true),
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
        let mention = Mention {
            id,
            spans,
            label,
            extra,
        };
        Ok((mention, is_found))
    }
}
