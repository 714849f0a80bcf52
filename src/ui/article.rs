//! [`Article`]: the text with its mentions; the place of most gestures.

use yew::prelude::*;

/// What the article is drawn from.
#[derive(Clone, PartialEq, Properties)]
pub struct ArticleProps {
    /// The name of the document.
    pub name: AttrValue,
    /// Whether its text has nothing to show.
    pub is_empty: bool,
    /// Refers to the element `#article`.
    pub node: NodeRef,
    /// A key was pressed in the article.
    pub onkeydown: Callback<KeyboardEvent>,
}

/// The text with its mentions. [`Paper`](crate::paper::Paper) puts the text into it.
#[component]
pub fn Article(
    ArticleProps {
        name,
        is_empty,
        node,
        onkeydown,
    }: &ArticleProps,
) -> Html {
    html! {
        <>
            <article id="article" class="article" tabindex="0" ref={node} aria-label={name} {onkeydown} />
            if *is_empty {
                <p class="empty">{ "This document has no text." }</p>
            }
        </>
    }
}
