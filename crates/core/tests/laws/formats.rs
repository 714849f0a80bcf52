//! Laws of decoding, opening, reading and writing.

use std::collections::BTreeMap;

use glossator_core::formats::{clean_name, decode, open, own};
use glossator_core::model::{Color, Document, MentionId};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::Value;

use crate::strategies::{content, project};

fn is_hostile(c: char) -> bool {
    matches!(c, '/' | '\\' | '\n' | '\r' | '\u{202e}')
}

/// Returns the quote of each mention, by its id.
fn quotes(document: &Document) -> BTreeMap<MentionId, String> {
    let mentions = document.mentions().iter();
    mentions
        .map(|it| (it.id.clone(), document.quote(&it.spans)))
        .collect()
}

proptest! {
    #![proptest_config(crate::config())]

    #[test]
    fn own_json_there_and_back_is_the_same(project in project()) {
        let json = own::write(&project);
        let (read, losses) = own::read(&json).expect("it was just written");
        prop_assert_eq!(losses, vec![]);
        prop_assert_eq!(&own::write(&read), &json);
        prop_assert_eq!(read, project);
    }

    #[test]
    fn offsets_in_another_unit_come_to_the_same(project in project(), in_bytes in any::<bool>()) {
        let mut file: Value = serde_json::from_str(&own::write(&project)).expect("it is JSON");
        let documents = file["documents"].as_array_mut().expect("it is a list");
        for (document, value) in project.documents.iter().zip(documents) {
            let text = document.text();
            let unit = |offset: u64| {
                let offset = offset as usize;
                if in_bytes { text.to_byte(offset) } else { text.to_utf16(offset) }
            };
            let convert = |range: &mut Value| {
                for edge in ["start", "end"] {
                    range[edge] = unit(range[edge].as_u64().expect("it is an offset")).into();
                }
            };
            for mention in value["mentions"].as_array_mut().expect("it is a list") {
                convert(mention);
                if let Some(spans) = mention.get_mut("spans").and_then(Value::as_array_mut) {
                    spans.iter_mut().for_each(convert);
                }
            }
        }
        let (read, losses) = own::read(&file.to_string()).expect("it is a project");
        prop_assert!(losses.iter().all(|it| it.kind.starts_with("unit-")), "{losses:?}");
        for (read, document) in read.documents.iter().zip(&project.documents) {
            prop_assert_eq!(quotes(read), quotes(document));
        }
    }

    #[test]
    fn decoding_and_opening_take_any_bytes(bytes in vec(any::<u8>(), 0..200), name in content()) {
        if let Ok(text) = decode::decode(&bytes) {
            drop(open(&name, text));
        }
    }

    #[test]
    fn opening_takes_any_text(text in content(), name in select(vec!["a.txt", "a.json"])) {
        drop(open(name, text.clone()));
        drop(open(name, format!("{{{text}")));
    }

    #[test]
    fn utf8_is_decoded_as_it_is(content in content()) {
        prop_assume!(!content.starts_with('\u{feff}'));
        if let Ok(decoded) = decode::decode(content.as_bytes()) {
            prop_assert_eq!(&decoded, &content);
        }
        let marked = format!("\u{feff}{content}");
        let decoded = decode::decode(marked.as_bytes());
        prop_assert_eq!(decoded.as_deref(), Ok(content.as_str()));
        for to_bytes in [u16::to_le_bytes, u16::to_be_bytes] {
            let bytes: Vec<u8> = marked.encode_utf16().flat_map(to_bytes).collect();
            // Two NULs behind the mark tell UTF-32.
            if !content.starts_with('\0') {
                let decoded = decode::decode(&bytes);
                prop_assert_eq!(decoded.as_deref(), Ok(content.as_str()));
            }
        }
    }

    #[test]
    fn a_broken_project_is_refused_or_mended_for_good(project in project(), edits in vec((any::<Index>(), select(vec!["0", "9", "\"", "-", "}", "[]", ",", "null", "m1", "\\u0000"])), 1..4)) {
        let mut json = own::write(&project);
        for (at, junk) in edits {
            let places: Vec<usize> = json.char_indices().map(|it| it.0).collect();
            let place = places[at.index(places.len())];
            let width = json[place..].chars().next().map_or(0, char::len_utf8);
            json.replace_range(place..place + width, junk);
        }
        if let Ok((read, _)) = own::read(&json) {
            let (again, losses) = own::read(&own::write(&read)).expect("it was just written");
            prop_assert_eq!(losses, vec![]);
            prop_assert_eq!(again, read);
        }
    }

    #[test]
    fn a_clean_name_stays(name in content()) {
        let clean = clean_name(&name);
        prop_assert!(!clean.is_empty());
        prop_assert!(!clean.contains(is_hostile));
        prop_assert_eq!(clean_name(&clean), clean);
    }

    #[test]
    fn a_color_is_read_as_it_is_written([red, green, blue] in any::<[u8; 3]>()) {
        let color = Color::new(red, green, blue);
        prop_assert_eq!(color.to_string().parse(), Ok(color));
    }
}
