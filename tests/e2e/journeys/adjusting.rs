//! Moves the edges of what is tagged, and makes two mentions of one and one of two.

use fantoccini::key::Key;

use super::story;
use crate::harness::{Engine, Person, Point, Pointer, for_each_engine};

/// Tags a passage as Person and selects it.
#[track_caller]
fn tag_and_pick(person: &Person, quote: &str) {
    person.tag(quote, "1");
    person.click_on(quote);
    person.wait_for_selected(quote);
    person.wait_for("toolbar", "Mention");
}

#[test]
fn a_handle_moves_one_edge_by_mouse_pen_and_finger() {
    for_each_engine(|person| {
        story::open(person);
        tag_and_pick(person, "Charles");
        let id = person.mentions()[0].id.clone();
        let steps = [
            (Pointer::Mouse, "end", "Babbage", "Charles Babbage"),
            (Pointer::Pen, "start", "met", "met Charles Babbage"),
            (Pointer::Finger, "end", "Charles", "met Charles"),
            (Pointer::Mouse, "start", "Charles", "Charles"),
        ];
        for (pointer, edge, to, expected) in steps {
            // The driver of Firefox has no pen.
            let has_pen = person.engine == Engine::Chromium;
            let pointer = if has_pen {
                pointer
            } else {
                pointer.without_pen()
            };
            let to = person.ends_of(to);
            let to = if edge == "end" { to.last } else { to.first };
            person.drag_with(pointer, person.handle(edge), to);
            person.wait_for_quotes(&[expected]);
            person.wait_for_selected(expected);
            assert_eq!(person.mentions()[0].id, id, "it is another mention");
        }
        assert!(
            !person.sees("dialog", "Label"),
            "a handle opens the palette"
        );
        person.take_screenshot("handles");
        person.press("Ctrl+Z");
        person.wait_for_quotes(&["met Charles"]);
    });
}

#[test]
fn a_handle_snaps_to_words_and_with_alt_to_characters_and_shows_what_it_takes() {
    for_each_engine(|person| {
        story::open(person);
        tag_and_pick(person, "Ada Lovelace");
        person.drag(person.handle("end"), person.ends_of("Ch").last);
        person.wait_for_quotes(&["Ada Lovelace met Charles"]);
        person.wait_for_answer();
        person.drag_with_key(Key::Alt, person.handle("end"), person.ends_of("Lovel").last);
        person.wait_for_quotes(&["Ada Lovel"]);
    });
}

#[test]
fn an_edge_stops_at_the_ends_of_the_text_and_before_the_other_edge() {
    for_each_engine(|person| {
        person.open_page();
        person.show_text("short.txt", "Ada met Charles.");
        tag_and_pick(person, "met");
        let beside = |dx: f64, dy: f64| {
            let at = person.ends_of("met").first;
            Point {
                x: at.x + dx,
                y: at.y + dy,
            }
        };
        person.drag(person.handle("end"), beside(500.0, 200.0));
        person.wait_for_quotes(&["met Charles."]);
        person.drag(person.handle("start"), beside(-200.0, -60.0));
        person.wait_for_quotes(&["Ada met Charles."]);
        person.drag(person.handle("start"), beside(500.0, 200.0));
        person.wait_for_quotes(&["."]);
        person.press("Ctrl+Z");
        person.wait_for_quotes(&["Ada met Charles."]);
        person.drag(person.handle("end"), beside(-200.0, -60.0));
        person.wait_for_quotes(&["Ada"]);
    });
}

#[test]
fn only_the_selected_one_of_stacked_mentions_changes() {
    for_each_engine(|person| {
        story::open(person);
        let id = |label: &str| -> String {
            let mentions = person.mentions();
            mentions
                .iter()
                .find(|it| it.label == label)
                .expect("it is tagged")
                .id
                .clone()
        };
        let tag = "const { text } = window.glossator.document(); const start = text.indexOf('Charles');
            return window.glossator.addMentions(['Person', 'Event'].map((label) => ({ start, end: start + 7, label })))";
        person.run(tag, &[]);
        person.wait_for_quotes(&["Charles", "Charles"]);
        let (stays, moves) = (id("Person"), id("Event"));
        let pick =
            format!("return page.article().querySelector('[data-mention~={stays}]') !== null");
        assert!(person.ask::<bool>(&pick));
        person.press("N");
        person.wait_for_selected("Charles");
        person.press("N");
        person.wait_for_answer();
        person.drag(person.handle("end"), person.ends_of("Babbage").last);
        person.wait_for_quotes(&["Charles", "Charles Babbage"]);
        assert_eq!([id("Person"), id("Event")], [stays, moves], "ids change");
    });
}

#[test]
fn esc_lets_go_of_a_handle_and_a_click_on_one_changes_nothing() {
    for_each_engine(|person| {
        story::open(person);
        tag_and_pick(person, "Charles");
        person.hold_from_to(person.handle("end"), person.ends_of("Babbage").last);
        let shown = "return [...CSS.highlights.get('preview') ?? []].map(String).join('|')";
        person.wait_until("what it takes is shown", || {
            person.ask::<String>(shown) == "Charles Babbage"
        });
        person.press("Esc");
        person.let_go();
        person.wait_for_answer();
        person.wait_for_quotes(&["Charles"]);
        person.drag(person.handle("end"), person.handle("end"));
        person.wait_for_answer();
        person.wait_for_quotes(&["Charles"]);
        assert!(
            person.sees("button", "Redo (Ctrl+Shift+Z)"),
            "there is a step to redo"
        );
        let undo = person.names("button");
        assert!(
            undo.iter().any(|it| it.starts_with("Undo: tag")),
            "{undo:?}"
        );
    });
}

#[test]
fn e_makes_a_span_the_selection_and_enter_keeps_it() {
    for_each_engine(|person| {
        story::open(person);
        person.tag("Charles", "1");
        let id = person.mentions()[0].id.clone();
        let selected = || person.ask::<String>("return getSelection().toString()");
        person.press("N");
        person.wait_for_selected("Charles");
        person.press("E");
        person.wait_until("the span is the selection", || selected() == "Charles");
        assert!(!person.sees("dialog", "Label"), "the palette is open");
        person.press_times(8, "Shift+Right");
        person.press("Enter");
        person.wait_for_quotes(&["Charles Babbage"]);
        person.wait_for_selected("Charles Babbage");

        // E again goes to the other edge.
        person.press("E");
        person.press("E");
        person.press_times(4, "Shift+Left");
        person.press("Enter");
        person.wait_for_quotes(&["met Charles Babbage"]);
        assert_eq!(person.mentions()[0].id, id);

        // The mouse adjusts it as well, and Esc leaves it as it was.
        person.press("E");
        person.drag_over("London");
        person.wait_until("the mouse adjusts it", || selected() == "London");
        assert!(!person.sees("dialog", "Label"), "the palette is open");
        person.press("Esc");
        person.wait_for_answer();
        person.wait_for_quotes(&["met Charles Babbage"]);
        person.wait_for_selected("met Charles Babbage");
        person.press("E");
        person.drag_over("Ada Lovelace");
        person.press("Enter");
        person.wait_for_quotes(&["Ada Lovelace"]);
    });
}

#[test]
fn a_mention_is_split_at_the_caret_and_neighbours_are_joined() {
    for_each_engine(|person| {
        story::open(person);
        tag_and_pick(person, "Ada Lovelace met Charles");
        let [first] = &person.mentions()[..] else {
            panic!("one is tagged")
        };
        // The click has put the caret into the word in the middle.
        person.click_at(person.ends_of("met").first, 1);
        person.wait_for_answer();
        person.press("S");
        person.wait_for_quotes(&["Ada Lovelace", "met Charles"]);
        assert_eq!(person.mentions()[0].id, first.id);
        person.press("J");
        person.wait_for_quotes(&["Ada Lovelace met Charles"]);
        person.wait_for_selected("Ada Lovelace met Charles");
        person.press("Ctrl+Z");
        person.wait_for_quotes(&["Ada Lovelace", "met Charles"]);
    });
}
