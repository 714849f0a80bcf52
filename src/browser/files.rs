//! Reads the files that a person chose, dropped or pasted.

use std::ops::ControlFlow;

use glossator_core::formats;
use glossator_core::formats::unzip::{self, Packed, UnzipError};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, FileList, TextDecoder};

use super::life;
use crate::opening::{Content, File};

/// How many files are opened at once, and how many bytes.
const MAX_FILES: usize = 1_000;
const MAX_BYTES: u64 = 200_000_000;

/// Returns the files of a list.
pub fn listed(list: &FileList) -> Vec<web_sys::File> {
    (0..list.length()).filter_map(|it| list.get(it)).collect()
}

/// Makes a file of the browser's own, as a person would choose it; `None` where nothing is in it that can be read.
pub fn as_chosen(file: &File) -> Option<web_sys::File> {
    let parts = Array::of1(&Uint8Array::from(file.bytes()?));
    web_sys::File::new_with_u8_array_sequence(&parts, &file.name).ok()
}

/// Reads files, one after the other, and those in archives; one that is too large is not read, nor are those that are
/// too many.
pub async fn read(files: Vec<web_sys::File>) -> Vec<File> {
    let mut read = Read::default();
    let n_files = files.len();
    for (file, n_more) in files.into_iter().zip((0..n_files).rev()) {
        if read.take(file, n_more).await.is_break() {
            break;
        }
    }
    read.files
}

/// What was read so far.
#[derive(Default)]
struct Read {
    files: Vec<File>,
    n_bytes: u64,
}

impl Read {
    /// Whether a file is to be read; if not, that is noted. Ends where it and `n_more` behind it are too many.
    fn admit(&mut self, name: &str, n_bytes: u64, n_more: usize) -> ControlFlow<(), bool> {
        if formats::check_size(name, n_bytes).is_err() {
            self.push(name.to_owned(), Content::TooLarge(n_bytes));
            return ControlFlow::Continue(false);
        }
        self.n_bytes += n_bytes;
        let n_files = self.files.len();
        if n_files < MAX_FILES && (n_files == 0 || self.n_bytes <= MAX_BYTES) {
            return ControlFlow::Continue(true);
        }
        let name = match n_more {
            0 => name.to_owned(),
            _ => format!("{name} and {n_more} more"),
        };
        self.push(name, Content::Surplus);
        ControlFlow::Break(())
    }

    fn push(&mut self, name: String, content: Content) {
        self.files.push(File { name, content });
    }

    /// Reads a file; of an archive the files in it.
    async fn take(&mut self, file: web_sys::File, n_more: usize) -> ControlFlow<()> {
        let (name, n_bytes) = (file.name(), file.size() as u64);
        let is_archive = name.to_ascii_lowercase().ends_with(".zip") && n_bytes <= MAX_BYTES;
        if !is_archive && !self.admit(&name, n_bytes, n_more)? {
            return ControlFlow::Continue(());
        }
        let bytes = match JsFuture::from(file.array_buffer()).await {
            Ok(buffer) => Uint8Array::new(&buffer).to_vec(),
            Err(error) => {
                self.push(name, Content::Unreadable(reason(&error)));
                return ControlFlow::Continue(());
            }
        };
        match unzip::packed(&bytes) {
            None => self.push(name, Content::Bytes(bytes)),
            Some(Err(error)) => self.push(name, Content::Packed(error)),
            Some(Ok(files)) => return self.unpack(files).await,
        }
        ControlFlow::Continue(())
    }

    async fn unpack(&mut self, files: Vec<Packed<'_>>) -> ControlFlow<()> {
        let n_files = files.len();
        for (file, n_more) in files.into_iter().zip((0..n_files).rev()) {
            if !self.admit(&file.name, file.len as u64, n_more)? {
                continue;
            }
            let bytes = match file.is_deflated {
                true => life::inflate(file.bytes, file.len).await,
                false => Some(file.bytes.to_vec()),
            };
            let content = match bytes.filter(|it| file.is(it)) {
                Some(bytes) => Content::Bytes(bytes),
                None => Content::Packed(UnzipError::Damaged),
            };
            self.push(file.name, content);
        }
        ControlFlow::Continue(())
    }
}

/// Decodes bytes as Windows-1252, in which every byte has a meaning.
pub fn decode_windows_1252(bytes: &[u8]) -> Option<String> {
    TextDecoder::new_with_label("windows-1252")
        .ok()?
        .decode_with_u8_array(bytes)
        .ok()
}

fn reason(error: &JsValue) -> String {
    error
        .dyn_ref::<DomException>()
        .map_or_else(|| "unknown error".into(), DomException::name)
}
