use std::rc::Rc;

use expect_test::{Expect, expect};
use serde_json::json;

use super::joinable;
use crate::edit::{Beside, Change, Command, History, LabelRef, NewMention, Session, Transaction};
use crate::marked::{Marked, assert_same, parse, print_project};
use crate::model::{DocumentId, Extra, LabelId, Mention, MentionId};
use crate::span::{Edge, Spans};

fn id(number: u64) -> MentionId {
    MentionId::numbered(number)
}

fn spans_of(marked: &Marked, number: u64) -> Spans {
    let mention = marked.document.mentions().get(&id(number));
    mention.unwrap().spans.clone()
}

/// Gives the first mention of a marked text the selection `{…}` as a further piece.
fn add_piece(marked: &Marked) -> Command {
    reshape(spans_of(marked, 1).with(marked.span()))
}

fn take_piece(marked: &Marked) -> Command {
    reshape(spans_of(marked, 1).without(marked.span()).unwrap())
}

fn move_to(marked: &Marked) -> Command {
    reshape(marked.span().into())
}

fn move_start(marked: &Marked) -> Command {
    let moved = spans_of(marked, 1).with_edge(Edge::Start, marked.caret());
    reshape(moved.unwrap())
}

fn move_end(marked: &Marked) -> Command {
    let moved = spans_of(marked, 1).with_edge(Edge::End, marked.caret());
    reshape(moved.unwrap())
}

fn reshape(spans: Spans) -> Command {
    Command::Reshape {
        mention: id(1),
        spans,
    }
}

fn split(marked: &Marked) -> Command {
    Command::Split {
        mention: id(1),
        at: marked.caret(),
    }
}

fn join_all(marked: &Marked) -> Command {
    let mentions = marked.document.mentions();
    Command::Join(mentions.iter().map(|it| it.id.clone()).collect())
}

fn tag(marked: &Marked, label: &str, beside: Beside) -> Command {
    Command::Tag {
        document: DocumentId::numbered(1),
        mention: NewMention {
            spans: marked.span().into(),
            label: LabelRef::Name(label.into()),
        },
        beside,
    }
}

fn ask(marked: &Marked) -> Command {
    tag(marked, "Author", Beside::Ask)
}

fn replace(marked: &Marked) -> Command {
    tag(marked, "Author", Beside::Replace)
}

fn add(marked: &Marked) -> Command {
    tag(marked, "Author", Beside::Add)
}

fn open(marked: &Marked) -> Session {
    let mut project = marked.clone().project();
    let document = Rc::make_mut(&mut project.documents[0]);
    document.id = DocumentId::numbered(1);
    Session::new(project, History::default())
}

/// Runs a command, checks that it can be undone and redone and that the first mention keeps its id, and draws what it
/// did.
#[expect(clippy::needless_pass_by_value, reason = "an expectation is used once")]
#[track_caller]
fn check(marked: &str, command: fn(&Marked) -> Command, expected: Expect) {
    let marked = parse(marked);
    let mut session = open(&marked);
    let before = session.project().clone();
    let transaction = session.run(&command(&marked)).unwrap();
    let after = session.project().clone();
    if !transaction.is_empty() {
        session.undo().unwrap();
        assert_same(session.project(), &before);
        session.redo().unwrap();
        assert_same(session.project(), &after);
    }
    let is_kept = before.mention(&id(1)).is_none() || after.mention(&id(1)).is_some();
    assert!(is_kept, "the first mention has lost its id");
    let name = if transaction.is_empty() {
        "nothing"
    } else {
        &transaction.name
    };
    let drawn = print_project(&after);
    let (_, drawn) = drawn.split_once(": ").unwrap();
    expected.assert_eq(&format!("{name}\n{drawn}"));
}

#[track_caller]
fn check_error(marked: &str, command: fn(&Marked) -> Command, expected: &str) {
    let marked = parse(marked);
    let mut session = open(&marked);
    let error = session.run(&command(&marked)).unwrap_err();
    assert_eq!(error.to_string(), expected);
    assert!(session.history().done().is_empty());
}

#[test]
fn an_edge_moves_outward_and_inward() {
    check(
        "Ada {}King [Lovelace|P] met",
        move_start,
        expect![[r#"
            change “Lovelace” to “King Lovelace”
            Ada [King Lovelace|P] met"#]],
    );
    check(
        "[Ada King{} Lovelace|P] met",
        move_end,
        expect![[r#"
            change “Ada King Lovelace” to “Ada King”
            [Ada King|P] Lovelace met"#]],
    );
}

#[test]
fn an_edge_that_moves_inward_over_a_piece_takes_it_out() {
    check(
        "[1:pain|S:1] in the [1:left|S:1] or {}right [1:leg|S:1]",
        move_start,
        expect![[r#"
            take a piece out of “pain left leg”
            pain in the left or right [leg|S]"#]],
    );
    check(
        "[1:pain|S:1] in{} the [1:leg|S:1]",
        move_end,
        expect![[r#"
            take a piece out of “pain leg”
            [pain|S] in the leg"#]],
    );
}

#[test]
fn the_whole_span_moves() {
    check(
        "[Ada|P] met {Charles}",
        move_to,
        expect![[r#"
            change “Ada” to “Charles”
            Ada met [Charles|P]"#]],
    );
    check(
        "{[Ada|P]} met",
        move_to,
        expect![[r#"
            nothing
            [Ada|P] met"#]],
    );
}

#[test]
fn a_piece_is_added_and_joined_with_what_it_touches() {
    check(
        "[pain|S] in the {leg}",
        add_piece,
        expect![[r#"
            add a piece to “pain”
            [1:pain|S:1] in the [1:leg|S:1]"#]],
    );
    check(
        "[1:pain|S:1]{ in the }[1:leg|S:1]",
        add_piece,
        expect![[r#"
            add a piece to “pain leg”
            [pain in the leg|S]"#]],
    );
}

#[test]
fn a_piece_is_taken_out() {
    check(
        "[1:pain|S:1] in the {[1:leg|S:1]}",
        take_piece,
        expect![[r#"
            take a piece out of “pain leg”
            [pain|S] in the leg"#]],
    );
    check(
        "[pain{ in the }leg|S]",
        take_piece,
        expect![[r#"
            take a piece out of “pain in the leg”
            [1:pain|S:1] in the [1:leg|S:1]"#]],
    );
}

#[test]
fn a_mention_that_takes_the_place_of_its_like_becomes_one_with_it() {
    check(
        "[Ada|P] met {[Charles|P]}",
        move_to,
        expect![[r#"
            change “Ada” to “Charles”
            Ada met [Charles|P]"#]],
    );
}

#[test]
fn unknown_fields_stay_and_of_two_that_become_one_both_are_kept() {
    let mut session = open(&parse("[Ada|P] met [Charles|P]"));
    let dressed: Vec<_> = [json!({ "a": 1 }), json!({ "a": 2, "b": 3 })]
        .into_iter()
        .zip(session.project().documents[0].mentions().iter())
        .map(|(fields, it)| {
            Rc::new(Mention {
                extra: Extra::new(fields.as_object().unwrap().clone()),
                ..Mention::clone(it)
            })
        })
        .collect();
    let removed = session.project().documents[0].mentions().iter();
    let change = Change::Mentions {
        document: DocumentId::numbered(1),
        removed: removed.cloned().collect(),
        added: dressed.clone(),
    };
    let transaction = Transaction {
        name: "dress".to_owned(),
        changes: vec![change],
    };
    session.commit(transaction).unwrap();
    session.run(&reshape(dressed[1].spans.clone())).unwrap();
    let (_, mention) = session.project().mention(&id(1)).unwrap();
    assert_eq!(json!(mention.extra.to_map()), json!({ "a": 1, "b": 3 }));
}

#[test]
fn a_mention_is_split_without_the_blanks_at_the_cut() {
    check(
        "[Ada {}Lovelace|P] met",
        split,
        expect![[r#"
            split “Ada Lovelace”
            [Ada|P] [Lovelace|P] met"#]],
    );
    check(
        "[1:pain|S:1] in {}the [1:leg|S:1]",
        split,
        expect![[r#"
            split “pain leg”
            [pain|S] in the [leg|S]"#]],
    );
    check(
        "[1:习近平{}[2:奥巴马|P:1]|P:2]",
        split,
        expect![[r#"
            split “习近平奥巴马”
            [习近平|P][奥巴马|P]"#]],
    );
}

#[test]
fn a_mention_is_split_only_between_two_characters_of_it() {
    for marked in [
        "{}[Ada|P]",
        "[Ada|P]{}",
        "[Ada|P] m{}et",
        "[Ada {}  |P]",
        "[e{}\u{301}a|P]",
        "[👩{}\u{200d}🚀|P]",
    ] {
        let at = parse(marked).caret();
        let expected = format!(
            "a mention is split within it, between two characters that are no blanks: not at {at}"
        );
        check_error(marked, split, &expected);
    }
}

#[test]
fn neighbours_of_one_label_are_joined() {
    check(
        "[Ada|P] [Lovelace|P] met",
        join_all,
        expect![[r#"
            join “Ada Lovelace”
            [Ada Lovelace|P] met"#]],
    );
    check(
        "[习近|P][平|P]说",
        join_all,
        expect![[r#"
            join “习近平”
            [习近平|P]说"#]],
    );
    check(
        "[1:Ada [2:King|P:1] Lovelace|P:2] \n[of Ockham|P]",
        join_all,
        expect![[r#"
            join “Ada King Lovelace of Ockham”
            [Ada King Lovelace 
            of Ockham|P]"#]],
    );
    check(
        "[1:pain|S:1] in [the|S] [1:leg|S:1] ",
        join_all,
        expect![[r#"
            join “pain the leg”
            [1:pain|S:1] in [1:the leg|S:1] "#]],
    );
    check(
        "[Ada|P] met",
        join_all,
        expect![[r#"
            nothing
            [Ada|P] met"#]],
    );
}

#[test]
fn what_is_apart_or_of_two_labels_is_not_joined() {
    let expected = "only mentions of one label that overlap, touch or have nothing but blanks between them can be joined";
    check_error("[Ada|P] met [Charles|P]", join_all, expected);
    check_error("[Ada|P] [met|E]", join_all, expected);
    check_error("Ada", join_all, expected);
}

#[test]
fn what_can_be_joined_is_found_in_the_blocks_beside_as_well() {
    let near = |marked: &str| {
        let marked = parse(marked);
        let mention = marked.document.mentions().get(&id(2)).unwrap();
        joinable(&marked.document, mention)
    };
    assert_eq!(
        near("[a|P]\n\n[b|P]\n\n[c|P]\n\n[d|P]"),
        [id(1), id(2), id(3)]
    );
    assert_eq!(near("[a|P] x [b|P] [c|Q]"), [id(2)]);
    assert_eq!(near("[a|P] [b|P]"), [id(1), id(2)]);
    // A block of what nobody sees is no text between.
    assert_eq!(near("[a|P]\n\n\u{200b}\n\n[b|P]"), [id(1), id(2)]);
}

#[test]
fn the_same_place_with_another_label_is_asked_about() {
    check_error(
        "{[[Ada|P]|Q]} met",
        ask,
        "the place is tagged as Q and P already",
    );
    check(
        "{Ada} [met|P]",
        ask,
        expect![[r#"
            tag “Ada” as Author
            [Ada|Author] [met|P]"#]],
    );
    check(
        "{[Ada|Author]} met",
        ask,
        expect![[r#"
            nothing
            [Ada|Author] met"#]],
    );
}

#[test]
fn the_same_place_with_another_label_is_replaced_or_added_to() {
    check(
        "{[[Ada|P]|Q]} met",
        replace,
        expect![[r#"
            label “Ada” as Author
            [Ada|Author] met"#]],
    );
    check(
        "{[Ada|P]} met",
        add,
        expect![[r#"
            tag “Ada” as Author
            [[Ada|Author]|P] met"#]],
    );
    check(
        "{[[Ada|P]|Author]} met",
        replace,
        expect![[r#"
            nothing
            [[Ada|P]|Author] met"#]],
    );
}

#[test]
fn what_is_not_there_or_does_not_fit_is_refused() {
    check_error(
        "Ada",
        |_| reshape(parse("{Ada}").span().into()),
        "there is no mention m1",
    );
    check_error(
        "[Ada|P]",
        |_| reshape(parse("Ada {met}").span().into()),
        "the span 4–7 ends beyond the text, which has 3 characters",
    );
    let label = |_: &Marked| Command::Tag {
        document: DocumentId::numbered(1),
        mention: NewMention {
            spans: parse("{Ada}").span().into(),
            label: LabelRef::Id(LabelId(9)),
        },
        beside: Beside::Add,
    };
    check_error("Ada", label, "there is no label 9");
}
