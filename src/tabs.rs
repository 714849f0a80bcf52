//! [`Tabs`]: one tab writes, the others show what it writes.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures_channel::oneshot;
use gloo_timers::callback::Timeout;
use glossator_core::edit::Command;
use glossator_core::model::Project;
use glossator_core::store::StorageError;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::browser::channel::{Channel, Message};
use crate::browser::database::Database;
use crate::browser::turn::Turn;
use crate::notice::{Notice, Tone};
use crate::saver::Saver;
use crate::start::{Start, Work, refused};
use crate::store::{Action, Dispatch, Store};
use crate::view::Saving;

/// How long the tab that writes has to write what it has, in milliseconds.
const PATIENCE: u32 = 3_000;

/// Settles with the other tabs which of them writes, and shows what another one writes.
pub struct Tabs {
    store: UseReducerHandle<Store>,
    dispatch: Dispatch,
    saver: Rc<Saver>,
    turn: Rc<Turn>,
    database: Database,
    channel: Rc<Channel>,
    /// Answered when the tab that writes is ready to be taken over.
    ready: RefCell<Option<oneshot::Sender<()>>>,
    /// Whether the work is being read or the turn is being settled.
    is_busy: Cell<bool>,
    /// What is to be done after that.
    next: Cell<Option<Task>>,
}

/// What there is to do; the later in this list does what the earlier ones do.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Task {
    /// Finds out whether this tab still writes.
    Settle,
    /// Takes up the work where nobody writes it.
    Inherit,
    /// Takes up the work, whoever writes it.
    TakeOver,
}

impl Tabs {
    /// Begins to talk with the other tabs.
    pub fn new(
        store: &UseReducerHandle<Store>,
        dispatch: &Dispatch,
        saver: &Rc<Saver>,
        start: &Start,
        channel: &Rc<Channel>,
    ) -> Rc<Self> {
        let tabs = Rc::new(Self {
            store: store.clone(),
            dispatch: dispatch.clone(),
            saver: Rc::clone(saver),
            turn: Rc::clone(&start.turn),
            database: start.database.clone(),
            channel: Rc::clone(channel),
            ready: RefCell::default(),
            is_busy: Cell::default(),
            next: Cell::default(),
        });
        let (adding, taken) = (Rc::clone(&tabs), Rc::clone(&tabs));
        saver.connect(
            Callback::from(move |project: Rc<Project>| adding.add(&project)),
            Callback::from(move |()| taken.once(Task::Settle)),
        );
        tabs.listen();
        tabs
    }

    fn listen(self: &Rc<Self>) {
        let tabs = Rc::clone(self);
        self.channel
            .open(Callback::from(move |message| tabs.hear(message)));
    }

    fn hear(self: &Rc<Self>, message: Message) {
        match (message, self.saver.is_writer()) {
            (Message::Want, true) => {
                let tabs = Rc::clone(self);
                spawn_local(async move {
                    // Whether or not it can be written, the other one is to know.
                    drop(tabs.saver.saved().await);
                    tabs.channel.tell(&Message::Ready);
                });
            }
            (Message::Ready, false) => {
                if let Some(ready) = self.ready.take() {
                    ready.send(()).ok();
                }
            }
            (Message::Left, true) => self.saver.take_left(),
            (Message::Whole(epoch), true) if epoch > self.saver.epoch() => self.once(Task::Settle),
            (Message::Whole(_), false) => self.once(Task::Settle),
            (Message::Gone, false) => self.inherit(),
            (Message::Steps { after, records }, false) => {
                let known = self.store.clone().seq();
                let steps = records.lines();
                let Some(n_known) = known.checked_sub(after) else {
                    self.once(Task::Settle);
                    return;
                };
                for step in steps.skip(usize::try_from(n_known).unwrap_or_default()) {
                    self.dispatch.emit(Action::Follow(step.into()));
                }
            }
            _ => {}
        }
    }

    /// Takes up the work where the tab that wrote it is gone.
    fn inherit(self: &Rc<Self>) {
        // Without locks nobody knows whether it is.
        let is_newer = self.store.clone().view.saving == Saving::Newer;
        if !is_newer
            && !self.saver.is_writer()
            && !self.saver.has_unsaved()
            && !is_hidden()
            && Turn::is_known()
        {
            self.once(Task::Inherit);
        }
    }

    /// Lets this tab write, and no other.
    pub fn take_over(self: &Rc<Self>) {
        self.once(Task::TakeOver);
    }

    /// Does something, after what is being done already.
    fn once(self: &Rc<Self>, task: Task) {
        if self.is_busy.replace(true) {
            self.next.set(self.next.get().max(Some(task)));
            return;
        }
        let tabs = Rc::clone(self);
        spawn_local(async move {
            let mut task = task;
            loop {
                let is_writer = tabs.saver.is_writer();
                let is_over = match task {
                    Task::Settle if !is_writer => false,
                    Task::Inherit | Task::TakeOver if is_writer => false,
                    Task::Settle => {
                        !tabs.turn.take_if_free().await || !tabs.saver.is_newest().await
                    }
                    Task::Inherit => tabs.turn.take_if_free().await,
                    Task::TakeOver => {
                        if !tabs.turn.take_if_free().await {
                            tabs.ask().await;
                            tabs.turn.steal().await;
                        }
                        true
                    }
                };
                match (is_over, is_writer) {
                    (true, true) => tabs.stop().await,
                    (true, false) => tabs.begin().await,
                    (false, _) => {}
                }
                // Who only looked whether the turn is free is told each step: what is read would take their place.
                let is_told = task == Task::Inherit;
                if !is_told && !tabs.saver.is_writer() && !tabs.saver.has_unsaved() {
                    let work = Work::peek(&tabs.database).await;
                    // Steps may have come since it was read.
                    if work.snapshot.moment >= tabs.store.clone().moment() {
                        tabs.take_up(work);
                    }
                }
                match tabs.next.take() {
                    Some(next) => task = next,
                    None => break,
                }
            }
            tabs.is_busy.set(false);
        });
    }

    /// Asks the tab that writes to write what it has, and waits until it has, but not for ever.
    async fn ask(self: &Rc<Self>) {
        let (sender, receiver) = oneshot::channel();
        self.ready.replace(Some(sender));
        let impatient = Rc::clone(self);
        let timer = Timeout::new(PATIENCE, move || drop(impatient.ready.take()));
        self.channel.tell(&Message::Want);
        receiver.await.ok();
        drop(timer);
    }

    fn take_up(&self, work: Work) {
        let work = Rc::new(RefCell::new(work));
        self.dispatch.emit(Action::TakeUp(work));
    }

    /// Takes the work up to write it.
    async fn begin(&self) {
        let (work, vault) = Work::open(&self.database).await;
        self.take_up(work);
        let Some(vault) = vault else {
            self.turn.give_up();
            return;
        };
        let epoch = vault.epoch();
        self.saver.begin(vault);
        self.saver.note();
        self.channel.tell(&Message::Whole(epoch));
    }

    /// Writes no more.
    async fn stop(&self) {
        self.dispatch.emit(Action::Saving(Saving::ReadOnly));
        let left = self.saver.end().await;
        self.turn.give_up();
        match left {
            Ok(false) => {}
            Ok(true) => {
                let text = "Another tab has begun to edit before the last changes of this one were written. They are kept as a “conflict copy” of each document.";
                let notice = Notice::new(Tone::Warning, text);
                self.dispatch.emit(Action::Notify(notice));
            }
            Err(error) => {
                let reason = format!(
                    "{}, and the last changes of this one cannot be left to it: {error}",
                    StorageError::Taken
                );
                let saving = Saving::NotSaved(reason.into());
                self.dispatch.emit(Action::Saving(saving));
            }
        }
    }

    /// Adds to the work what another tab has left.
    fn add(&self, project: &Project) {
        let command = Command::Import(Box::new(project.clone()));
        let planned = self.store.clone().session.plan(&command);
        match planned {
            Ok(transaction) => {
                self.dispatch.emit(Action::Commit(transaction));
                let text = "Another tab had changes that it could not write. They are here as a “conflict copy” of each document.";
                let notice = Notice::new(Tone::Warning, text);
                self.dispatch.emit(Action::Notify(notice));
            }
            Err(error) => self.dispatch.emit(Action::Notify(refused(project, &error))),
        }
    }

    /// Writes what waits, and lets another tab write: the page is closed or put away.
    pub fn leave(&self) {
        self.saver.flush();
        if self.saver.is_writer() {
            self.turn.give_up();
            self.channel.tell(&Message::Gone);
        }
        self.channel.close();
    }

    /// Takes the page up again that was put away.
    pub fn come_back(self: &Rc<Self>) {
        self.listen();
        self.once(Task::Settle);
    }

    /// Looks whether the tab that writes is gone: this one is looked at.
    pub fn look(self: &Rc<Self>) {
        self.inherit();
    }
}

fn is_hidden() -> bool {
    let document = web_sys::window().and_then(|it| it.document());
    document.is_some_and(|it| it.hidden())
}
