//! [`Extra`]: what a file said that this version does not know.

use std::rc::Rc;

use serde_json::{Map, Value};

/// Fields of a newer version or of another program, kept as they came and written back with the rest.
///
/// Cheap to clone, and a single pointer where there is nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extra(Option<Rc<Map<String, Value>>>);

impl Extra {
    /// Keeps `fields`.
    pub fn new(fields: Map<String, Value>) -> Self {
        Self((!fields.is_empty()).then(|| Rc::new(fields)))
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// Returns the fields in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0
            .iter()
            .flat_map(|fields| fields.iter())
            .map(|(name, value)| (name.as_str(), value))
    }

    /// Returns the fields, to be changed and kept anew.
    pub fn to_map(&self) -> Map<String, Value> {
        self.0.as_deref().cloned().unwrap_or_default()
    }
}
