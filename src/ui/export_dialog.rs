//! [`ExportDialog`]: tells what a format loses before the project is downloaded in it.

use std::rc::Rc;

use glossator_core::formats::{Format, Loss, Options, OutFile, Projection, Tokenizer, losses_file};
use glossator_core::model::Project;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::hooks::{All, Written, use_export, use_modal};
use crate::store::Dispatch;
use crate::ui::losses::losses;

/// What the dialog is drawn from.
#[derive(Clone, PartialEq, Properties)]
pub struct ExportDialogProps {
    /// The format.
    pub format: &'static Format,
    /// What is written.
    pub project: Project,
    /// Closes the dialog.
    pub onclose: Callback<()>,
    /// Downloads what was written, with other files.
    pub onsave: Callback<(Rc<All>, Vec<OutFile>)>,
}

/// Tells what a format loses, lets choose what it leaves open, and downloads.
#[component]
pub fn ExportDialog(props: &ExportDialogProps) -> Html {
    let ExportDialogProps {
        format,
        project,
        onclose,
        onsave,
    } = props;
    let dispatch = use_context::<Dispatch>().unwrap_or_default();
    let (node, with_losses) = (use_node_ref(), use_node_ref());
    use_modal(&node);
    let options = use_state(Options::default);
    let written = use_export(format, project, *options);
    let choose = |name: &'static str,
                  names: [&'static str; 4],
                  present: usize,
                  set: fn(&mut Options, usize)| {
        let options = options.clone();
        let onchange = move |event: Event| {
            let select = event.target_dyn_into::<HtmlSelectElement>();
            let idx = select.map_or(0, |it| it.selected_index());
            let mut chosen = *options;
            set(&mut chosen, usize::try_from(idx).unwrap_or(0).min(3));
            options.set(chosen);
        };
        let option = |(idx, it): (usize, &&'static str)| html! { <option selected={idx == present}>{ *it }</option> };
        html! {
            <label>{ name }{ " " }<select class="line" {onchange}>{ for names.iter().enumerate().map(option) }</select></label>
        }
    };
    let position = |is_it: &dyn Fn(usize) -> bool| (0..4).find(|it| is_it(*it)).unwrap_or(0);
    let projections = Projection::ALL;
    let tokenizers = Tokenizer::ALL;
    let download = {
        let (written, project, onsave) = (written.clone(), project.clone(), onsave.clone());
        let with_losses = with_losses.clone();
        move |_: MouseEvent| {
            let Written::All(all) = &written else { return };
            let with_losses = with_losses.cast::<HtmlInputElement>();
            let with_losses = with_losses.is_some_and(|it| it.checked());
            let others = with_losses.then(|| losses_file(&project, &all.losses));
            onsave.emit((Rc::clone(all), others.into_iter().collect()));
        }
    };
    let n_documents = project.documents.len();
    let (told, is_lossless): (&[Loss], bool) = match &written {
        Written::All(all) => (&all.losses, all.losses.is_empty()),
        _ => (&[], false),
    };
    let title = format!("Download as {}", format.title);
    html! {
        <dialog class="dialog" role="dialog" aria-label={title.clone()} closedby="any" ref={node}
            onclose={onclose.reform(|_| ())}>
            <h2>{ title }</h2>
            if format.choices.has_projection() {
                { choose("Of mentions that overlap, keep", projections.map(|it| it.1),
                    position(&|it| projections[it].0 == options.projection), |it, n| it.projection = Projection::ALL[n].0) }
            }
            if format.choices.has_tokens() {
                { choose("Tokens are", tokenizers.map(|it| it.1),
                    position(&|it| tokenizers[it].0 == options.tokenizer), |it, n| it.tokenizer = Tokenizer::ALL[n].0) }
            }
            <div class="losses" role="group" aria-label="What is lost" aria-live="polite">
                if is_lossless { <p>{ "Nothing that you marked is lost." }</p> }
                { losses(told, project, &dispatch, " more: the list of losses has all") }
                if let Written::Refused = written { <p>{ "The browser has no room for it: take some documents out and download them apart." }</p> }
            </div>
            if let Written::Part(n_done) = written {
                <label><progress max={n_documents.to_string()} value={n_done.to_string()} />
                    { format!(" {n_done} of {n_documents} documents are written.") }</label>
            }
            <p class="hint">{ "Only the Glossator project keeps everything: colors, keys, and what this program does not know." }</p>
            <form method="dialog">
                if !told.is_empty() {
                    <label><input type="checkbox" ref={with_losses} />{ " With a list of what is lost" }</label>
                }
                <div class="buttons">
                    <button class="line">{ "Cancel" }</button>
                    <button class="main" autofocus={true} disabled={!matches!(written, Written::All(_))} onclick={download}>{ "Download" }</button>
                </div>
            </form>
        </dialog>
    }
}
