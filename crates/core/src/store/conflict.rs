//! What was changed here and not taken up there becomes copies, so that nothing is lost.

use std::rc::Rc;

use crate::model::{Document, DocumentId, Extra, Project};

/// Returns copies of the documents among `ids` that are not the same in another project: under names that say what
/// they are. `None` where there are none.
pub fn conflict_copies(
    ours: &Project,
    theirs: &Project,
    is_meant: impl Fn(&DocumentId) -> bool,
) -> Option<Project> {
    let is_apart = |it: &&Rc<Document>| {
        let other = theirs.document(&it.id);
        let is_same =
            |other: &Rc<Document>| other.text() == it.text() && other.mentions() == it.mentions();
        is_meant(&it.id) && !other.is_some_and(is_same)
    };
    let copies = ours.documents.iter().filter(is_apart).map(|it| {
        let mut document = Document::clone(it);
        document.name = format!("{} (conflict copy)", it.name).into();
        Rc::new(document)
    });
    let documents: Vec<_> = copies.collect();
    (!documents.is_empty()).then(|| Project {
        labels: Rc::clone(&ours.labels),
        documents,
        extra: Extra::default(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::marked::{print_project, project};

    #[test]
    fn what_differs_is_copied_under_another_name() {
        let ours = project(&[("a.txt", "[Ada|X]"), ("b.txt", "[b|X]"), ("c.txt", "c")]);
        let theirs = project(&[("a.txt", "[Ada|X]"), ("b.txt", "b")]);
        let copies = conflict_copies(&ours, &theirs, |_| true).unwrap();
        assert_eq!(
            print_project(&copies),
            "d2 b.txt (conflict copy): [b|X]\nd3 c.txt (conflict copy): c"
        );
        assert_eq!(
            conflict_copies(&ours, &theirs, |it| it.as_str() == "d1"),
            None
        );
    }
}
