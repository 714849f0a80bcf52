//! brat: for each document a text `NAME.txt` and its annotations `NAME.ann`, and one `annotation.conf` with the types.
//!
//! ```text
//! T1<TAB>Person 0 3<TAB>Ada
//! T2<TAB>Given_Name 8 12;13 17<TAB>left hand
//! #1<TAB>AnnotatorNotes T2<TAB>label: Given Name
//! ```
//!
//! Offsets count code points of a text whose line ends are line feeds. A mention is cut where a line ends in it, and a
//! label with blanks stands in a note. Lines that are no mentions (relations, events, attributes, notes) are kept in the
//! document's field `brat`.

use std::collections::BTreeMap;

use serde_json::Value;

use super::export::{BLANK, Export, LABEL_BLANKS, TRIMMED, is_blank, without_blanks};
use super::import::{DraftMention, Import, ImportError};
use super::loss::Kind;
use super::open::{Opened, clean_name};
use super::source::{Source, has_extension};
use super::table::{Choices, Format};
use crate::span::Span;
use crate::text::Text;

pub(crate) const FORMAT: Format = Format {
    name: "brat",
    title: "brat (.txt, .ann)",
    extension: "ann",
    choices: Choices::None,
    sniff,
    import: Some(read),
    export: Some(write),
};

const CONFIG: &str = "annotation.conf";
/// What a note begins with that holds the label as it is.
const LABEL: &str = "label: ";

const LINE_ENDS: Kind = Kind(
    "line-ends",
    "mention stands in a text with other line ends than line feeds or with a byte-order mark, and its offsets move",
    "mentions stand in texts with other line ends than line feeds or with a byte-order mark, and their offsets move",
);
const CUT: Kind = Kind(
    "blanks-at-cut",
    "mention has parts divided by nothing but a line end or tab, and is read as one",
    "mentions have parts divided by nothing but line ends or tabs, and are read as one",
);
const OTHER_LINE: Kind = Kind(
    "brat-line",
    "relation, event, attribute or note is not shown, and is kept beside the document",
    "relations, events, attributes or notes are not shown, and are kept beside the document",
);
const BAD_LINE: Kind = Kind(
    "line",
    "line is no annotation that brat knows, and is kept beside the document",
    "lines are no annotations that brat knows, and are kept beside the document",
);

fn write(export: &mut Export) {
    for document in export.documents {
        let stem = export.stem(document);
        let text = document.text().as_str();
        let lf = LineFeeds::of(text);
        let (mut ann, mut notes, mut n_notes) = (String::new(), String::new(), 0);
        let mut n = 0;
        for mention in document.mentions().iter() {
            let mut parts: Vec<Span> = Vec::new();
            let mut is_trimmed = false;
            for (part_idx, span) in mention.spans.iter().enumerate() {
                let pieces = pieces(document.text(), span);
                let (first, last) = (pieces.first(), pieces.last());
                let is_whole = first.is_some_and(|it| it.start() == span.start())
                    && last.is_some_and(|it| it.end() == span.end());
                is_trimmed |= !is_whole;
                let gap = parts
                    .last()
                    .zip(first)
                    .and_then(|(a, b)| Span::new(a.end(), b.start()));
                let gap = gap
                    .and_then(|it| document.text().get(it))
                    .unwrap_or_default();
                if part_idx > 0 && is_cut(gap) && is_whole {
                    export.losses.mention(&CUT, &document.id, &mention.id);
                }
                parts.extend(pieces);
            }
            parts.retain(|it| lf.offset(it.start()) < lf.offset(it.end()));
            if parts.is_empty() {
                export.losses.mention(&BLANK, &document.id, &mention.id);
                continue;
            }
            if is_trimmed {
                export.losses.mention(&TRIMMED, &document.id, &mention.id);
            }
            if lf.has_changed {
                export.losses.mention(&LINE_ENDS, &document.id, &mention.id);
            }
            n += 1;
            let label = export.label(mention);
            let kind = type_of(label);
            ann += &format!("T{n}\t{kind}");
            for (part_idx, part) in parts.iter().enumerate() {
                let separator = if part_idx == 0 { ' ' } else { ';' };
                ann += &format!(
                    "{separator}{} {}",
                    lf.offset(part.start()),
                    lf.offset(part.end())
                );
            }
            for (part_idx, part) in parts.iter().enumerate() {
                ann.push(if part_idx == 0 { '\t' } else { ' ' });
                ann.push_str(document.text().get(*part).unwrap_or_default());
            }
            ann.push('\n');
            if label.contains(|c: char| c.is_control() || is_cut_char(c)) {
                export
                    .losses
                    .mention(&LABEL_BLANKS, &document.id, &mention.id);
            } else if kind != label {
                n_notes += 1;
                notes += &format!("#{n_notes}\tAnnotatorNotes T{n}\t{LABEL}{label}\n");
            }
            export.kinds.insert(kind);
        }
        ann.push_str(&notes);
        export.file([&stem, ".ann"].concat(), "text/plain", ann);
        export.file([&stem, ".txt"].concat(), "text/plain", lf.text);
    }
    if !export.is_last {
        return;
    }
    let mut config = "[entities]\n".to_owned();
    for kind in std::mem::take(&mut export.kinds) {
        config.extend([&kind, "\n"]);
    }
    config.push_str("\n[relations]\n\n[events]\n\n[attributes]\n");
    export.file(CONFIG.to_owned(), "text/plain", config);
}

/// Returns a label as brat can hold it: without blanks, and without a sign that means something else at its beginning.
fn type_of(label: &str) -> String {
    let kind = without_blanks(label);
    if kind.starts_with(['[', '#', '<', '!', '-']) {
        ["_", &kind].concat()
    } else {
        kind
    }
}

/// Whether a line of the annotations cannot hold a character: those at which Python ends lines, and the tab.
fn is_cut_char(c: char) -> bool {
    matches!(c, '\t'..='\r' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether what stands between two parts is only what a mention was cut at.
fn is_cut(gap: &str) -> bool {
    gap.chars().all(is_blank) && gap.contains(is_cut_char)
}

/// Cuts a span where a line ends in it, and trims the pieces.
fn pieces(text: &Text, span: Span) -> Vec<Span> {
    let content = text.get(span).unwrap_or_default();
    let (mut pieces, mut at) = (Vec::new(), span.start());
    for line in content.split(is_cut_char) {
        let n_before = line.chars().take_while(|&c| is_blank(c)).count();
        let trimmed = line.trim_matches(is_blank);
        let start = at + n_before;
        pieces.extend(Span::new(start, start + trimmed.chars().count()));
        at += line.chars().count() + 1;
    }
    pieces
}

/// A text with line feeds for all line ends and without a byte-order mark, which readers take for none of its
/// characters; and where its characters went.
struct LineFeeds {
    text: String,
    /// Where what is left out stood: the line feeds of CR LF, the byte-order mark. In code points, in order.
    left_out: Vec<usize>,
    has_changed: bool,
}

impl LineFeeds {
    fn of(text: &str) -> Self {
        let mut left_out = Vec::new();
        let mut before = ' ';
        for (at, c) in text.chars().enumerate() {
            if before == '\r' && c == '\n' || at == 0 && c == '\u{feff}' {
                left_out.push(at);
            }
            before = c;
        }
        let kept = text.strip_prefix('\u{feff}').unwrap_or(text);
        Self {
            text: kept.replace("\r\n", "\n").replace('\r', "\n"),
            has_changed: text.contains('\r') || !left_out.is_empty(),
            left_out,
        }
    }

    fn offset(&self, at: usize) -> usize {
        at - self.left_out.partition_point(|it| *it < at)
    }
}

/// Returns the id of the mention that a note has the label of, and that label.
fn label_note(line: &str) -> Option<(&str, &str)> {
    let (id, note) = line.split_once("\tAnnotatorNotes ")?.1.split_once('\t')?;
    Some((id, note.strip_prefix(LABEL)?))
}

/// Reads a line that is a mention: its id, its type, its parts, its text.
fn mention(line: &str) -> Option<(&str, DraftMention)> {
    let (id, rest) = line.split_once('\t')?;
    id.strip_prefix('T').filter(|it| !it.is_empty())?;
    let (place, quote) = rest.split_once('\t').unwrap_or((rest, ""));
    let (kind, parts) = place.split_once(' ')?;
    let part = |it: &str| {
        let (start, end) = it.trim().split_once(' ')?;
        Some((start.parse().ok()?, end.parse().ok()?))
    };
    let ranges: Option<Vec<(usize, usize)>> = parts.split(';').map(part).collect();
    let quote = quote.trim_matches(is_blank);
    let mention = DraftMention {
        ranges: ranges?,
        label: kind.to_owned(),
        quote: (!quote.is_empty()).then(|| quote.to_owned()),
        is_cut: Some(is_cut),
        ..DraftMention::default()
    };
    Some((id, mention))
}

/// Whether a line is another annotation of brat.
fn is_other(line: &str) -> bool {
    let Some((id, _)) = line.split_once('\t') else {
        return false;
    };
    let digits = id.trim_start_matches(['R', 'E', 'A', 'M', 'N', 'X', '#']);
    id == "*" || digits.len() + 1 == id.len() && digits.bytes().all(|it| it.is_ascii_digit())
}

fn sniff(source: &Source) -> bool {
    let mut lines = source.text.lines().filter(|it| !it.trim().is_empty());
    let Some(first) = lines.next() else {
        return has_extension(source.name, "ann");
    };
    let is_likely = is_other(first) || has_extension(source.name, "ann");
    first == "[entities]"
        || mention(first).is_some()
        || is_likely && lines.any(|it| mention(it).is_some())
}

/// Reads the types of a configuration: of those in `labels` the labels as they are.
fn read_types(config: &str, labels: &BTreeMap<String, String>, import: &mut Import) {
    let mut is_entities = false;
    for line in config.lines().map(str::trim) {
        if line.starts_with('[') {
            is_entities = line == "[entities]";
        } else if is_entities && !line.is_empty() && !line.starts_with(['#', '<', '!']) {
            // Hyphens tell how deep a type stands under others; behind a tab stand its arguments.
            let kind = line.trim_start_matches('-').split(['\t', ' ']).next();
            if let Some(kind) = kind.filter(|it| !it.is_empty()) {
                import.label(labels.get(kind).map_or(kind, String::as_str));
            }
        }
    }
}

fn read(source: &Source) -> Result<Opened, ImportError> {
    let mut import = Import::new(source);
    if source.text.trim_start().starts_with("[entities]") {
        read_types(source.text, &BTreeMap::new(), &mut import);
        return import.finish();
    }
    let (mut mentions, mut kept) = (Vec::new(), Vec::new());
    let mut by_id = BTreeMap::new();
    for (line, number) in source.text.lines().zip(1..) {
        if line.trim().is_empty() {
            continue;
        }
        if let Some((id, mention)) = mention(line) {
            by_id.insert(id, mentions.len());
            mentions.push(mention);
            continue;
        }
        if let Some((id, label)) = label_note(line)
            && let Some(mention) = by_id.get(id).map(|it| &mut mentions[*it])
            && type_of(label) == mention.label
        {
            label.clone_into(&mut mention.label);
            continue;
        }
        match is_other(line) {
            true => import.losses.add(&OTHER_LINE, 1),
            false => import
                .losses
                .add_at(&BAD_LINE, &["line ", &number.to_string()].concat()),
        }
        kept.push(Value::from(line));
    }
    if let Some(config) = source.companion(|it| clean_name(it) == CONFIG) {
        let labels = mentions
            .iter()
            .map(|it| (type_of(&it.label), it.label.clone()));
        read_types(config, &labels.collect(), &mut import);
    }
    let name = clean_name(source.name);
    let stem = name.rsplit_once('.').map_or(name.as_str(), |it| it.0);
    let draft = import.begin(&[stem, ".txt"].concat(), None)?;
    for mention in mentions {
        draft.push(mention)?;
    }
    if !kept.is_empty() {
        draft.extra.insert("brat".to_owned(), Value::Array(kept));
    }
    import.finish()
}

#[cfg(test)]
mod tests;
