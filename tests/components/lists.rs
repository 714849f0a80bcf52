//! The lists beside the article.

use expect_test::expect;
use glossator::drawing::Drawing;
use glossator::ui::document_list::{DocumentList, DocumentListProps};
use glossator::ui::label_list::label_list;
use glossator::ui::mention_list::{MentionList, MentionListProps};
use glossator::ui::side_panel::{SidePanel, SidePanelProps};
use glossator::view::Tab;
use glossator_core::model::{DocumentId, MentionId};
use yew::Callback;

use crate::{check, draw, render_html};

#[test]
fn mentions_are_listed_by_label_with_their_context() {
    let Drawing {
        document, labels, ..
    } = draw(
        "Ada met Charles in London.",
        &[(0, 3, "Person"), (19, 25, "Place")],
    );
    let picked = Some(MentionId::numbered(2));
    check::<MentionList>(
        MentionListProps {
            document,
            labels,
            picked,
        },
        &expect![[r#"
            <div class="mention-list">
            <section class="mention-group label-1">
            <h2>
            <i class="dot">
            </i>Person<small>1</small>
            </h2>
            <ul data-list="1" data-rows="1">
            <li>
            <button dir="auto" class="mention-row">
            <b>Ada</b> met Charles in London.</button>
            </li>
            </ul>
            </section>
            <section class="mention-group label-3">
            <h2>
            <i class="dot">
            </i>Place<small>1</small>
            </h2>
            <ul data-list="3" data-rows="1">
            <li>
            <button aria-current="true" dir="auto" class="mention-row">…met Charles in <b>London</b>.</button>
            </li>
            </ul>
            </section>
            </div>
        "#]],
    );
}

#[test]
fn a_document_without_mentions_says_how_to_begin() {
    let Drawing {
        document, labels, ..
    } = draw("Ada.", &[]);
    check::<MentionList>(
        MentionListProps {
            document,
            labels,
            picked: None,
        },
        &expect![[r#"
            <div class="mention-list">
            <p class="hint">Drag over a name in the text, then choose a label: what you tag is listed here.</p>
            </div>
        "#]],
    );
}

#[test]
fn labels_are_listed_with_counts_and_keys() {
    let Drawing {
        document, labels, ..
    } = draw("Ada.", &[(0, 3, "Person")]);
    let html = render_html(label_list(&labels, &document, Callback::noop()));
    let first: String = html.lines().take(7).collect::<Vec<_>>().join("\n");
    expect![[r#"
        <ul class="label-list">
        <li class="label-row label-1">
        <i class="dot">
        </i>
        <span title="">
        <small>
        </small>Person</span>"#]]
    .assert_eq(&first);
}

#[test]
fn documents_are_listed_with_the_shown_one_told() {
    let documents = vec![draw("Ada.", &[(0, 3, "Person")]).document];
    let shown = Some(DocumentId::numbered(1));
    let props = DocumentListProps {
        documents,
        shown,
        is_sheet: false,
        onopen: Callback::noop(),
    };
    check::<DocumentList>(
        props,
        &expect![[r#"
            <nav aria-label="Documents" class="document-list">
            <h2>Documents</h2>
            <ul>
            <li class="document on">
            <button data-document="d1" aria-current="true" class="document-name">
            <bdi>ada.txt</bdi>
            <small title="mentions">1</small>
            </button>
            <button title="Remove (can be undone, and is kept for 30 days under Versions)" aria-label="Remove ada.txt" class="document-remove">×</button>
            </li>
            </ul>
            <h2>Add</h2>
            <button>Open or drop files…</button>
            <button>Paste text…</button>
            <h2>Work</h2>
            <button>Find…</button>
            <button>Versions…</button>
            <button>Storage…</button>
            </nav>
        "#]],
    );
}

fn side_panel(drawing: Option<Drawing>, is_sheet: bool) -> SidePanelProps {
    SidePanelProps {
        drawing,
        picked: None,
        tab: Tab::Mentions,
        is_sheet,
    }
}

#[test]
fn the_side_panel_shows_the_chosen_tab_alone() {
    let drawing = draw("Ada.", &[(0, 3, "Person")]);
    check::<SidePanel>(
        side_panel(Some(drawing), false),
        &expect![[r#"
            <aside aria-label="Annotations" class="side-panel">
            <div role="tablist" aria-label="Annotations" class="tabs">
            <button role="tab" id="tab-mentions" aria-selected="true" aria-controls="side-content" class="on">Mentions</button>
            <button role="tab" id="tab-labels" aria-selected="false" aria-controls="side-content">Labels</button>
            </div>
            <div id="side-content" role="tabpanel" tabindex="0" aria-labelledby="tab-mentions">
            <div class="mention-list">
            <section class="mention-group label-1">
            <h2>
            <i class="dot">
            </i>Person<small>1</small>
            </h2>
            <ul data-list="1" data-rows="1">
            <li>
            <button dir="auto" class="mention-row">
            <b>Ada</b>.</button>
            </li>
            </ul>
            </section>
            </div>
            </div>
            </aside>
        "#]],
    );
}

#[test]
fn the_side_panel_opens_as_a_sheet_and_without_a_document() {
    check::<SidePanel>(
        side_panel(None, true),
        &expect![[r#"
        <aside aria-label="Annotations" class="side-panel sheet">
        <div role="tablist" aria-label="Annotations" class="tabs">
        <button role="tab" id="tab-mentions" aria-selected="true" aria-controls="side-content" class="on">Mentions</button>
        <button role="tab" id="tab-labels" aria-selected="false" aria-controls="side-content">Labels</button>
        </div>
        <div id="side-content" role="tabpanel" tabindex="0" aria-labelledby="tab-mentions">
        </div>
        </aside>
    "#]],
    );
}
