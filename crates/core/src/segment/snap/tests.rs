use super::{Unit, sentence_at, snap, trim, word_at};
use crate::marked::{Marked, parse, print};
use crate::span::Span;

/// Writes the fixture with another selection, or without one.
fn redraw(fixture: &Marked, span: Option<Span>) -> String {
    let selection = span.map(|it| it.start()..it.end());
    print(&fixture.document, &fixture.labels, selection)
}

#[track_caller]
fn check(unit: Unit, marked: &str, expected: &str) {
    let fixture = parse(marked);
    let document = &fixture.document;
    let snapped = snap(document.text(), document.blocks(), fixture.span(), unit);
    assert_eq!(
        redraw(&fixture, snapped),
        expected,
        "{marked:?} by {unit:?}"
    );
    if let Some(snapped) = snapped {
        let again = snap(document.text(), document.blocks(), snapped, unit);
        assert_eq!(again, Some(snapped), "{marked:?} by {unit:?} twice");
    }
}

#[track_caller]
fn check_words(marked: &str, expected: &str) {
    check(Unit::Word, marked, expected);
}

#[test]
fn an_edge_inside_a_word_moves_outward() {
    check_words("Ada m{et Char}les.", "Ada {met Charles}.");
    check_words("Ada m{e}t Charles.", "Ada {met} Charles.");
}

#[test]
fn an_edge_at_a_word_edge_stays() {
    check_words("Ada {met} Charles.", "Ada {met} Charles.");
    check_words("Ada met {Charles}.", "Ada met {Charles}.");
    check_words("Ada met {Charles.}", "Ada met {Charles.}");
    check_words("{Ada met Charles.}", "{Ada met Charles.}");
}

#[test]
fn blanks_at_the_edges_are_cut() {
    check_words("Ada{ met }Charles", "Ada {met} Charles");
    check_words(
        "Ada{\r\n\u{3000}met\u{a0}\u{200b}\t}Charles",
        "Ada\r\n\u{3000}{met}\u{a0}\u{200b}\tCharles",
    );
    check(Unit::Character, "Ada{ m}et", "Ada {m}et");
}

#[test]
fn a_selection_of_blanks_gives_nothing() {
    for unit in [Unit::Character, Unit::Word, Unit::Sentence, Unit::Block] {
        check(unit, "Ada{ \n\t}met", "Ada \n\tmet");
        check(unit, "Ada{\u{feff}\u{2029}}met", "Ada\u{feff}\u{2029}met");
    }
}

#[test]
fn a_selection_beyond_the_text_gives_nothing() {
    let text = parse("Ada").document.text().clone();
    let span = Span::new(1, 9).unwrap();
    assert_eq!(snap(&text, &[], span, Unit::Word), None);
}

#[test]
fn a_possessive_is_not_swallowed() {
    check_words(
        "condemned {Euro}pe’s handling",
        "condemned {Europe}’s handling",
    );
    check_words(
        "condemned {Europe}'s handling",
        "condemned {Europe}'s handling",
    );
    check_words(
        "condemned {Euro}pe‘s handling",
        "condemned {Europe}‘s handling",
    );
    check_words("{CHARL}ES’S", "{CHARLES}’S");
}

#[test]
fn a_possessive_that_is_selected_in_part_is_taken_whole() {
    check_words("{Europe’}s handling", "{Europe’s} handling");
    check_words("Europe’{s handling}", "Europe{’s handling}");
}

#[test]
fn an_apostrophe_inside_a_word_does_not_cut_it() {
    check_words("O’{Neill} did", "{O’Neill} did");
    check_words("they don’{t} know", "they {don’t} know");
}

#[test]
fn parts_of_a_word_with_hyphens_are_words() {
    check_words("the anti-{imp}erialist", "the anti-{imperialist}");
    check_words("Kim Jong-{U}n", "Kim Jong-{Un}");
    check_words("{Kim Jon}g-Un", "{Kim Jong}-Un");
    check_words("Soyuz-{2}", "Soyuz-{2}");
}

#[test]
fn numbers_are_whole() {
    check_words("paid 1{,2}00.50 to", "paid {1,200.50} to");
}

#[test]
fn scripts_without_blanks_stay_at_characters() {
    check_words("习近平会见{普京}总统", "习近平会见{普京}总统");
    check_words("นายก{รัฐ}มนตรี", "นายก{รัฐ}มนตรี");
    check_words("プーチ{ン大統}領", "プーチ{ン大統}領");
    check_words("ពិភព{លោក}ថ្មី", "ពិភព{លោក}ថ្មី");
}

#[test]
fn hangul_is_written_with_blanks_and_snaps_to_words() {
    check_words("블라{디미}르 푸틴", "{블라디미르} 푸틴");
}

#[test]
fn letters_beside_a_script_without_blanks_are_words() {
    check_words("用Ru{st}写", "用{Rust}写");
}

#[test]
fn hebrew_and_arabic_snap_to_words() {
    check_words("ולדימיר פ{וט}ין נפגש", "ולדימיר {פוטין} נפגש");
    check_words("צה{״}ל", "{צה״ל}");
    check_words("التقى بو{ت}ين", "التقى {بوتين}");
}

#[test]
fn a_combining_mark_stays_with_its_letter() {
    check(Unit::Character, "caf{e}\u{301}s", "caf{e\u{301}}s");
    check(Unit::Character, "caf{e\u{301}}s", "caf{e\u{301}}s");
    check(Unit::Character, "cafe{\u{301}s}", "caf{e\u{301}s}");
    check(Unit::Character, "नमस्{ते}", "नम{स्ते}");
    check(Unit::Character, "น{า}ย", "น{า}ย");
    check(Unit::Character, "น{ำ}", "{นำ}");
}

#[test]
fn a_joined_emoji_is_one_character() {
    check(Unit::Character, "a{👩}‍🚀b", "a{👩‍🚀}b");
    check(Unit::Character, "a👩‍{🚀}b", "a{👩‍🚀}b");
    check(Unit::Character, "👍{🏽}", "{👍🏽}");
    check_words("a {👨‍👩}‍👧‍👦 b", "a {👨‍👩‍👧‍👦} b");
}

#[test]
fn a_flag_is_one_character() {
    check(Unit::Character, "🇭🇺{🇷}🇺", "🇭🇺{🇷🇺}");
    check(Unit::Character, "🇭{🇺🇷}🇺", "{🇭🇺🇷🇺}");
}

#[test]
fn a_blank_under_a_combining_mark_is_no_blank() {
    check(Unit::Character, "a{ \u{308}}b", "a{ \u{308}}b");
    check(Unit::Character, "a {\u{308}}b", "a{ \u{308}}b");
    check_words("a{ }\u{308}b", "a \u{308}b");
}

#[test]
fn cr_lf_is_never_half_in_a_span() {
    check(Unit::Character, "{a\r}\nb", "{a}\r\nb");
    check(Unit::Character, "a\r{\nb}", "a\r\n{b}");
    check(Unit::Character, "{a\r\nb}", "{a\r\nb}");
}

#[test]
fn a_sentence_is_taken_whole_and_without_the_blanks_behind_it() {
    check(
        Unit::Sentence,
        "One is here. Two {is} there. Three.",
        "One is here. {Two is there.} Three.",
    );
    check(
        Unit::Sentence,
        "One is here. Tw{o is there. Th}ree.",
        "One is here. {Two is there. Three.}",
    );
}

#[test]
fn a_sentence_ends_with_its_block() {
    check(
        Unit::Sentence,
        "- a list item\n- ano{th}er one\nand a paragraph",
        "- a list item\n- {another one}\nand a paragraph",
    );
}

#[test]
fn a_grapheme_belongs_to_the_sentence_in_which_it_begins() {
    check(Unit::Sentence, "One. ำ{a}. Two.", "One. ำ{a.} Two.");
    check(Unit::Sentence, "One. {ำ}a. Two.", "{One. ำ}a. Two.");
}

#[test]
fn a_block_is_taken_whole_and_without_its_marker() {
    check(
        Unit::Block,
        "- One. Two.\n- Three. {Fo}ur.  \nFive.",
        "- One. Two.\n- {Three. Four.}  \nFive.",
    );
    check(
        Unit::Block,
        "One. Tw{o.\nTh}ree.\nFour.",
        "{One. Two.\nThree.}\nFour.",
    );
}

#[test]
fn a_list_marker_is_in_no_block() {
    check(Unit::Block, "One.\n{- Tw}o.", "One.\n{- Two.}");
    check(Unit::Block, "One.\n{-} Two.", "One.\n{-} Two.");
    check(Unit::Sentence, "One.\n{-} Two.", "One.\n{-} Two.");
    check(Unit::Block, "{-} Two.", "{-} Two.");
}

#[test]
fn a_word_is_looked_for_nearby_only() {
    let text = parse(&format!("{}{{b}}{}", "a".repeat(1000), "c".repeat(1000)));
    let snapped = snap(text.document.text(), &[], text.span(), Unit::Word).unwrap();
    assert_eq!((snapped.start(), snapped.end()), (800, 1200));
}

#[track_caller]
fn check_trim(marked: &str, expected: &str) {
    let fixture = parse(marked);
    let trimmed = trim(fixture.document.text(), fixture.span());
    assert_eq!(redraw(&fixture, trimmed), expected, "{marked:?}");
}

#[test]
fn trimming_cuts_blanks_and_nothing_else() {
    check_trim("a{ b c\n}d", "a {b c}\nd");
    check_trim("{a}", "{a}");
    check_trim("a{\u{200b}\u{feff}\u{3000}}b", "a\u{200b}\u{feff}\u{3000}b");
    check_trim("a{\u{200d}}b", "a{\u{200d}}b");
}

/// Draws the word at the caret.
#[track_caller]
fn check_word_at(marked: &str, expected: &str) {
    let fixture = parse(marked);
    let word = word_at(fixture.document.text(), fixture.caret());
    assert_eq!(redraw(&fixture, word), expected, "{marked:?}");
}

#[test]
fn a_double_click_takes_the_word_under_it() {
    check_word_at("Ada m{}et Charles", "Ada {met} Charles");
    check_word_at("Ada {}met Charles", "Ada {met} Charles");
    check_word_at("Ada me{}t Charles", "Ada {met} Charles");
    check_word_at("Kim Jong-U{}n", "Kim Jong-{Un}");
    check_word_at("פ{}וטין", "{פוטין}");
}

#[test]
fn a_double_click_on_a_blank_takes_nothing() {
    check_word_at("Ada{} met", "Ada met");
    check_word_at("Ada{}", "Ada");
    check_word_at("{}", "");
}

#[test]
fn a_double_click_takes_a_word_without_its_possessive() {
    check_word_at("Eur{}ope’s", "{Europe}’s");
    check_word_at("Europe{}’s", "Europe{’s}");
    check_word_at("Europe’{}s", "Europe{’s}");
}

#[test]
fn a_double_click_never_splits_a_grapheme() {
    check_word_at("{}นำ", "{นำ}");
    check_word_at("👩‍{}🚀", "{👩‍🚀}");
}

#[test]
fn a_double_click_on_a_mark_takes_the_mark() {
    check_word_at("Charles{}.", "Charles{.}");
}

/// Draws the sentence at the caret.
#[track_caller]
fn check_sentence_at(marked: &str, expected: &str) {
    let fixture = parse(marked);
    let document = &fixture.document;
    let sentence = sentence_at(document.text(), document.blocks(), fixture.caret());
    assert_eq!(redraw(&fixture, sentence), expected, "{marked:?}");
}

#[test]
fn a_triple_click_takes_the_sentence_under_it() {
    check_sentence_at("One. Tw{}o is. Three.", "One. {Two is.} Three.");
    check_sentence_at("{}One. Two is.", "{One.} Two is.");
    check_sentence_at("One.{} Two is.", "{One.} Two is.");
    check_sentence_at("- One.\n- T{}wo.", "- One.\n- {Two.}");
    check_sentence_at("他们见面了。他{}走了。", "他们见面了。{他走了。}");
}

#[test]
fn a_triple_click_outside_of_blocks_takes_nothing() {
    check_sentence_at("One.{}\nTwo.", "One.\nTwo.");
    check_sentence_at("One.\n{}- Two.", "One.\n- Two.");
    check_sentence_at("{}", "");
}
