//! [`StorageDialog`]: where the work is kept, since when, and what can take it away.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::browser::disk_file::DiskFile;
use crate::browser::{clock, keeping};
use crate::hooks::use_modal;
use crate::saver::Saver;
use crate::versions::Keeping;

/// What the dialog is drawn from.
#[derive(Clone, Properties)]
pub struct StorageDialogProps {
    /// Closes the dialog.
    pub onclose: Callback<()>,
    /// Writes the work.
    pub saver: Rc<Saver>,
    /// Keeps earlier states of it.
    pub keeping: Rc<Keeping>,
}

impl PartialEq for StorageDialogProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.saver, &other.saver)
    }
}

/// A place with what there is to say of it.
pub type Row = (&'static str, String);

/// Where the work is kept, since when, and what can take it away.
#[component]
pub fn StorageDialog(props: &StorageDialogProps) -> Html {
    let StorageDialogProps {
        onclose,
        saver,
        keeping: versions,
    } = props;
    let node = use_node_ref();
    let rows = use_state(Vec::<Row>::new);
    use_modal(&node);
    // What is asked for, if anything: then all is told anew.
    let ask = {
        let (saver, versions, rows) = (Rc::clone(saver), Rc::clone(versions), rows.clone());
        Callback::from(move |ask: Ask| {
            let (saver, versions, rows) = (Rc::clone(&saver), Rc::clone(&versions), rows.clone());
            spawn_local(async move {
                match ask {
                    Ask::Tell => {}
                    Ask::Keep => {
                        keeping::keep().await;
                    }
                    Ask::File => saver.choose_file().await,
                }
                rows.set(tell(&saver, &versions).await);
            });
        })
    };
    {
        let ask = ask.clone();
        use_effect_with((), move |()| ask.emit(Ask::Tell));
    }
    html! {
        <dialog class="dialog" role="dialog" aria-label="Storage" closedby="any" ref={node}
            onclose={onclose.reform(|_| ())}>
            <h2>{ "Storage" }</h2>
            <p>{ "Everything is in this browser alone. Clearing the site’s data or a private window that is closed removes it; the file that you download is the backup." }</p>
            { table(&rows) }
            <form method="dialog" class="buttons">
                <button type="button" class="line" onclick={ask.reform(|_| Ask::Keep)}>{ "Ask the browser to keep it" }</button>
                if DiskFile::is_possible() {
                    <button type="button" class="line" onclick={ask.reform(|_| Ask::File)}>{ "Keep a file up to date…" }</button>
                }
                <button class="main">{ "Close" }</button>
            </form>
        </dialog>
    }
}

#[derive(Clone, Copy)]
enum Ask {
    Tell,
    Keep,
    File,
}

/// Draws what there is to say of each place.
pub fn table(rows: &[Row]) -> Html {
    html! { <dl>{ for rows.iter().map(|(name, text)| html! { <><dt>{ *name }</dt><dd>{ text }</dd></> }) }</dl> }
}

async fn tell(saver: &Saver, versions: &Keeping) -> Vec<Row> {
    let report = saver.report();
    let file = match (saver.file_name(), report.file) {
        (Some(name), Some(written)) => {
            format!(
                "“{name}”, {}; as long as this page is open",
                at(Some(written))
            )
        }
        _ => "none".to_owned(),
    };
    let units = keeping::units_used().map_or(0, |it| it / 1_000);
    let listed = versions.list().await;
    let earlier = match (listed, versions.error()) {
        (Err(error), _) | (_, Some(error)) => error.to_string(),
        (Ok(listed), None) => {
            let size: usize = listed.iter().map(|it| it.size).sum();
            match listed.len() {
                0 => "none yet".to_owned(),
                n => format!("{n}, {} in all", kilobytes(size.div_ceil(1_000))),
            }
        }
    };
    let room = match keeping::room().await {
        Some((usage, quota)) => format!(
            "{} used of about {}",
            kilobytes((usage / 1e3) as usize),
            kilobytes((quota / 1e3) as usize)
        ),
        None => "the browser does not say".to_owned(),
    };
    let kept = match keeping::is_kept().await {
        Some(true) => "until you remove it",
        Some(false) => "until it needs the room; it may then remove all of it",
        None => "the browser does not say",
    };
    vec![
        ("Every change (IndexedDB)", at(report.journal)),
        (
            "Readable copies (local storage)",
            format!(
                "{}; {units} of about 5,200 thousand characters",
                at(report.copies)
            ),
        ),
        ("Earlier versions", earlier),
        ("File on the disk", file),
        (
            "Downloaded last",
            keeping::downloaded().map_or("never".to_owned(), clock::write),
        ),
        ("The browser keeps it", kept.to_owned()),
        ("Room", room),
    ]
}

fn at<E: std::fmt::Display>(written: Option<Result<u64, E>>) -> String {
    match written {
        None => "nothing was written since the page was opened".to_owned(),
        Some(Ok(date)) => format!("written {}", clock::write(date)),
        Some(Err(error)) => format!("not written: {error}"),
    }
}

fn kilobytes(n: usize) -> String {
    match n {
        0..10_000 => format!("{n} KB"),
        10_000..10_000_000 => format!("{} MB", n / 1_000),
        _ => format!("{} GB", n / 1_000_000),
    }
}
