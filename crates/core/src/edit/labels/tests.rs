use std::rc::Rc;

use expect_test::{Expect, expect};

use crate::edit::{Command, History, Session};
use crate::marked::{assert_same, print_project, project};
use crate::model::{Label, LabelId, LabelSet, Project};

/// Draws the label set, a line a label, each below its parent's name.
fn draw(labels: &LabelSet) -> String {
    let line = |it: &Rc<Label>| {
        let path: Vec<_> = labels.ancestors(it).map(|it| &*it.name).collect();
        let key = it.key.map_or("-".to_owned(), |it| it.to_string());
        let path = path.iter().map(|it| format!(" < {it}")).collect::<String>();
        let described = if it.description.is_empty() { "" } else { ": " };
        format!("{key} {}{path}{described}{}", it.name, it.description)
    };
    labels.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Runs commands one after the other, checks that each can be undone and redone, and draws the last one.
#[expect(clippy::needless_pass_by_value, reason = "an expectation is used once")]
#[track_caller]
fn check(texts: &[&str], commands: &[Command], expected: Expect) {
    let texts: Vec<_> = texts.iter().map(|it| ("a.txt", *it)).collect();
    let mut session = Session::new(project(&texts), History::default());
    let mut name = String::new();
    for command in commands {
        let before = session.project().clone();
        let transaction = session.run(command).unwrap();
        name = transaction.name.clone();
        if transaction.is_empty() {
            assert_same(session.project(), &before);
            name = "nothing".to_owned();
            continue;
        }
        let after = session.project().clone();
        session.undo().unwrap();
        assert_same(session.project(), &before);
        assert_eq!(session.project().labels, before.labels);
        session.redo().unwrap();
        assert_eq!(session.project().labels, after.labels);
    }
    let (labels, texts) = (
        draw(&session.project().labels),
        print_project(session.project()),
    );
    expected.assert_eq(&format!("{name}\n{labels}\n{texts}"));
}

#[track_caller]
fn check_error(commands: &[Command], expected: &str) {
    let mut session = Session::new(
        project(&[("a.txt", "[Ada|A] met [Bo|B] [Cy|C]")]),
        History::default(),
    );
    let (last, first) = commands.split_last().unwrap();
    first.iter().for_each(|it| drop(session.run(it).unwrap()));
    let before = session.project().clone();
    assert_eq!(session.run(last).unwrap_err().to_string(), expected);
    assert_eq!(session.project(), &before);
}

/// Gives one of the labels A, B, C (1, 2, 3) something else.
fn change(id: u32, change: impl FnOnce(&mut Label)) -> Command {
    let Project { labels, .. } = project(&[("a.txt", "[Ada|A] met [Bo|B] [Cy|C]")]);
    let mut label = Label::clone(labels.get(LabelId(id)).unwrap());
    change(&mut label);
    Command::ChangeLabel(Box::new(label))
}

fn under(id: u32, parent: u32) -> Command {
    change(id, |it| it.parent = Some(LabelId(parent)))
}

fn reorder(id: u32, position: usize) -> Command {
    Command::MoveLabel {
        label: LabelId(id),
        position,
    }
}

fn remove(id: u32, heir: Option<u32>) -> Command {
    Command::RemoveLabel {
        label: LabelId(id),
        heir: heir.map(LabelId),
    }
}

const TEXT: &[&str] = &["[Ada|A] met [Bo|B] [Cy|C]"];

#[test]
fn a_label_is_made() {
    check(
        TEXT,
        &[Command::AddLabel("  Place ".into())],
        expect![[r#"
        make the label “Place”
        1 A
        2 B
        3 C
        4 Place
        d1 a.txt: [Ada|A] met [Bo|B] [Cy|C]"#]],
    );
}

#[test]
fn a_label_is_renamed() {
    check(
        TEXT,
        &[change(1, |it| it.name = " Person ".into())],
        expect![[r#"
            rename “A” to “Person”
            1 Person
            2 B
            3 C
            d1 a.txt: [Ada|Person] met [Bo|B] [Cy|C]"#]],
    );
    check(
        TEXT,
        &[change(1, |_| ())],
        expect![[r#"
        nothing
        1 A
        2 B
        3 C
        d1 a.txt: [Ada|A] met [Bo|B] [Cy|C]"#]],
    );
}

#[test]
fn what_changes_at_once_is_named_at_once() {
    let all = |it: &mut Label| {
        it.color.red ^= 1;
        it.key = Some('P');
        it.description = "People, dead or alive.\n".into();
    };
    check(
        TEXT,
        &[change(1, all)],
        expect![[r#"
        recolor “A”, give “A” the key P, describe “A”
        p A: People, dead or alive.
        2 B
        3 C
        d1 a.txt: [Ada|A] met [Bo|B] [Cy|C]"#]],
    );
}

#[test]
fn a_key_is_taken_from_the_label_that_has_it() {
    check(
        TEXT,
        &[change(1, |it| it.key = Some('2'))],
        expect![[r#"
        give “A” the key 2, taken from “B”
        2 A
        - B
        3 C
        d1 a.txt: [Ada|A] met [Bo|B] [Cy|C]"#]],
    );
    check(
        TEXT,
        &[change(1, |it| it.key = None)],
        expect![[r#"
        take the key from “A”
        - A
        2 B
        3 C
        d1 a.txt: [Ada|A] met [Bo|B] [Cy|C]"#]],
    );
    check(
        TEXT,
        &[change(1, |it| it.key = Some('\n'))],
        expect![[r#"
        take the key from “A”
        - A
        2 B
        3 C
        d1 a.txt: [Ada|A] met [Bo|B] [Cy|C]"#]],
    );
}

#[test]
fn labels_stand_below_others() {
    check(
        TEXT,
        &[under(2, 1), under(3, 2)],
        expect![[r#"
        put “C” under “B”
        1 A
        2 B < A
        3 C < B < A
        d1 a.txt: [Ada|A] met [Bo|B] [Cy|C]"#]],
    );
    check(
        TEXT,
        &[under(2, 1), change(2, |_| ())],
        expect![[r#"
        put “B” at the top
        1 A
        2 B
        3 C
        d1 a.txt: [Ada|A] met [Bo|B] [Cy|C]"#]],
    );
}

#[test]
fn no_label_is_below_itself() {
    check_error(&[under(1, 1)], "“A” would be below itself");
    check_error(
        &[under(2, 1), under(3, 2), under(1, 3)],
        "“A” would be below itself",
    );
    check_error(&[under(1, 9)], "there is no label 9");
}

#[test]
fn a_label_moves_up_and_down() {
    check(
        TEXT,
        &[reorder(3, 0)],
        expect![[r#"
        move “C” up
        3 C
        1 A
        2 B
        d1 a.txt: [Ada|A] met [Bo|B] [Cy|C]"#]],
    );
    check(
        TEXT,
        &[reorder(1, 7)],
        expect![[r#"
        move “A” down
        2 B
        3 C
        1 A
        d1 a.txt: [Ada|A] met [Bo|B] [Cy|C]"#]],
    );
    check(
        TEXT,
        &[reorder(2, 1)],
        expect![[r#"
        nothing
        1 A
        2 B
        3 C
        d1 a.txt: [Ada|A] met [Bo|B] [Cy|C]"#]],
    );
}

#[test]
fn a_label_goes_with_its_mentions() {
    check(
        &["[Ada|A] met [Bo|B]", "[Cy|B]", "[Di|A]"],
        &[remove(2, None)],
        expect![[r#"
            remove the label “B” and its 2 mentions
            1 A
            d1 a.txt: [Ada|A] met Bo
            d2 a.txt: Cy
            d3 a.txt: [Di|A]"#]],
    );
}

#[test]
fn the_mentions_of_a_label_go_to_its_heir_and_those_that_are_there_already_stay_one() {
    check(
        &["[[Ada|A]|B] met [Bo|B]", "[Cy|B]"],
        &[remove(2, Some(1))],
        expect![[r#"
            merge “A” into “B”
            1 B
            d1 a.txt: [Ada|B] met [Bo|B]
            d2 a.txt: [Cy|B]"#]],
    );
    check(
        &["[Ada|A]"],
        &[remove(1, Some(1))],
        expect![[r#"
        nothing
        1 A
        d1 a.txt: [Ada|A]"#]],
    );
}

#[test]
fn the_labels_below_one_that_goes_move_up() {
    check(
        TEXT,
        &[under(2, 1), under(3, 2), remove(2, Some(3))],
        expect![[r#"
            merge “B” into “C”
            1 A
            3 C < A
            d1 a.txt: [Ada|A] met [Bo|C] [Cy|C]"#]],
    );
}

#[test]
fn what_cannot_be_is_refused() {
    check_error(
        &[Command::AddLabel("A".into())],
        "there is a label “A” already; the two can be merged",
    );
    check_error(
        &[change(1, |it| it.name = "B".into())],
        "there is a label “B” already; the two can be merged",
    );
    check_error(
        &[change(1, |it| it.name = " ".into())],
        "a label needs a name of 1 to 200 characters, found \"\"",
    );
    let long = "x".repeat(5_001);
    check_error(
        &[change(1, |it| it.description = long.into())],
        "a description has at most 5000 characters, and this one has 5001",
    );
    check_error(&[remove(9, None)], "there is no label 9");
    check_error(&[remove(1, Some(9))], "there is no label 9");
    check_error(&[reorder(9, 0)], "there is no label 9");
}

/// A file of labels alone.
fn file(labels: &[(&str, Option<u32>, &str)]) -> Command {
    let mut project = Project::default();
    for ((name, parent, description), n) in labels.iter().zip(1..) {
        let set = Rc::make_mut(&mut project.labels);
        let label = Label {
            id: LabelId(n),
            parent: parent.map(LabelId),
            description: (*description).into(),
            ..set.label_for(name, &[])
        };
        set.insert(usize::MAX, Rc::new(label));
    }
    Command::Import(Box::new(project))
}

#[test]
fn a_label_set_brings_parents_and_descriptions() {
    let set = file(&[
        ("X", Some(2), ""),
        ("Y", None, "what is y"),
        ("A", Some(1), "all that is a"),
    ]);
    check(
        &["[Ada|A]"],
        &[set.clone(), set],
        expect![[r#"
        nothing
        1 A < X < Y: all that is a
        4 X < Y
        2 Y: what is y
        d1 a.txt: [Ada|A]"#]],
    );
}

#[test]
fn what_a_label_has_stays_and_no_circle_is_made_of_two_sets() {
    let set = file(&[("A", Some(2), "other"), ("B", None, "")]);
    check(
        TEXT,
        &[
            change(1, |it| it.description = "own".into()),
            under(2, 1),
            set,
        ],
        expect![[r#"
            nothing
            1 A: own
            2 B < A
            3 C
            d1 a.txt: [Ada|A] met [Bo|B] [Cy|C]"#]],
    );
}
