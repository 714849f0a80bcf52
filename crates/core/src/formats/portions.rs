//! [`Portions`]: an export of a long project, a few documents at a time.

use super::export::{Export, Options, OutFile, SoFar, Totals};
use super::loss::Loss;
use super::table::Format;
use crate::model::Project;

/// An export that is written some documents at a time, so that there is time for other things in between and none of
/// it has to be kept, nor the documents that are written.
pub struct Portions {
    totals: Totals,
    options: Options,
    write: Option<fn(&mut Export)>,
    so_far: SoFar,
}

impl Portions {
    /// How many characters are written without a pause.
    pub const LEN: usize = 200_000;

    /// Begins with a project of which this much is known.
    pub fn new(totals: Totals, format: &Format, options: Options) -> Self {
        Self {
            totals,
            options,
            write: format.export,
            so_far: SoFar::default(),
        }
    }

    /// Whether all of a project is one portion, and no long one.
    pub fn is_one(project: &Project) -> bool {
        let lengths = project.documents.iter().map(|it| it.text().n_code_points());
        lengths.sum::<usize>() <= Self::LEN
    }

    /// Returns a project with its documents from a position on alone, as many as have so many characters, or one.
    pub fn part(project: &Project, from: usize, n_characters: usize) -> Project {
        let end = from + n_in_portion(project, from, n_characters);
        let documents = project.documents.get(from..end);
        Project {
            documents: documents.unwrap_or_default().to_vec(),
            ..project.clone()
        }
    }

    /// Writes the next documents of a project, which has those alone.
    ///
    /// A file whose name is that of the last file before is what goes on behind that.
    pub fn write(&mut self, part: &Project) -> Vec<OutFile> {
        let so_far = std::mem::take(&mut self.so_far);
        let mut export = Export::new(part, self.totals, self.options, so_far);
        if let Some(write) = self.write {
            write(&mut export);
        }
        let (files, so_far) = export.finish();
        self.so_far = so_far;
        files
    }

    /// Returns how many documents are written.
    pub fn n_done(&self) -> usize {
        self.so_far.n_done
    }

    /// Whether all documents are.
    pub fn is_done(&self) -> bool {
        self.n_done() >= self.totals.n_documents
    }

    /// Takes what is not in the files so far, or not as it is.
    pub fn take_losses(&mut self) -> Vec<Loss> {
        std::mem::take(&mut self.so_far.losses).into_losses()
    }
}

/// Returns how many documents from a position on are one portion: at least one, where there is one.
fn n_in_portion(project: &Project, from: usize, n_characters: usize) -> usize {
    let documents = project.documents.get(from..).unwrap_or_default();
    let mut n = 0;
    let fit = documents.iter().take_while(|it| {
        n += it.text().n_code_points();
        n <= n_characters
    });
    fit.count().max(1).min(documents.len())
}
