//! [`Mended`]: what was mended in a file, counted.

use crate::formats::Loss;
use crate::model::{DocumentId, MentionId};

/// A mention that was mended.
type Named = (DocumentId, MentionId);

/// What was mended, counted by kind; mentions that stand in their text are named.
#[derive(Default)]
pub(super) struct Mended {
    pub(super) labels: usize,
    pub(super) utf16: Vec<Named>,
    pub(super) bytes: Vec<Named>,
    pub(super) found_anew: Vec<Named>,
    pub(super) orphans: usize,
    pub(super) ids: usize,
    pub(super) twins: usize,
}

impl Mended {
    pub(super) fn into_losses(self) -> Vec<Loss> {
        let losses = [
            (
                "label",
                counted(self.labels),
                "label had no usable name, color, parent or description, or a name twice",
                "labels had no usable name, color, parent or description, or a name twice",
            ),
            (
                "unit-utf-16",
                named(self.utf16),
                "mention counted UTF-16 units and was converted to code points",
                "mentions counted UTF-16 units and were converted to code points",
            ),
            (
                "unit-byte",
                named(self.bytes),
                "mention counted bytes and was converted to code points",
                "mentions counted bytes and were converted to code points",
            ),
            (
                "found-anew",
                named(self.found_anew),
                "mention did not stand where its offsets said and was found by its quote",
                "mentions did not stand where their offsets said and were found by their quotes",
            ),
            (
                "orphan",
                counted(self.orphans),
                "mention fits nowhere in its text; it is not shown, and is kept in the file",
                "mentions fit nowhere in their text; they are not shown, and are kept in the file",
            ),
            (
                "id",
                counted(self.ids),
                "id was missing or stood twice and was given anew",
                "ids were missing or stood twice and were given anew",
            ),
            (
                "duplicate",
                counted(self.twins),
                "mention stood twice, with one range and one label",
                "mentions stood twice, with one range and one label",
            ),
        ];
        let told = losses.into_iter().filter(|it| it.1.0 > 0);
        told.map(|(kind, (count, mentions), one, many)| Loss {
            kind: kind.into(),
            count,
            message: format!("{count} {}", if count == 1 { one } else { many }),
            mentions,
        })
        .collect()
    }
}

fn counted(n: usize) -> (usize, Vec<Named>) {
    (n, Vec::new())
}

fn named(mentions: Vec<Named>) -> (usize, Vec<Named>) {
    (mentions.len(), mentions)
}
