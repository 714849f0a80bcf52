//! [`recover`]: the work of a journal that was handed over as a file.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use serde_json::Value;

use super::keeper::Keeper;
use super::memory_journal::MemoryJournal;
use crate::formats::json::Fields;
use crate::model::{Extra, Project};

/// The field of a project file in which the page puts what it could not make documents of.
const RECOVERY: &str = "recovery";

/// Puts the work of the raw entries of a journal, where a project file has them, in the place of its documents, which
/// are older; returns how many entries are lost. `page/rescue.js` writes such files, where the program has died.
pub fn recover(project: &mut Project) -> usize {
    let mut extra = project.extra.to_map();
    let Some(mut recovery) = extra.remove(RECOVERY).and_then(Fields::of) else {
        return 0;
    };
    project.extra = Extra::new(extra);
    let mut entries = |name: &str| {
        let fields = recovery.0.remove(name).and_then(Fields::of);
        let texts = fields.into_iter().flat_map(|it| it.0);
        texts.filter_map(|(key, value)| match value {
            Value::String(text) => Some((key, text)),
            _ => None,
        })
    };
    let n_damaged = entries("damaged").count();
    let journal = MemoryJournal::default();
    journal.damage(|it| it.extend(entries("journal")));
    // Nothing in memory is waited for.
    let opened = pin!(Keeper::open(journal, 0)).poll(&mut Context::from_waker(Waker::noop()));
    let Poll::Ready(Ok((_, loaded))) = opened else {
        return n_damaged;
    };
    if !loaded.snapshot.project.documents.is_empty() {
        *project = Project {
            extra: project.extra.clone(),
            ..loaded.snapshot.project
        };
    }
    n_damaged + loaded.problems.len()
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use serde_json::json;

    use super::*;
    use crate::edit::{Command, LabelRef, NewMention, Session, StepKind};
    use crate::formats::own;
    use crate::model::default_labels;
    use crate::span::Span;
    use crate::store::fixtures::block_on;
    use crate::store::{Snapshot, write_step};

    /// Returns a project, and the same with three mentions more and the journal that tells of them.
    fn with_steps() -> (Project, Project, MemoryJournal) {
        let mut project = crate::formats::open("a.txt", "Ada met Charles.".to_owned())
            .unwrap()
            .project;
        project.labels = Rc::new(default_labels());
        let journal = MemoryJournal::default();
        let (mut keeper, _) = block_on(Keeper::open(journal.clone(), 0)).unwrap();
        let snapshot = Snapshot {
            project: project.clone(),
            ..Snapshot::default()
        };
        block_on(keeper.rebase(&snapshot)).unwrap();
        let mut session = Session::new(project.clone(), Default::default());
        for (start, end) in [(0, 3), (8, 15), (0, 15)] {
            let before = session.project().clone();
            let mention = NewMention {
                spans: Span::new(start, end).unwrap().into(),
                label: LabelRef::Name("Person".into()),
            };
            let command = Command::AddMentions {
                document: before.documents[0].id.clone(),
                mentions: vec![mention],
            };
            let transaction = session.run(&command).unwrap();
            let step = write_step(StepKind::Do, &transaction, &before);
            block_on(keeper.append(&[step])).unwrap();
        }
        (project, session.project().clone(), journal)
    }

    /// Returns what a file is when it was opened, with some entries of a journal in it.
    fn opened(project: &Project, journal: &MemoryJournal, damaged: &[&str]) -> Project {
        let mut file: Value = serde_json::from_str(&own::write(project)).unwrap();
        let (mut whole, mut bad) = (journal.contents(), serde_json::Map::new());
        for key in damaged {
            bad.insert((*key).to_owned(), whole.remove(*key).unwrap().into());
        }
        file[RECOVERY] = json!({ "how": "…", "journal": whole, "damaged": bad });
        own::read(&file.to_string()).unwrap().0
    }

    #[test]
    fn the_steps_of_the_journal_are_repeated() {
        let (before, after, journal) = with_steps();
        let mut project = opened(&before, &journal, &[]);
        assert_eq!(recover(&mut project), 0);
        assert_eq!(own::write(&project), own::write(&after));
    }

    #[test]
    fn what_is_damaged_is_counted_and_what_is_before_it_is_there() {
        let (before, _, journal) = with_steps();
        let mut project = opened(&before, &journal, &["step:0000000000000003"]);
        assert_eq!(recover(&mut project), 1);
        assert_eq!(project.documents[0].mentions().len(), 2);
    }

    #[test]
    fn a_file_without_a_journal_is_as_it_was() {
        let (_, after, _) = with_steps();
        let mut project = opened(&after, &MemoryJournal::default(), &[]);
        assert_eq!(recover(&mut project), 0);
        assert_eq!(own::write(&project), own::write(&after));
        assert_eq!(recover(&mut project), 0);
    }

    #[test]
    fn a_field_of_that_name_that_is_something_else_does_nothing() {
        let (before, ..) = with_steps();
        for value in [
            json!({ "journal": [1] }),
            json!({ "journal": { "step:1": 1, "project": "x" } }),
        ] {
            let mut file: Value = serde_json::from_str(&own::write(&before)).unwrap();
            file[RECOVERY] = value;
            let mut project = own::read(&file.to_string()).unwrap().0;
            recover(&mut project);
            assert_eq!(own::write(&project), own::write(&before));
        }
    }
}
