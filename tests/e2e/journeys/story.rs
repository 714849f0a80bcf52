//! A short text for journeys that need no real one.

use crate::harness::Person;

/// The name of the story's file.
pub(super) const NAME: &str = "story.txt";

/// Two list items and two paragraphs, the first of which covers several lines in any window.
pub(super) const STORY: &str = "\
- Ada Lovelace met Charles Babbage in London.
- The café “Zürich” 🚀 was closed.
Mary Somerville had brought the two together, and for the better part of a decade they wrote to each other about the \
Analytical Engine, its mill and its store, about cards that told it what to do, and about the numbers that Jacob \
Bernoulli had found long before anybody thought of a machine that could print them without a single mistake.
Luigi Menabrea heard of it in Turin. He wrote a paper, and Ada translated it.
";

/// Opens the page and shows the story.
#[track_caller]
pub(super) fn open(person: &Person) {
    person.open_page();
    person.show_text(NAME, STORY);
}
