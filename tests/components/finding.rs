//! What is looked for, and the places that are to get a label.

use std::rc::Rc;

use expect_test::{Expect, expect};
use glossator::ui::find_bar::{FindBar, FindBarProps};
use glossator::ui::review_dialog::{ReviewDialog, ReviewDialogProps};
use glossator::view::{Find, Review};
use glossator_core::Span;
use glossator_core::model::default_labels;
use yew::Callback;

use crate::{check, draw};

fn hits(spans: &[(usize, usize)]) -> Rc<[Span]> {
    spans
        .iter()
        .map(|(start, end)| Span::new(*start, *end).unwrap())
        .collect()
}

#[track_caller]
fn check_bar(find: Find, expected: &Expect) {
    let props = FindBarProps {
        find,
        labels: Rc::new(default_labels()),
        onsearch: Callback::noop(),
    };
    check::<FindBar>(props, expected);
}

#[test]
fn the_search_counts_its_places_and_says_that_keys_tag() {
    let find = Find {
        phrase: "a<b".into(),
        hits: hits(&[(0, 3), (9, 12)]),
        hit_idx: 1,
        from: 0,
        is_walking: true,
    };
    check_bar(
        find,
        &expect![[r#"
            <div role="search" class="find-bar">
            <input value="a&lt;b" type="search" aria-label="Find in the document" placeholder="Find…">
            <span aria-live="polite">2 of 2<small> · a label’s key tags it</small>
            </span>
            <button aria-label="The place before" title="The place before">↑</button>
            <button aria-label="The next place" title="The next place">↓</button>
            <button aria-label="Tag all of them…" title="Tag all of them…">Tag all…</button>
            <button aria-label="Close the search">×</button>
            </div>
        "#]],
    );
}

#[test]
fn what_is_nowhere_is_told_and_cannot_be_walked() {
    let find = Find {
        phrase: "Kim".into(),
        ..Find::default()
    };
    check_bar(
        find,
        &expect![[r#"
            <div role="search" class="find-bar">
            <input value="Kim" type="search" aria-label="Find in the document" placeholder="Find…">
            <span aria-live="polite">nowhere</span>
            <button aria-label="The place before" title="The place before" disabled="disabled">↑</button>
            <button aria-label="The next place" title="The next place" disabled="disabled">↓</button>
            <button aria-label="Tag all of them…" title="Tag all of them…" disabled="disabled">Tag all…</button>
            <button aria-label="Close the search">×</button>
            </div>
        "#]],
    );
}

#[test]
fn places_are_listed_with_what_is_there_but_for_those_that_have_the_label() {
    let drawing = draw(
        "Kim met Kim and Kim.",
        &[(0, 3, "Person"), (8, 11, "Person"), (16, 19, "Place")],
    );
    let label = drawing.labels.iter().next().map(|it| it.id);
    let review = Review {
        document: drawing.document.id.clone(),
        phrase: "Kim".into(),
        places: hits(&[(8, 11), (16, 19)]),
        label,
    };
    check::<ReviewDialog>(
        ReviewDialogProps {
            review: Rc::new(review),
            document: drawing.document,
            labels: drawing.labels,
            onanswer: Callback::noop(),
        },
        &expect![[r#"
            <dialog role="dialog" aria-label="Places" closedby="any" class="dialog review">
            <h2>
            <bdi>“Kim”</bdi>
            </h2>
            <p>One place:<small class="hint">1 more have the label already.</small>
            </p>
            <form method="dialog">
            <label>Label <select class="line">
            <option selected="selected">Person</option>
            <option>Organisation</option>
            <option>Place</option>
            <option>Event</option>
            <option>Date</option>
            <option>Work</option>
            <option>Law</option>
            <option>Quantity</option>
            </select>
            </label>
            <ul>
            <li>
            <label>
            <input type="checkbox">
            <span dir="auto">Kim met Kim and <b>Kim</b>.<small> · here is Place</small>
            </span>
            </label>
            </li>
            </ul>
            <div class="buttons">
            <button type="button" class="line">All</button>
            <button value="" class="line">Cancel</button>
            <button value="tag" disabled="disabled" autofocus="autofocus" class="main">Tag 0</button>
            </div>
            </form>
            </dialog>
        "#]],
    );
}
