//! [`DiskFile`]: a file on the disk that is written again and again, in browsers that let a page do that.

use std::cell::RefCell;

use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::DomException;

#[wasm_bindgen]
extern "C" {
    #[derive(Clone, Debug)]
    type Handle;

    #[wasm_bindgen(method, getter)]
    fn name(this: &Handle) -> String;

    #[wasm_bindgen(method, catch, js_name = createWritable)]
    fn create_writable(this: &Handle) -> Result<Promise, JsValue>;

    type Writable;

    #[wasm_bindgen(method, catch)]
    fn write(this: &Writable, text: &str) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn close(this: &Writable) -> Result<Promise, JsValue>;

    #[wasm_bindgen(catch, js_name = showSaveFilePicker)]
    fn show_save_file_picker(options: &Object) -> Result<Promise, JsValue>;
}

/// A file on the disk, if the person has chosen one.
#[derive(Debug, Default)]
pub struct DiskFile(RefCell<Option<Handle>>);

impl DiskFile {
    /// Whether the browser lets a page write to a file.
    pub fn is_possible() -> bool {
        Reflect::has(&js_sys::global(), &"showSaveFilePicker".into()).unwrap_or_default()
    }

    /// Lets the person choose a file; says whether they did.
    pub async fn choose(&self, suggested: &str) -> bool {
        let options = Object::new();
        drop(Reflect::set(
            &options,
            &"suggestedName".into(),
            &suggested.into(),
        ));
        let Ok(chosen) = show_save_file_picker(&options) else {
            return false;
        };
        let chosen = JsFuture::from(chosen).await;
        let is_chosen = chosen.is_ok();
        if let Ok(handle) = chosen {
            self.0.replace(Some(handle.unchecked_into()));
        }
        is_chosen
    }

    /// Returns the file's name, if one was chosen.
    pub fn name(&self) -> Option<String> {
        self.0.borrow().as_ref().map(Handle::name)
    }

    /// Writes the whole file; the browser puts it in the place of the old one when all of it is there.
    ///
    /// # Errors
    ///
    /// Why it was not written: it was moved, the disk is full, or the browser takes the permission back.
    pub async fn write(&self, text: &str) -> Result<(), String> {
        let Some(handle) = self.0.borrow().clone() else {
            return Ok(());
        };
        let written = async {
            let writable = JsFuture::from(handle.create_writable()?).await?;
            let writable: Writable = writable.unchecked_into();
            JsFuture::from(writable.write(text)?).await?;
            JsFuture::from(writable.close()?).await
        };
        let written: Result<JsValue, JsValue> = written.await;
        match written {
            Ok(_) => Ok(()),
            Err(error) => Err(match error.dyn_ref::<DomException>() {
                Some(exception) => exception.name(),
                None => "unknown error".to_owned(),
            }),
        }
    }
}
