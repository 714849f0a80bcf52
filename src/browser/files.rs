//! Reads the files that a person chose, dropped or pasted.

use glossator_core::formats;
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, FileList, TextDecoder};

use crate::opening::{Content, File};

/// How many files are opened at once, and how many bytes.
const MAX_FILES: usize = 1_000;
const MAX_BYTES: u64 = 200_000_000;

/// Returns the files of a list.
pub fn listed(list: &FileList) -> Vec<web_sys::File> {
    (0..list.length()).filter_map(|it| list.get(it)).collect()
}

/// Reads files, one after the other; one that is too large is not read, nor are those that are too many.
pub async fn read(files: Vec<web_sys::File>) -> Vec<File> {
    let mut read = Vec::new();
    let n_files = files.len();
    let mut n_bytes = 0;
    for (n, file) in files.into_iter().enumerate() {
        let name = file.name();
        let bytes = file.size() as u64;
        let is_too_large = formats::check_size(&name, bytes).is_err();
        if !is_too_large {
            n_bytes += bytes;
        }
        if n == MAX_FILES || n > 0 && n_bytes > MAX_BYTES {
            let name = match n_files - n - 1 {
                0 => name,
                n_more => format!("{name} and {n_more} more"),
            };
            read.push(File {
                name,
                content: Content::Surplus,
            });
            break;
        }
        let content = if is_too_large {
            Content::TooLarge(bytes)
        } else {
            match JsFuture::from(file.array_buffer()).await {
                Ok(buffer) => Content::Bytes(Uint8Array::new(&buffer).to_vec()),
                Err(error) => Content::Unreadable(reason(&error)),
            }
        };
        read.push(File { name, content });
    }
    read
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
