//! [`use_export`]: writes a project in a format, a long one in portions, so that the page stays alive.

use std::rc::Rc;

use glossator_core::formats::{Exported, Format, Loss, Options, OutFile, Portions, Totals, export};
use glossator_core::model::Project;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::browser::download::Pieces;
use crate::browser::worker::Waiting;
use crate::work::writing::Exporter;

/// How far an export is.
#[derive(Clone)]
pub enum Written {
    /// So many documents are written.
    Part(usize),
    /// All is written.
    All(Rc<All>),
    /// The browser has no room for it.
    Refused,
}

/// An export that is written.
pub struct All {
    /// What is lost.
    pub losses: Vec<Loss>,
    files: Files,
    /// What an archive of several files is called.
    stem: &'static str,
}

enum Files {
    /// A short one.
    Here(Vec<OutFile>),
    /// A long one, which the browser keeps.
    InBrowser(Pieces),
}

impl All {
    /// Takes an export that is written at once.
    pub fn new(format: &Format, exported: Exported) -> Self {
        Self {
            losses: exported.losses,
            files: Files::Here(exported.files),
            stem: format.name,
        }
    }

    /// Downloads what was written, with other files.
    ///
    /// # Errors
    ///
    /// Where the browser refuses.
    pub fn save(&self, others: &[OutFile]) -> Result<(), JsValue> {
        let (mut pieces, files) = match &self.files {
            Files::Here(files) => (Pieces::default(), files.as_slice()),
            Files::InBrowser(pieces) => (pieces.clone(), [].as_slice()),
        };
        files
            .iter()
            .chain(others)
            .try_for_each(|it| pieces.add(it))?;
        pieces.save(self.stem)
    }
}

/// Writes a project, anew when it or the options change. It ends when the component does.
#[hook]
pub fn use_export(format: &'static Format, project: &Project, options: Options) -> Written {
    let n_done = use_state(|| Written::Part(0));
    let short = use_memo((project.clone(), options), |(project, options)| {
        let exported = Portions::is_one(project).then(|| export(project, format, options));
        exported.map(|it| Rc::new(All::new(format, it)))
    });
    {
        let tell = n_done.setter();
        use_effect_with((project.clone(), options), move |(project, options)| {
            let waiting = Rc::new(Waiting::default());
            if !Portions::is_one(project) {
                // What was written before is of other options.
                tell.set(Written::Part(0));
                let (project, waiting) = (project.clone(), Rc::clone(&waiting));
                spawn_local(write(format, project, *options, waiting, tell));
            }
            move || waiting.end()
        });
    }
    match &*short {
        Some(all) => Written::All(Rc::clone(all)),
        None => (*n_done).clone(),
    }
}

/// Writes a project in portions, as long as somebody waits for it, and tells how far it is.
async fn write(
    format: &'static Format,
    project: Project,
    options: Options,
    waiting: Rc<Waiting>,
    tell: UseStateSetter<Written>,
) {
    let tell_part = |n_done| tell.set(Written::Part(n_done));
    let all = write_all(format, &project, options, &waiting, tell_part).await;
    if waiting.is_over() {
        return;
    }
    tell.set(match all {
        Some((losses, pieces)) => Written::All(Rc::new(All {
            losses,
            files: Files::InBrowser(pieces),
            stem: format.name,
        })),
        None => Written::Refused,
    });
}

async fn write_all(
    format: &Format,
    project: &Project,
    options: Options,
    waiting: &Rc<Waiting>,
    tell: impl Fn(usize),
) -> Option<(Vec<Loss>, Pieces)> {
    let totals = Totals::of(project);
    let exporter = Exporter::start(format, options, totals, waiting).await?;
    let mut n_done = 0;
    while n_done < totals.n_documents {
        let part = Portions::part(project, n_done, Portions::LEN);
        exporter.write(&part).await?;
        n_done += part.documents.len();
        tell(n_done);
    }
    exporter.finish().await
}
