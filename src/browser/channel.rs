//! [`Channel`]: what the tabs of a browser tell each other.

use std::cell::RefCell;

use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, MessageEvent};
use yew::Callback;

const NAME: &str = "glossator";

/// What one tab tells all others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// A person wants to edit in another tab than the one that writes.
    Want,
    /// Everything of the tab that writes is written: it can be taken over.
    Ready,
    /// The tab that writes is closed or put away.
    Gone,
    /// The journal has something that was left to the tab that writes.
    Left,
    /// There is other work: the epoch in which it is written.
    Whole(u64),
    /// The journal has steps behind the change of this number.
    Steps {
        /// The number.
        after: u64,
        /// The steps as the journal keeps them, a line each.
        records: String,
    },
}

impl Message {
    fn write(&self) -> String {
        match self {
            Self::Want => "want".to_owned(),
            Self::Ready => "ready".to_owned(),
            Self::Gone => "gone".to_owned(),
            Self::Left => "left".to_owned(),
            Self::Whole(epoch) => format!("whole {epoch}"),
            Self::Steps { after, records } => format!("steps {after} {records}"),
        }
    }

    /// Reads what a tab says, which may have another version of the program.
    fn read(text: &str) -> Option<Self> {
        let (kind, rest) = text.split_once(' ').unwrap_or((text, ""));
        Some(match kind {
            "want" => Self::Want,
            "ready" => Self::Ready,
            "gone" => Self::Gone,
            "left" => Self::Left,
            "whole" => Self::Whole(rest.parse().ok()?),
            "steps" => {
                let (after, records) = rest.split_once(' ')?;
                Self::Steps {
                    after: after.parse().ok()?,
                    records: records.to_owned(),
                }
            }
            _ => return None,
        })
    }
}

/// Reaches the other tabs with the same work; silent where the browser has no such thing.
#[derive(Debug, Default)]
pub struct Channel(RefCell<Option<BroadcastChannel>>);

impl Channel {
    /// Begins to listen.
    pub fn open(&self, hear: Callback<Message>) {
        let Ok(channel) = BroadcastChannel::new(NAME) else {
            return;
        };
        let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(message) = event.data().as_string().and_then(|it| Message::read(&it)) {
                hear.emit(message);
            }
        });
        // There is one for each time that the page is opened or comes back.
        channel.set_onmessage(Some(&listener.into_js_value().unchecked_into()));
        self.0.replace(Some(channel));
    }

    /// Tells all other tabs.
    pub fn tell(&self, message: &Message) {
        if let Some(channel) = self.0.borrow().as_ref() {
            drop(channel.post_message(&message.write().into()));
        }
    }

    /// Stops listening, as a page must that the browser puts away.
    pub fn close(&self) {
        if let Some(channel) = self.0.take() {
            channel.close();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_is_heard() {
        let messages = [
            Message::Want,
            Message::Ready,
            Message::Gone,
            Message::Left,
            Message::Whole(7),
            Message::Steps {
                after: 12,
                records: "{\"kind\": \"undo\"}\n{\"kind\": \"redo\"}".to_owned(),
            },
        ];
        for message in messages {
            assert_eq!(Message::read(&message.write()), Some(message));
        }
        for text in [
            "",
            "what",
            "whole",
            "whole x",
            "steps",
            "steps 1",
            "steps x {}",
        ] {
            assert_eq!(Message::read(text), None, "{text:?}");
        }
    }
}
