//! Tables: a row a mention, for spreadsheets (CSV) and for programs (TSV).
//!
//! ```text
//! start,end,label,text,document,id,parts,escaped
//! 0,3,Person,Ada,ada.txt,m1,,
//! ```
//!
//! `start` and `end` count code points from 0, `end` is excluded. A mention of several parts has them in `parts` as
//! `0 4;5 8`. Quoting is that of RFC 4180 in both; the CSV begins with the byte-order mark by which spreadsheets
//! tell UTF-8. A cell that a spreadsheet would take for a formula begins with an apostrophe, and `escaped` names its
//! column, so that reading the file takes the apostrophe away again.

use super::export::{Export, NO_TEXT};
use super::import::{DraftMention, Import, ImportError};
use super::loss::Kind;
use super::open::Opened;
use super::source::Source;
use super::table::{Choices, Format};

pub(crate) const CSV: Format = Format {
    name: "csv",
    title: "Table for spreadsheets (CSV)",
    extension: "csv",
    choices: Choices::None,
    sniff: |source| delimiter(source.text).is_some_and(|it| it != '\t'),
    import: Some(read),
    export: Some(|export| write(export, ',', "csv", "text/csv")),
};
pub(crate) const TSV: Format = Format {
    name: "tsv",
    title: "Table (TSV)",
    extension: "tsv",
    choices: Choices::None,
    sniff: |source| delimiter(source.text) == Some('\t'),
    import: Some(read),
    export: Some(|export| write(export, '\t', "tsv", "text/tab-separated-values")),
};

const COLUMNS: [&str; 8] = [
    "start", "end", "label", "text", "document", "id", "parts", "escaped",
];

const FORMULA: Kind = Kind(
    "formula",
    "mention has a cell that a spreadsheet would take for a formula; an apostrophe stands before it",
    "mentions have cells that a spreadsheet would take for formulas; an apostrophe stands before them",
);

fn write(export: &mut Export, delimiter: char, extension: &str, mime: &'static str) {
    let mut table = String::new();
    if export.is_first() {
        if delimiter == ',' {
            table.push('\u{feff}');
        }
        push_row(&mut table, delimiter, &COLUMNS);
    }
    for document in export.documents {
        for mention in document.mentions().iter() {
            let outer = mention.spans.outer();
            let mut parts = String::new();
            for span in mention
                .spans
                .iter()
                .filter(|_| mention.spans.is_discontinuous())
            {
                let separator = if parts.is_empty() { "" } else { ";" };
                parts += &format!("{separator}{} {}", span.start(), span.end());
            }
            let label = export.label(mention);
            let quote = document.quote(&mention.spans);
            let (mut cells, mut escaped) = (Vec::new(), String::new());
            for (column, cell) in [
                ("label", label),
                ("text", &quote),
                ("document", &document.name),
            ] {
                if is_formula(cell) {
                    cells.push(["'", cell].concat());
                    escaped.extend([column, " "]);
                } else {
                    cells.push(cell.to_owned());
                }
            }
            if !escaped.is_empty() {
                export.losses.mention(&FORMULA, &document.id, &mention.id);
            }
            let (start, end) = (outer.start().to_string(), outer.end().to_string());
            let row = [
                &start,
                &end,
                &*cells[0],
                &cells[1],
                &cells[2],
                mention.id.as_str(),
                &parts,
                escaped.trim_end(),
            ];
            push_row(&mut table, delimiter, &row);
        }
    }
    if export.is_last {
        export.losses.add(&NO_TEXT, export.totals.n_documents);
    }
    export.file(["mentions.", extension].concat(), mime, table);
}

fn push_row(table: &mut String, delimiter: char, cells: &[&str]) {
    for (cell_idx, cell) in cells.iter().enumerate() {
        if cell_idx > 0 {
            table.push(delimiter);
        }
        let is_plain = !cell.contains(['"', '\r', '\n', ',', ';', '\t'])
            && cell.trim_matches(' ').len() == cell.len();
        if is_plain {
            table.push_str(cell);
        } else {
            table.push('"');
            for c in cell.chars() {
                table.push(c);
                if c == '"' {
                    table.push(c);
                }
            }
            table.push('"');
        }
    }
    table.push_str("\r\n");
}

/// Whether a spreadsheet would take a cell for a formula. A negative number is none.
fn is_formula(cell: &str) -> bool {
    let is_number = cell.strip_prefix('-').is_some_and(|it| {
        it.starts_with(|c: char| c.is_ascii_digit())
            && it
                .chars()
                .all(|c| c.is_ascii_digit() || c == '.' || c == ',')
    });
    let signs = [
        '=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠',
    ];
    cell.starts_with(signs) && !is_number
}

/// Returns what divides the cells of a table of mentions; `None` for another file.
fn delimiter(text: &str) -> Option<char> {
    let head = text.lines().next()?;
    let is_it = |delimiter: &char| {
        let mut rows = Rows {
            rest: head,
            delimiter: *delimiter,
            line: 1,
        };
        let columns = rows.next().map(|it| columns(&it.1));
        columns.is_some_and(|it| it[..3].iter().all(Option::is_some))
    };
    [',', '\t', ';'].into_iter().find(is_it)
}

/// Returns the position of each of our columns in a table's first row.
fn columns(head: &[String]) -> [Option<usize>; 8] {
    let known = |cell: &String| match cell.trim().to_ascii_lowercase().as_str() {
        "begin" => "start".to_owned(),
        "type" | "entity" => "label".to_owned(),
        "quote" => "text".to_owned(),
        other => other.to_owned(),
    };
    let head: Vec<String> = head.iter().map(known).collect();
    COLUMNS.map(|name| head.iter().position(|it| it == name))
}

fn read(source: &Source) -> Result<Opened, ImportError> {
    let delimiter = delimiter(source.text).unwrap_or(',');
    let mut rows = Rows {
        rest: source.text,
        delimiter,
        line: 1,
    };
    let columns = rows.next().map(|it| columns(&it.1)).unwrap_or_default();
    let mut import = Import::new(source);
    for (line, row) in rows {
        if row.iter().all(|it| it.is_empty()) {
            continue;
        }
        let cell = |idx: usize| columns[idx].and_then(|it| row.get(it)).map(String::as_str);
        let is_escaped = |name: &str| cell(7).unwrap_or_default().split(' ').any(|it| it == name);
        let text = |idx: usize| {
            let cell = cell(idx)?;
            let is_escaped = is_escaped(COLUMNS[idx]);
            Some(
                cell.strip_prefix('\'')
                    .filter(|_| is_escaped)
                    .unwrap_or(cell),
            )
        };
        let offset = |idx: usize| cell(idx).and_then(|it| it.trim().parse().ok());
        let (Some(start), Some(end)) = (offset(0), offset(1)) else {
            let expected = "a row with whole numbers as “start” and “end”";
            return Err(ImportError::Line { line, expected });
        };
        let part = |it: &str| {
            let (start, end) = it.split_once(' ')?;
            Some((start.parse().ok()?, end.parse().ok()?))
        };
        let parts = cell(6).filter(|it| !it.is_empty());
        let parts = parts.and_then(|it| it.split(';').map(part).collect());
        let mention = DraftMention {
            id: text(5).unwrap_or_default().to_owned(),
            ranges: parts.unwrap_or_else(|| vec![(start, end)]),
            label: text(2).unwrap_or_default().to_owned(),
            quote: text(3).map(str::to_owned),
            ..DraftMention::default()
        };
        let draft = import.draft_named(text(4).unwrap_or_default())?;
        draft.push(mention)?;
    }
    import.finish()
}

/// Reads the rows of a table, each with the line that it begins on, from 1.
struct Rows<'a> {
    rest: &'a str,
    delimiter: char,
    line: usize,
}

impl Iterator for Rows<'_> {
    type Item = (usize, Vec<String>);

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let line = self.line;
        let (mut row, mut cell) = (Vec::new(), String::new());
        let (mut is_quoted, mut is_first) = (false, true);
        let mut chars = self.rest.char_indices().peekable();
        let mut end = self.rest.len();
        while let Some((at, c)) = chars.next() {
            self.line += usize::from(c == '\n');
            match c {
                '"' if is_quoted => {
                    if chars.next_if(|it| it.1 == '"').is_some() {
                        cell.push('"');
                    } else {
                        is_quoted = false;
                    }
                }
                '"' if is_first => is_quoted = true,
                _ if is_quoted => cell.push(c),
                '\n' => {
                    end = at + 1;
                    break;
                }
                '\r' if chars.peek().is_none_or(|it| it.1 == '\n') => continue,
                _ if c == self.delimiter => {
                    row.push(std::mem::take(&mut cell));
                    is_first = true;
                    continue;
                }
                _ => cell.push(c),
            }
            is_first = false;
        }
        row.push(cell);
        self.rest = &self.rest[end..];
        Some((line, row))
    }
}

#[cfg(test)]
mod tests;
