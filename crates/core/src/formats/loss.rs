//! [`Loss`]: what an import or export could not carry as it was, and [`Tally`]: losses while they are counted.

use std::borrow::Cow;

use crate::model::{DocumentId, LabelSet, MentionId};

/// Something that an import or export could not carry as it was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loss {
    /// Names the kind of loss for programs: lower-case words with hyphens.
    pub kind: Cow<'static, str>,
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
        self.entry(kind).count += 1;
        self.name(kind, document, id);
    }

    /// Names a mention that was counted.
    pub(crate) fn name(&mut self, kind: &'static Kind, document: &DocumentId, id: &MentionId) {
        let mention = (document.clone(), id.clone());
        self.entry(kind).mentions.push(mention);
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
                kind: kind.0.into(),
                ..Loss::default()
            };
            self.0.push((kind, loss));
            self.0.len() - 1
        });
        &mut self.0[position].1
    }
}

/// Says of which new labels the key is not that of the file they came with, since another label had it before; `None`
/// where there is none.
///
/// `before` and `after` are the labels of the project before the file joined it and afterwards.
pub fn refused_keys(before: &LabelSet, after: &LabelSet, file: &LabelSet) -> Option<Loss> {
    let refused = file.iter().filter_map(|wanted| {
        let key = wanted.key?;
        let label = after.by_name(&wanted.name)?;
        let owner = after.by_key(key).filter(|it| it.id != label.id)?;
        before
            .get(label.id)
            .is_none()
            .then_some((label, key, owner))
    });
    let refused: Vec<_> = refused.collect();
    let (label, key, owner) = refused.first()?;
    let name = |key: char| key.to_ascii_uppercase();
    let mut message = match label.key {
        Some(given) => format!(
            "“{}” has the key {} instead of {}",
            label.name,
            name(given),
            name(*key)
        ),
        None => format!("“{}” has no key instead of {}", label.name, name(*key)),
    };
    message.push_str(&format!(", which is that of “{}” here", owner.name));
    match refused.len() {
        1 => {}
        2 => message.push_str(", and so it is with 1 more label"),
        n => message.push_str(&format!(", and so it is with {} more labels", n - 1)),
    }
    Some(Loss {
        kind: "keys".into(),
        count: refused.len(),
        message,
        mentions: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::refused_keys;
    use crate::model::{Label, LabelSet};

    fn labels(labels: &[(&str, Option<char>)]) -> LabelSet {
        let mut set = LabelSet::default();
        for &(name, key) in labels {
            let label = Label {
                key,
                ..set.label_for(name, &[])
            };
            set.insert(usize::MAX, Rc::new(label));
        }
        set
    }

    #[test]
    fn a_new_label_without_the_key_of_its_file_is_told_of() {
        let before = labels(&[("X", Some('1'))]);
        let told = |after: &[(&str, Option<char>)], file: &[(&str, Option<char>)]| {
            let after: Vec<_> = [("X", Some('1'))].iter().chain(after).copied().collect();
            refused_keys(&before, &labels(&after), &labels(file)).map(|it| it.message)
        };
        let y = ("Y", Some('1'));
        let message = |text: &str| Some(text.to_owned());
        assert_eq!(
            told(&[("Y", Some('7'))], &[("Y", Some('7')), ("Z", None)]),
            None
        );
        // It was there before, and keeps its own.
        assert_eq!(told(&[], &[("X", Some('x'))]), None);
        assert_eq!(
            told(&[("Y", Some('2'))], &[y]),
            message("“Y” has the key 2 instead of 1, which is that of “X” here")
        );
        assert_eq!(
            told(&[("Y", None), ("Z", Some('a'))], &[y, ("Z", Some('1'))]),
            message(
                "“Y” has no key instead of 1, which is that of “X” here, and so it is with 1 more label"
            )
        );
    }
}
