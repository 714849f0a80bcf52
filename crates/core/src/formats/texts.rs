//! Settings as they are kept: a flat JSON object of texts.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::json::Fields;

/// Reads an object of texts; what is none is left out, and what is no object is empty.
pub fn read_texts(json: &str) -> BTreeMap<String, String> {
    let fields = Fields::parse(json).unwrap_or_default();
    let mut texts = BTreeMap::new();
    for (name, value) in fields.0 {
        if let Value::String(text) = value {
            texts.insert(name, text);
        }
    }
    texts
}

/// Writes an object of texts.
pub fn write_texts(texts: &[(&str, &str)]) -> String {
    let mut fields = Map::new();
    for &(name, text) in texts {
        fields.insert(name.to_owned(), Value::String(text.to_owned()));
    }
    serde_json::to_string(&fields).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_as_they_are_written_and_nothing_else_is_read() {
        let texts = [("a", "x \" y"), ("é", "")];
        let read = read_texts(&write_texts(&texts));
        let read: Vec<_> = read.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(read, texts);
        for bad in [
            "",
            "[]",
            "{",
            "7",
            "{\"a\":\"x\",\"a\":\"y\"}",
            "{\"a\":7}",
            "{\"a\":{}}",
        ] {
            assert!(read_texts(bad).is_empty(), "{bad}");
        }
    }
}
