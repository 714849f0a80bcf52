//! What stands between tokens, in the column MISC of CoNLL-U: `SpaceAfter=No`, or `SpacesAfter=` and `SpacesBefore=`
//! with escapes, as UDPipe writes them.

use crate::formats::aligned::TokenIn;
use crate::formats::export::is_blank;

/// Writes what stands before and behind a token; nothing of it where that is more than blanks.
pub(super) fn write(before: &str, behind: &str) -> String {
    let mut misc = String::new();
    if !before.is_empty() && before.chars().all(is_blank) {
        misc.push_str("SpacesBefore=");
        escape(before, &mut misc);
    }
    let separator = if misc.is_empty() { "" } else { "|" };
    if behind.is_empty() {
        misc.extend([separator, "SpaceAfter=No"]);
    } else if behind != " " && behind.chars().all(is_blank) {
        misc.extend([separator, "SpacesAfter="]);
        escape(behind, &mut misc);
    }
    if misc.is_empty() {
        "_".to_owned()
    } else {
        misc
    }
}

fn escape(blanks: &str, out: &mut String) {
    for c in blanks.chars() {
        match c {
            ' ' => out.push_str("\\s"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            '\n' => out.push_str("\\n"),
            _ => out.push_str(&format!("\\u{:04x}", u32::from(c))),
        }
    }
}

/// Reads what stands before and behind a token.
pub(super) fn read(misc: &str, token: &mut TokenIn) {
    token.behind = Some(" ".to_owned());
    for field in misc.split('|') {
        match field.split_once('=') {
            Some(("SpaceAfter", "No")) => token.behind = Some(String::new()),
            Some(("SpacesAfter", value)) => token.behind = Some(unescape(value)),
            Some(("SpacesBefore", value)) => token.before = unescape(value),
            _ => {}
        }
    }
}

fn unescape(value: &str) -> String {
    let mut blanks = String::new();
    let mut rest = value;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        let code = match (c, rest.as_bytes().first()) {
            ('\\', Some(code)) => *code,
            _ => {
                blanks.push(c);
                continue;
            }
        };
        let blank = match code {
            b's' => Some(' '),
            b't' => Some('\t'),
            b'r' => Some('\r'),
            b'n' => Some('\n'),
            b'p' => Some('|'),
            b'u' => {
                let hex = rest
                    .get(1..5)
                    .and_then(|it| u32::from_str_radix(it, 16).ok());
                hex.and_then(char::from_u32)
            }
            _ => None,
        };
        let Some(blank) = blank else {
            blanks.push(c);
            continue;
        };
        blanks.push(blank);
        rest = &rest[if code == b'u' { 5 } else { 1 }..];
    }
    blanks
}
