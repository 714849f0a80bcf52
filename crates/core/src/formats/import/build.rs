//! Makes documents of what a reader found: each mention at its place, or kept aside.

use std::collections::BTreeSet;
use std::rc::Rc;

use litemap::LiteMap;
use serde_json::{Map, Value};

use super::units::is_quote;
use super::{BYTE, DUPLICATE, Draft, DraftMention, FOUND_ANEW, ORPHAN, UTF16};
use crate::formats::clean_name;
use crate::formats::loss::Tally;
use crate::formats::offsets::{Search, Unit};
use crate::formats::own::ORPHANS;
use crate::model::{
    Document, DocumentId, Extra, Label, LabelId, LabelSet, Mention, MentionId, Project,
};
use crate::span::{Span, Spans};
use crate::text::Text;

/// Makes a project of drafts whose offsets count in `units`, and counts what could not be taken as it was.
pub(super) fn build(
    drafts: &[Draft],
    units: Vec<Unit>,
    names: &[String],
    losses: &mut Tally,
) -> Project {
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
        let (mut mentions, mut orphans) = (Vec::new(), Vec::new());
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
            let id = build.id(&it.id);
            if is_found {
                losses.mention(&FOUND_ANEW, &document.id, &id);
            }
            mentions.push(Rc::new(Mention {
                id,
                spans,
                label,
                extra: Extra::default(),
            }));
        }
        losses.add(&ORPHAN, orphans.len());
        if draft.unit.is_none() {
            let mut convert = |kind| {
                let ids = mentions.iter().map(|it| &it.id);
                ids.for_each(|it| losses.mention(kind, &document.id, it));
            };
            match unit {
                Unit::CodePoint => {}
                Unit::Utf16 => convert(&UTF16),
                Unit::Byte => convert(&BYTE),
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
    by_name: LiteMap<String, usize>,
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
