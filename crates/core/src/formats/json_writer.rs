//! [`JsonWriter`]: writes JSON with its fields in the order in which they are given.

use crate::model::Extra;

/// Writes JSON piece by piece; commas and line ends come by themselves.
///
/// ```text
/// let mut json = JsonWriter::new(1);
/// json.open('{'); json.key("text"); json.text("Ada"); json.close('}');
/// ```
pub(crate) struct JsonWriter {
    out: String,
    /// Items of lists and objects up to this depth stand on lines of their own.
    n_broken: usize,
    /// What stands behind a comma and a colon within a line.
    blank: &'static str,
    depth: usize,
    /// Whether nothing stands in the innermost list or object, or behind a key.
    is_first: bool,
    is_behind_key: bool,
}

impl JsonWriter {
    /// Begins; the items of the outer `n_broken` levels stand on lines of their own, 0 writes one line.
    pub(crate) fn new(n_broken: usize) -> Self {
        Self {
            out: String::new(),
            n_broken,
            blank: " ",
            depth: 0,
            is_first: true,
            is_behind_key: false,
        }
    }

    /// Begins what no person reads: one line without blanks.
    pub(crate) fn dense() -> Self {
        Self {
            blank: "",
            ..Self::new(0)
        }
    }

    /// Makes room for about so many bytes, where they are known to come.
    pub(crate) fn reserve(&mut self, n_bytes: usize) {
        self.out.reserve(n_bytes);
    }

    /// Opens an object by `{`, a list by `[`.
    pub(crate) fn open(&mut self, bracket: char) {
        self.item();
        self.out.push(bracket);
        self.depth += 1;
        self.is_first = true;
    }

    /// Closes it by `}` or `]`.
    pub(crate) fn close(&mut self, bracket: char) {
        if !self.is_first && self.depth <= self.n_broken {
            self.break_line(self.depth - 1);
        }
        self.depth -= 1;
        self.out.push(bracket);
        self.is_first = false;
    }

    /// Names the field whose value follows; nothing in the name is to be escaped.
    pub(crate) fn key(&mut self, name: &'static str) {
        self.item();
        self.out.push('"');
        self.out.push_str(name);
        self.out.push('"');
        self.colon();
    }

    fn colon(&mut self) {
        self.out.push(':');
        self.out.push_str(self.blank);
        self.is_first = true;
        self.is_behind_key = true;
    }

    /// Writes a text.
    pub(crate) fn text(&mut self, text: &str) {
        self.item();
        push_quoted(&mut self.out, text);
    }

    /// Writes a number.
    pub(crate) fn number(&mut self, n: usize) {
        self.item();
        self.out.push_str(itoa::Buffer::new().format(n));
    }

    /// Writes what is JSON already: `true`, or another value on one line.
    pub(crate) fn raw(&mut self, json: &str) {
        self.item();
        self.out.push_str(json);
    }

    /// Writes a field with a text.
    pub(crate) fn text_field(&mut self, name: &'static str, text: &str) {
        self.key(name);
        self.text(text);
    }

    /// Writes a field with a number.
    pub(crate) fn number_field(&mut self, name: &'static str, n: usize) {
        self.key(name);
        self.number(n);
    }

    /// Writes fields that this version does not know, as they came.
    pub(crate) fn extra_fields(&mut self, extra: &Extra) {
        for (name, value) in extra.iter() {
            self.text(name);
            self.colon();
            self.raw(&value.to_string());
        }
    }

    /// Returns what was written since the last time; behind the last value with a line end, unless it is dense.
    pub(crate) fn take(&mut self) -> String {
        let is_dense = self.blank.is_empty();
        if self.depth == 0 && !is_dense && !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
        std::mem::take(&mut self.out)
    }

    fn item(&mut self) {
        // A value behind its key stays on the line.
        let is_in_line = self.is_behind_key || self.depth == 0 || self.depth > self.n_broken;
        if !self.is_first {
            self.out.push(',');
        }
        if !is_in_line {
            self.break_line(self.depth);
        } else if !self.is_first {
            self.out.push_str(self.blank);
        }
        self.is_first = false;
        self.is_behind_key = false;
    }

    fn break_line(&mut self, n_blanks: usize) {
        self.out.push('\n');
        for _ in 0..n_blanks {
            self.out.push(' ');
        }
    }
}

/// Writes a text as JSON has it. Line ends that only some programs know are escaped, so that none cuts a line there.
pub(crate) fn push_quoted(out: &mut String, text: &str) {
    // The first bytes of all that is escaped, and of little that is not.
    let may_be_escaped = |it: u8| matches!(it, 0..=0x1f | b'"' | b'\\' | 0x7f | 0xc2 | 0xe2);
    out.push('"');
    let mut rest = text;
    loop {
        let (plain, behind) =
            rest.split_at(rest.bytes().position(may_be_escaped).unwrap_or(rest.len()));
        out.push_str(plain);
        let mut behind = behind.chars();
        let Some(c) = behind.next() else { break };
        rest = behind.as_str();
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' => {
                out.push_str("\\u");
                for shift in [12, 8, 4, 0] {
                    out.push(b"0123456789abcdef"[(c as usize >> shift) & 15].into());
                }
            }
            _ => out.push(c),
        }
    }
    out.push('"');
}
