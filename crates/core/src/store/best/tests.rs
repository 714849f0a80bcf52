use std::rc::Rc;

use crate::marked;
use crate::model::{DocumentId, LabelSet, Project};
use crate::store::{Loaded, Moment, Problem, Snapshot};

/// Work that was found, with the moment of its last change.
fn loaded(project: Project, epoch: u64, seq: u64) -> Loaded {
    let snapshot = Snapshot {
        shown: project.documents.first().map(|it| it.id.clone()),
        project,
        moment: Moment { epoch, seq },
        ..Snapshot::default()
    };
    Loaded {
        snapshot,
        ..Loaded::default()
    }
}

/// Says that a document could not be read.
fn damage(loaded: &mut Loaded, id: &str) {
    let id = DocumentId::parse(id).unwrap();
    let is_other = |it: &Rc<crate::model::Document>| it.id != id;
    loaded.snapshot.project.documents.retain(is_other);
    loaded.reserved.push(id);
    loaded.problems.push(Problem {
        key: "document:d1".into(),
        message: "could not be read".into(),
        raw: "{".into(),
    });
}

/// A project of texts with their mentions marked.
fn project(texts: &[&str]) -> Project {
    let documents: Vec<_> = texts.iter().map(|it| ("a.txt", *it)).collect();
    marked::project(&documents)
}

#[track_caller]
fn check(journal: Loaded, copies: Loaded, expected: &Project) -> Loaded {
    let best = Loaded::best(journal, copies);
    assert_eq!(&best.snapshot.project, expected);
    best
}

#[test]
fn the_later_work_is_chosen_and_the_journal_where_both_are_as_late() {
    let (old, new) = (project(&["[Ada|Person]"]), project(&["Ada [met|Event]"]));
    check(loaded(new.clone(), 1, 5), loaded(old.clone(), 1, 4), &new);
    check(loaded(new.clone(), 1, 5), loaded(old.clone(), 1, 5), &new);
    check(loaded(old.clone(), 1, 5), loaded(new.clone(), 1, 6), &new);
}

#[test]
fn a_tab_that_was_taken_over_is_not_later_for_its_many_changes() {
    let (stale, new) = (project(&["[Ada|Person]"]), project(&["Ada [met|Event]"]));
    check(loaded(new.clone(), 2, 5), loaded(stale, 1, 90), &new);
}

#[test]
fn without_a_journal_the_copies_are_chosen() {
    let copy = project(&["[Ada|Person]"]);
    let best = check(Loaded::default(), loaded(copy.clone(), 0, 0), &copy);
    assert_eq!(best.snapshot.shown.unwrap().as_str(), "d1");
}

#[test]
fn without_copies_the_journal_is_chosen() {
    let kept = project(&["[Ada|Person]"]);
    check(loaded(kept.clone(), 3, 7), Loaded::default(), &kept);
}

#[test]
fn a_document_that_cannot_be_read_in_one_is_taken_from_the_other() {
    let both = project(&["[Ada|Person]", "[Charles|Person]"]);
    let mut journal = loaded(both.clone(), 1, 5);
    damage(&mut journal, "d1");
    let best = Loaded::best(journal, loaded(both.clone(), 1, 4));
    let project = &best.snapshot.project;
    assert_eq!(project.documents.len(), both.documents.len());
    let id = DocumentId::parse("d1").unwrap();
    assert_eq!(project.document(&id), both.document(&id));
    assert_eq!(best.reserved, []);
    // It is told all the same.
    assert_eq!(best.problems.len(), 1);
}

#[test]
fn its_labels_come_with_it() {
    let both = project(&["[Ada|Person]"]);
    let mut journal = loaded(both.clone(), 1, 5);
    damage(&mut journal, "d1");
    journal.snapshot.project.labels = Rc::new(LabelSet::default());
    check(journal, loaded(both.clone(), 1, 4), &both);
}

#[test]
fn a_document_that_cannot_be_read_in_either_keeps_its_id() {
    let both = project(&["[Ada|Person]"]);
    let (mut journal, mut copies) = (loaded(both.clone(), 1, 5), loaded(both, 1, 5));
    damage(&mut journal, "d1");
    damage(&mut copies, "d1");
    let best = Loaded::best(journal, copies);
    assert!(best.reserved.iter().all(|it| it.as_str() == "d1") && !best.reserved.is_empty());
    assert_eq!(best.problems.len(), 2);
}

#[test]
fn the_document_shown_last_is_that_of_the_copies_unless_more_happened_since() {
    let both = project(&["[Ada|Person]"]);
    let elsewhere = DocumentId::parse("d2");
    let mut copies = loaded(both.clone(), 1, 5);
    copies.snapshot.shown.clone_from(&elsewhere);
    let best = Loaded::best(loaded(both.clone(), 1, 5), copies.clone());
    assert_eq!(best.snapshot.shown, elsewhere);
    let best = Loaded::best(loaded(both, 1, 6), copies);
    assert_eq!(best.snapshot.shown.unwrap().as_str(), "d1");
}

#[test]
fn where_each_has_changes_that_the_other_lacks_those_of_the_copies_are_left_as_copies() {
    let (old, new) = (project(&["[Ada|Person]"]), project(&["Ada [met|Event]"]));
    let mut copies = loaded(old.clone(), 1, 9);
    copies.snapshot.branch = Some(Moment { epoch: 1, seq: 5 });
    let best = check(loaded(new.clone(), 1, 7), copies.clone(), &new);
    let left = marked::print_project(&best.left[0]);
    assert_eq!(left, "d1 a.txt (conflict copy): [Ada|Person]");

    // The journal has nothing that the copies lack.
    let best = check(loaded(new, 1, 5), copies, &old);
    assert_eq!(best.left, []);
}

#[test]
fn a_large_document_that_is_nowhere_is_told_and_its_id_is_kept() {
    let new = project(&["[Ada|Person]"]);
    let mut copies = loaded(new.clone(), 1, 5);
    let large = DocumentId::parse("d7").unwrap();
    copies.stubs = vec![(large.clone(), "large.txt".to_owned())];
    let best = check(loaded(Project::default(), 0, 0), copies, &new);
    assert_eq!(best.reserved, [large]);
    assert!(best.problems[0].message.contains("large.txt"));
}
