use expect_test::{Expect, expect};

use super::{sentences, tokens};
use crate::formats::export::Tokenizer;
use crate::marked::parse;
use crate::span::Span;

/// Cuts a marked text: tokens divided by `|`, sentences by line ends.
#[track_caller]
fn check(marked: &str, tokenizer: Tokenizer, expected: &Expect) {
    let document = parse(marked).document;
    let spans: Vec<Span> = document
        .mentions()
        .iter()
        .map(|it| it.spans.outer())
        .collect();
    let tokens = tokens(document.text(), &spans, tokenizer);
    for token in &tokens {
        assert_eq!(document.text().get(token.span), Some(token.text));
    }
    let sentences = sentences(document.text(), &tokens, &spans);
    let lines = sentences.into_iter().map(|it| {
        let texts: Vec<&str> = tokens[it].iter().map(|it| it.text).collect();
        texts.join("|")
    });
    expected.assert_eq(&lines.collect::<Vec<_>>().join("\n"));
}

const TEXT: &str =
    "[Dr. Ada|P] paid $[5|M][bn|U]. She left!\nไทย 習近平 e\u{301}\u{a0}👩\u{200d}🚀";

#[test]
fn words_and_punctuation() {
    check(
        TEXT,
        Tokenizer::WordsAndPunctuation,
        &expect![[r#"
            Dr|.|Ada|paid|$|5|bn|.
            She|left|!
            ไ|ท|ย|習|近|平|é|👩‍🚀"#]],
    );
}

#[test]
fn words_alone_leave_out_what_is_in_no_mention() {
    check(
        TEXT,
        Tokenizer::Words,
        &expect![[r#"
            Dr|.|Ada|paid|5|bn
            She|left
            ไ|ท|ย|習|近|平|é"#]],
    );
}

#[test]
fn what_stands_between_blanks() {
    check(
        TEXT,
        Tokenizer::Whitespace,
        &expect![[r#"
            Dr.|Ada|paid|$|5|bn|.
            She|left!
            ไทย|習近平|é|👩‍🚀"#]],
    );
}

#[test]
fn characters() {
    check(
        "A🇭🇺 [e\u{301}x|Y].",
        Tokenizer::Characters,
        &expect!["A|🇭🇺|é|x|."],
    );
}

#[test]
fn no_sentence_ends_within_a_mention() {
    check(
        "One. [Two. Three|X] four. Five",
        Tokenizer::Words,
        &expect![[r#"
            One
            Two|.|Three|four
            Five"#]],
    );
}

#[test]
fn blanks_alone_are_nothing() {
    check(" \n[ |X]\u{2028} ", Tokenizer::Whitespace, &expect![""]);
    check("", Tokenizer::Characters, &expect![""]);
}
