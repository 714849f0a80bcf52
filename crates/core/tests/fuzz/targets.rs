//! What is fuzzed: functions that take any bytes and panic where a law is broken.
//!
//! `fuzz/` has the driver that makes up the bytes; the test beside this file goes through what is known.

use std::collections::BTreeMap;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use crc::{CRC_32_ISO_HDLC, Crc};
use glossator_core::edit::{Command, Session, StepKind};
use glossator_core::formats::{
    Beside, FORMATS, Format, Opened, Options, OutFile, decode, export, open, open_all, open_as,
    open_text, own, unzip, whole_part,
};
use glossator_core::model::Project;
use glossator_core::segment::{Unit, pieces, sentence_at, snap, word_at};
use glossator_core::span::Span;
use glossator_core::store::{
    Loaded, MemoryJournal, MemoryStorage, Problem, Snapshot, Vault, recover, write_step,
};

/// What takes any bytes, and panics where a law is broken.
pub(crate) enum Target {
    Function(fn(&[u8])),
    /// The reader of a format.
    Reader(&'static Format),
}

impl Target {
    pub(crate) fn run(&self, bytes: &[u8]) {
        match self {
            Self::Function(target) => target(bytes),
            Self::Reader(format) => reader(format, bytes),
        }
    }
}

/// Returns the targets by name; a reader is named after its format.
pub(crate) fn targets() -> impl Iterator<Item = (&'static str, Target)> {
    let functions = [
        ("text", Target::Function(text)),
        ("archive", Target::Function(archive)),
        ("formats", Target::Function(formats)),
        ("project", Target::Function(project)),
        ("copies", Target::Function(copies)),
        ("journal", Target::Function(journal)),
    ];
    // The first is that of a project, which has laws of its own.
    let readers = FORMATS.iter().skip(1).filter(|it| it.is_read());
    functions
        .into_iter()
        .chain(readers.map(|it| (it.name, Target::Reader(it))))
}

const CRC: Crc<u32> = Crc::<u32>::new(&CRC_32_ISO_HDLC);

/// An archive: what is in it lies within it.
fn archive(bytes: &[u8]) {
    for file in unzip::packed(bytes).into_iter().flatten().flatten() {
        let within = bytes.as_ptr_range();
        let packed = file.bytes.as_ptr_range();
        assert!(file.bytes.is_empty() || within.start <= packed.start && packed.end <= within.end);
    }
}

/// A file's bytes: they are decoded, opened and cut into all that a selection snaps to.
fn text(bytes: &[u8]) {
    let Ok(content) = decode::decode(bytes) else {
        return;
    };
    if let Ok(opened) = open("file.txt", content.clone()) {
        check_project(&opened.project);
    }
    let document = open_text(&content, content.clone())
        .project
        .documents
        .remove(0);
    let (text, blocks) = (document.text(), document.blocks());
    assert_eq!(text.as_str(), content);
    let mut end = 0;
    for block in blocks.iter() {
        assert!(end <= block.span.start() && block.span.end() <= text.n_code_points());
        end = block.span.end();
        let joined: Vec<&str> = pieces(text, block.span)
            .iter()
            .filter_map(|it| text.get(*it))
            .collect();
        assert_eq!(Some(joined.concat().as_str()), text.get(block.span));
    }
    // At some places of a long text, so that none takes seconds.
    for start in (0..text.n_code_points()).step_by(text.n_code_points() / 16 + 1) {
        assert_eq!(text.from_utf16(text.to_utf16(start)), Some(start));
        assert_eq!(text.from_byte(text.to_byte(start)), Some(start));
        let snapped = Span::new(start, start + 1).and_then(|it| snap(text, blocks, it, Unit::Word));
        for span in [
            snapped,
            word_at(text, start),
            sentence_at(text, blocks, start),
        ] {
            assert!(span.is_none_or(|it| text.get(it).is_some()));
        }
    }
}

/// The JSON of a project file, or what is whole of one that breaks off.
fn project(bytes: &[u8]) {
    let json = String::from_utf8_lossy(bytes).into_owned();
    let whole = || whole_part("file.json", &json, json.len());
    let Some(opened) = open("file.json", json.clone()).ok().or_else(whole) else {
        return;
    };
    check_project(&opened.project);
    let mut recovered = opened.project.clone();
    recover(&mut recovered);
    check_project(&recovered);
    // It joins work that is there, and goes again without a trace.
    let mut session = Session::default();
    let other = open_text("other.txt", "Ada met Charles.".to_owned()).project;
    session
        .run(&Command::Import(Box::new(other)))
        .expect("it can be opened");
    let before = own::write(session.project());
    if session
        .run(&Command::Import(Box::new(opened.project)))
        .is_ok_and(|it| !it.is_empty())
    {
        session.undo().expect("what was done can be undone");
        assert_eq!(own::write(session.project()), before);
    }
}

/// A file of any format, told by its last byte, with a text beside it that stands behind NUL.
fn formats(bytes: &[u8]) {
    let content = String::from_utf8_lossy(bytes);
    let (content, beside) = with_text(&content);
    let of_last = usize::from(bytes.last().copied().unwrap_or_default());
    let name = format!("file.{}", FORMATS[of_last % FORMATS.len()].extension);
    let files = [(name, content.to_owned()), beside];
    for (_, opened) in open_all(&files, &[]) {
        let Ok(opened) = opened else {
            continue;
        };
        check_opened(&opened);
        for project in projects(&opened) {
            for format in FORMATS.iter().filter(|it| it.is_written()) {
                check_export(project, format);
            }
        }
    }
}

/// A file of one format, whatever it looks like, with a text beside it that stands behind NUL.
fn reader(format: &Format, bytes: &[u8]) {
    let Ok(content) = decode::decode(bytes) else {
        return;
    };
    let (content, beside) = with_text(&content);
    let name = format!("file.{}", format.extension);
    let read = |content: &str, beside: &[(String, String)]| {
        let beside = Beside {
            files: beside,
            ..Beside::default()
        };
        let opened = open_as(format, &name, content, beside).ok()?;
        check_opened(&opened);
        Some(opened)
    };
    let Some(opened) = read(content, &[beside]) else {
        return;
    };
    for project in projects(&opened).filter(|_| format.is_written()) {
        let files = check_export(project, format);
        let files = files
            .into_iter()
            .map(|it| (it.name, String::from_utf8(it.bytes).expect("a text")));
        let files = Vec::from_iter(files);
        if let Some((_, first)) = files.first() {
            read(first, &files);
        }
    }
}

/// Takes a text apart that has another one behind NUL.
fn with_text(content: &str) -> (&str, (String, String)) {
    let (content, beside) = content
        .split_once('\0')
        .unwrap_or((content, "Ada met Charles.\n"));
    (content, ("file.txt".to_owned(), beside.to_owned()))
}

/// Returns all that a file may come to.
fn projects(opened: &Opened) -> impl Iterator<Item = &Project> {
    let readings = opened.readings.iter().map(|it| &it.project);
    readings.chain([&opened.project])
}

/// What was read is valid, and what is told of a mention is told of one that is there.
fn check_opened(opened: &Opened) {
    for project in projects(opened) {
        check_project(project);
        for document in &project.documents {
            for mention in document.mentions().iter() {
                let is_in_text = |it| document.text().get(it).is_some_and(|it| !it.is_empty());
                assert!(mention.spans.iter().all(is_in_text));
            }
        }
    }
    for (document, id) in opened.losses.iter().flat_map(|it| &it.mentions) {
        let document = opened
            .project
            .documents
            .iter()
            .find(|it| it.id == *document);
        assert!(document.is_some_and(|it| it.mentions().get(id).is_some()));
    }
}

/// Any project can be written in any format.
fn check_export(project: &Project, format: &Format) -> Vec<OutFile> {
    let exported = export(project, format, &Options::default());
    assert!(
        !exported.files.is_empty() || project.documents.is_empty(),
        "{format:?}"
    );
    exported.files
}

/// What stands in local storage.
fn copies(bytes: &[u8]) {
    check_places(BTreeMap::new(), in_storage(bytes));
}

/// Takes entries of local storage apart, and seals them where their key does not begin with an exclamation mark.
pub(crate) fn in_storage(bytes: &[u8]) -> BTreeMap<String, String> {
    let seal = |(key, value): (String, String)| {
        let body = value.trim_end();
        let body = match (key.strip_prefix('!'), body.strip_suffix('}')) {
            (Some(key), _) => return (key.to_owned(), value),
            (None, None) => return (key, value),
            (None, Some(body)) => body,
        };
        let crc = CRC.checksum(body.as_bytes());
        (key, format!("{body},\"crc32\":\"{crc:08x}\"}}"))
    };
    entries(bytes).map(seal).collect()
}

/// What stands in the browser's database.
fn journal(bytes: &[u8]) {
    check_places(in_journal(bytes), BTreeMap::new());
}

/// Takes entries of a journal apart, and seals them where their key does not begin with an exclamation mark.
pub(crate) fn in_journal(bytes: &[u8]) -> BTreeMap<String, String> {
    let seal = |(key, value): (String, String)| {
        if let Some(key) = key.strip_prefix('!') {
            return (key.to_owned(), value);
        }
        let crc = CRC.checksum(value.as_bytes());
        (key, format!("{crc:08x} {value}"))
    };
    entries(bytes).map(seal).collect()
}

/// Takes entries apart: each begins with a line that is its key, and they are set apart by NUL.
fn entries(bytes: &[u8]) -> impl Iterator<Item = (String, String)> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let entries: Vec<_> = text
        .split('\0')
        .filter_map(|it| it.split_once('\n'))
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .collect();
    entries.into_iter()
}

/// What is written is read, and written again as it was.
fn check_project(project: &Project) {
    let written = own::write(project);
    let (read, losses) = own::read(&written).expect("what was written can be read");
    assert_eq!(losses, []);
    assert_eq!(own::write(&read), written);
}

/// Reads what stands in both places, works with it, and reads it again.
fn check_places(in_journal: BTreeMap<String, String>, in_storage: BTreeMap<String, String>) {
    let (journal, storage) = (MemoryJournal::default(), MemoryStorage::default());
    journal.damage(|it| *it = in_journal);
    storage.damage(|it| *it = in_storage);
    let before = [journal.contents(), storage.contents()];
    let (mut vault, loaded, _) = block_on(Vault::open(journal.clone(), storage.clone()));
    check_project(&loaded.snapshot.project);
    if loaded.is_newer {
        // The page writes nothing then.
        assert_eq!(journal.contents(), before[0]);
        return;
    }
    for copy in &loaded.left {
        check_project(copy);
    }
    let is_aside = |it: &&Problem| it.message.starts_with("could not be read");
    let aside = loaded.problems.iter().filter(is_aside);
    let told: Vec<String> = aside.map(|it| it.raw.clone()).collect();
    let mut session = work(&loaded);
    let mut snapshot = loaded.snapshot.clone();
    for project in loaded.left {
        let before = session.project().clone();
        let Ok(transaction) = session.run(&Command::Import(Box::new(project))) else {
            continue;
        };
        if !transaction.is_empty() {
            let step = write_step(StepKind::Do, &transaction, &before);
            snapshot.moment.seq += 1;
            snapshot.project = session.project().clone();
            snapshot.history = session.history().clone();
            block_on(vault.write(&[step.into()], || snapshot.clone())).expect("there is room");
        }
    }
    block_on(vault.write(&[], || snapshot.clone())).expect("there is room");
    block_on(vault.copy(snapshot.clone())).expect("there is room");
    // What could not be read is kept as it was.
    let kept =
        [journal.contents(), storage.contents()].map(|it| it.into_values().collect::<String>());
    for raw in told {
        let put_aside = serde_json::Value::from(raw.as_str()).to_string();
        let is_kept = |it: &String| it.contains(&raw) || it.contains(&put_aside);
        assert!(kept.iter().any(is_kept), "it is gone: {raw:?}");
    }
    let (_, again, error) = block_on(Vault::open(journal, storage));
    assert_eq!(error, None);
    assert_eq!(
        own::write(&again.snapshot.project),
        own::write(&snapshot.project)
    );
    // What was mended is told until it is written again; what was put aside is told once.
    assert_eq!(again.problems.iter().find(is_aside), None);
}

/// Undoes and redoes all that can be undone.
fn work(loaded: &Loaded) -> Session {
    let Snapshot {
        project, history, ..
    } = loaded.snapshot.clone();
    let kept = Session::new(project.clone(), history.clone());
    let mut session = Session::new(project, history);
    let mut n_undone = 0;
    while let Ok(Some(_)) = session.undo() {
        n_undone += 1;
        check_project(session.project());
    }
    for _ in 0..n_undone {
        session.redo().expect("what was undone can be redone");
    }
    kept
}

/// Runs a future that never has to wait.
pub(crate) fn block_on<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("what is in memory never waits"),
    }
}
