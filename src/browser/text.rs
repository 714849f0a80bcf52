//! What the browser knows about letters, so that the program need not carry the tables of it.

use js_sys::JsString;

/// Returns a text in small letters, by the rules of Unicode.
pub fn lower_case(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    JsString::from(text).to_lower_case().into()
}
