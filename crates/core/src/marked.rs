//! The language of the fixtures: a text with its mentions and a selection, as one string.
//!
//! ```text
//! [Ada|PER] met {Charles}                     a mention, and a selection
//! [Russian [Vladimir Putin|Person]|Title]     nested mentions
//! [1:a b [2:c|X:1] d|Y:2]                     crossing ones: a number tells which bracket closes which
//! [1:pain|SYM:1] in the [1:leg|SYM:1]         a discontinuous one: its number stands again
//! caf{}e                                      a caret: an empty selection
//! \[ \] \{ \} \| \\                           the marks themselves
//! [\10:30|TIME]                               a mention that begins with a number and a colon
//! ```
//!
//! Mentions get the ids `m1`, `m2` … in the order of the text, those that begin together from the outermost,
//! and their labels get ids in the same order. [`parse`] and [`print`] are inverse to each other for marked
//! text as `print` writes it: numbers only where they are needed, and counted upward; where marks stand at one
//! place, those that close first and the selection around the mentions.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;
use std::rc::Rc;

use crate::model::{
    Document, DocumentId, Extra, LabelId, LabelSet, Mention, MentionId, Mentions, Project,
};
use crate::span::{Span, Spans};
use crate::text::Text;

/// The name of a document that was made of marked text.
const NAME: &str = "marked.txt";

/// What a marked text says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Marked {
    pub(crate) document: Document,
    pub(crate) labels: LabelSet,
    /// The selection, in code points; empty for a caret.
    pub(crate) selection: Option<Range<usize>>,
}

impl Marked {
    /// Returns the selection, which must be there and not empty.
    pub(crate) fn span(&self) -> Span {
        let selection = self.selection.clone().expect("a selection in {}");
        Span::new(selection.start, selection.end).expect("a selection that is not empty")
    }

    /// Returns the offset of the caret, or where the selection begins.
    pub(crate) fn caret(&self) -> usize {
        self.selection.clone().expect("a caret as {}").start
    }

    /// Returns a project of this one document.
    pub(crate) fn project(self) -> Project {
        Project {
            labels: Rc::new(self.labels),
            documents: vec![Rc::new(self.document)],
            extra: Extra::default(),
        }
    }
}

/// Makes a project of documents by name and marked text, with ids that count on from one to the next.
pub(crate) fn project(documents: &[(&str, &str)]) -> Project {
    let mut project = Project::default();
    let mut labels = LabelSet::default();
    let mut mention_numbers = 1..;
    for ((name, marked), n) in documents.iter().zip(1..) {
        let read = parse(marked);
        let mentions = read.document.mentions().iter().map(|mention| {
            let name = &read.labels.get(mention.label).expect("it was read").name;
            let label = label_id(&mut labels, name);
            let id = MentionId::numbered(mention_numbers.next().expect("there are enough"));
            Rc::new(Mention {
                id,
                label,
                ..Mention::clone(mention)
            })
        });
        let mentions = mentions.collect();
        let id = DocumentId::numbered(n);
        let document = Document::new(id.clone(), *name, read.document.text().clone());
        project.documents.push(Rc::new(document.with(id, mentions)));
    }
    project.labels = Rc::new(labels);
    project
}

/// Returns the id of the label of a name, which is added where the set lacks it.
fn label_id(labels: &mut LabelSet, name: &str) -> LabelId {
    if labels.by_name(name).is_none() {
        labels.insert(usize::MAX, Rc::new(labels.label_for(name, &[])));
    }
    labels.by_name(name).expect("it is there now").id
}

/// Writes each document of a project in a line: its id, its name, its marked text.
pub(crate) fn print_project(project: &Project) -> String {
    let lines: Vec<String> = project
        .documents
        .iter()
        .map(|it| {
            format!(
                "{} {}: {}",
                it.id,
                it.name,
                print(it, &project.labels, None)
            )
        })
        .collect();
    lines.join("\n")
}

/// Compares two projects: what differs is told as marked text where that shows it.
#[track_caller]
#[allow(dead_code, reason = "tests of formats compare projects with it")]
pub(crate) fn assert_same(found: &Project, expected: &Project) {
    assert_eq!(print_project(found), print_project(expected));
    assert_eq!(found.labels, expected.labels);
    assert_eq!(found, expected);
}

/// A mention while it is read.
struct Open {
    number: Option<u32>,
    /// Where the bracket that is open now stands; `None` while none is.
    start: Option<usize>,
    spans: Vec<Span>,
    label: String,
}

/// Reads marked text, and panics with what is wrong where it is none.
pub(crate) fn parse(marked: &str) -> Marked {
    let mut text = String::new();
    let mut n_code_points = 0;
    let mut selection: Option<Range<usize>> = None;
    let mut is_selecting = false;
    let mut mentions: Vec<Open> = Vec::new();
    let mut rest = marked;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '[' => {
                let number = leading_number(rest).map(|(number, behind)| {
                    rest = behind;
                    number
                });
                let again = mentions
                    .iter_mut()
                    .find(|it| number.is_some() && it.number == number);
                match again {
                    Some(mention) => {
                        assert!(
                            mention.start.is_none(),
                            "{marked:?} opens {number:?} inside itself"
                        );
                        mention.start = Some(n_code_points);
                    }
                    None => mentions.push(Open {
                        number,
                        start: Some(n_code_points),
                        spans: Vec::new(),
                        label: String::new(),
                    }),
                }
            }
            '|' => {
                let (label, number, behind) = label_and_number(marked, rest);
                rest = behind;
                let closed = mentions
                    .iter_mut()
                    .rev()
                    .find(|it| it.start.is_some() && it.number == number);
                let Some(closed) = closed else {
                    panic!("{marked:?} closes {label:?} {number:?}, which is not open");
                };
                assert!(
                    closed.spans.is_empty() || closed.label == label,
                    "{marked:?} gives {number:?} two labels"
                );
                closed.label = label;
                let span = closed
                    .start
                    .take()
                    .and_then(|it| Span::new(it, n_code_points));
                let span = span.unwrap_or_else(|| panic!("{marked:?} has an empty mention"));
                closed.spans.push(span);
            }
            '{' => {
                assert!(selection.is_none(), "{marked:?} has two selections");
                selection = Some(n_code_points..n_code_points);
                is_selecting = true;
            }
            '}' => {
                assert!(is_selecting, "{marked:?} ends a selection that is not open");
                selection = selection.map(|it| it.start..n_code_points);
                is_selecting = false;
            }
            ']' => panic!("{marked:?} closes a bracket without a label"),
            _ => {
                let c = if c == '\\' {
                    escaped(marked, &mut rest)
                } else {
                    c
                };
                text.push(c);
                n_code_points += 1;
            }
        }
    }
    assert!(!is_selecting, "{marked:?} leaves its selection open");
    assert!(
        mentions.iter().all(|it| it.start.is_none()),
        "{marked:?} leaves a bracket open"
    );
    let mut labels = LabelSet::default();
    let mentions: Mentions = (1..)
        .zip(mentions)
        .map(|(n, open)| {
            Rc::new(Mention {
                id: MentionId::numbered(n),
                spans: Spans::new(open.spans).expect("a mention has a span"),
                label: label_id(&mut labels, &open.label),
                extra: Extra::default(),
            })
        })
        .collect();
    let id = DocumentId::numbered(1);
    let document = Document::new(id.clone(), NAME, Text::new(text)).with(id, mentions);
    Marked {
        document,
        labels,
        selection,
    }
}

/// Returns the number in front of a colon, and what stands behind that.
fn leading_number(rest: &str) -> Option<(u32, &str)> {
    let (digits, behind) = rest.split_once(':')?;
    let is_number = digits.bytes().all(|it| it.is_ascii_digit());
    Some((digits.parse().ok().filter(|_| is_number)?, behind))
}

/// Reads `LABEL]` or `LABEL:1]`, and returns what stands behind.
fn label_and_number<'a>(marked: &str, mut rest: &'a str) -> (String, Option<u32>, &'a str) {
    let mut label = String::new();
    let mut number = None;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            ']' => return (label, number, rest),
            ':' => {
                let end = rest.find(']').unwrap_or(rest.len());
                number = rest[..end].parse().ok();
                assert!(
                    number.is_some(),
                    "{marked:?} has no number behind the colon of {label:?}"
                );
                rest = &rest[end..];
            }
            '\\' => label.push(escaped(marked, &mut rest)),
            _ => label.push(c),
        }
    }
    panic!("{marked:?} breaks off in the label {label:?}")
}

/// Takes the character behind a backslash.
fn escaped(marked: &str, rest: &mut &str) -> char {
    let mut chars = rest.chars();
    let c = chars.next();
    *rest = chars.as_str();
    c.unwrap_or_else(|| panic!("{marked:?} ends in a backslash"))
}

/// Writes a document and a selection as marked text.
#[expect(
    clippy::needless_pass_by_value,
    reason = "a fixture reads plainer without borrows"
)]
pub(crate) fn print(
    document: &Document,
    labels: &LabelSet,
    selection: Option<Range<usize>>,
) -> String {
    let mentions: Vec<_> = document.mentions().iter().collect();
    let needs_number = |it: &Mention| {
        let outer = it.spans.outer();
        it.spans.is_discontinuous()
            || mentions
                .iter()
                .any(|other| other.spans.outer().crosses(outer))
    };
    let numbers: BTreeMap<&MentionId, usize> = mentions
        .iter()
        .filter(|it| needs_number(it))
        .zip(1..)
        .map(|(it, number)| (&it.id, number))
        .collect();
    // What is written in front of each character, in this order.
    let n_places = document.text().n_code_points() + 1;
    let mut closing = vec![String::new(); n_places];
    let mut opening = vec![String::new(); n_places];
    for mention in mentions.iter().rev() {
        let mut label = labels
            .get(mention.label)
            .map_or("?".to_owned(), |it| escape(&it.name, true));
        if let Some(number) = numbers.get(&mention.id) {
            write!(label, ":{number}").unwrap();
        }
        for span in mention.spans.iter() {
            write!(closing[span.end()], "|{label}]").unwrap();
        }
    }
    for mention in &mentions {
        for span in mention.spans.iter() {
            let opening = &mut opening[span.start()];
            match numbers.get(&mention.id) {
                Some(number) => write!(opening, "[{number}:").unwrap(),
                None => opening.push('['),
            }
        }
    }
    let mut marked = String::new();
    let mut chars = document.text().as_str().chars();
    for place in 0..n_places {
        marked.push_str(&closing[place]);
        if let Some(selection) = &selection {
            // A selection that begins here is empty if it ends here as well.
            if selection.start < place && selection.end == place {
                marked.push('}');
            }
            if selection.start == place {
                marked.push('{');
            }
            if selection.is_empty() && selection.start == place {
                marked.push('}');
            }
        }
        marked.push_str(&opening[place]);
        if !opening[place].is_empty() && leading_number(chars.as_str()).is_some() {
            marked.push('\\');
        }
        let c = chars
            .next()
            .map(|c| escape(c.encode_utf8(&mut [0; 4]), false));
        marked.push_str(&c.unwrap_or_default());
    }
    marked
}

fn escape(text: &str, is_label: bool) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '[' | ']' | '{' | '}' | '|' | '\\') || (is_label && c == ':') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests;
