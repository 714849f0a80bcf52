//! [`Loss`]: what an import or export could not carry as it was.

/// Something that an import or export could not carry as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// Names the kind of loss for programs: lower-case words with hyphens.
    pub kind: &'static str,
    /// How many things are concerned.
    pub count: usize,
    /// Says to a person what happened to them.
    pub message: String,
}
