//! Reads JSON that nobody vouches for, and takes its objects apart field by field.

use std::cell::Cell;
use std::fmt;

use serde::de::{self, DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use crate::model::Extra;

/// Says why a JSON is not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JsonError {
    /// It is broken.
    #[error("its JSON breaks at line {line}, column {column}: {reason}")]
    Broken {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What the reader says.
        reason: String,
    },
    /// A field holds something else than it should, or is missing.
    #[error("{place} is expected to be {expected}")]
    Shape {
        /// Where it stands: `documents[3].text`.
        place: String,
        /// What should be there.
        expected: &'static str,
    },
    /// A list is too long.
    #[error("{place} holds more than {max} items")]
    TooMany {
        /// Where it stands.
        place: String,
        /// How many it may hold.
        max: usize,
    },
}

impl JsonError {
    /// Returns the error as it is told from outside: its place is within `outer`.
    pub(crate) fn within(mut self, outer: &str) -> Self {
        match &mut self {
            Self::Broken { .. } => {}
            Self::Shape { place, .. } | Self::TooMany { place, .. } => {
                *place = format!("{outer}.{place}");
            }
        }
        self
    }
}

/// How many values a text may hold however short they are; beyond that, one in as many bytes.
const MAX_VALUES: usize = 4_000_000;
const MIN_VALUE_BYTES: usize = 8;

/// Reads a JSON text. A field may stand once in its object only: of two, one would be lost. Values are counted while
/// they are read, since each takes many times the two bytes that it may have in the text.
///
/// # Errors
///
/// Where it is broken, an object has a field twice, or it holds very many values.
pub(crate) fn parse(json: &str) -> Result<Value, JsonError> {
    let max = MAX_VALUES.max(json.len() / MIN_VALUE_BYTES);
    let n_left = Cell::new(max);
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let value = Strict(&n_left).deserialize(&mut deserializer);
    let value = value.and_then(|it| deserializer.end().map(|()| it));
    value.map_err(|error| {
        if n_left.get() == 0 {
            let place = "the file".to_owned();
            return JsonError::TooMany { place, max };
        }
        let mut reason = error.to_string();
        if let Some(end) = reason.rfind(" at line ") {
            reason.truncate(end);
        }
        JsonError::Broken {
            line: error.line(),
            column: error.column(),
            reason,
        }
    })
}

/// The field in which serde_json hands over a number by its digits, so that it can be written back as it came.
const NUMBER: &str = "$serde_json::private::Number";

/// Reads a value whose objects have no field twice, and counts down how many more there may be.
#[derive(Clone, Copy)]
struct Strict<'a>(&'a Cell<usize>);

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: de::Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        let n_left = self.0.get().saturating_sub(1);
        self.0.set(n_left);
        if n_left == 0 {
            return Err(de::Error::custom("too many values"));
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(self)? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut fields = Map::new();
        while let Some(name) = map.next_key::<String>()? {
            if name == NUMBER {
                let digits: String = map.next_value()?;
                return digits.parse().map(Value::Number).map_err(de::Error::custom);
            }
            let value = map.next_value_seed(self)?;
            if fields.contains_key(&name) {
                return Err(de::Error::custom(format_args!(
                    "field {name:?} stands twice"
                )));
            }
            fields.insert(name, value);
        }
        Ok(Value::Object(fields))
    }
}

/// An object that is taken apart field by field; what is left in the end is not known to its reader.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fields(pub(crate) Map<String, Value>);

impl Fields {
    /// Reads a JSON text that is one object.
    pub(crate) fn parse(json: &str) -> Result<Self, JsonError> {
        Self::of(parse(json)?).ok_or_else(|| shape("the whole", "an object"))
    }

    /// Returns the fields of an object.
    pub(crate) fn of(value: Value) -> Option<Self> {
        match value {
            Value::Object(map) => Some(Self(map)),
            _ => None,
        }
    }

    /// Returns a text; `None` where there is none.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name)?.as_str()
    }

    /// Returns a whole number from 0; `None` where there is none.
    pub(crate) fn number<T: TryFrom<u64>>(&self, name: &str) -> Option<T> {
        T::try_from(self.0.get(name)?.as_u64()?).ok()
    }

    /// Takes a text out; `None` where the field is missing.
    ///
    /// # Errors
    ///
    /// Where it is something else.
    pub(crate) fn take_text(&mut self, name: &str) -> Result<Option<String>, JsonError> {
        match self.0.remove(name) {
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(shape(name, "a text")),
            None => Ok(None),
        }
    }

    /// Takes a list of objects out; an empty one where the field is missing.
    ///
    /// # Errors
    ///
    /// Where it is something else, holds something else or more than `max`.
    pub(crate) fn take_list(&mut self, name: &str, max: usize) -> Result<Vec<Self>, JsonError> {
        let items = match self.0.remove(name) {
            Some(Value::Array(items)) => items,
            Some(_) => return Err(shape(name, "a list")),
            None => return Ok(Vec::new()),
        };
        if items.len() > max {
            let place = name.to_owned();
            return Err(JsonError::TooMany { place, max });
        }
        let object = |(item_idx, item)| {
            Self::of(item).ok_or_else(|| shape(&format!("{name}[{item_idx}]"), "an object"))
        };
        items.into_iter().enumerate().map(object).collect()
    }

    /// Returns what was not taken, but for the fields `known`.
    pub(crate) fn without(mut self, known: &[&str]) -> Extra {
        for &name in known {
            self.0.remove(name);
        }
        Extra::new(self.0)
    }
}

/// Returns the error of a field that is not what it should be.
pub(crate) fn shape(place: &str, expected: &'static str) -> JsonError {
    JsonError::Shape {
        place: place.to_owned(),
        expected,
    }
}
