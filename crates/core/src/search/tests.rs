use super::{find, others_like};
use crate::span::Span;
use crate::text::Text;

/// Asserts where a phrase is found: `[` and `]` stand around each place.
#[track_caller]
fn check(phrase: &str, expected: &str) {
    let text = Text::new(expected.replace(['[', ']'], ""));
    let found = find(&text, phrase, |it| it.to_lowercase());
    assert_eq!(marked(&text, &found), expected);
}

/// Asserts which places are like the one in braces.
#[track_caller]
fn check_others(expected: &str) {
    let plain = expected.replace(['[', ']'], "");
    let start = plain.chars().position(|it| it == '{').unwrap();
    let end = plain.chars().position(|it| it == '}').unwrap() - 1;
    let text = Text::new(plain.replace(['{', '}'], ""));
    let found = others_like(&text, Span::new(start, end).unwrap());
    let expected = expected.replace(['{', '}'], "");
    assert_eq!(marked(&text, &found), expected);
}

fn marked(text: &Text, found: &[Span]) -> String {
    let mut marked: Vec<String> = text.as_str().chars().map(String::from).collect();
    for span in found {
        marked[span.start()].insert(0, '[');
        marked[span.end() - 1].push(']');
    }
    marked.concat()
}

#[test]
fn a_phrase_is_found_in_large_and_small_letters() {
    check("kim", "[Kim] met [KIM] Jong and a [kim]ono.\n[Kim].");
    check("ÉTÉ", "[été], [Été] et hiver");
}

#[test]
fn nothing_is_found_of_nothing() {
    check("", "Kim");
    check("Kim", "");
}

#[test]
fn what_a_phrase_holds_is_no_pattern() {
    check(".*", "a [.*] b ab");
    check("(", "f[(]x)");
}

#[test]
fn offsets_count_characters_behind_emoji_and_letters_that_become_two() {
    check("kim", "🚀🚀 [Kim] İstanbul\n🚀 [Kim]");
    check("istanbul", "İstanbul, [Istanbul]");
}

#[test]
fn no_grapheme_is_split() {
    check("e", "[e] e\u{301} [e]");
    check("👩", "[👩] 👩‍🚀");
    check_others("{e} e\u{301} [e]");
}

#[test]
fn places_do_not_overlap() {
    check("aa", "[aa][aa]a");
}

#[test]
fn other_places_are_whole_words_where_the_first_is() {
    check_others("{Kim} and [Kim] wore a Kimono. [Kim]’s, kim");
    check_others("Kimo{no} is [no], Mo[no]");
}

#[test]
fn other_places_in_scripts_without_blanks() {
    check_others("{普京}总统和[普京]会谈");
    check_others("ไป{กรุงเทพ}แล้ว[กรุงเทพ]");
}

#[test]
fn other_places_may_go_over_lines() {
    check_others("{Kim\nJong} Un, Kim Jong, [Kim\nJong]");
}
