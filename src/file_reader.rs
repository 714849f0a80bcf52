//! [`FileReader`]: reads large files that a person has chosen, and lets them stop it.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use glossator_core::formats::clean_name;
use wasm_bindgen_futures::spawn_local;

use crate::browser::worker::Waiting;
use crate::desk::Desk;
use crate::notice::{Notice, Tone};
use crate::opening::{self, File};
use crate::view::Reading;
use crate::work::reading::{self, Failure};

/// Reads files in workers.
#[derive(Default)]
pub struct FileReader(RefCell<Vec<Rc<Waiting>>>);

impl FileReader {
    /// Opens files as soon as they are read.
    pub fn add(&self, desk: &Rc<Desk>, files: Vec<File>) {
        let waiting = Rc::new(Waiting::default());
        self.0.borrow_mut().push(Rc::clone(&waiting));
        spawn_local(open(Rc::clone(desk), files, waiting));
    }

    /// Stops; nothing is opened of what is not read yet.
    pub fn stop(&self) {
        self.0.take().iter().for_each(|it| it.end());
    }
}

async fn open(desk: Rc<Desk>, files: Vec<File>, waiting: Rc<Waiting>) {
    let reading = Reading {
        name: files.first().map_or("", |it| &it.name).into(),
        n_files: files.len(),
        n_read: 0,
    };
    let tell = |n_read| {
        let reading = reading.clone();
        desk.show_reading(Some(Rc::new(Reading { n_read, ..reading })));
    };
    tell(0);
    let outcomes = reading::read(&files, desk.has_documents(), &waiting, tell).await;
    desk.show_reading(None);
    if waiting.is_over() {
        return;
    }
    let outcomes = match outcomes {
        Ok(outcomes) => {
            let is_unread = |it: &File| it.bytes().is_none();
            let unread = files.into_iter().filter(is_unread).collect();
            let mut all = opening::open_all(unread, &[]);
            all.extend(outcomes);
            all
        }
        Err(Failure::Died) => return desk.notify(died(&reading)),
        Err(Failure::OfThePage) => desk.read(files),
    };
    for outcome in opening::gathered(outcomes) {
        desk.show_outcome(outcome);
        TimeoutFuture::new(0).await;
    }
}

fn died(reading: &Reading) -> Notice {
    let name = clean_name(&reading.name);
    let text = format!(
        "“{name}” was not opened, nor what was chosen with it: there may be too little memory. Split it into smaller files."
    );
    Notice::new(Tone::Error, text)
}
