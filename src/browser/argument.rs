//! What a script passes to the interface: read value by value, thousands in columns, and refused with its place.

use std::rc::Rc;

use glossator_core::Span;
use glossator_core::edit::{LabelRef, NewMention};
use js_sys::{Array, ArrayBuffer, JSON, JsString, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

use super::life;
use crate::opening::{Content, File};

/// Returns a field of an object; `undefined` where there is none.
pub fn field(value: &JsValue, name: &str) -> JsValue {
    if value.is_object() {
        Reflect::get(value, &name.into()).unwrap_or_default()
    } else {
        JsValue::UNDEFINED
    }
}

/// Reads a list.
///
/// # Errors
///
/// Where the value is none.
pub fn list(value: &JsValue, place: &str) -> Result<Vec<JsValue>, String> {
    if Array::is_array(value) {
        Ok(Array::from(value).to_vec())
    } else {
        Err(expected(place, "a list", value))
    }
}

/// Reads an offset: a whole number from 0.
///
/// # Errors
///
/// Where the value is none.
pub fn offset(value: &JsValue, place: &str) -> Result<usize, String> {
    // No text is longer, and every whole number up to there is itself as a float.
    const MAX: f64 = u32::MAX as f64;
    match value.as_f64() {
        Some(number) if (0.0..=MAX).contains(&number) && number.trunc() == number => {
            Ok(number as usize)
        }
        _ => Err(expected(place, "a whole number from 0", value)),
    }
}

/// Reads a text.
///
/// # Errors
///
/// Where the value is none, or has half a surrogate pair: that has no code point, and replacing it would be
/// silent damage.
pub fn text(value: &JsValue, place: &str) -> Result<String, String> {
    let Some(text) = value.dyn_ref::<JsString>() else {
        return Err(expected(place, "a text", value));
    };
    let read = String::from(text);
    // Half a pair becomes this character; only then is it worth asking for every unit.
    let half = if read.contains(char::REPLACEMENT_CHARACTER) {
        char::decode_utf16(text.iter()).position(|it| it.is_err())
    } else {
        None
    };
    match half {
        Some(offset) => Err(format!(
            "{place} has half a surrogate pair at code point {offset}"
        )),
        None => Ok(read),
    }
}

/// Reads mentions `[{ start, end, label }]`; what covers nothing is no mention, and among others it is left out.
///
/// # Errors
///
/// Where the value is no list of them; the message names the place.
pub fn mentions(mentions: &JsValue) -> Result<Vec<Option<NewMention>>, String> {
    match from_columns(mentions) {
        Some(wanted) => Ok(wanted),
        None => read_one_by_one(mentions),
    }
}

fn read_one_by_one(mentions: &JsValue) -> Result<Vec<Option<NewMention>>, String> {
    let mentions = list(mentions, "mentions")?;
    let read = |(mention_idx, mention): (usize, &JsValue)| {
        let place = format!("mentions[{mention_idx}]");
        if !mention.is_object() {
            return Err(expected(&place, "an object", mention));
        }
        let within = |message: String| format!("{place}.{message}");
        let label = text(&field(mention, "label"), "label").map_err(within)?;
        let start = offset(&field(mention, "start"), "start").map_err(within)?;
        let end = offset(&field(mention, "end"), "end").map_err(within)?;
        if start > end || start == end && mentions.len() == 1 {
            return Err(format!(
                "{place} is expected to have start < end, found {start} and {end}"
            ));
        }
        Ok(wanted(start, end, &label.into()))
    };
    mentions.iter().enumerate().map(read).collect()
}

/// Reads them with few calls; `None` where there is something to refuse.
fn from_columns(mentions: &JsValue) -> Option<Vec<Option<NewMention>>> {
    let columns = life::columns(mentions)?;
    let mut labels: Vec<Rc<str>> = Vec::new();
    for label in list(&columns.labels(), "labels").ok()? {
        labels.push(text(&label, "label").ok()?.into());
    }
    let bytes = columns.bytes().to_vec();
    let (numbers, _) = bytes.as_chunks::<4>();
    let (rows, _) = numbers.as_chunks::<3>();
    let mut read = Vec::with_capacity(rows.len());
    for row in rows {
        let [start, end, label] = row.map(|it| u32::from_le_bytes(it) as usize);
        if start > end || start == end && rows.len() == 1 {
            return None;
        }
        read.push(wanted(start, end, labels.get(label)?));
    }
    Some(read)
}

fn wanted(start: usize, end: usize, label: &Rc<str>) -> Option<NewMention> {
    let span = Span::new(start, end)?;
    Some(NewMention {
        spans: span.into(),
        label: LabelRef::Name(Rc::clone(label)),
    })
}

/// Reads files `[{ name, text | bytes }]`.
///
/// # Errors
///
/// Where the value is no list of them; the message names the place.
pub fn files(files: &JsValue) -> Result<Vec<File>, String> {
    let read = |(file_idx, file): (usize, &JsValue)| {
        let within = |message: String| format!("files[{file_idx}].{message}");
        let name = text(&field(file, "name"), "name").map_err(within)?;
        let bytes = field(file, "bytes");
        // Those of another frame are of none of the types of this one.
        let has_bytes = field(&bytes, "BYTES_PER_ELEMENT") == 1;
        let content = if has_bytes || bytes.is_instance_of::<ArrayBuffer>() {
            Content::Bytes(Uint8Array::new(&bytes).to_vec())
        } else {
            Content::Text(text(&field(file, "text"), "text").map_err(within)?)
        };
        Ok(File { name, content })
    };
    list(files, "files")?.iter().enumerate().map(read).collect()
}

/// Says that a value is not what it should be.
pub fn expected(place: &str, what: &str, found: &JsValue) -> String {
    let json = JSON::stringify(found)
        .ok()
        .and_then(|it| JsValue::from(it).as_string());
    let found = json.unwrap_or_else(|| "undefined".to_owned());
    let found: String = found.chars().take(80).collect();
    format!("{place} is expected to be {what}, found {found}")
}
