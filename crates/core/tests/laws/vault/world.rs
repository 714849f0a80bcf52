//! [`World`]: a program with the places where it keeps its work, as a person uses it.

use std::collections::BTreeMap;
use std::rc::Rc;

use glossator_core::Span;
use glossator_core::Text;
use glossator_core::edit::{Command, LabelRef, NewMention, Session, StepKind};
use glossator_core::model::{Document, DocumentId, Project};
use glossator_core::store::{
    Faults, MemoryJournal, MemoryStorage, Moment, Snapshot, StorageError, Vault, write_step,
};

use crate::store::block_on;

/// What happens to a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Event {
    /// A person opens a document.
    Import,
    /// A person tags a character that was not tagged yet.
    Tag,
    /// A person removes the first document.
    Remove,
    /// A person takes a change back.
    Undo,
    /// A person makes it again.
    Redo,
    /// The copies are written.
    Copy,
    /// The program dies and is started again.
    Restart,
    /// It dies, something in one of its places is damaged, and it is started again.
    Damage(usize),
}

/// Random numbers that come again with their seed: SplitMix64 of Steele, Lea and Flood, 2014.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Returns a number below `end`.
    pub(super) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).expect("it is below `end`")
    }

    pub(super) fn choose<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

impl Event {
    /// What happens often, more than once.
    pub(super) const ALL: &[Self] = &[
        Self::Tag,
        Self::Tag,
        Self::Tag,
        Self::Copy,
        Self::Copy,
        Self::Restart,
        Self::Restart,
        Self::Undo,
        Self::Redo,
        Self::Import,
        Self::Remove,
    ];

    /// Reads events: a letter each.
    pub(super) fn parse(script: &str) -> Vec<Self> {
        let event = |letter| match letter {
            'i' => Self::Import,
            't' => Self::Tag,
            'd' => Self::Remove,
            'u' => Self::Undo,
            'y' => Self::Redo,
            'c' => Self::Copy,
            'r' => Self::Restart,
            _ => panic!("{letter} is no event"),
        };
        script.chars().map(event).collect()
    }
}

/// A state that the work went through.
struct State {
    documents: Vec<Rc<Document>>,
    /// The one before it.
    parent: usize,
}

/// A program with the places where it keeps its work.
pub(super) struct World {
    pub(super) journal: MemoryJournal,
    pub(super) storage: MemoryStorage,
    faults: Faults,
    vault: Vault<MemoryJournal, MemoryStorage>,
    session: Session,
    moment: Moment,
    /// What happened and is not written.
    waiting: Vec<Rc<str>>,
    states: Vec<State>,
    /// Where the work is now, what was acknowledged last, what was copied last, and what is due now.
    present: usize,
    saved: usize,
    copied: usize,
    due: usize,
    /// Whether what goes wrong loses what is in one place.
    is_lossy: bool,
    has_struck: bool,
    is_told: bool,
    n_tags: usize,
    n_imports: usize,
}

impl World {
    /// Starts the program for the first time.
    pub(super) fn new(faults: &Faults, is_lossy: bool) -> Self {
        let journal = MemoryJournal::with_faults(faults);
        let storage = MemoryStorage::with_faults(faults);
        let (vault, loaded, error) = block_on(Vault::open(journal.clone(), storage.clone()));
        let is_told = error.is_some() || vault.journal_error().is_some();
        let first = State {
            documents: Vec::new(),
            parent: 0,
        };
        let mut world = Self {
            journal,
            storage,
            faults: faults.clone(),
            vault,
            session: Session::default(),
            moment: loaded.snapshot.moment,
            waiting: Vec::new(),
            states: vec![first],
            present: 0,
            saved: 0,
            copied: 0,
            due: 0,
            is_lossy,
            has_struck: false,
            is_told,
            n_tags: 0,
            n_imports: 0,
        };
        world.look();
        world
    }

    /// Lets something happen; `Err` says what was against the law.
    pub(super) fn go(&mut self, event: &Event) -> Result<(), String> {
        match event {
            Event::Copy => match block_on(self.vault.copy(self.snapshot())) {
                Ok(()) => self.copied = self.present,
                Err(_) => self.is_told = true,
            },
            Event::Restart => self.restart()?,
            Event::Damage(seed) => {
                self.damage(&mut Dice::new(*seed as u64));
                self.restart()?;
            }
            _ => {
                if let Some(record) = self.change(event) {
                    self.moment.seq += 1;
                    self.waiting.push(record.into());
                    self.states.push(State {
                        documents: self.session.project().documents.clone(),
                        parent: self.present,
                    });
                    self.present = self.states.len() - 1;
                }
                self.write()?;
            }
        }
        self.look();
        Ok(())
    }

    /// What was lost in one place is due only as far as the other has it, until it is written again.
    fn look(&mut self) {
        let has_struck = self.faults.has_struck();
        if has_struck && !self.has_struck && self.is_lossy {
            self.due = self.copied;
            // Where the only place that has anything is cleared, nobody can know.
            self.is_told |= self.copied == 0;
        }
        self.has_struck = has_struck;
    }

    /// Changes a byte of an entry, or cuts it; local storage may lose it as well.
    fn damage(&mut self, dice: &mut Dice) {
        let is_journal = dice.below(2) == 0;
        let damage = |entries: &mut BTreeMap<String, String>| {
            if entries.is_empty() {
                return;
            }
            let n = dice.below(entries.len());
            let key = entries.keys().nth(n).expect("it is there").clone();
            let value = entries.get_mut(&key).expect("it is there");
            let mut bytes = std::mem::take(value).into_bytes();
            let at = dice.below(bytes.len());
            match dice.below(3) {
                0 => bytes.truncate(at),
                1 if !is_journal => {
                    entries.remove(&key);
                    return;
                }
                _ => bytes[at] ^= 1 << dice.below(7),
            }
            *value = String::from_utf8_lossy(&bytes).into_owned();
        };
        if is_journal {
            self.journal.damage(damage);
            self.due = self.copied;
        } else {
            self.storage.damage(damage);
        }
    }

    fn change(&mut self, event: &Event) -> Option<String> {
        let before = self.session.project().clone();
        let document = before.documents.last();
        let (kind, transaction) = match event {
            Event::Undo => (StepKind::Undo, self.session.undo().expect("it fits")?),
            Event::Redo => (StepKind::Redo, self.session.redo().expect("it fits")?),
            Event::Import => {
                self.n_imports += 1;
                let command = import(self.n_imports);
                (StepKind::Do, self.run(&command))
            }
            Event::Tag => {
                self.n_tags += 1;
                let at = self.n_tags % N_CHARS;
                let tag = NewMention {
                    spans: Span::new(at, at + 1).expect("a character").into(),
                    label: LabelRef::Name(format!("L{}", self.n_tags / N_CHARS).into()),
                };
                let command = Command::AddMentions {
                    document: document?.id.clone(),
                    mentions: vec![tag],
                };
                (StepKind::Do, self.run(&command))
            }
            _ => {
                let id = before.documents.first()?.id.clone();
                (StepKind::Do, self.run(&Command::RemoveDocument(id)))
            }
        };
        (!transaction.is_empty()).then(|| write_step(kind, &transaction, &before))
    }

    fn run(&mut self, command: &Command) -> Rc<glossator_core::edit::Transaction> {
        self.session.run(command).expect("a person can do it")
    }

    fn snapshot(&self) -> Snapshot {
        Snapshot {
            moment: self.moment,
            ..crate::store::snapshot(&self.session)
        }
    }

    fn write(&mut self) -> Result<(), String> {
        let snapshot = self.snapshot();
        match block_on(self.vault.write(&self.waiting, || snapshot.clone())) {
            Ok(()) => {
                self.waiting.clear();
                self.saved = self.present;
                self.due = self.present;
                // What went wrong before has been made good.
                self.has_struck = self.faults.has_struck();
                Ok(())
            }
            // There is newer work than this began with: it is taken up, and what was done here becomes a copy.
            Err(StorageError::Taken) => {
                self.is_told = true;
                self.restart()
            }
            Err(_) => {
                self.is_told = true;
                Ok(())
            }
        }
    }

    fn restart(&mut self) -> Result<(), String> {
        let (journal, storage) = (self.journal.clone(), self.storage.clone());
        let (vault, loaded, error) = block_on(Vault::open(journal, storage));
        self.is_told |= error.is_some() || vault.journal_error().is_some();
        self.is_told |=
            loaded.is_journal_gone || !loaded.problems.is_empty() || !loaded.left.is_empty();
        self.look();
        self.vault = vault;
        self.waiting.clear();
        let found = loaded.snapshot;
        self.present = match self.find(&found.project) {
            Some(n) => n,
            None if self.is_told => {
                self.states.push(State {
                    documents: found.project.documents.clone(),
                    parent: self.due,
                });
                self.states.len() - 1
            }
            None => return Err(format!("what is found is none of the states: {found:?}")),
        };
        self.moment = found.moment;
        self.session = Session::new(found.project, found.history);
        Ok(())
    }

    /// Returns the latest state with the documents of a project; a label may be left of a change that is lost.
    fn find(&self, project: &Project) -> Option<usize> {
        let is_it = |state: &State| state.documents == project.documents;
        let found = (0..self.states.len())
            .rev()
            .filter(|&n| is_it(&self.states[n]));
        let found: Vec<usize> = found.collect();
        let has_due = |n: &&usize| self.descends(**n, self.due);
        found.iter().find(has_due).or(found.first()).copied()
    }

    fn descends(&self, mut n: usize, from: usize) -> bool {
        while n > from {
            n = self.states[n].parent;
        }
        n == from
    }

    /// Starts the program when nothing goes wrong any more: what is due is found, or it is told.
    pub(super) fn check(&mut self) -> Result<(), String> {
        self.faults.set_always(None);
        let fault_was_told = self.is_told;
        self.restart()?;
        if self.descends(self.present, self.saved) {
            return Ok(());
        }
        if !self.descends(self.present, self.due) {
            return Err(format!("{} is found and {} is due", self.present, self.due));
        }
        (self.is_told || fault_was_told)
            .then_some(())
            .ok_or_else(|| {
                format!(
                    "{} is found, {} was acknowledged, and nothing is told",
                    self.present, self.saved
                )
            })
    }
}

const N_CHARS: usize = 30;

fn import(n: usize) -> Command {
    let id = DocumentId::parse("d1").expect("an id");
    let text = Text::new("a".repeat(N_CHARS));
    let document = Document::new(id, format!("{n}.txt"), text);
    Command::Import(Box::new(Project {
        documents: vec![Rc::new(document)],
        ..Project::default()
    }))
}
