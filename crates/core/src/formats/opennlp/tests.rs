use crate::formats::open;
use crate::marked::print_project;

#[track_caller]
fn check(file: &str, expected: &str) {
    let outcome = match open("x.txt", file.to_owned()) {
        Ok(opened) => print_project(&opened.project),
        Err(error) => error.to_string(),
    };
    assert_eq!(outcome, expected, "{file}");
}

#[test]
fn an_empty_line_divides_documents() {
    check(
        "<START:P> Ada Lovelace <END> met .\nB <START> C <END>\n\n<START:P> D <END>\n",
        "d1 x-1.txt: [Ada Lovelace|P] met .\nB [C|default]\n\nd2 x-2.txt: [D|P]\n",
    );
}

#[test]
fn marks_that_do_not_fit_are_refused_with_their_line() {
    let nested = "it looks like OpenNLP name samples, but line 2 is expected to be names that begin by “<START:…>”, end \
                  by “<END>” and do not nest; it can be opened as plain text";
    check(
        "<START:P> A <END>\n<START:P> A <START:Q> B <END> <END>",
        nested,
    );
    check("<START:P> A <END>\nB <END>", nested);
    check(
        "<START:P> A <END>\n<START:P> B",
        "it looks like OpenNLP name samples, but line 2 is expected to be a line in which each name ends by “<END>”; it \
         can be opened as plain text",
    );
}
