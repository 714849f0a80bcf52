use std::rc::Rc;

use super::{Label, LabelSet, default_labels};
use crate::model::{Color, DocumentId, LabelId, MentionId};

/// Adds a label to `labels` as if it were made by name.
fn add(labels: &mut LabelSet, name: &str) -> Rc<Label> {
    let label = Rc::new(labels.label_for(name, &[]));
    labels.insert(usize::MAX, Rc::clone(&label));
    label
}

fn set_of(n: usize) -> LabelSet {
    let mut labels = LabelSet::default();
    for n in 0..n {
        add(&mut labels, &format!("L{n}"));
    }
    labels
}

#[test]
fn the_first_nine_labels_get_the_digits_as_keys() {
    let keys: Vec<_> = set_of(11).iter().map(|it| it.key).collect();
    let digits: Vec<_> = ('1'..='9').map(Some).chain([None, None]).collect();
    assert_eq!(keys, digits);
}

#[test]
fn the_first_twenty_four_labels_differ_in_color() {
    let colors: Vec<_> = set_of(25).iter().map(|it| it.color.to_string()).collect();
    let mut distinct = colors[..24].to_vec();
    distinct.sort();
    distinct.dedup();
    assert_eq!(distinct.len(), 24);
    assert_eq!(colors[0], "#3457d5");
    assert_eq!(colors[24], colors[0]);
}

#[test]
fn a_key_that_is_free_again_is_given_again() {
    let mut labels = set_of(3);
    labels.remove(LabelId(2));
    assert_eq!(labels.by_key('2'), None);
    assert_eq!(add(&mut labels, "new").key, Some('2'));
}

#[test]
fn a_new_label_keeps_clear_of_those_about_to_be_added() {
    let labels = set_of(2);
    let first = Rc::new(labels.label_for("first", &[]));
    let second = labels.label_for("second", &[Rc::clone(&first)]);
    assert_eq!((first.id, first.key), (LabelId(3), Some('3')));
    assert_eq!((second.id, second.key), (LabelId(4), Some('4')));
    assert_ne!(first.color, second.color);
}

#[test]
fn a_label_is_found_by_id_name_and_key() {
    let labels = set_of(3);
    let name = |it: Option<&Rc<Label>>| it.map(|it| it.name.to_string());
    assert_eq!(name(labels.get(LabelId(2))).as_deref(), Some("L1"));
    assert_eq!(name(labels.by_name("L2")).as_deref(), Some("L2"));
    assert_eq!(name(labels.by_key('1')).as_deref(), Some("L0"));
    assert_eq!(name(labels.by_name("l2")), None);
    assert_eq!(name(labels.by_key('9')), None);
}

#[test]
fn a_label_is_put_where_it_is_asked_for() {
    let mut labels = set_of(2);
    labels.insert(1, Rc::new(labels.label_for("between", &[])));
    let names: Vec<_> = labels.iter().map(|it| &*it.name).collect();
    assert_eq!(names, ["L0", "between", "L1"]);
    assert_eq!(labels.remove(LabelId(7)), None);
}

#[test]
fn the_default_labels_have_keys_of_their_own() {
    let labels = default_labels();
    let shown: Vec<_> = labels
        .iter()
        .map(|it| format!("{} {}", it.key.unwrap(), it.name))
        .collect();
    assert_eq!(
        shown,
        [
            "1 Person",
            "2 Organisation",
            "3 Place",
            "4 Event",
            "5 Date",
            "6 Work",
            "7 Law",
            "8 Quantity"
        ]
    );
}

#[test]
fn a_color_is_read_as_it_is_written() {
    let color: Color = "#3457d5".parse().unwrap();
    assert_eq!(color, Color::new(0x34, 0x57, 0xd5));
    assert_eq!(color.to_string(), "#3457d5");
    assert_eq!("#FFfF00".parse::<Color>().unwrap().to_string(), "#ffff00");
    assert_eq!(Color::new(0, 1, 2).to_string(), "#000102");
}

#[test]
fn nothing_else_is_a_color() {
    let hostile = [
        "",
        "#",
        "red",
        "#fff",
        "3457d5",
        "#3457d5;",
        "#3457d5 ",
        "#3457dg",
        "#+1+2+3",
        "#-1-2-3",
        "#ééé",
        "url(//evil)",
        "red;background:url(//evil)",
    ];
    for text in hostile {
        let error = text.parse::<Color>().unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("expected a color like #3457d5, found {text:?}")
        );
    }
}

#[test]
fn an_id_is_visible_ascii() {
    for id in ["m1", "T-7", "{}", &"x".repeat(64)] {
        assert_eq!(MentionId::parse(id).unwrap().as_str(), id);
    }
    for id in ["", "m 1", "m\n", "é", "m\u{7f}", &"x".repeat(65)] {
        assert_eq!(MentionId::parse(id), None, "{id:?}");
    }
}

#[test]
fn ids_count_upward() {
    let id = MentionId::numbered;
    assert!(id(9) < id(10));
    assert!(id(2) < id(3));
    assert_eq!(id(12).as_str(), "m12");
    assert_eq!(id(12).number(), Some(12));
    assert_eq!(DocumentId::numbered(3).as_str(), "d3");
    assert_eq!(MentionId::parse("d3").unwrap().number(), None);
    assert_eq!(MentionId::parse("m").unwrap().number(), None);
}

#[test]
fn labels_that_look_alike_are_found_when_one_is_new() {
    let set = |names: &[&str]| {
        let mut labels = LabelSet::default();
        for name in names {
            labels.insert(usize::MAX, Rc::new(labels.label_for(name, &[])));
        }
        labels
    };
    let look = |name: &str| name.replace('\u{200b}', "");
    let names = |labels: &LabelSet, before: &LabelSet| -> Vec<(String, String)> {
        let found = labels.look_alikes(before, look).into_iter();
        found
            .map(|(a, b)| (a.name.to_string(), b.name.to_string()))
            .collect()
    };
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    let before = set(&["Person", "Place"]);
    assert_eq!(names(&before, &before), []);
    let after = set(&["Per\u{200b}son", "Person", "Place", "Event"]);
    assert_eq!(names(&after, &before), [pair("Per\u{200b}son", "Person")]);
    assert_eq!(names(&after, &after), []);
    // Of two that are new, the second is told.
    assert_eq!(
        names(&after, &LabelSet::default()),
        [pair("Person", "Per\u{200b}son")]
    );
}
