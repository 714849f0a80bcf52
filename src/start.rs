//! [`Start`]: the work as it is taken up when the page opens, or from another tab.

use std::cell::RefCell;
use std::iter;
use std::rc::Rc;

use glossator_core::edit::{Command, EditError, Session};
use glossator_core::formats::own;
use glossator_core::model::{DocumentId, Project, default_labels};
use glossator_core::store::{Loaded, Problem, Snapshot, Vault};

use crate::articles;
use crate::browser::database::Database;
use crate::browser::life;
use crate::browser::storage::LocalStorage;
use crate::browser::turn::Turn;
use crate::notice::{Notice, Offer, Tone};

/// Where the work is kept in a browser.
pub type Kept = Vault<Database, LocalStorage>;

/// The work as it is taken up when the page opens.
///
/// Its parts are taken out of it, so that it keeps no earlier state alive.
#[derive(Default)]
pub struct Start {
    /// What the store begins with.
    pub work: RefCell<Work>,
    /// Where it is saved from now on, unless another tab does that.
    pub vault: RefCell<Option<Kept>>,
    /// Whose turn it is to write.
    pub turn: Rc<Turn>,
    /// The one connection to the database.
    pub database: Database,
}

/// The work that was found.
#[derive(Clone, Debug, Default)]
pub struct Work {
    /// The documents, labels and history.
    pub snapshot: Snapshot,
    /// The documents that could not be read: their ids are not to be given again.
    pub reserved: Vec<DocumentId>,
    /// What there is to tell about it.
    pub notices: Vec<Notice>,
    /// Whether no document is to be shown until a person chooses one.
    pub is_careful: bool,
    /// Whether another tab writes it.
    pub is_reader: bool,
    /// Whether a newer program has written it.
    pub is_newer: bool,
}

impl Start {
    /// Reads the work, to write it from now on if no other tab does.
    pub async fn read() -> Self {
        let (turn, database) = (Turn::default(), Database::default());
        let (work, vault) = if turn.take_if_free().await {
            Work::open(&database).await
        } else {
            (Work::peek(&database).await, None)
        };
        if vault.is_none() {
            turn.give_up();
        }
        Self {
            work: RefCell::new(work),
            vault: RefCell::new(vault),
            turn: Rc::new(turn),
            database,
        }
    }
}

impl Work {
    /// Reads what another tab writes.
    pub async fn peek(database: &Database) -> Self {
        let (loaded, error) = Kept::peek(database.clone(), LocalStorage).await;
        let text = |error| {
            format!("The work cannot be read here: {error}. It is in the tab that edits it.")
        };
        let error = error.map(|error| Notice::new(Tone::Error, text(error)));
        Self {
            snapshot: loaded.snapshot,
            reserved: loaded.reserved,
            notices: error.into_iter().collect(),
            is_careful: false,
            is_reader: true,
            is_newer: loaded.is_newer,
        }
    }

    /// Returns what is known of the work that a newer program has written, which is left as it is.
    fn of_newer(loaded: Loaded) -> Self {
        let text = "A newer Glossator has written this work. What this one knows of it is shown and can be downloaded; nothing is changed. Reload the page to get the newest program.";
        let told = loaded.problems.iter().map(|Problem { key, message, .. }| {
            let text = format!("Stored data “glossator:{key}”: {message}. It is left as it is.");
            Notice::new(Tone::Warning, text)
        });
        Self {
            notices: iter::once(Notice::new(Tone::Warning, text))
                .chain(told)
                .collect(),
            snapshot: loaded.snapshot,
            is_newer: true,
            ..Self::default()
        }
    }

    /// Reads the journal and the copies, to write them from now on, unless a newer program has. What cannot be read is
    /// told, and is never taken for nothing.
    pub async fn open(database: &Database) -> (Self, Option<Kept>) {
        let mut notices = Vec::new();
        let (mut vault, loaded, copies_error) = Vault::open(database.clone(), LocalStorage).await;
        if loaded.is_newer {
            return (Self::of_newer(loaded), None);
        }
        match (vault.journal_error(), copies_error) {
            (None, None) => {}
            (None, Some(error)) => {
                let text = format!(
                    "There are no readable copies of the work: {error}. It is saved in the browser’s database alone."
                );
                notices.push(Notice::new(Tone::Warning, text));
            }
            (Some(_), Some(error)) => {
                let text = format!(
                    "Nothing can be saved: {error}. Download your work before you close the page."
                );
                notices.push(Notice::new(Tone::Error, text));
            }
            (Some(error), None) => {
                let text = format!(
                    "Changes can be lost when the browser is killed within seconds: {error}. Download your work to keep it."
                );
                notices.push(Notice::new(Tone::Warning, text));
            }
        }
        if loaded.is_journal_gone {
            let text = "The browser has removed its database. The work was taken from the readable copies, as it was when they were written last; compare it with the file that you downloaded last.";
            notices.push(Notice::new(Tone::Warning, text));
        }
        if !loaded.left.is_empty() {
            let text = "Some documents were changed in two places. Each is here twice: as it was saved last, and as a “conflict copy” with the other changes.";
            notices.push(Notice::new(Tone::Warning, text));
        }
        notices.extend(loaded.problems.into_iter().map(notice));
        let found = loaded.snapshot.project.clone();
        let snapshot = with_articles(with_copies(loaded.snapshot, loaded.left, &mut notices));
        if snapshot.project != found {
            vault.demand_base();
        }
        let work = Self {
            snapshot,
            reserved: loaded.reserved,
            notices,
            is_careful: life::is_careful(),
            ..Self::default()
        };
        (work, Some(vault))
    }
}

fn notice(problem: Problem) -> Notice {
    let Problem { key, message, raw } = &problem;
    if raw.is_empty() {
        let text = format!("Stored data “glossator:{key}”: {message}.");
        return Notice::new(Tone::Warning, text);
    }
    let text = format!("Stored data “glossator:{key}”: {message}. It was put aside as it is.");
    let name = format!("{}.json", problem.key.replace(':', "-"));
    Notice::new(Tone::Warning, text).with(Offer::Download {
        name: name.into(),
        text: problem.raw.into(),
    })
}

/// Adds copies of documents that were changed in two places.
fn with_copies(mut snapshot: Snapshot, left: Vec<Project>, notices: &mut Vec<Notice>) -> Snapshot {
    for project in left {
        let mut session = Session::new(snapshot.project, snapshot.history.clone());
        let added = session.run(&Command::Import(Box::new(project.clone())));
        notices.extend(added.err().map(|error| refused(&project, &error)));
        snapshot.project = session.project().clone();
    }
    snapshot
}

/// Tells that copies of documents could not be added, and hands them over.
pub fn refused(project: &Project, error: &EditError) -> Notice {
    let text = format!(
        "Changes that were made in another place could not be added: {error}. Download them; they are not kept here."
    );
    Notice::new(Tone::Error, text).with(Offer::Download {
        name: "conflict-copies.json".into(),
        text: own::write(project).into(),
    })
}

/// Adds the built-in articles that were never offered, and at the first start the labels.
fn with_articles(mut snapshot: Snapshot) -> Snapshot {
    if snapshot.project.labels.is_empty() {
        snapshot.project.labels = Rc::new(default_labels());
    }
    let fresh = articles::new_ones(&snapshot.offered);
    if fresh.is_empty() {
        return snapshot;
    }
    // Adding them is no step of the person's, so it is not in the history.
    let mut session = Session::new(snapshot.project, snapshot.history.clone());
    for (name, article) in fresh {
        if session.run(&Command::Import(Box::new(article))).is_ok() {
            snapshot.offered.push(name);
        }
    }
    snapshot.project = session.project().clone();
    snapshot
}
