//! Laws of what changes mentions in place.

use std::collections::BTreeSet;

use glossator_core::edit::{Command, Session, joinable};
use glossator_core::model::Mention;
use glossator_core::segment::{blocks, is_grapheme_edge, snap, snap_edge, trim};
use glossator_core::{Edge, Span, Spans};
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::strategies::{mentions, places, session, spans_of, text_and_span, unit};

fn offsets(spans: &Spans) -> BTreeSet<usize> {
    spans.iter().flat_map(|it| it.start()..it.end()).collect()
}

fn edge() -> impl Strategy<Value = Edge> {
    select(vec![Edge::Start, Edge::End])
}

/// Returns a mention of a session's.
fn any_mention(session: &Session, at: &Index) -> Option<Mention> {
    let all: Vec<_> = mentions(session.project()).collect();
    (!all.is_empty()).then(|| Mention::clone(all[at.index(all.len())]))
}

proptest! {
    #![proptest_config(crate::config())]

    #[test]
    fn pieces_are_added_and_taken_away_as_sets_of_characters(a in places(), start in 0..60usize, len in 1..20usize) {
        let (Some(spans), Some(span)) = (spans_of(&a, 60), Span::new(start, start + len)) else { return Ok(()) };
        let piece = offsets(&span.into());
        let both: BTreeSet<_> = offsets(&spans).union(&piece).copied().collect();
        prop_assert_eq!(offsets(&spans.with(span)), both);
        let rest: BTreeSet<_> = offsets(&spans).difference(&piece).copied().collect();
        prop_assert_eq!(spans.without(span).map(|it| offsets(&it)).unwrap_or_default(), rest);
    }

    #[test]
    fn an_edge_goes_to_its_offset_and_the_other_one_stays(a in places(), edge in edge(), offset in 0..70usize) {
        let Some(spans) = spans_of(&a, 60) else { return Ok(()) };
        let Some(moved) = spans.with_edge(edge, offset) else { return Ok(()) };
        let (before, after) = (spans.outer(), moved.outer());
        match edge {
            Edge::Start => {
                prop_assert_eq!(after.end(), before.end());
                // Inward, the edge is that of the first piece that is left.
                prop_assert!(after.start() == offset || !spans.contains(Span::new(offset, offset + 1).expect("a character")));
            }
            Edge::End => {
                prop_assert_eq!(after.start(), before.start());
                prop_assert!(after.end() == offset || !spans.contains(Span::new(offset - 1, offset).expect("a character")));
            }
        }
    }

    #[test]
    fn a_dragged_edge_splits_no_grapheme_and_never_passes_the_other((text, span) in text_and_span(), edge in edge(), offset in 0..200usize, unit in unit()) {
        let blocks = blocks(&text);
        let Some(span) = snap(&text, &blocks, span, unit) else { return Ok(()) };
        let at = snap_edge(&text, &blocks, span, edge, offset.min(text.n_code_points()), unit);
        let moved = match edge {
            Edge::Start => Span::new(at, span.end()),
            Edge::End => Span::new(span.start(), at),
        };
        prop_assert!(moved.is_some_and(|it| it.end() <= text.n_code_points()));
        prop_assert!(is_grapheme_edge(&text, at));
        let moved = moved.expect("it was just looked at");
        prop_assert_eq!(trim(&text, moved), Some(moved), "blanks are left at the edge");
    }

    #[test]
    fn a_reshaped_mention_keeps_all_but_its_spans_and_no_other_one_changes(mut session in session(), at in any::<Index>(), places in places()) {
        let Some(mention) = any_mention(&session, &at) else { return Ok(()) };
        let (document, _) = session.project().mention(&mention.id).expect("it is there");
        let Some(spans) = spans_of(&places, document.text().n_code_points()) else { return Ok(()) };
        let before: Vec<_> = mentions(session.project()).cloned().collect();
        session.run(&Command::Reshape { mention: mention.id.clone(), spans: spans.clone() }).expect("the spans fit");
        let (document, after) = session.project().mention(&mention.id).expect("it stays");
        prop_assert_eq!(&**after, &Mention { spans: spans.clone(), ..mention.clone() });
        let id = document.id.clone();
        for other in before.iter().filter(|it| it.id != mention.id) {
            let (home, is_twin) = (session.project().mention(&other.id), other.spans == spans && other.label == mention.label);
            match home {
                Some((_, it)) => prop_assert_eq!(it, other),
                None => prop_assert!(is_twin && id == document.id),
            }
        }
    }

    #[test]
    fn what_is_split_covers_the_same_but_for_blanks_and_can_be_joined_again(mut session in session(), at in any::<Index>(), place in any::<Index>()) {
        let Some(mention) = any_mention(&session, &at) else { return Ok(()) };
        let outer = mention.spans.outer();
        let cut = outer.start() + place.index(outer.len());
        let command = Command::Split { mention: mention.id.clone(), at: cut };
        let Ok(transaction) = session.run(&command) else { return Ok(()) };
        let (document, first) = session.project().mention(&mention.id).expect("the first keeps its id");
        let (document, first) = (document.clone(), first.clone());
        let twin = |it: &&std::rc::Rc<Mention>| it.id != first.id && it.label == first.label && it.spans.outer().start() >= cut;
        let is_blank = |it: &usize| trim(document.text(), Span::new(*it, it + 1).expect("a character")).is_none();
        let all = offsets(&mention.spans);
        prop_assert!(offsets(&first.spans).is_subset(&all));
        let second = transaction.added().find(twin).cloned();
        let second = second.or_else(|| document.mentions().iter().find(|it| twin(it) && offsets(&it.spans).is_subset(&all)).cloned());
        let second = second.expect("there is a second");
        let both: BTreeSet<_> = offsets(&first.spans).union(&offsets(&second.spans)).copied().collect();
        prop_assert!(all.difference(&both).all(is_blank));
        if !mention.spans.is_discontinuous() {
            prop_assert!(joinable(&document, &first).contains(&second.id));
            let joined = Command::Join(vec![second.id.clone(), first.id.clone()]);
            session.run(&joined).expect("they adjoin");
            let (_, joined) = session.project().mention(&first.id).expect("the first keeps its id");
            prop_assert_eq!(Some(joined.spans.outer()), trim(document.text(), outer));
        }
    }

    #[test]
    fn no_place_has_a_label_twice(session in session()) {
        for document in &session.project().documents {
            let mut seen = BTreeSet::new();
            for mention in document.mentions().iter() {
                prop_assert!(seen.insert((mention.spans.clone(), mention.label)), "{:?}", mention);
            }
        }
    }
}
