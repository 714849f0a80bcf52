//! Components rendered without a browser, compared with what they should be.
//!
//! `UPDATE_EXPECT=1` rewrites the expectations.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test fails where a value is missing")]

mod bars;
mod dialogs;
mod finding;
mod lists;
mod text;

use std::rc::Rc;

use expect_test::Expect;
use glossator::drawing::Drawing;
use glossator_core::edit::{Command, History, LabelRef, NewMention, Session};
use glossator_core::model::{Document, DocumentId, Project, default_labels};
use glossator_core::{Span, Text};
use yew::LocalServerRenderer;
use yew::html::BaseComponent;
use yew::prelude::*;

/// Returns the HTML of a component, a line a tag.
fn render<C: BaseComponent>(props: C::Properties) -> String {
    let renderer = LocalServerRenderer::<C>::with_props(props).hydratable(false);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let html = runtime.block_on(tokio::task::LocalSet::new().run_until(renderer.render()));
    html.replace("><", ">\n<")
}

/// Draws what no component draws.
#[derive(Clone, PartialEq, Properties)]
struct ShownProps {
    html: Html,
}

#[component]
fn Shown(props: &ShownProps) -> Html {
    props.html.clone()
}

fn render_html(html: Html) -> String {
    render::<Shown>(ShownProps { html })
}

fn check_html(html: Html, expected: &Expect) {
    expected.assert_eq(&(render_html(html) + "\n"));
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
    Drawing {
        document: Rc::clone(&project.documents[0]),
        labels: Rc::clone(&project.labels),
    }
}
