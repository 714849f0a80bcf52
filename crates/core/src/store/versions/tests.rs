use std::rc::Rc;

use proptest::prelude::*;

use super::{
    BIN, DAY, HOUR, Kind, MAX_SIZE, Version, VersionError, Versions, differences, endangered,
    outdated,
};
use crate::edit::{Command, Session};
use crate::marked::{assert_same, project};
use crate::model::{MentionId, Project};
use crate::store::fixtures::{block_on, document_id, tag};
use crate::store::{MemoryStorage, StorageError};

const NOW: u64 = 100 * DAY;

fn version(at: u64, kind: Kind, size: usize) -> Version {
    Version {
        at,
        kind,
        n_documents: 1,
        n_mentions: 2,
        size,
        why: "why, with blanks".to_owned(),
    }
}

fn keep(versions: &mut Versions<MemoryStorage>, project: &Project, kind: Kind, now: u64) {
    block_on(versions.keep(project, kind, "opening x.txt", now)).unwrap();
}

fn list(versions: &Versions<MemoryStorage>) -> Vec<Version> {
    block_on(versions.list()).unwrap()
}

#[test]
fn a_version_is_listed_by_its_key_and_given_back() {
    let storage = MemoryStorage::default();
    let mut versions = Versions::new(storage.clone());
    let before = project(&[("a.txt", "[Ada|X] met"), ("b.txt", "[b|Y] [c|X]")]);
    keep(&mut versions, &before, Kind::Before, NOW);
    storage.damage(|it| drop(it.insert("what".to_owned(), String::new())));
    let listed = list(&versions);
    let [version] = listed.as_slice() else {
        panic!("{listed:?}");
    };
    assert_eq!(
        (version.at, version.n_documents, version.n_mentions),
        (NOW, 2, 3)
    );
    assert_eq!(
        (version.kind, version.why.as_str()),
        (Kind::Before, "opening x.txt")
    );
    assert_same(&block_on(versions.read(version)).unwrap(), &before);
}

#[test]
fn the_same_is_not_kept_twice_and_only_the_first_state_of_a_burst() {
    let mut versions = Versions::new(MemoryStorage::default());
    let (first, second) = (project(&[("a.txt", "a")]), project(&[("a.txt", "b")]));
    keep(&mut versions, &first, Kind::Timed, NOW);
    keep(&mut versions, &first, Kind::Timed, NOW + HOUR);
    assert_eq!(list(&versions).len(), 1);
    keep(&mut versions, &second, Kind::Before, NOW + HOUR);
    keep(&mut versions, &first, Kind::Before, NOW + HOUR + 5_000);
    assert_eq!(list(&versions).len(), 2);
    keep(&mut versions, &first, Kind::Before, NOW + HOUR + 15_000);
    assert_eq!(list(&versions).len(), 3);
}

#[test]
fn removed_documents_are_all_kept_even_at_one_moment() {
    let mut versions = Versions::new(MemoryStorage::default());
    let one = project(&[("a.txt", "a")]);
    for _ in 0..3 {
        keep(&mut versions, &one, Kind::Bin, NOW);
    }
    let ats: Vec<u64> = list(&versions).iter().map(|it| it.at).collect();
    assert_eq!(ats, [NOW + 2, NOW + 1, NOW]);
    keep(&mut versions, &one, Kind::Timed, NOW + BIN + 1);
    let kinds: Vec<Kind> = list(&versions).iter().map(|it| it.kind).collect();
    assert_eq!(kinds, [Kind::Timed, Kind::Bin]);
}

#[test]
fn where_there_is_no_room_older_versions_make_some() {
    let storage = MemoryStorage::default();
    let mut versions = Versions::new(storage.clone());
    for n in 0..6 {
        let one = project(&[("a.txt", &format!("text {n}"))]);
        keep(&mut versions, &one, Kind::Timed, NOW + n * HOUR);
    }
    let size = list(&versions).iter().map(|it| it.size).sum();
    storage.set_capacity(Some(size));
    let one = project(&[("a.txt", "the newest")]);
    keep(&mut versions, &one, Kind::Timed, NOW + 6 * HOUR);
    assert_eq!(list(&versions).len(), 3);
    storage.set_capacity(Some(10));
    let other = project(&[("a.txt", "other")]);
    let kept = block_on(versions.keep(&other, Kind::Timed, "", NOW + 7 * HOUR));
    assert_eq!(kept, Err(StorageError::Full));
}

#[test]
fn what_is_damaged_or_gone_is_told() {
    let storage = MemoryStorage::default();
    let mut versions = Versions::new(storage.clone());
    keep(&mut versions, &project(&[("a.txt", "a")]), Kind::Timed, NOW);
    let listed = list(&versions);
    storage.damage(|it| it.values_mut().for_each(|it| it.push('x')));
    let read = || block_on(versions.read(&listed[0]));
    assert!(matches!(read(), Err(VersionError::Damaged(_))));
    storage.damage(|it| it.clear());
    assert!(matches!(read(), Err(VersionError::Damaged(_))));
}

#[test]
fn differences_count_mentions_by_place_and_label_name() {
    let then = project(&[("a.txt", "[Ada|X] met"), ("b.txt", "[b|X]"), ("c.txt", "c")]);
    let mut now = project(&[("a.txt", "[Ada|Y] [met|X]"), ("b.txt", "[b|X]")]);
    let told = |then: &Project, now: &Project| -> Vec<String> {
        let tell = |it: super::Difference| {
            format!("{} -{} +{} {}", it.name, it.n_then, it.n_now, it.is_in_both)
        };
        differences(then, now).into_iter().map(tell).collect()
    };
    assert_eq!(told(&then, &now), ["a.txt -1 +2 true", "c.txt -0 +0 false"]);
    assert_eq!(told(&now, &then), ["a.txt -2 +1 true", "c.txt -0 +0 false"]);
    now.documents.truncate(1);
    assert_eq!(told(&now, &now), [""; 0]);
    assert_eq!(Rc::strong_count(&now.documents[0]), 1);
}

#[test]
fn before_large_changes_and_removals_something_is_kept() {
    let marks = "[a|X] ".repeat(25);
    let session = {
        let mut session = Session::default();
        let files = project(&[("a.txt", "[b|Y]"), ("many.txt", &marks)]);
        session.run(&Command::Import(Box::new(files))).unwrap();
        session
    };
    let kept = |command: &Command| -> Vec<String> {
        let transaction = session.plan(command).unwrap();
        endangered(session.project(), &transaction)
            .into_iter()
            .map(|(kind, project, why)| format!("{kind:?} {} {why}", project.documents.len()))
            .collect()
    };
    let ids = |idx: usize, n: usize| -> Vec<MentionId> {
        let mentions = session.project().documents[idx].mentions().iter();
        mentions.take(n).map(|it| it.id.clone()).collect()
    };
    assert_eq!(kept(&Command::RemoveMentions(ids(1, 19))), [""; 0]);
    assert_eq!(
        kept(&Command::RemoveMentions(ids(1, 20))),
        ["Before 2 remove 20 mentions"]
    );
    assert_eq!(kept(&tag("d1", 0, "new")), [""; 0]);
    assert_eq!(
        kept(&Command::RemoveDocument(document_id("d1"))),
        ["Bin 1 a.txt"]
    );
    let file = project(&[("c.txt", "c")]);
    assert_eq!(
        kept(&Command::Import(Box::new(file.clone()))),
        ["Before 2 open “c.txt”"]
    );
    let nothing = Session::default();
    let first = nothing.plan(&Command::Import(Box::new(file))).unwrap();
    assert_eq!(endangered(nothing.project(), &first), []);
}

fn versions() -> impl Strategy<Value = Vec<Version>> {
    let kind = prop_oneof![Just(Kind::Timed), Just(Kind::Before), Just(Kind::Bin)];
    let one = (NOW - 60 * DAY..=NOW, kind, 0..MAX_SIZE / 8);
    let one = one.prop_map(|(at, kind, size)| version(at, kind, size));
    proptest::collection::vec(one, 0..80).prop_map(|mut it| {
        it.sort_by(|a, b| b.cmp(a));
        it
    })
}

proptest! {
    #[test]
    fn what_is_outdated_is_no_young_bin_and_none_of_the_newest(versions in versions()) {
        let outdated = outdated(&versions, NOW);
        let is_kept = |it: &&Version| !outdated.contains(it);
        for version in versions.iter().filter(|it| it.kind == Kind::Bin) {
            prop_assert_eq!(is_kept(&version), NOW - version.at < BIN);
        }
        let others = || versions.iter().filter(|it| it.kind != Kind::Bin);
        prop_assert!(others().take(3).all(|it| is_kept(&it)));
        let size: usize = others().skip(3).filter(is_kept).map(|it| it.size).sum();
        prop_assert!(size <= MAX_SIZE);
        // A second look finds nothing more.
        let kept: Vec<Version> = versions.iter().filter(is_kept).cloned().collect();
        prop_assert_eq!(super::outdated(&kept, NOW), Vec::<&Version>::new());
    }

    #[test]
    fn keys_carry_versions(at in 0..=NOW, size in any::<usize>(), why in ".*") {
        let version = Version { why, ..version(at, Kind::Bin, size) };
        prop_assert_eq!(Version::of_key(&version.key()), Some(version));
    }
}
