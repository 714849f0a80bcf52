//! Makes projects of files, and notices of those that cannot be opened.

use std::rc::Rc;

use glossator_core::formats::decode::{DecodeError, decode};
use glossator_core::formats::unzip::UnzipError;
use glossator_core::formats::{self, Beside, Loss, OpenError, Opened, Openings};
use glossator_core::model::{Document, DocumentId, MentionId, Project};
use glossator_core::store;

use crate::notice::{MAX_LISTED, Notice, Offer, Tone};

/// A file that was read.
#[derive(Clone, Debug)]
pub struct File {
    /// Its name.
    pub name: String,
    /// Its content.
    pub content: Content,
}

/// The content of a file.
#[derive(Clone, Debug)]
pub enum Content {
    /// Bytes, yet to be decoded.
    Bytes(Vec<u8>),
    /// Text.
    Text(String),
    /// The browser could not read it; why.
    Unreadable(String),
    /// An archive, or a file of one, that cannot be unpacked.
    Packed(UnzipError),
    /// More bytes than are opened, so that it was not read.
    TooLarge(u64),
    /// There are more files, or more bytes in them, than are opened at once, so that it was not read.
    Surplus,
}

impl File {
    /// Returns what was read of the file; `None` where nothing was.
    pub fn bytes(&self) -> Option<&[u8]> {
        match &self.content {
            Content::Bytes(bytes) => Some(bytes),
            Content::Text(text) => Some(text.as_bytes()),
            Content::Unreadable(_)
            | Content::Packed(_)
            | Content::TooLarge(_)
            | Content::Surplus => None,
        }
    }
}

/// What came of a file: its name and what it holds, or a notice that names the file, what is wrong with it and what to do
/// next.
pub type Outcome = (String, Result<Opened, Notice>);

/// Files that are opened together, one after the other. Annotations find their texts among the others and the documents
/// that are open; what was read along with another file is not opened on its own.
pub struct Opening {
    texts: Vec<(String, String)>,
    recodings: Vec<Option<Loss>>,
    refused: Vec<Outcome>,
    openings: Openings,
}

impl Opening {
    /// Begins: what cannot be read at all is refused.
    pub fn new(files: Vec<File>) -> Self {
        let (mut texts, mut recodings, mut refused) = (Vec::new(), Vec::new(), Vec::new());
        for file in files {
            let name = file.name.clone();
            match text_of(file) {
                Ok((text, recoding)) => {
                    texts.push((name, text));
                    recodings.push(recoding);
                }
                Err(notice) => refused.push((name, Err(notice))),
            }
        }
        Self {
            openings: Openings::new(&texts),
            texts,
            recodings,
            refused,
        }
    }

    /// Reads the next file; returns its position among those that can be read, and what came of it.
    pub fn next(
        &mut self,
        documents: &[Rc<Document>],
    ) -> Option<(usize, Result<Opened, OpenError>)> {
        let files = &self.texts;
        self.openings.next(Beside { files, documents })
    }

    /// Makes an outcome of what came of a file.
    pub fn finish(&mut self, position: usize, opened: Result<Opened, OpenError>) -> Outcome {
        let (name, text) = &self.texts[position];
        let mut opened = finish(name, text, opened);
        if let Ok(opened) = &mut opened {
            opened.losses.extend(self.recodings[position].take());
        }
        (name.clone(), opened)
    }

    /// Takes the files that cannot be read at all.
    pub fn take_refused(&mut self) -> Vec<Outcome> {
        std::mem::take(&mut self.refused)
    }
}

/// Opens files that were chosen together, all of them at once.
pub fn open_all(files: Vec<File>, documents: &[Rc<Document>]) -> Vec<Outcome> {
    let mut opening = Opening::new(files);
    let mut outcomes = Vec::new();
    while let Some((position, opened)) = opening.next(documents) {
        outcomes.push((position, opening.finish(position, opened)));
    }
    in_order(opening.take_refused(), outcomes)
}

/// Returns what came of files in their order, behind those that were refused, and without those that were read along
/// with others.
pub fn in_order(mut refused: Vec<Outcome>, outcomes: Vec<(usize, Outcome)>) -> Vec<Outcome> {
    let (mut places, mut used) = (Vec::new(), Vec::new());
    for (position, outcome) in outcomes {
        used.extend(outcome.1.iter().flat_map(|it| &it.used).copied());
        if places.len() <= position {
            places.resize_with(position + 1, || None);
        }
        places[position] = Some(outcome);
    }
    for position in used {
        places.get_mut(position).and_then(Option::take);
    }
    refused.extend(places.into_iter().flatten());
    refused
}

/// How many files are named that were refused for the reason of another one.
const MAX_NAMED: usize = 3;

/// Tells in one notice of files that were refused for the same reason and that nothing is offered for, such as the pictures
/// in an archive.
pub fn gathered(outcomes: Vec<Outcome>) -> Vec<Outcome> {
    fn reason((name, opened): &Outcome) -> Option<&str> {
        let notice = opened.as_ref().err().filter(|it| it.offers.is_empty())?;
        notice.text.strip_prefix(&refusal(name))
    }
    let mut gathered: Vec<Outcome> = Vec::new();
    // For each of them the names of the others.
    let mut others: Vec<Vec<String>> = Vec::new();
    for outcome in outcomes {
        let reason_here = reason(&outcome);
        let is_same = |it: &Outcome| reason_here.is_some() && reason(it) == reason_here;
        match gathered.iter().position(is_same) {
            Some(place) => others[place].push(outcome.0),
            None => {
                gathered.push(outcome);
                others.push(Vec::new());
            }
        }
    }
    for ((_, opened), others) in gathered.iter_mut().zip(others) {
        if let (Err(notice), false) = (opened, others.is_empty()) {
            let named = others.iter().take(MAX_NAMED);
            let named = named.map(|it| format!("“{}”", formats::clean_name(it)));
            let names = named.collect::<Vec<_>>().join(", ");
            let more = match others.len().saturating_sub(MAX_NAMED) {
                0 => String::new(),
                n_more => format!(" and {n_more} more"),
            };
            notice.text = format!("{} The same goes for {names}{more}.", notice.text).into();
        }
    }
    gathered
}

/// Returns how a notice begins that a file was not opened.
fn refusal(name: &str) -> String {
    format!("“{}” was not opened: ", formats::clean_name(name))
}

/// Returns the text of a file, and what is to be told of its encoding.
fn text_of(file: File) -> Result<(String, Option<Loss>), Notice> {
    let File { name, content } = file;
    let refuse = |reason: &dyn std::fmt::Display| {
        Notice::new(Tone::Error, format!("{}{reason}.", refusal(&name)))
    };
    match content {
        Content::Unreadable(reason) => Err(refuse(&format_args!(
            "the browser could not read it ({reason}); check the file and open it again"
        ))),
        Content::Packed(error) => Err(refuse(&error)),
        Content::TooLarge(bytes) => match formats::check_size(&name, bytes) {
            Err(error) => Err(refuse(&error)),
            Ok(()) => Err(refuse(&"it is too large")),
        },
        Content::Surplus => Err(refuse(
            &"at most 1,000 files, or 200 MB, are opened at once; open the others after these",
        )),
        Content::Text(text) => Ok((text, None)),
        Content::Bytes(bytes) => {
            formats::check_size(&name, bytes.len() as u64).map_err(|error| refuse(&error))?;
            match decode(&bytes) {
                Ok(text) => Ok((text, recoded(&bytes))),
                Err(error @ DecodeError::InvalidUtf8 { byte, .. }) => {
                    // A file may break off within a character.
                    let text = decode(&bytes[..byte]).unwrap_or_default();
                    let refused = with_whole(refuse(&error), &name, &text, bytes.len());
                    let offer = Offer::OpenAsWindows1252 {
                        name: name.as_str().into(),
                        bytes: bytes.into(),
                    };
                    Err(refused.with(offer))
                }
                Err(error) => Err(refuse(&error)),
            }
        }
    }
}

/// Tells that a file's bytes will not be written again as they were.
fn recoded(bytes: &[u8]) -> Option<Loss> {
    matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]).then(|| Loss {
        kind: "encoding".into(),
        count: 1,
        message: "it was in UTF-16, and is written in UTF-8 from now on".to_owned(),
        ..Loss::default()
    })
}

/// Takes what came of opening a file's text, or makes a notice of why nothing did.
fn finish(name: &str, text: &str, opened: Result<Opened, OpenError>) -> Result<Opened, Notice> {
    let shared = || -> Rc<str> { text.into() };
    let opened = opened.map(|mut opened| {
        let count = store::recover(&mut opened.project);
        if count > 0 {
            let message = "not all entries of its journal can be read; they are kept in the file";
            opened.losses.push(Loss {
                kind: "journal".into(),
                count,
                message: message.to_owned(),
                ..Loss::default()
            });
        }
        opened
    });
    opened.map_err(|error: OpenError| {
        let notice = Notice::new(Tone::Error, format!("{}{error}.", refusal(name)));
        match error.is_text() {
            true => with_whole(notice, name, text, text.len()).with(Offer::OpenAsText {
                name: name.into(),
                text: shared(),
            }),
            false => notice,
        }
    })
}

/// Adds to a notice what is whole of a file of `n_bytes` that breaks off, if anything is.
fn with_whole(notice: Notice, name: &str, text: &str, n_bytes: usize) -> Notice {
    let Some(mut opened) = formats::whole_part(name, text, n_bytes) else {
        return notice;
    };
    store::recover(&mut opened.project);
    let what = opened.losses[0]
        .message
        .trim_start_matches("it breaks off: ");
    let text = format!("{} It breaks off: {what}.", notice.text);
    let offer = Offer::OpenWhole {
        name: name.into(),
        opened: Rc::new(opened),
    };
    Notice {
        text: text.into(),
        ..notice
    }
    .with(offer)
}

/// Returns a notice of what could not be taken as it was; `None` where all was. `project` is the one that the file has
/// joined: there the mentions concerned are found.
pub fn losses(name: &str, opened: &Opened, project: &Project) -> Option<Notice> {
    if opened.losses.is_empty() {
        return None;
    }
    let all = opened.losses.iter().cloned();
    let (mut placed, others): (Vec<Loss>, Vec<Loss>) = all.partition(|it| !it.mentions.is_empty());
    for loss in &mut placed {
        let there = loss.mentions.iter().take(MAX_LISTED);
        let here = there.filter_map(|it| joined(project, &opened.project, it));
        loss.mentions = here.collect();
    }
    let others: Vec<&str> = others.iter().map(|it| it.message.as_str()).collect();
    let others = match others.as_slice() {
        [] => "not as it was:".to_owned(),
        others => format!("{}.", others.join("; ")),
    };
    let name = formats::clean_name(name);
    let text = format!("“{name}” was opened, but {others}");
    Some(Notice {
        losses: placed.into(),
        ..Notice::new(Tone::Warning, text)
    })
}

/// Returns what a mention of a file is in the project that the file has joined, by where it stands.
fn joined(
    project: &Project,
    file: &Project,
    (document, id): &(DocumentId, MentionId),
) -> Option<(DocumentId, MentionId)> {
    let there = file.document(document)?;
    let mention = there.mentions().get(id)?;
    let label = project
        .labels
        .by_name(&file.labels.get(mention.label)?.name)?
        .id;
    let mut here = project
        .documents
        .iter()
        .filter(|it| it.text() == there.text());
    here.find_map(|it| {
        let found = it.mentions().find(&mention.spans, label)?;
        Some((it.id.clone(), found.id.clone()))
    })
}

#[cfg(test)]
mod tests;
