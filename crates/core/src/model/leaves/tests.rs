use std::rc::Rc;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::model::{Extra, LabelId, Mention, MentionId, Mentions};
use crate::span::Span;

/// A change of many mentions: which go, and where as many as are named come.
type Exchange = (Vec<Index>, Vec<(usize, usize, u32)>);

fn exchanges() -> impl Strategy<Value = Vec<Exchange>> {
    let added = vec((0..3_000_usize, 1..60_usize, 0..3_u32), 0..700);
    vec((vec(any::<Index>(), 0..500), added), 1..6)
}

/// Compares mentions with a plain list that is sorted and searched from its beginning.
#[track_caller]
fn check(mentions: &Mentions, plain: &[Rc<Mention>]) {
    assert!(mentions.iter().eq(plain));
    assert!(mentions.iter().rev().eq(plain.iter().rev()));
    assert_eq!(mentions.len(), plain.len());
    let mut built: Mentions = plain.iter().cloned().collect();
    assert_eq!(&built, mentions);
    built.exchange(plain, &[]);
    assert!(built.is_empty());
    for (position, mention) in plain.iter().enumerate() {
        assert_eq!(mentions.get(&mention.id), Some(mention));
        let next = plain.get(position + 1).or(plain.first());
        assert_eq!(mentions.next(Some(mention)), next);
        let previous = position.checked_sub(1).unwrap_or(plain.len() - 1);
        assert_eq!(mentions.previous(Some(mention)), plain.get(previous));
    }
    for label in (0..3).map(LabelId) {
        let of_label: Vec<_> = plain.iter().filter(|it| it.label == label).collect();
        assert_eq!(mentions.n_of_label(label), of_label.len());
        let middle = of_label.len() / 2;
        let found = mentions.of_label(label, middle);
        assert!(found.eq(of_label[middle..].iter().copied()));
        if let Some(mention) = of_label.get(middle) {
            assert_eq!(mentions.position_in_label(mention), middle);
        }
    }
    for start in (0..3_100).step_by(37) {
        let span = Span::new(start, start + 5).unwrap();
        let found = mentions.overlapping(span);
        assert!(found.eq(plain.iter().filter(|it| it.spans.overlaps(span))));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn mentions_in_leaves_are_those_of_a_plain_list(exchanges in exchanges()) {
        let (mut mentions, mut plain) = (Mentions::default(), Vec::<Rc<Mention>>::new());
        for ((removed, added), n) in exchanges.into_iter().zip(1_u64..) {
            let mut gone: Vec<_> = removed
                .iter()
                .filter(|_| !plain.is_empty())
                .map(|it| Rc::clone(it.get(&plain)))
                .collect();
            gone.sort_by(|a, b| a.id.cmp(&b.id));
            gone.dedup();
            let added = added.iter().zip(n * 1_000..);
            let added: Vec<_> = added.map(|(&(start, len, label), n)| Rc::new(Mention {
                id: MentionId::numbered(n),
                spans: Span::new(start, start + len).unwrap().into(),
                label: LabelId(label),
                extra: Extra::default(),
            })).collect();
            let before = mentions.clone();
            mentions.exchange(&gone, &added);
            check(&before, &plain);
            plain.retain(|it| !gone.contains(it));
            plain.extend(added.iter().cloned());
            plain.sort_by(|a, b| a.place(b));
            check(&mentions, &plain);
        }
    }
}
