//! Plans what changes mentions in place: their spans, their labels, two made of one and one made of several.

use std::rc::Rc;

use super::change::{Change, Transaction};
use super::command::{Beside, EditError, LabelRef, NewMention, add_mentions, quoted};
use super::new_labels::NewLabels;
use super::session::Ids;
use crate::model::{Document, DocumentId, Extra, Mention, MentionId, Project};
use crate::segment::Block;
use crate::segment::{is_grapheme_edge, trim};
use crate::span::{Span, Spans};

/// Returns the exchange of a mention for a changed one with its id.
///
/// Where the place has a mention with that label already, the two become one: the one that was changed stays, and
/// takes over the unknown fields that it lacks.
pub(super) fn exchange(document: &Document, mention: &Rc<Mention>, changed: Mention) -> Change {
    let mut removed = vec![Rc::clone(mention)];
    let mut changed = changed;
    let twin = document.mentions().find(&changed.spans, changed.label);
    if let Some(twin) = twin.filter(|it| it.id != mention.id) {
        changed.extra = both(&changed.extra, &twin.extra);
        removed.push(Rc::clone(twin));
    }
    Change::Mentions {
        document: document.id.clone(),
        removed,
        added: vec![Rc::new(changed)],
    }
}

/// Returns the fields of both; where both have one, that of the first.
fn both(first: &Extra, second: &Extra) -> Extra {
    if second.is_empty() {
        return first.clone();
    }
    let mut fields = second.to_map();
    fields.extend(first.to_map());
    Extra::new(fields)
}

pub(super) fn find<'a>(
    project: &'a Project,
    id: &MentionId,
) -> Result<(&'a Rc<Document>, &'a Rc<Mention>), EditError> {
    let found = project.mention(id);
    found.ok_or_else(|| EditError::NoMention(id.clone()))
}

/// Gives a mention another label.
pub(super) fn relabel(
    project: &Project,
    id: &MentionId,
    label: &LabelRef,
) -> Result<Transaction, EditError> {
    let (document, mention) = find(project, id)?;
    let mut labels = NewLabels::new(project);
    let label = labels.resolve(label)?;
    let name = format!(
        "label “{}” as {}",
        quoted(document, &mention.spans),
        labels.name(label)
    );
    let mut changes = labels.into_changes();
    if label != mention.label {
        let changed = Mention {
            label,
            ..Mention::clone(mention)
        };
        changes.push(exchange(document, mention, changed));
    }
    Ok(Transaction { name, changes })
}

/// Tags spans; `beside` decides where the very place has mentions with other labels.
pub(super) fn tag(
    project: &Project,
    ids: Ids,
    document: &DocumentId,
    mention: &NewMention,
    beside: Beside,
) -> Result<Transaction, EditError> {
    let add = || add_mentions(project, ids, document, std::slice::from_ref(mention));
    let home = project.document(document);
    let home = home.ok_or_else(|| EditError::NoDocument(document.clone()))?;
    home.check(&mention.spans)?;
    let label = NewLabels::new(project).resolve(&mention.label)?;
    let others: Vec<_> = home.mentions().at(&mention.spans).cloned().collect();
    let Some(oldest) = others.iter().min_by(|a, b| a.place(b)) else {
        return add();
    };
    if others.iter().any(|it| it.label == label) || beside == Beside::Add {
        return add();
    }
    if beside == Beside::Ask {
        let name = |it: &Rc<Mention>| project.labels.get(it.label).map(|it| it.name.to_string());
        let names: Vec<String> = others.iter().filter_map(name).collect();
        return Err(EditError::Conflict(names.join(" and ")));
    }
    let mut transaction = relabel(project, &oldest.id, &mention.label)?;
    if let Some(Change::Mentions { removed, .. }) = transaction.changes.last_mut() {
        removed.extend(others.iter().filter(|it| it.id != oldest.id).cloned());
    }
    Ok(transaction)
}

/// Gives a mention other spans.
pub(super) fn reshape(
    project: &Project,
    id: &MentionId,
    spans: &Spans,
) -> Result<Transaction, EditError> {
    let (document, mention) = find(project, id)?;
    document.check(spans)?;
    let (before, after) = (quoted(document, &mention.spans), quoted(document, spans));
    let covers = |outer: &Spans, inner: &Spans| inner.iter().all(|it| outer.contains(it));
    let is_other_number = spans.iter().count() != mention.spans.iter().count();
    let name = if is_other_number && covers(spans, &mention.spans) {
        format!("add a piece to “{before}”")
    } else if is_other_number && covers(&mention.spans, spans) {
        format!("take a piece out of “{before}”")
    } else {
        format!("change “{before}” to “{after}”")
    };
    let mut changes = Vec::new();
    if *spans != mention.spans {
        let changed = Mention {
            spans: spans.clone(),
            ..Mention::clone(mention)
        };
        changes.push(exchange(document, mention, changed));
    }
    Ok(Transaction { name, changes })
}

/// Makes two mentions of one: the first keeps the id, and both the fields that this version does not know.
pub(super) fn split(
    project: &Project,
    mut ids: Ids,
    id: &MentionId,
    at: usize,
) -> Result<Transaction, EditError> {
    let (document, mention) = find(project, id)?;
    let text = document.text();
    let side = |from: usize, to: usize| {
        let side = Span::new(from, to)?;
        let pieces = mention.spans.iter().filter_map(|it| it.intersection(side));
        Spans::new(pieces.filter_map(|it| trim(text, it)))
    };
    let outer = mention.spans.outer();
    let sides = side(outer.start(), at).zip(side(at, outer.end()));
    let (first, second) = sides
        .filter(|_| is_grapheme_edge(text, at))
        .ok_or(EditError::Unsplittable { at })?;
    let name = format!("split “{}”", quoted(document, &mention.spans));
    let changed = |id, spans| Mention {
        id,
        spans,
        ..Mention::clone(mention)
    };
    let second = changed(ids.next_mention(), second);
    let mut change = exchange(document, mention, changed(id.clone(), first));
    let is_new = document
        .mentions()
        .find(&second.spans, second.label)
        .is_none();
    if let (Change::Mentions { added, .. }, true) = (&mut change, is_new) {
        added.push(Rc::new(second));
    }
    Ok(Transaction {
        name,
        changes: vec![change],
    })
}

/// Makes one mention of several of one label that overlap, touch or have nothing but blanks between them: the first
/// of them keeps its id and takes over the unknown fields that it lacks.
pub(super) fn join(project: &Project, ids: &[MentionId]) -> Result<Transaction, EditError> {
    let mut mentions = Vec::new();
    let mut home = None;
    for id in ids {
        let (document, mention) = find(project, id)?;
        let is_here = home.is_none_or(|it: &Rc<Document>| it.id == document.id);
        if !is_here {
            return Err(EditError::Unjoinable);
        }
        home = Some(document);
        mentions.push(Rc::clone(mention));
    }
    mentions.sort_unstable_by(|a, b| a.place(b));
    mentions.dedup_by(|a, b| a.id == b.id);
    let (Some(document), [first, others @ ..]) = (home, mentions.as_slice()) else {
        return Err(EditError::Unjoinable);
    };
    let mut joined = Mention::clone(first);
    let mut rest: Vec<_> = others.iter().collect();
    while !rest.is_empty() {
        let near = rest
            .iter()
            .position(|it| it.label == joined.label && adjoin(document, &joined.spans, &it.spans));
        let other = rest.remove(near.ok_or(EditError::Unjoinable)?);
        joined.spans = close(document, &joined.spans, &other.spans);
        joined.extra = both(&joined.extra, &other.extra);
    }
    let name = format!("join “{}”", quoted(document, &joined.spans));
    let mut change = exchange(document, first, joined);
    let Change::Mentions { removed, .. } = &mut change else {
        return Err(EditError::Unjoinable);
    };
    let is_new = |it: &&Rc<Mention>| removed.iter().all(|other| other.id != it.id);
    let rest: Vec<_> = others.iter().filter(is_new).cloned().collect();
    removed.extend(rest);
    let changes = if others.is_empty() {
        Vec::new()
    } else {
        vec![change]
    };
    Ok(Transaction { name, changes })
}

/// Returns the mentions of a mention's label that can be joined with it, and itself, in the order of their places.
pub fn joinable(document: &Document, mention: &Mention) -> Vec<MentionId> {
    let outer = mention.spans.outer();
    let blocks = document.blocks();
    let own = crate::segment::blocks_in(blocks, outer);
    let has_text = |it: &&Block| trim(document.text(), it.span).is_some();
    let before = blocks.get(..own.start).unwrap_or_default();
    let after = blocks.get(own.end..).unwrap_or_default();
    // What adjoins stands in the same blocks or in the next one to a side that has text.
    let near = [
        before.iter().rfind(has_text),
        blocks.get(own.start),
        blocks.get(own.end.saturating_sub(1)),
        after.iter().find(has_text),
    ];
    let near = near.into_iter().flatten();
    let around = near.fold(outer, |around, it| around.union(it.span));
    let mentions = document.mentions().overlapping(around);
    let adjoins = |it: &&Rc<Mention>| {
        it.id == mention.id
            || it.label == mention.label && adjoin(document, &it.spans, &mention.spans)
    };
    mentions.filter(adjoins).map(|it| it.id.clone()).collect()
}

/// Whether spans of two mentions overlap, touch or have nothing but blanks between them.
fn adjoin(document: &Document, a: &Spans, b: &Spans) -> bool {
    let mut pairs = a.iter().flat_map(|a| b.iter().map(move |b| (a, b)));
    pairs.any(|(a, b)| a.touches(b) || gap(document, a, b).is_some())
}

/// Returns the blanks between two spans, where there is nothing else.
fn gap(document: &Document, a: Span, b: Span) -> Option<Span> {
    let gap = Span::new(a.end().min(b.end()), a.start().max(b.start()))?;
    trim(document.text(), gap).is_none().then_some(gap)
}

/// Returns the spans of both with the blanks between one and the other.
fn close(document: &Document, a: &Spans, b: &Spans) -> Spans {
    let mut both = a.clone();
    for piece in b.iter() {
        let gaps = a.iter().filter_map(|it| gap(document, it, piece));
        both = gaps.fold(both, |it, gap| it.with(gap)).with(piece);
    }
    both
}

#[cfg(test)]
mod tests;
