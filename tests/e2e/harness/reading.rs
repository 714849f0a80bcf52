//! Reads what the page shows, has and keeps.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::mention::Mention;
use super::person::Person;

/// A block of the article as it is drawn.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub(crate) struct Block {
    /// The element's name.
    pub(crate) tag: String,
    /// The offset of its first character, in code points.
    pub(crate) start: usize,
    /// Its text.
    pub(crate) text: String,
}

/// A document as the project's own JSON has it; other fields are left out.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub(crate) struct Document {
    /// What names it.
    pub(crate) id: String,
    /// What a person calls it.
    pub(crate) name: String,
    /// Its text.
    pub(crate) text: String,
    /// Its mentions.
    pub(crate) mentions: Vec<Mention>,
}

impl Person {
    /// Returns the blocks of the article, as they are drawn.
    pub(crate) fn blocks(&self) -> Vec<Block> {
        self.ask("return page.blocks()")
    }

    /// Returns the document on the screen.
    pub(crate) fn document(&self) -> Document {
        self.ask("return page.document()")
    }

    /// Returns the mentions of the document on the screen, in the order of their places.
    pub(crate) fn mentions(&self) -> Vec<Mention> {
        let mut mentions = self.document().mentions;
        mentions.sort();
        mentions
    }

    /// Returns what is tagged in the document on the screen, in the order of the places.
    pub(crate) fn quotes(&self) -> Vec<String> {
        self.mentions().into_iter().map(|it| it.quote).collect()
    }

    /// Returns the whole project.
    pub(crate) fn project(&self) -> Value {
        self.ask("return window.glossator.project()")
    }

    /// Returns the document of a name, out of the whole project.
    pub(crate) fn document_named(&self, name: &str) -> Option<Document> {
        document_in(&self.project(), name)
    }

    /// Returns what the page keeps in local storage.
    pub(crate) fn storage(&self) -> BTreeMap<String, String> {
        self.ask("return { ...localStorage }")
    }

    /// Whether local storage has a copy of the document of a name, with so many mentions.
    pub(crate) fn has_copy(&self, name: &str, n_mentions: usize) -> bool {
        let stored = self.stored_document(name);
        stored.is_some_and(|it| it.mentions.len() == n_mentions)
    }

    /// Waits until it has.
    #[track_caller]
    pub(crate) fn wait_for_copy(&self, name: &str, n_mentions: usize) {
        self.wait_until("there is a copy", || self.has_copy(name, n_mentions));
    }

    /// Returns the document of a name, out of local storage alone.
    pub(crate) fn stored_document(&self, name: &str) -> Option<Document> {
        let storage = self.storage();
        let entries = storage
            .iter()
            .filter(|(key, _)| key.starts_with("glossator:"));
        let files = entries.filter_map(|(_, value)| serde_json::from_str::<Value>(value).ok());
        // Of two copies the later one counts.
        let moment = |file: &Value| ["epoch", "seq"].map(|it| file["storage"][it].as_u64());
        let with_it = files.filter(|it| document_in(it, name).is_some());
        document_in(&with_it.max_by_key(moment)?, name)
    }

    /// Returns whether the work is safe, as the page says.
    pub(crate) fn saving(&self) -> String {
        self.ask("return document.querySelector('[role=status]').innerText.trim()")
    }

    /// Waits until the page says that the work is saved.
    #[track_caller]
    pub(crate) fn wait_until_saved(&self) {
        self.wait_until("all is saved", || self.saving().starts_with("Saved"));
    }

    /// Returns the messages that stand.
    pub(crate) fn alerts(&self) -> Vec<String> {
        self.ask("return page.texts('[role=alert]')")
    }

    /// Waits until there is a message with each of some words, and returns it.
    #[track_caller]
    pub(crate) fn wait_for_alert(&self, words: &[&str]) -> String {
        let mut found = None;
        let has_all = |text: &String| words.iter().all(|it| text.contains(it));
        self.wait_until(&format!("a message says {words:?}"), || {
            found = self.alerts().into_iter().find(has_all);
            found.is_some()
        });
        found.expect("it was waited for")
    }

    /// Returns the names of the elements of a role that are shown.
    pub(crate) fn names(&self, role: &str) -> Vec<String> {
        self.ask(&format!("return page.names('{role}')"))
    }

    /// Whether an element of a role and a name is shown.
    pub(crate) fn sees(&self, role: &str, name: &str) -> bool {
        self.names(role).iter().any(|it| it == name)
    }

    /// Waits until an element of a role and a name is shown.
    #[track_caller]
    pub(crate) fn wait_for(&self, role: &str, name: &str) {
        self.wait_until(&format!("there is a {role} named {name:?}"), || {
            self.sees(role, name)
        });
    }

    /// Waits until no element of a role and a name is shown.
    #[track_caller]
    pub(crate) fn wait_until_gone(&self, role: &str, name: &str) {
        self.wait_until(&format!("no {role} is named {name:?}"), || {
            !self.sees(role, name)
        });
    }

    /// Returns the text of the whole page.
    pub(crate) fn page_text(&self) -> String {
        self.ask("return document.body.innerText")
    }

    /// Runs a script and reads what it returns.
    #[track_caller]
    pub(crate) fn ask<T: DeserializeOwned>(&self, script: &str) -> T {
        let answer = self.run(script, &[]);
        serde_json::from_value(answer.clone())
            .unwrap_or_else(|error| panic!("{script} gave {answer}: {error}"))
    }
}

/// Returns the document of a name, out of a project's own JSON.
pub(crate) fn document_in(project: &Value, name: &str) -> Option<Document> {
    let documents = project["documents"].as_array()?;
    let found = documents.iter().find(|it| it["name"] == name)?;
    serde_json::from_value(found.clone()).ok()
}
