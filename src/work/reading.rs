//! [`read`]: reads large files in a worker.

use std::collections::VecDeque;
use std::rc::Rc;

use glossator_core::formats::wire::{Reader, Writer};
use glossator_core::formats::{OpenError, Opened};
use glossator_core::model::Document;
use js_sys::Array;
use wasm_bindgen::JsValue;

use super::answering as here;
use crate::browser::worker::{Answering, Waiting, Worker, bytes, bytes_at};
use crate::notice::{Notice, Offer, Tone};
use crate::opening::{Content, File, Opening, Outcome, in_order};

/// Names the job.
pub(super) const NAME: &str = "read";

/// From how many bytes on reading is worth a worker.
const MIN_BYTES: usize = 500_000;

/// Why nothing was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The worker has died of it, or a person has ended it.
    Died,
    /// A file is to be read on the page.
    OfThePage,
}

/// Whether reading files here would hold the page up.
pub fn is_long(files: &[File]) -> bool {
    let lengths = files.iter().filter_map(|it| it.bytes().map(<[u8]>::len));
    lengths.sum::<usize>() >= MIN_BYTES
}

/// Reads files, as [`crate::opening::open_all`] does where no document is open (`has_documents` tells whether one is), and
/// tells how many are read. Those that the browser could not read are left out.
///
/// # Errors
///
/// Where the worker cannot go on.
pub async fn read(
    files: &[File],
    has_documents: bool,
    waiting: &Rc<Waiting>,
    tell: impl Fn(usize),
) -> Result<Vec<Outcome>, Failure> {
    let worker = Worker::start(here, waiting).await;
    let job = job(files, has_documents);
    worker.ask(&job).await.ok_or(Failure::Died)?;
    let (mut refused, mut outcomes, mut documents) = (Vec::new(), Vec::new(), Vec::new());
    let mut n_read = 0;
    loop {
        let answer = worker.ask(&Array::new()).await.ok_or(Failure::Died)?;
        if answer.length() == 0 {
            return Ok(in_order(refused, outcomes));
        }
        let piece = bytes_at(&answer, 0).ok_or(Failure::OfThePage)?;
        match Piece::read(&piece).ok_or(Failure::Died)? {
            Piece::Document(document) => documents.push(document),
            Piece::Outcome(None, outcome) => refused.push(outcome),
            Piece::Outcome(Some(position), (name, mut opened)) => {
                if let Ok(opened) = &mut opened {
                    opened.project.documents = std::mem::take(&mut documents);
                }
                outcomes.push((position, (name, opened)));
                n_read += 1;
                tell(n_read);
            }
        }
    }
}

/// Writes what a worker needs to read files.
fn job(files: &[File], has_documents: bool) -> Array {
    let mut head = Writer::default();
    let job = Array::of2(&NAME.into(), &JsValue::UNDEFINED);
    head.number(has_documents.into());
    head.number(files.iter().filter_map(File::bytes).count());
    for file in files {
        if let Some(content) = file.bytes() {
            head.text(&file.name);
            head.number(matches!(file.content, Content::Text(_)).into());
            job.push(&bytes(content));
        }
    }
    job.set(1, bytes(&head.into_bytes()));
    job
}

/// What a worker answers at a time, so that the page has time for other things in between.
enum Piece {
    /// A document of the file that is told next.
    Document(Rc<Document>),
    /// What came of the file at a position, without its documents; without a position, it was refused before any was read.
    Outcome(Option<usize>, Outcome),
}

impl Piece {
    fn write(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        match self {
            Self::Document(document) => {
                writer.number(0);
                writer.document(document);
            }
            Self::Outcome(position, (name, opened)) => {
                writer.number(position.map_or(1, |it| it + 2));
                writer.text(name);
                writer.number(opened.is_ok().into());
                match opened {
                    Ok(opened) => writer.opened(opened),
                    Err(notice) => write_notice(&mut writer, notice),
                }
            }
        }
        writer.into_bytes()
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader::new(bytes);
        let kind = reader.number()?;
        if kind == 0 {
            return reader.document().map(|it| Self::Document(Rc::new(it)));
        }
        let name = reader.text()?.to_owned();
        let opened = match reader.number()? {
            1 => Ok(reader.opened()?),
            _ => Err(read_notice(&mut reader)?),
        };
        Some(Self::Outcome(kind.checked_sub(2), (name, opened)))
    }
}

/// Writes a notice that a file was not opened.
fn write_notice(writer: &mut Writer, notice: &Notice) {
    writer.text(&notice.text);
    writer.number(notice.offers.len());
    for offer in notice.offers.iter() {
        match offer {
            // The last is not made for files.
            Offer::OpenAsText { name, text } | Offer::Download { name, text } => {
                writer.number(0);
                writer.text(name);
                writer.text(text);
            }
            Offer::OpenAsWindows1252 { name, bytes } => {
                writer.number(1);
                writer.text(name);
                writer.bytes(bytes);
            }
            Offer::OpenWhole { name, opened } => {
                writer.number(2);
                writer.text(name);
                writer.opened(opened);
            }
        }
    }
}

fn read_notice(reader: &mut Reader) -> Option<Notice> {
    let notice = Notice::new(Tone::Error, reader.text()?);
    let offers = reader.list(|it| {
        let kind = it.number()?;
        let name = it.text()?.into();
        Some(match kind {
            0 => Offer::OpenAsText {
                name,
                text: it.text()?.into(),
            },
            1 => Offer::OpenAsWindows1252 {
                name,
                bytes: it.bytes()?.into(),
            },
            _ => Offer::OpenWhole {
                name,
                opened: Rc::new(it.opened()?),
            },
        })
    })?;
    Some(offers.into_iter().fold(notice, Notice::with))
}

/// Answers nothing with what comes next, and with nothing behind the last.
pub(super) fn answering(job: &Array) -> Option<Answering> {
    let head = bytes_at(job, 1)?;
    let mut head = Reader::new(&head);
    let mut contents = (2..).map_while(|it| bytes_at(job, it));
    let has_documents = head.number()? == 1;
    let files = head.list(|it| {
        let name = it.text()?.to_owned();
        let content = match it.number()? {
            1 => Content::Text(String::from_utf8(contents.next()?).ok()?),
            _ => Content::Bytes(contents.next()?),
        };
        Some(File { name, content })
    })?;
    let mut opening = Opening::new(files);
    let refused = opening.take_refused().into_iter();
    let mut pieces: VecDeque<Piece> = refused.map(|it| Piece::Outcome(None, it)).collect();
    Some(Box::new(move |_| {
        if pieces.is_empty() {
            match opening.next(&[]) {
                Some((_, opened)) if is_of_the_page(&opened, has_documents) => {
                    return Array::of1(&JsValue::TRUE);
                }
                Some((position, opened)) => {
                    let (name, mut opened) = opening.finish(position, opened);
                    if let Ok(opened) = &mut opened {
                        let documents = opened.project.documents.drain(..);
                        pieces.extend(documents.map(Piece::Document));
                    }
                    pieces.push_back(Piece::Outcome(Some(position), (name, opened)));
                }
                None => {}
            }
        }
        let piece = pieces.pop_front().map(|it| bytes(&it.write()));
        piece.into_iter().collect()
    }))
}

/// Whether a file is to be read on the page: other documents that are open could make something else of it, or it has
/// several readings, which do not cross.
fn is_of_the_page(opened: &Result<Opened, OpenError>, has_documents: bool) -> bool {
    match opened {
        Ok(opened) => !opened.readings.is_empty() || has_documents && !opened.used.is_empty(),
        Err(error) => has_documents && error.wants_text(),
    }
}
