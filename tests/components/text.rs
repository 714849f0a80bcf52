//! The article, its blocks, and what floats beside a selection.

use expect_test::expect;
use glossator::drawing::{Drawing, Stroke};
use glossator::ui::article::article;
use glossator::ui::mention_bar::mention_bar;
use glossator::ui::palette::{Palette, PaletteProps};
use glossator::ui::pile::pile;
use glossator_core::model::MentionId;
use yew::{Callback, NodeRef};

use crate::{check, check_html, draw};

/// Prints the first block of a drawing as the page shows it.
fn block(drawing: &Drawing, picked: Option<&MentionId>) -> String {
    let block = drawing.document.blocks()[0];
    let strokes = drawing.strokes(block, picked);
    let print = |it: &Stroke| {
        let attributes = it.attributes.iter();
        let attributes: String = attributes
            .map(|(name, value)| format!(" {name}=\"{value}\""))
            .collect();
        if attributes.is_empty() {
            it.text.to_string()
        } else {
            format!("<mark{attributes}>{}</mark>", it.text)
        }
    };
    strokes.iter().map(|it| print(it) + "\n").collect()
}

#[test]
fn a_block_without_mentions_is_its_text_alone() {
    let drawing = draw("- Ada  met <Charles>.", &[]);
    expect![[r#"
        Ada  met <Charles>.
    "#]]
    .assert_eq(&block(&drawing, None));
}

#[test]
fn nested_mentions_stand_outermost_first_and_the_selected_one_is_told() {
    let drawing = draw(
        "Russian President Vladimir Putin spoke.",
        &[(0, 32, "Person"), (18, 32, "Person")],
    );
    expect![[r#"
        <mark class="run label-1 lane-1-1 lanes tag-1" data-mention="m1" data-label="Person" data-tag="Person">Russian President </mark>
        <mark class="run label-1 lane-1-1 lane-0-1 nested lanes tag-1" data-mention="m1 m2" data-label="Person" data-tag="Person" data-selected="">Vladimir Putin</mark>
         spoke.
    "#]].assert_eq(&block(&drawing, Some(&MentionId::numbered(2))));
}

#[test]
fn a_block_under_no_selected_mention_tells_none() {
    let mentions = [(0, 3, "Person"), (6, 13, "Person")];
    let drawing = draw("Ada.\n\nCharles.", &mentions);
    expect![[r#"
        <mark class="run one-1 tag-1" data-mention="m1" data-label="Person" data-tag="Person">Ada</mark>
        .
    "#]].assert_eq(&block(&drawing, Some(&MentionId::numbered(2))));
}

#[test]
fn the_article_waits_for_its_text() {
    let drawn = |is_empty| article("ada.txt".into(), is_empty, NodeRef::default(), drop);
    check_html(
        drawn(false),
        &expect![[r#"
        <article id="article" tabindex="0" aria-label="ada.txt" class="article">
        </article>
    "#]],
    );
    check_html(
        drawn(true),
        &expect![[r#"
        <article id="article" tabindex="0" aria-label="ada.txt" class="article">
        </article>
        <p class="empty">This document has no text.</p>
    "#]],
    );
}

#[test]
fn the_palette_offers_every_label_with_its_key_and_names_the_quote() {
    let props = PaletteProps {
        labels: draw("Ada.", &[]).labels,
        present: None,
        quote: "Ada <Lovelace>".into(),
        range: None,
        n_openings: 1,
        onchoose: Callback::noop(),
        can_pin: true,
        is_touch: false,
        onclose: Callback::noop(),
    };
    check::<Palette>(
        props,
        &expect![[r#"
            <div role="dialog" aria-label="Label" class="palette">
            <input role="combobox" aria-expanded="true" aria-controls="picker-options" aria-activedescendant="option-0" aria-label="Label for “Ada &lt;Lovelace&gt;”" placeholder="Label “Ada &lt;Lovelace&gt;”…" autocomplete="off">
            <div id="picker-options" role="listbox" aria-label="Labels">
            <div id="option-0" role="option" aria-label="Person" aria-selected="true" aria-describedby="picker-more" class="option label-1 on">
            <i class="dot">
            </i>
            <span>Person</span>
            <kbd data-key="1">
            </kbd>
            </div>
            <div id="option-1" role="option" aria-label="Organisation" aria-selected="false" class="option label-2">
            <i class="dot">
            </i>
            <span>Organisation</span>
            <kbd data-key="2">
            </kbd>
            </div>
            <div id="option-2" role="option" aria-label="Place" aria-selected="false" class="option label-3">
            <i class="dot">
            </i>
            <span>Place</span>
            <kbd data-key="3">
            </kbd>
            </div>
            <div id="option-3" role="option" aria-label="Event" aria-selected="false" class="option label-4">
            <i class="dot">
            </i>
            <span>Event</span>
            <kbd data-key="4">
            </kbd>
            </div>
            <div id="option-4" role="option" aria-label="Date" aria-selected="false" class="option label-5">
            <i class="dot">
            </i>
            <span>Date</span>
            <kbd data-key="5">
            </kbd>
            </div>
            <div id="option-5" role="option" aria-label="Work" aria-selected="false" class="option label-6">
            <i class="dot">
            </i>
            <span>Work</span>
            <kbd data-key="6">
            </kbd>
            </div>
            <div id="option-6" role="option" aria-label="Law" aria-selected="false" class="option label-7">
            <i class="dot">
            </i>
            <span>Law</span>
            <kbd data-key="7">
            </kbd>
            </div>
            <div id="option-7" role="option" aria-label="Quantity" aria-selected="false" class="option label-8">
            <i class="dot">
            </i>
            <span>Quantity</span>
            <kbd data-key="8">
            </kbd>
            </div>
            </div>
            <p id="picker-more" class="hint more">
            </p>
            <label class="pin">
            <input type="checkbox">Pin it: every further selection gets it</label>
            </div>
        "#]],
    );
}

#[test]
fn the_selected_mention_has_a_bar_with_its_label() {
    let bar = |is_adjusting| mention_bar("Person & <co>", None, is_adjusting, &Callback::noop());
    check_html(
        bar(false),
        &expect![[r#"
            <div role="toolbar" aria-label="Mention" class="mention-bar">
            <span>Person &amp; &lt;co&gt;</span>
            <button>Change label</button>
            <button>Adjust</button>
            <button>All like it…</button>
            <button>Remove</button>
            </div>
        "#]],
    );
    check_html(
        bar(true),
        &expect![[r#"
        <div role="toolbar" aria-label="Mention" class="mention-bar">
        <span>Person &amp; &lt;co&gt;</span>
        <button>Keep</button>
        <button>Leave as it was</button>
        </div>
    "#]],
    );
}

#[test]
fn mentions_at_one_place_are_listed_with_label_and_text() {
    let drawing = draw("Ada <met> Charles.", &[(0, 9, "Person"), (0, 9, "Event")]);
    let mentions = [2, 1].map(MentionId::numbered);
    let html = pile(&drawing, &mentions, &mentions[1], None, &Callback::noop());
    check_html(
        html,
        &expect![[r#"
        <div role="listbox" aria-label="Mentions here" tabindex="0" aria-activedescendant="pile-1" class="palette pile">
        <div id="pile-0" role="option" aria-selected="false" class="option label-4">
        <i class="dot">
        </i>Event<small>Ada &lt;met&gt;</small>
        </div>
        <div id="pile-1" role="option" aria-selected="true" class="option label-1 on">
        <i class="dot">
        </i>Person<small>Ada &lt;met&gt;</small>
        </div>
        </div>
    "#]],
    );
}

#[test]
fn mentions_beyond_the_fifth_lane_are_counted() {
    let mentions: Vec<_> = (0..8).map(|it| (0, 16 - it, "Person")).collect();
    let drawing = draw("Ada met Charles.", &mentions);
    let drawn = block(&drawing, None);
    assert_eq!(drawn.matches(" deep").count(), 8, "{drawn}");
    assert_eq!(drawn.matches("data-more=\"+3\"").count(), 1, "{drawn}");
}
