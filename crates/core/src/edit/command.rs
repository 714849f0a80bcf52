//! [`Command`]: what a person asked for, and the plan that makes a transaction of it.

use std::rc::Rc;

use super::change::{ApplyError, Change, Transaction};
use super::new_labels::NewLabels;
use super::session::Ids;
use super::{import, labels, reshape};
use crate::model::{Document, DocumentId, Label, LabelId, LabelSet, Mention, MentionId, Project};
use crate::span::Spans;

/// What a person asked for.
#[derive(Clone, Debug)]
pub enum Command {
    /// Adds the documents and labels of another project: an opened file's.
    Import(Box<Project>),
    /// As [`Command::Import`], but mentions of a text that is open are added there.
    Annotate(Box<Project>),
    /// Removes a document.
    RemoveDocument(DocumentId),
    /// Tags spans of a document; what is there already is not added again.
    AddMentions {
        /// The document.
        document: DocumentId,
        /// What to add.
        mentions: Vec<NewMention>,
    },
    /// Removes mentions, of whichever documents.
    RemoveMentions(Vec<MentionId>),
    /// Adds a label of a name.
    AddLabel(Rc<str>),
    /// Gives the label of this id another name, color, key, parent or description. A key that another label has is
    /// taken from that one.
    ChangeLabel(Box<Label>),
    /// Puts a label at another place of the list.
    MoveLabel {
        /// The label.
        label: LabelId,
        /// How many labels are to stand before it.
        position: usize,
    },
    /// Removes a label. The labels below it get its parent.
    RemoveLabel {
        /// The label.
        label: LabelId,
        /// The label that its mentions get; without one they are removed as well.
        heir: Option<LabelId>,
    },
    /// Gives a mention another label.
    Relabel {
        /// The mention.
        mention: MentionId,
        /// Its new label.
        label: LabelRef,
    },
    /// Tags spans that a person has selected. Where the very place has mentions with other labels, `beside` decides.
    Tag {
        /// The document.
        document: DocumentId,
        /// What to tag.
        mention: NewMention,
        /// What becomes of the others.
        beside: Beside,
    },
    /// Gives a mention other spans; its id, label and unknown fields stay.
    Reshape {
        /// The mention.
        mention: MentionId,
        /// What it covers from now on.
        spans: Spans,
    },
    /// Makes two mentions of one.
    Split {
        /// The mention.
        mention: MentionId,
        /// The offset of the cut, in code points.
        at: usize,
    },
    /// Makes one mention of several of one label that overlap, touch or have only blanks between them.
    Join(Vec<MentionId>),
}

/// What becomes of mentions with another label at the very place that is tagged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Beside {
    /// The person is to be asked: the command is refused with [`EditError::Conflict`].
    #[default]
    Ask,
    /// They get the new label, and become one.
    Replace,
    /// They stay, and the new mention stands beside them.
    Add,
}

/// A mention to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewMention {
    /// What it covers.
    pub spans: Spans,
    /// Its label.
    pub label: LabelRef,
}

/// A label by its id, or by a name that the set may lack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LabelRef {
    /// A label of the set.
    Id(LabelId),
    /// A name; where the set lacks it, a label of that name is added.
    Name(Rc<str>),
}

/// Says why a command cannot be done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// There is no such document.
    #[error("there is no document {0}")]
    NoDocument(DocumentId),
    /// There is no such mention.
    #[error("there is no mention {0}")]
    NoMention(MentionId),
    /// There is no such label.
    #[error("there is no label {0}")]
    NoLabel(LabelId),
    /// A label's name is blank or too long.
    #[error(
        "a label needs a name of 1 to {} characters, found {found:?}",
        Label::MAX_NAME
    )]
    LabelName {
        /// The beginning of the name.
        found: String,
    },
    /// Another label has that name.
    #[error("there is a label “{0}” already; the two can be merged")]
    LabelTaken(Rc<str>),
    /// A label would be below itself.
    #[error("“{0}” would be below itself")]
    Circle(Rc<str>),
    /// A description is too long.
    #[error(
        "a description has at most {} characters, and this one has {n}",
        Label::MAX_DESCRIPTION
    )]
    Description {
        /// How many characters it has.
        n: usize,
    },
    /// A span ends beyond the text.
    #[error("the span {start}–{end} ends beyond the text, which has {len} characters")]
    BeyondText {
        /// Where the span starts, in code points.
        start: usize,
        /// Where it ends.
        end: usize,
        /// The length of the text.
        len: usize,
    },
    /// There would be more than can be read again.
    #[error("there would be {n} {what}, and there can be at most {max}")]
    TooMany {
        /// What there would be too many of.
        what: &'static str,
        /// How many there would be.
        n: usize,
        /// How many there can be.
        max: usize,
    },
    /// The very place has mentions with other labels.
    #[error("the place is tagged as {0} already")]
    Conflict(String),
    /// A mention cannot be cut at a place.
    #[error("a mention is split within it, between two characters that are no blanks: not at {at}")]
    Unsplittable {
        /// The place, in code points.
        at: usize,
    },
    /// Mentions cannot be made one.
    #[error(
        "only mentions of one label that overlap, touch or have nothing but blanks between them can be joined"
    )]
    Unjoinable,
    /// The transaction does not fit the project.
    #[error(transparent)]
    Apply(#[from] ApplyError),
}

/// Makes a transaction of a command: pure, and total over a person's mistakes.
pub(super) fn plan(
    project: &Project,
    ids: Ids,
    command: &Command,
) -> Result<Transaction, EditError> {
    let transaction = match command {
        Command::Import(other) => Ok(import::plan(project, ids, other, false)),
        Command::Annotate(other) => Ok(import::plan(project, ids, other, true)),
        Command::RemoveDocument(id) => {
            let position = project.documents.iter().position(|it| it.id == *id);
            let position = position.ok_or_else(|| EditError::NoDocument(id.clone()))?;
            let document = Rc::clone(&project.documents[position]);
            Ok(Transaction {
                name: format!("remove the document “{}”", shorten(&document.name)),
                changes: vec![Change::Document {
                    position,
                    removed: Some(document),
                    added: None,
                }],
            })
        }
        Command::AddMentions { document, mentions } => {
            add_mentions(project, ids, document, mentions)
        }
        Command::RemoveMentions(ids) => remove_mentions(project, ids),
        Command::Relabel { mention, label } => reshape::relabel(project, mention, label),
        Command::Tag {
            document,
            mention,
            beside,
        } => reshape::tag(project, ids, document, mention, *beside),
        Command::Reshape { mention, spans } => reshape::reshape(project, mention, spans),
        Command::Split { mention, at } => reshape::split(project, ids, mention, *at),
        Command::Join(mentions) => reshape::join(project, mentions),
        Command::AddLabel(name) => labels::add(project, name),
        Command::ChangeLabel(label) => labels::change(project, label),
        Command::MoveLabel { label, position } => labels::reorder(project, *label, *position),
        Command::RemoveLabel { label, heir } => labels::remove(project, *label, *heir),
    }?;
    check_limits(project, &transaction)?;
    Ok(transaction)
}

/// Refuses what would make a project that is not read again.
fn check_limits(project: &Project, transaction: &Transaction) -> Result<(), EditError> {
    let check = |what, n, max| {
        if n > max {
            Err(EditError::TooMany { what, n, max })
        } else {
            Ok(())
        }
    };
    let (mut n_labels, mut n_documents) = (project.labels.len(), project.documents.len());
    for change in &transaction.changes {
        match change {
            Change::Mentions {
                document, added, ..
            } => {
                let n_mentions = project
                    .document(document)
                    .map_or(0, |it| it.mentions().len());
                let n = n_mentions + added.len();
                check("mentions in a document", n, Document::MAX_MENTIONS)?;
            }
            Change::Document { removed: None, .. } => n_documents += 1,
            Change::Label { removed: None, .. } => n_labels += 1,
            _ => {}
        }
    }
    check("labels", n_labels, LabelSet::MAX_LEN)?;
    check("documents", n_documents, Project::MAX_DOCUMENTS)
}

pub(super) fn add_mentions(
    project: &Project,
    mut ids: Ids,
    document: &DocumentId,
    mentions: &[NewMention],
) -> Result<Transaction, EditError> {
    let document = project
        .document(document)
        .ok_or_else(|| EditError::NoDocument(document.clone()))?;
    let mut labels = NewLabels::new(project);
    let mut wanted = Vec::with_capacity(mentions.len());
    for NewMention { spans, label } in mentions {
        document.check(spans)?;
        wanted.push((spans, labels.resolve(label)?));
    }
    let is_new = firsts(&wanted);
    let mut added = Vec::with_capacity(mentions.len());
    for (&(spans, label), is_new) in wanted.iter().zip(is_new) {
        if is_new && document.mentions().find(spans, label).is_none() {
            added.push(Rc::new(Mention {
                id: ids.next_mention(),
                spans: spans.clone(),
                label,
                extra: Default::default(),
            }));
        }
    }
    let name = match added.as_slice() {
        [only] => format!(
            "tag “{}” as {}",
            quoted(document, &only.spans),
            labels.name(only.label)
        ),
        all => format!("tag {} mentions", all.len()),
    };
    let mut changes = labels.into_changes();
    if !added.is_empty() {
        changes.push(Change::Mentions {
            document: document.id.clone(),
            removed: Vec::new(),
            added,
        });
    }
    Ok(Transaction { name, changes })
}

/// Tells of each item whether it is the first of its kind.
fn firsts<T: Ord>(items: &[T]) -> Vec<bool> {
    let mut is_first = vec![true; items.len()];
    let mut order: Vec<usize> = (0..items.len()).collect();
    // Many come in order.
    if !items.is_sorted() {
        order.sort_by_key(|&it| &items[it]);
    }
    for pair in order.windows(2) {
        is_first[pair[1]] = items[pair[0]] != items[pair[1]];
    }
    is_first
}

fn remove_mentions(project: &Project, ids: &[MentionId]) -> Result<Transaction, EditError> {
    let mut wanted: Vec<&MentionId> = ids.iter().collect();
    wanted.sort_unstable();
    wanted.dedup();
    let n_wanted = wanted.len();
    let mut changes = Vec::new();
    let mut name = String::new();
    for document in &project.documents {
        let mut removed: Vec<_> = wanted
            .iter()
            .filter_map(|it| document.mentions().get(it).cloned())
            .collect();
        removed.sort_unstable_by(|a, b| a.place(b));
        wanted.retain(|it| document.mentions().get(it).is_none());
        if let Some(first) = removed.first() {
            let label = project
                .labels
                .get(first.label)
                .map_or("mention", |it| &it.name);
            name = format!("remove {label} “{}”", quoted(document, &first.spans));
            changes.push(Change::Mentions {
                document: document.id.clone(),
                removed,
                added: Vec::new(),
            });
        }
    }
    match wanted.first() {
        Some(&missing) => Err(EditError::NoMention(missing.clone())),
        None if n_wanted > 1 => Ok(Transaction {
            name: format!("remove {n_wanted} mentions"),
            changes,
        }),
        None => Ok(Transaction { name, changes }),
    }
}

impl Document {
    /// Refuses spans that end beyond the text.
    pub(super) fn check(&self, spans: &Spans) -> Result<(), EditError> {
        if self.holds(spans) {
            return Ok(());
        }
        let (start, end) = (spans.outer().start(), spans.outer().end());
        let len = self.text().n_code_points();
        Err(EditError::BeyondText { start, end, len })
    }
}

/// Returns the text under spans, short enough for a name.
pub(super) fn quoted(document: &Document, spans: &Spans) -> String {
    shorten(&document.quote(spans))
}

/// Returns a text in one line and at most 40 characters.
pub(super) fn shorten(text: &str) -> String {
    const MAX: usize = 40;
    let mut words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = words.char_indices().nth(MAX) {
        words.truncate(end);
        words.push('…');
    }
    words
}
