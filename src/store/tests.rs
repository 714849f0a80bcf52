use std::cell::RefCell;
use std::rc::Rc;

use glossator_core::edit::{Command, LabelRef, NewMention};
use glossator_core::model::{Document, DocumentId, LabelId, MentionId, Project, default_labels};
use glossator_core::store::{Moment, Snapshot};
use glossator_core::{Span, Spans, Text};
use yew::Reducible;

use super::{Action, Look, Store};
use crate::notice::{Notice, Tone};
use crate::start::Work;
use crate::view::{Saving, Target, Theme};

/// Returns a store with two documents, the first one shown.
fn store() -> Rc<Store> {
    let document = |n, text| {
        Rc::new(Document::new(
            DocumentId::numbered(n),
            "a.txt",
            Text::new(text),
        ))
    };
    let project = Project {
        labels: Rc::new(default_labels()),
        documents: vec![
            document(1, "Ada met Charles."),
            document(2, "Another text."),
        ],
        ..Project::default()
    };
    let snapshot = Snapshot {
        project,
        ..Snapshot::default()
    };
    started(snapshot)
}

fn started(snapshot: Snapshot) -> Rc<Store> {
    let work = Work {
        snapshot,
        ..Work::default()
    };
    Rc::new(Store::new(Theme::System, work))
}

fn tag(start: usize, end: usize) -> Action {
    let spans = Span::new(start, end).unwrap().into();
    let mentions = vec![NewMention {
        spans,
        label: LabelRef::Id(LabelId(1)),
    }];
    Action::Run(Command::AddMentions {
        document: DocumentId::numbered(1),
        mentions,
    })
}

fn look(look: Look) -> Action {
    Action::Look(look)
}

#[test]
fn tagging_leaves_nothing_selected_and_nothing_on_top() {
    let span = Span::new(0, 3).unwrap();
    let store = store()
        .reduce(look(Look::Select(Some(span.into()))))
        .reduce(look(Look::Palette(Some(Target::Selection))))
        .reduce(tag(0, 3));
    assert_eq!(
        (
            &store.view.selection,
            &store.view.palette,
            &store.view.picked
        ),
        (&None, &None, &None)
    );
    assert_eq!(&*store.view.announcement, "Done: tag “Ada” as Person");
}

#[test]
fn a_change_is_not_saved_until_it_is() {
    let saved = store().reduce(Action::Saving(Saving::Saved));
    assert_eq!(saved.view.saving, Saving::Saved);
    assert_eq!(saved.reduce(tag(0, 3)).view.saving, Saving::Saving);
}

#[test]
fn what_could_not_be_written_stays_so_until_it_is_written() {
    let failed = Saving::NotSaved("it is full".into());
    let store = store()
        .reduce(Action::Saving(failed.clone()))
        .reduce(tag(0, 3));
    assert_eq!(store.view.saving, failed);
    assert_eq!(
        store.reduce(Action::Saving(Saving::Saved)).view.saving,
        Saving::Saved
    );
}

#[test]
fn undo_shows_the_document_of_the_change() {
    let elsewhere = store()
        .reduce(tag(0, 3))
        .reduce(look(Look::Document(DocumentId::numbered(2))));
    let undone = elsewhere.reduce(Action::Undo);
    assert_eq!(undone.view.shown, Some(DocumentId::numbered(1)));
    assert_eq!(undone.view.reveal.map(|it| it.span), Span::new(0, 3));
    assert_eq!(undone.session.project().n_mentions(), 0);
}

#[test]
fn a_selected_mention_that_is_removed_is_no_longer_selected() {
    let id = MentionId::numbered(1);
    let picked = store()
        .reduce(tag(0, 3))
        .reduce(look(Look::Pick(Some(id.clone()))));
    assert_eq!(picked.view.picked, Some(id.clone()));
    let removed = picked.reduce(Action::Run(Command::RemoveMentions(vec![id])));
    assert_eq!(removed.view.picked, None);
}

#[test]
fn a_relabeled_mention_stays_selected() {
    let mention = MentionId::numbered(1);
    let picked = store()
        .reduce(tag(0, 3))
        .reduce(look(Look::Pick(Some(mention.clone()))));
    let label = LabelRef::Id(LabelId(2));
    let relabeled = picked.reduce(Action::Run(Command::Relabel {
        mention: mention.clone(),
        label,
    }));
    assert_eq!(relabeled.view.picked, Some(mention));
}

#[test]
fn a_mistake_is_told_and_changes_nothing() {
    let store = store().reduce(tag(0, 99));
    assert_eq!(store.session.project().n_mentions(), 0);
    let told: Vec<_> = store.view.notices.iter().map(|it| &*it.text).collect();
    assert_eq!(
        told,
        ["Nothing was changed: the span 0–99 ends beyond the text, which has 16 characters."]
    );
}

#[test]
fn notices_stand_until_they_are_dismissed() {
    let notify = |text: &str| Action::Notify(Notice::new(Tone::Error, text));
    let store = store().reduce(notify("one")).reduce(notify("two"));
    let first = store.view.notices[0].id;
    let left: Vec<_> = store
        .reduce(Action::Dismiss(first))
        .view
        .notices
        .iter()
        .map(|it| it.text.to_string())
        .collect();
    assert_eq!(left, ["two"]);
}

/// Returns what a tab shows that only reads.
fn reader() -> Rc<Store> {
    let work = Work {
        snapshot: store().snapshot(),
        is_reader: true,
        ..Work::default()
    };
    store().reduce(Action::TakeUp(Rc::new(RefCell::new(work))))
}

#[test]
fn a_tab_that_only_reads_changes_nothing_and_says_so_once() {
    let before = reader();
    assert_eq!(before.view.saving, Saving::ReadOnly);
    let palette = look(Look::Palette(Some(Target::Selection)));
    let mut store = Rc::clone(&before);
    for action in [tag(0, 3), Action::Undo, Action::Redo, palette, tag(0, 3)] {
        store = store.reduce(action);
    }
    assert_eq!(store.session.project(), before.session.project());
    assert_eq!(store.view.palette, None);
    assert_eq!(store.view.notices.len(), 1);
    assert!(store.view.notices[0].text.contains("Edit here instead"));
    let store = store.reduce(Action::Saving(Saving::Saved));
    assert_eq!(store.view.saving, Saving::ReadOnly);
}

#[test]
fn a_tab_that_only_reads_repeats_what_the_other_does_and_stays_where_it_is() {
    let written = store().reduce(tag(0, 3));
    let record = Rc::clone(&written.step.as_ref().unwrap().record);
    let reader = reader().reduce(look(Look::Document(DocumentId::numbered(2))));
    let followed = reader.reduce(Action::Follow(Rc::clone(&record)));
    assert_eq!(followed.session.project(), written.session.project());
    assert_eq!(followed.seq(), written.seq());
    assert_eq!(followed.view.shown, Some(DocumentId::numbered(2)));

    // What does not follow changes nothing, and neither does anything in a tab that writes.
    let garbled = followed.clone().reduce(Action::Follow("{}".into()));
    assert_eq!(garbled.seq(), followed.seq());
    let writer = store();
    assert_eq!(
        writer.clone().reduce(Action::Follow(record)).seq(),
        writer.seq()
    );
}

fn spans(start: usize, end: usize) -> Spans {
    Span::new(start, end).unwrap().into()
}

#[test]
fn a_mention_that_is_adjusted_stays_selected_until_it_is_kept() {
    let id = MentionId::numbered(1);
    let adjusting = store()
        .reduce(tag(0, 3))
        .reduce(look(Look::Adjust(id.clone())));
    assert_eq!(adjusting.view.selection, Some(spans(0, 3)));
    let other = adjusting
        .reduce(look(Look::Select(None)))
        .reduce(look(Look::Select(Some(spans(0, 7)))));
    assert!(other.view.is_adjusting && other.view.picked.as_ref() == Some(&id));
    let kept = other.reduce(Action::Run(Command::Reshape {
        mention: id.clone(),
        spans: spans(0, 7),
    }));
    assert!(!kept.view.is_adjusting);
    assert_eq!(
        (&kept.view.selection, &kept.view.picked),
        (&None, &Some(id))
    );
}

#[test]
fn work_that_is_taken_up_counts_its_changes_from_there() {
    let before = store().reduce(tag(0, 3)).reduce(tag(4, 7));
    let snapshot = before.snapshot();
    let work = Work {
        snapshot: Snapshot {
            moment: Moment { epoch: 9, seq: 40 },
            ..snapshot
        },
        ..Work::default()
    };
    let store = before.reduce(Action::TakeUp(Rc::new(RefCell::new(work))));
    assert_eq!(
        (store.seq(), store.view.saving.clone()),
        (40, Saving::Saving)
    );
    let store = store.reduce(tag(8, 15));
    assert_eq!(store.snapshot().moment, Moment { epoch: 9, seq: 41 });
}

#[test]
fn pieces_are_selected_beside_those_that_are_kept() {
    let extended = store().reduce(look(Look::Extend(spans(0, 3), Span::new(8, 15))));
    let both = spans(0, 3).with(Span::new(8, 15).unwrap());
    assert_eq!(extended.view.selection, Some(both));
    assert_eq!(extended.view.kept, Some(spans(0, 3)));
    let alone = extended.reduce(look(Look::Select(Some(spans(4, 7)))));
    assert_eq!(
        (alone.view.kept.as_ref(), &alone.view.selection),
        (None, &Some(spans(4, 7)))
    );
}
