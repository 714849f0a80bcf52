//! What would hold the page up is done in a worker: long exports are [written](writing) there, and large files
//! [read](reading). One file has both sides of each.

pub mod reading;
pub mod writing;

use js_sys::Array;

use crate::browser::worker::{Answering, refusal};

/// Answers what is asked of a worker: the first question says which job it has, and is answered with nothing.
pub fn answering() -> Answering {
    let mut job: Option<Answering> = None;
    Box::new(move |question| match &mut job {
        Some(job) => job(question),
        None => {
            job = match question.get(0).as_string().as_deref() {
                Some(writing::NAME) => writing::answering(question),
                Some(reading::NAME) => reading::answering(question),
                _ => None,
            };
            job.as_ref().map_or_else(refusal, |_| Array::new())
        }
    })
}
