use std::rc::Rc;

use expect_test::{Expect, expect};

use super::Session;
use crate::edit::{Change, Command, History, LabelRef, NewMention, Transaction};
use crate::marked::{assert_same, parse, print_project, project};
use crate::model::{
    Document, DocumentId, Label, LabelId, LabelSet, Mention, MentionId, Project, default_labels,
};
use crate::span::Span;

fn session(documents: &[(&str, &str)]) -> Session {
    Session::new(project(documents), History::default())
}

/// Asks for the mentions of a marked text in document `d1`, each with its label by name.
fn tag(marked: &str) -> Command {
    let fixture = parse(marked);
    let mentions = fixture.document.mentions().iter();
    Command::AddMentions {
        document: DocumentId::numbered(1),
        mentions: mentions
            .map(|it| NewMention {
                spans: it.spans.clone(),
                label: LabelRef::Name(Rc::clone(&fixture.labels.get(it.label).unwrap().name)),
            })
            .collect(),
    }
}

fn remove(ids: &[&str]) -> Command {
    Command::RemoveMentions(ids.iter().map(|it| mention_id(it)).collect())
}

fn relabel(id: &str, name: &str) -> Command {
    Command::Relabel {
        mention: mention_id(id),
        label: LabelRef::Name(name.into()),
    }
}

fn mention_id(id: &str) -> MentionId {
    MentionId::parse(id).unwrap()
}

fn document_id(id: &str) -> DocumentId {
    DocumentId::parse(id).unwrap()
}

/// Runs a command, checks that it can be undone and redone, and draws what it did.
#[expect(clippy::needless_pass_by_value, reason = "an expectation is used once")]
#[track_caller]
fn check_in(session: &mut Session, command: &Command, expected: Expect) {
    let before = session.project().clone();
    let transaction = session.run(command).unwrap();
    let after = session.project().clone();
    if transaction.is_empty() {
        assert_same(&after, &before);
    } else {
        assert_eq!(session.history().done().last(), Some(&transaction));
        session.undo().unwrap();
        assert_same(session.project(), &before);
        session.redo().unwrap();
        assert_same(session.project(), &after);
    }
    let name = if transaction.is_empty() {
        "nothing"
    } else {
        &transaction.name
    };
    expected.assert_eq(&format!("{name}\n{}", print_project(&after)));
}

#[track_caller]
fn check(marked: &str, command: &Command, expected: Expect) {
    check_in(&mut session(&[("a.txt", marked)]), command, expected);
}

/// Checks that a command is refused with a text, and changes nothing.
#[track_caller]
fn check_error(marked: &str, command: &Command, expected: &str) {
    let mut session = session(&[("a.txt", marked)]);
    let before = session.project().clone();
    let error = session.run(command).unwrap_err();
    assert_eq!(error.to_string(), expected);
    assert_same(session.project(), &before);
    assert!(session.history().done().is_empty());
}

#[test]
fn a_selection_is_tagged() {
    check(
        "Ada met Charles.",
        &tag("[Ada|Person] met Charles."),
        expect![[r#"
            tag “Ada” as Person
            d1 a.txt: [Ada|Person] met Charles."#]],
    );
}

#[test]
fn several_mentions_are_one_step() {
    check(
        "Ada met Charles.",
        &tag("[Ada|Person] met [Charles|Person]."),
        expect![[r#"
            tag 2 mentions
            d1 a.txt: [Ada|Person] met [Charles|Person]."#]],
    );
}

#[test]
fn a_discontinuous_mention_is_named_by_its_pieces() {
    check(
        "pain in the leg",
        &tag("[1:pain|Symptom:1] in the [1:leg|Symptom:1]"),
        expect![[r#"
            tag “pain leg” as Symptom
            d1 a.txt: [1:pain|Symptom:1] in the [1:leg|Symptom:1]"#]],
    );
}

#[test]
fn the_same_range_with_the_same_label_is_not_tagged_again() {
    check(
        "[Ada|Person] met Charles.",
        &tag("[Ada|Person] met Charles."),
        expect![[r#"
            nothing
            d1 a.txt: [Ada|Person] met Charles."#]],
    );
    check(
        "Ada met Charles.",
        &tag("[[Ada|Person]|Person] met Charles."),
        expect![[r#"
            tag “Ada” as Person
            d1 a.txt: [Ada|Person] met Charles."#]],
    );
}

#[test]
fn of_several_only_the_new_ones_are_tagged() {
    check(
        "[Ada|Person] met Charles.",
        &tag("[Ada|Person] met [Charles|Person]."),
        expect![[r#"
            tag “Charles” as Person
            d1 a.txt: [Ada|Person] met [Charles|Person]."#]],
    );
}

#[test]
fn what_is_named_twice_is_tagged_once_in_the_order_of_naming() {
    let mention = |start, end| NewMention {
        spans: Span::new(start, end).unwrap().into(),
        label: LabelRef::Name("Person".into()),
    };
    let mut session = session(&[("a.txt", "Ada met Charles")]);
    let mentions = [mention(8, 15), mention(0, 3), mention(8, 15), mention(0, 3)];
    let command = Command::AddMentions {
        document: DocumentId::numbered(1),
        mentions: mentions.to_vec(),
    };
    let transaction = session.run(&command).unwrap();
    let added = transaction
        .added()
        .map(|it| (it.id.as_str(), it.spans.first().start()));
    assert_eq!(Vec::from_iter(added), [("m1", 8), ("m2", 0)]);
}

#[test]
fn the_same_range_with_another_label_is_a_second_mention() {
    check(
        "[Ada|Person] met Charles.",
        &tag("[Ada|Author] met Charles."),
        expect![[r#"
            tag “Ada” as Author
            d1 a.txt: [[Ada|Author]|Person] met Charles."#]],
    );
}

#[test]
fn mentions_nest_and_cross() {
    check(
        "Russian [President Putin|Person] met",
        &tag("[1:Russian [2:President|Title:1] Putin met|Event:2]"),
        expect![[r#"
            tag 2 mentions
            d1 a.txt: [1:Russian [2:[3:President|Title:1] Putin|Person:3] met|Event:2]"#]],
    );
}

#[test]
fn a_long_quote_is_shortened_in_the_name() {
    check(
        "one two three four five six seven eight nine ten\neleven",
        &tag("[one two three four five six seven eight nine ten\neleven|S]"),
        expect![[r#"
            tag “one two three four five six seven eight …” as S
            d1 a.txt: [one two three four five six seven eight nine ten
            eleven|S]"#]],
    );
    check(
        "one\n  two",
        &tag("[one\n  two|S]"),
        expect![[r#"
            tag “one two” as S
            d1 a.txt: [one
              two|S]"#]],
    );
}

#[test]
fn a_label_that_the_set_lacks_is_added_with_the_mention() {
    let mut session = session(&[("a.txt", "[Ada|Person] met Charles.")]);
    session.run(&tag("Ada [met|Event] Charles.")).unwrap();
    let label = session.project().labels.by_name("Event").unwrap();
    assert_eq!((label.id, label.key), (LabelId(2), Some('2')));
    session.undo().unwrap();
    assert_eq!(session.project().labels.len(), 1);
}

#[test]
fn two_new_labels_in_one_step_have_ids_and_keys_of_their_own() {
    let mut session = session(&[("a.txt", "Ada met Charles.")]);
    session
        .run(&tag("[Ada|Person] [met|Event] [Charles|Person]."))
        .unwrap();
    let labels: Vec<_> = session
        .project()
        .labels
        .iter()
        .map(|it| (it.id.0, &*it.name, it.key.unwrap()))
        .collect();
    assert_eq!(labels, [(1, "Person", '1'), (2, "Event", '2')]);
}

#[test]
fn a_label_is_told_by_its_id_as_well() {
    let command = |id| Command::AddMentions {
        document: DocumentId::numbered(1),
        mentions: vec![NewMention {
            spans: Span::new(4, 7).unwrap().into(),
            label: LabelRef::Id(LabelId(id)),
        }],
    };
    check(
        "[Ada|Person] met",
        &command(1),
        expect![[r#"
            tag “met” as Person
            d1 a.txt: [Ada|Person] [met|Person]"#]],
    );
    check_error("[Ada|Person] met", &command(2), "there is no label 2");
}

#[test]
fn a_name_is_taken_without_blanks_around_it() {
    check(
        "[Ada|Person] met",
        &relabel("m1", " \tAuthor\u{a0}"),
        expect![[r#"
            label “Ada” as Author
            d1 a.txt: [Ada|Author] met"#]],
    );
}

#[test]
fn a_label_needs_a_name_within_bounds() {
    check_error(
        "[Ada|Person]",
        &relabel("m1", " \n"),
        r#"a label needs a name of 1 to 200 characters, found """#,
    );
    check_error(
        "[Ada|Person]",
        &relabel("m1", &"é".repeat(201)),
        &format!(
            "a label needs a name of 1 to 200 characters, found {:?}",
            "é".repeat(40)
        ),
    );
    let mut session = session(&[("a.txt", "[Ada|Person]")]);
    session.run(&relabel("m1", &"é".repeat(200))).unwrap();
}

#[test]
fn a_span_beyond_the_text_is_refused() {
    check_error(
        "🙂 met",
        &tag("Ada [met|Event]"),
        "the span 4–7 ends beyond the text, which has 5 characters",
    );
    check_error(
        "🙂 met",
        &tag("[🙂|A] [met!|Event]"),
        "the span 2–6 ends beyond the text, which has 5 characters",
    );
}

#[test]
fn what_is_not_there_cannot_be_changed() {
    let missing = Command::AddMentions {
        document: document_id("d7"),
        mentions: Vec::new(),
    };
    check_error("Ada", &missing, "there is no document d7");
    let missing = Command::RemoveDocument(document_id("d7"));
    check_error("Ada", &missing, "there is no document d7");
    check_error("[Ada|X]", &remove(&["m1", "m2"]), "there is no mention m2");
    check_error("[Ada|X]", &relabel("m2", "X"), "there is no mention m2");
}

#[test]
fn a_mention_is_removed() {
    check(
        "[Ada|Person] met [Charles|Person].",
        &remove(&["m1"]),
        expect![[r#"
            remove Person “Ada”
            d1 a.txt: Ada met [Charles|Person]."#]],
    );
}

#[test]
fn a_mention_that_is_named_twice_is_removed_once() {
    check(
        "[Ada|Person] met",
        &remove(&["m1", "m1"]),
        expect![[r#"
            remove Person “Ada”
            d1 a.txt: Ada met"#]],
    );
}

#[test]
fn mentions_of_several_documents_are_removed_in_one_step() {
    check_in(
        &mut session(&[("a.txt", "[Ada|X] [met|Y]"), ("b.txt", "[Charles|X]")]),
        &remove(&["m3", "m1"]),
        expect![[r#"
            remove 2 mentions
            d1 a.txt: Ada [met|Y]
            d2 b.txt: Charles"#]],
    );
}

#[test]
fn removing_nothing_is_nothing() {
    check(
        "[Ada|X]",
        &remove(&[]),
        expect![[r#"
            nothing
            d1 a.txt: [Ada|X]"#]],
    );
}

#[test]
fn a_mention_gets_another_label_and_keeps_its_id() {
    let mut session = session(&[("a.txt", "[Ada|Person] [met|Event]")]);
    check_in(
        &mut session,
        &relabel("m1", "Event"),
        expect![[r#"
            label “Ada” as Event
            d1 a.txt: [Ada|Event] [met|Event]"#]],
    );
    assert!(session.project().mention(&mention_id("m1")).is_some());
}

#[test]
fn the_label_that_a_mention_has_changes_nothing() {
    check(
        "[Ada|Person]",
        &relabel("m1", "Person"),
        expect![[r#"
            nothing
            d1 a.txt: [Ada|Person]"#]],
    );
}

#[test]
fn a_mention_that_becomes_like_another_becomes_one_with_it() {
    check(
        "[[Ada|Person]|Author] met",
        &relabel("m1", "Person"),
        expect![[r#"
            label “Ada” as Person
            d1 a.txt: [Ada|Person] met"#]],
    );
}

#[test]
fn a_document_is_removed_with_its_mentions_and_comes_back_to_its_place() {
    check_in(
        &mut session(&[("a.txt", "[a|X]"), ("b.txt", "[b|X]"), ("c.txt", "[c|X]")]),
        &Command::RemoveDocument(document_id("d2")),
        expect![[r#"
            remove the document “b.txt”
            d1 a.txt: [a|X]
            d3 c.txt: [c|X]"#]],
    );
}

/// Draws the project after each undo until nothing is left, then after each redo.
#[track_caller]
fn check_history(session: &mut Session, expected: &[&str]) {
    let draw = |session: &Session| print_project(session.project());
    let mut drawn = vec![draw(session)];
    while session.undo().unwrap().is_some() {
        drawn.push(draw(session));
    }
    assert_eq!(drawn, expected);
    let mut forward = vec![draw(session)];
    while session.redo().unwrap().is_some() {
        forward.push(draw(session));
    }
    forward.reverse();
    assert_eq!(forward, expected);
}

#[test]
fn steps_are_undone_and_redone_one_by_one() {
    let mut session = session(&[("a.txt", "Ada met")]);
    session.run(&tag("[Ada|X] met")).unwrap();
    session.run(&tag("Ada [met|Y]")).unwrap();
    session.run(&relabel("m1", "Y")).unwrap();
    session.run(&remove(&["m2"])).unwrap();
    check_history(
        &mut session,
        &[
            "d1 a.txt: [Ada|Y] met",
            "d1 a.txt: [Ada|Y] [met|Y]",
            "d1 a.txt: [Ada|X] [met|Y]",
            "d1 a.txt: [Ada|X] met",
            "d1 a.txt: Ada met",
        ],
    );
}

#[test]
fn undo_reaches_across_documents() {
    let mut session = session(&[("a.txt", "[a|X]"), ("b.txt", "[b|X]")]);
    session.run(&remove(&["m1"])).unwrap();
    session
        .run(&Command::RemoveDocument(document_id("d1")))
        .unwrap();
    session.run(&relabel("m2", "Y")).unwrap();
    check_history(
        &mut session,
        &[
            "d2 b.txt: [b|Y]",
            "d2 b.txt: [b|X]",
            "d1 a.txt: a\nd2 b.txt: [b|X]",
            "d1 a.txt: [a|X]\nd2 b.txt: [b|X]",
        ],
    );
}

#[test]
fn without_a_history_there_is_nothing_to_undo_or_redo() {
    let mut session = session(&[("a.txt", "Ada")]);
    assert_eq!(session.undo().unwrap(), None);
    assert_eq!(session.redo().unwrap(), None);
}

#[test]
fn undo_tells_what_it_changed() {
    let mut session = session(&[("a.txt", "Ada")]);
    let done = session.run(&tag("[Ada|X]")).unwrap();
    let undone = session.undo().unwrap().unwrap();
    assert_eq!(*undone, done.invert());
    assert_eq!(undone.name, "tag “Ada” as X");
    let removed: Vec<_> = undone.removed().map(|it| it.id.as_str()).collect();
    assert_eq!(removed, ["m1"]);
    assert_eq!(undone.added().count(), 0);
    assert_eq!(undone.document(), Some(&document_id("d1")));
    assert_eq!(session.redo().unwrap(), Some(done));
}

#[test]
fn a_new_step_forgets_what_was_undone() {
    let mut session = session(&[("a.txt", "Ada met")]);
    session.run(&tag("[Ada|X] met")).unwrap();
    session.undo().unwrap();
    session.run(&tag("Ada [met|X]")).unwrap();
    assert_eq!(session.redo().unwrap(), None);
    assert_eq!(print_project(session.project()), "d1 a.txt: Ada [met|X]");
}

#[test]
fn a_step_that_changes_nothing_forgets_nothing() {
    let mut session = session(&[("a.txt", "[Ada|X] met")]);
    session.run(&tag("Ada [met|X]")).unwrap();
    session.undo().unwrap();
    session.run(&tag("[Ada|X] met")).unwrap();
    assert_eq!(session.history().done().len(), 0);
    assert!(session.redo().unwrap().is_some());
}

#[test]
fn an_id_is_never_given_twice() {
    let mut session = session(&[("a.txt", "Ada met")]);
    session.run(&tag("[Ada|X] met")).unwrap();
    session.undo().unwrap();
    let added = session.run(&tag("Ada [met|X]")).unwrap();
    assert_eq!(added.added().next().unwrap().id, mention_id("m2"));
    session.run(&remove(&["m2"])).unwrap();
    let added = session.run(&tag("Ada [met|X]")).unwrap();
    assert_eq!(added.added().next().unwrap().id, mention_id("m3"));
}

#[test]
fn an_id_of_the_history_is_not_given_again_after_a_reload() {
    let mut session = session(&[("a.txt", "Ada met")]);
    session.run(&tag("[Ada|X] [met|X]")).unwrap();
    session.undo().unwrap();
    let mut again = Session::new(session.project().clone(), session.history().clone());
    let added = again.run(&tag("Ada [met|X]")).unwrap();
    assert_eq!(added.added().next().unwrap().id, mention_id("m3"));
}

#[test]
fn an_id_of_a_removed_document_is_not_given_again() {
    let mut session = session(&[("a.txt", "[a|X]"), ("b.txt", "[b|X]")]);
    session
        .run(&Command::RemoveDocument(document_id("d2")))
        .unwrap();
    let mut again = Session::new(session.project().clone(), session.history().clone());
    let added = again.run(&tag("[a|Y]")).unwrap();
    assert_eq!(added.added().next().unwrap().id, mention_id("m3"));
    let import = import(&[("c.txt", "c")]);
    again.run(&import).unwrap();
    again
        .run(&Command::Import(Box::new(project(&[("e.txt", "e")]))))
        .unwrap();
    let ids: Vec<_> = again
        .project()
        .documents
        .iter()
        .map(|it| it.id.as_str())
        .collect();
    assert_eq!(ids, ["d1", "d3", "d4"]);
}

#[test]
fn a_reserved_id_is_given_to_no_document() {
    let mut session = session(&[("a.txt", "a")]);
    session.reserve(&document_id("d5"));
    session.reserve(&document_id("d2"));
    session.reserve(&document_id("foreign"));
    session.run(&import(&[("b.txt", "b")])).unwrap();
    assert!(session.project().document(&document_id("d6")).is_some());
}

#[test]
fn the_largest_number_in_an_id_breaks_nothing() {
    let mut project = project(&[("a.txt", "[Ada|X] met")]);
    let document = Document::clone(&project.documents[0]);
    let id = mention_id(&format!("m{}", u64::MAX));
    let mention = Mention {
        id,
        ..Mention::clone(document.mentions().iter().next().unwrap())
    };
    let mentions = [Rc::new(mention)].into_iter().collect();
    project.documents[0] = Rc::new(document.with(document_id("d1"), mentions));
    let mut session = Session::new(project, History::default());
    session.run(&tag("Ada [met|X]")).unwrap();
}

#[test]
fn a_transaction_of_another_project_is_refused_as_a_whole() {
    let mention = |id: &str, start, end, label| {
        Rc::new(Mention {
            id: mention_id(id),
            spans: Span::new(start, end).unwrap().into(),
            label: LabelId(label),
            extra: Default::default(),
        })
    };
    let exchange =
        |document: &str, removed: &[Rc<Mention>], added: &[Rc<Mention>]| Change::Mentions {
            document: document_id(document),
            removed: removed.to_vec(),
            added: added.to_vec(),
        };
    let label = |id, name: &str| {
        Some(Rc::new(Label {
            id: LabelId(id),
            ..LabelSet::default().label_for(name, &[])
        }))
    };
    let document = |id: &str| {
        let text = parse("b").document.text().clone();
        Some(Rc::new(Document::new(document_id(id), "b.txt", text)))
    };
    let cases = [
        (exchange("d2", &[], &[]), "there is no document d2"),
        (
            exchange("d1", &[mention("m1", 0, 2, 1)], &[]),
            "mention m1 is not there as it was",
        ),
        (
            exchange("d1", &[mention("m2", 0, 3, 1)], &[]),
            "mention m2 is not there as it was",
        ),
        (
            exchange("d1", &[], &[mention("m2", 0, 8, 1)]),
            "mention m2 does not fit its document",
        ),
        (
            exchange("d1", &[], &[mention("m2", 0, 1, 7)]),
            "mention m2 does not fit its document",
        ),
        (
            Change::Label {
                position: 0,
                removed: label(7, "X"),
                added: None,
            },
            "the list of labels is not as it was",
        ),
        (
            Change::Label {
                position: 0,
                removed: None,
                added: label(7, "X"),
            },
            "the list of labels is not as it was",
        ),
        (
            Change::Label {
                position: 0,
                removed: None,
                added: label(1, "new"),
            },
            "the list of labels is not as it was",
        ),
        (
            Change::Document {
                position: 0,
                removed: document("d2"),
                added: None,
            },
            "the list of documents is not as it was",
        ),
        (
            Change::Document {
                position: 0,
                removed: None,
                added: document("d1"),
            },
            "the list of documents is not as it was",
        ),
    ];
    for (change, expected) in cases {
        let mut session = session(&[("a.txt", "[Ada|X] met")]);
        let before = session.project().clone();
        // The first change fits, so that a half-made transaction would show.
        let fits = exchange("d1", &[], &[mention("m9", 4, 7, 1)]);
        let transaction = Transaction {
            name: "of another project".to_owned(),
            changes: vec![fits, change],
        };
        let error = session.commit(transaction).unwrap_err();
        assert_eq!(error.to_string(), expected);
        assert_same(session.project(), &before);
        assert!(session.history().done().is_empty());
    }
}

#[test]
fn changes_are_taken_back_in_the_opposite_order() {
    let mut session = session(&[("a.txt", "a"), ("b.txt", "b"), ("c.txt", "c")]);
    let before = session.project().clone();
    let remove = |n: usize| Change::Document {
        position: 0,
        removed: Some(Rc::clone(&before.documents[n])),
        added: None,
    };
    let transaction = Transaction {
        name: "remove 2 documents".to_owned(),
        changes: vec![remove(0), remove(1)],
    };
    session.commit(transaction).unwrap();
    assert_eq!(print_project(session.project()), "d3 c.txt: c");
    session.undo().unwrap();
    assert_same(session.project(), &before);
}

#[test]
fn a_history_of_another_project_is_not_undone() {
    let mut other = session(&[("a.txt", "Ada met")]);
    other.run(&tag("[Ada|X] met")).unwrap();
    let plain = project(&[("a.txt", "Ada met")]);
    let mut session = Session::new(plain.clone(), other.history().clone());
    session.undo().unwrap_err();
    assert_same(session.project(), &plain);
    assert_eq!(session.history(), other.history());
}

#[test]
fn ten_thousand_steps_are_taken_back_and_made_again() {
    let mut session = session(&[("a.txt", "[Ada|X] [met|Y]")]);
    let before = session.project().clone();
    for n in 0..10_000 {
        let label = if n % 2 == 0 { "Y" } else { "X" };
        session.run(&relabel("m1", label)).unwrap();
    }
    for _ in 0..10_000 {
        assert!(session.undo().unwrap().is_some());
    }
    assert_same(session.project(), &before);
    assert_eq!(session.undo().unwrap(), None);
    for _ in 0..9_999 {
        assert!(session.redo().unwrap().is_some());
    }
    assert_eq!(
        print_project(session.project()),
        "d1 a.txt: [Ada|Y] [met|Y]"
    );
}

#[test]
fn the_oldest_steps_are_forgotten_beyond_the_limit() {
    let mut session = session(&[("a.txt", "[Ada|X] [met|Y]")]);
    for n in 0..=History::MAX_LEN {
        let label = if n % 2 == 0 { "Y" } else { "X" };
        session.run(&relabel("m1", label)).unwrap();
    }
    let n_done = session.history().done().len();
    assert!((10_000..=History::MAX_LEN).contains(&n_done));
    assert_eq!(
        session.history().done().last().unwrap().name,
        "label “Ada” as Y"
    );
    session.undo().unwrap();
    assert_eq!(
        print_project(session.project()),
        "d1 a.txt: [Ada|X] [met|Y]"
    );
}

#[test]
fn no_more_labels_are_made_than_can_be_read_again() {
    let mut project = project(&[("a.txt", "[a|X] b")]);
    let labels = Rc::make_mut(&mut project.labels);
    while labels.len() < LabelSet::MAX_LEN - 1 {
        let name = format!("L{}", labels.len());
        labels.insert(usize::MAX, Rc::new(labels.label_for(&name, &[])));
    }
    let mut session = Session::new(project, History::default());
    session.run(&relabel("m1", "the last one")).unwrap();
    let error = session.run(&relabel("m1", "one too many")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "there would be 2001 labels, and there can be at most 2000"
    );
    session.run(&import(&[("c.txt", "[c|X]")])).unwrap();
    session.run(&import(&[("e.txt", "[e|new]")])).unwrap_err();
}

#[test]
fn no_more_mentions_are_made_than_can_be_read_again() {
    let text = crate::text::Text::new("a".repeat(Document::MAX_MENTIONS + 1));
    let document = Document::new(document_id("d1"), "a.txt", text);
    let project = Project {
        documents: vec![Rc::new(document)],
        ..Project::default()
    };
    let command = |range: std::ops::Range<usize>| Command::AddMentions {
        document: document_id("d1"),
        mentions: range
            .map(|it| NewMention {
                spans: Span::new(it, it + 1).unwrap().into(),
                label: LabelRef::Name("X".into()),
            })
            .collect(),
    };
    let mut session = Session::new(project, History::default());
    session.run(&command(0..Document::MAX_MENTIONS)).unwrap();
    let error = session
        .run(&command(Document::MAX_MENTIONS..Document::MAX_MENTIONS + 1))
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "there would be 200001 mentions in a document, and there can be at most 200000"
    );
}

fn import(documents: &[(&str, &str)]) -> Command {
    Command::Import(Box::new(project(documents)))
}

#[test]
fn a_document_is_opened_behind_the_others() {
    check_in(
        &mut session(&[("a.txt", "[Ada|X]")]),
        &import(&[("b.txt", "[Ben|X]")]),
        expect![[r#"
            open “b.txt”
            d1 a.txt: [Ada|X]
            d2 b.txt: [Ben|X]"#]],
    );
    check_in(
        &mut session(&[("a.txt", "[Ada|X]")]),
        &import(&[("b.txt", "[Ben|X]"), ("c.txt", "c")]),
        expect![[r#"
            open 2 documents
            d1 a.txt: [Ada|X]
            d3 b.txt: [Ben|X]
            d2 c.txt: c"#]],
    );
}

#[test]
fn ids_that_the_project_has_are_given_anew() {
    let mut session = session(&[("a.txt", "[Ada|X] [met|X]")]);
    session
        .run(&import(&[("b.txt", "[Ben|X] [met|X] [Bob|X]")]))
        .unwrap();
    let ids: Vec<_> = session.project().documents[1]
        .mentions()
        .iter()
        .map(|it| it.id.as_str())
        .collect();
    assert_eq!(ids, ["m4", "m5", "m3"]);
}

#[test]
fn ids_that_the_project_lacks_are_kept() {
    let mut session = Session::default();
    session
        .run(&import(&[("a.txt", "a"), ("b.txt", "[b|X]")]))
        .unwrap();
    let project = session.project();
    assert!(project.document(&document_id("d2")).is_some());
    assert!(project.mention(&mention_id("m1")).is_some());
}

#[test]
fn labels_of_one_name_are_one() {
    check_in(
        &mut session(&[("a.txt", "[Ada|X] [met|Y]")]),
        &import(&[("b.txt", "[Ben|Y] [saw|Z] [Bob|X]")]),
        expect![[r#"
            open “b.txt”
            d1 a.txt: [Ada|X] [met|Y]
            d2 b.txt: [Ben|Y] [saw|Z] [Bob|X]"#]],
    );
}

#[test]
fn a_document_that_is_there_with_its_mentions_is_not_opened_again() {
    check_in(
        &mut session(&[("a.txt", "[Ada|X] [met|Y]"), ("b.txt", "b")]),
        &import(&[("a.txt", "[Ada|X] [met|Y]"), ("b.txt", "b")]),
        expect![[r#"
            nothing
            d1 a.txt: [Ada|X] [met|Y]
            d2 b.txt: b"#]],
    );
}

#[test]
fn a_document_without_mentions_is_replaced_by_its_twin() {
    let mut session = session(&[("a.txt", "Ada met"), ("b.txt", "[b|X]")]);
    check_in(
        &mut session,
        &import(&[("x.txt", "x"), ("a.txt", "[Ada|X] met")]),
        expect![[r#"
            open 2 documents
            d1 a.txt: [Ada|X] met
            d2 b.txt: [b|X]
            d3 x.txt: x"#]],
    );
}

#[test]
fn a_document_with_other_mentions_stands_beside_its_twin() {
    check_in(
        &mut session(&[("a.txt", "[Ada|X] met")]),
        &import(&[("a.txt", "Ada [met|X]")]),
        expect![[r#"
            open “a.txt”
            d1 a.txt: [Ada|X] met
            d2 a.txt: Ada [met|X]"#]],
    );
    check_in(
        &mut session(&[("a.txt", "[Ada|X] [met|X]")]),
        &import(&[("a.txt", "[Ada|X] met")]),
        expect![[r#"
            open “a.txt”
            d1 a.txt: [Ada|X] [met|X]
            d2 a.txt: [Ada|X] met"#]],
    );
}

#[test]
fn a_document_of_another_name_or_text_is_no_twin() {
    check_in(
        &mut session(&[("a.txt", "Ada met")]),
        &import(&[("b.txt", "[Ada|X] met"), ("a.txt", "[Ada|X] met.")]),
        expect![[r#"
            open 2 documents
            d1 a.txt: Ada met
            d3 b.txt: [Ada|X] met
            d2 a.txt: [Ada|X] met."#]],
    );
}

#[test]
fn twins_in_one_file_are_both_opened() {
    check_in(
        &mut session(&[("a.txt", "Ada met")]),
        &import(&[("a.txt", "[Ada|X] met"), ("a.txt", "Ada [met|X]")]),
        expect![[r#"
            open 2 documents
            d1 a.txt: [Ada|X] met
            d2 a.txt: Ada [met|X]"#]],
    );
}

/// A file's label set: names with keys, colored from the end of the palette.
fn file_labels(labels: &[(&str, Option<char>)]) -> Project {
    let mut project = project(&[("b.txt", "b")]);
    for ((name, key), n) in labels.iter().zip(1..) {
        let set = Rc::make_mut(&mut project.labels);
        let label = Label {
            id: LabelId(n),
            color: crate::model::Color::new(0, 0, n as u8),
            key: *key,
            ..set.label_for(name, &[])
        };
        set.insert(usize::MAX, Rc::new(label));
    }
    project
}

/// Imports labels, and writes each label of the session as name, key and color.
#[track_caller]
fn check_labels(mut session: Session, labels: &[(&str, Option<char>)], expected: &[&str]) {
    session
        .run(&Command::Import(Box::new(file_labels(labels))))
        .unwrap();
    let found: Vec<String> = session
        .project()
        .labels
        .iter()
        .map(|it| {
            let key = it.key.map_or("-".to_owned(), |it| it.to_string());
            format!("{} {key} {}", it.name, it.color)
        })
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn a_new_label_takes_color_and_key_from_the_file() {
    check_labels(
        session(&[("a.txt", "[Ada|X]")]),
        &[("Y", Some('7'))],
        &["X 1 #3457d5", "Y 7 #000001"],
    );
}

#[test]
fn a_new_label_does_not_take_a_key_that_is_in_use() {
    check_labels(
        session(&[("a.txt", "[Ada|X]")]),
        &[("Y", Some('1'))],
        &["X 1 #3457d5", "Y 2 #000001"],
    );
}

#[test]
fn a_label_without_a_key_takes_none_from_a_label_of_the_file() {
    check_labels(
        Session::default(),
        &[("A", None), ("B", Some('1')), ("C", None), ("D", Some('2'))],
        &["A 3 #000001", "B 1 #000002", "C 4 #000003", "D 2 #000004"],
    );
}

#[test]
fn a_label_that_mentions_have_keeps_its_color_and_key() {
    check_labels(
        session(&[("a.txt", "[Ada|X]")]),
        &[("X", Some('x'))],
        &["X 1 #3457d5"],
    );
}

#[test]
fn a_label_that_nothing_uses_takes_color_and_key_from_the_file() {
    let project = Project {
        labels: Rc::new(default_labels()),
        ..Project::default()
    };
    let session = Session::new(project, History::default());
    check_labels(
        session,
        &[("Person", Some('p')), ("Law", None), ("New", None)],
        &[
            "Person p #000001",
            "Organisation 2 #b38236",
            "Place 3 #730530",
            "Event 4 #ad5697",
            "Date 5 #4aa072",
            "Work 6 #2504d0",
            "Law 7 #000002",
            "Quantity 8 #587d01",
            "New 9 #000003",
        ],
    );
}

#[test]
fn an_import_of_labels_is_undone_as_a_whole() {
    let project = Project {
        labels: Rc::new(default_labels()),
        ..Project::default()
    };
    let mut session = Session::new(project.clone(), History::default());
    let file = file_labels(&[("New", Some('p')), ("Person", Some('x'))]);
    session.run(&Command::Import(Box::new(file))).unwrap();
    assert_ne!(session.project(), &project);
    session.undo().unwrap();
    assert_same(session.project(), &project);
}

#[test]
fn mentions_of_a_text_that_is_open_join_it() {
    let mut session = Session::new(
        project(&[("a.txt", "[Ada|Person] met Ben.")]),
        History::default(),
    );
    let file = project(&[
        ("other.txt", "[Ada|Person] met [Ben|Friend]."),
        ("new.txt", "[Eve|Person]"),
    ]);
    session
        .run(&Command::Annotate(Box::new(file.clone())))
        .unwrap();
    assert_eq!(
        print_project(session.project()),
        "d1 a.txt: [Ada|Person] met [Ben|Friend].\nd2 new.txt: [Eve|Person]"
    );
    let again = session.run(&Command::Annotate(Box::new(file))).unwrap();
    assert!(again.is_empty(), "{again:?}");
}
