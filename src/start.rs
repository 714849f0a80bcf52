//! [`Start`]: the work as it is taken up when the page opens.

use std::cell::RefCell;
use std::rc::Rc;

use glossator_core::edit::{Command, Session};
use glossator_core::model::{DocumentId, Project, default_labels};
use glossator_core::store::{Copies, Keeper, Loaded, Problem, Snapshot, StorageError};

use crate::articles;
use crate::browser::database::Database;
use crate::browser::life;
use crate::browser::storage::LocalStorage;
use crate::notice::{Notice, Offer, Tone};
use crate::saver::Places;

/// The work as it is taken up when the page opens.
///
/// Its parts are taken out of it, so that it keeps no earlier state alive.
pub struct Start {
    /// What the store begins with.
    pub work: RefCell<Work>,
    /// Where it is saved from now on.
    pub places: RefCell<Option<Places>>,
}

/// The work that was found.
#[derive(Default)]
pub struct Work {
    /// The documents, labels and history.
    pub snapshot: Snapshot,
    /// The documents that could not be read: their ids are not to be given again.
    pub reserved: Vec<DocumentId>,
    /// What there is to tell about it.
    pub notices: Vec<Notice>,
    /// Whether no document is to be shown until a person chooses one.
    pub is_careful: bool,
}

impl Start {
    /// Reads the journal and the copies. What cannot be read is told, and is never taken for nothing.
    pub async fn read() -> Self {
        let mut notices = Vec::new();
        let mut copies = Copies::new(LocalStorage);
        let in_copies = copies.load().await.unwrap_or_else(|error| {
            let text = format!(
                "Nothing can be saved: {error}. Download your work before you close the page."
            );
            notices.push(Notice::new(Tone::Error, text));
            Loaded::default()
        });
        let (journal, in_journal) = match open_journal(in_copies.snapshot.moment.epoch).await {
            Ok((keeper, loaded)) => (Ok(keeper), loaded),
            Err(error) => {
                let text = format!(
                    "Changes can be lost when the browser is killed within seconds: {error}. Download your work to keep it."
                );
                notices.push(Notice::new(Tone::Warning, text));
                (Err(error), Loaded::default())
            }
        };
        let Snapshot {
            project, moment, ..
        } = in_journal.snapshot.clone();
        let loaded = Loaded::best(in_journal, in_copies);
        notices.extend(loaded.problems.into_iter().map(notice));
        let work = Work {
            snapshot: with_articles(loaded.snapshot),
            reserved: loaded.reserved,
            notices,
            is_careful: life::is_careful(),
        };
        let places = Places {
            journal,
            copies,
            is_base_due: work.snapshot.project != project || work.snapshot.moment != moment,
        };
        Self {
            work: RefCell::new(work),
            places: RefCell::new(Some(places)),
        }
    }
}

async fn open_journal(above: u64) -> Result<(Keeper<Database>, Loaded), StorageError> {
    Keeper::open(Database::open().await?, above).await
}

fn notice(problem: Problem) -> Notice {
    let text = format!(
        "Stored data “glossator:{}”: {}. It was put aside as it is.",
        problem.key, problem.message
    );
    let name = format!("{}.json", problem.key.replace(':', "-"));
    Notice::new(Tone::Warning, text).with(Offer::Download {
        name: name.into(),
        text: problem.raw.into(),
    })
}

/// Adds the built-in articles that were never offered, and at the first start the labels.
fn with_articles(snapshot: Snapshot) -> Snapshot {
    let Snapshot {
        mut project,
        history,
        shown,
        mut offered,
        moment,
    } = snapshot;
    if project.labels.is_empty() {
        let Project {
            documents, extra, ..
        } = project;
        project = Project {
            labels: Rc::new(default_labels()),
            documents,
            extra,
        };
    }
    let fresh = articles::new_ones(&offered);
    if fresh.is_empty() {
        return Snapshot {
            project,
            history,
            shown,
            offered,
            moment,
        };
    }
    // Adding them is no step of the person's, so it is not in the history.
    let mut session = Session::new(project, history.clone());
    for (name, article) in fresh {
        if session.run(&Command::Import(Box::new(article))).is_ok() {
            offered.push(name);
        }
    }
    Snapshot {
        project: session.project().clone(),
        history,
        shown,
        offered,
        moment,
    }
}
