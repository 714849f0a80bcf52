//! [`VersionsDialog`]: earlier states of the work, and removed documents.

use std::rc::Rc;

use glossator_core::edit::Command;
use glossator_core::model::{Document, Project};
use glossator_core::store::{Difference, Kind, Version, differences};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::browser::clock;
use crate::hooks::use_modal;
use crate::store::{Action, Dispatch};
use crate::versions::Keeping;

/// What the dialog is drawn from.
#[derive(Clone, Properties)]
pub struct VersionsDialogProps {
    /// Closes the dialog.
    pub onclose: Callback<()>,
    /// Has the versions.
    pub keeping: Rc<Keeping>,
    /// The work as it is now.
    pub now: Project,
}

impl PartialEq for VersionsDialogProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.keeping, &other.keeping) && self.now == other.now
    }
}

/// What the dialog shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown {
    /// The versions with their dates as people write them, the newest first, once they were read.
    pub versions: Option<Vec<(String, Version)>>,
    /// Which one is compared with the work as it is now, and how it differs.
    pub compared: Option<(u64, Vec<Difference>)>,
    /// Why something was not read.
    pub error: Option<String>,
}

/// Earlier states of the work, and removed documents.
#[component]
pub fn VersionsDialog(props: &VersionsDialogProps) -> Html {
    let VersionsDialogProps {
        onclose,
        keeping,
        now,
    } = props;
    let dispatch = use_context::<Dispatch>().unwrap_or_default();
    let node = use_node_ref();
    let shown = use_state(Shown::default);
    use_modal(&node);
    {
        let (keeping, shown) = (Rc::clone(keeping), shown.clone());
        use_effect_with((), move |()| {
            spawn_local(async move {
                let listed = keeping.list().await;
                let error = keeping.error().or(listed.clone().err());
                shown.set(Shown {
                    versions: Some(listed.unwrap_or_default().into_iter().map(dated).collect()),
                    error: error.map(|it| it.to_string()),
                    compared: None,
                });
            });
        });
    }
    let onact = {
        let (keeping, shown, now) = (Rc::clone(keeping), shown.clone(), now.clone());
        Callback::from(move |(version, act): (Version, Act)| {
            let (keeping, shown, now) = (Rc::clone(&keeping), shown.clone(), now.clone());
            let dispatch = dispatch.clone();
            spawn_local(async move {
                let mut next = Shown::clone(&shown);
                match keeping.read(&version).await {
                    Err(error) => next.error = Some(error.to_string()),
                    Ok(then) if act == Act::Compare => {
                        next.compared = Some((version.at, differences(&then, &now)));
                    }
                    Ok(then) => {
                        let command = Command::Import(Box::new(copy(then, &version)));
                        dispatch.emit(Action::Run(command));
                        return;
                    }
                }
                shown.set(next);
            });
        })
    };
    html! {
        <dialog class="dialog versions" role="dialog" aria-label="Versions" closedby="any" ref={node}
            onclose={onclose.reform(|_| ())}>
            <h2>{ "Versions" }</h2>
            { content(&shown, &onact) }
            <form method="dialog" class="buttons"><button class="main">{ "Close" }</button></form>
        </dialog>
    }
}

/// What is done with a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// It is compared with the work as it is now.
    Compare,
    /// Its documents are added to the work.
    Open,
}

/// Returns the documents of a version under names that say so; a removed one comes back under its own.
fn copy(mut then: Project, version: &Version) -> Project {
    if version.kind != Kind::Bin {
        let date = clock::write(version.at);
        for document in &mut then.documents {
            let mut named = Document::clone(document);
            named.name = format!("{} ({date})", document.name).into();
            *document = Rc::new(named);
        }
    }
    then
}

/// Draws what is known of the versions.
pub fn content(shown: &Shown, onact: &Callback<(Version, Act)>) -> Html {
    let Some(versions) = &shown.versions else {
        return html! { <p>{ "Reading…" }</p> };
    };
    let row = |it: &(String, Version)| row(&it.0, &it.1, shown, onact);
    let (bin, states): (Vec<_>, Vec<_>) = versions.iter().partition(|it| it.1.kind == Kind::Bin);
    html! {
        <>
            if let Some(error) = &shown.error { <p role="alert">{ format!("Something was not read or kept: {error}.") }</p> }
            <p>{ "The work is kept as it was every few minutes and before large changes. Opening a version adds its documents as copies; nothing is replaced." }</p>
            if states.is_empty() { <p class="hint">{ "There is none yet." }</p> }
            <ul>{ for states.into_iter().map(row) }</ul>
            <h3>{ "Removed documents" }</h3>
            <p>{ "They are kept for 30 days." }</p>
            if bin.is_empty() { <p class="hint">{ "There is none." }</p> }
            <ul>{ for bin.into_iter().map(row) }</ul>
        </>
    }
}

fn dated(version: Version) -> (String, Version) {
    (clock::write(version.at), version)
}

fn row(date: &str, version: &Version, shown: &Shown, onact: &Callback<(Version, Act)>) -> Html {
    let button = |name: &'static str, act: Act| {
        let asked = version.clone();
        let onclick = onact.reform(move |_: MouseEvent| (asked.clone(), act));
        html! { <button class="line" aria-label={format!("{name}: {date}")} {onclick}>{ name }</button> }
    };
    let compared = shown.compared.as_ref().filter(|it| it.0 == version.at);
    let difference = |it: &Difference| html! { <li><bdi>{ &*it.name }</bdi>{ tell(it) }</li> };
    html! {
        <li key={version.at}>
            <div>
                <strong>{ &*version.why }</strong>
                <small>{ format!("{date} · {} · {}", count(version.n_documents, "document"), count(version.n_mentions, "mention")) }</small>
            </div>
            if version.kind == Kind::Bin {
                { button("Put back", Act::Open) }
            } else {
                { button("Compare", Act::Compare) }
                { button("Open as a copy", Act::Open) }
            }
            if let Some((_, differences)) = compared {
                <ul role="status">
                    if differences.is_empty() { <li>{ "It is the same as the work now." }</li> }
                    { for differences.iter().map(difference) }
                </ul>
            }
        </li>
    }
}

fn tell(difference: &Difference) -> String {
    let Difference { n_then, n_now, .. } = *difference;
    match (difference.is_in_both, n_then, n_now) {
        (true, _, _) => format!(": {n_then} only then, {n_now} only now"),
        (false, 0, n) if n > 0 => format!(": only now, with {}", count(n, "mention")),
        (false, n, _) => format!(": in one of the two only, with {}", count(n, "mention")),
    }
}

fn count(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}
