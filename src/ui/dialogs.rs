//! [`dialogs`]: those that are open, one over the other.

use std::rc::Rc;

use glossator_core::Span;
use glossator_core::edit::Beside;
use glossator_core::formats::{OutFile, own};
use glossator_core::model::{LabelId, Project};
use yew::prelude::*;

use super::commands::Commands;
use super::conflict_dialog::ConflictDialog;
use super::export_dialog::ExportDialog;
use super::keys_dialog::KeysDialog;
use super::label_dialog::LabelDialog;
use super::opening_dialog::OpeningDialog;
use super::paste_dialog::PasteDialog;
use super::reading_dialog::ReadingDialog;
use super::review_dialog::ReviewDialog;
use super::storage_dialog::StorageDialog;
use super::versions_dialog::VersionsDialog;
use crate::browser::download;
use crate::desk::Desk;
use crate::hooks::{All, Gestures};
use crate::keys::KeyAction;
use crate::opening::{Content, File};
use crate::saver::Saver;
use crate::store::{Action, Dispatch, Look, Store};
use crate::versions::Keeping;
use crate::view::Dialog;

/// What dialogs are drawn from, and what they act on.
pub struct Dialogs<'a> {
    /// The state.
    pub store: &'a UseReducerHandle<Store>,
    /// Sends actions to the store.
    pub dispatch: &'a Dispatch,
    /// Opens and hands over files.
    pub desk: &'a Rc<Desk>,
    /// Does what is done in the article.
    pub gestures: &'a Rc<Gestures>,
    /// Knows what was written where.
    pub saver: &'a Rc<Saver>,
    /// Keeps earlier versions.
    pub versions: &'a Rc<Keeping>,
    /// Opens the files that were chosen in a field.
    pub onfiles: Callback<Event>,
    /// Does what a command does.
    pub onact: Callback<KeyAction>,
}

/// Returns the dialogs that are open.
pub fn dialogs(dialogs: &Dialogs<'_>) -> Html {
    let view = &dialogs.store.view;
    let is_any_open = view.dialog.is_some()
        || view.reading.is_some()
        || !view.doubts.is_empty()
        || view.review.is_some()
        || view.conflict.is_some();
    html! { <div class="dialogs">if is_any_open { { open(dialogs) } }</div> }
}

// By itself, so that no browser compiles all of this before the first dialog is opened.
#[inline(never)]
fn open(dialogs: &Dialogs<'_>) -> Html {
    let Dialogs {
        store,
        dispatch,
        desk,
        gestures,
        saver,
        versions,
        onfiles,
        onact,
    } = dialogs;
    let view = &store.view;
    let project = store.session.project();
    let close = |it: Dialog| dispatch.reform(move |()| Action::Look(Look::CloseDialog(it)));
    let onsave = {
        let desk = Rc::clone(desk);
        Callback::from(move |(all, others): (Rc<All>, Vec<OutFile>)| desk.hand_over(&all, &others))
    };
    let onexport = {
        let handle = UseReducerHandle::clone(store);
        move |_: MouseEvent| {
            let labels = Rc::clone(&handle.clone().session.project().labels);
            let json = own::write(&Project {
                labels,
                ..Project::default()
            });
            drop(download::save(
                "glossator-labels.json",
                "application/json",
                json.as_bytes(),
            ));
        }
    };
    let onadd = {
        let desk = Rc::clone(desk);
        move |text: String| {
            let name = "Pasted text".to_owned();
            let content = Content::Text(text);
            desk.open_files(vec![File { name, content }]);
        }
    };
    let onsettle = {
        let (desk, handle) = (Rc::clone(desk), UseReducerHandle::clone(store));
        move |reading_idx| {
            let doubt = handle.clone().view.doubts.first().cloned();
            doubt.iter().for_each(|it| desk.settle(it, reading_idx));
        }
    };
    let oncancel = {
        let desk = Rc::clone(desk);
        move |()| desk.stop_reading()
    };
    let onanswer = {
        let gestures = Rc::clone(gestures);
        move |(beside, is_remembered): (Beside, bool)| gestures.answer(beside, is_remembered)
    };
    let onreviewed = {
        let gestures = Rc::clone(gestures);
        move |answer: Option<(Vec<Span>, LabelId)>| gestures.tag_reviewed(answer)
    };
    html! {
        <>
            if view.dialog == Some(Dialog::Versions) {
                <VersionsDialog onclose={close(Dialog::Versions)} keeping={Rc::clone(versions)} now={project.clone()} />
            }
            if view.dialog == Some(Dialog::Storage) {
                <StorageDialog onclose={close(Dialog::Storage)} saver={Rc::clone(saver)} keeping={Rc::clone(versions)} />
            }
            if let Some(Dialog::Export(format)) = view.dialog {
                <ExportDialog {format} project={project.clone()} onclose={close(Dialog::Export(format))} {onsave} />
            }
            if let Some(reading) = &view.reading {
                <OpeningDialog reading={reading.clone()} {oncancel} />
            }
            if let Some(doubt) = view.doubts.first() {
                // Each question has a dialog of its own: the browser has closed the one before.
                <ReadingDialog key={view.doubts.len()} {doubt} onanswer={onsettle} />
            }
            if let (Some(review), Some(drawing)) = (&view.review, &store.drawing) {
                <ReviewDialog {review} document={drawing.document.clone()} labels={drawing.labels.clone()} onanswer={onreviewed} />
            }
            if let Some(conflict) = &view.conflict { <ConflictDialog {conflict} {onanswer} /> }
            if view.dialog == Some(Dialog::Keys) {
                <KeysDialog keys={view.keys.clone()} labels={project.labels.clone()} onclose={close(Dialog::Keys)}
                    onchange={dispatch.reform(|it| Action::Look(Look::Keys(it)))} />
            }
            if view.dialog == Some(Dialog::Labels) {
                <LabelDialog session={store.session.clone()} keys={view.keys.clone()} done={view.announcement.clone()}
                    onfiles={onfiles.clone()} {onexport} onclose={close(Dialog::Labels)} />
            }
            if view.dialog == Some(Dialog::Commands) {
                <Commands keys={view.keys.clone()} onact={onact.clone()} onclose={close(Dialog::Commands)} />
            }
            if view.dialog == Some(Dialog::Paste) { <PasteDialog onclose={close(Dialog::Paste)} {onadd} /> }
        </>
    }
}
