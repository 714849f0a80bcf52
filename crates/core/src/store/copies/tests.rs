use std::rc::Rc;

use expect_test::{Expect, expect};
use serde_json::Value;

use super::{Copies, Loaded, Snapshot};
use crate::edit::{Command, History, Session};
use crate::formats;
use crate::marked::{assert_same, print_project, project};
use crate::model::{Document, Extra, LabelSet, Project};
use crate::store::fixtures::{block_on, document_id, session, snapshot, snapshot_of, tag};
use crate::store::slot;
use crate::store::{MemoryStorage, Moment, Storage, StorageError};
use crate::text::Text;

fn save(storage: &MemoryStorage, snapshot: &Snapshot) -> Result<(), StorageError> {
    block_on(Copies::new(storage.clone()).save(snapshot, false))
}

fn load(storage: &MemoryStorage) -> Loaded {
    block_on(Copies::new(storage.clone()).load()).unwrap()
}

fn put(storage: &MemoryStorage, key: &str, value: &str) {
    block_on(storage.put(key, value)).unwrap();
}

fn keys(storage: &MemoryStorage) -> Vec<String> {
    storage.contents().into_keys().collect()
}

/// Removes the checksum of an entry, as who edits it does.
fn unsealed(text: &str) -> String {
    slot::read(text).json.into_owned()
}

/// A storage that holds a project of documents.
fn storage_of(documents: &[(&str, &str)]) -> MemoryStorage {
    let storage = MemoryStorage::default();
    save(&storage, &snapshot(project(documents))).unwrap();
    storage
}

/// Loads what a storage holds, and draws it with the problems.
#[expect(clippy::needless_pass_by_value, reason = "an expectation is used once")]
#[track_caller]
fn check_load(storage: &MemoryStorage, expected: Expect) {
    let loaded = load(storage);
    let mut lines = vec![print_project(&loaded.snapshot.project)];
    for problem in &loaded.problems {
        lines.push(format!("{}: {}", problem.key, problem.message));
    }
    let reserved: Vec<_> = loaded.reserved.iter().map(|it| it.as_str()).collect();
    if !reserved.is_empty() {
        lines.push(format!("reserved: {}", reserved.join(" ")));
    }
    expected.assert_eq(&lines.join("\n"));
}

/// Saves and loads, and checks that nothing is lost on the way.
#[track_caller]
fn check_round_trip(snapshot: &Snapshot) {
    let storage = MemoryStorage::default();
    save(&storage, snapshot).unwrap();
    let loaded = load(&storage);
    assert_eq!(loaded.problems, []);
    assert_same(&loaded.snapshot.project, &snapshot.project);
    assert_eq!(loaded.snapshot.shown, snapshot.shown);
    assert_eq!(loaded.snapshot.offered, snapshot.offered);
}

#[test]
fn an_empty_storage_has_an_empty_project() {
    check_load(&MemoryStorage::default(), expect![""]);
    check_round_trip(&Snapshot::default());
}

#[test]
fn every_value_is_json_under_the_key_that_is_written_down() {
    let storage = MemoryStorage::default();
    save(&storage, &snapshot_of(&session())).unwrap();
    assert_eq!(
        keys(&storage),
        ["document:d1", "document:d3", "document:d4", "project"]
    );
    for (key, value) in storage.contents() {
        let value: Value = serde_json::from_str(&value).unwrap();
        assert!(value.is_object(), "{key}");
    }
}

#[test]
fn the_entry_of_a_document_opens_as_a_file() {
    let storage = storage_of(&[("a.txt", "[a|X]"), ("b.txt", "b [b|Y]")]);
    let json = storage.contents().remove("document:d2").unwrap();
    let opened = formats::open("document.json", json).unwrap();
    assert_eq!(print_project(&opened.project), "d2 b.txt: b [b|Y]");
    assert_eq!(opened.losses, []);
}

#[test]
fn only_what_changed_is_written() {
    let storage = MemoryStorage::default();
    let mut copies = Copies::new(storage.clone());
    let mut session = Session::new(
        project(&[("a.txt", "[a|X]"), ("b.txt", "b")]),
        History::default(),
    );
    block_on(copies.save(&snapshot_of(&session), false)).unwrap();
    put(&storage, "document:d1", "untouched");
    put(&storage, "document:d2", "untouched");
    block_on(copies.save(&snapshot_of(&session), false)).unwrap();
    session.run(&tag("d2", 0, "X")).unwrap();
    block_on(copies.save(&snapshot_of(&session), false)).unwrap();
    assert_eq!(storage.contents()["document:d1"], "untouched");
    assert_eq!(storage.contents()["document:d2"], "untouched");
    assert!(storage.contents()["second:d2"].contains(r#""mentions":[{"#));
}

#[test]
fn a_new_label_is_written_to_every_document() {
    let storage = MemoryStorage::default();
    let mut copies = Copies::new(storage.clone());
    let mut session = Session::new(
        project(&[("a.txt", "[a|X]"), ("b.txt", "b")]),
        History::default(),
    );
    block_on(copies.save(&snapshot_of(&session), false)).unwrap();
    session.run(&tag("d2", 0, "new")).unwrap();
    block_on(copies.save(&snapshot_of(&session), false)).unwrap();
    assert!(storage.contents()["second:d1"].contains(r#""name":"new""#));
}

#[test]
fn a_garbled_document_is_put_aside_and_the_others_are_loaded() {
    let storage = storage_of(&[("a.txt", "[a|X]"), ("b.txt", "[b|X]"), ("c.txt", "c")]);
    let before = storage.contents();
    let garbage = &before["document:d2"][..50];
    put(&storage, "document:d2", garbage);
    check_load(
        &storage,
        expect![[r#"
        d1 a.txt: [a|X]
        d3 c.txt: c
        document:d2: could not be read: its JSON breaks at line 1, column 50: EOF while parsing a string
        reserved: d2"#]],
    );
    let after = storage.contents();
    assert_eq!(
        keys(&storage),
        ["document:d1", "document:d3", "project", "quarantine:1"]
    );
    for key in ["document:d1", "document:d3", "project"] {
        assert_eq!(after[key], before[key], "{key} is untouched");
    }
    let kept: Value = serde_json::from_str(&after["quarantine:1"]).unwrap();
    assert_eq!(kept["key"], "document:d2");
    assert_eq!(kept["raw"], garbage);
    check_load(
        &storage,
        expect![[r#"
            d1 a.txt: [a|X]
            d3 c.txt: c
            reserved: d2"#]],
    );
}

#[test]
fn a_problem_has_the_entry_as_it_was() {
    let storage = MemoryStorage::default();
    put(&storage, "document:d1", "gar\u{0}bage");
    let problem = load(&storage).problems.remove(0);
    assert_eq!(problem.raw, "gar\u{0}bage");
}

#[test]
fn nothing_is_put_over_what_was_put_aside_before() {
    let storage = storage_of(&[]);
    put(&storage, "quarantine:1", "older");
    put(&storage, "document:d1", "garbage");
    put(&storage, "document:d2", "{}");
    load(&storage);
    let contents = storage.contents();
    assert_eq!(contents["quarantine:1"], "older");
    assert!(contents["quarantine:2"].contains(r#""key":"document:d1""#));
    assert!(contents["quarantine:3"].contains(r#""key":"document:d2""#));
}

#[test]
fn a_garbled_document_that_cannot_be_moved_stays() {
    let storage = MemoryStorage::default();
    put(&storage, "document:d1", "garbage");
    storage.set_capacity(Some(20));
    check_load(
        &storage,
        expect![[r#"

        document:d1: could not be read: its JSON breaks at line 1, column 1: expected value
        reserved: d1"#]],
    );
    assert_eq!(storage.contents()["document:d1"], "garbage");
}

#[test]
fn a_document_under_the_key_of_another_is_put_aside() {
    let storage = storage_of(&[("a.txt", "[a|X]"), ("b.txt", "b")]);
    let json = storage.contents().remove("document:d1").unwrap();
    put(&storage, "document:d2", &json);
    put(&storage, "document:__proto__", &json);
    put(&storage, "document:", &json);
    check_load(
        &storage,
        expect![[r#"
            d1 a.txt: [a|X]
            document:__proto__: could not be read: it does not hold the document __proto__
            document:d2: could not be read: it does not hold the document d2
            document:: could not be read: its key is that of no document
            reserved: __proto__ d2"#]],
    );
}

#[test]
fn a_mention_that_does_not_fit_is_told_and_the_others_are_loaded() {
    let storage = storage_of(&[("a.txt", "[a|X] b [c|X]")]);
    let json = storage.contents()["document:d1"].replace(r#""end":5"#, r#""end":99"#);
    let json = json.replace(r#""quote":"c""#, r#""quote":"cc""#);
    put(&storage, "document:d1", &slot::seal_dated(&unsealed(&json)));
    check_load(
        &storage,
        expect![[r#"
            d1 a.txt: [a|X] b c
            document:d1: 1 mention fits nowhere in its text; it is not shown, and is kept in the file"#]],
    );
    assert!(keys(&storage).contains(&"document:d1".to_owned()));
}

#[test]
fn without_the_project_entry_all_is_built_from_the_documents() {
    let documents: Vec<(String, &str)> = (1..=11)
        .map(|n| {
            (
                format!("{n}.txt"),
                if n == 2 { "[a|X] [b|Y]" } else { "[c|Y]" },
            )
        })
        .collect();
    let documents: Vec<_> = documents
        .iter()
        .map(|(name, text)| (name.as_str(), *text))
        .collect();
    for garbage in [None, Some("garbage")] {
        let whole = snapshot(project(&documents));
        let storage = MemoryStorage::default();
        save(&storage, &whole).unwrap();
        match garbage {
            None => block_on(storage.remove("project")).unwrap(),
            Some(garbage) => put(&storage, "project", garbage),
        }
        let loaded = load(&storage);
        assert_same(&loaded.snapshot.project, &whole.project);
        assert_eq!(loaded.problems.len(), usize::from(garbage.is_some()));
        assert_eq!(
            keys(&storage).contains(&"quarantine:1".to_owned()),
            garbage.is_some()
        );
    }
}

#[test]
fn labels_of_documents_that_were_written_apart_become_one_set() {
    let storage = MemoryStorage::default();
    save(&storage, &snapshot(project(&[("a.txt", "[a|X] [b|Y]")]))).unwrap();
    let mut other = project(&[("b.txt", "[a|Y] [b|Z]")]);
    let document = Document::clone(&other.documents[0]);
    other.documents = vec![Rc::new(
        document.with(document_id("d2"), document.mentions().clone()),
    )];
    save(&storage, &snapshot(other)).unwrap();
    block_on(storage.remove("project")).unwrap();
    check_load(
        &storage,
        expect![[r#"
        d1 a.txt: [a|X] [b|Y]
        d2 b.txt: [a|Y] [b|Z]"#]],
    );
    let labels = load(&storage).snapshot.project.labels;
    let labels: Vec<_> = labels
        .iter()
        .map(|it| (it.id.0, &*it.name, it.key))
        .collect();
    assert_eq!(
        labels,
        [(1, "X", Some('1')), (2, "Y", Some('2')), (3, "Z", None)]
    );
}

#[test]
fn documents_are_loaded_in_the_order_in_which_they_are_listed() {
    let mut whole = project(&[("a.txt", "a"), ("b.txt", "b"), ("c.txt", "c")]);
    whole.documents.reverse();
    check_round_trip(&snapshot(whole));
}

#[test]
fn a_document_that_is_not_listed_is_loaded_behind_the_others() {
    let storage = storage_of(&[("a.txt", "a"), ("b.txt", "b"), ("c.txt", "c")]);
    let project = storage.contents()["project"]
        .replace("\"d1\",", "")
        .replace("\"d2\"", "\"d9\"");
    put(&storage, "project", &unsealed(&project));
    check_load(
        &storage,
        expect![[r#"
            d3 c.txt: c
            d1 a.txt: a
            d2 b.txt: b
            reserved: d9"#]],
    );
}

#[test]
fn a_full_storage_keeps_what_was_there_and_tells() {
    let storage = MemoryStorage::default();
    let mut copies = Copies::new(storage.clone());
    let mut session = Session::new(project(&[("a.txt", "[a|X] b")]), History::default());
    block_on(copies.save(&snapshot_of(&session), false)).unwrap();
    let before = storage.contents();
    storage.set_capacity(Some(before.values().map(String::len).sum()));
    let long = Document::new(document_id("d2"), "b.txt", Text::new("b".repeat(5_000)));
    let long = Project {
        documents: vec![Rc::new(long)],
        ..Project::default()
    };
    session.run(&Command::Import(Box::new(long))).unwrap();
    let error = block_on(copies.save(&snapshot_of(&session), false)).unwrap_err();
    assert_eq!(error, StorageError::Full);
    assert_eq!(
        error.to_string(),
        "the browser’s storage for this page is full"
    );
    assert_eq!(storage.contents()["document:d1"], before["document:d1"]);
    assert!(!keys(&storage).contains(&"document:d2".to_owned()));

    storage.set_capacity(None);
    block_on(copies.save(&snapshot_of(&session), false)).unwrap();
    assert_same(&load(&storage).snapshot.project, session.project());
}

#[test]
fn of_several_documents_those_that_fit_are_written() {
    let storage = MemoryStorage::default();
    storage.set_capacity(Some(2_000));
    let long = "b".repeat(5_000);
    let whole = project(&[("a.txt", "[a|X]"), ("b.txt", &long), ("c.txt", "[c|X]")]);
    assert_eq!(save(&storage, &snapshot(whole)), Err(StorageError::Full));
    check_load(
        &storage,
        expect![[r#"
        d1 a.txt: [a|X]
        d3 c.txt: [c|X]"#]],
    );
}

#[test]
fn a_storage_out_of_reach_is_told() {
    let storage = storage_of(&[("a.txt", "[a|X]")]);
    let mut copies = Copies::new(storage.clone());
    let fault = StorageError::Unavailable("SecurityError".to_owned());
    storage.set_fault(Some(fault.clone()));
    assert_eq!(block_on(copies.load()).unwrap_err(), fault);
    let session = session();
    assert_eq!(
        block_on(copies.save(&snapshot_of(&session), false)).unwrap_err(),
        fault
    );
    assert_eq!(
        fault.to_string(),
        "this browser keeps no data for this page (SecurityError)"
    );
    storage.set_fault(None);
    block_on(copies.save(&snapshot_of(&session), false)).unwrap();
    assert_same(&load(&storage).snapshot.project, session.project());
}

#[test]
fn the_entry_of_a_removed_document_goes() {
    let storage = MemoryStorage::default();
    let mut copies = Copies::new(storage.clone());
    let mut session = Session::new(
        project(&[("a.txt", "a"), ("b.txt", "b")]),
        History::default(),
    );
    block_on(copies.save(&snapshot_of(&session), false)).unwrap();
    session
        .run(&Command::RemoveDocument(document_id("d1")))
        .unwrap();
    block_on(copies.save(&snapshot_of(&session), false)).unwrap();
    assert_eq!(keys(&storage), ["document:d2", "project"]);
    session.undo().unwrap();
    block_on(copies.save(&snapshot_of(&session), false)).unwrap();
    assert_eq!(keys(&storage), ["document:d1", "document:d2", "project"]);
}

#[test]
fn the_entry_of_a_document_that_is_removed_first_after_a_reload_goes() {
    let storage = storage_of(&[("a.txt", "a"), ("b.txt", "b")]);
    let mut copies = Copies::new(storage.clone());
    let loaded = block_on(copies.load()).unwrap().snapshot;
    let mut session = Session::new(loaded.project, loaded.history);
    session
        .run(&Command::RemoveDocument(document_id("d1")))
        .unwrap();
    block_on(copies.save(&snapshot_of(&session), false)).unwrap();
    assert_eq!(keys(&storage), ["document:d2", "project"]);
}

#[test]
fn a_mended_document_is_written_as_it_was_mended() {
    let storage = storage_of(&[("a.txt", "[a|X] b [c|X]")]);
    let json = storage.contents()["document:d1"].replace(r#""id":"m2""#, r#""id":"m1""#);
    put(&storage, "document:d1", &unsealed(&json));
    let mut copies = Copies::new(storage.clone());
    let loaded = block_on(copies.load()).unwrap();
    assert_eq!(loaded.problems.len(), 1);
    block_on(copies.save(&loaded.snapshot, false)).unwrap();
    assert_eq!(load(&storage).problems, []);
}

#[test]
fn keys_of_others_are_left_alone() {
    let storage = MemoryStorage::default();
    for key in [
        "settings",
        "lock",
        "length",
        "__proto__",
        "documents",
        "histories",
    ] {
        put(&storage, key, "not ours");
    }
    let before = storage.contents();
    load(&storage);
    save(&storage, &snapshot_of(&session())).unwrap();
    let after = storage.contents();
    assert!(before.iter().all(|(key, value)| after[key] == *value));
}

#[test]
fn an_unknown_field_of_the_project_is_kept() {
    let fields = serde_json::json!({ "guidelines": ["Tag whole names."] });
    let whole = Project {
        extra: Extra::new(fields.as_object().unwrap().clone()),
        ..project(&[("a.txt", "a")])
    };
    check_round_trip(&snapshot(whole));
}

#[test]
fn labels_that_nothing_uses_are_kept() {
    let whole = Project {
        labels: Rc::new(crate::model::default_labels()),
        ..project(&[("a.txt", "a")])
    };
    assert_ne!(*whole.labels, LabelSet::default());
    check_round_trip(&snapshot(whole));
}

#[test]
fn a_document_is_written_over_the_older_of_its_copies() {
    let storage = MemoryStorage::default();
    let mut copies = Copies::new(storage.clone());
    let mut session = Session::new(project(&[("a.txt", "abcdef")]), History::default());
    for n in 0..5 {
        session.run(&tag("d1", n, "X")).unwrap();
        block_on(copies.save(&at(&session, n as u64), false)).unwrap();
        if n % 2 == 1 {
            copies = Copies::new(storage.clone());
            block_on(copies.load()).unwrap();
        }
        let counts = ["document:d1", "second:d1"].map(|key| {
            let text = storage.contents().remove(key).unwrap_or_default();
            text.matches("\"quote\"").count()
        });
        let expected = if n % 2 == 0 { [n + 1, n] } else { [n, n + 1] };
        assert_eq!(counts, expected);
        assert_same(&load(&storage).snapshot.project, session.project());
    }
}

/// What is to be kept of a session after so many changes.
fn at(session: &Session, seq: u64) -> Snapshot {
    Snapshot {
        moment: Moment { epoch: 1, seq },
        ..snapshot_of(session)
    }
}

/// A storage with two copies of a document: the first is the later one.
fn two_copies() -> MemoryStorage {
    let storage = MemoryStorage::default();
    let mut copies = Copies::new(storage.clone());
    let mut session = Session::new(project(&[("a.txt", "abc")]), History::default());
    for n in 0..3 {
        session.run(&tag("d1", n, "X")).unwrap();
        block_on(copies.save(&at(&session, n as u64), false)).unwrap();
    }
    storage
}

#[test]
fn where_one_copy_is_damaged_the_other_is_taken() {
    let storage = two_copies();
    let broken = storage.contents()["document:d1"].replace("abc", "abd");
    put(&storage, "document:d1", &broken);
    check_load(
        &storage,
        expect![[r#"
            d1 a.txt: [a|X][b|X]c
            document:d1: could not be read: its checksum does not fit"#]],
    );
    assert!(storage.contents()["quarantine:1"].contains("abd"));

    let storage = two_copies();
    put(&storage, "document:d1", "{\"docu");
    check_load(
        &storage,
        expect![[r#"
            d1 a.txt: [a|X][b|X]c
            document:d1: could not be read: its checksum does not fit"#]],
    );

    let storage = two_copies();
    put(&storage, "second:d1", "{\"docu");
    check_load(
        &storage,
        expect![[r#"
        d1 a.txt: [a|X][b|X][c|X]
        second:d1: could not be read: its checksum does not fit"#]],
    );
}

#[test]
fn where_a_whole_copy_cannot_be_read_the_other_is_taken() {
    let storage = two_copies();
    let moment = Moment { epoch: 1, seq: 9 };
    put(&storage, "document:d1", &slot::seal("{\"docu", moment));
    check_load(
        &storage,
        expect![[r#"
            d1 a.txt: [a|X][b|X]c
            document:d1: could not be read: it is not what this program writes"#]],
    );
    assert!(storage.contents()["quarantine:1"].contains("docu"));
}

#[test]
fn a_copy_under_the_key_of_no_document_is_put_aside_once() {
    let storage = two_copies();
    put(&storage, "second:d 1", "{\"docu");
    check_load(
        &storage,
        expect![[r#"
            d1 a.txt: [a|X][b|X][c|X]
            second:d 1: could not be read: its key is that of no document"#]],
    );
    check_load(&storage, expect!["d1 a.txt: [a|X][b|X][c|X]"]);
}

#[test]
fn a_copy_whose_checksum_does_not_fit_is_better_than_none() {
    let storage = two_copies();
    block_on(storage.remove("second:d1")).unwrap();
    let broken = storage.contents()["document:d1"].replace("abc", "abd");
    put(&storage, "document:d1", &broken);
    check_load(
        &storage,
        expect![[r#"
        d1 a.txt: [a|X][b|X]d
        document:d1: 1 mention fits nowhere in its text; it is not shown, and is kept in the file
        document:d1: its checksum does not fit, and there is no better copy: look it over"#]],
    );
}

#[test]
fn where_both_copies_are_garbage_both_are_put_aside() {
    let storage = two_copies();
    put(&storage, "document:d1", "{\"a");
    put(&storage, "second:d1", "{\"b");
    check_load(
        &storage,
        expect![[r#"

        document:d1: could not be read: its JSON breaks at line 1, column 3: EOF while parsing a string
        second:d1: could not be read: its checksum does not fit
        reserved: d1"#]],
    );
    let aside = |n| storage.contents()[&format!("quarantine:{n}")].clone();
    assert!(aside(1).contains(r#"{\"a"#) && aside(2).contains(r#"{\"b"#));
    assert!(!keys(&storage).contains(&"document:d1".to_owned()));
    assert!(!keys(&storage).contains(&"second:d1".to_owned()));
}

#[test]
fn where_there_is_no_room_the_older_copies_go() {
    let storage = two_copies();
    let room: usize = storage.contents().values().map(String::len).sum();
    storage.set_capacity(Some(room));
    let mut copies = Copies::new(storage.clone());
    let loaded = block_on(copies.load()).unwrap().snapshot;
    let mut session = Session::new(loaded.project, History::default());
    let other = project(&[("b.txt", "another text")]);
    session.run(&Command::Import(Box::new(other))).unwrap();
    block_on(copies.save(&at(&session, 9), false)).unwrap();
    assert_same(&load(&storage).snapshot.project, session.project());
}

#[test]
fn a_large_document_leaves_a_stub_where_a_journal_has_it() {
    let text = "a".repeat(1_300_000);
    let large = snapshot(project(&[("a.txt", &text), ("b.txt", "[b|X]")]));
    let storage = MemoryStorage::default();
    let mut copies = Copies::new(storage.clone());
    block_on(copies.save(&large, true)).unwrap();
    let stub: Value = serde_json::from_str(&storage.contents()["document:d1"]).unwrap();
    assert_eq!(stub["name"], "a.txt");
    assert!(stub["where"].as_str().unwrap().contains("IndexedDB"));
    let loaded = load(&storage);
    assert_eq!(loaded.problems, []);
    assert_eq!(loaded.stubs, [(document_id("d1"), "a.txt".to_owned())]);
    assert_eq!(loaded.snapshot.project.documents.len(), 1);

    // Without a journal there is no other place.
    let mut copies = Copies::new(storage.clone());
    block_on(copies.load()).unwrap();
    let later = Snapshot {
        moment: Moment { epoch: 1, seq: 1 },
        ..large.clone()
    };
    block_on(copies.save(&later, false)).unwrap();
    let loaded = load(&storage);
    assert!(loaded.snapshot.project == large.project && loaded.stubs.is_empty());
}

#[test]
fn what_was_dropped_is_found_and_written_again() {
    let storage = MemoryStorage::default();
    let mut copies = Copies::new(storage.clone());
    let whole = snapshot(project(&[("a.txt", "[a|X]"), ("b.txt", "b")]));
    block_on(copies.save(&whole, false)).unwrap();
    assert_eq!(block_on(copies.check()), Ok(()));
    block_on(storage.remove("document:d2")).unwrap();
    assert_eq!(block_on(copies.check()), Err(StorageError::Dropped));
    block_on(copies.save(&whole, false)).unwrap();
    assert_eq!(block_on(copies.check()), Ok(()));
    assert_same(&load(&storage).snapshot.project, &whole.project);
}
