use crate::formats::{Beside, open_beside};
use crate::marked::{print_project, project};

/// Opens a file beside a document, and tells what came of it.
#[track_caller]
fn check(file: &str, expected: &str) {
    let open = project(&[("a.txt", "Ada  met Ben Ada, in St. Ives.")]);
    let beside = Beside {
        documents: &open.documents,
        ..Beside::default()
    };
    let outcome = match open_beside("x.conll", file.to_owned(), beside) {
        Ok(opened) => {
            let losses = opened.losses.iter();
            let losses = losses.map(|it| format!("\n{}: {}", it.kind, it.message));
            print_project(&opened.project) + &losses.collect::<String>()
        }
        Err(error) => error.to_string(),
    };
    assert_eq!(outcome, expected, "{file}");
}

#[test]
fn tokens_are_put_on_the_text_that_is_open() {
    let joined = "joined: 1 document has no text in the file, and none that is open fits: its tokens were joined by blanks";
    let head = "-DOCSTART- -X- -X- O\n\nAda NNP I-NP B-PER\nmet V I-VP O\nBen NNP I-NP B-PER\n";
    check(
        &format!(
            "{head}Ada NNP I-NP B-PER\n, , O O\nin P O O\nSt. X O S-LOC\nIves NNP O B-LOC\n. . O O\n"
        ),
        "d1 a.txt: [Ada|PER]  met [Ben|PER] [Ada|PER], in [St.|LOC] [Ives|LOC].",
    );
    check(
        &format!("{head}\nEve N N O\r\n"),
        &format!("d1 x.txt: [Ada|PER] met [Ben|PER]\nEve\n\n{joined}"),
    );
}

#[test]
fn a_document_of_one_token_is_known_by_the_line_before_it() {
    let joined = "joined: 1 document has no text in the file, and none that is open fits: its tokens were joined by blanks";
    check(
        "-DOCSTART- -X- O O\n\nEve -X- -X- B-PER\n\n",
        &format!("d1 x.txt: [Eve|PER]\n\n{joined}"),
    );
}

#[test]
fn a_comment_that_ends_with_a_tag_is_a_comment() {
    check(
        "# newdoc id = b\n# text = O\n1\tO\t_\t_\t_\t_\t_\t_\t_\tSpacesAfter=\\n|NER=B-X\n\n",
        "d1 b: [O|X]\n",
    );
}

#[test]
fn numbered_tokens_may_have_several_columns_of_tags() {
    check(
        "#\thttps://example.org/ada [2009-10-17]\n1\tAda\tB-PER\tO\n2\tvon\tI-PER\tO\n3\tBerlin\tI-PER\tB-LOC\n\
         4\tund\tO\tO\n5\tEve\tB-PERpart\tO\n\n#\thttps://example.org/1 [2009-10-18]\n1\tO\tO\tB-LOC\n",
        "d1 x.txt: [Ada von [Berlin|LOC]|PER] und [Eve|PERpart]\n[O|LOC]\n\n\
         joined: 1 document has no text in the file, and none that is open fits: its tokens were joined by blanks",
    );
    // Numbers may be the words of a text.
    check(
        "1 CD O\n2 CD B-N\n3 CD O\n",
        "d1 x.txt: 1 [2|N] 3\n\n\
         joined: 1 document has no text in the file, and none that is open fits: its tokens were joined by blanks",
    );
}

#[test]
fn every_scheme_of_tags_is_read() {
    let rest = "Ada\tO\n,\tO\nin\tO\nSt.\tB-LOC\nIves\tE-LOC\n.\tO\n";
    check(
        &format!("Ada\tS-P\nmet\tO\nBen\tU-P\n{rest}"),
        "d1 a.txt: [Ada|P]  met [Ben|P] Ada, in [St. Ives|LOC].",
    );
    // IOB1: neighbors of one label are told by B-.
    check(
        "Ada\tI-P\nmet\tO\nBen\tI-P\nAda\tB-P\n,\tO\nin\tO\nSt.\tI-LOC\nIves\tI-LOC\n.\tO\n",
        "d1 a.txt: [Ada|P]  met [Ben|P] [Ada|P], in [St. Ives|LOC].",
    );
    check(
        &format!("Ada\tB-P\nmet\tI-Q\nBen\tO\n{rest}"),
        "d1 a.txt: [Ada|P]  [met|Q] Ben Ada, in [St. Ives|LOC].\n\
         tag: 1 tag continues a mention that does not stand before it, and begins a new one (line 2)",
    );
}

#[test]
fn conll_u_tells_its_own_text() {
    let line =
        |id: &str, form: &str, misc: &str| format!("{id}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}\n");
    let file = [
        "# newdoc id = b.txt\n# text = x\n",
        &line("1", "Eve", "NER=B-P|SpacesAfter=\\s\\u00a0"),
        &line("2-3", "can't", "_"),
        &line("2", "can", "_"),
        &line("3", "not", "_"),
        &line("4", "go", "SpaceAfter=No"),
    ];
    check(&file.concat(), "d1 b.txt: [Eve|P] \u{a0}can't go");
}

#[test]
fn what_is_wrong_is_told_with_its_line() {
    check(
        &("Ada\tO\n".repeat(60) + "Ben\tX-Y\n"),
        "it looks like IOB2 (token, tag), but line 61 is expected to be a token and a tag, such as “O” or “B-Person”; \
         it can be opened as plain text",
    );
}

#[test]
fn prose_is_no_table() {
    for text in [
        "Plan B-1\n",
        "1 in ten of the people here had never seen any snow.\n",
        "one two O\n",
        "# O\n",
        "a\tb\n",
        "1. O\n2. B-x\n",
    ] {
        let opened = open_beside("a.txt", text.to_owned(), Beside::default()).unwrap();
        assert_eq!(opened.project.documents[0].text().as_str(), text);
    }
}
