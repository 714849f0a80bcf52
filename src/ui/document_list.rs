//! [`DocumentList`]: the documents of the project, and ways to add more.

use std::rc::Rc;

use glossator_core::edit::Command;
use glossator_core::model::{Document, DocumentId};
use yew::prelude::*;

use crate::store::{Action, Dispatch, Look};
use crate::view::{Dialog, Find};

/// What the list is drawn from.
#[derive(Clone, PartialEq, Properties)]
pub struct DocumentListProps {
    /// The documents, in order.
    pub documents: Vec<Rc<Document>>,
    /// The one on the screen.
    pub shown: Option<DocumentId>,
    /// Whether the list is open as a sheet.
    pub is_sheet: bool,
    /// Asks for files.
    pub onopen: Callback<()>,
}

/// The documents of the project, and ways to add more.
#[component]
pub fn DocumentList(
    DocumentListProps {
        documents,
        shown,
        is_sheet,
        onopen,
    }: &DocumentListProps,
) -> Html {
    let dispatch = use_context::<Dispatch>().unwrap_or_default();
    let find = dispatch.reform(|_: MouseEvent| Action::Look(Look::Find(Some(Find::default()))));
    let row = |document: &Rc<Document>| {
        let id = document.id.clone();
        let is_shown = shown.as_ref() == Some(&id);
        let show = dispatch.reform(|id| Action::Look(Look::Document(id)));
        let remove = dispatch.reform(|id| Action::Run(Command::RemoveDocument(id)));
        let (shown_id, removed_id) = (id.clone(), id.clone());
        let n_mentions = document.mentions().len();
        html! {
            <li key={id.as_str()} class={classes!("document", is_shown.then_some("on"))}>
                <button class="document-name" data-document={id.to_string()}
                    aria-current={is_shown.then_some("true")} onclick={move |_| show.emit(shown_id.clone())}>
                    <bdi>{ &*document.name }</bdi>
                    <small title="mentions">{ n_mentions }</small>
                </button>
                <button class="document-remove" title="Remove (can be undone, and is kept for 30 days under Versions)"
                    aria-label={format!("Remove {}", document.name)}
                    onclick={move |_| remove.emit(removed_id.clone())}>{ "×" }</button>
            </li>
        }
    };
    let open = |name: &'static str, dialog: Dialog| {
        let open = dispatch.reform(move |_: MouseEvent| Action::Look(Look::Dialog(Some(dialog))));
        html! { <button onclick={open}>{ name }</button> }
    };
    html! {
        <nav class={classes!("document-list", is_sheet.then_some("sheet"))} aria-label="Documents">
            <h2>{ "Documents" }</h2>
            <ul>{ for documents.iter().map(row) }</ul>
            <h2>{ "Add" }</h2>
            <button onclick={onopen.reform(|_| ())}>{ "Open or drop files…" }</button>
            { open("Paste text…", Dialog::Paste) }
            <h2>{ "Work" }</h2>
            <button onclick={find}>{ "Find…" }</button>
            { open("Versions…", Dialog::Versions) }
            { open("Storage…", Dialog::Storage) }
        </nav>
    }
}
