//! What the laws are tried with.
//!
//! The texts are made of what goes wrong: emoji, joined and combined characters, scripts of both directions,
//! every kind of line end, and blanks that cannot be seen.

use std::rc::Rc;

use glossator_core::edit::{
    Beside, Change, Command, History, LabelRef, NewMention, Session, Transaction, joinable,
};
use glossator_core::formats::clean_name;
use glossator_core::model::{Color, Document, DocumentId, Extra, Label, Mention, Project};
use glossator_core::segment::Unit;
use glossator_core::{Span, Spans, Text};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Map, Value, json};

/// Pieces of which texts are made.
const PIECES: &[&str] = &[
    "a",
    "Ada",
    " ",
    "  ",
    "met",
    ". ",
    "! ",
    "’s",
    "'s",
    "-",
    "- ",
    "# ",
    "1,200.5",
    "…",
    "\u{a0}",
    "é",
    "e\u{301}",
    "\u{301}",
    "\u{308}",
    "क्षि",
    "नि",
    "ำ",
    "น",
    "ไทย",
    "習近平",
    "他们。",
    "カ",
    "한글",
    "ᄒ",
    "ᅡ",
    "שלום",
    "שָׁ",
    "״",
    "سلام",
    "\u{202e}",
    "\u{200f}",
    "\u{200b}",
    "\u{200d}",
    "\u{feff}",
    "\u{fe0f}",
    "🙂",
    "👩\u{200d}🚀",
    "👍🏽",
    "🏽",
    "🇭🇺",
    "🇭",
    "☕\u{fe0f}",
    "👨\u{200d}👩\u{200d}👧",
    "\n",
    "\n\n",
    "\r",
    "\r\n",
    "\u{2028}",
    "\u{2029}",
    "\u{85}",
    "\u{b}",
    "\u{c}",
    "\t",
    "\0",
    "\u{7f}",
    "\"",
    "\\",
    "{",
    "}",
    "<b>",
    "\u{10ffff}",
    "\u{ffff}",
];

pub(crate) fn content() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        9 => select(PIECES).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    vec(piece, 0..60).prop_map(|it| it.concat())
}

pub(crate) fn text() -> impl Strategy<Value = Text> {
    // A repeated text reaches beyond the entries of the index.
    (content(), 1..8usize).prop_map(|(it, n)| Text::new(it.repeat(n)))
}

/// A short text, so that no word in it is longer than the reach of snapping.
pub(crate) fn short_text() -> impl Strategy<Value = Text> {
    content()
        .prop_map(|it| it.chars().take(150).collect::<String>())
        .prop_map(Text::new)
}

/// A text with a span of it.
pub(crate) fn text_and_span() -> impl Strategy<Value = (Text, Span)> {
    let is_not_empty = |it: &Text| !it.is_empty();
    (short_text(), any::<Index>(), any::<Index>())
        .prop_filter("a span needs a character", move |it| is_not_empty(&it.0))
        .prop_map(|(text, a, b)| {
            let (a, b) = (a.index(text.n_code_points()), b.index(text.n_code_points()));
            let span = Span::new(a.min(b), a.max(b) + 1).expect("it holds the last character");
            (text, span)
        })
}

pub(crate) fn unit() -> impl Strategy<Value = Unit> {
    select(vec![
        Unit::Character,
        Unit::Word,
        Unit::Sentence,
        Unit::Block,
    ])
}

/// One or more spans, by places that [`spans_of`] finds in a text.
pub(crate) type Places = Vec<(Index, u8)>;

pub(crate) fn places() -> impl Strategy<Value = Places> {
    vec((any::<Index>(), 1..12u8), 1..4)
}

pub(crate) fn spans_of(places: &Places, len: usize) -> Option<Spans> {
    if len == 0 {
        return None;
    }
    Spans::new(places.iter().filter_map(|(start, width)| {
        let start = start.index(len);
        Span::new(start, (start + usize::from(*width)).min(len))
    }))
}

/// Names of labels: as they are kept, without blanks around them.
pub(crate) fn label_name() -> impl Strategy<Value = String> {
    let odd = content()
        .prop_map(|it| it.trim().chars().take(150).collect::<String>())
        .prop_map(|it| it.trim().to_owned())
        .prop_filter("a label needs a name", |it| !it.is_empty());
    prop_oneof![
        4 => select(vec!["Person", "Place", "Event", "__proto__"]).prop_map(str::to_owned),
        1 => odd,
    ]
}

pub(crate) fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        content().prop_map(Value::from),
        Just(json!([1, { "deep": [null, -0.5] }])),
    ]
}

/// Fields that no version knows.
pub(crate) fn extra() -> impl Strategy<Value = Extra> {
    let fields = vec((content(), value()), 0..3);
    fields.prop_map(|fields| {
        let fields = fields.into_iter();
        let fields: Map<_, _> = fields
            .map(|(name, value)| (format!("x-{name}"), value))
            .collect();
        Extra::new(fields)
    })
}

/// What a person may do; places are found when it is done.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Tag {
        document: Index,
        mentions: Vec<(Places, String)>,
    },
    Relabel {
        mention: Index,
        label: String,
    },
    Reshape {
        mention: Index,
        places: Places,
    },
    Split {
        mention: Index,
        at: Index,
    },
    Join(Index),
    Retag {
        mention: Index,
        label: String,
        beside: Beside,
    },
    Remove(Vec<Index>),
    RemoveDocument(Index),
    AddLabel(String),
    ChangeLabel {
        label: Index,
        name: Option<String>,
        key: Option<char>,
        parent: Option<Index>,
        description: String,
    },
    MoveLabel(Index, usize),
    RemoveLabel(Index, Option<Index>),
    Import(Vec<(String, String)>),
    Undo,
    Redo,
}

pub(crate) fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        5 => (any::<Index>(), vec((places(), label_name()), 1..4))
            .prop_map(|(document, mentions)| Step::Tag { document, mentions }),
        2 => (any::<Index>(), label_name()).prop_map(|(mention, label)| Step::Relabel { mention, label }),
        1 => (any::<Index>(), places()).prop_map(|(mention, places)| Step::Reshape { mention, places }),
        1 => (any::<Index>(), any::<Index>()).prop_map(|(mention, at)| Step::Split { mention, at }),
        1 => any::<Index>().prop_map(Step::Join),
        1 => (any::<Index>(), label_name(), select(vec![Beside::Replace, Beside::Add]))
            .prop_map(|(mention, label, beside)| Step::Retag { mention, label, beside }),
        2 => vec(any::<Index>(), 1..4).prop_map(Step::Remove),
        1 => any::<Index>().prop_map(Step::RemoveDocument),
        1 => label_name().prop_map(Step::AddLabel),
        2 => (any::<Index>(), option::of(label_name()), option::of(select(vec!['1', '2', 'p', 'é'])),
            option::of(any::<Index>()), label_name())
            .prop_map(|(label, name, key, parent, description)| {
                Step::ChangeLabel { label, name, key, parent, description }
            }),
        1 => (any::<Index>(), 0..5usize).prop_map(|(label, position)| Step::MoveLabel(label, position)),
        1 => (any::<Index>(), option::of(any::<Index>())).prop_map(|(label, heir)| Step::RemoveLabel(label, heir)),
        1 => vec((select(vec!["a.txt", "b.txt"]).prop_map(str::to_owned), content()), 1..3)
            .prop_map(Step::Import),
        2 => Just(Step::Undo),
        1 => Just(Step::Redo),
    ]
}

/// Makes a command of a step, where the project has what it needs.
pub(crate) fn command(project: &Project, step: &Step) -> Option<Command> {
    let mention = |it: &Index| {
        let ids: Vec<_> = mentions(project).map(|it| it.id.clone()).collect();
        (!ids.is_empty()).then(|| ids[it.index(ids.len())].clone())
    };
    let label = |it: &Index| {
        let labels: Vec<_> = project.labels.iter().collect();
        (!labels.is_empty()).then(|| labels[it.index(labels.len())])
    };
    let document = |it: &Index| {
        let documents = &project.documents;
        (!documents.is_empty()).then(|| &documents[it.index(documents.len())])
    };
    Some(match step {
        Step::Tag {
            document: at,
            mentions,
        } => {
            let document = document(at)?;
            let len = document.text().n_code_points();
            let mentions = mentions.iter().filter_map(|(places, label)| {
                let spans = spans_of(places, len)?;
                let label = LabelRef::Name(label.as_str().into());
                Some(NewMention { spans, label })
            });
            Command::AddMentions {
                document: document.id.clone(),
                mentions: mentions.collect(),
            }
        }
        Step::Relabel { mention: at, label } => Command::Relabel {
            mention: mention(at)?,
            label: LabelRef::Name(label.as_str().into()),
        },
        Step::Reshape {
            mention: at,
            places,
        } => {
            let mention = mention(at)?;
            let (document, _) = project.mention(&mention)?;
            let spans = spans_of(places, document.text().n_code_points())?;
            Command::Reshape { mention, spans }
        }
        Step::Split { mention: of, at } => {
            let mention = mention(of)?;
            let (_, found) = project.mention(&mention)?;
            let outer = found.spans.outer();
            let at = outer.start() + at.index(outer.len());
            let command = Command::Split { mention, at };
            // A person is told where a mention cannot be cut.
            let session = Session::new(project.clone(), History::default());
            session.plan(&command).ok()?;
            command
        }
        Step::Join(at) => {
            let (document, mention) = project.mention(&mention(at)?)?;
            Command::Join(joinable(document, mention))
        }
        Step::Retag {
            mention: at,
            label,
            beside,
        } => {
            let mention = mention(at)?;
            let (document, mention) = project.mention(&mention)?;
            Command::Tag {
                document: document.id.clone(),
                mention: NewMention {
                    spans: mention.spans.clone(),
                    label: LabelRef::Name(label.as_str().into()),
                },
                beside: *beside,
            }
        }
        Step::Remove(at) => Command::RemoveMentions(at.iter().filter_map(mention).collect()),
        Step::AddLabel(name) => {
            let name = Some(name).filter(|it| project.labels.by_name(it).is_none())?;
            Command::AddLabel(name.as_str().into())
        }
        Step::ChangeLabel {
            label: at,
            name,
            key,
            parent,
            description,
        } => {
            let old = label(at)?;
            let name = name
                .as_deref()
                .filter(|it| project.labels.by_name(it).is_none());
            let parent = parent.as_ref().and_then(label).map(|it| it.id);
            Command::ChangeLabel(Box::new(Label {
                name: name.map_or(Rc::clone(&old.name), Into::into),
                key: *key,
                parent: parent.filter(|&it| !project.labels.is_within(it, old.id)),
                description: description.as_str().into(),
                ..Label::clone(old)
            }))
        }
        Step::MoveLabel(at, position) => Command::MoveLabel {
            label: label(at)?.id,
            position: *position,
        },
        Step::RemoveLabel(at, heir) => Command::RemoveLabel {
            label: label(at)?.id,
            heir: heir.as_ref().and_then(label).map(|it| it.id),
        },
        Step::RemoveDocument(at) => Command::RemoveDocument(document(at)?.id.clone()),
        Step::Import(files) => {
            let documents = files.iter().zip(1..).map(|((name, text), n)| {
                Rc::new(Document::new(
                    DocumentId::numbered(n),
                    name.as_str(),
                    Text::new(text.as_str()),
                ))
            });
            Command::Import(Box::new(Project {
                documents: documents.collect(),
                ..Project::default()
            }))
        }
        Step::Undo | Step::Redo => return None,
    })
}

pub(crate) fn mentions(project: &Project) -> impl Iterator<Item = &Rc<Mention>> {
    project.documents.iter().flat_map(|it| it.mentions().iter())
}

/// Does a step.
pub(crate) fn perform(session: &mut Session, step: &Step) {
    match step {
        Step::Undo => drop(session.undo().expect("the history is of this project")),
        Step::Redo => drop(session.redo().expect("the history is of this project")),
        _ => {
            if let Some(command) = command(session.project(), step) {
                session.run(&command).expect("a person could do it");
            }
        }
    }
}

/// A session after some steps in two documents.
pub(crate) fn session() -> impl Strategy<Value = Session> {
    (content(), content(), vec(step(), 0..12)).prop_map(|(a, b, steps)| {
        let mut session = Session::default();
        let files = vec![("a.txt".to_owned(), a), ("b.txt".to_owned(), b)];
        perform(&mut session, &Step::Import(files));
        steps.iter().for_each(|it| perform(&mut session, it));
        session
    })
}

/// A project as a file may bring it: with odd names and fields that no version knows.
pub(crate) fn project() -> impl Strategy<Value = Project> {
    let extras = vec(extra(), 4);
    let key = option::of(select(vec!['1', '9', 'p', 'é', 'ש', '🙂']));
    (session(), extras, content(), key, any::<[u8; 3]>()).prop_map(
        |(session, extras, name, key, [red, green, blue])| {
            let mut extras = extras.into_iter().cycle();
            let mut next = || extras.next().unwrap_or_default();
            let project = Project {
                extra: next(),
                ..session.project().clone()
            };
            let mut session = Session::new(project, History::default());
            let mut changes: Vec<Change> = Vec::new();
            if let Some(label) = session.project().labels.iter().next() {
                let is_free = |key: &char| session.project().labels.by_key(*key).is_none();
                let changed = Label {
                    color: Color::new(red, green, blue),
                    key: key.filter(is_free),
                    extra: next(),
                    ..Label::clone(label)
                };
                changes.push(Change::Label {
                    position: 0,
                    removed: Some(Rc::clone(label)),
                    added: Some(Rc::new(changed)),
                });
            }
            for document in &session.project().documents {
                let removed: Vec<_> = document.mentions().iter().cloned().collect();
                let added = removed.iter().map(|it| {
                    Rc::new(Mention {
                        extra: next(),
                        ..Mention::clone(it)
                    })
                });
                changes.push(Change::Mentions {
                    document: document.id.clone(),
                    added: added.collect(),
                    removed: removed.clone(),
                });
            }
            let transaction = Transaction {
                name: "dress".to_owned(),
                changes,
            };
            session.commit(transaction).expect("it is of this project");
            let documents = session.project().documents.iter().map(|it| {
                let mut document = Document::clone(it);
                document.extra = next();
                document.name = clean_name(&name).into();
                Rc::new(document)
            });
            Project {
                documents: documents.collect(),
                ..session.project().clone()
            }
        },
    )
}
