//! [`MentionRow`]: a mention in the list, with its context.

use std::rc::Rc;

use glossator_core::model::{Document, Mention};
use glossator_core::{Span, Spans};
use yew::prelude::*;

use crate::store::{Action, Dispatch, Look};

/// How much of the text a row shows before its mention (code points): so little that the mention is seen.
const BEFORE: usize = 16;
/// How much of the text a row has behind its mention; its end is cut off where the row ends.
const BEHIND: usize = 96;

/// What a row is drawn from.
#[derive(Clone, Properties)]
pub struct MentionRowProps {
    /// The mention.
    pub mention: Rc<Mention>,
    /// Its document, of which the row shows text alone.
    pub document: Rc<Document>,
    /// Whether it is the selected one.
    pub is_picked: bool,
    /// Sends actions to the store.
    pub dispatch: Dispatch,
}

/// Documents with the same text make the same row.
impl PartialEq for MentionRowProps {
    fn eq(&self, other: &Self) -> bool {
        let parts = |it: &Self| (it.is_picked, it.dispatch.clone());
        Rc::ptr_eq(&self.mention, &other.mention)
            && Rc::ptr_eq(self.document.blocks(), other.document.blocks())
            && parts(self) == parts(other)
    }
}

/// A mention in the list, with its context. A click goes to it.
#[component]
pub fn MentionRow(
    MentionRowProps {
        mention,
        document,
        is_picked,
        dispatch,
    }: &MentionRowProps,
) -> Html {
    let id = mention.id.clone();
    let goto = dispatch.reform(move |_: MouseEvent| Action::Look(Look::GoTo(id.clone())));
    html! {
        <button class="mention-row" aria-current={is_picked.then_some("true")} onclick={goto} dir="auto">
            { passage(document, &mention.spans) }
        </button>
    }
}

/// Shows what a mention covers in its context.
pub(super) fn passage(document: &Document, spans: &Spans) -> Html {
    let (before, behind) = context(document, spans.outer());
    html! { <>{ before }<b>{ document.quote(spans) }</b>{ behind }</> }
}

/// Returns the text before and behind a span, within its block.
fn context(document: &Document, span: Span) -> (String, String) {
    let text = document.text();
    let block = glossator_core::segment::block_at(document.blocks(), span.start());
    let block = block.map_or(span, |it| document.blocks()[it].span);
    let before = Span::new(
        block.start().max(span.start().saturating_sub(BEFORE)),
        span.start(),
    );
    let behind = Span::new(
        span.end(),
        block.end().max(span.end()).min(span.end() + BEHIND),
    );
    let read = |span: Option<Span>| {
        span.and_then(|it| text.get(it))
            .unwrap_or_default()
            .to_owned()
    };
    let is_cut = before.is_some_and(|it| it.start() > block.start());
    let mut before = read(before);
    if is_cut {
        // From the next word on; some scripts have no blanks.
        let (_, words) = before.split_once(' ').unwrap_or(("", &before));
        before = format!("…{words}");
    }
    (before, read(behind))
}
