//! [`Article`]: the text with its mentions; the place of most gestures.

use std::rc::Rc;

use glossator_core::model::MentionId;
use glossator_core::segment::BlockKind;
use yew::prelude::*;

use super::block::BlockElement;
use crate::drawing::Drawing;

/// What the article is drawn from.
#[derive(Clone, PartialEq, Properties)]
pub struct ArticleProps {
    /// The document, drawn.
    pub drawing: Drawing,
    /// The selected mention.
    pub picked: Option<MentionId>,
    /// Refers to the element `#article`.
    pub node: NodeRef,
    /// A key was pressed in the article.
    pub onkeydown: Callback<KeyboardEvent>,
}

/// The text with its mentions.
#[component]
pub fn Article(
    ArticleProps {
        drawing,
        picked,
        node,
        onkeydown,
    }: &ArticleProps,
) -> Html {
    let spans = picked
        .as_ref()
        .and_then(|id| drawing.document.mentions().get(id))
        .map(|it| &it.spans);
    let element = |block_idx: usize| {
        let block = &drawing.blocks[block_idx];
        let is_under = spans.is_some_and(|it| it.overlaps(block.span));
        let picked = picked.clone().filter(|_| is_under);
        html! {
            <BlockElement key={block_idx} block={Rc::clone(block)} labels={Rc::clone(&drawing.labels)} {picked} />
        }
    };
    let is_item = |block_idx: usize| drawing.blocks[block_idx].kind == BlockKind::ListItem;
    let mut groups: Vec<Html> = Vec::new();
    let mut block_idx = 0;
    while block_idx < drawing.blocks.len() {
        let first = block_idx;
        if is_item(first) {
            while block_idx < drawing.blocks.len() && is_item(block_idx) {
                block_idx += 1;
            }
            let key = format!("list {first}");
            groups.push(html! { <ul {key}>{ for (first..block_idx).map(element) }</ul> });
        } else {
            groups.push(element(first));
            block_idx += 1;
        }
    }
    html! {
        <article id="article" class="article" tabindex="0" ref={node} aria-label={drawing.document.name.clone()}
            {onkeydown}>
            { for groups }
            if drawing.blocks.is_empty() {
                <p class="empty">{ "This document has no text." }</p>
            }
        </article>
    }
}
