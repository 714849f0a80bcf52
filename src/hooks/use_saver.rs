//! [`use_saver`]: reads the storage once, and writes every change to it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures_channel::oneshot;
use gloo_timers::callback::Timeout;
use glossator_core::edit::{Command, Session};
use glossator_core::model::{Project, default_labels};
use glossator_core::store::{Copies, Loaded, Snapshot, StorageError};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::articles;
use crate::browser::storage::LocalStorage;
use crate::notice::{Notice, Offer, Tone};
use crate::store::{Action, Dispatch, Store};
use crate::view::Saving;

/// How long changes are collected before they are written, in milliseconds.
const DELAY: u32 = 400;
/// After how long a failed write is tried again, in milliseconds.
const RETRY: u32 = 10_000;

/// Writes the work to the storage.
pub struct Saver {
    copies: RefCell<Option<Copies<LocalStorage>>>,
    timer: RefCell<Option<Timeout>>,
    /// The work that is not written yet.
    waiting: RefCell<Option<Snapshot>>,
    /// Those who asked to be told when everything is written.
    askers: RefCell<Vec<oneshot::Sender<Result<(), String>>>>,
    is_writing: Cell<bool>,
    dispatch: Dispatch,
}

impl Saver {
    /// Writes everything that waits, now.
    pub fn flush(self: &Rc<Self>) {
        self.timer.replace(None);
        if self.is_writing.get() {
            return;
        }
        let Some(snapshot) = self.waiting.take() else {
            self.answer(&Ok(()));
            return;
        };
        let Some(mut copies) = self.copies.take() else {
            self.waiting.replace(Some(snapshot));
            return;
        };
        let saver = Rc::clone(self);
        self.is_writing.set(true);
        spawn_local(async move {
            let result = copies.save(&snapshot).await;
            saver.copies.replace(Some(copies));
            saver.is_writing.set(false);
            saver.finish(result, snapshot);
        });
    }

    /// Writes `snapshot` and what waits, now; resolves when that is done, or tells why it is not.
    pub fn saved(
        self: &Rc<Self>,
        snapshot: Option<Snapshot>,
    ) -> oneshot::Receiver<Result<(), String>> {
        let (sender, receiver) = oneshot::channel();
        self.askers.borrow_mut().push(sender);
        if let Some(snapshot) = snapshot {
            self.waiting.replace(Some(snapshot));
        }
        self.flush();
        receiver
    }

    fn finish(self: &Rc<Self>, result: Result<(), StorageError>, snapshot: Snapshot) {
        let is_newer = self.waiting.borrow().is_some();
        match result {
            Ok(()) if is_newer => self.flush(),
            Ok(()) => {
                self.dispatch.emit(Action::Saving(Saving::Saved));
                self.answer(&Ok(()));
            }
            Err(error) => {
                let reason = error.to_string();
                self.dispatch
                    .emit(Action::Saving(Saving::NotSaved(reason.as_str().into())));
                self.answer(&Err(reason));
                if !is_newer {
                    self.waiting.replace(Some(snapshot));
                }
                self.schedule(RETRY);
            }
        }
    }

    fn answer(&self, result: &Result<(), String>) {
        for asker in self.askers.take() {
            drop(asker.send(result.clone()));
        }
    }

    fn schedule(self: &Rc<Self>, delay: u32) {
        let saver = Rc::clone(self);
        self.timer
            .replace(Some(Timeout::new(delay, move || saver.flush())));
    }

    /// Takes note of a change; it is written a moment later, with those that come until then.
    fn note(self: &Rc<Self>, snapshot: Snapshot) {
        self.waiting.replace(Some(snapshot));
        if self.timer.borrow().is_none() {
            self.schedule(DELAY);
        }
    }
}

/// Reads the storage once, and writes every change to it.
#[hook]
pub fn use_saver(store: &UseReducerHandle<Store>, dispatch: &Dispatch) -> Rc<Saver> {
    let saver = {
        let dispatch = dispatch.clone();
        use_memo((), move |()| Saver {
            copies: RefCell::new(None),
            timer: RefCell::new(None),
            waiting: RefCell::new(None),
            askers: RefCell::new(Vec::new()),
            is_writing: Cell::new(false),
            dispatch,
        })
    };
    {
        let saver = Rc::clone(&saver);
        use_effect_with((), move |()| spawn_local(load(saver)));
    }
    {
        let (saver, store) = (Rc::clone(&saver), store.clone());
        let deps = (store.is_loaded, store.revision(), store.view.shown.clone());
        // The snapshot is taken in the effect: most renders save nothing.
        use_effect_with(deps, move |(is_loaded, ..)| {
            if *is_loaded {
                if saver.copies.borrow().is_some() {
                    saver.dispatch.emit(Action::Saving(Saving::Saving));
                }
                saver.note(store.snapshot());
            }
        });
    }
    {
        let saver = Rc::clone(&saver);
        use_effect_with((), move |()| {
            let window = web_sys::window();
            let listener = window.map(|window| {
                gloo_events::EventListener::new(&window, "pagehide", move |_| saver.flush())
            });
            move || drop(listener)
        });
    }
    saver
}

async fn load(saver: Rc<Saver>) {
    let mut copies = Copies::new(LocalStorage);
    let loaded = match copies.load().await {
        Ok(loaded) => loaded,
        Err(error) => {
            let text = format!(
                "Nothing can be saved: {error}. Download your work before you close the page."
            );
            saver
                .dispatch
                .emit(Action::Notify(Notice::new(Tone::Error, text)));
            Loaded::default()
        }
    };
    saver.copies.replace(Some(copies));
    for problem in loaded.problems {
        let text = format!(
            "Stored data “glossator:{}”: {}. It was put aside as it is.",
            problem.key, problem.message
        );
        let name = format!("{}.json", problem.key.replace(':', "-"));
        let offer = Offer::Download {
            name: name.into(),
            text: problem.raw.into(),
        };
        saver
            .dispatch
            .emit(Action::Notify(Notice::new(Tone::Warning, text).with(offer)));
    }
    let snapshot = with_articles(loaded.snapshot);
    saver
        .dispatch
        .emit(Action::Load(Box::new(snapshot), loaded.reserved));
}

/// Adds the built-in articles that were never offered, and at the first start the labels.
fn with_articles(snapshot: Snapshot) -> Snapshot {
    let Snapshot {
        mut project,
        history,
        shown,
        mut offered,
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
    }
}
