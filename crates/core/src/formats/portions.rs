//! [`Portions`]: an export of a long project, a few documents at a time.

use std::rc::Rc;

use super::export::{Export, Options, OutFile};
use super::loss::Loss;
use super::table::Format;
use crate::model::{Document, Project};

/// An export that is written some documents at a time, so that there is time for other things in between and none of
/// it has to be kept.
pub struct Portions<'a> {
    export: Export<'a>,
    write: Option<fn(&mut Export)>,
}

impl<'a> Portions<'a> {
    /// How many characters are written without a pause.
    pub const LEN: usize = 200_000;

    /// Begins.
    pub fn new(project: &'a Project, format: &Format, options: Options) -> Self {
        let export = Export::new(project, options);
        let write = format.export;
        Self { export, write }
    }

    /// Whether all of a project is one portion.
    pub fn is_one(project: &Project) -> bool {
        n_in_portion(&project.documents, Self::LEN) == project.documents.len()
    }

    /// Writes the next documents, as many as have so many characters, or one; `None` behind the last.
    ///
    /// A file whose name is that of the last file before is what goes on behind that.
    pub fn next_files(&mut self, n_characters: usize) -> Option<Vec<OutFile>> {
        self.write(n_in_portion(self.rest(), n_characters))
    }

    /// Returns how many documents are written.
    pub fn n_done(&self) -> usize {
        self.export.n_done
    }

    /// Returns what is not in the files so far, or not as it is.
    pub fn losses(self) -> Vec<Loss> {
        self.export.losses.into_losses()
    }

    fn rest(&self) -> &'a [Rc<Document>] {
        &self.export.project.documents[self.export.n_done..]
    }

    /// Writes so many documents.
    pub(super) fn write(&mut self, n_documents: usize) -> Option<Vec<OutFile>> {
        let write = self.write.filter(|_| !self.export.is_last)?;
        let rest = self.rest();
        self.export.documents = &rest[..n_documents];
        self.export.is_last = n_documents == rest.len();
        write(&mut self.export);
        self.export.n_done += n_documents;
        Some(std::mem::take(&mut self.export.files))
    }
}

/// Returns how many of some documents are one portion: at least one, where there is one.
fn n_in_portion(documents: &[Rc<Document>], n_characters: usize) -> usize {
    let mut n = 0;
    let fit = documents.iter().take_while(|it| {
        n += it.text().n_code_points();
        n <= n_characters
    });
    fit.count().max(1).min(documents.len())
}
