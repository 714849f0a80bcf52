//! [`use_saver`]: writes every change to the storage.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures_channel::oneshot;
use gloo_timers::callback::Timeout;
use glossator_core::store::{Copies, Snapshot, StorageError};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::browser::storage::LocalStorage;
use crate::start::Start;
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
    /// Whether the timer waits for another attempt after one that failed.
    is_retrying: Cell<bool>,
    dispatch: Dispatch,
}

impl Saver {
    /// Writes everything that waits, now.
    pub fn flush(self: &Rc<Self>) {
        self.timer.replace(None);
        self.is_retrying.set(false);
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
    pub fn saved(self: &Rc<Self>, snapshot: Snapshot) -> oneshot::Receiver<Result<(), String>> {
        let (sender, receiver) = oneshot::channel();
        self.askers.borrow_mut().push(sender);
        self.waiting.replace(Some(snapshot));
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
                self.is_retrying.set(true);
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
        // A change does not wait until a failed one is tried again: there may be room by now.
        if self.timer.borrow().is_none() || self.is_retrying.take() {
            self.schedule(DELAY);
        }
    }
}

/// Writes every change to the storage, and at the start what was not there yet.
#[hook]
pub fn use_saver(
    start: &Rc<Start>,
    store: &UseReducerHandle<Store>,
    dispatch: &Dispatch,
) -> Rc<Saver> {
    let saver = {
        let (start, dispatch) = (Rc::clone(start), dispatch.clone());
        use_memo((), move |()| Saver {
            copies: RefCell::new(start.copies.take()),
            timer: RefCell::new(None),
            waiting: RefCell::new(None),
            askers: RefCell::new(Vec::new()),
            is_writing: Cell::new(false),
            is_retrying: Cell::new(false),
            dispatch,
        })
    };
    {
        let (saver, store) = (Rc::clone(&saver), store.clone());
        // The snapshot is taken in the effect: most renders save nothing.
        use_effect_with((store.revision(), store.view.shown.clone()), move |_| {
            saver.dispatch.emit(Action::Saving(Saving::Saving));
            saver.note(store.snapshot());
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
