//! [`MentionList`]: every mention of the document with its context, grouped by label.

use std::rc::Rc;

use glossator_core::Span;
use glossator_core::model::{Document, Label, LabelSet, Mention, MentionId};
use yew::prelude::*;

use crate::store::{Action, Dispatch, Look};

/// How much of the text a row shows before its mention (code points): so little that the mention is seen.
const BEFORE: usize = 16;
/// How much of the text a row has behind its mention; its end is cut off where the row ends.
const BEHIND: usize = 96;

/// What the list is drawn from.
#[derive(Clone, PartialEq, Properties)]
pub struct MentionListProps {
    /// The document.
    pub document: Rc<Document>,
    /// The labels, in the order of the groups.
    pub labels: Rc<LabelSet>,
    /// The selected mention.
    pub picked: Option<MentionId>,
}

/// Every mention of the document with its context, grouped by label.
#[component]
pub fn MentionList(
    MentionListProps {
        document,
        labels,
        picked,
    }: &MentionListProps,
) -> Html {
    let dispatch = use_context::<Dispatch>().unwrap_or_default();
    let row = |mention: &Rc<Mention>| {
        let id = mention.id.clone();
        let is_picked = picked.as_ref() == Some(&id);
        let goto = dispatch.reform(move |_: MouseEvent| Action::Look(Look::GoTo(id.clone())));
        let (before, behind) = context(document, mention.spans.outer());
        html! {
            <li key={mention.id.as_str()}>
                <button class="mention-row" aria-current={is_picked.then_some("true")} onclick={goto} dir="auto">
                    { before }<b>{ document.quote(&mention.spans) }</b>{ behind }
                </button>
            </li>
        }
    };
    let group = |label: &Rc<Label>| {
        let mentions: Vec<_> = document
            .mentions()
            .iter()
            .filter(|it| it.label == label.id)
            .collect();
        if mentions.is_empty() {
            return Html::default();
        }
        html! {
            <section key={label.id.0} class={classes!("mention-group", format!("label-{}", label.id))}>
                <h2><i class="dot" />{ &*label.name }<small>{ mentions.len() }</small></h2>
                <ul>{ for mentions.into_iter().map(row) }</ul>
            </section>
        }
    };
    html! {
        <div class="mention-list">
            if document.mentions().is_empty() {
                <p class="hint">{ "Drag over a name in the text, then choose a label: what you tag is listed here." }</p>
            }
            { for labels.iter().map(group) }
        </div>
    }
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
