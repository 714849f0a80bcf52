//! Tags passages, and looks at what is tagged and selected.

use serde::Deserialize;

use super::passage::Passage;
use super::person::Person;

/// A run of the article that is covered by mentions, as it is drawn.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub(crate) struct Run {
    /// Its text.
    pub(crate) text: String,
    /// The mentions that cover it, outermost first.
    pub(crate) mentions: Vec<String>,
    /// The label of the innermost.
    pub(crate) label: String,
}

impl Person {
    /// Drops a text as a file, and waits until it is on the screen.
    #[track_caller]
    pub(crate) fn show_text(&self, name: &str, text: &str) {
        self.drop_files(&[(name, text.as_bytes())]);
        self.wait_until("the text is on the screen", || self.document().name == name);
        self.wait_for_answer();
    }

    /// Drags over a passage and presses a label's key in the palette.
    #[track_caller]
    pub(crate) fn tag<'a>(&self, passage: impl Into<Passage<'a>>, key: &str) {
        self.drag_over(passage);
        self.wait_for("dialog", "Label");
        self.press(key);
        self.wait_until_gone("dialog", "Label");
    }

    /// Waits until exactly these quotes are tagged, in the order of their places.
    #[track_caller]
    pub(crate) fn wait_for_quotes(&self, quotes: &[&str]) {
        // The comparison after it says what is there instead.
        self.look_briefly(|| self.quotes() == quotes);
        assert_eq!(self.quotes(), quotes);
    }

    /// Waits until the mention that is selected covers this text.
    #[track_caller]
    pub(crate) fn wait_for_selected(&self, text: &str) {
        self.look_briefly(|| self.selected() == text);
        assert_eq!(self.selected(), text);
    }

    /// Returns the text of the selected mention, as it is drawn; empty where none is selected.
    pub(crate) fn selected(&self) -> String {
        self.ask("return [...document.querySelectorAll('#article [data-selected]')].map((it) => it.textContent).join('')")
    }

    /// Returns the runs of the article that mentions cover, as they are drawn.
    pub(crate) fn runs(&self) -> Vec<Run> {
        self.ask(
            "return [...document.querySelectorAll('#article [data-mention]')].map((it) => ({
                text: it.textContent, mentions: it.dataset.mention.split(' '), label: it.dataset.label }))",
        )
    }

    /// Returns the labels of what is tagged, in the order of the places.
    pub(crate) fn labels(&self) -> Vec<String> {
        self.mentions().into_iter().map(|it| it.label).collect()
    }
}
