//! The script interface `window.glossator`: what an embedding page and tests may call.
//!
//! Values cross as JSON, thousands of them at once, so that a page gets plain objects. Offsets are code points. A call takes
//! effect at once, in the order of the calls, but for archives, which are unpacked first; its promise tells the outcome.
//! A wrong argument rejects with an `Error` that names it.

use std::borrow::Cow;
use std::rc::Rc;

use futures_channel::oneshot;
use glossator_core::edit::{Command, LabelRef, NewMention, Session};
use glossator_core::formats::unzip::is_archive;
use glossator_core::formats::{self, FORMATS, Format, Loss, Options, OutFile, own};
use glossator_core::model::{Document, DocumentId, MentionId};
use js_sys::{Array, Error, JSON, JsString, Promise, Reflect};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;
use web_sys::{CustomEvent, CustomEventInit};

use super::argument::{self, expected, field, list, text};
use super::files;
use crate::opening::File;
use crate::view::Saving;

/// What the interface asks of the app.
pub trait Host {
    /// Returns the session as it is now.
    fn session(&self) -> Rc<Session>;
    /// Returns the document on the screen.
    fn shown(&self) -> Option<DocumentId>;
    /// Returns whether the work is safe.
    fn saving(&self) -> Saving;
    /// Shows a document.
    fn show(&self, id: DocumentId);
    /// Does what was asked for and returns the ids of the mentions that this added, or says why it cannot be done.
    ///
    /// # Errors
    ///
    /// Where the command asks for what cannot be done, or another tab edits; nothing is changed then.
    fn run(&self, command: Command) -> Result<Vec<MentionId>, String>;
    /// Takes the last transaction back, and returns its name.
    ///
    /// # Errors
    ///
    /// Where another tab edits.
    fn undo(&self) -> Result<Option<String>, String>;
    /// Makes the transaction again that was taken back last, and returns its name.
    ///
    /// # Errors
    ///
    /// Where another tab edits.
    fn redo(&self) -> Result<Option<String>, String>;
    /// Adds a document of a plain text and shows it; returns its id.
    ///
    /// # Errors
    ///
    /// Where nothing may be changed.
    fn open_text(&self, name: &str, text: String) -> Result<Option<DocumentId>, String>;
    /// Opens files and shows what they hold: of each its name and what came of it, or why it is refused.
    fn open(&self, files: Vec<File>) -> Vec<(String, Result<Added, String>)>;
    /// Resolves when everything so far is written, or tells why it is not.
    fn saved(&self) -> oneshot::Receiver<Result<(), String>>;
}

/// What came of a file: its documents, and what could not be taken as it was.
pub type Added = (Vec<DocumentId>, Vec<Loss>);

/// Puts the interface on the window, with `ready` fulfilled.
///
/// # Errors
///
/// Where the browser refuses a property.
pub fn install(host: Rc<dyn Host>) -> Result<(), JsValue> {
    let window = web_sys::window().ok_or("no window")?;
    Reflect::set(&window, &"glossator".into(), &Glossator { host }.into()).map(drop)
}

/// Tells the page of a change of the project.
pub fn announce(document: Option<&DocumentId>, kind: &str, added: Vec<&str>, removed: Vec<&str>) {
    #[derive(Serialize)]
    struct Detail<'a> {
        document: Option<&'a str>,
        kind: &'a str,
    }
    let detail = to_js(&Detail {
        document: document.map(DocumentId::as_str),
        kind,
    });
    for (name, ids) in [("added", added), ("removed", removed)] {
        drop(Reflect::set(&detail, &name.into(), &list_of(&ids)));
    }
    let init = CustomEventInit::new();
    init.set_detail(&detail);
    let event = CustomEvent::new_with_event_init_dict("glossator:change", &init);
    if let (Some(window), Ok(event)) = (web_sys::window(), event) {
        drop(window.dispatch_event(&event));
    }
}

/// The interface.
#[wasm_bindgen]
pub struct Glossator {
    host: Rc<dyn Host>,
}

#[wasm_bindgen]
impl Glossator {
    /// A promise, fulfilled when a document is on the screen.
    #[wasm_bindgen(getter)]
    pub fn ready(&self) -> Promise {
        Promise::resolve(&JsValue::UNDEFINED)
    }

    /// Returns `{ saving, mode, reason }`.
    pub fn state(&self) -> JsValue {
        #[derive(Serialize)]
        struct State {
            saving: &'static str,
            mode: &'static str,
            reason: Option<Rc<str>>,
        }
        let saving = self.host.saving();
        let why_reader = saving.why_reader().map(Rc::from);
        let (saving, mode, reason) = match saving {
            Saving::Saving => ("saving", "writer", None),
            Saving::Saved => ("saved", "writer", None),
            Saving::NotSaved(reason) => ("not saved", "memory", Some(reason)),
            Saving::ReadOnly | Saving::Newer => ("saved", "reader", why_reader),
        };
        to_js(&State {
            saving,
            mode,
            reason,
        })
    }

    /// Adds a document of `{ name, text }` and shows it; a promise of its id.
    pub fn open(&self, document: &JsValue) -> Promise {
        promise(self.try_open(document))
    }

    /// Returns `[{ id, name, mentions, status }]`.
    pub fn documents(&self) -> JsValue {
        #[derive(Serialize)]
        struct Row {
            id: String,
            name: Rc<str>,
            mentions: usize,
            status: &'static str,
        }
        let session = self.host.session();
        let row = |it: &Rc<Document>| Row {
            id: it.id.to_string(),
            name: Rc::clone(&it.name),
            mentions: it.mentions().len(),
            status: "open",
        };
        to_js(
            &session
                .project()
                .documents
                .iter()
                .map(row)
                .collect::<Vec<_>>(),
        )
    }

    /// Shows a document.
    pub fn show(&self, id: &JsValue) -> Promise {
        promise(self.try_show(id))
    }

    /// Returns the document on the screen: `{ id, name, text, mentions }`.
    pub fn document(&self) -> JsValue {
        let session = self.host.session();
        let project = session.project();
        let document = self
            .host
            .shown()
            .and_then(|it| project.document(&it).cloned());
        let json = document.map(|it| own::write_document(&project.labels, &it));
        let file = json
            .and_then(|it| JSON::parse(&it).ok())
            .unwrap_or(JsValue::NULL);
        let documents = Reflect::get(&file, &"documents".into()).unwrap_or(JsValue::NULL);
        Reflect::get_u32(&documents, 0).unwrap_or(JsValue::NULL)
    }

    /// Returns the whole project, as in its own JSON.
    pub fn project(&self) -> JsValue {
        JSON::parse(&own::write(self.host.session().project())).unwrap_or(JsValue::NULL)
    }

    /// Adds mentions `[{ start, end, label }]` to the document on the screen; a promise of their ids.
    #[wasm_bindgen(js_name = addMentions)]
    pub fn add_mentions(&self, mentions: &JsValue) -> Promise {
        promise(self.try_add_mentions(mentions))
    }

    /// Removes mentions by their ids.
    #[wasm_bindgen(js_name = removeMentions)]
    pub fn remove_mentions(&self, ids: &JsValue) -> Promise {
        promise(self.try_remove_mentions(ids))
    }

    /// Takes the last transaction back; a promise of its name, or of null.
    pub fn undo(&self) -> Promise {
        promise(self.host.undo().map(JsValue::from))
    }

    /// Makes the transaction again that was taken back last; a promise of its name, or of null.
    pub fn redo(&self) -> Promise {
        promise(self.host.redo().map(JsValue::from))
    }

    /// Opens files `[{ name, text | bytes }]`, of archives those in them; a promise of `{ documents, losses, refused }`.
    #[wasm_bindgen(js_name = importFiles)]
    pub fn import_files(&self, files: &JsValue) -> Promise {
        let host = Rc::clone(&self.host);
        match argument::files(files) {
            // The browser takes its time to unpack.
            Ok(files) if files.iter().filter_map(File::bytes).any(is_archive) => {
                let files = files.iter().filter_map(files::as_chosen).collect();
                future_to_promise(async move { Ok(import(&*host, files::read(files).await)) })
            }
            files => promise(files.map(|it| import(&*host, it))),
        }
    }

    /// Returns `[{ name, title, extension, imports, exports }]`.
    pub fn formats(&self) -> JsValue {
        #[derive(Serialize)]
        struct Row {
            name: &'static str,
            title: &'static str,
            extension: &'static str,
            imports: bool,
            exports: bool,
        }
        let row = |it: &Format| Row {
            name: it.name,
            title: it.title,
            extension: it.extension,
            imports: it.is_read(),
            exports: it.is_written(),
        };
        let text = Row {
            name: "text",
            title: "Plain text",
            extension: "txt",
            imports: true,
            exports: false,
        };
        to_js(&FORMATS.iter().map(row).chain([text]).collect::<Vec<_>>())
    }

    /// Writes the project in a format; a promise of `{ files: [{ name, mime, text }], losses }`.
    #[wasm_bindgen(js_name = exportAs)]
    pub fn export_as(&self, format: &JsValue) -> Promise {
        #[derive(Serialize)]
        struct Exported {
            files: Vec<ExportedFile>,
            losses: Vec<ToldLoss>,
        }
        #[derive(Serialize)]
        struct ExportedFile {
            name: String,
            mime: &'static str,
            text: String,
        }
        let name = format.as_string().unwrap_or_default();
        let known = Format::by_name(&name).filter(|it| it.is_written());
        promise(match known {
            Some(known) => {
                let session = self.host.session();
                let exported = formats::export(session.project(), known, &Options::default());
                let file = |it: OutFile| ExportedFile {
                    name: it.name,
                    mime: it.mime,
                    text: String::from_utf8(it.bytes).unwrap_or_default(),
                };
                Ok(to_js(&Exported {
                    files: exported.files.into_iter().map(file).collect(),
                    losses: told(exported.losses),
                }))
            }
            None => Err(expected(
                "format",
                "the name of a format that is written",
                format,
            )),
        })
    }

    /// A promise, fulfilled when everything so far is written, and rejected with the reason where it cannot be.
    pub fn saved(&self) -> Promise {
        let saved = self.host.saved();
        future_to_promise(async move {
            match saved.await {
                Ok(Ok(())) => Ok(JsValue::UNDEFINED),
                Ok(Err(reason)) => Err(Error::new(&reason).into()),
                Err(_) => Err(Error::new("the page is closing").into()),
            }
        })
    }
}

impl Glossator {
    fn try_open(&self, document: &JsValue) -> Result<JsValue, String> {
        let name = text(&field(document, "name"), "document.name")?;
        let text = text(&field(document, "text"), "document.text")?;
        formats::check_size("", text.len() as u64)
            .map_err(|error| format!("“{name}” was not opened: {error}."))?;
        let document = self.host.open_text(&name, text)?;
        Ok(to_js(&document.as_ref().map(DocumentId::as_str)))
    }

    fn try_show(&self, id: &JsValue) -> Result<JsValue, String> {
        let id = text(id, "id")?;
        let document = DocumentId::parse(&id)
            .filter(|it| self.host.session().project().document(it).is_some())
            .ok_or_else(|| format!("there is no document {id:?}"))?;
        self.host.show(document);
        Ok(JsValue::UNDEFINED)
    }

    fn try_remove_mentions(&self, ids: &JsValue) -> Result<JsValue, String> {
        let parse = |it: JsValue| {
            let id = text(&it, "ids")?;
            MentionId::parse(&id).ok_or_else(|| format!("there is no mention {id:?}"))
        };
        let ids = list(ids, "ids")?.into_iter().map(parse);
        let ids = ids.collect::<Result<Vec<_>, _>>()?;
        self.host.run(Command::RemoveMentions(ids))?;
        Ok(JsValue::UNDEFINED)
    }

    fn try_add_mentions(&self, mentions: &JsValue) -> Result<JsValue, String> {
        let wanted = argument::mentions(mentions)?;
        let n_wanted = wanted.len();
        let document = self.host.shown().ok_or("no document is on the screen")?;
        let ids = self.host.run(Command::AddMentions {
            document: document.clone(),
            mentions: wanted.into_iter().flatten().collect(),
        })?;
        if ids.len() == n_wanted {
            return Ok(list_of(&ids.iter().map(MentionId::as_str).collect::<Vec<_>>()).into());
        }
        let session = self.host.session();
        let project = session.project();
        let id = |wanted: &Option<NewMention>| {
            let NewMention { spans, label } = wanted.as_ref()?;
            let LabelRef::Name(name) = label else {
                return None;
            };
            let label = project.labels.by_name(name.trim())?.id;
            let found = project.document(&document)?.mentions().find(spans, label)?;
            Some(found.id.as_str())
        };
        // Read anew, which seldom happens, and not kept, which costs each time.
        let wanted = argument::mentions(mentions)?;
        Ok(to_js(&wanted.iter().map(id).collect::<Vec<_>>()))
    }
}

/// Opens files and tells what came of them.
fn import(host: &dyn Host, files: Vec<File>) -> JsValue {
    #[derive(Default, Serialize)]
    struct Imported {
        documents: Vec<String>,
        losses: Vec<ToldLoss>,
        refused: Vec<Refused>,
    }
    #[derive(Serialize)]
    struct Refused {
        name: String,
        message: String,
    }
    let mut imported = Imported::default();
    for (name, outcome) in host.open(files) {
        match outcome {
            Ok((documents, losses)) => {
                let ids = documents.iter().map(ToString::to_string);
                imported.documents.extend(ids);
                imported.losses.extend(told(losses));
            }
            Err(message) => imported.refused.push(Refused { name, message }),
        }
    }
    to_js(&imported)
}

/// A loss as a script is told it.
#[derive(Serialize)]
struct ToldLoss {
    kind: Cow<'static, str>,
    count: usize,
    message: String,
}

fn told(losses: Vec<Loss>) -> Vec<ToldLoss> {
    let told = |it: Loss| ToldLoss {
        kind: it.kind,
        count: it.count,
        message: it.message,
    };
    losses.into_iter().map(told).collect()
}

fn to_js(value: &impl Serialize) -> JsValue {
    let json = serde_json::to_string(value).unwrap_or_default();
    JSON::parse(&json).unwrap_or(JsValue::NULL)
}

/// Makes a list of ids: as one text that the browser cuts, since thousands of them would take long one by one, and
/// longer as JSON.
fn list_of(ids: &[&str]) -> Array {
    match ids {
        [] => Array::new(),
        // No id has a blank.
        _ => JsString::from(ids.join(" ")).split(" "),
    }
}

fn promise(result: Result<JsValue, String>) -> Promise {
    match result {
        Ok(value) => Promise::resolve(&value),
        Err(message) => Promise::reject(&Error::new(&message)),
    }
}
