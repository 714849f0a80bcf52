use expect_test::{Expect, expect};

use super::{Content, File, gathered, open_all};

fn check(files: &[(&str, &[u8])], expected: &Expect) {
    let file = |(name, bytes): &(&str, &[u8])| File {
        name: (*name).to_owned(),
        content: Content::Bytes(bytes.to_vec()),
    };
    let outcomes = gathered(open_all(files.iter().map(file).collect(), &[]));
    let told = outcomes.iter().map(|(name, opened)| match opened {
        Ok(_) => format!("{name}\n"),
        Err(notice) => format!("{} [{}]\n", notice.text, notice.offers.len()),
    });
    expected.assert_eq(&told.collect::<String>());
}

const PICTURE: &[u8] = b"\x89PNG\r\n";

#[test]
fn one_notice_tells_of_files_that_were_refused_for_the_same_reason() {
    check(
        &[("a.png", PICTURE), ("one.txt", b"One."), ("b.png", PICTURE)],
        &expect![[r#"
            “a.png” was not opened: it is a picture (PNG), not a text; save it as plain text (UTF-8) and open that. The same goes for “b.png”. [0]
            one.txt
        "#]],
    );
    check(
        &[
            ("a", PICTURE),
            ("b", PICTURE),
            ("c", PICTURE),
            ("d.pdf", b"%PDF-1.7"),
            ("e", PICTURE),
        ],
        &expect![[r#"
            “a” was not opened: it is a picture (PNG), not a text; save it as plain text (UTF-8) and open that. The same goes for “b”, “c”, “e”. [0]
            “d.pdf” was not opened: it is a PDF, not a text; save it as plain text (UTF-8) and open that. [0]
        "#]],
    );
    let many: Vec<String> = (0..100).map(|it| format!("{it}.png")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|it| (it.as_str(), PICTURE)).collect();
    check(
        &many,
        &expect![[r#"
            “0.png” was not opened: it is a picture (PNG), not a text; save it as plain text (UTF-8) and open that. The same goes for “1.png”, “2.png”, “3.png” and 96 more. [0]
        "#]],
    );
}

#[test]
fn each_file_that_something_can_be_done_for_has_a_notice_of_its_own() {
    check(
        &[("a.txt", b"caf\xe9"), ("b.txt", b"caf\xe9")],
        &expect![[r#"
        “a.txt” was not opened: line 1 is not valid UTF-8 (byte 3 of the file); the file may be in an older encoding. [1]
        “b.txt” was not opened: line 1 is not valid UTF-8 (byte 3 of the file); the file may be in an older encoding. [1]
    "#]],
    );
}
