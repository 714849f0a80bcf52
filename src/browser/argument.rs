//! What a script passes to the interface: read value by value, and refused with its place.

use js_sys::{Array, JSON, JsString, Reflect};
use wasm_bindgen::{JsCast, JsValue};

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

/// Says that a value is not what it should be.
pub fn expected(place: &str, what: &str, found: &JsValue) -> String {
    let json = JSON::stringify(found)
        .ok()
        .and_then(|it| JsValue::from(it).as_string());
    let found = json.unwrap_or_else(|| "undefined".to_owned());
    let found: String = found.chars().take(80).collect();
    format!("{place} is expected to be {what}, found {found}")
}
