//! Laws of commands, transactions and the history.

use std::rc::Rc;

use glossator_core::Spans;
use glossator_core::edit::{Command, History, LabelRef, NewMention, Session};
use glossator_core::model::{Document, DocumentId, Label, LabelId, Project};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::strategies::{
    command, label_name, mentions, places, project, session, spans_of, step, text_and_span,
};

/// Spans with the name of their label.
type Tagged = (Spans, String);

/// Draws the work of a project whatever its ids are: names, texts, and quotes with label names.
fn work(project: &Project) -> Vec<(String, String, Vec<Tagged>)> {
    let label = |id| {
        project
            .labels
            .get(id)
            .map_or(String::new(), |it| it.name.to_string())
    };
    let draw = |it: &Rc<Document>| {
        let mut mentions: Vec<_> = it
            .mentions()
            .iter()
            .map(|it| (it.spans.clone(), label(it.label)))
            .collect();
        mentions.sort();
        (it.name.to_string(), it.text().as_str().to_owned(), mentions)
    };
    project.documents.iter().map(draw).collect()
}

proptest! {
    #![proptest_config(crate::config())]

    #[test]
    fn overlapping_mentions_are_those_that_overlap((text, span) in text_and_span(), all in vec(places(), 0..12)) {
        let document = Document::new(DocumentId::numbered(1), "a.txt", text);
        let len = document.text().n_code_points();
        let project = Project { documents: vec![Rc::new(document)], ..Project::default() };
        let mut session = Session::new(project, History::default());
        let mentions = all.iter().filter_map(|it| {
            Some(NewMention { spans: spans_of(it, len)?, label: LabelRef::Name("X".into()) })
        });
        let document = DocumentId::numbered(1);
        let command = Command::AddMentions { document, mentions: mentions.collect() };
        session.run(&command).expect("the spans are within the text");
        let mentions = session.project().documents[0].mentions();
        let found: Vec<_> = mentions.overlapping(span).collect();
        let expected: Vec<_> = mentions.iter().filter(|it| it.spans.overlaps(span)).collect();
        prop_assert_eq!(found, expected);
        for mention in mentions.iter() {
            prop_assert_eq!(mentions.find(&mention.spans, mention.label), Some(mention));
        }
    }

    #[test]
    fn a_transaction_and_its_inverse_change_nothing(session in session(), step in step()) {
        let mut project = session.project().clone();
        if let Some(command) = command(&project, &step) {
            let transaction = session.plan(&command).expect("a person could do it");
            prop_assert_eq!(&transaction.invert().invert(), &transaction);
            transaction.apply(&mut project).expect("it was planned for this project");
            transaction.invert().apply(&mut project).expect("it can be taken back");
            prop_assert_eq!(&project, session.project());
        }
    }

    #[test]
    fn undo_takes_back_what_was_run(mut session in session(), step in step()) {
        let before = session.project().clone();
        if let Some(command) = command(&before, &step) {
            let transaction = session.run(&command).expect("a person could do it");
            if transaction.is_empty() {
                prop_assert_eq!(session.project(), &before);
            } else {
                session.undo().expect("it was just done");
                prop_assert_eq!(session.project(), &before);
            }
        }
    }

    #[test]
    fn redo_makes_again_what_was_undone(mut session in session()) {
        let after = session.project().clone();
        let mut n_undone = 0;
        while session.undo().expect("the history is of this project").is_some() {
            n_undone += 1;
        }
        prop_assert!(session.project().documents.is_empty(), "all of it is taken back");
        prop_assert!(session.project().labels.is_empty());
        for _ in 0..n_undone {
            session.redo().expect("the history is of this project");
        }
        prop_assert_eq!(session.project(), &after);
    }

    #[test]
    fn ids_are_never_shared(session in session()) {
        let project = session.project();
        let mut ids: Vec<_> = mentions(project).map(|it| &it.id).collect();
        let n_mentions = ids.len();
        ids.sort();
        ids.dedup();
        prop_assert_eq!(ids.len(), n_mentions);
        let mut ids: Vec<_> = project.documents.iter().map(|it| &it.id).collect();
        ids.sort();
        ids.dedup();
        prop_assert_eq!(ids.len(), project.documents.len());
        let mut keys: Vec<_> = project.labels.iter().filter_map(|it| it.key).collect();
        let n_keys = keys.len();
        keys.sort();
        keys.dedup();
        prop_assert_eq!(keys.len(), n_keys);
    }

    #[test]
    fn mentions_have_labels_and_no_label_is_below_itself(session in session()) {
        let project = session.project();
        for mention in mentions(project) {
            prop_assert!(project.labels.get(mention.label).is_some());
        }
        for label in project.labels.iter() {
            prop_assert!(label.parent.is_none_or(|it| project.labels.get(it).is_some()));
            prop_assert!(project.labels.ancestors(label).all(|it| it.id != label.id));
        }
    }

    #[test]
    fn an_import_into_nothing_is_the_work_of_the_file(project in project()) {
        let mut session = Session::default();
        session.run(&Command::Import(Box::new(project.clone()))).expect("it can be opened");
        let imported = session.project();
        prop_assert_eq!(work(imported), work(&project));
        prop_assert_eq!(imported.labels.len(), project.labels.len());
        for (imported, label) in imported.labels.iter().zip(project.labels.iter()) {
            prop_assert_eq!(&imported.name, &label.name);
            prop_assert_eq!(imported.color, label.color);
            prop_assert_eq!(&imported.description, &label.description);
            let parent = |of: &Project, it: &Label| Some(of.labels.get(it.parent?)?.name.to_string());
            prop_assert_eq!(parent(session.project(), imported), parent(&project, label));
            prop_assert_eq!(&imported.extra, &label.extra);
            prop_assert!(label.key.is_none() || imported.key == label.key);
        }
        for (imported, document) in imported.documents.iter().zip(&project.documents) {
            prop_assert_eq!(&imported.id, &document.id);
            prop_assert_eq!(&imported.extra, &document.extra);
            let extras = |it: &Document| it.mentions().iter().map(|it| (it.id.clone(), it.extra.clone())).collect::<Vec<_>>();
            prop_assert_eq!(extras(imported), extras(document));
        }
        let again = session.run(&Command::Import(Box::new(project))).expect("it can be opened");
        prop_assert!(again.is_empty(), "what is there is not opened again");
    }

    #[test]
    fn a_label_is_never_given_the_id_of_another(names in vec(label_name(), 1..8)) {
        let mut labels: Vec<Rc<Label>> = Vec::new();
        for name in names {
            let label = Project::default().labels.label_for(&name, &labels);
            prop_assert!(labels.iter().all(|it| it.id != label.id && it.id != LabelId(0)));
            labels.push(Rc::new(label));
        }
    }
}
