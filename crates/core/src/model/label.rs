//! [`Label`]: the tag itself, and [`LabelSet`]: the labels on offer.

use std::rc::Rc;

use super::{Color, Extra, LabelId};

/// A tag for mentions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Names the label for mentions and history, whatever it is called.
    pub id: LabelId,
    /// What a person calls it: not blank, at most [`Label::MAX_NAME`] code points.
    pub name: Rc<str>,
    /// The color of its mentions; both themes derive theirs from it.
    pub color: Color,
    /// The key that tags with it: one visible character, of the Latin letters the small one.
    pub key: Option<char>,
    /// The label that it is a kind of: one of the same set, and none that is itself below this one.
    pub parent: Option<LabelId>,
    /// When to use it, at most [`Label::MAX_DESCRIPTION`] code points; empty where nobody has said.
    pub description: Rc<str>,
    /// Fields that this version does not know.
    pub extra: Extra,
}

impl Label {
    /// The longest name, in code points.
    pub const MAX_NAME: usize = 200;
    /// The longest description, in code points.
    pub const MAX_DESCRIPTION: usize = 5_000;

    /// Returns a name without the blanks around it; `None` where it can be none.
    pub fn checked_name(name: &str) -> Option<&str> {
        let name = name.trim();
        let n = name.chars().count();
        (1..=Self::MAX_NAME).contains(&n).then_some(name)
    }

    /// Returns a key as it is typed, without Shift; `None` where it can be none.
    pub fn checked_key(key: char) -> Option<char> {
        let is_visible = !key.is_whitespace() && !key.is_control();
        is_visible.then(|| key.to_ascii_lowercase())
    }
}

/// The labels on offer, in the order in which they are shown. No two share an id or a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LabelSet(Vec<Rc<Label>>);

impl LabelSet {
    /// The largest number of labels that a file may bring.
    pub const MAX_LEN: usize = 2_000;

    /// Returns the labels, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Rc<Label>> {
        self.0.iter()
    }

    /// Returns the number of labels.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no label.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns a label by its id.
    pub fn get(&self, id: LabelId) -> Option<&Rc<Label>> {
        self.0.iter().find(|it| it.id == id)
    }

    /// Returns a label by its name.
    pub fn by_name(&self, name: &str) -> Option<&Rc<Label>> {
        self.0.iter().find(|it| &*it.name == name)
    }

    /// Returns the labels that are not in `before` by their name, and look like another one, each with that one.
    /// `look` returns what is seen of a name.
    pub fn look_alikes(
        &self,
        before: &Self,
        look: impl Fn(&str) -> String,
    ) -> Vec<(&Rc<Label>, &Rc<Label>)> {
        let is_new = |it: &&Rc<Label>| before.by_name(&it.name).is_none();
        let (new, old): (Vec<_>, Vec<_>) = self.iter().partition(is_new);
        let mut found = Vec::new();
        if new.is_empty() {
            return found;
        }
        let mut seen: Vec<_> = old.into_iter().map(|it| (look(&it.name), it)).collect();
        for label in new {
            let name = look(&label.name);
            let other = seen.iter().find(|it| it.0 == name);
            found.extend(other.map(|it| (label, it.1)));
            seen.push((name, label));
        }
        found
    }

    /// Returns the label that a key tags with.
    pub fn by_key(&self, key: char) -> Option<&Rc<Label>> {
        self.0.iter().find(|it| it.key == Some(key))
    }

    /// Returns the labels that a label is a kind of, the nearest first.
    pub fn ancestors(&self, label: &Label) -> impl Iterator<Item = &Rc<Label>> {
        let parent = |it: &Label| it.parent.and_then(|it| self.get(it));
        // Where there is a circle all the same, it ends.
        std::iter::successors(parent(label), move |it| parent(it)).take(self.len())
    }

    /// Whether a label is another one or below it.
    pub fn is_within(&self, id: LabelId, other: LabelId) -> bool {
        let label = self.get(id);
        id == other || label.is_some_and(|it| self.ancestors(it).any(|it| it.id == other))
    }

    /// Returns the position of a label.
    pub fn position(&self, id: LabelId) -> Option<usize> {
        self.0.iter().position(|it| it.id == id)
    }

    /// Returns a new label for a name: with an id, a color and, while one of the digits is free, a key of its own.
    ///
    /// `taken` are labels that are about to be added before it.
    pub fn label_for(&self, name: &str, taken: &[Rc<Label>]) -> Label {
        let all = || self.0.iter().chain(taken);
        let id = all().map(|it| it.id.0).max().unwrap_or(0).saturating_add(1);
        let key = ('1'..='9').find(|&key| all().all(|it| it.key != Some(key)));
        let color = Color::unused(all().map(|it| it.color));
        Label {
            id: LabelId(id),
            name: name.into(),
            color,
            key,
            parent: None,
            description: "".into(),
            extra: Extra::default(),
        }
    }

    /// Puts a label at a position, or at the end if there are fewer.
    pub(crate) fn insert(&mut self, position: usize, label: Rc<Label>) {
        self.0.insert(position.min(self.0.len()), label);
    }

    /// Takes the label with an id out.
    pub(crate) fn remove(&mut self, id: LabelId) -> Option<Rc<Label>> {
        let position = self.position(id)?;
        Some(self.0.remove(position))
    }

    /// Puts a label under another, unless that is the label itself or below it; whether it is so now.
    pub(crate) fn put_under(&mut self, id: LabelId, parent: LabelId) -> bool {
        let position = self.position(id);
        let Some(position) = position.filter(|_| !self.is_within(parent, id)) else {
            return false;
        };
        Rc::make_mut(&mut self.0[position]).parent = Some(parent);
        self.get(parent).is_some()
    }
}

/// Returns the labels of a project at its first start.
pub fn default_labels() -> LabelSet {
    let names = [
        "Person",
        "Organisation",
        "Place",
        "Event",
        "Date",
        "Work",
        "Law",
        "Quantity",
    ];
    let mut labels = LabelSet::default();
    for name in names {
        labels.insert(usize::MAX, Rc::new(labels.label_for(name, &[])));
    }
    labels
}

#[cfg(test)]
mod tests;
