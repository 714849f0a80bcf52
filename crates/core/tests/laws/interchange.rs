//! Laws of the formats of other programs: what is not told as lost comes back, and no file breaks a reader.

use std::collections::BTreeSet;
use std::rc::Rc;

use glossator_core::Spans;
use glossator_core::formats::wire::{Reader, Writer};
use glossator_core::formats::{
    Beside, Exported, FORMATS, Options, OutFile, Portions, Projection, Tokenizer, Totals, Zip,
    export, open_all, open_beside,
};
use glossator_core::model::{Document, DocumentId, MentionId, Project};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::strategies::{content, project};

/// A project as it comes to a worker.
fn across(project: &Project) -> Project {
    let mut writer = Writer::default();
    writer.project(project);
    let bytes = writer.into_bytes();
    let mut reader = Reader::new(&bytes);
    let read = reader.project().expect("what was written");
    assert!(reader.is_done());
    read
}

/// A project whose documents have names of their own, as files do.
fn named(project: Project) -> Project {
    let rename = |(document, n): (&Rc<Document>, usize)| {
        let mut document = Document::clone(document);
        document.name = format!("{n} text.txt").into();
        Rc::new(document)
    };
    Project {
        documents: project.documents.iter().zip(1..).map(rename).collect(),
        ..project
    }
}

fn options() -> impl Strategy<Value = Options> {
    let (projections, tokenizers) = (
        Projection::ALL.map(|it| it.0),
        Tokenizer::ALL.map(|it| it.0),
    );
    (select(projections.to_vec()), select(tokenizers.to_vec())).prop_map(
        |(projection, tokenizer)| Options {
            projection,
            tokenizer,
        },
    )
}

/// A mention as it is compared: where it stands, and its label.
type Told = (String, Spans, String);

fn told(project: &Project, is_told: impl Fn(&DocumentId, &MentionId) -> bool) -> Vec<Told> {
    let mut all = Vec::new();
    for document in &project.documents {
        for it in document
            .mentions()
            .iter()
            .filter(|it| is_told(&document.id, &it.id))
        {
            let label = project.labels.get(it.label).expect("it is of the set");
            let text = document.text().as_str().to_owned();
            all.push((text, it.spans.clone(), label.name.to_string()));
        }
    }
    all.sort();
    all
}

fn texts(exported: &Exported) -> Vec<(String, String)> {
    let files = exported.files.iter().map(|it| {
        let text = String::from_utf8(it.bytes.clone()).expect("it is UTF-8");
        (
            it.name.clone(),
            text.trim_start_matches('\u{feff}').to_owned(),
        )
    });
    files.collect()
}

proptest! {
    #![proptest_config(crate::config())]

    #[test]
    fn what_is_not_told_as_lost_comes_back(project in project().prop_map(named), options in options()) {
        // An empty list may be of any format; and a file loses a byte-order mark at its beginning, which may be that of
        // the text or its first token.
        let is_mark = |it: &char| *it == '\u{feff}';
        let first = |text: &str| text.chars().find(|it| is_mark(it) || it.is_alphanumeric());
        let has_mark = project.documents.iter().any(|it| first(it.text().as_str()).is_some_and(|it| is_mark(&it)));
        if project.documents.is_empty() || has_mark {
            return Ok(());
        }
        for format in FORMATS.iter().filter(|it| it.is_written() && it.is_read()) {
            let exported = export(&project, format, &options);
            let lost: BTreeSet<_> = exported.losses.iter().flat_map(|it| &it.mentions).collect();
            let kept = told(&project, |document, id| !lost.contains(&(document.clone(), id.clone())));
            let files = texts(&exported);
            let mut back = Vec::new();
            for (file, opened) in open_all(&files, &project.documents) {
                let opened = opened.map_err(|error| {
                    TestCaseError::fail(format!("{format:?}: {}: {error}\n{}", files[file].0, files[file].1))
                })?;
                prop_assert!(opened.readings.is_empty() || opened.readings.len() == 2);
                let fits = |it: &Project| told(it, |_, _| true);
                // Where nothing in the file tells its unit, one of the readings is the right one.
                let readings = opened.readings.iter().map(|it| fits(&it.project));
                let readings: Vec<_> = readings.chain([fits(&opened.project)]).collect();
                let n_kept = |it: &Vec<Told>| it.iter().filter(|it| kept.binary_search(it).is_ok()).count();
                back.extend(readings.into_iter().max_by_key(n_kept).unwrap_or_default());
            }
            back.sort();
            let missing: Vec<_> = kept.iter().filter(|it| back.binary_search(it).is_err()).collect();
            prop_assert!(missing.is_empty(), "{format:?} loses {missing:?} silently\n{files:?}");
            let n_new = back.iter().filter(|it| kept.binary_search(it).is_err()).count();
            prop_assert!(n_new <= lost.len(), "{format:?} adds\n{files:?}");
        }
    }

    #[test]
    fn no_file_breaks_a_reader(project in project().prop_map(named), edits in vec((any::<Index>(), any::<Index>(), select(vec!["", "0", "-1", "\"", "\t", "\n", "<", ">", "&", "}", "[]", "null", "T1", "B-", "99999999999999999999"])), 1..6)) {
        for format in FORMATS.iter().filter(|it| it.is_written()) {
            let exported = export(&project, format, &Options::default());
            let files = texts(&exported);
            for (name, text) in &files {
                let mut broken: Vec<char> = text.chars().collect();
                for (at, len, junk) in &edits {
                    let at = at.index(broken.len() + 1);
                    let len = len.index(8).min(broken.len() - at);
                    broken.splice(at..at + len, junk.chars());
                }
                let beside = Beside { files: &files, documents: &project.documents };
                drop(open_beside(name, broken.into_iter().collect(), beside));
            }
        }
    }

    #[test]
    fn any_text_is_opened_or_refused(text in content(), beside in content(), head in select(vec![
        "start,end,label,text\n", "start\tend\tlabel\n", "[{\"type\": \"Annotation\", \"body\": \"", "{\"text\": \"", "{",
        "[[\"", "T1\tX 0 3\t", "-DOCSTART- -X- O O\n\n", "# newdoc\n", "<", "<?xml version=\"1.0\"?><", "<START:X> ",
    ])) {
        let files = [("a.txt".to_owned(), beside)];
        let beside = Beside { files: &files, documents: &[] };
        drop(open_beside("a.ann", [head, &text].concat(), beside));
    }

    #[test]
    fn what_comes_to_a_worker_is_what_was_sent(project in project()) {
        prop_assert_eq!(across(&project), project);
    }

    #[test]
    fn what_breaks_off_on_the_way_to_a_worker_is_nothing(project in project(), end in any::<Index>()) {
        let mut writer = Writer::default();
        writer.project(&project);
        let bytes = writer.into_bytes();
        prop_assert_eq!(Reader::new(&bytes[..end.index(bytes.len())]).project(), None);
    }

    #[test]
    fn what_is_written_in_portions_is_what_is_written_at_once(project in project(), options in options(), n_characters in 0usize..60) {
        for format in FORMATS.iter().filter(|it| it.is_written()) {
            let whole = export(&project, format, &options);
            let mut portions = Portions::new(Totals::of(&project), format, options);
            let (mut zip, mut files) = (Zip::default(), Vec::<OutFile>::new());
            loop {
                let part = across(&Portions::part(&project, portions.n_done(), n_characters));
                for piece in portions.write(&part) {
                    let position = zip.add(&piece);
                    match files.get_mut(position) {
                        Some(file) => file.bytes.extend(piece.bytes),
                        None => files.push(piece),
                    }
                }
                if portions.is_done() {
                    break;
                }
            }
            prop_assert_eq!(portions.n_done(), project.documents.len());
            prop_assert_eq!(portions.take_losses(), whole.losses.clone());
            prop_assert_eq!(&files, &whole.files, "{:?}", format);
            let only = zip.only().map(|it| it.0.to_owned());
            let (heads, directory) = zip.finish();
            let pieces = heads.iter().zip(&files).flat_map(|(head, file)| [head, &file.bytes]);
            let archive = pieces.chain([&directory]).flatten().copied().collect();
            let one = whole.into_one("all");
            let (name, bytes) = match only {
                Some(name) => (name, files.remove(0).bytes),
                None => ("all.zip".to_owned(), archive),
            };
            prop_assert_eq!((one.name, one.bytes), (name, bytes));
        }
    }

    #[test]
    fn each_loss_of_mentions_names_them(project in project(), options in options()) {
        for format in FORMATS.iter().filter(|it| it.is_written()) {
            let exported = export(&project, format, &options);
            for loss in exported.losses {
                prop_assert!(loss.mentions.is_empty() || loss.mentions.len() == loss.count);
                for (document, mention) in loss.mentions {
                    prop_assert!(project.document(&document).is_some_and(|it| it.mentions().get(&mention).is_some()));
                }
            }
        }
    }
}
