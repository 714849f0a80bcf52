//! A document with thousands of mentions in several scripts, nested, crossing and side by side.

use serde_json::json;

/// Lines of words; `+` begins a word that is marked, `_` stands for a blank within it.
const LINES: [&str; 6] = [
    "Yesterday +Ada_Lovelace of +London wrote to +Charles_Babbage , who sat in +Cambridge .",
    "+Москва приняла +Анну_Каренину и +Льва_Толстого без слов .\r",
    "+محمد_علي زار +القاهرة مع +فاطمة_الزهراء",
    "+東京都 から +大阪 まで 行く +山田太郎 と +𠮷野家",
    "+👩🏽‍🔬 and +🇫🇷 met +e\u{301}mile_zola \u{a0} <b> & \"+R&D\" ]]> +O’Brien",
    "+दिल्ली में +क्षत्रिय_सिंह , +한국 과 +서울시",
];

const LABELS: [&str; 5] = ["PERSON", "Place Name", "ORG", "Rolle·役", "Sub-Word"];

/// Returns the text and what is marked in it, in the shape of `expected.json`.
pub(super) fn document() -> (String, String) {
    let (mut text, mut spans) = (String::new(), Vec::new());
    let mut at = 0;
    let mut previous = None;
    for n in 0..1_200 {
        for word in LINES[n % LINES.len()].split(' ') {
            let marked = word.strip_prefix('+');
            let word = marked.unwrap_or(word).replace('_', " ");
            let start = at;
            at += word.chars().count() + 1;
            text += &word;
            text.push(' ');
            if marked.is_none() {
                continue;
            }
            let label = |of: usize| LABELS[(n + of) % LABELS.len()];
            spans.push((start, at - 1, label(0)));
            if n % 7 == 0 && word.contains(' ') {
                // One within it.
                let blank = word.chars().take_while(|&it| it != ' ').count();
                spans.push((start, start + blank, label(1)));
            }
            if let Some(begin) = previous.filter(|_| n % 11 == 0) {
                spans.push((begin, at - 1, label(2)));
            }
            previous = Some(start);
        }
        text.pop();
        text.push('\n');
        previous = None;
    }
    let characters: Vec<char> = text.chars().collect();
    spans.sort_by_key(|&(start, end, _)| (start, std::cmp::Reverse(end)));
    let expected = spans.into_iter().map(|(start, end, label)| {
        let quote = String::from_iter(&characters[start..end]);
        json!({ "start": start, "end": end, "label": label, "text": quote })
    });
    let expected = serde_json::Value::from_iter(expected).to_string();
    (text, expected)
}
