//! [`Exporter`]: writes a long project in a format, a portion at a time, in a worker.

use std::rc::Rc;

use glossator_core::formats::wire::{Reader, Writer};
use glossator_core::formats::{Format, Loss, Options, Portions, Projection, Tokenizer, Totals};
use glossator_core::model::Project;
use js_sys::Array;

use super::answering as here;
use crate::browser::download::Pieces;
use crate::browser::worker::{Answering, Waiting, Worker, bytes, bytes_at, refusal};

/// Names the job.
pub(super) const NAME: &str = "write";

/// An export while it is written.
pub struct Exporter(Worker);

/// Each of these is `None` where there is no room for it, or nobody waits for it any more.
impl Exporter {
    /// Begins.
    pub async fn start(
        format: &Format,
        options: Options,
        totals: Totals,
        waiting: &Rc<Waiting>,
    ) -> Option<Self> {
        let mut job = Writer::default();
        job.text(format.name);
        job.number(options.projection as usize);
        job.number(options.tokenizer as usize);
        job.number(totals.n_documents);
        job.number(totals.n_mentions);
        let worker = Worker::start(here, waiting).await;
        let job = Array::of2(&NAME.into(), &bytes(&job.into_bytes()));
        worker.ask(&job).await?;
        Some(Self(worker))
    }

    /// Writes the next documents of the project, which has those alone.
    pub async fn write(&self, part: &Project) -> Option<()> {
        let mut question = Writer::default();
        question.project(part);
        let question = Array::of1(&bytes(&question.into_bytes()));
        self.0.ask(&question).await.map(drop)
    }

    /// Returns what is lost, and all that was written.
    pub async fn finish(self) -> Option<(Vec<Loss>, Pieces)> {
        let answer = self.0.ask(&Array::new()).await?;
        let losses = Reader::new(&bytes_at(&answer, 0)?).losses()?;
        Some((losses, Pieces::from_js(&answer.slice(1, u32::MAX))?))
    }
}

/// Answers parts of a project with nothing, and nothing with all that was written.
pub(super) fn answering(job: &Array) -> Option<Answering> {
    let job = bytes_at(job, 1)?;
    let mut job = Reader::new(&job);
    let format = Format::by_name(job.text()?)?;
    let options = Options {
        projection: Projection::ALL.get(job.number()?)?.0,
        tokenizer: Tokenizer::ALL.get(job.number()?)?.0,
    };
    let totals = Totals {
        n_documents: job.number()?,
        n_mentions: job.number()?,
    };
    let mut portions = Portions::new(totals, format, options);
    let mut pieces = Pieces::default();
    Some(Box::new(move |question| {
        let Some(part) = bytes_at(question, 0) else {
            let mut losses = Writer::default();
            losses.losses(&portions.take_losses());
            return Array::of1(&bytes(&losses.into_bytes())).concat(&pieces.to_js());
        };
        let files = Reader::new(&part).project().map(|it| portions.write(&it));
        let is_written = files.is_some_and(|it| it.iter().all(|it| pieces.add(it).is_ok()));
        match is_written {
            true => Array::new(),
            false => refusal(),
        }
    }))
}
