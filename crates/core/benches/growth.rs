//! How the costs of the core grow with the text and with the number of its mentions.
//!
//! `cargo bench -p glossator-core` runs all, `… -- edit` those whose name contains "edit". Sizes are those of
//! docs/performance.md, so that the table there can be told apart into what is the core's and what the browser's.

use std::hint::black_box;
use std::rc::Rc;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use glossator_core::edit::{Command, History, LabelRef, NewMention, Session, StepKind};
use glossator_core::formats::{FORMATS, Options, export, own};
use glossator_core::model::{Document, DocumentId, LabelId, Project, default_labels};
use glossator_core::runs::BlockView;
use glossator_core::search::find;
use glossator_core::segment::pieces;
use glossator_core::store::write_step;
use glossator_core::{Span, Text};

/// Characters of the text and mentions in it.
const SIZES: [(usize, usize); 6] = [
    (2_000, 20),
    (100_000, 1_000),
    (100_000, 10_000),
    (1_000_000, 10_000),
    (1_000_000, 50_000),
    (10_000_000, 100_000),
];

/// Words of which texts are made: a paragraph is 80 of them.
const WORDS: [&str; 12] = [
    "minister",
    "announced",
    "the",
    "new",
    "bridge",
    "near",
    "Velmora",
    "on",
    "Monday",
    "and",
    "Petrov",
    "agreed",
];

fn text(n_characters: usize) -> String {
    let mut text = String::with_capacity(n_characters + 16);
    for word_idx in 0.. {
        if text.len() >= n_characters {
            break;
        }
        text += WORDS[word_idx * 7 % WORDS.len()];
        text += if word_idx % 80 == 79 { ".\n" } else { " " };
    }
    text
}

/// Returns mentions that lie evenly over the text, of which one in ten crosses the next.
fn mentions(n_characters: usize, n_mentions: usize) -> Vec<NewMention> {
    let step = n_characters / n_mentions;
    let mention = |mention_idx: usize| -> Option<NewMention> {
        let start = mention_idx * step;
        let len = if mention_idx.is_multiple_of(10) {
            step + 2
        } else {
            step - 2
        };
        let end = (start + len.min(40)).min(n_characters);
        Some(NewMention {
            spans: Span::new(start, end)?.into(),
            label: LabelRef::Id(LabelId(1 + (mention_idx % 8) as u32)),
        })
    };
    (0..n_mentions).filter_map(mention).collect()
}

fn project(n_characters: usize) -> Project {
    let document = Document::new(
        DocumentId::numbered(1),
        "a.txt",
        Text::new(text(n_characters)),
    );
    Project {
        labels: Rc::new(default_labels()),
        documents: vec![Rc::new(document)],
        ..Project::default()
    }
}

fn add(mentions: Vec<NewMention>) -> Command {
    Command::AddMentions {
        document: DocumentId::numbered(1),
        mentions,
    }
}

fn session((n_characters, n_mentions): (usize, usize)) -> Session {
    let mut session = Session::new(project(n_characters), History::default());
    let added = session.run(&add(mentions(n_characters, n_mentions)));
    assert!(added.is_ok_and(|it| it.added().count() == n_mentions));
    session
}

/// One mention in the middle, which is not there yet.
fn one(n_characters: usize) -> Vec<NewMention> {
    let middle = n_characters / 2;
    let spans = Span::new(middle + 1, middle + 4).map(Into::into);
    let label = LabelRef::Id(LabelId(8));
    spans
        .map(|spans| NewMention { spans, label })
        .into_iter()
        .collect()
}

fn growth(criterion: &mut Criterion) {
    for size in SIZES {
        let (n_characters, n_mentions) = size;
        let id = |name: &str| format!("{name} {n_characters}/{n_mentions}");
        let content = text(n_characters);
        criterion.bench_function(&id("open"), |it| {
            it.iter(|| {
                Document::new(
                    DocumentId::numbered(1),
                    "a.txt",
                    Text::new(content.as_str()),
                )
            });
        });
        let (empty, wanted) = (
            Session::new(project(n_characters), History::default()),
            add(mentions(n_characters, n_mentions)),
        );
        criterion.bench_function(&id("load"), |it| {
            it.iter_batched(
                || empty.clone(),
                |mut it| it.run(&wanted).is_ok(),
                BatchSize::PerIteration,
            );
        });
        let mut full = session(size);
        let wanted = add(one(n_characters));
        criterion.bench_function(&id("edit"), |it| {
            it.iter(|| {
                let before = full.clone();
                assert!(full.run(&wanted).is_ok());
                assert!(full.undo().is_ok());
                before
            });
        });
        let (document, labels) = (&full.project().documents[0], &full.project().labels);
        let block = document.blocks()[document.blocks().len() / 2];
        criterion.bench_function(&id("runs of a block"), |it| {
            it.iter(|| BlockView::new(document, labels, black_box(block)));
        });
        criterion.bench_function(&id("pieces"), |it| {
            let all = Span::new(0, n_characters).unwrap_or(block.span);
            it.iter(|| pieces(document.text(), black_box(all)));
        });
        criterion.bench_function(&id("search"), |it| {
            let last = document
                .mentions()
                .iter()
                .next_back()
                .map(|it| it.id.clone());
            let span = block.span;
            it.iter(|| {
                let by_id = last.as_ref().and_then(|it| document.mentions().get(it));
                (
                    by_id.is_some(),
                    document.mentions().overlapping(black_box(span)).count(),
                )
            });
        });
        criterion.bench_function(&id("find a phrase"), |it| {
            it.iter(|| find(document.text(), black_box("the"), str::to_lowercase).len());
        });
        criterion.bench_function(&id("save a step"), |it| {
            let transaction = full.plan(&add(one(n_characters)));
            let transaction = transaction.unwrap_or_else(|error| panic!("{error}"));
            it.iter(|| write_step(StepKind::Do, &transaction, full.project()));
        });
        criterion.bench_function(&id("save a copy"), |it| {
            it.iter(|| own::write(full.project()));
        });
    }
}

/// Mentions that all stand in one block, so that they cover each other.
fn crowd(criterion: &mut Criterion) {
    const N_CHARACTERS: usize = 400;
    for n_mentions in [300, 3_000] {
        let mention = |mention_idx: usize| {
            let start = mention_idx * 37 % (N_CHARACTERS - 80);
            Some(NewMention {
                spans: Span::new(start, start + 2 + mention_idx / 320 % 78)?.into(),
                label: LabelRef::Id(LabelId(1 + (mention_idx % 8) as u32)),
            })
        };
        let mut session = Session::new(project(N_CHARACTERS), History::default());
        assert!(
            session
                .run(&add((0..n_mentions).filter_map(mention).collect()))
                .is_ok()
        );
        let (document, labels) = (&session.project().documents[0], &session.project().labels);
        criterion.bench_function(&format!("runs of a crowded block {n_mentions}"), |it| {
            it.iter(|| BlockView::new(document, labels, black_box(document.blocks()[0])));
        });
    }
}

/// What each format takes for a megabyte with ten thousand mentions.
fn exports(criterion: &mut Criterion) {
    let session = session((1_000_000, 10_000));
    for format in FORMATS.iter().filter(|it| it.is_written()) {
        criterion.bench_function(&["export ", format.name].concat(), |it| {
            it.iter(|| export(session.project(), format, &Options::default()));
        });
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .sample_size(10)
        .warm_up_time(std::time::Duration::from_millis(200))
        .measurement_time(std::time::Duration::from_secs(1));
    targets = growth, crowd, exports
}
criterion_main!(benches);
