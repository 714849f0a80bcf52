//! Components rendered without a browser, compared with what they should be.
//!
//! `UPDATE_EXPECT=1` rewrites the expectations.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test fails where a value is missing")]

use std::rc::Rc;

use expect_test::{Expect, expect};
use glossator::drawing::Drawing;
use glossator::notice::{Notice, Offer, Tone};
use glossator::ui::block::{BlockElement, BlockProps};
use glossator::ui::document_list::{DocumentList, DocumentListProps};
use glossator::ui::label_list::{LabelList, LabelListProps};
use glossator::ui::mention_list::{MentionList, MentionListProps};
use glossator::ui::notices::{Notices, NoticesProps};
use glossator::ui::top_bar::{TopBar, TopBarProps};
use glossator::view::{Saving, Theme};
use glossator_core::edit::{Command, History, LabelRef, NewMention, Session};
use glossator_core::model::{Document, DocumentId, MentionId, Project, default_labels};
use glossator_core::{Span, Text};
use yew::html::BaseComponent;
use yew::{Callback, LocalServerRenderer};

/// Returns the HTML of a component, a line a tag.
fn render<C: BaseComponent>(props: C::Properties) -> String {
    let renderer = LocalServerRenderer::<C>::with_props(props).hydratable(false);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let html = runtime.block_on(tokio::task::LocalSet::new().run_until(renderer.render()));
    html.replace("><", ">\n<")
}

fn check<C: BaseComponent>(props: C::Properties, expected: &Expect) {
    expected.assert_eq(&(render::<C>(props) + "\n"));
}

/// Draws a text with mentions at spans.
fn draw(text: &str, mentions: &[(usize, usize, &str)]) -> Drawing {
    let document = Document::new(DocumentId::numbered(1), "ada.txt", Text::new(text));
    let (labels, documents) = (Rc::new(default_labels()), vec![Rc::new(document)]);
    let project = Project {
        labels,
        documents,
        ..Project::default()
    };
    let mut session = Session::new(project, History::default());
    let mentions = mentions.iter().map(|&(start, end, label)| NewMention {
        spans: Span::new(start, end).unwrap().into(),
        label: LabelRef::Name(label.into()),
    });
    let document = DocumentId::numbered(1);
    session
        .run(&Command::AddMentions {
            document,
            mentions: mentions.collect(),
        })
        .unwrap();
    let project = session.project();
    Drawing::new(Rc::clone(&project.documents[0]), Rc::clone(&project.labels))
}

fn block(drawing: &Drawing, picked: Option<MentionId>) -> BlockProps {
    let (block, labels) = (Rc::clone(&drawing.blocks[0]), Rc::clone(&drawing.labels));
    BlockProps {
        block,
        labels,
        picked,
    }
}

#[test]
fn a_block_without_mentions_is_its_text_alone() {
    let drawing = draw("- Ada  met <Charles>.", &[]);
    check::<BlockElement>(
        block(&drawing, None),
        &expect![[r#"
            <li dir="auto" data-start="2" class="block">Ada  met &lt;Charles&gt;.</li>
        "#]],
    );
}

#[test]
fn nested_mentions_stand_outermost_first_and_the_selected_one_is_told() {
    let drawing = draw(
        "Russian President Vladimir Putin spoke.",
        &[(0, 32, "Person"), (18, 32, "Person")],
    );
    check::<BlockElement>(
        block(&drawing, Some(MentionId::numbered(2))),
        &expect![[r#"
            <p dir="auto" data-start="0" class="block">
            <mark data-mention="m1" data-label="Person" data-tag="Person" class="run label-1 lane-1-1">Russian President </mark>
            <mark data-mention="m1 m2" data-label="Person" data-tag="Person" data-selected="" class="run label-1 lane-1-1 lane-0-1 nested">Vladimir Putin</mark> spoke.</p>
        "#]],
    );
}

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
            <ul>
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
            <ul>
            <li>
            <button aria-current="true" dir="auto" class="mention-row">Ada met Charles in <b>London</b>.</button>
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
    let html = render::<LabelList>(LabelListProps { document, labels });
    let first: String = html.lines().take(7).collect::<Vec<_>>().join("\n");
    expect![[r#"
        <ul class="label-list">
        <li class="label-row label-1">
        <i class="dot">
        </i>
        <span>Person</span>
        <small>1</small>
        <kbd>1</kbd>"#]]
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
        <button title="Remove (can be undone)" aria-label="Remove ada.txt" class="document-remove">×</button>
        </li>
        </ul>
        <h2>Add</h2>
        <button>Open or drop files…</button>
        <button>Paste text…</button>
        </nav>
    "#]],
    );
}

#[test]
fn what_is_not_saved_is_told_with_its_reason() {
    let props = TopBarProps {
        saving: Saving::NotSaved("the storage is full".into()),
        undo: Some("tag “Ada” as Person".to_owned()),
        redo: None,
        theme: Theme::System,
        ondownload: Callback::noop(),
    };
    check::<TopBar>(
        props,
        &expect![[r#"
        <header class="top-bar">
        <strong>Glossator</strong>
        <span role="status" title="Not saved: the storage is full. Download your work to keep it." class="status not-saved">Not saved: the storage is full. Download your work to keep it.</span>
        <span class="grow">
        </span>
        <button aria-label="Undo: tag “Ada” as Person (Ctrl+Z)" title="Undo: tag “Ada” as Person (Ctrl+Z)">
        <span aria-hidden="true">↶</span>
        <span class="wide">Undo</span>
        </button>
        <button aria-label="Redo (Ctrl+Shift+Z)" title="Redo (Ctrl+Shift+Z)" disabled="disabled">
        <span aria-hidden="true">↷</span>
        <span class="wide">Redo</span>
        </button>
        <span class="menu-frame">
        <button aria-haspopup="menu" aria-expanded="false" class="line">Theme</button>
        </span>
        <span class="menu-frame">
        <button aria-haspopup="menu" aria-expanded="false" class="main">Download</button>
        </span>
        </header>
    "#]],
    );
}

#[test]
fn a_notice_shows_markup_as_text_and_what_can_be_done() {
    let offer = Offer::OpenAsText {
        name: "a.json".into(),
        text: "{}".into(),
    };
    let notice = Notice::new(Tone::Error, "“<img src=x>” was not opened.").with(offer);
    let props = NoticesProps {
        notices: Rc::new([notice]),
        onoffer: Callback::noop(),
    };
    check::<Notices>(
        props,
        &expect![[r#"
        <div class="notices">
        <div role="alert" class="notice error">
        <p>“&lt;img src=x&gt;” was not opened.</p>
        <button class="line">Open as plain text</button>
        <button>Dismiss</button>
        </div>
        </div>
    "#]],
    );
}
