use super::{Packed, UnzipError, packed};
use crate::formats::export::OutFile;
use crate::formats::zip::Zip;

fn archive(files: &[(&str, &str)]) -> Vec<u8> {
    let file = |&(name, text): &(&str, &str)| OutFile {
        name: name.to_owned(),
        mime: "text/plain",
        bytes: text.as_bytes().to_vec(),
    };
    Zip::of(&files.iter().map(file).collect::<Vec<_>>())
}

fn names(archive: &[u8]) -> Vec<String> {
    let files = packed(archive).expect("an archive").expect("a whole one");
    files.into_iter().map(|it| it.name).collect()
}

#[test]
fn what_was_zipped_is_unzipped() {
    let files = [("a/b.txt", "Ada"), ("ü.ann", ""), ("c.txt", "Eve\n")];
    let archive = archive(&files);
    let found = packed(&archive).unwrap().unwrap();
    let content = |it: &Packed| {
        (
            it.name.clone(),
            String::from_utf8(it.bytes.to_vec()).unwrap(),
        )
    };
    let found_files: Vec<_> = found.iter().map(content).collect();
    assert_eq!(
        found_files,
        files.map(|(name, text)| (name.to_owned(), text.to_owned()))
    );
    assert!(found.iter().all(|it| !it.is_deflated && it.is(it.bytes)));
    assert!(!found[0].is(b"Adb"));
    assert!(!found[0].is(b"Ad"));
}

#[test]
fn a_comment_may_stand_behind_the_directory() {
    let mut archive = archive(&[("a.txt", "Ada")]);
    let len = archive.len();
    archive[len - 2] = 3;
    archive.extend(b"PK!");
    assert_eq!(names(&archive), ["a.txt"]);
}

#[test]
fn folders_and_what_systems_hide_are_left_out() {
    let archive = archive(&[
        ("a/", ""),
        ("a/b.txt", "Ada"),
        ("__MACOSX/a/._b.txt", "?"),
        (".DS_Store", "?"),
        ("a/.git/c", "?"),
    ]);
    assert_eq!(names(&archive), ["a/b.txt"]);
    let hidden = self::archive(&[("a/", ""), (".DS_Store", "?")]);
    assert_eq!(packed(&hidden), Some(Err(UnzipError::Empty)));
}

#[test]
fn what_is_an_archive_only_technically_is_none() {
    assert_eq!(packed(b"Ada"), None);
    assert_eq!(
        packed(&archive(&[
            ("[Content_Types].xml", ""),
            ("word/document.xml", "")
        ])),
        None
    );
    assert_eq!(
        packed(&archive(&[("mimetype", "application/epub+zip")])),
        None
    );
}

#[test]
fn what_is_damaged_or_unknown_is_refused_and_nothing_panics() {
    let whole = archive(&[("a.txt", "Ada"), ("b.txt", "Eve")]);
    for n_bytes in 4..whole.len() {
        assert_eq!(
            packed(&whole[..n_bytes]),
            Some(Err(UnzipError::Damaged)),
            "{n_bytes}"
        );
    }
    for at in 4..whole.len() {
        for byte in [0, 0xff] {
            let mut damaged = whole.clone();
            damaged[at] = byte;
            drop(packed(&damaged));
        }
    }
    let at = whole.windows(4).position(|it| it == b"PK\x01\x02").unwrap();
    for (field, value) in [(8, 1), (10, 12)] {
        let mut unknown = whole.clone();
        unknown[at + field] |= value;
        assert_eq!(packed(&unknown), Some(Err(UnzipError::Unknown)), "{field}");
    }
}
