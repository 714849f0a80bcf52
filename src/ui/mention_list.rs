//! [`MentionList`]: every mention of the document with its context, grouped by label.

use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use glossator_core::model::{Document, Label, LabelSet, Mention, MentionId};
use wasm_bindgen::JsCast;
use web_sys::{Element, Node};
use yew::prelude::*;

use super::mention_row::MentionRow;
use crate::browser::rows::Window;
use crate::browser::{frame, rows};
use crate::store::Dispatch;

/// How many rows are drawn before the list was ever measured: as many as a tall screen shows.
const FIRST: usize = 40;

/// How many rows are as high as the heading of a group, at least.
const ROWS_OF_HEADING: usize = 2;

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
///
/// Only the rows near those in sight are drawn; gaps as high as the others stand for them.
#[component]
pub fn MentionList(
    MentionListProps {
        document,
        labels,
        picked,
    }: &MentionListProps,
) -> Html {
    let dispatch = use_context::<Dispatch>().unwrap_or_default();
    let node = use_node_ref();
    let mentions = document.mentions();
    let has_rows = |it: &&Rc<Label>| mentions.n_of_label(it.id) > 0;
    let groups: Vec<&Rc<Label>> = labels.iter().filter(has_rows).collect();
    let n_rows = mentions.len() + ROWS_OF_HEADING * groups.len();
    let windows = use_windows(&node, document, n_rows);
    let mut left = FIRST;
    let group = |label: &Rc<Label>| {
        let n = mentions.n_of_label(label.id);
        let name = label.id.to_string();
        let window = match windows.iter().find(|(it, _)| *it == name) {
            Some((_, window)) => window.start.min(n)..window.end.min(n),
            // None is measured yet, or this one has come since.
            None => {
                let window = 0..n.min(left);
                left -= window.len();
                window
            }
        };
        let row = |(mention, row_idx): (&Rc<Mention>, usize)| {
            // Where not all are drawn; that changes with each row that comes or goes, and the row in it does not.
            let place = (window.len() < n).then_some((row_idx + 1, n));
            let (row, n_rows) = place.unzip();
            let is_picked = picked.as_ref() == Some(&mention.id);
            html! {
                <li key={mention.id.as_str()} aria-posinset={row.map(|it| it.to_string())}
                    aria-setsize={n_rows.map(|it| it.to_string())}>
                    <MentionRow mention={Rc::clone(mention)} document={Rc::clone(document)} {is_picked}
                        dispatch={dispatch.clone()} />
                </li>
            }
        };
        let rows = mentions
            .of_label(label.id, window.start)
            .zip(window.clone());
        let gap = |name: &'static str, n: usize| (n > 0).then(|| gap(name, n));
        html! {
            <section key={label.id.0} class={classes!("mention-group", format!("label-{}", label.id))}>
                <h2><i class="dot" />{ &*label.name }<small>{ n }</small></h2>
                <ul data-list={name} data-rows={n.to_string()}>
                    { for gap("before", window.start) }
                    { for rows.map(row) }
                    { for gap("behind", n - window.end) }
                </ul>
            </section>
        }
    };
    html! {
        <div class="mention-list" ref={node}>
            if document.mentions().is_empty() {
                <p class="hint">{ "Drag over a name in the text, then choose a label: what you tag is listed here." }</p>
            }
            { for groups.into_iter().map(group) }
        </div>
    }
}

fn gap(name: &'static str, n_rows: usize) -> Html {
    html! { <li key={name} class="gap" aria-hidden="true" data-rows={n_rows.to_string()} /> }
}

/// Returns which rows of each group are drawn, by what is in sight; nothing of a group of which that is not known.
/// All groups with their headings are as high as `n_rows` rows.
#[hook]
fn use_windows(
    node: &NodeRef,
    document: &Rc<Document>,
    n_rows: usize,
) -> UseStateHandle<Vec<Window>> {
    let windows = use_state(Vec::new);
    let measure = {
        let (node, windows) = (node.clone(), windows.clone());
        move || {
            if let Some(list) = node.cast::<Element>().filter(rows::size_gaps) {
                let drawn = windows.clone();
                let found = rows::windows(&list, &drawn);
                if *drawn != found {
                    windows.set(found);
                }
            }
        }
    };
    {
        let (measure, node) = (measure.clone(), node.clone());
        use_effect_with((), move |()| {
            let document = web_sys::window().and_then(|it| it.document());
            // Scrolling does not bubble.
            let options = EventListenerOptions::run_in_capture_phase();
            let scrolled = move |event: &Event| {
                let list = node.get();
                let scroller = event.target().and_then(|it| it.dyn_into::<Node>().ok());
                if scroller.is_some_and(|it| it.contains(list.as_ref())) {
                    measure();
                }
            };
            let listener = document
                .map(|it| EventListener::new_with_options(&it, "scroll", options, scrolled));
            move || drop(listener)
        });
    }
    let node = node.clone();
    // Each gap may be new, or stand for other rows than before; to size them calls for no layout.
    use_effect(move || {
        if let Some(list) = node.cast::<Element>() {
            rows::size_gaps(&list);
        }
    });
    // Some rows may come and go, or move from one group to another, before those that are drawn do not reach any more.
    let drift = use_mut_ref(|| (None, rows::Drift::default()));
    let (seen, drift) = &mut *drift.borrow_mut();
    if !seen.as_ref().is_some_and(|it| Rc::ptr_eq(it, document)) {
        *seen = Some(Rc::clone(document));
        drift.note(n_rows);
    }
    let n_times = drift.n_times();
    use_effect_with(
        (document.id.clone(), n_times, windows.clone()),
        // Without gaps there is nothing to be measured then.
        move |_| frame::next(measure),
    );
    windows
}
