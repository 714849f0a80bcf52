use std::collections::BTreeMap;

use super::{Entries, Loaded, Snapshot};
use crate::edit::{Command, History, Session};
use crate::formats;
use crate::marked::{assert_same, print_project, project};
use crate::model::MentionId;
use crate::store::fixtures::{document_id, session, snapshot, snapshot_of, tag};

type Values = BTreeMap<String, String>;

fn save(snapshot: &Snapshot) -> Values {
    let changes = Entries::default().changes(snapshot).into_iter();
    changes
        .filter_map(|(key, value)| Some((key, value?)))
        .collect()
}

fn load(values: &Values) -> Loaded {
    Entries::default().read(values).0
}

/// Saves and loads, and checks that nothing is lost on the way.
#[track_caller]
fn check_round_trip(snapshot: &Snapshot) {
    let loaded = load(&save(snapshot));
    assert_eq!(loaded.problems, []);
    assert_same(&loaded.snapshot.project, &snapshot.project);
    assert_eq!(loaded.snapshot.history, snapshot.history);
    assert_eq!(loaded.snapshot.shown, snapshot.shown);
    assert_eq!(loaded.snapshot.offered, snapshot.offered);
}

#[test]
fn what_is_saved_is_loaded() {
    let session = session();
    assert_eq!(session.history().undone().len(), 2);
    check_round_trip(&Snapshot {
        shown: Some(document_id("d3")),
        offered: vec!["vostochny.txt".to_owned(), "é".to_owned()],
        ..snapshot_of(&session)
    });
}

#[test]
fn unknown_fields_are_saved_and_loaded() {
    let json = include_str!("../../../../../tests/inputs/project/version-1.json");
    let (project, _) = formats::own::read(json).unwrap();
    check_round_trip(&snapshot(project.clone()));
    let mut session = Session::new(project, History::default());
    session
        .run(&Command::RemoveDocument(document_id("d1")))
        .unwrap();
    check_round_trip(&snapshot_of(&session));
    session.undo().unwrap();
    let mention = MentionId::numbered(3);
    session
        .run(&Command::RemoveMentions(vec![mention]))
        .unwrap();
    check_round_trip(&snapshot_of(&session));
}

#[test]
fn twenty_steps_are_undone_after_a_reload() {
    let text = "abcdefghijklmnopqrst";
    let mut session = Session::new(project(&[("a.txt", text)]), History::default());
    for n in 0..20 {
        session.run(&tag("d1", n, &format!("L{}", n % 3))).unwrap();
    }
    let values = save(&snapshot_of(&session));
    let loaded = load(&values).snapshot;
    let mut session = Session::new(loaded.project, loaded.history);
    for n in 0..20 {
        assert_eq!(session.project().n_mentions(), 20 - n);
        assert!(session.undo().unwrap().is_some());
    }
    assert_eq!(session.undo().unwrap(), None);
    assert_eq!(
        print_project(session.project()),
        format!("d1 a.txt: {text}")
    );
    assert!(session.project().labels.is_empty());
    let values = save(&snapshot_of(&session));
    let loaded = load(&values).snapshot;
    let mut session = Session::new(loaded.project, loaded.history);
    while session.redo().unwrap().is_some() {}
    assert_eq!(session.project().n_mentions(), 20);
}

#[test]
fn a_removed_document_comes_back_after_a_reload() {
    let mut session = Session::new(
        project(&[("a.txt", "[a|X]"), ("b.txt", "[b|X]")]),
        History::default(),
    );
    session
        .run(&Command::RemoveDocument(document_id("d1")))
        .unwrap();
    let values = save(&snapshot_of(&session));
    let loaded = load(&values).snapshot;
    let mut session = Session::new(loaded.project, loaded.history);
    session.undo().unwrap();
    assert_eq!(
        print_project(session.project()),
        "d1 a.txt: [a|X]\nd2 b.txt: [b|X]"
    );
}

#[test]
fn a_garbled_history_is_put_aside_and_the_work_is_loaded() {
    let session = session();
    let mut values = save(&snapshot_of(&session));
    let history = values["history"].clone();
    for garbage in [
        "garbage".to_owned(),
        history.replace("\"spans\":[[", "\"spans\":[[9,9],["),
        history.replace("\"spans\":[[0,1]]", "\"spans\":[[0,99]]"),
        history.replace("\"id\":\"m1\"", "\"id\":\"\""),
        history.replace("\"color\":\"#", "\"color\":\"red"),
    ] {
        assert_ne!(garbage, history);
        values.insert("history".to_owned(), garbage.clone());
        let loaded = load(&values);
        assert_same(&loaded.snapshot.project, session.project());
        assert_eq!(loaded.snapshot.history, History::default());
        assert_eq!(loaded.problems.len(), 1);
        assert_eq!(loaded.problems[0].key, "history");
        assert_eq!(loaded.problems[0].raw, garbage);
    }
}

#[test]
fn a_damaged_step_is_named() {
    let mut values = Values::new();
    let json = r#"{"done":[{"name":"tag it","changes":[{"mentions":{"document":"","removed":[],"added":[]}}]}],"undone":[]}"#;
    values.insert("history".to_owned(), json.to_owned());
    let problem = load(&values).problems.remove(0);
    assert_eq!(problem.key, "history");
    assert_eq!(
        problem.message,
        "could not be read: the step “tag it” is damaged"
    );
}

#[test]
fn a_step_that_does_not_fit_the_text_is_not_undone() {
    let mut values = save(&snapshot(project(&[("a.txt", "[a|X]")])));
    let json = r#"{"done":[{"name":"far","changes":[{"mentions":{"document":"d1","removed":[{"id":"m9","spans":[[7,900]],"label":1}],"added":[]}}]}],"undone":[]}"#;
    values.insert("history".to_owned(), json.to_owned());
    let loaded = load(&values).snapshot;
    let mut session = Session::new(loaded.project, loaded.history);
    let error = session.undo().unwrap_err();
    assert_eq!(error.to_string(), "mention m9 does not fit its document");
    assert_eq!(print_project(session.project()), "d1 a.txt: [a|X]");
}
