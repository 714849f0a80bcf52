use super::{parse, print, print_project, project};

/// Reads marked text, and checks that writing it gives it back.
#[track_caller]
fn check(marked: &str, text: &str, mentions: &[&str]) {
    let read = parse(marked);
    assert_eq!(read.document.text().as_str(), text);
    let found: Vec<String> = read
        .document
        .mentions()
        .iter()
        .map(|it| {
            let ranges: Vec<String> = it
                .spans
                .iter()
                .map(|it| format!("{}..{}", it.start(), it.end()))
                .collect();
            let label = &read.labels.get(it.label).unwrap().name;
            format!("{} {label} {}", it.id, ranges.join(" "))
        })
        .collect();
    assert_eq!(found, mentions);
    assert_eq!(
        print(&read.document, &read.labels, read.selection.clone()),
        marked
    );
}

#[test]
fn brackets_make_a_mention() {
    check("[Ada|PER] met Charles", "Ada met Charles", &["m1 PER 0..3"]);
}

#[test]
fn text_without_marks_is_itself() {
    check("Ada met: Charles", "Ada met: Charles", &[]);
    check("", "", &[]);
}

#[test]
fn braces_make_a_selection() {
    let read = parse("[Ada|PER] met {Charles}");
    assert_eq!((read.span().start(), read.span().end()), (8, 15));
    check(
        "[Ada|PER] met {Charles}",
        "Ada met Charles",
        &["m1 PER 0..3"],
    );
    check("{[Ada|PER]} met", "Ada met", &["m1 PER 0..3"]);
    check("[A{d}a|PER] met", "Ada met", &["m1 PER 0..3"]);
}

#[test]
fn empty_braces_are_a_caret() {
    assert_eq!(parse("Ad{}a").caret(), 2);
    check("Ad{}a", "Ada", &[]);
    check("Ada{}", "Ada", &[]);
    check("[a|X]{}[b|X]", "ab", &["m1 X 0..1", "m2 X 1..2"]);
}

#[test]
fn mentions_nest() {
    check(
        "[Russian [Vladimir Putin|Person]|Title]",
        "Russian Vladimir Putin",
        &["m1 Title 0..22", "m2 Person 8..22"],
    );
    check("[[Ada|X] met|Y]", "Ada met", &["m1 Y 0..7", "m2 X 0..3"]);
}

#[test]
fn mentions_on_one_place_stand_from_the_oldest_to_the_newest() {
    check("[[Ada|X]|Y]", "Ada", &["m1 Y 0..3", "m2 X 0..3"]);
}

#[test]
fn numbers_let_mentions_cross() {
    check(
        "[1:a b [2:c|X:1] d|Y:2]",
        "a b c d",
        &["m1 X 0..5", "m2 Y 4..7"],
    );
}

#[test]
fn a_number_that_stands_again_makes_a_discontinuous_mention() {
    check(
        "[1:pain|SYM:1] in the [1:leg|SYM:1]",
        "pain in the leg",
        &["m1 SYM 0..4 12..15"],
    );
}

#[test]
fn a_backslash_takes_the_meaning_from_a_mark() {
    check(
        r"\[a\] \{b\} [c\||X\:1\]] \\",
        r"[a] {b} c| \",
        &["m1 X:1] 8..10"],
    );
}

#[test]
fn offsets_count_code_points() {
    check("🙂[👩‍🚀|X]", "🙂👩‍🚀", &["m1 X 1..4"]);
}

#[test]
fn a_colon_in_a_mention_is_text() {
    check("[at 10:30|TIME]", "at 10:30", &["m1 TIME 0..8"]);
    check(r"[\10:30|TIME]", "10:30", &["m1 TIME 0..5"]);
}

#[test]
fn labels_get_ids_in_the_order_of_the_text() {
    let read = parse("[a [b|X]|Y] [c|X]");
    let names: Vec<_> = read.labels.iter().map(|it| (it.id.0, &*it.name)).collect();
    assert_eq!(names, [(1, "Y"), (2, "X")]);
}

#[test]
fn a_project_holds_the_document_and_its_labels() {
    let project = parse("[a|X]").project();
    assert_eq!(project.n_mentions(), 1);
    assert_eq!(project.labels.len(), 1);
}

#[test]
fn ids_and_labels_go_on_from_document_to_document() {
    let project = project(&[
        ("a.txt", "[a|X] [b|Y]"),
        ("b.txt", "[c|Y] d"),
        ("c.txt", ""),
    ]);
    let printed = "d1 a.txt: [a|X] [b|Y]\nd2 b.txt: [c|Y] d\nd3 c.txt: ";
    assert_eq!(print_project(&project), printed);
    let ids: Vec<_> = project
        .documents
        .iter()
        .flat_map(|it| it.mentions().iter())
        .map(|it| (it.id.as_str(), it.label.0))
        .collect();
    assert_eq!(ids, [("m1", 1), ("m2", 2), ("m3", 2)]);
}
