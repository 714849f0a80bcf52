//! What the tests of the store are tried with.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use crate::edit::{Command, LabelRef, NewMention, Session};
use crate::marked::project;
use crate::model::{DocumentId, MentionId, Project};
use crate::span::Span;
use crate::store::Snapshot;

/// Runs a future that never has to wait.
pub(super) fn block_on<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("a storage in memory never waits"),
    }
}

pub(super) fn snapshot(project: Project) -> Snapshot {
    Snapshot {
        project,
        ..Snapshot::default()
    }
}

pub(super) fn snapshot_of(session: &Session) -> Snapshot {
    Snapshot {
        history: session.history().clone(),
        ..snapshot(session.project().clone())
    }
}

pub(super) fn document_id(id: &str) -> DocumentId {
    DocumentId::parse(id).unwrap()
}

pub(super) fn tag(document: &str, start: usize, label: &str) -> Command {
    Command::AddMentions {
        document: document_id(document),
        mentions: vec![NewMention {
            spans: Span::new(start, start + 1).unwrap().into(),
            label: LabelRef::Name(label.into()),
        }],
    }
}

/// A session with a step of each kind behind it, and two ahead.
pub(super) fn session() -> Session {
    let mut session = Session::default();
    let first = project(&[
        ("a.txt", "[Ada|X] met 🙂"),
        ("b.txt", "b"),
        ("c.txt", "[1:c|Y:1] [d|X] [1:e|Y:1]"),
    ]);
    session.run(&Command::Import(Box::new(first))).unwrap();
    session.run(&tag("d1", 4, "new")).unwrap();
    session.run(&tag("d2", 0, "X")).unwrap();
    session
        .run(&Command::RemoveDocument(document_id("d2")))
        .unwrap();
    let other = project(&[("e.txt", "[é\r\n|Z]")]);
    session.run(&Command::Import(Box::new(other))).unwrap();
    session
        .run(&Command::RemoveMentions(vec![MentionId::numbered(1)]))
        .unwrap();
    let relabel = Command::Relabel {
        mention: MentionId::numbered(2),
        label: LabelRef::Name("newer".into()),
    };
    session.run(&relabel).unwrap();
    session.undo().unwrap();
    session.undo().unwrap();
    session
}
