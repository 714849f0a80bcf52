//! The keys: one table that binds them and that the dialog of keys shows.

/// What a key does while the article has the focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyAction {
    /// Opens the palette for the selection or the selected mention.
    OpenPalette,
    /// Selects the next mention.
    NextMention,
    /// Selects the mention before.
    PreviousMention,
    /// Removes the selected mention.
    RemoveMention,
    /// Closes what is on top, then clears the selection.
    Escape,
    /// Shows all keys.
    ShowKeys,
}

/// A key with what it does.
pub struct Binding {
    /// The value of the event's `key`, in lower case.
    pub key: &'static str,
    /// What it does.
    pub action: KeyAction,
    /// How it is shown.
    pub shown: &'static str,
    /// Says what it does.
    pub help: &'static str,
}

/// The keys of the article.
pub const BINDINGS: &[Binding] = &[
    Binding {
        key: "enter",
        action: KeyAction::OpenPalette,
        shown: "Enter",
        help: "choose a label for the selection or the selected mention",
    },
    Binding {
        key: "n",
        action: KeyAction::NextMention,
        shown: "N",
        help: "next mention",
    },
    Binding {
        key: "p",
        action: KeyAction::PreviousMention,
        shown: "P",
        help: "previous mention",
    },
    Binding {
        key: "delete",
        action: KeyAction::RemoveMention,
        shown: "Delete",
        help: "remove the selected mention",
    },
    Binding {
        key: "backspace",
        action: KeyAction::RemoveMention,
        shown: "Backspace",
        help: "remove the selected mention",
    },
    Binding {
        key: "escape",
        action: KeyAction::Escape,
        shown: "Esc",
        help: "close what is on top, then clear the selection",
    },
    Binding {
        key: "?",
        action: KeyAction::ShowKeys,
        shown: "?",
        help: "all keys",
    },
];

/// What else the dialog of keys shows: keys and gestures that are bound elsewhere.
pub const OTHERS: &[(&str, &str)] = &[
    (
        "Arrow keys",
        "move the caret; with Shift they select, with Ctrl they go by words",
    ),
    (
        "Home, End",
        "to the beginning and end of the line; with Ctrl, of the text",
    ),
    ("Drag", "select whole words; with Alt, single characters"),
    (
        "Double click, triple click",
        "select the word, the sentence",
    ),
    ("Click on a mention", "select it; again, the one around it"),
    ("Ctrl+Z, Ctrl+Shift+Z", "undo, redo"),
];

/// Returns what a key does while the article has the focus.
pub fn action(key: &str) -> Option<KeyAction> {
    let binding = BINDINGS.iter().find(|it| it.key.eq_ignore_ascii_case(key));
    binding.map(|it| it.action)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_found_in_either_case() {
        for key in ["n", "N"] {
            assert_eq!(action(key), Some(KeyAction::NextMention));
        }
        assert_eq!(action("Backspace"), Some(KeyAction::RemoveMention));
    }

    #[test]
    fn keys_that_are_not_bound_do_nothing() {
        for key in ["", "x", "nn", "Shift", "ArrowLeft"] {
            assert_eq!(action(key), None, "{key:?}");
        }
    }

    #[test]
    fn no_key_is_bound_twice_and_none_is_a_label_key_of_the_first_label_set() {
        for (binding_idx, binding) in BINDINGS.iter().enumerate() {
            let later = &BINDINGS[binding_idx + 1..];
            assert!(
                later.iter().all(|it| it.key != binding.key),
                "{}",
                binding.key
            );
            assert_eq!(binding.key, binding.key.to_lowercase());
            let mut chars = binding.key.chars();
            if let (Some(key), None) = (chars.next(), chars.next()) {
                assert!(
                    glossator_core::model::default_labels()
                        .by_key(key)
                        .is_none()
                );
            }
        }
    }
}
