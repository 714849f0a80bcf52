//! [`Keeping`]: keeps earlier states of the work, and gives them back.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use glossator_core::edit::StepKind;
use glossator_core::model::Project;
use glossator_core::store::{Kind, StorageError, Version, VersionError, Versions, endangered};
use wasm_bindgen_futures::spawn_local;

use crate::browser::clock;
use crate::browser::database::{Database, VersionStore};
use crate::store::Step;

/// How much work goes by between two states that are kept, in milliseconds.
const INTERVAL: u64 = 5 * 60_000;
/// How long after a change the state before it is written, in milliseconds: not while a person goes on.
const DELAY: u32 = 3_000;

/// Keeps states of the work, one after the other.
pub struct Keeping {
    store: VersionStore,
    waiting: RefCell<VecDeque<Waiting>>,
    is_busy: Cell<bool>,
    versions: RefCell<Option<Versions<VersionStore>>>,
    /// When the last one was due by time; 0 before the first change.
    timed: Cell<u64>,
    /// Why nothing is kept, if that is so.
    error: RefCell<Option<StorageError>>,
}

struct Waiting {
    project: Project,
    kind: Kind,
    why: String,
    at: u64,
}

impl Keeping {
    /// Keeps them in a database.
    pub fn new(database: &Database) -> Self {
        Self {
            store: VersionStore(database.clone()),
            waiting: RefCell::default(),
            is_busy: Cell::default(),
            versions: RefCell::default(),
            timed: Cell::default(),
            error: RefCell::default(),
        }
    }

    /// Takes note of a step, and keeps the state before it where that is due.
    pub fn note(self: &Rc<Self>, step: &Step) {
        let now = clock::date();
        let mut kept = Vec::new();
        if step.kind == StepKind::Do {
            kept = endangered(&step.before, &step.transaction);
        }
        if now.saturating_sub(self.timed.get()) >= INTERVAL {
            let is_first = self.timed.replace(now) == 0;
            let why = if is_first {
                "as it was opened"
            } else {
                "while it was edited"
            };
            kept.push((Kind::Timed, step.before.clone(), why));
        }
        for (kind, project, why) in kept {
            // Before the first document there is nothing to keep.
            if !project.documents.is_empty() {
                self.waiting.borrow_mut().push_back(Waiting {
                    project,
                    kind,
                    why: why.to_owned(),
                    at: now,
                });
            }
        }
        if !self.waiting.borrow().is_empty() && !self.is_busy.replace(true) {
            let keeping = Rc::clone(self);
            Timeout::new(DELAY, move || spawn_local(keeping.work())).forget();
        }
    }

    async fn work(self: Rc<Self>) {
        let versions = self.versions.take();
        let mut versions = versions.unwrap_or_else(|| Versions::new(self.store.clone()));
        loop {
            let next = self.waiting.borrow_mut().pop_front();
            let Some(Waiting {
                project,
                kind,
                why,
                at,
            }) = next
            else {
                break;
            };
            let kept = versions.keep(&project, kind, &why, at).await;
            self.error.replace(kept.err());
        }
        self.versions.replace(Some(versions));
        self.is_busy.set(false);
    }

    /// Returns all versions, the newest first.
    ///
    /// # Errors
    ///
    /// Where they cannot be read.
    pub async fn list(&self) -> Result<Vec<Version>, StorageError> {
        Versions::new(self.store.clone()).list().await
    }

    /// Returns the work as it was.
    ///
    /// # Errors
    ///
    /// Where it cannot be read.
    pub async fn read(&self, version: &Version) -> Result<Project, VersionError> {
        Versions::new(self.store.clone()).read(version).await
    }

    /// Returns why the last state was not kept, if that is so.
    pub fn error(&self) -> Option<StorageError> {
        self.error.borrow().clone()
    }
}
