//! How a person likes to select and to tag, in local storage.

use glossator_core::edit::Beside;
use glossator_core::segment::Unit;

use super::settings;
use crate::view::Habits;

const KEY: &str = "glossator:habits";

/// What a habit is called where it is kept.
const UNITS: [(&str, Unit); 3] = [
    ("character", Unit::Character),
    ("sentence", Unit::Sentence),
    ("block", Unit::Block),
];
const BESIDE: [(&str, Beside); 2] = [("replace", Beside::Replace), ("add", Beside::Add)];

/// Returns the habits that were kept last; what is not known is as at first.
pub fn stored() -> Habits {
    let words = settings::get(KEY).unwrap_or_default();
    let has = |name: &str| words.trim_matches('"').split(' ').any(|it| it == name);
    Habits {
        unit: UNITS
            .iter()
            .find(|it| has(it.0))
            .map_or_else(Unit::default, |it| it.1),
        beside: BESIDE
            .iter()
            .find(|it| has(it.0))
            .map_or_else(Beside::default, |it| it.1),
    }
}

/// Keeps habits. Where there is no storage they last as long as the page.
pub fn keep(habits: Habits) {
    let unit = UNITS.iter().find(|it| it.1 == habits.unit);
    let beside = BESIDE.iter().find(|it| it.1 == habits.beside);
    let words = [
        unit.map_or("word", |it| it.0),
        beside.map_or("ask", |it| it.0),
    ];
    let words = ["\"", words[0], " ", words[1], "\""].concat();
    let is_other = habits != Habits::default();
    settings::put(KEY, is_other.then_some(&words));
}
