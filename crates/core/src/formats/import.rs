//! Makes a project of what a reader found in a file: looks for the texts, tells the unit of offsets, checks quotes.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde_json::{Map, Value};

use super::export::file_stem;
use super::json::JsonError;
use super::loss::{Kind, Tally};
use super::markup::MarkupError;
use super::offsets::{Search, Unit};
use super::open::{Opened, Reading, clean_name};
use super::own::ORPHANS;
use super::source::{Found, Source};
use crate::model::{
    Document, DocumentId, Extra, Label, LabelId, LabelSet, Mention, MentionId, Project,
};
use crate::span::{Span, Spans};
use crate::text::Text;

/// Says why a file of a known format is not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// Its JSON is broken or has another shape.
    #[error(transparent)]
    Json(#[from] JsonError),
    /// JSON on a line of its own is broken or has another shape.
    #[error("line {line}: {error}")]
    JsonLine {
        /// The line, from 1.
        line: usize,
        /// What is wrong there.
        error: JsonError,
    },
    /// A line holds something else than it should.
    #[error("line {line} is expected to be {expected}")]
    Line {
        /// The line, from 1.
        line: usize,
        /// What should be there.
        expected: &'static str,
    },
    /// Its XML or HTML is broken.
    #[error(transparent)]
    Markup(#[from] MarkupError),
    /// The annotations stand apart from their text, and that is not there.
    #[error(
        "it has no text of its own, and none that is open fits; open {wanted} first, or together with this file"
    )]
    NoText {
        /// The file or document that it belongs to.
        wanted: String,
    },
    /// There is more than can be kept.
    #[error("it holds more than {max} {what}; split it into smaller files")]
    TooMany {
        /// What there is too much of.
        what: &'static str,
        /// How many there may be.
        max: usize,
    },
}

pub(crate) const FOUND_ANEW: Kind = Kind(
    "found-anew",
    "mention did not stand where its offsets said and was found by its quote",
    "mentions did not stand where their offsets said and were found by their quotes",
);
pub(crate) const ORPHAN: Kind = Kind(
    "orphan",
    "mention fits nowhere in its text; it is not shown, and is kept beside the document",
    "mentions fit nowhere in their text; they are not shown, and are kept beside the document",
);
pub(crate) const DUPLICATE: Kind = Kind(
    "duplicate",
    "mention stood twice, with one range and one label",
    "mentions stood twice, with one range and one label",
);
const UTF16: Kind = Kind(
    "unit-utf-16",
    "mention counted UTF-16 units and was converted to code points",
    "mentions counted UTF-16 units and were converted to code points",
);
const BYTE: Kind = Kind(
    "unit-byte",
    "mention counted bytes and was converted to code points",
    "mentions counted bytes and were converted to code points",
);
pub(crate) const AMBIGUOUS: Kind = Kind(
    "unit-ambiguous",
    "mention may count code points or UTF-16 units: nothing in the file tells; look whether it stands right",
    "mentions may count code points or UTF-16 units: nothing in the file tells; look whether they stand right",
);

/// A document as a file has it, before it is known whether its mentions fit.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    /// What the file calls it; empty where it does not.
    pub(crate) name: String,
    /// Its text; `None` where the file has none, and one is looked for among those that are open.
    pub(crate) text: Option<Text>,
    /// What its offsets count; `None` where that is to be told by the quotes.
    pub(crate) unit: Option<Unit>,
    mentions: Vec<DraftMention>,
    /// What is kept beside the document.
    pub(crate) extra: Map<String, Value>,
}

/// A mention as a file has it.
#[derive(Clone, Debug, Default)]
pub(crate) struct DraftMention {
    /// Its id in the file; empty where it has none.
    pub(crate) id: String,
    /// Start and end of each part, in the file's unit.
    pub(crate) ranges: Vec<(usize, usize)>,
    pub(crate) label: String,
    /// The text that it covers, its parts joined by one blank.
    pub(crate) quote: Option<String>,
    /// What stands before and behind it, where the file tells.
    pub(crate) around: (String, String),
    /// Where the format cuts mentions at what its lines cannot hold: whether what stands between two parts is that.
    pub(crate) is_cut: Option<fn(&str) -> bool>,
}

impl Draft {
    /// Adds a mention.
    ///
    /// # Errors
    ///
    /// Where there are too many.
    pub(crate) fn push(&mut self, mention: DraftMention) -> Result<(), ImportError> {
        if self.mentions.len() >= Document::MAX_MENTIONS {
            let max = Document::MAX_MENTIONS;
            return Err(ImportError::TooMany {
                what: "mentions in one document",
                max,
            });
        }
        self.mentions.push(mention);
        Ok(())
    }
}

/// An import while a file is read. Limits are counted on the way, so that a hostile file ends early.
pub(crate) struct Import<'a> {
    pub(crate) source: &'a Source<'a>,
    /// What could not be taken as it was, counted.
    pub(crate) losses: Tally,
    drafts: Vec<Draft>,
    labels: Vec<String>,
}

impl<'a> Import<'a> {
    pub(crate) fn new(source: &'a Source<'a>) -> Self {
        Self {
            source,
            losses: Tally::default(),
            drafts: Vec::new(),
            labels: Vec::new(),
        }
    }

    /// Adds a label that the file names apart from its mentions.
    pub(crate) fn label(&mut self, name: &str) {
        if self.labels.len() < LabelSet::MAX_LEN {
            self.labels.push(name.to_owned());
        }
    }

    /// Begins a document.
    ///
    /// # Errors
    ///
    /// Where there are too many.
    pub(crate) fn begin(
        &mut self,
        name: &str,
        text: Option<Text>,
    ) -> Result<&mut Draft, ImportError> {
        if self.drafts.len() >= Project::MAX_DOCUMENTS {
            let max = Project::MAX_DOCUMENTS;
            return Err(ImportError::TooMany {
                what: "documents",
                max,
            });
        }
        self.drafts.push(Draft {
            name: name.to_owned(),
            text,
            ..Draft::default()
        });
        let last = self.drafts.len() - 1;
        Ok(&mut self.drafts[last])
    }

    /// Returns the draft of a document by its name, begun where there is none; the last one is found at once.
    pub(crate) fn draft_named(&mut self, name: &str) -> Result<&mut Draft, ImportError> {
        match self.drafts.iter().rposition(|it| it.name == name) {
            Some(position) => Ok(&mut self.drafts[position]),
            None => self.begin(name, None),
        }
    }

    /// Makes the project.
    ///
    /// # Errors
    ///
    /// Where a text is not to be found, or mentions are too many.
    pub(crate) fn finish(mut self) -> Result<Opened, ImportError> {
        let mut drafts = std::mem::take(&mut self.drafts);
        let mut room = 500_000_000;
        for draft in &mut drafts {
            self.complete(draft, &mut room)?;
        }
        let units: Vec<Choice> = drafts.iter().map(choose).collect();
        let n_ambiguous = (drafts.iter().zip(&units))
            .filter(|(_, it)| it.other.is_some())
            .map(|(it, _)| it.mentions.len());
        let n_ambiguous = n_ambiguous.sum();
        let mut readings = Vec::new();
        if n_ambiguous > 0 {
            self.losses.add(&AMBIGUOUS, n_ambiguous);
            for unit in [Unit::CodePoint, Unit::Utf16] {
                let units = units.iter().map(|it| match it.other {
                    Some(_) => unit,
                    None => it.unit,
                });
                let project = build(
                    &drafts,
                    units.collect(),
                    &self.labels,
                    &mut Tally::default(),
                );
                readings.push(Reading { unit, project });
            }
        }
        let likelier = units.iter().map(|it| it.unit).collect();
        let project = build(&drafts, likelier, &self.labels, &mut self.losses);
        Ok(Opened {
            project,
            losses: self.losses.into_losses(),
            readings,
            is_clear: units.iter().all(|it| it.is_clear),
            joins: true,
            used: self.source.used.take().into_iter().collect(),
        })
    }

    /// Gives a draft its text and its name.
    fn complete(&self, draft: &mut Draft, room: &mut usize) -> Result<(), ImportError> {
        if draft.text.is_none() {
            let Some((name, text)) = find_text(self.source, draft, room) else {
                let wanted = match draft.name.as_str() {
                    "" => "its text".to_owned(),
                    name => format!("“{}”", clean_name(name)),
                };
                return Err(ImportError::NoText { wanted });
            };
            draft.name = name;
            draft.text = Some(text);
        }
        if draft.name.is_empty() {
            draft.name = self.source.text_name();
        }
        Ok(())
    }
}

/// Looks for the text that a draft belongs to: that of its name, or else the one where its quotes stand best.
///
/// At least half of the quotes must be found somewhere, so that nothing is put on another text.
fn find_text(source: &Source, draft: &Draft, room: &mut usize) -> Option<(String, Text)> {
    let quoted = || draft.mentions.iter().filter(|it| it.quote.is_some());
    let n_quoted = quoted().count();
    let stem = file_stem(&draft.name);
    for is_named in [true, false] {
        let mut best: Option<(usize, Found)> = None;
        for found in source.texts() {
            let text = &found.text;
            if (file_stem(&found.name) == stem) != is_named {
                continue;
            }
            let exact = units(text).into_iter();
            let exact = exact.map(|it| fitting(it, text, &draft.mentions));
            let mut n_found = exact.max().unwrap_or_default();
            if n_found < n_quoted {
                // Only some are looked for: enough to tell whether it is this text.
                let some = quoted().step_by(1 + n_quoted / 50);
                let n_some = some.clone().count();
                let cost = n_some * text.as_str().len();
                *room = room.saturating_sub(cost);
                let is_there = |it: &&DraftMention| {
                    let quote = it.quote.as_deref().unwrap_or_default();
                    text.as_str().contains(quote)
                };
                if *room > 0 {
                    n_found = n_found.max(some.filter(is_there).count() * n_quoted / n_some);
                }
            }
            let is_likely = match n_quoted {
                0 => is_named,
                _ => n_found > 0 && n_found * 2 >= n_quoted,
            };
            if is_likely && best.as_ref().is_none_or(|it| it.0 < n_found) {
                best = Some((n_found, found));
            }
        }
        if let Some((_, found)) = best {
            return Some(source.take(found));
        }
    }
    None
}

/// The unit of a document's offsets, and another one that fits as well and says something else.
struct Choice {
    unit: Unit,
    other: Option<Unit>,
    /// Whether all mentions begin and end with words, and not all do in the other unit.
    is_clear: bool,
}

/// Returns the units in which the offsets of a text differ.
fn units(text: &Text) -> Vec<Unit> {
    let mut units = vec![Unit::CodePoint];
    if text.n_utf16() > text.n_code_points() {
        units.push(Unit::Utf16);
    }
    if text.as_str().len() > text.n_code_points() {
        units.push(Unit::Byte);
    }
    units
}

/// Counts the mentions whose quote stands where their offsets say.
fn fitting(unit: Unit, text: &Text, mentions: &[DraftMention]) -> usize {
    let fits = |it: &&DraftMention| {
        let Some(quote) = &it.quote else { return false };
        let spans = unit.spans(text, &it.ranges);
        spans.is_some_and(|it| is_quote(text, &it, quote))
    };
    mentions.iter().filter(fits).count()
}

/// Whether a quote is what stands under spans; a blank may stand for any other.
fn is_quote(text: &Text, spans: &Spans, quote: &str) -> bool {
    let blank = |c: char| if c.is_whitespace() { ' ' } else { c };
    let mut quote = quote.chars().map(blank);
    for (span_idx, span) in spans.iter().enumerate() {
        if span_idx > 0 && quote.next() != Some(' ') {
            return false;
        }
        let Some(content) = text.get(span) else {
            return false;
        };
        if content.chars().any(|c| quote.next() != Some(blank(c))) {
            return false;
        }
    }
    quote.next().is_none()
}

/// Tells what the offsets of a document count: by quotes where there are some, else by where they may stand.
fn choose(draft: &Draft) -> Choice {
    let only = |unit| Choice {
        unit,
        other: None,
        is_clear: true,
    };
    let Some(text) = &draft.text else {
        return only(Unit::CodePoint);
    };
    if let Some(unit) = draft.unit {
        return only(unit);
    }
    let units = units(text);
    if units.len() == 1 {
        return only(Unit::CodePoint);
    }
    let mentions = &draft.mentions;
    if mentions.iter().any(|it| it.quote.is_some()) {
        let fit = |it: &Unit| fitting(*it, text, mentions);
        // Of equals `max_by_key` returns the last, so the first is looked for from behind.
        return only(
            units
                .into_iter()
                .rev()
                .max_by_key(fit)
                .unwrap_or(Unit::CodePoint),
        );
    }
    let is_readable = |it: &Unit| {
        let mut all = mentions.iter();
        all.all(|mention| it.spans(text, &mention.ranges).is_some())
    };
    let readable: Vec<Unit> = units.into_iter().filter(is_readable).collect();
    match readable.as_slice() {
        [Unit::CodePoint, Unit::Utf16, ..] => {
            let spans = |unit: Unit| {
                let all = mentions.iter();
                all.map(move |it| unit.spans(text, &it.ranges))
            };
            if spans(Unit::CodePoint).eq(spans(Unit::Utf16)) {
                return only(Unit::CodePoint);
            }
            let clean =
                |unit: Unit| -> usize { spans(unit).flatten().map(|it| n_clean(text, &it)).sum() };
            let [by_code_point, by_utf16] = [Unit::CodePoint, Unit::Utf16].map(clean);
            let (unit, other) = match by_utf16 > by_code_point {
                true => (Unit::Utf16, Unit::CodePoint),
                false => (Unit::CodePoint, Unit::Utf16),
            };
            let n_edges: usize = mentions.iter().map(|it| 2 * it.ranges.len()).sum();
            Choice {
                unit,
                other: Some(other),
                is_clear: by_code_point != by_utf16 && by_code_point.max(by_utf16) == n_edges,
            }
        }
        // More than one reading in bytes fits where nothing speaks for bytes.
        [first, ..] => only(*first),
        [] => only(Unit::CodePoint),
    }
}

/// Counts the edges of spans that are edges of words: no blank within, no letter on both sides.
fn n_clean(text: &Text, spans: &Spans) -> usize {
    let content = text.as_str();
    let is_clean = |inner: Option<char>, outer: Option<char>| {
        let is_letter = |it: Option<char>| it.is_some_and(char::is_alphanumeric);
        inner.is_some_and(|it| !it.is_whitespace()) && !(is_letter(inner) && is_letter(outer))
    };
    let edges = |span: Span| {
        let (before, behind_start) = content.split_at(text.to_byte(span.start()));
        let (before_end, behind) = content.split_at(text.to_byte(span.end()));
        let start = is_clean(behind_start.chars().next(), before.chars().next_back());
        let end = is_clean(before_end.chars().next_back(), behind.chars().next());
        usize::from(start) + usize::from(end)
    };
    spans.iter().map(edges).sum()
}

/// Makes a project of drafts whose offsets count in `units`, and counts what could not be taken as it was.
fn build(drafts: &[Draft], units: Vec<Unit>, names: &[String], losses: &mut Tally) -> Project {
    let mut build = Build::default();
    for name in names {
        build.label(name);
    }
    let mut project = Project::default();
    for ((draft, unit), n) in drafts.iter().zip(units).zip(1..) {
        let Some(text) = &draft.text else { continue };
        let id = DocumentId::numbered(n);
        let mut document = Document::new(id, clean_name(&draft.name), text.clone());
        let mut search = Search::default();
        let mut seen = BTreeSet::new();
        let (mut mentions, mut orphans, mut n_found) = (Vec::new(), Vec::new(), 0);
        for it in &draft.mentions {
            let found = place(text, unit, &mut search, it);
            let label = build.label(&it.label);
            let (Some((spans, is_found)), Some(label)) = (found, label) else {
                orphans.push(orphan(it, unit));
                continue;
            };
            if !seen.insert((spans.clone(), label)) {
                losses.add(&DUPLICATE, 1);
                continue;
            }
            n_found += usize::from(is_found);
            mentions.push(Rc::new(Mention {
                id: build.id(&it.id),
                spans,
                label,
                extra: Extra::default(),
            }));
        }
        losses.add(&FOUND_ANEW, n_found);
        losses.add(&ORPHAN, orphans.len());
        if draft.unit.is_none() {
            match unit {
                Unit::CodePoint => {}
                Unit::Utf16 => losses.add(&UTF16, mentions.len()),
                Unit::Byte => losses.add(&BYTE, mentions.len()),
            }
        }
        let mut extra = draft.extra.clone();
        if !orphans.is_empty() {
            extra.insert(ORPHANS.to_owned(), Value::Array(orphans));
        }
        document.extra = Extra::new(extra);
        document.exchange(&[], &mentions);
        project.documents.push(Rc::new(document));
    }
    project.labels = Rc::new(build.labels);
    project
}

/// What the documents of a project share while they are made.
#[derive(Default)]
struct Build {
    labels: LabelSet,
    by_name: BTreeMap<String, usize>,
    ids: BTreeSet<MentionId>,
    last: u64,
}

impl Build {
    /// Returns the id of a label by its name; `None` where it cannot be one, or there are too many.
    fn label(&mut self, name: &str) -> Option<LabelId> {
        let name = name.trim();
        if let Some(&position) = self.by_name.get(name) {
            return self.labels.iter().nth(position).map(|it| it.id);
        }
        if Label::checked_name(name).is_none() || self.labels.len() >= LabelSet::MAX_LEN {
            return None;
        }
        let label = self.labels.label_for(name, &[]);
        let id = label.id;
        self.labels.insert(usize::MAX, Rc::new(label));
        self.by_name.insert(name.to_owned(), self.labels.len() - 1);
        Some(id)
    }

    /// Returns the id that a file gives where it can be one and is free, else a new one.
    fn id(&mut self, given: &str) -> MentionId {
        let given = MentionId::parse(given)
            // There must be room above for those that are made here.
            .filter(|it| it.number().is_none_or(|it| it <= u64::MAX / 2))
            .filter(|it| !self.ids.contains(it));
        let id = given.unwrap_or_else(|| {
            let mut numbers = self.last + 1..;
            let free = numbers.find(|&it| !self.ids.contains(&MentionId::numbered(it)));
            MentionId::numbered(free.unwrap_or(u64::MAX))
        });
        self.last = self.last.max(id.number().unwrap_or(0));
        self.ids.insert(id.clone());
        id
    }
}

/// Returns where a mention stands, and whether it had to be looked for; `None` where it fits nowhere.
fn place(
    text: &Text,
    unit: Unit,
    search: &mut Search,
    mention: &DraftMention,
) -> Option<(Spans, bool)> {
    let spans = unit.spans(text, &mention.ranges);
    let Some(quote) = &mention.quote else {
        return spans.map(|it| (it, false));
    };
    if let Some(spans) = spans.filter(|it| is_quote(text, it, quote)) {
        let spans = match mention.is_cut {
            Some(is_cut) if spans.is_discontinuous() => joined(text, &spans, is_cut)?,
            _ => spans,
        };
        return Some((spans, false));
    }
    // The parts of a discontinuous one may be anywhere.
    if mention.ranges.len() > 1 {
        return None;
    }
    let near = mention.ranges.first().map_or(0, |it| it.0);
    let (before, behind) = &mention.around;
    if !(before.is_empty() && behind.is_empty()) {
        let whole = [before.as_str(), quote, behind].concat();
        if let Some(found) = search.nearest(text, &whole, near) {
            let start = found.start() + before.chars().count();
            let span = Span::new(start, start + quote.chars().count())?;
            return Some((span.into(), true));
        }
    }
    let span = search.nearest(text, quote, near)?;
    Some((span.into(), true))
}

/// Joins parts that were only cut.
fn joined(text: &Text, spans: &Spans, is_cut: fn(&str) -> bool) -> Option<Spans> {
    let gaps = spans.iter().zip(spans.iter().skip(1));
    let gaps = gaps.filter_map(|(a, b)| Span::new(a.end(), b.start()));
    let cuts = gaps.filter(|it| text.get(*it).is_some_and(is_cut));
    Spans::new(spans.iter().chain(cuts))
}

/// Keeps a mention that fits nowhere, as the project's own JSON keeps it.
fn orphan(mention: &DraftMention, unit: Unit) -> Value {
    let mut fields = Map::new();
    let number = |it: Option<usize>| Value::from(it.unwrap_or_default());
    let edge = mention.ranges.first().map(|it| it.0);
    fields.insert("start".to_owned(), number(edge));
    fields.insert(
        "end".to_owned(),
        number(mention.ranges.last().map(|it| it.1)),
    );
    fields.insert("label".to_owned(), mention.label.as_str().into());
    if let Some(quote) = &mention.quote {
        fields.insert("quote".to_owned(), quote.as_str().into());
    }
    if unit != Unit::CodePoint {
        fields.insert("offset_unit".to_owned(), unit.name().into());
    }
    Value::Object(fields)
}
