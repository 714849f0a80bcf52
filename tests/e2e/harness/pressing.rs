//! Presses keys.

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;

use super::person::Person;

impl Person {
    /// Presses a key, named as on a keyboard and with what is held before it: `1`, `Enter`, `Ctrl+Shift+Z`.
    #[track_caller]
    pub(crate) fn press(&self, chord: &str) {
        let (held, key) = chord.rsplit_once('+').unwrap_or(("", chord));
        let held: Vec<char> = held.split_terminator('+').map(|it| named(it)).collect();
        let key = match key.chars().next() {
            // A capital letter would stand for Shift in the protocol.
            Some(letter) if key.chars().count() == 1 && !held.contains(&named("Shift")) => {
                letter.to_ascii_lowercase()
            }
            Some(letter) if key.chars().count() == 1 => letter,
            _ => named(key),
        };
        let downs = held
            .iter()
            .chain([&key])
            .map(|&value| KeyAction::Down { value });
        let ups = [&key]
            .into_iter()
            .chain(held.iter().rev())
            .map(|&value| KeyAction::Up { value });
        self.act_keys(downs.chain(ups));
    }

    /// Presses a key so many times.
    #[track_caller]
    pub(crate) fn press_times(&self, n_times: usize, chord: &str) {
        (0..n_times).for_each(|_| self.press(chord));
    }

    /// Types a text, key by key.
    pub(crate) fn type_text(&self, text: &str) {
        let press = |value| [KeyAction::Down { value }, KeyAction::Up { value }];
        self.act_keys(text.chars().flat_map(press));
    }

    fn act_keys(&self, actions: impl IntoIterator<Item = KeyAction>) {
        let keys = KeyActions::new("keys".to_owned());
        let keys = actions.into_iter().fold(keys, KeyActions::then);
        self.browser().act(vec![keys.into()]);
    }
}

/// Returns the character that stands for a key in the protocol of drivers.
#[track_caller]
fn named(name: &str) -> char {
    let key = match name {
        "Alt" => Key::Alt,
        "Backspace" => Key::Backspace,
        "Ctrl" => Key::Control,
        "Delete" => Key::Delete,
        "Down" => Key::Down,
        "End" => Key::End,
        "Enter" => Key::Enter,
        "Esc" => Key::Escape,
        "Home" => Key::Home,
        "Left" => Key::Left,
        "PageDown" => Key::PageDown,
        "PageUp" => Key::PageUp,
        "Right" => Key::Right,
        "Shift" => Key::Shift,
        "Tab" => Key::Tab,
        "Up" => Key::Up,
        _ => panic!("no key is named {name:?} here"),
    };
    key.into()
}
