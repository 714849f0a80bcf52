//! [`Caret`]: where the keys lead in the article, which has no caret of the browser's own.

use gloo_events::EventListener;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use crate::browser::{place, selection};

/// What the caret is drawn from.
#[derive(Clone, PartialEq, Properties)]
pub struct CaretProps {
    /// Refers to the element `#article`.
    pub article: NodeRef,
}

/// Where the keys lead in the article; shown while the article has the focus and nothing is selected.
#[component]
pub fn Caret(CaretProps { article }: &CaretProps) -> Html {
    let node = use_node_ref();
    {
        let (node, article) = (node.clone(), article.clone());
        use_effect_with((), move |()| {
            let follow = move || {
                let (Some(caret), Some(article)) =
                    (node.cast::<HtmlElement>(), article.cast::<Element>())
                else {
                    return;
                };
                let range = selection::caret(&article);
                caret.set_hidden(range.is_none());
                if let (Some(range), Some(frame)) = (range, article.parent_element()) {
                    place::caret(&caret, &frame, &range);
                }
            };
            let again = follow.clone();
            let window = web_sys::window();
            let resized = window
                .as_ref()
                .map(|it| EventListener::new(it, "resize", move |_| again()));
            let document = window.and_then(|it| it.document());
            let moved =
                document.map(|it| EventListener::new(&it, "selectionchange", move |_| follow()));
            move || drop((resized, moved))
        });
    }
    html! { <div class="caret" ref={node} hidden={true} aria-hidden="true" /> }
}
