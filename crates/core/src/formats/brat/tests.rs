use crate::formats::open_all;
use crate::marked::print_project;

/// Opens files together, and tells what came of them.
#[track_caller]
fn check(files: &[(&str, &str)], expected: &str) {
    let files: Vec<_> = files
        .iter()
        .map(|it| (it.0.to_owned(), it.1.to_owned()))
        .collect();
    let mut outcome = Vec::new();
    for (file, opened) in open_all(&files, &[]) {
        outcome.push(match opened {
            Ok(opened) => {
                let labels = opened
                    .project
                    .labels
                    .iter()
                    .map(|it| format!(" {}", it.name));
                let losses = opened.losses.iter();
                let losses = losses.map(|it| format!("\n{}: {}", it.kind, it.message));
                let extra = opened.project.documents[0].extra.iter();
                let extra = extra.map(|it| format!("\n{}: {}", it.0, it.1));
                print_project(&opened.project)
                    + "\nlabels:"
                    + &labels.collect::<String>()
                    + &losses.collect::<String>()
                    + &extra.collect::<String>()
            }
            Err(error) => format!("{}: {error}", files[file].0),
        });
    }
    assert_eq!(outcome.join("\n"), expected);
}

const TEXT: (&str, &str) = ("a.txt", "Ada held\nher left and right hand.");

#[test]
fn annotations_find_their_text_and_their_types() {
    let ann = "T1\tPerson 0 3\tAda\nT2\tBody_part 13 17;28 32\tleft hand\nT3\tAct 4 8;9 12\theld her\n\
               #1\tAnnotatorNotes T2\tlabel: Body part\n";
    let conf = "# types\n[entities]\nThing\n\tPlace\n-Body_part\n!Act\n[relations]\nR Arg1:Thing\n";
    check(
        &[
            ("annotation.conf", conf),
            ("a.ann", ann),
            TEXT,
            ("b.txt", "Alone"),
        ],
        "d1 a.txt: [Ada|Person] [held\nher|Act] [1:left|Body part:1] and right [1:hand|Body part:1].\n\
         labels: Thing Place Body part Person Act\n\
         d1 b.txt: Alone\nlabels:",
    );
}

#[test]
fn what_is_no_mention_is_kept_and_told() {
    let ann =
        "T1\tPerson 0 3\tAda\nR1\tHas Arg1:T1 Arg2:T1\nT2 broken\n#1\tAnnotatorNotes T1\tA note\n";
    check(
        &[("x/a.ann", ann), ("x/a.txt", TEXT.1)],
        "d1 a.txt: [Ada|Person] held\nher left and right hand.\nlabels: Person\n\
         brat-line: 2 relations, events, attributes or notes are not shown, and are kept beside the document\n\
         line: 1 line is no annotation that brat knows, and is kept beside the document (line 3)\n\
         brat: [\"R1\\tHas Arg1:T1 Arg2:T1\",\"T2 broken\",\"#1\\tAnnotatorNotes T1\\tA note\"]",
    );
}

#[test]
fn a_broken_first_line_hides_no_other() {
    let ann = "T1\tPerson -1 3\tAda\nT2\tPerson 0 3\tAda\n";
    check(
        &[("a.ann", ann), TEXT],
        "d1 a.txt: [Ada|Person] held\nher left and right hand.\nlabels: Person\n\
         line: 1 line is no annotation that brat knows, and is kept beside the document (line 1)\n\
         brat: [\"T1\\tPerson -1 3\\tAda\"]",
    );
}

#[test]
fn annotations_without_their_text_are_refused() {
    check(
        &[("a.ann", "T1\tPerson 0 3\tAda\n")],
        "a.ann: it looks like brat (.txt, .ann), but it has no text of its own, and none that is open fits; open “a.txt” \
         first, or together with this file; it can be opened as plain text",
    );
}
