//! Laws of the copies in a storage.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use glossator_core::edit::Session;
use glossator_core::model::Project;
use glossator_core::store::{Copies, Loaded, MemoryStorage, Moment, Snapshot, Storage};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::strategies::{Step, content, perform, session, step};

pub(crate) fn snapshot(session: &Session) -> Snapshot {
    Snapshot {
        project: session.project().clone(),
        history: session.history().clone(),
        shown: session.project().documents.last().map(|it| it.id.clone()),
        offered: vec!["article.txt".to_owned()],
        ..Snapshot::default()
    }
}

/// What is to be kept after so many changes.
pub(crate) fn at(session: &Session, seq: u64) -> Snapshot {
    let moment = Moment { epoch: 0, seq };
    Snapshot {
        moment,
        ..snapshot(session)
    }
}

/// Runs a future that never has to wait.
pub(crate) fn block_on<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("a storage in memory never waits"),
    }
}

fn load(storage: &MemoryStorage) -> Loaded {
    block_on(Copies::new(storage.clone()).load()).expect("the storage has no fault")
}

proptest! {
    #![proptest_config(crate::config())]

    #[test]
    fn what_is_saved_is_loaded(session in session()) {
        let storage = MemoryStorage::default();
        let snapshot = snapshot(&session);
        block_on(Copies::new(storage.clone()).save(&snapshot, false)).expect("there is room");
        let loaded = load(&storage);
        prop_assert_eq!(loaded.problems, vec![]);
        prop_assert_eq!(&loaded.snapshot.project, &snapshot.project);
        prop_assert_eq!(&loaded.snapshot.shown, &snapshot.shown);
        prop_assert_eq!(&loaded.snapshot.offered, &snapshot.offered);
    }

    #[test]
    fn saving_step_by_step_is_saving_at_once(content in content(), steps in vec(step(), 0..10), n_reloads in 0..3usize) {
        let storage = MemoryStorage::default();
        let mut copies = Copies::new(storage.clone());
        let mut session = Session::default();
        perform(&mut session, &Step::Import(vec![("a.txt".to_owned(), content)]));
        for (n, step) in steps.iter().enumerate() {
            perform(&mut session, step);
            block_on(copies.save(&at(&session, n as u64), false)).expect("there is room");
            if n < n_reloads {
                copies = Copies::new(storage.clone());
                let loaded = block_on(copies.load()).expect("the storage has no fault").snapshot;
                session = Session::new(loaded.project, loaded.history);
            }
        }
        let loaded = load(&storage).snapshot;
        if !steps.is_empty() {
            prop_assert_eq!(&loaded.project, session.project());
        }
    }

    #[test]
    fn a_full_storage_never_loses_what_it_held(session in session(), steps in vec(step(), 1..6), room in 0..3000usize) {
        let storage = MemoryStorage::default();
        let mut copies = Copies::new(storage.clone());
        let before = snapshot(&session);
        block_on(copies.save(&before, false)).expect("there is room");
        let held: usize = storage.contents().values().map(String::len).sum();
        storage.set_capacity(Some(held + room));
        let mut session = session;
        steps.iter().for_each(|it| perform(&mut session, it));
        let saved = block_on(copies.save(&at(&session, 1), false));
        let loaded = load(&storage);
        if saved.is_ok() {
            prop_assert_eq!(&loaded.snapshot.project, session.project());
        }
        prop_assert_eq!(loaded.problems, vec![], "an entry is old or new and nothing between");
        for document in &loaded.snapshot.project.documents {
            let is = |project: &Project| project.document(&document.id).is_some_and(|it| it.text() == document.text());
            prop_assert!(is(&before.project) || is(session.project()));
        }
        for document in &before.project.documents {
            let is_kept = loaded.snapshot.project.document(&document.id).is_some();
            prop_assert!(is_kept || session.project().document(&document.id).is_none());
        }
        storage.set_capacity(None);
        block_on(copies.save(&at(&session, 2), false)).expect("there is room again");
        prop_assert_eq!(&load(&storage).snapshot.project, session.project());
    }

    #[test]
    fn a_garbled_entry_harms_no_other(session in session(), at in any::<Index>(), cut in any::<Index>(), junk in content()) {
        let storage = MemoryStorage::default();
        block_on(Copies::new(storage.clone()).save(&snapshot(&session), false)).expect("there is room");
        let contents = storage.contents();
        let (key, value) = contents.iter().nth(at.index(contents.len())).expect("there is one");
        let chars: Vec<char> = value.chars().collect();
        let head: String = chars[..cut.index(chars.len())].iter().collect();
        let garbled = format!("{head}{junk}");
        block_on(storage.put(key, &garbled)).expect("there is room");
        let loaded = load(&storage);
        for document in &session.project().documents {
            if *key != format!("document:{}", document.id) {
                let loaded = loaded.snapshot.project.document(&document.id);
                prop_assert!(loaded.is_some_and(|it| it.text() == document.text()));
            }
        }
        let is_kept = storage.contents().values().any(|it| it == &garbled)
            || loaded.problems.iter().any(|it| it.raw == garbled);
        prop_assert!(is_kept, "unreadable is never empty");
    }
}
