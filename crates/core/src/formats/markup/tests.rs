use super::{Dialect, Edge, escape_attribute, escape_text, nest, read};
use crate::span::Span;

/// Describes a file: its text, then a line for each element.
fn describe(source: &str, dialect: Dialect) -> String {
    let markup = match read(source, dialect) {
        Ok(markup) => markup,
        Err(error) => return error.to_string(),
    };
    let mut lines = vec![format!("{:?}", markup.text)];
    for element in &markup.elements {
        let text = markup.text_of(element);
        let end = if element.is_closed { "" } else { " not closed" };
        lines.push(format!(
            "{} {:?} {text:?}{end}",
            element.name, element.attributes
        ));
    }
    lines.join("\n")
}

#[track_caller]
fn check(source: &str, dialect: Dialect, expected: &[&str]) {
    assert_eq!(describe(source, dialect), expected.join("\n"), "{source:?}");
}

#[test]
fn xml_is_text_with_elements() {
    check(
        "<?xml version='1.0'?><!DOCTYPE a><a x=\"1 &quot;&#10;\" n:y='&lt;'>A &amp; <b/>b<!-- no --><![CDATA[<c>\r\n]]></a>",
        Dialect::Xml,
        &[
            r#""A & b<c>\n""#,
            r#"a [("x", "1 \"\n"), ("n:y", "<")] "A & b<c>\n""#,
            r#"b [] """#,
        ],
    );
    check(
        "<a>1\r2\r\n3&#13;\n</a>",
        Dialect::Xml,
        &[r#""1\n2\n3\r\n""#, r#"a [] "1\n2\n3\r\n""#],
    );
}

#[test]
fn html_is_read_as_programs_write_it() {
    check(
        "<!DOCTYPE html><pre id=document data-x>\n\nA<br>b & c &nbsp;<MARK class='x'>d</mark> 1 < 2</pre><script>if (a<b) c()</script>",
        Dialect::Html,
        &[
            "\"\\nA\\nb & c \\u{a0}d 1 < 2\"",
            "pre [(\"id\", \"document\"), (\"data-x\", \"\")] \"\\nA\\nb & c \\u{a0}d 1 < 2\"",
            "br [] \"\"",
            "MARK [(\"class\", \"x\")] \"d\"",
            "script [] \"\"",
        ],
    );
    check(
        "<p>a<b>c</p>d</i>",
        Dialect::Html,
        &["\"acd\"", "p [] \"ac\"", "b [] \"c\" not closed"],
    );
}

#[test]
fn what_is_broken_is_told_by_its_line() {
    for (source, reason) in [
        (
            "<a>\n<b></a>",
            "line 2: a tag closes another element than the one that is open",
        ),
        ("<a>\n", "line 2: the file ends before an element does"),
        ("<a", "line 1: a tag does not end"),
        ("<a x=1>", "line 1: an attribute has no value in quotes"),
        ("<a x='1' x='2'/>", "line 1: an attribute stands twice"),
        (
            "<a>\n\n1 < 2</a>",
            "line 3: a “<” stands where no tag begins",
        ),
        (
            "<a>&nbsp;</a>",
            "line 1: a “&” stands for no character that is known",
        ),
        (
            "<a>&#0;</a>",
            "line 1: a “&” stands for no character that is known",
        ),
        (
            "<a>&#xd800;</a>",
            "line 1: a “&” stands for no character that is known",
        ),
        (
            "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
            "line 1: it declares entities, which are not read",
        ),
    ] {
        check(
            source,
            Dialect::Xml,
            &[&format!("its markup breaks at {reason}")],
        );
    }
    let deep = "<a>".repeat(100_000);
    check(
        &deep,
        Dialect::Xml,
        &["its markup breaks at line 1: elements nest deeper than 1,000"],
    );
    check(
        &deep,
        Dialect::Html,
        &["its markup breaks at line 1: elements nest deeper than 1,000"],
    );
    let wide = format!("<a {}/>", "b ".repeat(100_000));
    check(
        &wide,
        Dialect::Html,
        &["its markup breaks at line 1: an element has more than 200 attributes"],
    );
}

#[test]
fn what_is_written_is_read_as_it_was() {
    let text = "a<b>&amp;\"'\r\n\t\r]]>\u{85}\u{2028}é🙂 ";
    let mut source = "<a x=\"".to_owned();
    escape_attribute(&mut source, text);
    source.push_str("\">");
    escape_text(&mut source, text);
    source.push_str("</a>");
    for dialect in [Dialect::Xml, Dialect::Html] {
        let markup = read(&source, dialect).unwrap();
        assert_eq!(markup.text, text);
        assert_eq!(markup.elements[0].attribute("x"), Some(text));
    }
}

/// Writes the elements of spans: a letter for each mention.
fn draw(spans: &[(usize, usize)]) -> String {
    let name = |mention: usize| char::from(b'a' + u8::try_from(mention).unwrap());
    let mut spans: Vec<(Span, usize)> = spans
        .iter()
        .enumerate()
        .map(|(idx, &(start, end))| (Span::new(start, end).unwrap(), idx))
        .collect();
    spans.sort_by_key(|it| it.0);
    let mut drawn = String::new();
    let mut at = 0;
    for (offset, edge) in nest(&spans, spans.len()).edges {
        drawn.push_str(&"·".repeat(offset - at));
        at = offset;
        match edge {
            Edge::Open { mention, nth } => {
                drawn.push(name(mention));
                drawn.push_str(&nth.to_string());
                drawn.push('(');
            }
            Edge::Close { .. } => drawn.push(')'),
        }
    }
    drawn
}

#[test]
fn spans_that_cross_are_cut() {
    for (spans, expected) in [
        (&[(0, 2), (2, 4)][..], "a0(··)b0(··)"),
        (&[(0, 4), (1, 2)], "a0(·b0(·)··)"),
        (&[(0, 3), (2, 5)], "a0(··b0(·))b1(··)"),
        (&[(0, 3), (0, 3)], "a0(b0(···))"),
        (&[(0, 4), (2, 6), (3, 8)], "a0(··b0(·c0(·)))c1(b1(··)··)"),
        (&[(0, 2), (4, 6), (1, 5)], "a0(·c0(·))c1(··b0(·))b1(·)"),
    ] {
        assert_eq!(draw(spans), expected, "{spans:?}");
    }
}

#[test]
fn what_would_be_cut_too_often_or_stand_too_deep_is_left_out() {
    let crossing = Vec::from_iter((0..300).map(|it| (Span::new(it, it + 300).unwrap(), it)));
    let nested = nest(&crossing, 300);
    assert!(nested.n_pieces.iter().all(|&it| it <= 64));
    assert_eq!(nested.n_pieces[0], 1);
    assert!(nested.n_pieces.contains(&0));
    let deep = Vec::from_iter((0..300).map(|it| (Span::new(0, 900 - it).unwrap(), it)));
    let nested = nest(&deep, 300);
    assert_eq!(nested.n_pieces.iter().filter(|&&it| it == 1).count(), 200);
    for nested in [nest(&crossing, 300), nested] {
        let mut open = Vec::new();
        for (_, edge) in nested.edges {
            match edge {
                Edge::Open { mention, .. } => open.push(mention),
                Edge::Close { mention } => assert_eq!(open.pop(), Some(mention)),
            }
        }
        assert!(open.is_empty());
    }
}
