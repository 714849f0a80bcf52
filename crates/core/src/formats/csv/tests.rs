use super::{Rows, is_formula};
use crate::formats::{Beside, open_beside};
use crate::marked::{print_project, project};

#[track_caller]
fn check_rows(table: &str, expected: &[(usize, &[&str])]) {
    let rows: Vec<_> = Rows {
        rest: table,
        delimiter: ',',
        line: 1,
    }
    .collect();
    let expected: Vec<(usize, Vec<String>)> = expected
        .iter()
        .map(|(line, row)| (*line, row.iter().map(|&it| it.to_owned()).collect()))
        .collect();
    assert_eq!(rows, expected, "{table:?}");
}

#[test]
fn rows_are_those_of_rfc_4180() {
    check_rows("a,b\r\nc,\n", &[(1, &["a", "b"]), (2, &["c", ""])]);
    check_rows(
        "\"a,\"\"b\r\nc\",d\r\ne",
        &[(1, &["a,\"b\r\nc", "d"]), (3, &["e"])],
    );
    check_rows("a\rb,\"\"", &[(1, &["a\rb", ""])]);
    check_rows("a\"b,\"open", &[(1, &["a\"b", "open"])]);
    check_rows("", &[]);
}

/// Opens a table beside a document, and tells what came of it.
#[track_caller]
fn check(table: &str, expected: &str) {
    let open = project(&[("a.txt", "Ada met 👩 Ben, Ada.")]);
    let beside = Beside {
        documents: &open.documents,
        ..Beside::default()
    };
    let outcome = match open_beside("a.csv", table.to_owned(), beside) {
        Ok(opened) => {
            let losses = opened
                .losses
                .iter()
                .map(|it| format!("\n{}: {}", it.kind, it.message));
            print_project(&opened.project) + &losses.collect::<String>()
        }
        Err(error) => error.to_string(),
    };
    assert_eq!(outcome, expected, "{table}");
}

#[test]
fn tables_of_others_are_read() {
    check(
        "begin;end;type;quote\n10;13;P;Ben\n",
        "d1 a.txt: Ada met 👩 [Ben|P], Ada.",
    );
    check(
        "start,end,label,text\n11,14,P,Ben\n",
        "d1 a.txt: Ada met 👩 [Ben|P], Ada.\n\
         unit-utf-16: 1 mention counted UTF-16 units and was converted to code points",
    );
    check(
        "start,end,label,text\n9,12,P,Ada\n",
        "d1 a.txt: Ada met 👩 Ben, [Ada|P].\n\
         found-anew: 1 mention did not stand where its offsets said and was found by its quote",
    );
}

#[test]
fn what_is_wrong_is_told_with_its_line() {
    check(
        "start,end,label,text\n0,3,P,Ada\nx,3,P,Ada\n",
        "it looks like Table for spreadsheets (CSV), but line 3 is expected to be a row with whole numbers as \
         “start” and “end”; it can be opened as plain text",
    );
    check(
        "start,end,label,text,document\n0,4,P,Eve?,other.txt\n",
        "it looks like Table for spreadsheets (CSV), but it has no text of its own, and none that is open fits; \
         open “other.txt” first, or together with this file; it can be opened as plain text",
    );
}

#[test]
fn formulas_are_told_from_numbers() {
    for cell in ["=1", "+1", "-a", "@x", "\tx", "＝1", "-1+2", "-"] {
        assert!(is_formula(cell), "{cell:?}");
    }
    for cell in ["-1", "-1,200.5", "1-2", "", " =1", "a=1"] {
        assert!(!is_formula(cell), "{cell:?}");
    }
}
