//! [`Store`]: the session and the view behind one reducer.

use std::rc::Rc;

use glossator_core::edit::{ApplyError, Command, EditError, Session, StepKind, Transaction};
use glossator_core::model::{DocumentId, MentionId};
use glossator_core::store::{Moment, Snapshot, write_step};
use glossator_core::{Span, Spans};
use yew::prelude::*;

use crate::drawing::Drawing;
use crate::notice::{Notice, Tone};
use crate::start::Work;
use crate::view::{Dialog, Reveal, Saving, Sheet, Tab, Target, Theme, View};

/// All state of the app. Cheap to clone: all that is large is shared.
#[derive(Clone, Default)]
pub struct Store {
    /// The project with its history.
    pub session: Rc<Session>,
    /// What is looked at.
    pub view: View,
    /// The document on the screen, drawn.
    pub drawing: Option<Drawing>,
    /// The names of the built-in articles that were ever offered.
    pub offered: Rc<[String]>,
    /// The last change of the project.
    pub step: Option<Step>,
    /// The last change before this session.
    begun: Moment,
    /// Counts notices and places to scroll to.
    serial: u32,
}

/// A change of the project, as it happened.
#[derive(Clone, Debug)]
pub struct Step {
    /// What changed.
    pub transaction: Rc<Transaction>,
    /// Whether it was done, undone or redone.
    pub kind: StepKind,
    /// Counts the steps of this session, from 1.
    pub number: u32,
    /// The step as the journal keeps it.
    pub record: Rc<str>,
}
/// What can happen to the state. Whether it can be undone is told by its kind.
#[derive(Clone, Debug)]
pub enum Action {
    /// Does what a person asked for.
    Run(Command),
    /// Makes a planned transaction.
    Commit(Transaction),
    /// Takes the last transaction back.
    Undo,
    /// Makes the transaction again that was taken back last.
    Redo,
    /// Looks at something else.
    Look(Look),
    /// Shows a message until it is dismissed.
    Notify(Notice),
    /// Takes a message away.
    Dismiss(u32),
    /// Tells whether the work is safe.
    Saving(Saving),
}

/// A change of what is looked at: never saved, never undone.
#[derive(Clone, Debug)]
pub enum Look {
    /// Shows a document.
    Document(DocumentId),
    /// Selects spans of the text, or nothing.
    Select(Option<Spans>),
    /// Selects a mention, or none.
    Pick(Option<MentionId>),
    /// Selects a mention and scrolls to it.
    GoTo(MentionId),
    /// Opens the palette, or closes it.
    Palette(Option<Target>),
    /// Chooses a tab of the side panel.
    Tab(Tab),
    /// Opens a sheet, or closes it.
    Sheet(Option<Sheet>),
    /// Opens a dialog, or closes it.
    Dialog(Option<Dialog>),
    /// Chooses a theme.
    Theme(Theme),
}

/// Sends actions to the store: what components get from their context.
pub type Dispatch = Callback<Action>;

impl Store {
    /// Takes up work.
    pub fn new(theme: Theme, work: Work) -> Self {
        let Snapshot {
            project,
            history,
            shown,
            offered,
            moment,
            ..
        } = work.snapshot;
        let shown = shown.filter(|it| project.document(it).is_some());
        let shown = shown.or_else(|| project.documents.first().map(|it| it.id.clone()));
        let shown = shown.filter(|_| !work.is_careful);
        let mut session = Session::new(project, history);
        work.reserved.iter().for_each(|it| session.reserve(it));
        let mut store = Self {
            session: Rc::new(session),
            view: View {
                theme,
                shown,
                ..View::default()
            },
            offered: offered.into(),
            begun: moment,
            ..Self::default()
        };
        for notice in work.notices {
            store.notify(notice);
        }
        store.redraw();
        store
    }

    /// Returns what is to be kept.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot {
            project: self.session.project().clone(),
            history: self.session.history().clone(),
            shown: self.view.shown.clone(),
            offered: self.offered.to_vec(),
            moment: Moment {
                seq: self.begun.seq + u64::from(self.revision()),
                ..self.begun
            },
            branch: None,
        }
    }

    /// Returns the number of the last change of the project; 0 before the first.
    pub fn revision(&self) -> u32 {
        self.step.as_ref().map_or(0, |it| it.number)
    }

    fn run(&mut self, command: &Command) {
        match self.session.plan(command) {
            Ok(transaction) => self.commit(transaction),
            Err(error) => self.notify_edit_error(&error),
        }
    }

    fn commit(&mut self, transaction: Transaction) {
        let before = Rc::clone(&self.session);
        match Rc::make_mut(&mut self.session).commit(transaction) {
            Ok(transaction) if transaction.is_empty() => {
                self.session = before;
                self.view.selection = None;
                self.view.palette = None;
                self.view.announcement = "Nothing to change: it is there already".into();
            }
            Ok(transaction) => self.follow(transaction, StepKind::Do, &before),
            Err(error) => self.notify_edit_error(&error.into()),
        }
    }

    fn travel(
        &mut self,
        kind: StepKind,
        go: fn(&mut Session) -> Result<Option<Rc<Transaction>>, ApplyError>,
    ) {
        let before = Rc::clone(&self.session);
        match go(Rc::make_mut(&mut self.session)) {
            Ok(Some(transaction)) => self.follow(transaction, kind, &before),
            Ok(None) => {}
            Err(error) => {
                let text = format!(
                    "The history does not fit the project any more ({error}); nothing was changed."
                );
                self.notify(Notice::new(Tone::Error, text));
            }
        }
    }

    /// Brings the view up to a change of the project.
    fn follow(&mut self, transaction: Rc<Transaction>, kind: StepKind, before: &Session) {
        let project = self.session.project();
        let target = transaction
            .document()
            .filter(|it| project.document(it).is_some())
            .cloned();
        let present = self
            .view
            .shown
            .clone()
            .filter(|it| project.document(it).is_some());
        let shown = target
            .or(present)
            .or_else(|| project.documents.first().map(|it| it.id.clone()));
        let is_other = shown != self.view.shown;
        let done = match kind {
            StepKind::Do => "Done",
            StepKind::Undo => "Undone",
            StepKind::Redo => "Redone",
        };
        self.view.announcement = format!("{done}: {}", transaction.name).into();
        self.view.shown = shown;
        self.view.selection = None;
        self.view.palette = None;
        let is_gone = |id: &MentionId| transaction.removed().any(|it| it.id == *id);
        let is_back = |id: &MentionId| transaction.added().any(|it| it.id == *id);
        if is_other
            || self
                .view
                .picked
                .as_ref()
                .is_some_and(|it| is_gone(it) && !is_back(it))
        {
            self.view.picked = None;
        }
        self.redraw();
        if kind != StepKind::Do {
            let place = transaction.added().chain(transaction.removed()).next();
            if let Some(span) = place.map(|it| it.spans.first()) {
                self.reveal(span);
            }
        }
        if self.view.saving == Saving::Saved {
            self.view.saving = Saving::Saving;
        }
        self.step = Some(Step {
            record: write_step(kind, &transaction, before.project()).into(),
            transaction,
            kind,
            number: self.revision() + 1,
        });
    }

    fn look(&mut self, look: Look) {
        let view = &mut self.view;
        match look {
            Look::Document(id) => {
                if self.session.project().document(&id).is_some() {
                    let (theme, tab, notices) = (view.theme, view.tab, Rc::clone(&view.notices));
                    let (saving, announcement) =
                        (view.saving.clone(), Rc::clone(&view.announcement));
                    let shown = Some(id);
                    *view = View {
                        shown,
                        theme,
                        tab,
                        notices,
                        saving,
                        announcement,
                        ..View::default()
                    };
                    self.redraw();
                }
            }
            Look::Select(selection) => {
                view.palette = None;
                view.picked = None;
                view.selection = selection;
            }
            Look::Pick(picked) => {
                view.palette = None;
                view.selection = None;
                view.picked = picked;
            }
            Look::GoTo(id) => {
                let Some((document, mention)) = self.session.project().mention(&id) else {
                    return;
                };
                let (document, span) = (document.id.clone(), mention.spans.first());
                if view.shown.as_ref() != Some(&document) {
                    self.look(Look::Document(document));
                }
                self.look(Look::Pick(Some(id)));
                self.view.sheet = None;
                self.reveal(span);
            }
            Look::Palette(palette) => view.palette = palette,
            Look::Tab(tab) => view.tab = tab,
            Look::Sheet(sheet) => view.sheet = sheet,
            Look::Dialog(dialog) => view.dialog = dialog,
            Look::Theme(theme) => view.theme = theme,
        }
    }

    fn reveal(&mut self, span: Span) {
        self.serial += 1;
        self.view.reveal = Some(Reveal {
            span,
            serial: self.serial,
        });
    }

    fn notify(&mut self, notice: Notice) {
        self.serial += 1;
        let notice = Notice {
            id: self.serial,
            ..notice
        };
        self.view.notices = self.view.notices.iter().cloned().chain([notice]).collect();
    }

    fn notify_edit_error(&mut self, error: &EditError) {
        self.notify(Notice::new(
            Tone::Error,
            format!("Nothing was changed: {error}."),
        ));
    }

    fn shown_document(&self) -> Option<Rc<glossator_core::model::Document>> {
        self.session
            .project()
            .document(self.view.shown.as_ref()?)
            .cloned()
    }

    fn redraw(&mut self) {
        let labels = Rc::clone(&self.session.project().labels);
        self.drawing = self
            .shown_document()
            .map(|document| Drawing { document, labels });
    }
}

impl Reducible for Store {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut store = Self::clone(&self);
        match action {
            Action::Run(command) => store.run(&command),
            Action::Commit(transaction) => store.commit(transaction),
            Action::Undo => store.travel(StepKind::Undo, Session::undo),
            Action::Redo => store.travel(StepKind::Redo, Session::redo),
            Action::Look(look) => store.look(look),
            Action::Notify(notice) => store.notify(notice),
            Action::Dismiss(id) => {
                store.view.notices = store
                    .view
                    .notices
                    .iter()
                    .filter(|it| it.id != id)
                    .cloned()
                    .collect();
            }
            // What could not be written stays so until it is written.
            Action::Saving(Saving::Saving) if store.view.saving != Saving::Saved => return self,
            Action::Saving(saving) if saving == store.view.saving => return self,
            Action::Saving(saving) => store.view.saving = saving,
        }
        Rc::new(store)
    }
}

#[cfg(test)]
mod tests;
