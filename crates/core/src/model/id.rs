//! Names for documents, mentions and labels that outlive a session.

use std::cmp::Ordering;
use std::fmt;
use std::rc::Rc;

/// Names a label within a project, whatever the label is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LabelId(pub u32);

impl fmt::Display for LabelId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        ///
        /// An id is of 1 to 64 visible ASCII characters, so that it can stand in a list with blanks between.
        /// Ids are ordered by length and then by characters, so that those made here count upward.
        #[derive(Clone, PartialEq, Eq, Hash)]
        pub struct $name(Rc<str>);

        impl $name {
            /// Returns the id that this program gives to the `n`-th one it makes.
            pub fn numbered(n: u64) -> Self {
                // With one allocation, and without the machinery of formats: thousands are made at once.
                let (mut digits, mut id) = (itoa::Buffer::new(), [0; 24]);
                let digits = digits.format(n);
                let (prefix, behind) = id.split_at_mut($prefix.len());
                prefix.copy_from_slice($prefix.as_bytes());
                behind[..digits.len()].copy_from_slice(digits.as_bytes());
                let id = &id[..$prefix.len() + digits.len()];
                Self(std::str::from_utf8(id).unwrap_or_default().into())
            }

            /// Returns `id` where it can be one.
            pub fn parse(id: &str) -> Option<Self> {
                let fits = (1..=64).contains(&id.len()) && id.bytes().all(|it| it.is_ascii_graphic());
                fits.then(|| Self(id.into()))
            }

            /// Returns `n` for an id that [`Self::numbered`] could have made.
            pub fn number(&self) -> Option<u64> {
                self.0.strip_prefix($prefix)?.parse().ok()
            }

            /// Returns the characters.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl Ord for $name {
            fn cmp(&self, other: &Self) -> Ordering {
                self.0.len().cmp(&other.0.len()).then_with(|| self.0.cmp(&other.0))
            }
        }

        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                Some(self.cmp(other))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

text_id!(
    /// Names a mention within a project.
    MentionId,
    "m"
);
text_id!(
    /// Names a document within a project.
    DocumentId,
    "d"
);
