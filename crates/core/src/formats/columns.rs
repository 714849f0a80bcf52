//! Column formats: a line a token, an empty line behind each sentence, tags of mentions in the last column.
//!
//! ```text
//! -DOCSTART- -X- O O            Ada<TAB>B-Person            1<TAB>Ada<TAB>_ … <TAB>_<TAB>B-Person
//!
//! Ada -X- -X- B-Person          met<TAB>O                   2<TAB>met<TAB>_ … <TAB>SpaceAfter=No<TAB>O
//! ```
//!
//! CoNLL-2003 has four columns divided by blanks, IOB2 and IOBES two divided by tabs; CoNLL-U, as CoNLL-U Plus, has
//! its ten and one more, and tells what stands between the tokens as UDPipe does. All tags but those of IOBES are
//! IOB2. Where a file has several documents, a line `-DOCSTART-` begins each.

use self::reader::Reader;
use super::aligned::TokenIn;
use super::export::{Export, is_blank};
use super::import::{Import, ImportError};
use super::loss::Kind;
use super::open::Opened;
use super::source::Source;
use super::table::{Choices, Format};
use super::tokens::{NO_BLANKS, tagged};

pub(super) mod huggingface;
mod reader;
mod spaces;

pub(crate) const CONLL_2003: Format = Format {
    name: "conll2003",
    title: "CoNLL-2003",
    extension: "conll",
    choices: Choices::ProjectionAndTokens,
    sniff: |source| sniff(source.text).is_some_and(|it| it == Layout::Conll2003),
    import: Some(read),
    export: Some(|export| write(export, Layout::Conll2003)),
};
pub(crate) const IOB2: Format = Format {
    name: "iob2",
    title: "IOB2 (token, tag)",
    extension: "tsv",
    choices: Choices::ProjectionAndTokens,
    sniff: |source| sniff(source.text).is_some_and(|it| it == Layout::Iob2),
    import: Some(read),
    export: Some(|export| write(export, Layout::Iob2)),
};
pub(crate) const IOBES: Format = Format {
    name: "iobes",
    title: "IOBES (token, tag)",
    extension: "tsv",
    choices: Choices::ProjectionAndTokens,
    // Read with IOB2: the tags are told one by one.
    sniff: |_| false,
    import: Some(read),
    export: Some(|export| write(export, Layout::Iobes)),
};
pub(crate) const CONLL_U: Format = Format {
    name: "conllu",
    title: "CoNLL-U with a column for names",
    extension: "conllup",
    choices: Choices::ProjectionAndTokens,
    sniff: |source| sniff(source.text).is_some_and(|it| it == Layout::ConllU),
    import: Some(read),
    export: Some(|export| write(export, Layout::ConllU)),
};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Layout {
    Conll2003,
    Iob2,
    Iobes,
    ConllU,
}

const COLUMNS: &str =
    "# global.columns = ID FORM LEMMA UPOS XPOS FEATS HEAD DEPREL DEPS MISC NER\n";

const BAD_TAG: Kind = Kind(
    "tag",
    "tag continues a mention that does not stand before it, and begins a new one",
    "tags continue mentions that do not stand before them, and begin new ones",
);

fn write(export: &mut Export, layout: Layout) {
    let mut out = String::new();
    if layout == Layout::ConllU && export.is_first() {
        out.push_str(COLUMNS);
    }
    let n_documents = export.totals.n_documents;
    for document in export.documents {
        let tagged = tagged(export, document);
        match layout {
            Layout::Conll2003 => out.push_str("-DOCSTART- -X- O O\n\n"),
            Layout::Iob2 | Layout::Iobes if n_documents > 1 => {
                out.push_str("-DOCSTART-\tO\n\n");
            }
            Layout::ConllU => {
                out.extend(["# newdoc id = ", &document.name, "\n"]);
            }
            _ => {}
        }
        let mut marks = tagged.marks.iter().peekable();
        let mut mark: Option<(std::ops::Range<usize>, String)> = None;
        let content = document.text().as_str();
        let mut end = 0;
        for sentence in tagged.sentences {
            let first = sentence.start;
            if layout == Layout::ConllU {
                let text = &content[document.text().to_byte(tagged.tokens[first].span.start())
                    ..document
                        .text()
                        .to_byte(tagged.tokens[sentence.end - 1].span.end())];
                let line = text
                    .split(|c| c < ' ' || is_blank(c))
                    .filter(|it| !it.is_empty());
                out.push_str("# text =");
                line.for_each(|it| out.extend([" ", it]));
                out.push('\n');
            }
            for idx in sentence {
                let token = &tagged.tokens[idx];
                if let Some((range, mention)) = marks.next_if(|it| it.0.start == idx) {
                    mark = Some((
                        range.clone(),
                        export.label_without_blanks(document, mention),
                    ));
                }
                mark = mark.filter(|it| idx < it.0.end);
                let tag = match &mark {
                    None => "O".to_owned(),
                    Some((range, label)) => {
                        let is_last = idx + 1 == range.end;
                        let prefix = match (layout == Layout::Iobes, idx == range.start) {
                            (true, true) if is_last => "S-",
                            (true, false) if is_last => "E-",
                            (_, true) => "B-",
                            (_, false) => "I-",
                        };
                        [prefix, label].concat()
                    }
                };
                match layout {
                    Layout::Conll2003 => out.extend([token.text, " -X- -X- ", &tag]),
                    Layout::Iob2 | Layout::Iobes => out.extend([token.text, "\t", &tag]),
                    Layout::ConllU => {
                        let start = document.text().to_byte(token.span.start());
                        let before = if end == 0 { &content[..start] } else { "" };
                        end = document.text().to_byte(token.span.end());
                        let next = tagged.tokens.get(idx + 1).map(|it| it.span.start());
                        let behind = next.map_or(content.len(), |it| document.text().to_byte(it));
                        let misc = spaces::write(before, &content[end..behind]);
                        out.push_str(&(idx + 1 - first).to_string());
                        out.extend([
                            "\t",
                            token.text,
                            "\t_\t_\t_\t_\t_\t_\t_\t",
                            &misc,
                            "\t",
                            &tag,
                        ]);
                    }
                }
                out.push('\n');
            }
            out.push('\n');
        }
    }
    if layout != Layout::ConllU && export.is_last {
        export.losses.add(&NO_BLANKS, n_documents);
    }
    let (stem, extension, mime) = match layout {
        Layout::Conll2003 => ("conll2003", "conll", "text/plain"),
        Layout::Iob2 => ("iob2", "tsv", "text/tab-separated-values"),
        Layout::Iobes => ("iobes", "tsv", "text/tab-separated-values"),
        Layout::ConllU => ("mentions", "conllup", "text/plain"),
    };
    export.file([stem, ".", extension].concat(), mime, out);
}

/// Returns what a line is divided by, and its columns.
fn cells(line: &str) -> Vec<&str> {
    if line.contains('\t') {
        line.split('\t').collect()
    } else {
        line.split(' ').filter(|it| !it.is_empty()).collect()
    }
}

/// Returns the prefix of a tag and the label behind it; `None` for what is no tag.
fn tag(cell: &str) -> Option<(char, &str)> {
    if cell == "O" {
        return Some(('O', ""));
    }
    let prefix = cell.chars().next().filter(|it| "BIESLUMW".contains(*it))?;
    let label = cell[1..]
        .strip_prefix(['-', '_'])
        .filter(|it| !it.is_empty())?;
    Some((prefix, label))
}

/// Returns what stands behind the `#` of a line that may be a comment.
fn comment(line: &str) -> Option<&str> {
    let comment = line.strip_prefix("# ").filter(|it| !it.contains('\t'));
    comment.or_else(|| line.strip_prefix("#\t"))
}

/// Whether a line is neither blank nor a comment; a token that is `#` has a tag.
fn is_token(line: &str) -> bool {
    let is_comment = comment(line).is_some() && {
        let cells = cells(line);
        // As in “# text = O”, which ends with what could be a tag.
        cells.get(2) == Some(&"=") || tag(cells.last().unwrap_or(&"")).is_none()
    };
    !line.trim().is_empty() && !is_comment
}

fn is_conll_u(cells: &[&str]) -> bool {
    cells.len() >= 10 && cells[0].starts_with(|c: char| c.is_ascii_digit())
}

/// Whether the tokens of a file are numbered and all further columns are tags, the outer ones first, as in GermEval 2014.
fn is_numbered(text: &str) -> bool {
    let mut before = 0;
    let mut lines = text.lines().filter(|it| is_token(it)).take(50).map(cells);
    lines.all(|it| {
        let number = it[0].parse().unwrap_or(0);
        let is_next = number == 1 || number == before + 1;
        before = number;
        is_next && (4..10).contains(&it.len()) && it[2..].iter().all(|it| tag(it).is_some())
    })
}

/// Tells the layout of a file by its first lines; `None` where it has none of these.
fn sniff(text: &str) -> Option<Layout> {
    let lines = || text.lines().filter(|it| is_token(it)).take(50).map(cells);
    let first = lines().next()?;
    let has_tabs = text.lines().find(|it| is_token(it))?.contains('\t');
    // Divided by blanks, a line that begins with a number may be any text.
    if has_tabs && lines().all(|it| is_conll_u(&it)) {
        return Some(Layout::ConllU);
    }
    let is_tagged = |it: &Vec<&str>| it.len() > 1 && it.last().is_some_and(|it| tag(it).is_some());
    let is_alike = |it: &Vec<&str>| it.len() == first.len() || first[0] == "-DOCSTART-";
    let n = lines().count();
    // Few lines of words that are divided by blanks may be any text.
    let is_certain = has_tabs || n >= 3 || first[0] == "-DOCSTART-";
    if !lines().all(|it| is_tagged(&it) && is_alike(&it)) || !is_certain {
        return None;
    }
    Some(match first.len() {
        2 => Layout::Iob2,
        _ => Layout::Conll2003,
    })
}

fn read(source: &Source) -> Result<Opened, ImportError> {
    let mut import = Import::new(source);
    let is_numbered = is_numbered(source.text);
    let mut reader = Reader::default();
    reader.is_iob1 = !is_numbered && is_iob1(source.text);
    let mut column = None;
    for (line, number) in source.text.split('\n').zip(1..) {
        let line = line.strip_suffix('\r').unwrap_or(line);
        if let Some(comment) = comment(line).filter(|_| !is_token(line)) {
            if let Some(columns) = comment.strip_prefix("global.columns =") {
                column = columns.split_whitespace().position(|it| it == "NER");
            }
            if comment.starts_with("newdoc") {
                let name = comment.split_once('=').map_or("", |it| it.1.trim());
                reader.begin(&mut import, name)?;
            }
            continue;
        }
        if line.trim().is_empty() {
            reader.end_sentence();
            continue;
        }
        let cells = cells(line);
        if cells[0] == "-DOCSTART-" {
            reader.begin(&mut import, "")?;
            continue;
        }
        let mut token = TokenIn::default();
        let first_tag = if is_numbered { 2 } else { cells.len() - 1 };
        let mut tag_cells = cells.get(first_tag.max(1)..).unwrap_or_default().to_vec();
        if is_conll_u(&cells) {
            // Words within a token (1-2) and empty nodes (1.1) are not in the text.
            if cells[0].contains('.') || reader.skips(cells[0]) {
                continue;
            }
            cells[1].clone_into(&mut token.text);
            spaces::read(cells[9], &mut token);
            let in_misc = cells[9].split('|').find_map(|it| {
                let (name, value) = it.split_once('=')?;
                matches!(name, "NER" | "ner" | "NE" | "name").then_some(value)
            });
            let in_column = column.and_then(|it| cells.get(it).copied());
            tag_cells = vec![in_column.or(in_misc).unwrap_or("O")];
        } else {
            cells[usize::from(is_numbered && cells.len() > 1)].clone_into(&mut token.text);
        }
        let tags = tag_cells
            .into_iter()
            .map(|it| if it == "_" { "O" } else { it });
        let tags: Option<Vec<_>> = tags.map(tag).collect();
        let Some(tags) = tags.filter(|it| !it.is_empty()) else {
            let expected = "a token and a tag, such as “O” or “B-Person”";
            return Err(ImportError::Line {
                line: number,
                expected,
            });
        };
        if reader.token(token, &tags) {
            import
                .losses
                .add_at(&BAD_TAG, &["line ", &number.to_string()].concat());
        }
    }
    reader.begin(&mut import, "")?;
    import.finish()
}

/// Whether the tags of a file are IOB1: `B-` stands only where a mention of the same label ends.
fn is_iob1(text: &str) -> bool {
    let (mut before, mut has_i, mut has_b) = (("", ' '), false, false);
    for line in text.lines() {
        let (prefix, label) = cells(line)
            .last()
            .and_then(|it| tag(it))
            .unwrap_or(('O', ""));
        let goes_on = before.1 != 'O' && before.0 == label;
        has_i |= prefix == 'I' && !goes_on;
        has_b |= prefix == 'B' && !goes_on || "ESLUMW".contains(prefix);
        before = (label, prefix);
    }
    has_i && !has_b
}

#[cfg(test)]
mod tests;
