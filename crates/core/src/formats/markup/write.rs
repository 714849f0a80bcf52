//! What stands for characters that would be markup.

/// Whether XML 1.0 has no way to write a character.
pub(in crate::formats) fn is_forbidden(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// Writes the text between elements. A carriage return is written by its number, since readers make a line feed of
/// it; what cannot be written becomes U+FFFD.
pub(in crate::formats) fn escape_text(out: &mut String, text: &str) {
    escape(out, text, false);
}

/// Writes the value of an attribute in double quotes; line breaks and tabs too are written by their numbers.
pub(in crate::formats) fn escape_attribute(out: &mut String, value: &str) {
    escape(out, value, true);
}

fn escape(out: &mut String, text: &str, is_attribute: bool) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\r' => out.push_str("&#13;"),
            '"' if is_attribute => out.push_str("&quot;"),
            '\n' if is_attribute => out.push_str("&#10;"),
            '\t' if is_attribute => out.push_str("&#9;"),
            c if is_forbidden(c) => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
}
