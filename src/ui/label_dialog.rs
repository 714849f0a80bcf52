//! [`LabelDialog`]: the label set, to be changed.

use std::cell::Cell;
use std::rc::Rc;

use glossator_core::edit::{Command, Session};
use glossator_core::model::{Label, LabelId};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::label_list::path;
use crate::browser::place;
use crate::hooks::use_modal;
use crate::keys::Keys;
use crate::store::{Action, Dispatch};

/// What the dialog is drawn from.
#[derive(Clone, Properties)]
pub struct LabelDialogProps {
    /// The project.
    pub session: Rc<Session>,
    /// The keys of the commands, which a label's key may hide.
    pub keys: Keys,
    /// What was done last.
    pub done: Rc<str>,
    /// Opens a file with labels.
    pub onfiles: Callback<Event>,
    /// Downloads the labels.
    pub onexport: Callback<MouseEvent>,
    /// Closes the dialog.
    pub onclose: Callback<()>,
}

impl PartialEq for LabelDialogProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.session, &other.session)
            && (&self.keys, &self.done) == (&other.keys, &other.done)
    }
}

/// The label set, to be changed: a list, and a form over the label that is chosen in it. Each change is a step of
/// its own that can be undone.
#[component]
pub fn LabelDialog(props: &LabelDialogProps) -> Html {
    let dispatch = use_context::<Dispatch>().unwrap_or_default();
    let node = use_node_ref();
    use_modal(&node);
    let chosen = use_state(|| None::<LabelId>);
    let error = use_state(String::new);
    // What was done before the dialog was opened is not its doing.
    let before = use_memo((), |()| props.done.clone());
    let (heir, parent) = (use_node_ref(), use_node_ref());
    let project = props.session.project();
    let labels = &project.labels;
    let first = labels.iter().next();
    let label = chosen.and_then(|it| labels.get(it)).or(first).cloned();
    // The label that was made last, until its name has the focus: what is typed next is that.
    let made = use_memo((), |()| Cell::new(None::<LabelId>));
    {
        let (node, made) = (node.clone(), Rc::clone(&made));
        use_effect_with(label.as_ref().map(|it| it.id), move |id| {
            if id.is_none() || made.get() != *id {
                return;
            }
            made.set(None);
            let dialog = node.cast::<Element>();
            let field = dialog.and_then(|it| it.query_selector(".label-form input").ok()?);
            if let Some(field) = field.and_then(|it| it.dyn_into::<HtmlInputElement>().ok()) {
                place::focus(&field);
                field.select();
            }
        });
    }
    // What a person has chosen in a list stays chosen whatever its options say.
    use_effect_with((label.clone(), parent.clone()), |(label, parent)| {
        let above = label.as_ref().and_then(|it| it.parent);
        let above = above.map_or(String::new(), |it| it.to_string());
        let select = parent.cast::<HtmlSelectElement>();
        select.iter().for_each(|it| it.set_value(&above));
    });
    let run = {
        let (session, error) = (Rc::clone(&props.session), error.clone());
        Callback::from(move |command: Command| match session.plan(&command) {
            Ok(transaction) => {
                error.set(String::new());
                dispatch.emit(Action::Commit(transaction));
            }
            Err(reason) => error.set(format!("Nothing was changed: {reason}.")),
        })
    };
    let row = |it: &Rc<Label>| {
        let (chosen, error, id) = (chosen.clone(), error.clone(), it.id);
        let is_on = label.as_ref().is_some_and(|label| label.id == id);
        let choose = move |_: MouseEvent| {
            chosen.set(Some(id));
            error.set(String::new());
        };
        html! {
            <li key={id.0}>
                <button class={classes!("label-choice", format!("label-{id}"))} aria-current={is_on.then_some("true")}
                    onclick={choose}>
                    <i class="dot" /><span><small>{ path(labels, it) }</small>{ &*it.name }</span>
                    if let Some(key) = it.key { <kbd>{ key.to_string() }</kbd> }
                </button>
            </li>
        }
    };
    let make = {
        let (run, chosen, labels) = (run.clone(), chosen.clone(), Rc::clone(labels));
        let made = Rc::clone(&made);
        move |_: MouseEvent| {
            let names = std::iter::once("New label".to_owned());
            let mut names = names.chain((2..).map(|n| format!("New label {n}")));
            if let Some(name) = names.find(|it| labels.by_name(it).is_none()) {
                let id = labels.label_for(&name, &[]).id;
                made.set(Some(id));
                chosen.set(Some(id));
                run.emit(Command::AddLabel(name.into()));
            }
        }
    };
    let form = |label: &Rc<Label>| {
        let id = label.id;
        let n_mentions: usize = project
            .documents
            .iter()
            .map(|it| it.mentions().n_of_label(id))
            .sum();
        let onchange = {
            let (run, label) = (run.clone(), Rc::clone(label));
            move |event: Event| {
                // Fields of every kind have a name and a value.
                let field = event.target_unchecked_into::<HtmlInputElement>();
                let (mut label, value) = (Label::clone(&label), field.value());
                match field.name().as_str() {
                    "name" => label.name = value.into(),
                    "color" => label.color = value.parse().unwrap_or(label.color),
                    "key" => label.key = value.trim().chars().next(),
                    "parent" => label.parent = value.parse().ok().map(LabelId),
                    "description" => label.description = value.into(),
                    _ => return,
                }
                run.emit(Command::ChangeLabel(Box::new(label)));
            }
        };
        let position = labels.position(id).unwrap_or_default();
        let reorder = |position: usize| {
            run.reform(move |_: MouseEvent| Command::MoveLabel {
                label: id,
                position,
            })
        };
        let remove = {
            let heir = heir.clone();
            run.reform(move |_: MouseEvent| {
                let heir = heir.cast::<HtmlSelectElement>().map(|it| it.value());
                let heir = heir.and_then(|it| it.parse().ok()).map(LabelId);
                Command::RemoveLabel { label: id, heir }
            })
        };
        let others = |is_meant: &dyn Fn(&Label) -> bool, present, before: &str| {
            let others = labels.iter().filter(|it| is_meant(it));
            let option = |it: &Rc<Label>| {
                let is_on = present == Some(it.id);
                html! { <option value={it.id.to_string()} selected={is_on}>{ [before, &it.name].concat() }</option> }
            };
            others.map(option).collect::<Html>()
        };
        let beneath = props.keys.beneath(label);
        let key = label.key.map_or(String::new(), |it| it.to_string());
        html! {
            <form key={id.0} class="label-form" {onchange} onsubmit={|it: SubmitEvent| it.prevent_default()}>
                <label>{ "Name" }<input name="name" maxlength="200" autocomplete="off" value={label.name.to_string()} /></label>
                <label>{ "Color" }<input name="color" type="color" value={label.color.to_string()} /></label>
                <label>{ "Key" }<input name="key" maxlength="2" autocomplete="off" value={key} /></label>
                if let Some(row) = beneath {
                    <p class="warning">{ format!("This is also the key of “{}”, which it hides while the article has the focus.", row.help) }</p>
                }
                <label>{ "Kind of" }<select name="parent" ref={parent.clone()}>
                    <option value="">{ "nothing else" }</option>
                    { others(&|it| !labels.is_within(it.id, id), label.parent, "") }
                </select></label>
                <label>{ "When to use it" }<textarea name="description" rows="3" dir="auto" value={label.description.to_string()} /></label>
                <div class="buttons">
                    <button type="button" onclick={reorder(position.saturating_sub(1))}>{ "Move up" }</button>
                    <button type="button" onclick={reorder(position + 1)}>{ "Move down" }</button>
                </div>
                <label>{ format!("Its mentions ({n_mentions})") }<select ref={heir.clone()}>
                    <option value="" selected={true}>{ "are removed with it" }</option>
                    { others(&|it| it.id != id, None, "go to ") }
                </select></label>
                <div class="buttons"><button type="button" onclick={remove}>{ "Remove or merge the label" }</button></div>
            </form>
        }
    };
    html! {
        <dialog class="dialog label-dialog" role="dialog" aria-label="Labels" closedby="any" ref={node}
            onclose={props.onclose.reform(|_| ())}>
            <h2>{ "Labels" }</h2>
            <div class="label-columns">
                <div>
                    <ul>{ for labels.iter().map(row) }</ul>
                    <button class="line" onclick={make}>{ "New label" }</button>
                </div>
                { for label.as_ref().map(form) }
            </div>
            <p class="hint" aria-live="polite">{ if props.done == *before { "" } else { &*props.done } }</p>
            if !error.is_empty() { <p class="warning" role="alert">{ &**error }</p> }
            <form method="dialog" class="buttons">
                <label class="line file">{ "Import labels" }<input type="file" accept=".json" class="visually-hidden"
                    onchange={props.onfiles.clone()} /></label>
                <button type="button" class="line" onclick={props.onexport.clone()}>{ "Export labels" }</button>
                <button class="main">{ "Close" }</button>
            </form>
        </dialog>
    }
}
