//! [`Store`]: the session and the view behind one reducer.

use std::cell::RefCell;
use std::rc::Rc;

use glossator_core::edit::{ApplyError, Command, EditError, Session, StepKind, Transaction};
use glossator_core::model::{DocumentId, LabelId, MentionId, Project};
use glossator_core::store::{Moment, Snapshot, follow_step, write_step};
use glossator_core::{Span, Spans};
use yew::prelude::*;

use crate::drawing::Drawing;
use crate::keys::Keys;
use crate::notice::{Notice, Tone};
use crate::start::Work;
use crate::view::{
    Conflict, Dialog, Doubt, Find, Habits, Reading, Reveal, Review, Saving, Sheet, Tab, Target,
    Theme, View,
};

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
    /// The last change of the work as it was taken up.
    begun: Moment,
    /// The number of the last change of this session before that.
    n_before: u32,
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
    /// The project before it.
    pub before: Project,
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
    /// Takes up work in the place of what is there: another tab wrote it.
    TakeUp(Rc<RefCell<Work>>),
    /// Repeats a step of the tab that writes, as its journal has it.
    Follow(Rc<str>),
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
    /// Selects kept pieces and another one beside them.
    Extend(Spans, Option<Span>),
    /// Makes what a mention covers the selection, to be changed and then kept or left.
    Adjust(MentionId),
    /// Selects a mention and scrolls to it.
    GoTo(MentionId),
    /// Opens a list of the mentions at one place.
    Pile(Rc<[MentionId]>),
    /// Lets every selection get a label at once, or none any more.
    Pin(Option<LabelId>),
    /// Closes the question what becomes of another label at the same place.
    CloseConflict,
    /// Looks for something in the document, and shows the hit that is selected; or looks for nothing any more.
    Find(Option<Find>),
    /// Asks which places get a label.
    Review(Rc<Review>),
    /// Closes that question.
    CloseReview,
    /// Asks how a file is to be read.
    Doubt(Rc<Doubt>),
    /// Closes the first of these questions.
    CloseDoubt,
    /// Shows how far files are read, or that none is being read any more.
    Reading(Option<Rc<Reading>>),
    /// Takes up habits.
    Habits(Habits),
    /// Opens the palette, or closes it.
    Palette(Option<Target>),
    /// Chooses a tab of the side panel.
    Tab(Tab),
    /// Opens a sheet, or closes it.
    Sheet(Option<Sheet>),
    /// Opens a dialog, or closes it.
    Dialog(Option<Dialog>),
    /// Closes a dialog, where it is the one that is open.
    CloseDialog(Dialog),
    /// Gives commands other keys.
    Keys(Keys),
    /// Chooses a theme.
    Theme(Theme),
}

/// Sends actions to the store: what components get from their context.
pub type Dispatch = Callback<Action>;

impl Store {
    /// Takes up work.
    pub fn new(theme: Theme, work: Work) -> Self {
        let mut store = Self::default();
        store.view.theme = theme;
        store.take_up(work);
        store
    }

    fn take_up(&mut self, work: Work) {
        let Snapshot {
            project,
            history,
            shown,
            offered,
            moment,
            ..
        } = work.snapshot;
        let view = &self.view;
        let is_there = |it: &DocumentId| project.document(it).is_some();
        let shown = view.shown.clone().filter(is_there).or(shown);
        let shown = shown.filter(is_there);
        let shown = shown.or_else(|| project.documents.first().map(|it| it.id.clone()));
        let shown = shown.filter(|_| !work.is_careful);
        let mut session = Session::new(project, history);
        work.reserved.iter().for_each(|it| session.reserve(it));
        self.session = Rc::new(session);
        self.view = View {
            shown,
            saving: match (work.is_newer, work.is_reader) {
                (true, _) => Saving::Newer,
                (false, true) => Saving::ReadOnly,
                (false, false) => Saving::Saving,
            },
            ..self.view.of_the_page()
        };
        self.offered = offered.into();
        self.begun = moment;
        self.n_before = self.revision();
        for notice in work.notices {
            self.notify(notice);
        }
        self.redraw();
    }

    /// Returns what is to be kept.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot {
            project: self.session.project().clone(),
            history: self.session.history().clone(),
            shown: self.view.shown.clone(),
            offered: self.offered.to_vec(),
            moment: self.moment(),
            branch: None,
        }
    }

    /// Returns the number of the last change of the project; 0 before the first.
    pub fn revision(&self) -> u32 {
        self.step.as_ref().map_or(0, |it| it.number)
    }

    /// Returns the moment of the last change.
    pub fn moment(&self) -> Moment {
        Moment {
            seq: self.seq(),
            ..self.begun
        }
    }

    /// Returns the number of changes of the project since it was begun.
    pub fn seq(&self) -> u64 {
        self.begun.seq + u64::from(self.revision() - self.n_before)
    }

    /// Whether nothing is to be changed here.
    pub fn is_reader(&self) -> bool {
        self.view.saving.why_reader().is_some()
    }

    fn refuse(&mut self) {
        let text = match self.view.saving {
            Saving::Newer => {
                "A newer Glossator has written this work, so nothing is changed here. Reload the page to get the newest program."
            }
            _ => {
                "This tab only reads, because another one edits the work. Choose “Edit here instead” to go on in this one."
            }
        };
        if self.view.notices.iter().all(|it| *it.text != *text) {
            self.notify(Notice::new(Tone::Warning, text));
        }
    }

    /// Repeats a step of the tab that writes; what is looked at stays.
    fn follow_step(&mut self, record: &Rc<str>) {
        let before = Rc::clone(&self.session);
        let Some((kind, transaction)) = follow_step(record, Rc::make_mut(&mut self.session)) else {
            self.session = before;
            return;
        };
        let project = self.session.project();
        let View { shown, picked, .. } = &mut self.view;
        if shown
            .as_ref()
            .is_none_or(|it| project.document(it).is_none())
        {
            *shown = project.documents.first().map(|it| it.id.clone());
        }
        *picked = picked.take().filter(|it| project.mention(it).is_some());
        self.redraw();
        self.step = Some(Step {
            record: Rc::clone(record),
            transaction,
            kind,
            number: self.revision() + 1,
            before: before.project().clone(),
        });
    }

    fn run(&mut self, command: &Command) {
        match self.session.plan(command) {
            Ok(transaction) => self.commit(transaction),
            Err(error) => self.ask_or_tell(command, &error),
        }
    }

    /// Says why a command is not done, or asks what is to be done.
    fn ask_or_tell(&mut self, command: &Command, error: &EditError) {
        match (command, error) {
            (
                Command::Tag {
                    document, mention, ..
                },
                EditError::Conflict(_),
            ) => {
                self.view.palette = None;
                self.view.conflict = Some(Rc::new(Conflict {
                    document: document.clone(),
                    mention: mention.clone(),
                    message: error.to_string(),
                }));
            }
            _ => self.notify_edit_error(error),
        }
    }

    fn commit(&mut self, transaction: Transaction) {
        let before = Rc::clone(&self.session);
        match Rc::make_mut(&mut self.session).commit(transaction) {
            Ok(transaction) if transaction.is_empty() => {
                self.session = before;
                self.view.select_nothing();
                self.announce("Nothing to change: it is there already");
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
        // Where the document on the screen has changed as well, or a dialog is at work, it stays.
        let is_here = transaction
            .changes
            .iter()
            .any(|it| it.document() == self.view.shown.as_ref());
        let is_kept = is_here || (kind == StepKind::Do && self.view.dialog == Some(Dialog::Labels));
        let target = transaction
            .document()
            .filter(|it| !is_kept && project.document(it).is_some())
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
        self.announce(&format!("{done}: {}", transaction.name));
        self.view.shown = shown;
        self.view.select_nothing();
        let labels = &self.session.project().labels;
        let pinned = self.view.pinned.filter(|it| labels.get(*it).is_some());
        self.view.pinned = pinned;
        let is_gone = |id: &MentionId| transaction.removed().any(|it| it.id == *id);
        let is_back = |id: &MentionId| transaction.added().any(|it| it.id == *id);
        if is_other {
            self.view.sheet = None;
        }
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
                self.reveal(span, true);
            }
        }
        // What could not be written stays so until it is written.
        if self.view.saving == Saving::Saved {
            self.view.saving = Saving::Saving;
        }
        self.step = Some(Step {
            record: write_step(kind, &transaction, before.project()).into(),
            transaction,
            kind,
            number: self.revision() + 1,
            before: before.project().clone(),
        });
    }

    fn look(&mut self, look: Look) {
        let view = &mut self.view;
        match look {
            Look::Document(id) => {
                if self.session.project().document(&id).is_some() {
                    *view = View {
                        shown: Some(id),
                        ..view.of_the_page()
                    };
                    self.redraw();
                }
            }
            Look::Select(selection) => {
                view.palette = None;
                view.picked = view.picked.take().filter(|_| view.is_adjusting);
                view.selection = selection;
                view.kept = None;
                view.pile = None;
            }
            Look::Pile(pile) => view.pile = Some(pile),
            Look::Pin(label) => view.pinned = label,
            Look::CloseConflict => view.conflict = None,
            Look::Find(find) => {
                let hit = find
                    .as_ref()
                    .and_then(|it| it.hits.get(it.hit_idx).copied());
                view.find = find;
                view.sheet = None;
                self.look(Look::Select(hit.map(Spans::from)));
                if let Some(hit) = hit {
                    self.reveal(hit, false);
                    self.view.reveal = self.view.reveal.map(|it| Reveal {
                        has_focus: false,
                        ..it
                    });
                }
            }
            Look::Review(review) => view.review = Some(review),
            Look::CloseReview => view.review = None,
            Look::Doubt(doubt) => {
                view.doubts = view.doubts.iter().cloned().chain([doubt]).collect()
            }
            Look::CloseDoubt => view.doubts = view.doubts.iter().skip(1).cloned().collect(),
            Look::Reading(reading) => view.reading = reading,
            Look::Habits(habits) => view.habits = habits,
            Look::Extend(kept, span) => {
                let selection = span.map_or_else(|| kept.clone(), |it| kept.with(it));
                self.look(Look::Select(Some(selection)));
                self.view.kept = Some(kept);
            }
            Look::Pick(picked) => {
                view.select_nothing();
                view.picked = picked;
            }
            Look::Adjust(id) => {
                let Some((_, mention)) = self.session.project().mention(&id) else {
                    return;
                };
                let spans = mention.spans.clone();
                view.kept = spans.without(spans.last());
                view.palette = None;
                view.selection = Some(spans);
                view.picked = Some(id);
                view.is_adjusting = true;
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
                self.reveal(span, false);
            }
            Look::Palette(palette) => {
                view.n_openings += u32::from(palette.is_some());
                view.palette = palette;
                view.pile = None;
            }
            Look::Tab(tab) => view.tab = tab,
            Look::Sheet(sheet) => view.sheet = sheet,
            Look::Dialog(dialog) => view.dialog = dialog,
            Look::CloseDialog(dialog) => view.dialog = view.dialog.filter(|it| *it != dialog),
            Look::Keys(keys) => view.keys = keys,
            Look::Theme(theme) => view.theme = theme,
        }
    }

    /// Tells something to screen readers; the same text once more is another one to them.
    fn announce(&mut self, text: &str) {
        let is_same = *self.view.announcement == *text;
        self.view.announcement = [text, if is_same { "\u{a0}" } else { "" }].concat().into();
    }

    fn reveal(&mut self, span: Span, has_caret: bool) {
        self.serial += 1;
        self.view.reveal = Some(Reveal {
            span,
            has_caret,
            has_focus: true,
            serial: self.serial,
        });
    }

    fn notify(&mut self, notice: Notice) {
        // A dialog would be before it.
        self.view.dialog = None;
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
            Action::Run(_)
            | Action::Commit(_)
            | Action::Undo
            | Action::Redo
            | Action::Look(Look::Palette(Some(_)))
                if self.is_reader() =>
            {
                store.refuse();
            }
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
            Action::Saving(Saving::Saved) if self.is_reader() => return self,
            Action::Saving(saving) if saving == store.view.saving => return self,
            Action::Saving(saving) => store.view.saving = saving,
            Action::TakeUp(work) => store.take_up(work.take()),
            Action::Follow(record) if self.is_reader() => store.follow_step(&record),
            Action::Follow(_) => return self,
        }
        Rc::new(store)
    }
}

#[cfg(test)]
mod tests;
