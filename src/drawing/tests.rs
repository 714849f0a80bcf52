use std::rc::Rc;

use glossator_core::model::{Document, DocumentId, LabelSet};
use glossator_core::{Span, Text};

use super::{Drawing, HEIGHT, sections, stretches};

fn document(text: &str) -> Document {
    Document::new(DocumentId::numbered(1), "a.txt", Text::new(text))
}

/// Checks that the stretches have every character of the blocks once, in order; returns how many there are.
#[track_caller]
fn check(text: &str) -> usize {
    let document = document(text);
    let (stretches, blocks) = (stretches(&document), document.blocks());
    let parts = stretches.iter().flat_map(|it| it.parts(blocks));
    let shown: Vec<usize> = parts
        .flat_map(|it| it.span.start()..it.span.end())
        .collect();
    let all: Vec<usize> = blocks
        .iter()
        .flat_map(|it| it.span.start()..it.span.end())
        .collect();
    assert!(shown == all, "{} blocks", blocks.len());
    assert!(stretches.iter().all(|it| it.height < 4 * HEIGHT));
    stretches.len()
}

#[test]
fn stretches_are_a_screen_of_blocks_or_a_piece_of_a_long_one() {
    assert_eq!(check(""), 0);
    assert_eq!(check("Ada.\nCharles."), 1);
    assert_eq!(check(&"A line.\n".repeat(20_000)), 1_177);
    assert_eq!(check(&"word ".repeat(200_000)), 500);
    let mixed = format!("One.\n{}\nTwo.\nThree.", "word ".repeat(4_000));
    assert_eq!(check(&mixed), 12);
    assert_eq!(check(&"他们说了，".repeat(20_000)), 50);
}

#[test]
fn a_section_has_whole_blocks_and_a_short_document_is_one() {
    let lengths = |text: &str| -> Vec<usize> {
        let stretches = stretches(&document(text));
        let sections = sections(&stretches);
        let all: Vec<usize> = sections.iter().cloned().flatten().collect();
        assert_eq!(all, (0..stretches.len()).collect::<Vec<_>>());
        sections.iter().map(ExactSizeIterator::len).collect()
    };
    assert_eq!(lengths(""), [0]);
    assert_eq!(lengths("Ada.\nCharles."), [1]);
    // 17 lines are a screen.
    let line = "A line.\n";
    assert_eq!(lengths(&line.repeat(17 * 64)), [64]);
    assert_eq!(lengths(&line.repeat(17 * 65)), [16, 16, 16, 16, 1]);
    // A block of 250 pieces, between others.
    let long = "word ".repeat(100_000);
    assert_eq!(lengths(&format!("One.\n{long}\nTwo.")), [251, 1]);
    assert_eq!(
        lengths(&format!("{}{long}", line.repeat(17 * 17))),
        [16, 251]
    );
}

#[test]
fn what_sleeps_is_plain_text() {
    let document = Rc::new(document("Ada."));
    let block = document.blocks()[0];
    let drawing = Drawing {
        document,
        labels: Rc::new(LabelSet::default()),
    };
    let asleep = drawing.asleep(block);
    assert_eq!((&*asleep.text, asleep.attributes.len()), ("Ada.", 0));
    assert_eq!(block.span, Span::new(0, 4).unwrap());
    assert_eq!(drawing.strokes(block, None), [asleep]);
}
