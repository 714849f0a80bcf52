//! A document that is too large for a readable copy leaves a stub, which says where it is.

use serde_json::json;

use crate::formats::json::Fields;
use crate::model::{Document, DocumentId};

/// The largest copy, in UTF-16 units: of the 5.2 million that browsers allow, each document takes twice its size.
pub(super) const MAX_COPY: usize = 1_200_000;
/// The least that a mention takes in a copy.
const MIN_MENTION: usize = 50;
const FORMAT: &str = "glossator-stub";

/// Whether a document is certainly too large, without writing it.
pub(super) fn is_large(document: &Document) -> bool {
    document.text().n_utf16() + document.mentions().len() * MIN_MENTION > MAX_COPY
}

/// Whether a copy is too large.
pub(super) fn is_over(json: &str) -> bool {
    json.len() > MAX_COPY && json.encode_utf16().count() > MAX_COPY
}

/// Writes the stub of a document.
pub(super) fn write(document: &Document) -> String {
    let id = document.id.as_str();
    let stub = json!({
        "format": FORMAT,
        "id": id,
        "name": &*document.name,
        "where": format!("the database “glossator” (IndexedDB), under “document:{id}” and in the steps behind it"),
    });
    serde_json::to_string(&stub).unwrap_or_default()
}

/// Reads a stub: the document's id and its name; `None` where it is none.
pub(super) fn read(json: &str) -> Option<(DocumentId, String)> {
    // A whole document is not parsed only to find out that it is no stub.
    let stub = match json.len() {
        ..10_000 => Fields::parse(json).ok()?,
        _ => return None,
    };
    (stub.text("format") == Some(FORMAT)).then_some(())?;
    let id = DocumentId::parse(stub.text("id")?)?;
    Some((id, stub.text("name")?.to_owned()))
}
