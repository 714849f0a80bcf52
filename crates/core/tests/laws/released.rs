//! What a released version has stored is read by every later one.
//!
//! `tests/released/N.json` has the entries of a journal and of the copies as version N of the format wrote them,
//! and beside it stands the work that they are. Neither is ever written anew.

use std::collections::BTreeMap;
use std::path::PathBuf;

use glossator_core::edit::{Beside, Command, LabelRef, NewMention, Session, StepKind};
use glossator_core::formats::{open, open_text, own};
use glossator_core::model::{Label, MentionId, Project};
use glossator_core::span::Span;
use glossator_core::store::{
    Keeper, Loaded, MemoryJournal, MemoryStorage, Moment, Vault, write_step,
};
use glossator_core::{Edge, Spans};
use serde::{Deserialize, Serialize};

use crate::store::{block_on, snapshot};

/// The version that is written now.
const VERSION: u32 = 1;

/// The entries of the two places, and how many steps can be undone and redone.
#[derive(Debug, Deserialize, Serialize)]
struct Stored {
    journal: BTreeMap<String, String>,
    copies: BTreeMap<String, String>,
    n_done: usize,
    n_undone: usize,
}

fn path(name: &str) -> PathBuf {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/released");
    PathBuf::from(root).join(name)
}

fn read(name: &str) -> String {
    std::fs::read_to_string(path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn what_each_released_version_has_stored_is_read() {
    for version in 1..=VERSION {
        let stored: Stored = serde_json::from_str(&read(&format!("{version}.json")))
            .unwrap_or_else(|error| panic!("version {version}: {error}"));
        // Its blanks may differ from version to version.
        let file = read(&format!("{version}.project.json"));
        let (expected, _) = own::read(&file).expect("a project");
        let (journal, copies) = (MemoryJournal::default(), MemoryStorage::default());
        journal.damage(|it| it.clone_from(&stored.journal));
        copies.damage(|it| it.clone_from(&stored.copies));
        let check = |what: &str, loaded: &Loaded| {
            assert_eq!(loaded.problems, [], "version {version}, {what}");
            assert!(!loaded.is_newer, "version {version}, {what}");
            let found = &loaded.snapshot.project;
            assert_eq!(*found, expected, "version {version}, {what}");
        };
        let (_, loaded, error) = block_on(Vault::open(journal, copies.clone()));
        assert_eq!(error, None);
        check("both places", &loaded);
        assert_eq!(loaded.left.len(), 1, "version {version}");
        let history = &loaded.snapshot.history;
        let (n_done, n_undone) = (history.done().len(), history.undone().len());
        assert_eq!((n_done, n_undone), (stored.n_done, stored.n_undone));
        // All of it can still be undone.
        let mut session = Session::new(loaded.snapshot.project, loaded.snapshot.history);
        while let Some(_undone) = session.undo().expect("it fits") {}
        assert_eq!(session.project(), &Project::default());
        // One place alone gives the work back, and so does the file.
        let (_, loaded, _) = block_on(Vault::open(MemoryJournal::default(), copies));
        check("the copies", &loaded);
        let opened = open("project.json", file).expect("it can be opened");
        assert_eq!(opened.project, expected);
    }
}

/// Without this nobody would notice that the version was raised and its store forgotten.
#[test]
fn the_version_that_is_written_has_its_store_among_the_released_ones() {
    let written = own::write(&Project::default());
    assert!(
        written.contains(&format!("\"version\": {VERSION}")),
        "{written}"
    );
    if path(&format!("{VERSION}.json")).exists() {
        return;
    }
    let (stored, project) = stored();
    let text = serde_json::to_string_pretty(&stored).expect("it is JSON") + "\n";
    std::fs::create_dir_all(path("")).expect("the folder can be made");
    std::fs::write(path(&format!("{VERSION}.json")), text).expect("there is room");
    let name = path(&format!("{VERSION}.project.json"));
    std::fs::write(name, own::write(&project)).expect("there is room");
    panic!("the store of version {VERSION} was written; it is to be kept for ever");
}

/// Stores work in which everything occurs that the format has.
fn stored() -> (Stored, Project) {
    let (journal, storage) = (MemoryJournal::default(), MemoryStorage::default());
    let (mut vault, _, _) = block_on(Vault::open(journal.clone(), storage.clone()));
    let mut session = Session::default();
    let mut n_steps = 0;
    let mut keep = |session: &mut Session, kind: StepKind, command: Option<&Command>| {
        let before = session.project().clone();
        let transaction = match (kind, command) {
            (StepKind::Do, Some(command)) => session.run(command).expect("it can be done"),
            (StepKind::Undo, _) => session.undo().expect("it fits").expect("there is one"),
            _ => session.redo().expect("it fits").expect("there is one"),
        };
        n_steps += 1;
        let step = write_step(kind, &transaction, &before);
        if n_steps == 10 {
            // From here on there is a base, with steps behind it.
            vault.demand_base();
        }
        let mut now = snapshot(session);
        now.moment = Moment {
            epoch: 1,
            seq: n_steps,
        };
        block_on(vault.write(&[step.into()], || now.clone())).expect("there is room");
        block_on(vault.copy(now)).expect("there is room");
    };
    let mut run = |session: &mut Session, command: Command| {
        keep(session, StepKind::Do, Some(&command));
    };
    let text = "Ada met Charles 👩‍💻.\r\nनमस्ते שלום\n\nHe left.";
    for (name, text) in [("a “b”.txt", text), ("gone.txt", "Gone.")] {
        let file = open_text(name, text.to_owned()).project;
        run(&mut session, Command::Import(Box::new(file)));
    }
    let own = "{\"format\": \"glossator-project\", \"version\": 1, \"of\": \"others\", \"labels\": [{\"name\": \"Person\", \"color\": \"#3457d5\", \"key\": \"1\", \"of\": 1}],
        \"documents\": [{\"id\": \"x\", \"name\": \"x.txt\", \"text\": \"Eve\", \"of\": [2], \"mentions\": [{\"id\": \"y\", \"start\": 0, \"end\": 3, \"label\": \"Person\", \"quote\": \"Eve\", \"of\": {\"3\": null}}]}]}";
    let file = open("own.json", own.to_owned()).expect("it is one").project;
    run(&mut session, Command::Import(Box::new(file)));
    let ids: Vec<_> = session
        .project()
        .documents
        .iter()
        .map(|it| it.id.clone())
        .collect();
    let new = |spans: Spans, label: &str| NewMention {
        spans,
        label: LabelRef::Name(label.into()),
    };
    let span = |start, end| Spans::from(Span::new(start, end).expect("a span"));
    let add = |mentions| Command::AddMentions {
        document: ids[0].clone(),
        mentions,
    };
    let pieces = span(0, 3).with(Span::new(8, 15).expect("a span"));
    run(
        &mut session,
        add(vec![
            new(span(0, 3), "Person"),
            new(span(0, 15), "Politician"),
            new(pieces, "Person"),
        ]),
    );
    let mention = |session: &Session, at: usize| -> MentionId {
        let mentions = session.project().documents[0].mentions();
        mentions.iter().nth(at).expect("a mention").id.clone()
    };
    let label = |session: &Session, name: &str| {
        Label::clone(session.project().labels.by_name(name).expect("a label"))
    };
    let (person, politician) = (label(&session, "Person"), label(&session, "Politician"));
    let changed = Label {
        parent: Some(person.id),
        description: "Who holds an office.".into(),
        key: Some('p'),
        ..politician.clone()
    };
    run(&mut session, Command::ChangeLabel(Box::new(changed)));
    run(&mut session, Command::AddLabel("Place".into()));
    run(
        &mut session,
        Command::MoveLabel {
            label: politician.id,
            position: 0,
        },
    );
    let second = NewMention {
        spans: span(0, 3),
        label: LabelRef::Name("Place".into()),
    };
    run(
        &mut session,
        Command::Tag {
            document: ids[0].clone(),
            mention: second,
            beside: Beside::Add,
        },
    );
    let first = mention(&session, 0);
    let spans = span(0, 15).with_edge(Edge::End, 7).expect("a span");
    run(
        &mut session,
        Command::Reshape {
            mention: first.clone(),
            spans,
        },
    );
    run(
        &mut session,
        Command::Split {
            mention: first.clone(),
            at: 4,
        },
    );
    run(
        &mut session,
        Command::Relabel {
            mention: first,
            label: LabelRef::Id(person.id),
        },
    );
    let place = label(&session, "Place").id;
    run(
        &mut session,
        Command::RemoveLabel {
            label: place,
            heir: Some(person.id),
        },
    );
    run(&mut session, Command::RemoveDocument(ids[1].clone()));
    let last = mention(&session, 1);
    run(&mut session, Command::RemoveMentions(vec![last]));
    run(&mut session, add(vec![new(span(23, 29), "Person")]));
    for kind in [StepKind::Undo, StepKind::Undo, StepKind::Redo] {
        keep(&mut session, kind, None);
    }
    let (keeper, _) = block_on(Keeper::open(journal.clone(), 0)).expect("it can be read");
    let left = open_text("left.txt", "Left.".to_owned()).project;
    block_on(keeper.leave(&left)).expect("there is room");
    let history = session.history();
    let stored = Stored {
        journal: journal.contents(),
        copies: storage.contents(),
        n_done: history.done().len(),
        n_undone: history.undone().len(),
    };
    (stored, session.project().clone())
}
