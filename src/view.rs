//! [`View`]: what is open, selected and on top. Never saved, never undone.

use std::rc::Rc;

use glossator_core::edit::{Beside, NewMention};
use glossator_core::formats::{Format, Opened};
use glossator_core::model::{DocumentId, LabelId, MentionId};
use glossator_core::segment::Unit;
use glossator_core::{Span, Spans};

use crate::keys::Keys;
use crate::notice::Notice;

/// What is looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// The document on the screen.
    pub shown: Option<DocumentId>,
    /// The selection, ready to be tagged.
    pub selection: Option<Spans>,
    /// The pieces of the selection that stay when its last one is moved.
    pub kept: Option<Spans>,
    /// The mention that is selected.
    pub picked: Option<MentionId>,
    /// Whether the selection is what the selected mention is to cover.
    pub is_adjusting: bool,
    /// The mentions at one place, to choose one of them.
    pub pile: Option<Rc<[MentionId]>>,
    /// What the palette is open for.
    pub palette: Option<Target>,
    /// How often it was opened: each time its field gets the focus.
    pub n_openings: u32,
    /// The label that every selection gets at once.
    pub pinned: Option<LabelId>,
    /// What is to be tagged where another label is already.
    pub conflict: Option<Rc<Conflict>>,
    /// What is looked for in the document on the screen.
    pub find: Option<Find>,
    /// Places of which a person is to say whether they get a label.
    pub review: Option<Rc<Review>>,
    /// The files of which a person is to say how they are to be read, one after another.
    pub doubts: Rc<[Rc<Doubt>]>,
    /// The files that are being read.
    pub reading: Option<Rc<Reading>>,
    /// How a person likes to select and to tag.
    pub habits: Habits,
    /// The tab of the side panel.
    pub tab: Tab,
    /// The panel that is open as a sheet, on a narrow screen.
    pub sheet: Option<Sheet>,
    /// The dialog that is open.
    pub dialog: Option<Dialog>,
    /// Light, dark, or as the system has it.
    pub theme: Theme,
    /// The keys of all commands.
    pub keys: Keys,
    /// Messages that stand until they are dismissed, oldest first.
    pub notices: Rc<[Notice]>,
    /// Whether the work is safe.
    pub saving: Saving,
    /// The last message to screen readers.
    pub announcement: Rc<str>,
    /// A place to scroll to, once.
    pub reveal: Option<Reveal>,
}

impl View {
    /// Gives up the selection; the selected mention stays.
    pub fn select_nothing(&mut self) {
        self.selection = None;
        self.kept = None;
        self.pile = None;
        self.palette = None;
        self.is_adjusting = false;
    }
}

/// What is to be tagged where another label is already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The document.
    pub document: DocumentId,
    /// What is to be tagged.
    pub mention: NewMention,
    /// Says what is wrong.
    pub message: String,
}

/// What is looked for in a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Find {
    /// The words, as they were typed.
    pub phrase: Rc<str>,
    /// Where they stand, in order.
    pub hits: Rc<[Span]>,
    /// The hit that is selected, from 0; where there is none, 0.
    pub hit_idx: usize,
    /// Where the caret was when the search was opened, in code points: the first hit is the next one from there.
    pub from: usize,
    /// Whether keys label the hit: from Enter on, until something is typed.
    pub is_walking: bool,
}

/// Places of which a person is to say whether they get a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// The document.
    pub document: DocumentId,
    /// What stands at the places, or how they were found.
    pub phrase: Rc<str>,
    /// The places, in order.
    pub places: Rc<[Span]>,
    /// The label that is proposed.
    pub label: Option<LabelId>,
}

/// A file of which nothing tells what its offsets count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// Its name.
    pub name: String,
    /// What it holds, with what each reading comes to.
    pub opened: Opened,
}

/// Files that are being read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The name of the first.
    pub name: Rc<str>,
    /// How many there are.
    pub n_files: usize,
    /// How many of them are read.
    pub n_read: usize,
}

/// How a person likes to select and to tag. It is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Habits {
    /// What a drag snaps to.
    pub unit: Unit,
    /// What becomes of another label at the same place.
    pub beside: Beside,
}

impl Habits {
    /// The units with their names, in the order in which they are offered.
    pub const UNITS: [(Unit, &str); 4] = [
        (Unit::Character, "Characters"),
        (Unit::Word, "Words"),
        (Unit::Sentence, "Sentences"),
        (Unit::Block, "Paragraphs"),
    ];
}

/// What the palette is open for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// To tag the selection.
    Selection,
    /// To change a mention's label.
    Mention(MentionId),
}

/// A tab of the side panel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// The mentions of the document.
    #[default]
    Mentions,
    /// The label set.
    Labels,
}

/// A panel that is a sheet on a narrow screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// The list of documents.
    Documents,
    /// The side panel.
    Side,
}

/// A dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// Adds a document of pasted text.
    Paste,
    /// Shows all keys.
    Keys,
    /// Shows earlier states of the work.
    Versions,
    /// Shows where the work is kept.
    Storage,
    /// Changes the label set.
    Labels,
    /// Shows every command by name.
    Commands,
    /// Tells what a format loses, and downloads the project in it.
    Export(&'static Format),
}

/// Light, dark, or as the system has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// Whether the work is safe.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Saving {
    /// Not all of it is written.
    #[default]
    Saving,
    /// All of it is written.
    Saved,
    /// It could not be written; why.
    NotSaved(Rc<str>),
    /// Another tab writes; this one shows what it writes.
    ReadOnly,
    /// A newer program has written the work; this one shows what it knows of it.
    Newer,
}

impl Saving {
    /// Says why nothing is to be changed here, where that is so.
    pub fn why_reader(&self) -> Option<&'static str> {
        match self {
            Self::ReadOnly => Some("another tab edits this work"),
            Self::Newer => Some("a newer Glossator has written this work"),
            Self::Saving | Self::Saved | Self::NotSaved(_) => None,
        }
    }
}

/// A place to scroll to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reveal {
    /// What is to be on the screen.
    pub span: Span,
    /// Whether the caret is put there.
    pub has_caret: bool,
    /// Whether the article gets the focus.
    pub has_focus: bool,
    /// Tells two requests for one place apart.
    pub serial: u32,
}

impl View {
    /// Returns what stays when another document is shown: what is of the page and not of the document.
    pub fn of_the_page(&self) -> Self {
        Self {
            theme: self.theme,
            tab: self.tab,
            keys: self.keys.clone(),
            notices: Rc::clone(&self.notices),
            saving: self.saving.clone(),
            announcement: Rc::clone(&self.announcement),
            habits: self.habits,
            pinned: self.pinned,
            doubts: Rc::clone(&self.doubts),
            reading: self.reading.clone(),
            ..Self::default()
        }
    }
}

impl Theme {
    /// All themes, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// Returns its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::System => "System",
            Self::Light => "Light",
            Self::Dark => "Dark",
        }
    }
}
