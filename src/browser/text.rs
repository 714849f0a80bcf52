//! What the browser knows about letters, so that the program need not carry the tables of it.

use js_sys::{JsString, RegExp};

/// Returns a text in small letters, by the rules of Unicode.
pub fn lower_case(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    JsString::from(text).to_lower_case().into()
}

/// Returns what is seen of a name: without characters that are not shown, and each letter in one form, by the rules of
/// Unicode.
pub fn look_of(name: &str) -> String {
    if name.is_ascii() {
        return name.to_owned();
    }
    let hidden = RegExp::new(r"\p{Default_Ignorable_Code_Point}", "gu");
    JsString::from(name)
        .normalize("NFKC")
        .replace_by_pattern(&hidden, "")
        .into()
}
