//! Laws of runs: overlapping mentions made flat.

use glossator_core::Spans;
use glossator_core::model::MentionId;
use glossator_core::runs::{BlockView, Cover};
use proptest::prelude::*;

use crate::strategies::session;

proptest! {
    #![proptest_config(crate::config())]

    #[test]
    fn runs_are_the_block_and_the_mentions_are_the_runs_under_them(session in session()) {
        let project = session.project();
        for document in &project.documents {
            for &block in document.blocks().iter() {
                let view = BlockView::new(document, &project.labels, block);
                let mut behind = block.span.start();
                for run in &view.runs {
                    prop_assert_eq!(run.span.start(), behind);
                    prop_assert_eq!(Some(&*run.text), document.text().get(run.span));
                    behind = run.span.end();
                }
                prop_assert_eq!(behind, block.span.end());
                for mention in document.mentions().iter() {
                    let cut = mention.spans.iter().filter_map(|it| it.intersection(block.span));
                    let under = view.runs.iter().filter(|it| it.is_under(&mention.id));
                    prop_assert_eq!(Spans::new(under.map(|it| it.span)), Spans::new(cut));
                }
            }
        }
    }

    #[test]
    fn mentions_that_overlap_in_a_block_have_lanes_of_their_own(session in session()) {
        let project = session.project();
        for document in &project.documents {
            for &block in document.blocks().iter() {
                let view = BlockView::new(document, &project.labels, block);
                let mut lanes: Vec<(&MentionId, Option<usize>)> =
                    view.runs.iter().flat_map(|it| &it.mentions).map(|it| (&it.id, it.lane)).collect();
                lanes.sort();
                lanes.dedup();
                prop_assert!(lanes.windows(2).all(|it| it[0].0 != it[1].0), "a mention has one lane");
                let outer = |id: &MentionId| document.mentions().get(id).map(|it| it.spans.outer());
                for (n, (a, lane)) in lanes.iter().enumerate() {
                    for (b, other) in &lanes[n + 1..] {
                        let overlap = outer(a).zip(outer(b)).is_some_and(|(a, b)| a.overlaps(b));
                        prop_assert!(!overlap || lane != other || lane.is_none());
                    }
                }
            }
        }
    }

    #[test]
    fn what_contains_a_mention_comes_before_it_and_is_further_from_the_text(session in session()) {
        let project = session.project();
        for document in &project.documents {
            let outer = |it: &Cover| document.mentions().get(&it.id).map(|it| it.spans.outer());
            for &block in document.blocks().iter() {
                for run in BlockView::new(document, &project.labels, block).runs {
                    for (n, inner) in run.mentions.iter().enumerate() {
                        for before in &run.mentions[..n] {
                            let (before_it, it) = (outer(before), outer(inner));
                            let is_nested = before_it.zip(it).is_some_and(|(a, b)| a.contains(b));
                            prop_assert!(!is_nested || before.lane.is_none() || before.lane > inner.lane);
                            let is_outside_in = it.zip(before_it).is_some_and(|(a, b)| a != b && a.contains(b));
                            prop_assert!(!is_outside_in);
                        }
                    }
                }
            }
        }
    }
}
