//! [`read`]: the text of an XML or HTML file, and where its elements stand in it.

use super::entities;

/// The most elements that are read.
const MAX_ELEMENTS: usize = 2_000_000;
/// The most elements that one may stand in.
const MAX_DEPTH: usize = 1_000;
/// The most attributes of one element.
const MAX_ATTRIBUTES: usize = 200;

/// How a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::formats) enum Dialect {
    /// XML 1.0, but for what a DTD declares: a file that declares entities is refused.
    Xml,
    /// HTML as programs write it. Unlike a browser it moves no element; one that is not closed ends with what it
    /// stands in.
    Html,
}

/// An element of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::formats) struct Element<'a> {
    /// Its name as it is written, prefix included; in lower case only where it is.
    pub(in crate::formats) name: &'a str,
    /// Names and values.
    pub(in crate::formats) attributes: Vec<(&'a str, String)>,
    /// The first byte of its text in that of the file.
    pub(in crate::formats) start: usize,
    /// The byte behind its text.
    pub(in crate::formats) end: usize,
    /// How many elements it stands in.
    pub(in crate::formats) depth: usize,
    /// Whether it has an end of its own, or is empty.
    pub(in crate::formats) is_closed: bool,
}

impl Element<'_> {
    /// Returns the value of an attribute, by its name without a prefix.
    pub(in crate::formats) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|it| local(it.0) == name);
        found.map(|it| it.1.as_str())
    }
}

/// A file: its text without markup, and its elements in the order in which they begin.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::formats) struct Markup<'a> {
    /// The text of all elements, one after the other.
    pub(in crate::formats) text: String,
    /// The elements.
    pub(in crate::formats) elements: Vec<Element<'a>>,
}

impl<'a> Markup<'a> {
    /// Returns the first element of a name, which is compared without its prefix.
    pub(in crate::formats) fn first(&self, name: &str) -> Option<&Element<'a>> {
        self.elements.iter().find(|it| local(it.name) == name)
    }

    /// Returns the text of an element.
    pub(in crate::formats) fn text_of(&self, element: &Element) -> &str {
        self.text
            .get(element.start..element.end)
            .unwrap_or_default()
    }
}

/// Says why markup is not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("its markup breaks at line {line}: {reason}")]
pub struct MarkupError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub reason: &'static str,
}

/// Returns a name without its prefix.
pub(in crate::formats) fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// Reads a file. O(n) in its length; nothing that it declares is carried out.
///
/// # Errors
///
/// Where an element is not closed or closed by another, or a mark is broken off or stands for no character.
pub(in crate::formats) fn read(source: &str, dialect: Dialect) -> Result<Markup<'_>, MarkupError> {
    let mut reader = Reader {
        source,
        at: 0,
        is_html: dialect == Dialect::Html,
        markup: Markup::default(),
        open: Vec::new(),
    };
    reader.run().map_err(|reason| {
        let line = source[..reader.at].matches('\n').count() + 1;
        MarkupError { line, reason }
    })?;
    Ok(reader.markup)
}

struct Reader<'a> {
    source: &'a str,
    /// The byte that is read next; where it breaks, about the one that breaks it.
    at: usize,
    is_html: bool,
    markup: Markup<'a>,
    /// The elements that are not closed, by their places.
    open: Vec<usize>,
}

/// Elements of HTML that have no end.
const VOID: [&str; 8] = ["br", "hr", "img", "input", "link", "meta", "source", "wbr"];

impl<'a> Reader<'a> {
    fn run(&mut self) -> Result<(), &'static str> {
        while self.at < self.source.len() {
            let rest = &self.source[self.at..];
            if !rest.starts_with('<') {
                let end = rest.find('<').unwrap_or(rest.len());
                self.text(&rest[..end])?;
                self.at += end;
            } else if rest.starts_with("<!--") {
                self.skip("-->", "a comment does not end")?;
            } else if let Some(data) = rest.strip_prefix("<![CDATA[") {
                let end = data.find("]]>").ok_or("a CDATA section does not end")?;
                push_lines(&mut self.markup.text, &data[..end]);
                self.at += end + "<![CDATA[]]>".len();
            } else if rest.starts_with("<?") {
                self.skip(
                    if self.is_html { ">" } else { "?>" },
                    "an instruction does not end",
                )?;
            } else if rest.starts_with("<!") {
                let end = rest.find('>').ok_or("a declaration does not end")?;
                // What a document type declares is not carried out, so a file that counts on it is not read.
                if rest[..end].contains('[') {
                    return Err("it declares entities, which are not read");
                }
                self.at += end + 1;
            } else if let Some(name) = rest.strip_prefix("</") {
                let end = name.find('>').ok_or("a tag does not end")?;
                self.close(name[..end].trim())?;
                self.at += end + 3;
            } else if rest[1..].starts_with(|it: char| it.is_alphabetic() || it == '_') {
                self.open()?;
            } else if self.is_html {
                self.markup.text.push('<');
                self.at += 1;
            } else {
                return Err("a “<” stands where no tag begins");
            }
        }
        if let (Some(_), false) = (self.open.last(), self.is_html) {
            return Err("the file ends before an element does");
        }
        self.end_all(0);
        Ok(())
    }

    fn skip(&mut self, mark: &str, otherwise: &'static str) -> Result<(), &'static str> {
        let end = self.source[self.at..].find(mark).ok_or(otherwise)?;
        self.at += end + mark.len();
        Ok(())
    }

    fn text(&mut self, raw: &str) -> Result<(), &'static str> {
        let mut text = std::mem::take(&mut self.markup.text);
        let result = self.unescape(&mut text, raw);
        self.markup.text = text;
        result
    }

    /// Writes text with characters for the marks that stand for them; line breaks become line feeds.
    fn unescape(&self, out: &mut String, raw: &str) -> Result<(), &'static str> {
        let mut pieces = raw.split('&');
        push_lines(out, pieces.next().unwrap_or_default());
        for piece in pieces {
            let found = piece.split_once(';');
            let read = found.and_then(|(name, rest)| {
                (name.len() < 12).then_some((entities::character(name, self.is_html)?, rest))
            });
            match read {
                Some((c, rest)) => {
                    out.push(c);
                    push_lines(out, rest);
                }
                None if self.is_html => {
                    out.push('&');
                    push_lines(out, piece);
                }
                None => return Err("a “&” stands for no character that is known"),
            }
        }
        Ok(())
    }

    fn open(&mut self) -> Result<(), &'static str> {
        let rest = &self.source[self.at + 1..];
        let name_len = rest.find(|it: char| it.is_whitespace() || it == '>' || it == '/');
        let name = &rest[..name_len.ok_or("a tag does not end")?];
        let mut rest = rest[name.len()..].trim_start();
        let mut attributes = Vec::new();
        while !rest.starts_with('>') && !rest.starts_with("/>") {
            let end = rest.find(|it: char| it.is_whitespace() || matches!(it, '=' | '>' | '/'));
            let end = end.ok_or("a tag does not end")?;
            let (attribute, behind) = rest.split_at(end);
            let behind = behind.trim_start();
            let mut value = String::new();
            rest = match behind.strip_prefix('=').map(str::trim_start) {
                Some(quoted) if quoted.starts_with(['"', '\'']) => {
                    let (quote, quoted) = quoted.split_at(1);
                    let (raw, behind) = quoted.split_once(quote).ok_or("a value does not end")?;
                    self.unescape(&mut value, raw)?;
                    behind
                }
                Some(plain) if self.is_html => {
                    let end = plain.find(|it: char| it.is_whitespace() || it == '>');
                    let (raw, behind) = plain.split_at(end.ok_or("a tag does not end")?);
                    self.unescape(&mut value, raw)?;
                    behind
                }
                _ if self.is_html => behind.strip_prefix('/').unwrap_or(behind),
                _ => return Err("an attribute has no value in quotes"),
            };
            if !self.is_html {
                if attributes
                    .iter()
                    .any(|it: &(&str, String)| it.0 == attribute)
                {
                    return Err("an attribute stands twice");
                }
                if attribute.is_empty() {
                    return Err("an attribute has no name");
                }
            }
            if attributes.len() == MAX_ATTRIBUTES {
                return Err("an element has more than 200 attributes");
            }
            if !attribute.is_empty() {
                attributes.push((attribute, value));
            }
            rest = rest.trim_start();
        }
        let is_empty = rest.starts_with('/');
        self.at = self.source.len() - rest.len() + if is_empty { 2 } else { 1 };
        if self.markup.elements.len() == MAX_ELEMENTS {
            return Err("it has more than 2 million elements");
        }
        if self.open.len() == MAX_DEPTH {
            return Err("elements nest deeper than 1,000");
        }
        let at = self.markup.text.len();
        self.markup.elements.push(Element {
            name,
            attributes,
            start: at,
            end: at,
            depth: self.open.len(),
            is_closed: true,
        });
        if !self.is_html {
            if !is_empty {
                self.open.push(self.markup.elements.len() - 1);
            }
            return Ok(());
        }
        let is_one_of = |names: &[&str]| names.iter().any(|it| name.eq_ignore_ascii_case(it));
        if is_one_of(&["script", "style"]) {
            self.skip("</", "a script or style does not end")?;
            return self.skip(">", "a script or style does not end");
        }
        if is_one_of(&["br"]) {
            self.markup.text.push('\n');
        }
        if is_one_of(&["pre"]) {
            let rest = &self.source[self.at..];
            let behind = rest
                .strip_prefix("\r\n")
                .or_else(|| rest.strip_prefix(['\n', '\r']));
            self.at = self.source.len() - behind.unwrap_or(rest).len();
        }
        if !is_empty && !is_one_of(&VOID) {
            self.open.push(self.markup.elements.len() - 1);
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), &'static str> {
        let name_of = |it: &usize| self.markup.elements[*it].name;
        let found = if self.is_html {
            self.open
                .iter()
                .rposition(|it| name_of(it).eq_ignore_ascii_case(name))
        } else if self.open.last().map(name_of) == Some(name) {
            Some(self.open.len() - 1)
        } else {
            return Err("a tag closes another element than the one that is open");
        };
        if let Some(position) = found {
            self.end_all(position + 1);
            if let Some(element) = self.open.pop() {
                self.markup.elements[element].end = self.markup.text.len();
            }
        }
        Ok(())
    }

    /// Ends the elements from the `position`-th of those that are open, which have no end of their own.
    fn end_all(&mut self, position: usize) {
        for element in self.open.drain(position..) {
            let element = &mut self.markup.elements[element];
            element.end = self.markup.text.len();
            element.is_closed = false;
        }
    }
}

/// Writes text with line feeds for all line breaks, as readers of markup have to.
fn push_lines(out: &mut String, raw: &str) {
    let mut lines = raw.split('\r');
    out.push_str(lines.next().unwrap_or_default());
    for line in lines {
        out.push('\n');
        out.push_str(line.strip_prefix('\n').unwrap_or(line));
    }
}
