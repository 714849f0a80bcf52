//! How documents go from one instance of the program to another, between threads that share no memory: as bytes that
//! take little time to read. Nothing of it is kept, so it has no version.

use std::rc::Rc;

use serde_json::Value;

use super::json;
use super::json_writer::JsonWriter;
use super::loss::Loss;
use super::open::Opened;
use super::own;
use crate::model::{Document, DocumentId, Extra, LabelId, Mention, MentionId, Project};
use crate::span::{Span, Spans};
use crate::text::Text;

/// Writes values, one behind the other.
#[derive(Default)]
pub struct Writer(Vec<u8>);

/// Reads what a [`Writer`] wrote; each value is `None` where the bytes are not those of one.
pub struct Reader<'a>(&'a [u8]);

impl Writer {
    /// Writes a number, in LEB128.
    pub fn number(&mut self, mut n: usize) {
        while n >= 0x80 {
            self.0.push(n as u8 | 0x80);
            n >>= 7;
        }
        self.0.push(n as u8);
    }

    /// Writes bytes.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len());
        self.0.extend(bytes);
    }

    /// Writes a text.
    pub fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    /// Writes losses.
    pub fn losses(&mut self, losses: &[Loss]) {
        self.number(losses.len());
        for loss in losses {
            self.text(&loss.kind);
            self.number(loss.count);
            self.text(&loss.message);
            self.number(loss.mentions.len());
            for (document, mention) in &loss.mentions {
                self.text(document.as_str());
                self.text(mention.as_str());
            }
        }
    }

    /// Writes a document.
    pub fn document(&mut self, document: &Document) {
        self.text(document.id.as_str());
        self.text(&document.name);
        self.text(document.text().as_str());
        self.extra(&document.extra);
        self.number(document.mentions().len());
        for mention in document.mentions().iter() {
            self.text(mention.id.as_str());
            self.number(mention.label.0 as usize);
            self.extra(&mention.extra);
            self.number(mention.spans.iter().count());
            for span in mention.spans.iter() {
                self.number(span.start());
                self.number(span.len());
            }
        }
    }

    /// Writes a project.
    pub fn project(&mut self, project: &Project) {
        self.text(&own::write_line(&Project {
            documents: Vec::new(),
            ..project.clone()
        }));
        self.number(project.documents.len());
        project.documents.iter().for_each(|it| self.document(it));
    }

    /// Writes what a file held, but for other readings of it.
    pub fn opened(&mut self, opened: &Opened) {
        self.project(&opened.project);
        self.losses(&opened.losses);
        self.number(opened.is_clear.into());
        self.number(opened.joins.into());
        self.number(opened.used.len());
        opened.used.iter().for_each(|it| self.number(*it));
    }

    /// Returns all that was written.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    fn extra(&mut self, extra: &Extra) {
        let mut json = JsonWriter::dense();
        if !extra.is_empty() {
            json.open('{');
            json.extra_fields(extra);
            json.close('}');
        }
        self.text(&json.take());
    }
}

impl<'a> Reader<'a> {
    /// Begins.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// Whether all is read.
    pub fn is_done(&self) -> bool {
        self.0.is_empty()
    }

    /// Reads a number.
    pub fn number(&mut self) -> Option<usize> {
        let mut n = 0;
        for shift in (0..usize::BITS).step_by(7) {
            let (&byte, rest) = self.0.split_first()?;
            self.0 = rest;
            n |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(n);
            }
        }
        None
    }

    /// Reads bytes.
    pub fn bytes(&mut self) -> Option<&'a [u8]> {
        let len = self.number()?;
        let (bytes, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(bytes)
    }

    /// Reads a text.
    pub fn text(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.bytes()?).ok()
    }

    /// Reads losses.
    pub fn losses(&mut self) -> Option<Vec<Loss>> {
        self.list(|it| {
            Some(Loss {
                kind: it.text()?.to_owned().into(),
                count: it.number()?,
                message: it.text()?.to_owned(),
                mentions: it.list(|it| {
                    let document = DocumentId::parse(it.text()?)?;
                    Some((document, MentionId::parse(it.text()?)?))
                })?,
            })
        })
    }

    /// Reads a document.
    pub fn document(&mut self) -> Option<Document> {
        let id = DocumentId::parse(self.text()?)?;
        let name = self.text()?;
        let mut document = Document::new(id, name, Text::new(self.text()?));
        document.extra = self.extra()?;
        let mentions = self.list(|it| {
            let mention = Mention {
                id: MentionId::parse(it.text()?)?,
                label: LabelId(it.number()?.try_into().ok()?),
                extra: it.extra()?,
                spans: it.spans()?,
            };
            document.holds(&mention.spans).then(|| Rc::new(mention))
        })?;
        document.exchange(&[], &mentions);
        Some(document)
    }

    /// Reads a project.
    pub fn project(&mut self) -> Option<Project> {
        let (project, _) = own::read(self.text()?).ok()?;
        let documents = self.list(|it| it.document().map(Rc::new))?;
        let has_label = |it: &Rc<Mention>| project.labels.get(it.label).is_some();
        let is_whole = |it: &Rc<Document>| it.mentions().iter().all(has_label);
        documents.iter().all(is_whole).then_some(Project {
            documents,
            ..project
        })
    }

    /// Reads what a file held, but for other readings of it.
    pub fn opened(&mut self) -> Option<Opened> {
        Some(Opened {
            project: self.project()?,
            losses: self.losses()?,
            readings: Vec::new(),
            is_clear: self.number()? == 1,
            joins: self.number()? == 1,
            used: self.list(Self::number)?,
        })
    }

    /// Reads values behind their number.
    pub fn list<T>(&mut self, mut read: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let mut items = Vec::new();
        for _ in 0..self.number()? {
            items.push(read(self)?);
        }
        Some(items)
    }

    fn extra(&mut self) -> Option<Extra> {
        match self.text()? {
            "" => Some(Extra::default()),
            json => match json::parse(json) {
                Ok(Value::Object(fields)) => Some(Extra::new(fields)),
                _ => None,
            },
        }
    }

    fn spans(&mut self) -> Option<Spans> {
        let span = |it: &mut Self| {
            let start = it.number()?;
            Span::new(start, start.checked_add(it.number()?)?)
        };
        Spans::new(self.list(span)?)
    }
}
