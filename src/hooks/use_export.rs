//! [`use_export`]: writes a project in a format, a long one in portions, so that the page stays alive.

use std::cell::Cell;
use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use glossator_core::formats::{Exported, Format, Loss, Options, OutFile, Portions, export};
use glossator_core::model::Project;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::browser::download::Pieces;

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
            let is_wanted = Rc::new(Cell::new(!Portions::is_one(project)));
            if is_wanted.get() {
                // What was written before is of other options.
                tell.set(Written::Part(0));
                let (project, is_wanted) = (project.clone(), Rc::clone(&is_wanted));
                spawn_local(write(format, project, *options, is_wanted, tell));
            }
            move || is_wanted.set(false)
        });
    }
    match &*short {
        Some(all) => Written::All(Rc::clone(all)),
        None => (*n_done).clone(),
    }
}

/// Writes a project in portions, as long as it is wanted, and tells how far it is.
async fn write(
    format: &Format,
    project: Project,
    options: Options,
    is_wanted: Rc<Cell<bool>>,
    tell: UseStateSetter<Written>,
) {
    let mut portions = Portions::new(&project, format, options);
    let mut pieces = Pieces::default();
    loop {
        TimeoutFuture::new(0).await;
        if !is_wanted.get() {
            return;
        }
        tell.set(Written::Part(portions.n_done()));
        let Some(files) = portions.next_files(Portions::LEN) else {
            break;
        };
        if files.iter().try_for_each(|it| pieces.add(it)).is_err() {
            return tell.set(Written::Refused);
        }
    }
    tell.set(Written::All(Rc::new(All {
        losses: portions.losses(),
        files: Files::InBrowser(pieces),
        stem: format.name,
    })));
}
