//! The keys: one table that binds them, that the dialog of keys shows, and that names every command.

use std::rc::Rc;

use glossator_core::formats::{read_texts, write_texts};
use glossator_core::model::{Label, LabelSet};
use web_sys::KeyboardEvent;

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyAction {
    /// Opens the palette for the selection or the selected mention.
    OpenPalette,
    /// Selects the next mention.
    NextMention,
    /// Selects the mention before.
    PreviousMention,
    /// Makes the span of the selected mention the selection, or moves its other edge.
    Adjust,
    /// Makes two of the selected mention, at the caret.
    Split,
    /// Joins the selected mention with its neighbours.
    Join,
    /// Lists the mentions at the place of the selected one.
    ListHere,
    /// Lists the other places that read like the selected mention, to be tagged like it.
    ReviewOthers,
    /// Removes the selected mention.
    RemoveMention,
    /// Closes what is on top, then clears the selection.
    Escape,
    /// Looks for a phrase in the document.
    Find,
    /// Takes the last change back.
    Undo,
    /// Makes the change again that was taken back last.
    Redo,
    /// Shows the label set, to be changed.
    EditLabels,
    /// Downloads the project.
    Download,
    /// Asks for files to open.
    OpenFiles,
    /// Adds a document of pasted text.
    PasteText,
    /// Shows earlier states of the work.
    ShowVersions,
    /// Shows where the work is kept.
    ShowStorage,
    /// Shows the next theme.
    NextTheme,
    /// Shows every command by name.
    ShowCommands,
    /// Shows all keys.
    ShowKeys,
}

/// Where a key works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// While the article has the focus.
    Article,
    /// Everywhere but in a field for text. A single letter or digit works in the article all the same.
    Page,
}

/// A row of the table: a command with its keys.
pub struct Binding {
    /// What it does.
    pub action: KeyAction,
    /// Names the row where changed keys are kept; it never changes.
    pub name: &'static str,
    /// Its keys at first, with blanks between, as [`chord`] writes them: `Delete Backspace`, `Ctrl+Shift+Z`; empty
    /// where it is found by its name alone.
    pub keys: &'static str,
    /// Where they work.
    pub place: Place,
    /// Says what it does.
    pub help: &'static str,
}

const fn row(
    action: KeyAction,
    name: &'static str,
    keys: &'static str,
    place: Place,
    help: &'static str,
) -> Binding {
    Binding {
        action,
        name,
        keys,
        place,
        help,
    }
}

/// All commands, in the order in which they are shown.
#[rustfmt::skip]
pub const BINDINGS: &[Binding] = &[
    row(KeyAction::OpenPalette, "palette", "Enter", Place::Article, "choose a label for the selection or the selected mention"),
    row(KeyAction::NextMention, "next-mention", "N", Place::Article, "next mention"),
    row(KeyAction::PreviousMention, "previous-mention", "P", Place::Article, "previous mention"),
    row(KeyAction::Adjust, "adjust", "E", Place::Article, "adjust the span of the selected mention: then Enter keeps it, E goes to the other edge, Esc leaves it as it was"),
    row(KeyAction::Split, "split", "S", Place::Article, "split the selected mention at the caret"),
    row(KeyAction::Join, "join", "J", Place::Article, "join the selected mention with its neighbors of the same label"),
    row(KeyAction::ListHere, "list-here", "O", Place::Article, "list the mentions that overlap the selected one"),
    row(KeyAction::ReviewOthers, "others", "A", Place::Article, "tag all that reads like the selected mention, as it is"),
    row(KeyAction::RemoveMention, "remove-mention", "Delete Backspace", Place::Article, "remove the selected mention"),
    row(KeyAction::Escape, "escape", "Esc", Place::Article, "close what is on top, then clear the selection"),
    row(KeyAction::Find, "find", "Ctrl+F", Place::Page, "find in the document; once more, the browser’s own search"),
    row(KeyAction::Undo, "undo", "Ctrl+Z", Place::Page, "undo"),
    row(KeyAction::Redo, "redo", "Ctrl+Shift+Z Ctrl+Y", Place::Page, "redo"),
    row(KeyAction::EditLabels, "labels", "", Place::Page, "labels: make, change, merge and remove them"),
    row(KeyAction::Download, "download", "Ctrl+S", Place::Page, "download the project"),
    row(KeyAction::OpenFiles, "open", "Ctrl+O", Place::Page, "open files"),
    row(KeyAction::PasteText, "paste-text", "", Place::Page, "add a document of pasted text"),
    row(KeyAction::ShowVersions, "versions", "", Place::Page, "versions: the work as it was, and removed documents"),
    row(KeyAction::ShowStorage, "storage", "", Place::Page, "storage: where everything is kept"),
    row(KeyAction::NextTheme, "theme", "", Place::Page, "theme: light, dark, or as the system has it"),
    row(KeyAction::ShowCommands, "commands", "Ctrl+K", Place::Page, "every command by name"),
    row(KeyAction::ShowKeys, "keys", "?", Place::Page, "all keys"),
];

/// What else the dialog of keys shows: keys and gestures that are not of the table.
pub const OTHERS: &[(&str, &str)] = &[
    (
        "Arrow keys",
        "move the caret; with Shift they select, with Ctrl they go by words",
    ),
    (
        "Home, End",
        "to the beginning and end of the line; with Ctrl, of the text",
    ),
    (
        "Page Up, Page Down",
        "by a screen; Ctrl and the arrows up and down go by paragraphs",
    ),
    ("Drag", "select whole words; with Alt, single characters"),
    (
        "Double click, triple click",
        "select the word, the sentence",
    ),
    (
        "Ctrl and drag",
        "add a piece to the selection or to the selected mention; Ctrl and click takes one away",
    ),
    ("Click on a mention", "select it; again, the one around it"),
    (
        "Click on the lines below the text",
        "list all mentions there",
    ),
    (
        "Shift+Enter in the palette",
        "pin the label: every further selection gets it, until Esc",
    ),
];

/// The keys of all commands as they are now. No key is that of two commands.
///
/// Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keys(Rc<[Rc<str>]>);

impl Default for Keys {
    fn default() -> Self {
        Self(BINDINGS.iter().map(|it| it.keys.into()).collect())
    }
}

impl Keys {
    /// Returns the keys of each row of the table, with blanks between.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> {
        self.0.iter().map(|it| &**it)
    }

    /// Returns what a chord does at a place.
    pub fn action(&self, chord: &str, place: Place) -> Option<KeyAction> {
        let row = &BINDINGS[self.row(chord)?];
        (row.place == place).then_some(row.action)
    }

    /// Returns the first key of a command; empty where it has none.
    pub fn first(&self, action: KeyAction) -> &str {
        let row = BINDINGS.iter().position(|it| it.action == action);
        let keys = row.map_or("", |it| &self.0[it]);
        keys.split(' ').next().unwrap_or_default()
    }

    /// Returns the position of the command that has a key.
    pub fn row(&self, chord: &str) -> Option<usize> {
        self.iter()
            .position(|it| it.split_whitespace().any(|it| it == chord))
    }

    /// Returns the keys with those of one row exchanged. What another row has of them is taken from that one.
    #[must_use]
    pub fn with(&self, row_idx: usize, keys: &str) -> Self {
        let change = |(idx, old): (usize, &str)| {
            if idx == row_idx {
                return keys.into();
            }
            let is_left = |it: &&str| keys.split_whitespace().all(|key| key != *it);
            let left: Vec<_> = old.split_whitespace().filter(is_left).collect();
            left.join(" ").into()
        };
        Self(self.iter().enumerate().map(change).collect())
    }

    /// Reads what [`write`](Self::write) has written. What is no key is left out.
    pub fn read(json: &str) -> Self {
        let mut keys = Self::default();
        for (name, changed) in read_texts(json) {
            let row = BINDINGS.iter().position(|it| it.name == name);
            let is_key = |it: &&str| it.len() <= 40 && !it.chars().any(char::is_control);
            let changed: Vec<_> = changed.split_whitespace().filter(is_key).take(4).collect();
            if let Some(row) = row {
                keys = keys.with(row, &changed.join(" "));
            }
        }
        keys
    }

    /// Writes the keys that are not as the table has them; `None` where all are.
    pub fn write(&self) -> Option<String> {
        let rows = BINDINGS.iter().zip(self.iter());
        let changed = rows.filter(|(row, keys)| row.keys != *keys);
        let changed: Vec<_> = changed.map(|(row, keys)| (row.name, keys)).collect();
        (!changed.is_empty()).then(|| write_texts(&changed))
    }

    /// Returns the command of which a label has a key: it is the label that the key tags with.
    pub fn beneath(&self, label: &Label) -> Option<&'static Binding> {
        let chord = label.key?.to_ascii_uppercase().to_string();
        self.row(&chord).map(|it| &BINDINGS[it])
    }
}

/// Returns the label that a key tags with.
pub fn label_of<'a>(chord: &str, labels: &'a LabelSet) -> Option<&'a Rc<Label>> {
    let mut chars = chord.chars();
    match (chars.next(), chars.next()) {
        (Some(key), None) => labels.by_key(key.to_ascii_lowercase()),
        _ => None,
    }
}

/// Returns a pressed key with its modifiers as the table writes it: `N`, `Shift+N`, `?`, `Ctrl+Z`, `Esc`.
///
/// "Ctrl" is ⌘ as well.
pub fn chord(event: &KeyboardEvent) -> String {
    let is_ctrl = event.ctrl_key() || event.meta_key();
    let (key, code) = (event.key(), event.code());
    write(&key, &code, is_ctrl, event.alt_key(), event.shift_key())
}

/// Writes a chord; `key` and `code` as the browser calls them.
fn write(key: &str, code: &str, is_ctrl: bool, is_alt: bool, is_shift: bool) -> String {
    // On a keyboard of another script a letter is told by its place.
    let by_place = code.strip_prefix("Key").filter(|_| !key.is_ascii());
    let key = match key {
        " " => "Space",
        "Escape" => "Esc",
        _ => by_place.unwrap_or(key),
    };
    // Other characters are themselves made with Shift.
    let is_shift =
        is_shift && (key.len() > 1 || key.starts_with(|it: char| it.is_ascii_alphabetic()));
    let modifiers = [(is_ctrl, "Ctrl+"), (is_alt, "Alt+"), (is_shift, "Shift+")];
    let mut chord = String::new();
    for (_, name) in modifiers.iter().filter(|(is_on, _)| *is_on) {
        chord.push_str(name);
    }
    match key.len() {
        1 => chord.push_str(&key.to_ascii_uppercase()),
        _ => chord.push_str(key),
    }
    chord
}

/// Whether a chord is a single letter or digit: such a key works only while the article has the focus.
pub fn is_single(chord: &str) -> bool {
    chord.len() == 1 && chord.as_bytes()[0].is_ascii_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chord_is_written_with_its_modifiers() {
        for (key, code, [is_ctrl, is_alt, is_shift], expected) in [
            ("n", "KeyN", [false; 3], "N"),
            ("N", "KeyN", [false; 3], "N"),
            ("N", "KeyN", [false, false, true], "Shift+N"),
            ("?", "Minus", [false, false, true], "?"),
            ("z", "KeyZ", [true, false, false], "Ctrl+Z"),
            ("Z", "KeyZ", [true, false, true], "Ctrl+Shift+Z"),
            ("я", "KeyZ", [true, false, false], "Ctrl+Z"),
            ("Escape", "Escape", [false; 3], "Esc"),
            (" ", "Space", [true, true, true], "Ctrl+Alt+Shift+Space"),
            ("Delete", "Delete", [false, false, true], "Shift+Delete"),
            ("", "", [true; 3], "Ctrl+Alt+"),
            ("é", "Digit2", [false; 3], "é"),
        ] {
            assert_eq!(
                write(key, code, is_ctrl, is_alt, is_shift),
                expected,
                "{key:?}"
            );
        }
    }

    #[test]
    fn a_key_does_what_the_table_says_at_its_place_alone() {
        let keys = Keys::default();
        let action = |chord, place| keys.action(chord, place);
        assert_eq!(action("N", Place::Article), Some(KeyAction::NextMention));
        assert_eq!(action("N", Place::Page), None);
        assert_eq!(keys.first(KeyAction::Redo), "Ctrl+Shift+Z");
        assert_eq!(keys.first(KeyAction::EditLabels), "");
        for key in ["Delete", "Backspace"] {
            assert_eq!(action(key, Place::Article), Some(KeyAction::RemoveMention));
        }
        for key in ["Ctrl+Shift+Z", "Ctrl+Y"] {
            assert_eq!(action(key, Place::Page), Some(KeyAction::Redo));
        }
        for key in ["", "X", "NN", "n", "Shift", "ArrowLeft"] {
            assert_eq!(action(key, Place::Article), None, "{key:?}");
        }
    }

    #[test]
    fn a_changed_key_is_taken_from_the_command_that_had_it_and_kept() {
        let row = |name| BINDINGS.iter().position(|it| it.name == name).unwrap();
        let keys = Keys::default().with(row("labels"), "L Delete");
        assert_eq!(keys.action("L", Place::Page), Some(KeyAction::EditLabels));
        assert_eq!(keys.action("Delete", Place::Article), None);
        assert_eq!(keys.first(KeyAction::RemoveMention), "Backspace");
        let json = keys.write().unwrap();
        assert_eq!(
            json,
            r#"{"labels":"L Delete","remove-mention":"Backspace"}"#
        );
        assert_eq!(Keys::read(&json), keys);
        assert_eq!(Keys::default().write(), None);
    }

    #[test]
    fn kept_keys_that_are_none_do_no_harm() {
        let long = format!(r#"{{"next-mention":"{}"}}"#, "x".repeat(41));
        for json in [
            "",
            "7",
            "[]",
            r#"{"no-such-command":"X"}"#,
            r#"{"next-mention":7}"#,
        ] {
            assert_eq!(Keys::read(json), Keys::default(), "{json}");
        }
        assert_eq!(Keys::read(&long).first(KeyAction::NextMention), "");
        let twice = Keys::read(r#"{"next-mention":"X","previous-mention":"X Y"}"#);
        let n = twice
            .iter()
            .filter(|it| it.split(' ').any(|it| it == "X"))
            .count();
        assert_eq!(n, 1);
    }

    #[test]
    fn a_label_key_hides_a_command_and_says_which() {
        let labels = glossator_core::model::default_labels();
        let mut label = Label::clone(labels.iter().next().unwrap());
        let keys = Keys::default();
        assert!(keys.beneath(&label).is_none());
        assert_eq!(label_of("1", &labels).unwrap().name, label.name);
        assert!(label_of("Ctrl+1", &labels).is_none());
        label.key = Some('n');
        assert_eq!(keys.beneath(&label).unwrap().name, "next-mention");
    }

    #[test]
    fn no_key_is_bound_twice_and_none_is_a_label_key_of_the_first_label_set() {
        let keys = || BINDINGS.iter().flat_map(|it| it.keys.split_whitespace());
        for (key_idx, key) in keys().enumerate() {
            assert!(keys().skip(key_idx + 1).all(|it| it != key), "{key}");
            let mut chars = key.chars();
            if let (Some(key), None) = (chars.next(), chars.next()) {
                let labels = glossator_core::model::default_labels();
                assert!(labels.by_key(key.to_ascii_lowercase()).is_none());
            }
        }
        for (row_idx, row) in BINDINGS.iter().enumerate() {
            let later = &BINDINGS[row_idx + 1..];
            assert!(later.iter().all(|it| it.name != row.name), "{}", row.name);
        }
    }
}
