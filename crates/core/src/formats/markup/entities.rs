//! What `&name;` and `&#number;` stand for.

use super::is_forbidden;

/// Those of XML, and the ones that are common in HTML.
const NAMES: [(&str, char); 16] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{a0}'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("hellip", '…'),
    ("shy", '\u{ad}'),
    ("copy", '©'),
    ("euro", '€'),
];

/// How many of [`NAMES`] XML knows.
const N_OF_XML: usize = 5;

/// Returns the character that stands for the text between `&` and `;`.
pub(super) fn character(name: &str, is_html: bool) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        return char::from_u32(code.ok()?).filter(|&it| !is_forbidden(it));
    }
    let known = if is_html { NAMES.len() } else { N_OF_XML };
    let found = NAMES[..known].iter().find(|it| it.0 == name);
    found.map(|it| it.1)
}
