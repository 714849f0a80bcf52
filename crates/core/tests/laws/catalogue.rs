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
fn a_document_of_a_newer_version_is_told_and_put_aside_as_it_is() {
    let storage = MemoryStorage::default();
    let (session, _) = begun();
    block_on(Copies::new(storage.clone()).save(&at(&session, 1), false)).expect("there is room");
    let newer = "{\"format\":\"glossator-project\",\"version\":2,\"documents\":{\"d1\":{}}}";
    storage.damage(|it| *it.get_mut("document:d1").expect("a copy") = newer.to_owned());
    let loaded = block_on(Copies::new(storage.clone()).load()).expect("it can be read");
    assert_eq!(loaded.snapshot.project.documents, []);
    let problem = &loaded.problems[0];
    assert!(problem.message.contains("version 2"), "{}", problem.message);
    assert_eq!(problem.raw, newer);
    // Its id is given to no other document, so that nothing is written over it.
    assert_eq!(loaded.reserved.len(), 1);
    let quoted = serde_json::Value::from(newer).to_string();
    assert!(storage.contents()["quarantine:1"].contains(&quoted));
}

#[test]
fn a_large_list_of_nothing_is_refused() {
    let zeros = format!("[{}0]", "0,".repeat(2_500_000));
    assert!(open("zeros.json", zeros.clone()).is_err());
    let within =
        format!("{{\"format\":\"glossator-project\",\"version\":1,\"documents\":{zeros}}}");
    assert!(open("zeros.json", within).is_err());
}
