//! Hands files over to the person.

use glossator_core::formats::{OutFile, Zip};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Downloads a file.
///
/// # Errors
///
/// Where the browser refuses.
pub fn save(name: &str, mime: &str, bytes: &[u8]) -> Result<(), JsValue> {
    save_parts(name, mime, &Array::of1(&Uint8Array::from(bytes)))
}

/// Files on their way to the person, in pieces that the browser keeps, outside the memory of the program.
#[derive(Clone, Default)]
pub struct Pieces {
    zip: Zip,
    /// The pieces of each file.
    files: Vec<Vec<JsValue>>,
}

impl Pieces {
    /// Takes a file, or what goes on behind the last one.
    ///
    /// # Errors
    ///
    /// Where the browser has no room for it.
    pub fn add(&mut self, file: &OutFile) -> Result<(), JsValue> {
        let bytes = Array::of1(&Uint8Array::from(file.bytes.as_slice()));
        let piece = Blob::new_with_u8_array_sequence(&bytes)?;
        let position = self.zip.add(file);
        self.files.resize_with(position + 1, Vec::new);
        self.files[position].push(piece.into());
        Ok(())
    }

    /// Returns them as they go from a worker to the page.
    pub fn to_js(&self) -> Array {
        let file = |((name, mime, len, crc), pieces): ((&str, &str, usize, u32), &Vec<JsValue>)| {
            let file = Array::of4(&name.into(), &mime.into(), &len.into(), &crc.into());
            JsValue::from(file.concat(&pieces.iter().collect()))
        };
        self.zip.files().zip(&self.files).map(file).collect()
    }

    /// Takes them as they come from a worker; `None` where it sends something else.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "they are numbers of those types"
    )]
    pub fn from_js(files: &Array) -> Option<Self> {
        let mut all = Self::default();
        for file in files.iter() {
            let file: Array = file.dyn_into().ok()?;
            let text = |position| file.get(position).as_string();
            let number = |position| file.get(position).as_f64();
            let (len, crc) = (number(2)? as usize, number(3)? as u32);
            all.zip.add_written(text(0)?, text(1)?, len, crc);
            all.files.push(file.iter().skip(4).collect());
        }
        Some(all)
    }

    /// Downloads the only file, or a zip archive `stem.zip` of several.
    ///
    /// # Errors
    ///
    /// Where the browser refuses.
    pub fn save(self, stem: &str) -> Result<(), JsValue> {
        if let Some((name, mime)) = self.zip.only() {
            return save_parts(name, mime, &self.files.into_iter().flatten().collect());
        }
        let parts = Array::new();
        let (heads, directory) = self.zip.finish();
        for (head, pieces) in heads.iter().zip(&self.files) {
            parts.push(&Uint8Array::from(head.as_slice()));
            for piece in pieces {
                parts.push(piece);
            }
        }
        parts.push(&Uint8Array::from(directory.as_slice()));
        save_parts(&format!("{stem}.zip"), "application/zip", &parts)
    }
}

fn save_parts(name: &str, mime: &str, parts: &Array) -> Result<(), JsValue> {
    let document = web_sys::window()
        .and_then(|it| it.document())
        .ok_or("no document")?;
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let blob = Blob::new_with_blob_sequence_and_options(parts, &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The download has begun by the time of the next task; only then the address may go.
    gloo_timers::callback::Timeout::new(10_000, move || drop(Url::revoke_object_url(&url)))
        .forget();
    Ok(())
}
