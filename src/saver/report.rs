//! What was written when, and the file on the disk.

use std::rc::Rc;

use glossator_core::formats::own;
use glossator_core::store::StorageError;

use super::Saver;
use crate::browser::clock;

/// The name that is proposed for a file of the work.
const FILE_NAME: &str = "glossator-project.json";

/// What was written when, in milliseconds since 1970, or why it was not.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The journal.
    pub journal: Option<Result<u64, StorageError>>,
    /// The readable copies.
    pub copies: Option<Result<u64, StorageError>>,
    /// The file on the disk.
    pub file: Option<Result<u64, String>>,
}

impl Saver {
    /// Returns what was written when.
    pub fn report(&self) -> Report {
        self.report.borrow().clone()
    }

    /// Returns the name of the file that is kept up to date, if there is one.
    pub fn file_name(&self) -> Option<String> {
        self.disk_file.name()
    }

    /// Lets a person choose a file that is kept up to date from now on.
    pub async fn choose_file(self: &Rc<Self>) {
        if self.disk_file.choose(FILE_NAME).await {
            self.write_file().await;
        }
    }

    pub(super) async fn write_file(&self) {
        if self.disk_file.name().is_some() {
            let text = own::write(self.store.clone().session.project());
            let written = self.disk_file.write(&text).await;
            self.report.borrow_mut().file = Some(written.map(|()| clock::date()));
        }
    }
}
