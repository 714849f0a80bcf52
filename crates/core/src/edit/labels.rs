//! Plans how the label set changes.

use std::rc::Rc;

use super::change::{Change, Transaction};
use super::command::{EditError, LabelRef, shorten};
use super::new_labels::NewLabels;
use crate::model::{Label, LabelId, LabelSet, Mention, Project};

/// Returns a name without the blanks around it, where it can be one.
pub(super) fn checked_name(name: &str) -> Result<&str, EditError> {
    Label::checked_name(name).ok_or_else(|| {
        let found = name.trim().chars().take(40).collect();
        EditError::LabelName { found }
    })
}

pub(super) fn add(project: &Project, name: &str) -> Result<Transaction, EditError> {
    let name = checked_name(name)?;
    check_free(&project.labels, name, None)?;
    let mut labels = NewLabels::new(project);
    labels.resolve(&LabelRef::Name(name.into()))?;
    Ok(Transaction {
        name: quote("make the label", name, ""),
        changes: labels.into_changes(),
    })
}

pub(super) fn change(project: &Project, wanted: &Label) -> Result<Transaction, EditError> {
    let labels = &project.labels;
    let old = find(labels, wanted.id)?;
    let name = checked_name(&wanted.name)?;
    check_free(labels, name, Some(old.id))?;
    if let Some(parent) = wanted.parent {
        find(labels, parent)?;
        if labels.is_within(parent, old.id) {
            return Err(EditError::Circle(Rc::clone(&old.name)));
        }
    }
    let description = wanted.description.trim_end();
    let n = description.chars().count();
    if n > Label::MAX_DESCRIPTION {
        return Err(EditError::Description { n });
    }
    let key = wanted.key.and_then(Label::checked_key);
    let new = Label {
        name: name.into(),
        key,
        description: description.into(),
        extra: old.extra.clone(),
        ..wanted.clone()
    };
    let mut names = Vec::new();
    if new.name != old.name {
        names.push(quote("rename", &old.name, " to ") + &quote("", name, ""));
    }
    if new.color != old.color {
        names.push(quote("recolor", name, ""));
    }
    let mut changes = Vec::new();
    if new.key != old.key {
        let other = key.and_then(|it| labels.by_key(it));
        let mut what = match key {
            Some(key) => {
                let mut what = quote("give", name, " the key ");
                // Of other letters the tables would be 12 KB of the page.
                what.push(key.to_ascii_uppercase());
                what
            }
            None => quote("take the key from", name, ""),
        };
        if let Some(other) = other {
            what += &quote(", taken from", &other.name, "");
            let without = Label {
                key: None,
                ..Label::clone(other)
            };
            changes.extend(replace(labels, other, without));
        }
        names.push(what);
    }
    if new.parent != old.parent {
        let parent = new.parent.and_then(|it| labels.get(it));
        names.push(match parent {
            Some(parent) => quote("put", name, " under ") + &quote("", &parent.name, ""),
            None => quote("put", name, " at the top"),
        });
    }
    if new.description != old.description {
        names.push(quote("describe", name, ""));
    }
    changes.extend(replace(labels, old, new));
    Ok(Transaction {
        name: names.join(", "),
        changes,
    })
}

pub(super) fn reorder(
    project: &Project,
    id: LabelId,
    position: usize,
) -> Result<Transaction, EditError> {
    let labels = &project.labels;
    let label = find(labels, id)?;
    let old = labels.position(id).unwrap_or_default();
    let position = position.min(labels.len() - 1);
    let (way, verb) = if position < old {
        (" up", "move")
    } else {
        (" down", "move")
    };
    // Taking out and putting in: a single change would forget where the label was.
    let changes = [(old, true), (position, false)].map(|(position, is_out)| Change::Label {
        position,
        removed: is_out.then(|| Rc::clone(label)),
        added: (!is_out).then(|| Rc::clone(label)),
    });
    Ok(Transaction {
        name: quote(verb, &label.name, way),
        changes: if old == position {
            Vec::new()
        } else {
            changes.into()
        },
    })
}

pub(super) fn remove(
    project: &Project,
    id: LabelId,
    heir: Option<LabelId>,
) -> Result<Transaction, EditError> {
    let labels = &project.labels;
    let label = find(labels, id)?;
    if heir == Some(id) {
        return Ok(Transaction {
            name: quote("keep", &label.name, ""),
            changes: Vec::new(),
        });
    }
    let heir = heir.map(|it| find(labels, it)).transpose()?;
    let (mut changes, mut n_removed) = (Vec::new(), 0);
    for document in &project.documents {
        let removed: Vec<_> = document.mentions().of_label(id, 0).cloned().collect();
        // Where the place has a mention with that label already, the two become one.
        let is_new =
            |heir: LabelId, it: &Mention| document.mentions().find(&it.spans, heir).is_none();
        let given = |heir: &Rc<Label>| {
            let left = removed.iter().filter(|it| is_new(heir.id, it));
            let given = left.map(|it| {
                Rc::new(Mention {
                    label: heir.id,
                    ..Mention::clone(it)
                })
            });
            given.collect()
        };
        let added = heir.map(given).unwrap_or_default();
        n_removed += removed.len();
        if !removed.is_empty() {
            changes.push(Change::Mentions {
                document: document.id.clone(),
                removed,
                added,
            });
        }
    }
    // Those below it go up.
    for below in labels.iter().filter(|it| it.parent == Some(id)) {
        let above = Label {
            parent: label.parent,
            ..Label::clone(below)
        };
        changes.extend(replace(labels, below, above));
    }
    changes.push(Change::Label {
        position: labels.position(id).unwrap_or_default(),
        removed: Some(Rc::clone(label)),
        added: None,
    });
    let name = match heir {
        Some(heir) => quote("merge", &label.name, " into ") + &quote("", &heir.name, ""),
        None => {
            let with = match n_removed {
                0 => String::new(),
                1 => " and its mention".to_owned(),
                n => format!(" and its {n} mentions"),
            };
            quote("remove the label", &label.name, &with)
        }
    };
    Ok(Transaction { name, changes })
}

fn find(labels: &LabelSet, id: LabelId) -> Result<&Rc<Label>, EditError> {
    labels.get(id).ok_or(EditError::NoLabel(id))
}

/// Refuses the name of another label than `own`.
fn check_free(labels: &LabelSet, name: &str, own: Option<LabelId>) -> Result<(), EditError> {
    match labels.by_name(name).filter(|it| Some(it.id) != own) {
        Some(other) => Err(EditError::LabelTaken(Rc::clone(&other.name))),
        None => Ok(()),
    }
}

/// Returns the change that puts a label in the place of another; `None` where the two are the same.
pub(super) fn replace(labels: &LabelSet, old: &Rc<Label>, new: Label) -> Option<Change> {
    (new != **old).then(|| Change::Label {
        position: labels.position(old.id).unwrap_or_default(),
        removed: Some(Rc::clone(old)),
        added: Some(Rc::new(new)),
    })
}

/// Returns `before “name”after`, for the name of a transaction.
fn quote(before: &str, name: &str, after: &str) -> String {
    let blank = if before.is_empty() { "" } else { " " };
    [before, blank, "“", &shorten(name), "”", after].concat()
}

#[cfg(test)]
mod tests;
