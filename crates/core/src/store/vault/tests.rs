use std::rc::Rc;

use expect_test::{Expect, expect};

use super::{Loaded, Snapshot, Vault};
use crate::edit::{Command, Session, StepKind};
use crate::marked::{print_project, project};
use crate::model::Project;
use crate::store::fixtures::{block_on, snapshot_of, tag};
use crate::store::{MemoryJournal, MemoryStorage, Moment, StorageError, follow_step, write_step};

/// A tab: a session, and the vault that keeps it.
struct Tab {
    session: Session,
    vault: Vault<MemoryJournal, MemoryStorage>,
    begun: Moment,
    /// The steps that are not written.
    steps: Vec<Rc<str>>,
    n_steps: u64,
    /// The project as it was written last.
    written: Project,
}

impl Tab {
    fn open(journal: &MemoryJournal, storage: &MemoryStorage) -> (Self, Loaded) {
        let opened = Vault::open(journal.clone(), storage.clone());
        let (vault, loaded, error) = block_on(opened);
        assert_eq!(error, None);
        let Snapshot {
            project,
            history,
            moment,
            ..
        } = loaded.snapshot.clone();
        let tab = Self {
            session: Session::new(project.clone(), history),
            vault,
            begun: moment,
            steps: Vec::new(),
            n_steps: 0,
            written: project,
        };
        (tab, loaded)
    }

    fn run(&mut self, command: &Command) {
        let before = self.session.project().clone();
        let transaction = self.session.run(command).unwrap();
        let step = write_step(StepKind::Do, &transaction, &before);
        self.steps.push(step.into());
        self.n_steps += 1;
    }

    fn write(&mut self) -> Result<(), StorageError> {
        let now = self.now();
        block_on(self.vault.write(&self.steps, || now.clone()))?;
        self.steps.clear();
        self.written = self.session.project().clone();
        Ok(())
    }

    fn copy(&mut self) -> Result<(), StorageError> {
        let now = self.now();
        block_on(self.vault.copy(now))
    }

    fn now(&self) -> Snapshot {
        Snapshot {
            moment: Moment {
                seq: self.begun.seq + self.n_steps,
                ..self.begun
            },
            ..snapshot_of(&self.session)
        }
    }

    fn leave(&self) -> Result<bool, StorageError> {
        block_on(self.vault.leave(self.session.project(), &self.written))
    }
}

/// Two places, in which three documents are.
fn places() -> (MemoryJournal, MemoryStorage, Tab) {
    let (journal, storage) = (MemoryJournal::default(), MemoryStorage::default());
    let (mut tab, _) = Tab::open(&journal, &storage);
    let documents = project(&[("a.txt", "Ada met"), ("b.txt", "b c"), ("c.txt", "d")]);
    tab.run(&Command::Import(Box::new(documents)));
    tab.write().unwrap();
    (journal, storage, tab)
}

#[expect(clippy::needless_pass_by_value, reason = "an expectation is used once")]
fn check_left(left: &[Project], expected: Expect) {
    let left: Vec<_> = left.iter().map(print_project).collect();
    expected.assert_eq(&left.join("\n"));
}

#[test]
fn what_cannot_be_written_any_more_is_left_to_the_one_that_writes() {
    let (journal, storage, mut old) = places();
    old.run(&tag("d1", 0, "X"));
    let (mut new, _) = Tab::open(&journal, &storage);
    new.run(&tag("d2", 2, "X"));
    new.write().unwrap();

    assert_eq!(old.write(), Err(StorageError::Taken));
    assert_eq!(old.leave(), Ok(true));

    let left = block_on(new.vault.left()).unwrap();
    check_left(&left, expect!["d1 a.txt (conflict copy): [A|X]da met"]);
    // Once only.
    assert_eq!(block_on(new.vault.left()), Ok(Vec::new()));

    // It is forgotten with the write that has it as part of the work.
    let is_left =
        |journal: &MemoryJournal| journal.contents().keys().any(|it| it.starts_with("left:"));
    assert!(is_left(&journal));
    new.run(&Command::Import(Box::new(left[0].clone())));
    new.write().unwrap();
    assert!(!is_left(&journal));
    let (_, found) = Tab::open(&journal, &storage);
    expect![[r"
        d1 a.txt: Ada met
        d2 b.txt: b [c|X]
        d3 c.txt: d
        d4 a.txt (conflict copy): [A|X]da met"]]
    .assert_eq(&print_project(&found.snapshot.project));
    assert_eq!(found.left, []);
}

#[test]
fn what_was_left_is_found_at_the_next_start_until_it_is_written() {
    let (journal, storage, mut old) = places();
    old.run(&tag("d1", 0, "X"));
    drop(Tab::open(&journal, &storage));
    assert_eq!(old.leave(), Ok(true));
    for _ in 0..2 {
        // Nothing is written in between.
        let (_, found) = Tab::open(&journal, &storage);
        check_left(
            &found.left,
            expect!["d1 a.txt (conflict copy): [A|X]da met"],
        );
        assert_eq!(found.problems, []);
    }
}

#[test]
fn what_was_left_and_is_damaged_is_put_aside_and_told() {
    let (journal, storage, mut old) = places();
    old.run(&tag("d1", 0, "X"));
    drop(Tab::open(&journal, &storage));
    assert_eq!(old.leave(), Ok(true));
    journal.damage(|entries| {
        for (_, value) in entries.iter_mut().filter(|it| it.0.starts_with("left:")) {
            *value = value.replace("Ada", "Eva");
        }
    });
    let (mut tab, found) = Tab::open(&journal, &storage);
    assert_eq!(found.left, []);
    let [problem] = found.problems.as_slice() else {
        panic!("{:?}", found.problems);
    };
    assert!(problem.raw.contains("Eva met"), "{}", problem.raw);
    tab.write().unwrap();
    assert!(
        journal
            .contents()
            .keys()
            .any(|it| it.starts_with("quarantine:"))
    );
}

#[test]
fn nothing_is_left_where_everything_was_written_or_is_the_same() {
    let (journal, storage, mut old) = places();
    let (mut new, _) = Tab::open(&journal, &storage);
    assert_eq!(old.leave(), Ok(false));
    new.run(&tag("d1", 0, "X"));
    new.write().unwrap();
    old.run(&tag("d1", 0, "X"));
    assert_eq!(old.leave(), Ok(false), "the other one has done the same");
}

#[test]
fn a_document_that_only_the_old_one_has_is_left_although_its_id_was_given_again() {
    let (journal, storage, mut old) = places();
    let (mut new, _) = Tab::open(&journal, &storage);
    new.run(&Command::Import(Box::new(project(&[("new.txt", "new")]))));
    new.write().unwrap();
    old.run(&Command::Import(Box::new(project(&[("old.txt", "old")]))));
    assert_eq!(old.leave(), Ok(true));
    let left = block_on(new.vault.left()).unwrap();
    check_left(&left, expect!["d4 old.txt (conflict copy): old"]);
}

#[test]
fn what_cannot_be_left_is_told() {
    let (journal, storage, mut old) = places();
    drop(Tab::open(&journal, &storage));
    old.run(&tag("d1", 0, "X"));
    journal.set_fault(Some(StorageError::Full));
    assert_eq!(old.leave(), Err(StorageError::Full));
}

#[test]
fn who_only_reads_sees_what_is_written_and_changes_nothing() {
    let (journal, storage, mut writer) = places();
    let peek = || {
        let (loaded, error) = block_on(Vault::peek(journal.clone(), storage.clone()));
        assert_eq!(error, None);
        loaded.snapshot
    };
    let before = peek();
    let mut reader = Session::new(before.project, before.history);
    writer.run(&tag("d1", 0, "X"));
    let step = Rc::clone(&writer.steps[0]);
    writer.write().unwrap();

    let (kind, transaction) = follow_step(&step, &mut reader).unwrap();
    assert_eq!((kind, transaction.added().count()), (StepKind::Do, 1));
    assert_eq!(reader.project(), writer.session.project());
    let after = peek();
    assert_eq!(after.project, *writer.session.project());
    assert_eq!(Some(after.moment), writer.vault.moment());
    // The writer still is the one that writes.
    writer.run(&tag("d1", 2, "X"));
    assert_eq!(writer.write(), Ok(()));

    for step in ["", "{}", "{\"kind\": \"do\"}", "{\"kind\": \"redo\"}"] {
        assert!(follow_step(step, &mut reader).is_none(), "{step:?}");
    }
}

#[test]
fn who_only_reads_sees_the_copies_where_the_journal_cannot_be_read() {
    let (journal, storage, mut writer) = places();
    block_on(writer.vault.copy(snapshot_of(&writer.session))).unwrap();
    storage.damage(|it| drop(it.insert("document:d9".to_owned(), "garbage".to_owned())));
    let contents = storage.contents();
    journal.set_fault(Some(StorageError::Failed("it says".to_owned())));
    let (loaded, error) = block_on(Vault::peek(journal, storage.clone()));
    assert_eq!((loaded.snapshot.project.documents.len(), error), (3, None));
    assert_eq!(storage.contents(), contents, "what is damaged stays");

    let fault = StorageError::Unavailable("blocked".to_owned());
    storage.set_fault(Some(fault.clone()));
    let journal = MemoryJournal::default();
    journal.set_fault(Some(fault.clone()));
    assert_eq!(block_on(Vault::peek(journal, storage)).1, Some(fault));
}

#[test]
fn a_journal_that_was_cleared_is_written_anew_when_it_is_looked_after() {
    let (journal, storage, mut tab) = places();
    journal.clear();
    let now = snapshot_of(&tab.session);
    block_on(tab.vault.check(|| now.clone())).unwrap();
    let (_, found) = Tab::open(&journal, &storage);
    assert_eq!(found.snapshot.project, *tab.session.project());

    let (mut other, _) = Tab::open(&journal, &storage);
    assert_eq!(
        block_on(tab.vault.check(|| now.clone())),
        Err(StorageError::Taken)
    );
    assert_eq!(other.write(), Ok(()));
}

#[test]
fn a_journal_that_has_forgotten_who_writes_loses_nothing() {
    let (journal, storage, _) = places();
    // Several have written, so that the entries are of a later epoch than the first.
    for at in 0..3 {
        let (mut tab, _) = Tab::open(&journal, &storage);
        tab.run(&tag("d1", at, "X"));
        tab.write().unwrap();
    }
    for at in 3..6 {
        journal.forget_epoch();
        let (mut tab, loaded) = Tab::open(&journal, &storage);
        assert_eq!(loaded.problems, []);
        tab.run(&tag("d1", at, "X"));
        tab.write().unwrap();
    }
    let (_, found) = Tab::open(&journal, &storage);
    assert_eq!(found.problems, []);
    assert_eq!(found.snapshot.project.documents[0].mentions().len(), 6);
}

#[test]
fn what_is_done_after_the_list_of_documents_was_lost_is_later_than_what_was_before() {
    let (journal, storage, _) = places();
    for at in 0..3 {
        let (mut tab, _) = Tab::open(&journal, &storage);
        tab.run(&tag("d1", at, "X"));
        tab.write().unwrap();
        tab.copy().unwrap();
    }
    for at in 3..6 {
        journal.clear();
        storage.damage(|it| drop(it.remove("project")));
        let (mut tab, loaded) = Tab::open(&journal, &storage);
        assert!(loaded.is_journal_gone);
        tab.run(&tag("d1", at, "X"));
        tab.write().unwrap();
        tab.copy().unwrap();
    }
    journal.clear();
    let (_, found) = Tab::open(&journal, &storage);
    let documents = &found.snapshot.project.documents;
    assert_eq!(documents[0].mentions().len(), 6);
}

#[test]
fn a_document_that_is_gone_from_both_places_is_told_once() {
    let (journal, storage, mut tab) = places();
    tab.copy().unwrap();
    // Everything is in the base.
    tab.vault.demand_base();
    tab.write().unwrap();
    let remove = |it: &mut std::collections::BTreeMap<String, String>| {
        it.retain(|key, _| key != "document:d2" && key != "second:d2");
    };
    journal.damage(remove);
    storage.damage(remove);
    let (mut tab, loaded) = Tab::open(&journal, &storage);
    // What can be undone needs it.
    let told: Vec<_> = loaded.problems.iter().map(|it| &*it.key).collect();
    assert_eq!(told, ["history", "document:d2"]);
    tab.write().unwrap();
    tab.copy().unwrap();
    let (_, loaded) = Tab::open(&journal, &storage);
    assert_eq!(loaded.problems, []);
    // Without the journal too.
    journal.clear();
    storage.damage(|it| it.retain(|key, _| !key.ends_with(":d1")));
    let (_, loaded) = Tab::open(&journal, &storage);
    let told: Vec<_> = loaded.problems.iter().map(|it| &*it.key).collect();
    assert_eq!(told, ["document:d1"]);
}
