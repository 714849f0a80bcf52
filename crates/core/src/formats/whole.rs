//! [`whole_part`]: what is whole of a file that breaks off.

use super::json::{self, JsonError};
use super::loss::Loss;
use super::open::{Opened, open};

/// Reads what is whole of a file of `n_bytes` whose JSON breaks off in `text`: the documents before the break, and in
/// a file of the project's own the mentions before it too. `None` where nothing breaks, or no document is whole.
///
/// How much was taken, and how much not, is the first loss.
pub fn whole_part(name: &str, text: &str, n_bytes: usize) -> Option<Opened> {
    let text = text.trim_end();
    let first = text.lines().find(|it| !it.trim().is_empty())?;
    let (mut opened, end) = if json::parse(first).is_ok() {
        // Each line is a record.
        let (before, last) = text.rsplit_once('\n')?;
        json::parse(last).err()?;
        (open(name, before.to_owned()).ok()?, before.len())
    } else {
        let text = &text[..broken_at(text)?];
        // A list in a document is one of mentions in the project's own files alone.
        let own = read(name, text, 2).filter(|(opened, _)| !opened.joins);
        own.or_else(|| read(name, text, 1))?
    };
    let n_documents = opened.project.documents.len();
    if n_documents == 0 {
        return None;
    }
    let several = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
    let n_mentions = opened.project.n_mentions();
    let n_left = n_bytes.saturating_sub(end);
    let loss = Loss {
        kind: "broken-off".into(),
        count: n_left,
        message: format!(
            "it breaks off: {} with {} could be read, and its last {} could not",
            several(n_documents, "document"),
            several(n_mentions, "mention"),
            several(n_left, "byte")
        ),
        ..Loss::default()
    };
    opened.losses.insert(0, loss);
    Some(opened)
}

/// Returns the byte at which JSON breaks.
fn broken_at(text: &str) -> Option<usize> {
    let Err(JsonError::Broken { line, column, .. }) = json::parse(text) else {
        return None;
    };
    let lines = text.split_inclusive('\n').take(line - 1);
    let at = lines.map(str::len).sum::<usize>() + column;
    (0..=at.min(text.len()))
        .rev()
        .find(|&it| text.is_char_boundary(it))
}

/// Reads JSON up to the last whole item of a list that is within at most `depth` lists; returns where that ends.
fn read(name: &str, json: &str, depth: usize) -> Option<(Opened, usize)> {
    let (mut open_ends, mut last) = (Vec::new(), None);
    let mut is_text = false;
    let mut bytes = json.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' if is_text => drop(bytes.next()),
            b'"' => is_text = !is_text,
            _ if is_text => {}
            b'{' => open_ends.push('}'),
            b'[' => open_ends.push(']'),
            b'}' | b']' => {
                if open_ends.pop() != Some(byte.into()) {
                    break;
                }
                let n_lists = open_ends.iter().filter(|it| **it == ']').count();
                if n_lists <= depth && open_ends.last() == Some(&']') {
                    last = Some((at + 1, open_ends.clone()));
                }
            }
            _ => {}
        }
    }
    let (end, open_ends) = last?;
    let whole = json[..end].chars().chain(open_ends.into_iter().rev());
    open(name, whole.collect()).ok().map(|it| (it, end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::own;
    use crate::marked::print_project;

    const OWN: &str = r#"{"format":"glossator-project","version":1,"labels":[{"name":"P"}],"documents":[
        {"id":"d1","name":"a.txt","text":"Ada met Ben","mentions":[{"id":"m1","start":0,"end":3,"label":"P"},{"id":"m2","start":8,"end":11,"label":"P"}]},
        {"id":"d2","name":"b.txt","text":"}] \"é[{ Eve","mentions":[{"id":"m3","start":8,"end":11,"label":"P","spans":[{"start":8,"end":9},{"start":10,"end":11}]}]}]}"#;

    /// Tells what is whole of a file up to a place.
    fn whole(name: &str, file: &str, end: usize) -> String {
        let cut = String::from_utf8_lossy(&file.as_bytes()[..end]);
        let cut = cut.trim_end_matches('\u{fffd}');
        match whole_part(name, cut, end) {
            Some(opened) => {
                let told = &opened.losses[0];
                format!("{}\n{}", print_project(&opened.project), told.message)
            }
            None => "nothing".to_owned(),
        }
    }

    #[track_caller]
    fn check(name: &str, file: &str, before: &str, expected: &str) {
        let end = file.find(before).expect("it is there");
        assert_eq!(whole(name, file, end), expected, "{}", &file[..end]);
    }

    #[test]
    fn of_a_project_that_breaks_off_the_whole_records_are_read() {
        check("a.json", OWN, "}],\"documents", "nothing");
        check("a.json", OWN, "},{\"id\":\"m2", "nothing");
        check(
            "a.json",
            OWN,
            ",{\"id\":\"m2",
            "d1 a.txt: [Ada|P] met Ben\nit breaks off: 1 document with 1 mention could be read, and its last 0 bytes could not",
        );
        check(
            "a.json",
            OWN,
            "Eve",
            "d1 a.txt: [Ada|P] met [Ben|P]\nit breaks off: 1 document with 2 mentions could be read, and its last 54 bytes could not",
        );
        // Half of the spans of a mention are no mention.
        check(
            "a.json",
            OWN,
            ",{\"start\":10",
            "d1 a.txt: [Ada|P] met [Ben|P]\nit breaks off: 1 document with 2 mentions could be read, and its last 141 bytes could not",
        );
        assert_eq!(whole("a.json", OWN, OWN.len()), "nothing");
    }

    #[test]
    fn at_every_byte_what_is_read_is_a_part_of_the_whole() {
        let (all, _) = own::read(OWN).unwrap();
        let mut n_before = 0;
        for end in 0..OWN.len() {
            let text = String::from_utf8_lossy(&OWN.as_bytes()[..end]);
            let text = text.trim_end_matches('\u{fffd}');
            let Some(opened) = whole_part("a.json", text, end) else {
                assert_eq!(n_before, 0);
                continue;
            };
            assert_eq!(opened.losses.len(), 1, "{:?}", opened.losses);
            for (part, document) in opened.project.documents.iter().zip(&all.documents) {
                assert_eq!(part.text(), document.text());
                let mut mentions = document.mentions().iter();
                let is_there = |it| mentions.any(|whole| whole == it);
                assert!(part.mentions().iter().all(is_there));
            }
            assert!(opened.project.n_mentions() >= n_before);
            n_before = opened.project.n_mentions();
        }
        assert_eq!(n_before, 3);
    }

    #[test]
    fn what_stands_behind_the_break_is_not_read() {
        let zeros = OWN.replacen("Eve", "\0\0\0", 1);
        let end = zeros.len();
        assert!(whole("a.json", &zeros, end).starts_with("d1 a.txt: [Ada|P] met [Ben|P]\n"));
    }

    #[test]
    fn of_the_files_of_other_programs_the_whole_documents_are_read() {
        let lines = "{\"text\":\"Ada\",\"spans\":[{\"start\":0,\"end\":3,\"label\":\"P\"}],\"answer\":\"accept\"}\n{\"text\":\"Ben\",\"spans\":[{\"start\":0,";
        check("a.jsonl", lines, "\"start\":0,\"end\"", "nothing");
        let expected = "d1 a.txt: [Ada|P]\nit breaks off: 1 document with 1 mention could be read, and its last 35 bytes could not";
        assert_eq!(whole("a.jsonl", lines, lines.len()), expected);
        let tasks = r#"[{"data":{"text":"Ada"},"annotations":[{"result":[{"type":"labels","from_name":"l","to_name":"t","value":{"start":0,"end":3,"labels":["P"]}}]}]},{"data":{"text":"Ben"},"annotations":[{"result":[]},"#;
        let expected = "d1 a.txt: [Ada|P]\nit breaks off: 1 document with 1 mention could be read, and its last 53 bytes could not";
        assert_eq!(whole("a.json", tasks, tasks.len()), expected);
    }

    #[test]
    fn what_is_no_json_has_no_part() {
        for text in [
            "",
            "Ada met Ben.",
            "[1, 2",
            "{\"a\":[{}",
            "{}\n{",
            "{\"a\":1,\"a\":2}",
        ] {
            assert!(whole_part("a.json", text, text.len()).is_none(), "{text}");
        }
    }
}
