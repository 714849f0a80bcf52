//! [`Loss`]: what an import or export could not carry as it was, and [`Tally`]: losses while they are counted.

use crate::model::{DocumentId, MentionId};

/// Something that an import or export could not carry as it was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loss {
    /// Names the kind of loss for programs: lower-case words with hyphens.
    pub kind: &'static str,
    /// How many things are concerned.
    pub count: usize,
    /// Says to a person what happened to them.
    pub message: String,
    /// The mentions concerned, where it is mentions and they are in the project: of each the document and the id.
    pub mentions: Vec<(DocumentId, MentionId)>,
}

/// A kind of loss: its name, and what is said behind the number of one and of many.
#[derive(Debug)]
pub(crate) struct Kind(
    pub(crate) &'static str,
    pub(crate) &'static str,
    pub(crate) &'static str,
);

/// Losses while they are counted.
#[derive(Debug, Default)]
pub(crate) struct Tally(Vec<(&'static Kind, Loss)>);

impl Tally {
    /// Counts `n` things.
    pub(crate) fn add(&mut self, kind: &'static Kind, n: usize) {
        if n > 0 {
            self.entry(kind).count += n;
        }
    }

    /// Counts something, and says where the first of its kind is.
    pub(crate) fn add_at(&mut self, kind: &'static Kind, place: &str) {
        let entry = self.entry(kind);
        entry.count += 1;
        if entry.message.is_empty() {
            entry.message.push_str(place);
        }
    }

    /// Counts a mention.
    pub(crate) fn mention(&mut self, kind: &'static Kind, document: &DocumentId, id: &MentionId) {
        let entry = self.entry(kind);
        entry.count += 1;
        entry.mentions.push((document.clone(), id.clone()));
    }

    /// Returns the losses, in the order in which their kinds came up.
    pub(crate) fn into_losses(self) -> Vec<Loss> {
        let told = |(kind, mut loss): (&'static Kind, Loss)| {
            let place = std::mem::take(&mut loss.message);
            loss.message = loss.count.to_string();
            loss.message.push(' ');
            loss.message
                .push_str(if loss.count == 1 { kind.1 } else { kind.2 });
            if !place.is_empty() {
                let first = if loss.count == 1 {
                    " ("
                } else {
                    " (the first: "
                };
                loss.message.extend([first, &place, ")"]);
            }
            loss
        };
        self.0.into_iter().map(told).collect()
    }

    fn entry(&mut self, kind: &'static Kind) -> &mut Loss {
        let position = self.0.iter().position(|it| it.0.0 == kind.0);
        let position = position.unwrap_or_else(|| {
            let loss = Loss {
                kind: kind.0,
                ..Loss::default()
            };
            self.0.push((kind, loss));
            self.0.len() - 1
        });
        &mut self.0[position].1
    }
}
