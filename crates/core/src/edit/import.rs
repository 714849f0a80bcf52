//! Plans how the documents and labels of an opened file join a project.

use std::collections::BTreeSet;
use std::rc::Rc;

use litemap::LiteMap;
use serde_json::Value;

use super::change::{Change, Transaction};
use super::command::shorten;
use super::labels::replace;
use super::new_labels::NewLabels;
use super::session::Ids;
use crate::model::{Document, Extra, Label, LabelId, LabelSet, Mention, Mentions, Project};

/// Adds what `other` holds and `project` does not.
///
/// - Labels are one if they have one name. A label that nothing uses yet takes color and key from the file; a parent
///   or a description is taken where there is none.
/// - A document takes the place of one with the same name and text that has no mentions; where the mentions
///   are the same too, nothing is added.
/// - Ids are kept, unless the project has them already.
///
/// Where it `joins`, mentions of a text that is open are added to that document if they are not there, under whatever
/// name it is open, and labels that are there stay as they are.
pub(super) fn plan(project: &Project, mut ids: Ids, other: &Project, joins: bool) -> Transaction {
    // New ids are above those of both, so that none is given to one mention and then found on another.
    other.documents.iter().for_each(|it| ids.see_document(it));
    let present = || project.documents.iter().flat_map(|it| it.mentions().iter());
    let mut import = Import {
        project,
        other,
        joins,
        labels: NewLabels::new(project),
        set: LabelSet::clone(&project.labels),
    };
    let mut label_ids: LiteMap<_, _> = LiteMap::new();
    for label in other.labels.iter() {
        label_ids.insert(label.id, import.label(label));
    }
    for label in other.labels.iter() {
        if let Some(parent) = label.parent {
            import.put_under(label_ids[&label.id], label_ids[&parent]);
        }
    }
    let mut taken_mentions = BTreeSet::new();
    taken_mentions.extend(present().map(|it| it.id.clone()));
    let mut taken_documents = BTreeSet::new();
    taken_documents.extend(project.documents.iter().map(|it| it.id.clone()));
    let mut n_documents = project.documents.len();
    let mut replaced = Vec::new();
    let mut documents = Vec::new();
    for document in &other.documents {
        let mentions: Mentions = document
            .mentions()
            .iter()
            .map(|mention| {
                let is_new = taken_mentions.insert(mention.id.clone());
                let id = if is_new {
                    mention.id.clone()
                } else {
                    ids.next_mention()
                };
                Rc::new(Mention {
                    id,
                    label: label_ids[&mention.label],
                    ..Mention::clone(mention)
                })
            })
            .collect();
        let open = open_text(project, document);
        if let Some((position, open)) = open.filter(|it| joins && !replaced.contains(&it.0)) {
            replaced.push(position);
            documents.extend(join(position, open, document, &mentions));
            continue;
        }
        let twins = || {
            project
                .documents
                .iter()
                .enumerate()
                .filter(|(_, it)| is_twin(it, document))
        };
        if twins().any(|(_, twin)| is_same_work(twin.mentions(), &mentions)) {
            continue;
        }
        let replaceable =
            twins().find(|(it, twin)| twin.mentions().is_empty() && !replaced.contains(it));
        let (position, removed, id) = match replaceable {
            Some((position, twin)) => {
                replaced.push(position);
                (position, Some(Rc::clone(twin)), twin.id.clone())
            }
            None => {
                n_documents += 1;
                let is_new = taken_documents.insert(document.id.clone());
                let id = if is_new {
                    document.id.clone()
                } else {
                    ids.next_document()
                };
                (n_documents - 1, None, id)
            }
        };
        let added = Some(Rc::new(document.with(id, mentions)));
        documents.push(Change::Document {
            position,
            removed,
            added,
        });
    }
    let name = match other.documents.as_slice() {
        [] => "import labels".to_owned(),
        [only] => format!("open “{}”", shorten(&only.name)),
        all => format!("open {} documents", all.len()),
    };
    let changed = project.labels.iter().filter_map(|it| {
        let new = import.set.get(it.id)?;
        replace(&project.labels, it, Label::clone(new))
    });
    let changed: Vec<_> = changed.collect();
    Transaction {
        name,
        changes: import
            .labels
            .into_changes()
            .into_iter()
            .chain(changed)
            .chain(documents)
            .collect(),
    }
}

struct Import<'a> {
    project: &'a Project,
    other: &'a Project,
    joins: bool,
    labels: NewLabels<'a>,
    /// The label set as it will be, but for the order.
    set: LabelSet,
}

impl Import<'_> {
    /// Returns the id that a file's label has in the project, and adds or changes the label where needed.
    fn label(&mut self, label: &Label) -> LabelId {
        let Some(present) = self.labels.by_name(&label.name).cloned() else {
            let given = self.labels.label_for(&label.name);
            let is_free = |&key: &char| self.labels.is_key_free(key);
            // A digit that another label of the file has is left to that.
            let is_unwanted =
                |&key: &char| is_free(&key) && self.other.labels.by_key(key).is_none();
            let key = label
                .key
                .filter(is_free)
                .or_else(|| ('1'..='9').find(is_unwanted));
            let id = self.labels.add(Label {
                key,
                color: label.color,
                description: Rc::clone(&label.description),
                extra: label.extra.clone(),
                ..given
            });
            self.set.insert(usize::MAX, Rc::clone(self.labels.last()));
            return id;
        };
        if self.joins {
            return present.id;
        }
        let mut documents = self.project.documents.iter();
        let is_used = documents.any(|it| it.mentions().n_of_label(present.id) > 0);
        let is_free = |&key: &char| self.labels.is_key_free(key);
        let description = if present.description.is_empty() {
            &label.description
        } else {
            &present.description
        };
        let mut changed = Label {
            description: Rc::clone(description),
            ..Label::clone(&present)
        };
        if !is_used {
            changed.key = label.key.filter(is_free).or(present.key);
            changed.color = label.color;
            changed.extra = label.extra.clone();
        }
        self.set.remove(present.id);
        self.set.insert(usize::MAX, Rc::new(changed));
        present.id
    }

    /// Puts a label under a parent, where it has none yet.
    fn put_under(&mut self, id: LabelId, parent: LabelId) {
        let is_free = self.set.get(id).is_some_and(|it| it.parent.is_none());
        if is_free && self.set.put_under(id, parent) {
            self.labels.put_under(id, parent);
        }
    }
}

/// Returns the open document of a document's text: of several the one that has its name.
fn open_text<'a>(project: &'a Project, document: &Document) -> Option<(usize, &'a Rc<Document>)> {
    let documents = project.documents.iter().enumerate();
    let same = documents.filter(|(_, it)| it.text() == document.text());
    same.max_by_key(|(position, it)| (it.name == document.name, usize::MAX - position))
}

/// Adds what a file has of a text that is open; `None` where all of it is there.
fn join(
    position: usize,
    open: &Rc<Document>,
    document: &Document,
    mentions: &Mentions,
) -> Option<Change> {
    let is_new = |it: &&Rc<Mention>| open.mentions().find(&it.spans, it.label).is_none();
    let added: Vec<_> = mentions.iter().filter(is_new).cloned().collect();
    if document.extra.is_empty() {
        return (!added.is_empty()).then(|| Change::Mentions {
            document: open.id.clone(),
            removed: Vec::new(),
            added,
        });
    }
    // What is kept beside the document in the file is kept beside the open one.
    let mut extra = open.extra.to_map();
    for (name, value) in document.extra.iter() {
        match (extra.get_mut(name), value) {
            (Some(Value::Array(present)), Value::Array(more)) => {
                let more = more.iter().filter(|it| !present.contains(it)).cloned();
                let more: Vec<_> = more.collect();
                present.extend(more);
            }
            (Some(_), _) => {}
            (None, _) => drop(extra.insert(name.to_owned(), value.clone())),
        }
    }
    let mut joined = Document::clone(open);
    joined.extra = Extra::new(extra);
    joined.exchange(&[], &added);
    (joined != **open).then(|| Change::Document {
        position,
        removed: Some(Rc::clone(open)),
        added: Some(Rc::new(joined)),
    })
}

/// Whether two documents are of one name and text.
fn is_twin(a: &Document, b: &Document) -> bool {
    a.name == b.name && a.text() == b.text()
}

/// Whether two documents of one text have the same spans under the same labels.
fn is_same_work(a: &Mentions, b: &Mentions) -> bool {
    a.len() == b.len() && b.iter().all(|it| a.find(&it.spans, it.label).is_some())
}
