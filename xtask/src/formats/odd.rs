//! A document of what formats stumble over: CR LF and other line ends, blanks of all kinds, marks of markup and of
//! tables, scripts of both directions, at and in and beside what is marked.
//!
//! What is changed on purpose and told as a loss is not here: formulas in tables, `<` in labels of OpenNLP.

use serde_json::{Value, json};

/// Line ends in texts: of Windows, of Unix, of old Macs, and those that only some programs take for one.
const LINE_ENDS: [&str; 6] = ["\r\n", "\n", "\r", "\u{2028}", "\u{85}", "\r\n\r\n"];

/// What stands between words: blanks, tabs, and signs without a width.
const GAPS: [&str; 7] = [
    " ",
    "\t",
    "\u{a0}",
    "  ",
    " \u{200b}",
    "\u{3000}",
    " \u{200f}",
];

/// What is marked, each with its label.
const MARKED: [(&str, &str); 24] = [
    ("Ada\u{a0}Lovelace", "PERSON"),
    ("O’Brien-Łukasz", "Person of Note"),
    ("AT&T <R&D>", "ORG"),
    ("\"quoted\"", "a \"b\" & c"),
    ("’tis 1+2", "Sum"),
    ("12-", "Sum"),
    ("it@home", "Sum"),
    ("a,b;c", "Sub-Word"),
    ("]]>", "MARK"),
    ("<END>", "MARK"),
    ("<!-- no -->", "MARK"),
    ("&amp;", "MARK"),
    ("{{x}}\\n", "MARK"),
    ("IB-PER", "MARK"),
    ("#text", "MARK"),
    ("T1", "MARK"),
    ("مرحبا بالعالم", "Ort"),
    ("ירושלים", "Ort"),
    ("กรุงเทพมหานคร", "Ort"),
    ("क्षत्रिय सिंह", "Ort"),
    ("𠮷野家", "役·Rolle"),
    ("👨‍👩‍👧‍👦", "役·Rolle"),
    ("🇫🇷🇩🇪", "役·Rolle"),
    ("e\u{301}\u{323}", "役·Rolle"),
];

/// Returns the text and what is marked in it, in the shape of `expected.json`.
pub(super) fn document() -> (String, String) {
    let (mut text, mut at) = (String::new(), 0);
    let mut spans: Vec<(usize, usize, &str)> = Vec::new();
    let push = |text: &mut String, at: &mut usize, piece: &str| {
        text.push_str(piece);
        *at += piece.chars().count();
    };
    for n in 0..LINE_ENDS.len() * GAPS.len() {
        let gap = GAPS[n % GAPS.len()];
        for (marked, label) in MARKED.iter().cycle().skip(n * 5).take(8) {
            let start = at;
            push(&mut text, &mut at, marked);
            spans.push((start, at, label));
            push(&mut text, &mut at, gap);
            push(&mut text, &mut at, ["and", "，", "x"][n % 3]);
            push(&mut text, &mut at, gap);
        }
        // Two that cross, from one word into the next.
        let [.., first, second] = spans.as_slice() else {
            continue;
        };
        let crossing = (first.0, second.1, "Both");
        spans.push((crossing.0 + 1, crossing.1, "Across"));
        spans.push(crossing);
        let start = at;
        push(&mut text, &mut at, "end.");
        push(&mut text, &mut at, LINE_ENDS[n % LINE_ENDS.len()]);
        push(&mut text, &mut at, "Next");
        if n % 3 == 0 {
            spans.push((start, at, "Two lines"));
        }
        push(&mut text, &mut at, gap);
    }
    let characters: Vec<char> = text.chars().collect();
    spans.sort_by_key(|&(start, end, _)| (start, std::cmp::Reverse(end)));
    let expected = spans.into_iter().map(|(start, end, label)| {
        let quote = String::from_iter(&characters[start..end]);
        json!({ "start": start, "end": end, "label": label, "text": quote })
    });
    (text, Value::from_iter(expected).to_string())
}
