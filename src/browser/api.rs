//! The script interface `window.glossator`: what an embedding page and tests may call.
//!
//! Values cross by serde-wasm-bindgen, so that a page gets plain objects. Offsets are code points. A call takes
//! effect at once, in the order of the calls; its promise tells the outcome. A wrong argument rejects with an
//! `Error` that names it.

use std::rc::Rc;

use futures_channel::oneshot;
use glossator_core::edit::{Command, LabelRef, NewMention, Session};
use glossator_core::formats::{Loss, own};
use glossator_core::model::{Document, DocumentId, MentionId};
use glossator_core::{Span, Spans};
use js_sys::{Error, JSON, Promise, Reflect, Uint8Array};
use serde::{Deserialize, Serialize};
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;
use web_sys::{CustomEvent, CustomEventInit};

use crate::opening::{Content, File};
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
    /// Does what was asked for, or says why it cannot be done.
    ///
    /// # Errors
    ///
    /// Where the command asks for what cannot be done; nothing is changed then.
    fn run(&self, command: Command) -> Result<(), String>;
    /// Takes the last transaction back, and returns its name.
    fn undo(&self) -> Option<String>;
    /// Makes the transaction again that was taken back last, and returns its name.
    fn redo(&self) -> Option<String>;
    /// Opens a file and shows what it holds: its documents, and what could not be taken as it was.
    ///
    /// # Errors
    ///
    /// Where the file is refused; why.
    fn open(&self, file: File) -> Result<(Vec<DocumentId>, Vec<Loss>), String>;
    /// Resolves when everything so far is written, or tells why it is not.
    fn saved(&self) -> oneshot::Receiver<Result<(), String>>;
}

/// The name of the only format so far.
const OWN_FORMAT: &str = "glossator-project";

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
pub fn announce(
    document: Option<&DocumentId>,
    kind: &str,
    added: Vec<String>,
    removed: Vec<String>,
) {
    #[derive(Serialize)]
    struct Detail<'a> {
        document: Option<&'a str>,
        kind: &'a str,
        added: Vec<String>,
        removed: Vec<String>,
    }
    let detail = Detail {
        document: document.map(DocumentId::as_str),
        kind,
        added,
        removed,
    };
    let init = CustomEventInit::new();
    init.set_detail(&to_js(&detail));
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

#[derive(Deserialize)]
struct OpenArgument {
    name: String,
    text: String,
}

#[derive(Deserialize)]
struct MentionArgument {
    start: usize,
    end: usize,
    label: String,
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
        let (saving, mode, reason) = match self.host.saving() {
            Saving::Saving => ("saving", "writer", None),
            Saving::Saved => ("saved", "writer", None),
            Saving::NotSaved(reason) => ("not saved", "memory", Some(reason)),
        };
        to_js(&State {
            saving,
            mode,
            reason,
        })
    }

    /// Adds a document of `{ name, text }` and shows it; a promise of its id.
    pub fn open(&self, document: &JsValue) -> Promise {
        promise(lone_surrogate(document, "document").and_then(|()| {
            let OpenArgument { name, text } = read(document, "document", "{ name, text }")?;
            let file = File {
                name,
                content: Content::Text(text),
            };
            let (documents, _) = self.host.open(file)?;
            Ok(to_js(&documents.first().map(DocumentId::as_str)))
        }))
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
        promise(read_id(id).and_then(|id| {
            let session = self.host.session();
            session
                .project()
                .document(&id)
                .ok_or_else(|| format!("there is no document {id}"))?;
            self.host.show(id);
            Ok(JsValue::UNDEFINED)
        }))
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
        promise(read::<Vec<String>>(ids, "ids", "[id]").and_then(|ids| {
            let parse = |it: &String| {
                MentionId::parse(it).ok_or_else(|| format!("there is no mention {it:?}"))
            };
            let ids = ids.iter().map(parse).collect::<Result<Vec<_>, _>>()?;
            self.host.run(Command::RemoveMentions(ids))?;
            Ok(JsValue::UNDEFINED)
        }))
    }

    /// Takes the last transaction back; a promise of its name, or of null.
    pub fn undo(&self) -> Promise {
        Promise::resolve(&self.host.undo().map_or(JsValue::NULL, JsValue::from))
    }

    /// Makes the transaction again that was taken back last; a promise of its name, or of null.
    pub fn redo(&self) -> Promise {
        Promise::resolve(&self.host.redo().map_or(JsValue::NULL, JsValue::from))
    }

    /// Opens files `[{ name, text | bytes }]`; a promise of `{ documents, losses, refused }`.
    #[wasm_bindgen(js_name = importFiles)]
    pub fn import_files(&self, files: &JsValue) -> Promise {
        promise(self.try_import_files(files))
    }

    /// Returns `[{ name, extension, imports, exports }]`.
    pub fn formats(&self) -> JsValue {
        #[derive(Serialize)]
        struct Format {
            name: &'static str,
            extension: &'static str,
            imports: bool,
            exports: bool,
        }
        to_js(&[
            Format {
                name: OWN_FORMAT,
                extension: "json",
                imports: true,
                exports: true,
            },
            Format {
                name: "text",
                extension: "txt",
                imports: true,
                exports: false,
            },
        ])
    }

    /// Writes the project in a format; a promise of `{ files: [{ name, mime, text }], losses }`.
    #[wasm_bindgen(js_name = exportAs)]
    pub fn export_as(&self, format: &JsValue) -> Promise {
        #[derive(Serialize)]
        struct Exported {
            files: [ExportedFile; 1],
            losses: [(); 0],
        }
        #[derive(Serialize)]
        struct ExportedFile {
            name: &'static str,
            mime: &'static str,
            text: String,
        }
        promise(match format.as_string().as_deref() {
            Some(OWN_FORMAT) => {
                let text = own::write(self.host.session().project());
                let file = ExportedFile {
                    name: "glossator-project.json",
                    mime: "application/json",
                    text,
                };
                Ok(to_js(&Exported {
                    files: [file],
                    losses: [],
                }))
            }
            _ => Err(format!(
                "the argument format is expected to be {OWN_FORMAT:?}, found {}",
                shown(format)
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
    fn try_add_mentions(&self, mentions: &JsValue) -> Result<JsValue, String> {
        let arguments: Vec<MentionArgument> =
            read(mentions, "mentions", "[{ start, end, label }]")?;
        let document = self.host.shown().ok_or("no document is on the screen")?;
        let mut added = Vec::with_capacity(arguments.len());
        for (argument_idx, MentionArgument { start, end, label }) in
            arguments.into_iter().enumerate()
        {
            let span = Span::new(start, end).ok_or_else(|| {
                format!("mentions[{argument_idx}] is expected to have start < end, found {start} and {end}")
            })?;
            added.push(NewMention {
                spans: span.into(),
                label: LabelRef::Name(label.as_str().into()),
            });
        }
        let wanted: Vec<(Spans, LabelRef)> = added
            .iter()
            .map(|it| (it.spans.clone(), it.label.clone()))
            .collect();
        self.host.run(Command::AddMentions {
            document: document.clone(),
            mentions: added,
        })?;
        let session = self.host.session();
        let project = session.project();
        let id = |(spans, label): &(Spans, LabelRef)| {
            let LabelRef::Name(name) = label else {
                return None;
            };
            let label = project.labels.by_name(name.trim())?.id;
            Some(
                project
                    .document(&document)?
                    .mentions()
                    .find(spans, label)?
                    .id
                    .to_string(),
            )
        };
        Ok(to_js(&wanted.iter().map(id).collect::<Vec<_>>()))
    }

    fn try_import_files(&self, files: &JsValue) -> Result<JsValue, String> {
        #[derive(Default, Serialize)]
        struct Imported {
            documents: Vec<String>,
            losses: Vec<ToldLoss>,
            refused: Vec<Refused>,
        }
        #[derive(Serialize)]
        struct ToldLoss {
            kind: &'static str,
            count: usize,
            message: String,
        }
        #[derive(Serialize)]
        struct Refused {
            name: String,
            message: String,
        }
        let mut imported = Imported::default();
        for file in read_files(files)? {
            let name = file.name.clone();
            match self.host.open(file) {
                Ok((documents, losses)) => {
                    imported
                        .documents
                        .extend(documents.iter().map(ToString::to_string));
                    let told = |Loss {
                                    kind,
                                    count,
                                    message,
                                }| ToldLoss {
                        kind,
                        count,
                        message,
                    };
                    imported.losses.extend(losses.into_iter().map(told));
                }
                Err(message) => imported.refused.push(Refused { name, message }),
            }
        }
        Ok(to_js(&imported))
    }
}

fn read_files(files: &JsValue) -> Result<Vec<File>, String> {
    let expected = |found: &JsValue| {
        format!(
            "the argument files is expected to be [{{ name, text | bytes }}], found {}",
            shown(found)
        )
    };
    if !js_sys::Array::is_array(files) {
        return Err(expected(files));
    }
    let field = |file: &JsValue, name: &str| {
        let is_object = file.is_object();
        is_object
            .then(|| Reflect::get(file, &name.into()).ok())
            .flatten()
    };
    let read = |file: JsValue| {
        let name = field(&file, "name")
            .and_then(|it| it.as_string())
            .ok_or_else(|| expected(&file))?;
        let text = field(&file, "text").filter(JsValue::is_string);
        let content = match (text, field(&file, "bytes")) {
            (Some(text), _) => {
                lone_surrogate(&text, "text")?;
                Content::Text(text.as_string().unwrap_or_default())
            }
            (None, Some(bytes))
                if bytes.is_instance_of::<Uint8Array>()
                    || bytes.is_instance_of::<js_sys::ArrayBuffer>() =>
            {
                Content::Bytes(Uint8Array::new(&bytes).to_vec())
            }
            _ => return Err(expected(&file)),
        };
        Ok(File { name, content })
    };
    js_sys::Array::from(files).iter().map(read).collect()
}

/// Refuses text with half a surrogate pair: it has no code point, and replacing it would be silent damage.
fn lone_surrogate(value: &JsValue, argument: &str) -> Result<(), String> {
    let text = if value.is_object() {
        Reflect::get(value, &"text".into()).unwrap_or_default()
    } else {
        value.clone()
    };
    let Some(text) = text.dyn_ref::<js_sys::JsString>() else {
        return Ok(());
    };
    let units: Vec<u16> = text.iter().collect();
    match char::decode_utf16(units.iter().copied()).position(|it| it.is_err()) {
        Some(offset) => Err(format!(
            "the text of {argument} has half a surrogate pair at code point {offset}"
        )),
        None => Ok(()),
    }
}

fn read_id(id: &JsValue) -> Result<DocumentId, String> {
    let text = id.as_string().ok_or_else(|| {
        format!(
            "the argument id is expected to be a text, found {}",
            shown(id)
        )
    })?;
    DocumentId::parse(&text).ok_or_else(|| format!("there is no document {text:?}"))
}

fn read<T: for<'de> Deserialize<'de>>(
    value: &JsValue,
    argument: &str,
    shape: &str,
) -> Result<T, String> {
    serde_wasm_bindgen::from_value(value.clone()).map_err(|error| {
        format!(
            "the argument {argument} is expected to be {shape}, found {} ({error})",
            shown(value)
        )
    })
}

/// Returns a value for a message, cut short.
fn shown(value: &JsValue) -> String {
    let json = JSON::stringify(value)
        .ok()
        .map(JsValue::from)
        .and_then(|it| it.as_string());
    let text = json.unwrap_or_else(|| format!("{value:?}"));
    text.chars().take(80).collect()
}

fn to_js(value: &impl Serialize) -> JsValue {
    value
        .serialize(&Serializer::json_compatible())
        .unwrap_or(JsValue::NULL)
}

fn promise(result: Result<JsValue, String>) -> Promise {
    match result {
        Ok(value) => Promise::resolve(&value),
        Err(message) => Promise::reject(&Error::new(&message)),
    }
}
