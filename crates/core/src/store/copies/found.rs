//! Chooses between the two copies of each document.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use litemap::LiteMap;

use super::{DOCUMENT, HISTORY, PROJECT, Place, SECOND};
use crate::model::DocumentId;
use crate::store::entries::{Problem, read_document};
use crate::store::envelope::Moment;
use crate::store::slot::{self, Seal, Slot};
use crate::store::stub;

/// What stands in a storage.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// What is to be read: of each document one copy, under its first key, without its seal.
    pub(super) values: BTreeMap<String, String>,
    /// Which copy that is.
    pub(super) later: LiteMap<DocumentId, Place>,
    /// The entries that are to be put aside, and why.
    pub(super) damaged: Vec<(String, &'static str)>,
    /// What is read although something in it was changed.
    pub(super) suspects: Vec<Problem>,
    are_trusted: bool,
    /// When the last of them was written.
    pub(super) moment: Moment,
    /// The documents that are elsewhere.
    pub(super) stubs: Vec<(DocumentId, String)>,
}

/// What is wrong with a copy that is as it was written, and cannot be read.
const FOREIGN: &str = "it is not what this program writes";

const NO_ID: &str = "its key is that of no document";

const BROKEN: &str = "its checksum does not fit";

/// Chooses what is to be read. Where copies are trusted, a checksum that fits is enough, which saves reading each of
/// them twice.
pub(super) fn find(values: &BTreeMap<String, String>, are_trusted: bool) -> Found {
    let mut found = Found {
        are_trusted,
        ..Found::default()
    };
    let mut copies: LiteMap<&str, Vec<(Place, Slot)>> = LiteMap::new();
    for (key, value) in values {
        let first = key.strip_prefix(DOCUMENT).map(|id| (id, Place::First));
        let second = key.strip_prefix(SECOND).map(|id| (id, Place::Second));
        if let Some((id, place)) = first.or(second) {
            let slot = slot::read(value);
            copies.entry(id).or_default().push((place, slot));
        } else if key == PROJECT {
            found.head(key, value);
        } else if key != HISTORY {
            found.values.insert(key.clone(), value.clone());
        }
    }
    for (id, copies) in copies {
        if DocumentId::parse(id).is_none() {
            let keys = copies.iter().map(|(place, _)| key_of(*place, id));
            found.damaged.extend(keys.map(|it| (it, NO_ID)));
            continue;
        }
        found.document(id, copies, values);
    }
    found
}

fn key_of(place: Place, id: &str) -> String {
    match place {
        Place::First => format!("{DOCUMENT}{id}"),
        Place::Second => format!("{SECOND}{id}"),
    }
}

impl Found {
    /// The label set and the order stand in the documents as well: where something in it was changed, it goes.
    fn head(&mut self, key: &str, value: &str) {
        let slot = slot::read(value);
        if slot.seal == Seal::Broken {
            self.damaged.push((key.to_owned(), BROKEN));
        } else {
            self.values.insert(key.to_owned(), slot.json.into_owned());
        }
    }

    fn document(
        &mut self,
        id: &str,
        mut copies: Vec<(Place, Slot)>,
        values: &BTreeMap<String, String>,
    ) {
        let key_of = |place| key_of(place, id);
        copies.sort_by_key(|(_, slot)| Reverse((slot.seal, slot.moment)));
        let is_readable = |slot: &Slot| {
            (self.are_trusted && slot.seal == Seal::Whole)
                || stub::read(&slot.json).is_some()
                || read_document(id, &slot.json).is_ok()
        };
        let best = copies.iter().position(|(_, slot)| is_readable(slot));
        let (place, slot) = copies.remove(best.unwrap_or(0));
        let raw = |place| values.get(&key_of(place)).cloned().unwrap_or_default();
        if best.is_some() && slot.seal == Seal::Broken {
            self.suspects.push(Problem {
                key: key_of(place),
                message: format!("{BROKEN}, and there is no better copy: look it over"),
                raw: raw(place),
            });
        }
        if slot.seal != Seal::Broken {
            self.moment = self.moment.max(slot.moment);
        }
        let reason = |slot: &Slot| match slot.seal {
            Seal::Whole => FOREIGN,
            _ => BROKEN,
        };
        // Older copies are as they should be; what is damaged is told.
        let damaged = copies
            .iter()
            .filter(|(_, slot)| !is_readable(slot) || slot.seal == Seal::Broken);
        self.damaged
            .extend(damaged.map(|(place, slot)| (key_of(*place), reason(slot))));
        let id = DocumentId::parse(id);
        self.later.extend(id.map(|id| (id, place)));
        match stub::read(&slot.json) {
            Some(stub) => self.stubs.push(stub),
            None => drop(
                self.values
                    .insert(key_of(Place::First), slot.json.into_owned()),
            ),
        }
    }
}
