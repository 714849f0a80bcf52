//! OpenNLP name samples: a sentence a line, tokens divided by blanks, an empty line behind each document.
//!
//! ```text
//! <START:Person> Ada <END> met <START:Person> Charles <END> .
//! ```

use super::aligned::{Aligned, TokenDraft, TokenIn};
use super::export::Export;
use super::import::{Import, ImportError};
use super::loss::Kind;
use super::open::Opened;
use super::source::Source;
use super::table::{Choices, Format};
use super::tokens::{NO_BLANKS, tagged};

pub(crate) const FORMAT: Format = Format {
    name: "opennlp",
    title: "OpenNLP name samples",
    extension: "txt",
    choices: Choices::ProjectionAndTokens,
    sniff: |source| {
        let text = source.text;
        let Some((_, behind)) = text.split_once("<START:") else {
            return false;
        };
        let name = behind.split_once("> ").map(|it| it.0);
        name.is_some_and(|it| !it.contains([' ', '\n', '<'])) && behind.contains(" <END>")
    },
    import: Some(read),
    export: Some(write),
};

const MARK: Kind = Kind(
    "mark",
    "word looks like a mark of the format and is written with “‹” for “<”",
    "words look like marks of the format and are written with “‹” for “<”",
);

fn write(export: &mut Export) {
    let mut out = String::new();
    for document in export.documents {
        if export.n_records > 0 {
            out.push('\n');
        }
        let tagged = tagged(export, document);
        let mut marks = tagged.marks.iter().peekable();
        let mut end = None;
        for sentence in tagged.sentences {
            export.n_records += 1;
            for idx in sentence.clone() {
                if idx > sentence.start {
                    out.push(' ');
                }
                if let Some((range, mention)) = marks.next_if(|it| it.0.start == idx) {
                    end = Some(range.end);
                    // A second colon would end the name.
                    let label = export.label_without(document, mention, ":<>");
                    out.extend(["<START:", &label, "> "]);
                }
                let token = tagged.tokens[idx].text;
                match token.strip_prefix('<') {
                    Some(rest) if token == "<END>" || token.starts_with("<START") => {
                        export.losses.add(&MARK, 1);
                        out.extend(["‹", rest]);
                    }
                    _ => out.push_str(token),
                }
                if end == Some(idx + 1) {
                    out.push_str(" <END>");
                    end = None;
                }
            }
            out.push('\n');
        }
    }
    if export.is_last {
        export.losses.add(&NO_BLANKS, export.totals.n_documents);
    }
    export.file("opennlp.txt".to_owned(), "text/plain", out);
}

fn read(source: &Source) -> Result<Opened, ImportError> {
    let mut import = Import::new(source);
    let (mut draft, mut aligned) = (TokenDraft::default(), Aligned::new());
    for (line, number) in source.text.lines().zip(1..) {
        if line.trim().is_empty() {
            import.add_tokens(std::mem::take(&mut draft), &mut aligned)?;
        }
        let mut open: Option<(usize, &str)> = None;
        for word in line.split_whitespace() {
            let at = draft.tokens.len();
            let name = word
                .strip_prefix("<START")
                .and_then(|it| it.strip_suffix('>'));
            match (name, open) {
                (Some(name), None) => open = Some((at, name.trim_start_matches(':'))),
                (None, Some((first, name))) if word == "<END>" && first < at => {
                    let label = if name.is_empty() { "default" } else { name };
                    draft.mentions.push((first, at, label.to_owned()));
                    open = None;
                }
                _ if name.is_some() || word == "<END>" => {
                    let expected =
                        "names that begin by “<START:…>”, end by “<END>” and do not nest";
                    return Err(ImportError::Line {
                        line: number,
                        expected,
                    });
                }
                _ => draft.tokens.push(TokenIn {
                    text: word.to_owned(),
                    ..TokenIn::default()
                }),
            }
        }
        if open.is_some() {
            let expected = "a line in which each name ends by “<END>”";
            return Err(ImportError::Line {
                line: number,
                expected,
            });
        }
        if let Some(last) = draft.tokens.last_mut() {
            last.is_last = true;
        }
    }
    import.add_tokens(draft, &mut aligned)?;
    import.finish()
}

#[cfg(test)]
mod tests;
