//! Writes a project in a format, and counts what the format cannot hold.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use litemap::LiteMap;

use super::json_writer::JsonWriter;
use super::loss::{Kind, Loss, Tally};
use super::open::clean_name;
use super::portions::Portions;
use super::table::Format;
use super::zip::Zip;
use crate::model::{Document, LabelId, Mention, Project};
use crate::span::Span;

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutFile {
    /// Its name, which no other file of the export has.
    pub name: String,
    /// Its media type.
    pub mime: &'static str,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// What an export wrote, and what it could not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// The files; the first is the one that a reader opens.
    pub files: Vec<OutFile>,
    /// What is not in them, or not as it is.
    pub losses: Vec<Loss>,
}

impl Exported {
    /// Returns the only file, or a zip archive `stem.zip` of several.
    pub fn into_one(mut self, stem: &str) -> OutFile {
        match self.files.len() {
            1 => self.files.remove(0),
            _ => OutFile {
                name: format!("{stem}.zip"),
                mime: "application/zip",
                bytes: Zip::of(&self.files),
            },
        }
    }
}

/// Writes what an export lost: a JSON that names each mention with its place.
pub fn losses_file(project: &Project, losses: &[Loss]) -> OutFile {
    let mut json = JsonWriter::new(3);
    json.open('[');
    for loss in losses {
        json.open('{');
        json.text_field("kind", &loss.kind);
        json.number_field("count", loss.count);
        json.text_field("message", &loss.message);
        json.key("mentions");
        json.open('[');
        for (id, mention) in &loss.mentions {
            let document = project.document(id);
            let Some((document, it)) =
                document.and_then(|it| Some((it, it.mentions().get(mention)?)))
            else {
                continue;
            };
            let outer = it.spans.outer();
            json.open('{');
            json.text_field("document", &document.name);
            json.text_field("id", mention.as_str());
            json.number_field("start", outer.start());
            json.number_field("end", outer.end());
            let label = project.labels.get(it.label);
            json.text_field("label", label.map_or("", |it| &it.name));
            json.text_field("quote", &document.quote(&it.spans));
            json.close('}');
        }
        json.close(']');
        json.close('}');
    }
    json.close(']');
    OutFile {
        name: "losses.json".to_owned(),
        mime: "application/json",
        bytes: json.take().into_bytes(),
    }
}

/// What a person may choose where a format leaves a choice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Which of overlapping mentions a format without overlap keeps.
    pub projection: Projection,
    /// What a format of tokens takes for one.
    pub tokenizer: Tokenizer,
}

/// Which of overlapping mentions a format without overlap keeps: those that come first, and of the others those that
/// overlap none of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Projection {
    /// The longest first; of two of one length the one that begins earlier.
    #[default]
    Longest,
    /// Those that begin earliest first, so that of nested ones the outermost stays.
    Outermost,
    /// The shortest first, so that of nested ones the innermost stays.
    Innermost,
    /// Those whose label stands first in the label set, then the longest.
    LabelOrder,
}

/// What a format of tokens takes for one. The edges of mentions are edges of tokens in any case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tokenizer {
    /// What stands between blanks.
    Whitespace,
    /// Words; what stands between them is left out, but for what is in a mention.
    Words,
    /// Words, and each mark of punctuation.
    #[default]
    WordsAndPunctuation,
    /// What a reader takes for one character.
    Characters,
}

impl Projection {
    /// All of them, with their names for people.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Longest, "the longest first"),
        (Self::Outermost, "the outermost"),
        (Self::Innermost, "the innermost"),
        (Self::LabelOrder, "in the order of the labels"),
    ];
}

impl Tokenizer {
    /// All of them, with their names for people.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Whitespace, "what stands between blanks"),
        (Self::Words, "words"),
        (Self::WordsAndPunctuation, "words and punctuation"),
        (Self::Characters, "characters"),
    ];
}

/// Writes a project in a format; nothing where the format is not written.
pub fn export(project: &Project, format: &Format, options: &Options) -> Exported {
    let mut portions = Portions::new(Totals::of(project), format, *options);
    let files = portions.write(project);
    let losses = portions.take_losses();
    Exported { files, losses }
}

pub(crate) const OVERLAP: Kind = Kind(
    "overlap",
    "mention overlaps another, which the format cannot hold, and is left out",
    "mentions overlap others, which the format cannot hold, and are left out",
);
pub(crate) const DISCONTINUOUS: Kind = Kind(
    "discontinuous",
    "mention of several parts is written as one stretch from its first character to its last",
    "mentions of several parts are written as one stretch from their first character to their last",
);
pub(crate) const BLANK: Kind = Kind(
    "blank",
    "mention covers nothing but blanks, which the format cannot hold, and is left out",
    "mentions cover nothing but blanks, which the format cannot hold, and are left out",
);
pub(crate) const TRIMMED: Kind = Kind(
    "blank-edge",
    "mention begins or ends with a blank, and is written without it",
    "mentions begin or end with blanks, and are written without them",
);
pub(crate) const LABEL_BLANKS: Kind = Kind(
    "label-name",
    "mention has a label with a blank or another sign that the format cannot hold; a “_” stands for it",
    "mentions have labels with a blank or another sign that the format cannot hold; a “_” stands for it",
);
pub(crate) const NO_TEXT: Kind = Kind(
    "text",
    "document’s text is not in the file, which only points at it; keep the text as well",
    "documents’ texts are not in the file, which only points at them; keep the texts as well",
);

/// How much there is in a project.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// How many documents.
    pub n_documents: usize,
    /// How many mentions in all of them.
    pub n_mentions: usize,
}

impl Totals {
    /// Counts.
    pub fn of(project: &Project) -> Self {
        Self {
            n_documents: project.documents.len(),
            n_mentions: project.n_mentions(),
        }
    }
}

/// A portion of an export while it is written.
pub(crate) struct Export<'a> {
    /// The project with the documents of this portion alone.
    pub(crate) project: &'a Project,
    /// The documents of this portion.
    pub(crate) documents: &'a [Rc<Document>],
    /// What is in the whole project.
    pub(crate) totals: Totals,
    /// How many documents were written before this portion.
    n_done: usize,
    /// Whether no other portion comes: what stands behind all documents is written in this one.
    pub(crate) is_last: bool,
    pub(crate) options: Options,
    /// The writer of a JSON that all documents are in.
    pub(crate) json: Option<JsonWriter>,
    /// Types that a format lists behind all documents.
    pub(crate) kinds: BTreeSet<String>,
    /// How many records were written, where a format numbers or divides them.
    pub(crate) n_records: usize,
    /// What is lost, counted.
    pub(crate) losses: Tally,
    labels: LiteMap<LabelId, &'a str>,
    files: Vec<OutFile>,
    /// The stems of files that are taken, in small letters.
    names: BTreeSet<String>,
}

/// What goes from one portion to the next.
#[derive(Default)]
pub(super) struct SoFar {
    pub(super) n_done: usize,
    pub(super) losses: Tally,
    json: Option<JsonWriter>,
    kinds: BTreeSet<String>,
    n_records: usize,
    names: BTreeSet<String>,
}

/// A mention where none overlaps another.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Flat<'a> {
    /// From its first character to its last.
    pub(crate) span: Span,
    pub(crate) mention: &'a Mention,
}

impl<'a> Export<'a> {
    /// Begins a portion behind those that were written before.
    pub(super) fn new(
        project: &'a Project,
        totals: Totals,
        options: Options,
        so_far: SoFar,
    ) -> Self {
        Self {
            project,
            documents: &project.documents,
            totals,
            n_done: so_far.n_done,
            is_last: so_far.n_done + project.documents.len() == totals.n_documents,
            options,
            labels: project.labels.iter().map(|it| (it.id, &*it.name)).collect(),
            files: Vec::new(),
            names: so_far.names,
            losses: so_far.losses,
            json: so_far.json,
            kinds: so_far.kinds,
            n_records: so_far.n_records,
        }
    }

    /// Returns the files of the portion, and what goes to the next.
    pub(super) fn finish(self) -> (Vec<OutFile>, SoFar) {
        let so_far = SoFar {
            n_done: self.n_done + self.documents.len(),
            losses: self.losses,
            json: self.json,
            kinds: self.kinds,
            n_records: self.n_records,
            names: self.names,
        };
        (self.files, so_far)
    }

    /// Whether nothing is written yet: what stands before all documents is written in this portion.
    pub(crate) fn is_first(&self) -> bool {
        self.n_done == 0
    }

    /// Adds a file, or what goes on behind the file of this name that was added last.
    pub(crate) fn file(&mut self, name: String, mime: &'static str, text: String) {
        let bytes = text.into_bytes();
        self.files.push(OutFile { name, mime, bytes });
    }

    /// Returns the name of a mention's label.
    pub(crate) fn label(&self, mention: &Mention) -> &'a str {
        self.labels.get(&mention.label).copied().unwrap_or_default()
    }

    /// Returns the name of a mention's label with `_` for each blank, and counts what that changes.
    pub(crate) fn label_without_blanks(&mut self, document: &Document, it: &Mention) -> String {
        self.label_without(document, it, "")
    }

    /// As [`Self::label_without_blanks`], with `_` for other signs as well.
    pub(crate) fn label_without(
        &mut self,
        document: &Document,
        it: &Mention,
        signs: &str,
    ) -> String {
        let name = self.label(it);
        let safe = without_blanks(name);
        let safe = safe.replace(|c| signs.contains(c), "_");
        if safe != name {
            self.losses.mention(&LABEL_BLANKS, &document.id, &it.id);
        }
        safe
    }

    /// Returns a span without the blanks at its edges; counts those of its mention, and gives `None` where nothing else
    /// is there.
    pub(crate) fn trim(&mut self, document: &Document, it: &Flat) -> Option<Span> {
        let content = document.text().get(it.span)?;
        let n_blank =
            |chars: &mut dyn Iterator<Item = char>| chars.take_while(|&c| is_blank(c)).count();
        let start = it.span.start() + n_blank(&mut content.chars());
        let end = it.span.end() - n_blank(&mut content.chars().rev());
        let trimmed = Span::new(start, end);
        let kind = if trimmed.is_none() { &BLANK } else { &TRIMMED };
        if trimmed != Some(it.span) {
            self.losses.mention(kind, &document.id, &it.mention.id);
        }
        trimmed
    }

    /// Returns a name for the files of a document, without an ending: one that every system can store, and that no
    /// other document has.
    pub(crate) fn stem(&mut self, document: &Document) -> String {
        let stem = file_stem(&document.name);
        let mut name = stem.clone();
        let mut n = 1;
        while !self.names.insert(name.to_ascii_lowercase()) {
            n += 1;
            name = format!("{stem} {n}");
        }
        name
    }

    /// Returns all mentions in order, each as one stretch, and counts those of several parts.
    pub(crate) fn stretches<'d>(&mut self, document: &'d Document) -> Vec<Flat<'d>> {
        let mut stretches = Vec::with_capacity(document.mentions().len());
        for mention in document.mentions().iter() {
            if mention.spans.is_discontinuous() {
                self.losses
                    .mention(&DISCONTINUOUS, &document.id, &mention.id);
            }
            let span = mention.spans.outer();
            stretches.push(Flat { span, mention });
        }
        stretches
    }

    /// Returns the mentions that are written where none may overlap another, in order, and counts the others.
    pub(crate) fn flat(&mut self, document: &'a Document) -> Vec<Flat<'a>> {
        let (kept, left) = self.flat_and_left(document);
        for it in left {
            self.losses.mention(&OVERLAP, &document.id, &it.mention.id);
        }
        for it in &kept {
            self.count_parts(document, it.mention);
        }
        kept
    }

    /// Counts a mention that is written as one stretch although it is discontinuous.
    pub(crate) fn count_parts(&mut self, document: &Document, mention: &Mention) {
        if mention.spans.is_discontinuous() {
            self.losses
                .mention(&DISCONTINUOUS, &document.id, &mention.id);
        }
    }

    /// Returns the mentions that stay where none may overlap another, in order, and the others. O(n log n).
    pub(crate) fn flat_and_left(&self, document: &'a Document) -> (Vec<Flat<'a>>, Vec<Flat<'a>>) {
        let mentions = document.mentions().iter();
        let flat = mentions.map(|it| Flat {
            span: it.spans.outer(),
            mention: it,
        });
        let mut flat: Vec<Flat> = flat.collect();
        let labels = self.project.labels.iter().zip(0usize..);
        let positions: LiteMap<LabelId, usize> = labels.map(|(it, n)| (it.id, n)).collect();
        let projection = self.options.projection;
        let rank = |it: &Flat| {
            let len = it.span.len();
            match projection {
                Projection::Longest => (0, usize::MAX - len),
                Projection::Outermost => (it.span.start(), usize::MAX - len),
                Projection::Innermost => (0, len),
                Projection::LabelOrder => {
                    let position = positions.get(&it.mention.label).copied();
                    (position.unwrap_or(usize::MAX), usize::MAX - len)
                }
            }
        };
        // A stable sort: of equals the one that begins earlier stays first.
        flat.sort_by_key(rank);
        let (mut kept, mut left) = (BTreeMap::<usize, Flat>::new(), Vec::new());
        for it in flat {
            // None of those that are kept overlap, so only the last that begins before the end can reach into it.
            let before = kept.range(..it.span.end()).next_back();
            if before.is_some_and(|(_, other)| other.span.end() > it.span.start()) {
                left.push(it);
            } else {
                kept.insert(it.span.start(), it);
            }
        }
        left.sort_by_key(|it| it.span);
        (kept.into_values().collect(), left)
    }
}

/// Returns a text with `_` for each character that some reader takes for a blank.
pub(crate) fn without_blanks(text: &str) -> String {
    text.chars()
        .map(|c| if is_blank(c) { '_' } else { c })
        .collect()
}

/// Whether some reader takes a character for a blank: Unicode's white space, and the separators that Python adds.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}')
}

/// Returns a document's name without its ending, as every system can store it.
pub fn file_stem(name: &str) -> String {
    let name = clean_name(name);
    let stem = name.strip_suffix(".txt").unwrap_or(&name);
    let safe = |c| if "<>:\"|?*".contains(c) { '_' } else { c };
    let stem: String = stem.chars().map(safe).collect();
    let stem = stem.trim_end_matches(['.', ' ']);
    let upper = stem.to_ascii_uppercase();
    let device = upper.split('.').next().unwrap_or_default();
    let is_reserved = matches!(device, "CON" | "PRN" | "AUX" | "NUL")
        || device.len() == 4 && (device.starts_with("COM") || device.starts_with("LPT"));
    match stem {
        "" => "document".to_owned(),
        _ if is_reserved => format!("_{stem}"),
        _ => stem.to_owned(),
    }
}
