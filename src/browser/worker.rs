//! [`Worker`]: the program once more, in a thread of its own. The page asks, and the worker answers.
//!
//! What crosses are lists; the bytes in them are handed over, not copied. The first question says what is to be done.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures_channel::oneshot;
use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{Event, MessageEvent};

use super::life;

#[wasm_bindgen]
extern "C" {
    /// Absent on the page.
    #[wasm_bindgen(thread_local_v2, js_name = isGlossatorWorker)]
    static IS_WORKER: Option<bool>;

    #[wasm_bindgen(js_name = postMessage)]
    fn post_message(message: &Array, transfer: &Array);
}

/// What answers questions; a refusal where it cannot.
pub type Answering = Box<dyn FnMut(&Array) -> Array>;

/// Another instance of the program; where there can be none, this one, which takes turns with the page. It ends when
/// this is dropped.
pub struct Worker {
    place: Place,
    waiting: Rc<Waiting>,
}

enum Place {
    There(
        web_sys::Worker,
        #[expect(dead_code, reason = "they listen as long as they are there")]
        [Closure<dyn Fn(Event)>; 2],
    ),
    Here(RefCell<Answering>),
}

/// Lets a person end what a worker is at.
#[derive(Default)]
pub struct Waiting {
    is_over: Cell<bool>,
    answer: RefCell<Option<Array>>,
    asker: RefCell<Option<oneshot::Sender<()>>>,
}

impl Waiting {
    /// Ends it: whoever waits for an answer gets none.
    pub fn end(&self) {
        self.is_over.set(true);
        self.asker.take();
    }

    /// Whether it was ended.
    pub fn is_over(&self) -> bool {
        self.is_over.get()
    }

    fn wake(&self, answer: Option<Array>) {
        self.answer.replace(answer);
        self.asker.take();
    }
}

impl Worker {
    /// Starts a worker; `here` answers where there can be none.
    pub async fn start(here: fn() -> Answering, waiting: &Rc<Waiting>) -> Self {
        let place = match life::start_worker().await {
            Some(worker) => Place::listen(worker, waiting),
            None => Place::Here(RefCell::new(here())),
        };
        Self {
            place,
            waiting: Rc::clone(waiting),
        }
    }

    /// Asks and waits for the answer; `None` where the worker refuses or has died, or was ended.
    pub async fn ask(&self, question: &Array) -> Option<Array> {
        let answer = match &self.place {
            Place::There(worker, _) => {
                let (sender, receiver) = oneshot::channel();
                self.waiting.asker.replace(Some(sender));
                let posted = worker.post_message_with_transfer(question, &buffers(question));
                posted.ok()?;
                // Nothing is sent: it is dropped when the answer is there, or never comes.
                receiver.await.err()?;
                self.waiting.answer.take()?
            }
            Place::Here(answer) => {
                TimeoutFuture::new(0).await;
                answer.borrow_mut()(question)
            }
        };
        (!self.waiting.is_over() && answer.get(0) != JsValue::FALSE).then_some(answer)
    }
}

impl Place {
    fn listen(worker: web_sys::Worker, waiting: &Rc<Waiting>) -> Self {
        let listener = Rc::clone(waiting);
        let onmessage = Closure::<dyn Fn(Event)>::new(move |event: Event| {
            let event: &MessageEvent = event.unchecked_ref();
            listener.wake(Some(event.data().unchecked_into()));
        });
        let listener = Rc::clone(waiting);
        let onerror = Closure::<dyn Fn(Event)>::new(move |event: Event| {
            // It is not the page that has failed.
            event.prevent_default();
            listener.wake(None);
        });
        worker.set_onmessage(Some(onmessage.as_ref().unchecked_ref()));
        worker.set_onerror(Some(onerror.as_ref().unchecked_ref()));
        Self::There(worker, [onmessage, onerror])
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        if let Place::There(worker, _) = &self.place {
            worker.set_onmessage(None);
            worker.set_onerror(None);
            worker.terminate();
        }
    }
}

/// Whether this runs in a worker.
pub fn is_one() -> bool {
    IS_WORKER.with(Option::is_some)
}

/// Answers what the page asks from now on, and tells that it may ask.
pub fn serve(mut answer: Answering) {
    let listener = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
        let event: &MessageEvent = event.unchecked_ref();
        let answer = answer(event.data().unchecked_ref());
        post_message(&answer, &buffers(&answer));
    });
    let listener = listener.into_js_value();
    let set = Reflect::set(&js_sys::global(), &"onmessage".into(), &listener);
    if set.is_ok() {
        post_message(&Array::new(), &Array::new());
    }
}

/// The answer that there is none.
pub fn refusal() -> Array {
    Array::of1(&false.into())
}

/// Returns bytes as they cross.
pub fn bytes(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}

/// Returns the bytes at a place of what has crossed; `None` where there are none.
pub fn bytes_at(message: &Array, position: u32) -> Option<Vec<u8>> {
    let bytes: Uint8Array = message.get(position).dyn_into().ok()?;
    Some(bytes.to_vec())
}

fn buffers(message: &Array) -> Array {
    let bytes = message.iter().filter_map(|it| it.dyn_into().ok());
    bytes.map(|it: Uint8Array| it.buffer()).collect()
}
