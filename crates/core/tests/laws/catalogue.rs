//! Bad states and bad files that no random law comes upon.

use glossator_core::edit::{Command, LabelRef, NewMention, Session, StepKind};
use glossator_core::formats::{open, open_text};
use glossator_core::span::Span;
use glossator_core::store::{Copies, Keeper, MemoryJournal, MemoryStorage, write_step};

use crate::store::{at, block_on};

/// A session with a document and a mention, and the record of a step that adds one more.
fn begun() -> (Session, String) {
    let mut session = Session::default();
    let file = open_text("a.txt", "Ada met Charles.".to_owned()).project;
    session
        .run(&Command::Import(Box::new(file)))
        .expect("it can be opened");
    let document = session.project().documents[0].id.clone();
    let tag = |start, end| Command::AddMentions {
        document: document.clone(),
        mentions: vec![NewMention {
            spans: Span::new(start, end).expect("a span").into(),
            label: LabelRef::Name("Person".into()),
        }],
    };
    session.run(&tag(0, 3)).expect("it can be tagged");
    let before = session.project().clone();
    let transaction = session.run(&tag(8, 15)).expect("it can be tagged");
    (session, write_step(StepKind::Do, &transaction, &before))
}

#[test]
fn a_step_that_the_base_has_already_is_not_repeated() {
    let journal = MemoryJournal::default();
    let (session, step) = begun();
    let (mut keeper, _) = block_on(Keeper::open(journal.clone(), 0)).expect("it is empty");
    block_on(keeper.append(&[step])).expect("there is room");
    let steps = journal.contents();
    block_on(keeper.rebase(&at(&session, 1))).expect("there is room");
    // As if the step had not gone when the base came.
    journal.damage(|it| it.extend(steps));
    let (_, loaded) = block_on(Keeper::open(journal, 0)).expect("it can be read");
    assert_eq!(loaded.problems, []);
    assert_eq!(&loaded.snapshot.project, session.project());
}

#[test]
fn what_a_newer_version_has_written_is_read_as_far_as_it_is_known_and_left_as_it_is() {
    let storage = MemoryStorage::default();
    let (session, _) = begun();
    block_on(Copies::new(storage.clone()).save(&at(&session, 1), false)).expect("there is room");
    let written = storage.contents();
    let replaced = |value: &str| {
        let value = value.to_owned();
        storage.damage(|it| drop(it.insert("document:d1".to_owned(), value)));
        let before = storage.contents();
        let loaded = block_on(Copies::new(storage.clone()).load()).expect("it can be read");
        assert_eq!(storage.contents(), before);
        loaded
    };
    // As a person would edit it, without its checksum.
    let (document, _) = written["document:d1"]
        .rsplit_once(",\"crc32\"")
        .expect("a checksum");
    let newer = format!("{document}}}").replace("\"version\":1", "\"version\":2");
    let newer = newer.replace("\"version\": 1", "\"version\": 2");
    let loaded = replaced(&newer);
    assert!(loaded.is_newer);
    assert_eq!(&loaded.snapshot.project, session.project());
    assert_eq!(loaded.problems, []);
    // Nothing of it is known.
    let newer = "{\"format\":\"glossator-project\",\"version\":2,\"documents\":{\"d1\":{}}}";
    let loaded = replaced(newer);
    assert!(loaded.is_newer);
    assert_eq!(loaded.snapshot.project.documents, []);
    let problem = &loaded.problems[0];
    assert!(problem.message.contains("version 2"), "{}", problem.message);
    assert_eq!(problem.raw, newer);
    // Its id is given to no other document.
    assert_eq!(loaded.reserved.len(), 1);
    let loaded = replaced(&written["document:d1"]);
    assert!(!loaded.is_newer);
}

#[test]
fn a_large_list_of_nothing_is_refused() {
    let zeros = format!("[{}0]", "0,".repeat(4_500_000));
    let refused = open("zeros.json", zeros.clone()).expect_err("it is too large");
    let message = "the file holds more than 4000000 items; it can be opened as plain text";
    assert_eq!(refused.to_string(), message);
    let within =
        format!("{{\"format\":\"glossator-project\",\"version\":1,\"documents\":{zeros}}}");
    assert!(open("zeros.json", within).is_err());
}
