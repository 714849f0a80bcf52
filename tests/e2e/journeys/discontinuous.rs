//! Mentions of several pieces.

use fantoccini::key::Key;

use super::story;
use crate::harness::for_each_engine;

#[test]
fn ctrl_and_drag_add_a_piece_to_the_selection() {
    for_each_engine(|person| {
        story::open(person);
        person.drag_over("Ada");
        person.wait_for("dialog", "Label");
        person.drag_over_holding(Key::Control, "Charles");
        person.wait_for("dialog", "Label");
        assert_eq!(person.mentions(), [], "a drag alone tags");
        person.press("1");
        person.wait_for_quotes(&["Ada Charles"]);
        let mention = &person.project()["documents"][1]["mentions"][0];
        assert_eq!(
            mention["spans"].as_array().map(Vec::len),
            Some(2),
            "{mention}"
        );
    });
}

#[test]
fn ctrl_and_drag_change_the_selected_mention_whose_pieces_light_up_together() {
    for_each_engine(|person| {
        story::open(person);
        person.tag("Ada", "1");
        person.click_on("Ada");
        person.wait_for_selected("Ada");
        let id = person.mentions()[0].id.clone();
        person.drag_over_holding(Key::Control, "Charles");
        person.wait_for_quotes(&["Ada Charles"]);
        person.wait_for_selected("AdaCharles");
        // Pieces that touch become one.
        person.drag_over_holding(Key::Control, "Babbage in");
        person.wait_for_quotes(&["Ada Charles Babbage in"]);
        person.drag_over_holding(Key::Control, "les Ba");
        person.wait_for_quotes(&["Ada Charles Babbage in"]);
        let pieces = |n: usize| {
            let mention = &person.project()["documents"][1]["mentions"][0];
            assert_eq!(
                mention["spans"].as_array().map(Vec::len),
                Some(n),
                "{mention}"
            );
        };
        pieces(2);
        // A click with Ctrl takes one away.
        person.click_holding(Key::Control, "Ada");
        person.wait_for_quotes(&["Charles Babbage in"]);
        assert_eq!(person.mentions()[0].id, id);
        person.press("Ctrl+Z");
        person.wait_for_quotes(&["Ada Charles Babbage in"]);
        pieces(2);
        person.take_screenshot("discontinuous");
    });
}

#[test]
fn keys_adjust_the_last_piece_alone() {
    for_each_engine(|person| {
        story::open(person);
        person.drag_over("Ada");
        person.wait_for("dialog", "Label");
        person.drag_over_holding(Key::Control, "Charles");
        person.wait_for("dialog", "Label");
        person.press("1");
        person.wait_for_quotes(&["Ada Charles"]);
        person.press("N");
        person.press("E");
        person.press_times(8, "Shift+Right");
        person.press("Enter");
        person.wait_for_quotes(&["Ada Charles Babbage"]);
    });
}
