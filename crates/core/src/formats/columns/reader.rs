//! [`Reader`]: makes documents of tokens and their tags.

use crate::formats::aligned::{Aligned, TokenDraft, TokenIn};
use crate::formats::import::{Import, ImportError};

/// A document while it is read, token by token.
#[derive(Default)]
pub(super) struct Reader {
    pub(super) draft: TokenDraft,
    aligned: Aligned,
    /// Whether a mention begins by `I-`, and by `B-` only right behind another of its label.
    pub(super) is_iob1: bool,
    /// For each column of tags the index of the mention that may go on.
    open: Vec<Option<usize>>,
    /// The last word of the token of several words that was read.
    skipped: usize,
}

impl Reader {
    /// Ends a document and begins the next.
    pub(super) fn begin(&mut self, import: &mut Import, name: &str) -> Result<(), ImportError> {
        self.end_sentence();
        let draft = std::mem::take(&mut self.draft);
        name.clone_into(&mut self.draft.name);
        import.add_tokens(draft, &mut self.aligned)
    }

    pub(super) fn end_sentence(&mut self) {
        self.open.clear();
        self.skipped = 0;
        if let Some(last) = self.draft.tokens.last_mut() {
            last.is_last = true;
        }
    }

    /// Whether a line of CoNLL-U is a word of the token before it.
    pub(super) fn skips(&mut self, id: &str) -> bool {
        if let Some((_, last)) = id.split_once('-') {
            self.skipped = last.parse().unwrap_or(0);
            return false;
        }
        id.parse::<usize>().is_ok_and(|it| it <= self.skipped)
    }

    /// Adds a token with a tag of each column; returns whether one of them is wrong.
    pub(super) fn token(&mut self, token: TokenIn, tags: &[(char, &str)]) -> bool {
        let at = self.draft.tokens.len();
        self.draft.tokens.push(token);
        self.open.resize(tags.len(), None);
        let mut is_wrong = false;
        for (open, &(prefix, label)) in self.open.iter_mut().zip(tags) {
            let mentions = &mut self.draft.mentions;
            let going_on = open.filter(|it| mentions[*it].2 == label);
            let mention_idx = match (prefix, going_on) {
                ('O', _) => None,
                ('I' | 'E' | 'L' | 'M', Some(mention_idx)) => {
                    mentions[mention_idx].1 = at + 1;
                    Some(mention_idx)
                }
                _ => {
                    mentions.push((at, at + 1, label.to_owned()));
                    is_wrong |= matches!(prefix, 'E' | 'L' | 'M') || prefix == 'I' && !self.is_iob1;
                    Some(mentions.len() - 1)
                }
            };
            *open = mention_idx.filter(|_| !matches!(prefix, 'S' | 'U' | 'W' | 'E' | 'L'));
        }
        is_wrong
    }
}
