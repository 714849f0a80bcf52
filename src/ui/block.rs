//! [`BlockElement`]: one block of the text, drawn as runs.

use std::rc::Rc;

use glossator_core::model::{LabelSet, MentionId};
use glossator_core::runs::{BlockView, Run};
use glossator_core::segment::BlockKind;
use yew::prelude::*;

use crate::browser::colors::N_LANES;

/// What a block is drawn from.
#[derive(Clone, Debug, PartialEq, Eq, Properties)]
pub struct BlockProps {
    /// The block with its runs.
    pub block: Rc<BlockView>,
    /// The labels of its mentions.
    pub labels: Rc<LabelSet>,
    /// The selected mention, where it covers a part of the block.
    pub picked: Option<MentionId>,
}

/// One block of the text. Its text nodes, joined, are the block's text and nothing else.
#[component]
pub fn BlockElement(
    BlockProps {
        block,
        labels,
        picked,
    }: &BlockProps,
) -> Html {
    let start = block.span.start().to_string();
    let runs = block
        .runs
        .iter()
        .map(|run| draw_run(run, labels, picked.as_ref()));
    let runs: Html = runs.collect();
    match block.kind {
        BlockKind::Paragraph => {
            html! { <p class="block" dir="auto" data-start={start}>{ runs }</p> }
        }
        BlockKind::ListItem => {
            html! { <li class="block" dir="auto" data-start={start}>{ runs }</li> }
        }
        BlockKind::Heading => {
            html! { <h2 class="block" dir="auto" data-start={start}>{ runs }</h2> }
        }
        BlockKind::Caption => html! {
            <figure><figcaption class="block" dir="auto" data-start={start}>{ runs }</figcaption></figure>
        },
    }
}

fn draw_run(run: &Run, labels: &LabelSet, picked: Option<&MentionId>) -> Html {
    let Some(innermost) = run.innermost() else {
        return html! { { &*run.text } };
    };
    let mut classes = classes!("run", format!("label-{}", innermost.label));
    for cover in run.mentions.iter().filter(|it| it.lane < N_LANES) {
        classes.push(format!("lane-{}-{}", cover.lane, cover.label));
    }
    if run.mentions.len() > 1 {
        classes.push("nested");
    }
    let ids: Vec<&str> = run.mentions.iter().map(|it| it.id.as_str()).collect();
    let name = labels.get(innermost.label).map(|it| Rc::clone(&it.name));
    let is_picked = picked.is_some_and(|it| run.is_under(it));
    if let Some(tag) = &run.tag {
        classes.push(format!("tag-{}", tag.label));
    }
    let tag = run.tag.as_ref().map(|it| Rc::clone(&it.text));
    html! {
        <mark class={classes} data-mention={ids.join(" ")} data-label={name} data-tag={tag}
            data-selected={is_picked.then_some("")}>{ &*run.text }</mark>
    }
}
