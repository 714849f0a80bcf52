//! [`Turn`]: whose turn it is to write, among the tabs of a browser.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures_channel::oneshot;
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

const NAME: &str = "glossator";

#[wasm_bindgen]
extern "C" {
    type Locks;

    #[wasm_bindgen(method, catch)]
    fn request(
        this: &Locks,
        name: &str,
        options: &Object,
        granted: &JsValue,
    ) -> Result<Promise, JsValue>;

    #[wasm_bindgen(thread_local_v2, js_namespace = navigator, js_name = locks)]
    static LOCKS: Option<Locks>;
}

/// Whose turn it is to write: a lock that one tab of the browser holds, until it gives it up or is closed.
///
/// It spares two tabs the surprise; what keeps them from writing over each other is the epoch of the journal. Where
/// the browser has no locks (pages without TLS), every tab has its turn when it asks.
#[derive(Debug, Default)]
pub struct Turn {
    /// Gives the lock back, while it is held.
    release: Rc<RefCell<Option<Function>>>,
}

impl Turn {
    /// Whether the browser knows whose turn it is.
    pub fn is_known() -> bool {
        LOCKS.with(Option::is_some)
    }

    /// Takes the turn if no other tab has it, and says whether it is this one's now.
    pub async fn take_if_free(&self) -> bool {
        self.release.borrow().is_some() || self.request("ifAvailable").await
    }

    /// Takes the turn, from whichever tab has it.
    pub async fn steal(&self) {
        self.request("steal").await;
    }

    /// Leaves it to the next that asks.
    pub fn give_up(&self) {
        if let Some(release) = self.release.take() {
            drop(release.call0(&JsValue::UNDEFINED));
        }
    }

    async fn request(&self, option: &str) -> bool {
        let (sender, receiver) = oneshot::channel();
        let sender = Rc::new(Cell::new(Some(sender)));
        let tell = move |is_granted: bool| {
            if let Some(sender) = sender.take() {
                sender.send(is_granted).ok();
            }
        };
        let (slot, answer) = (Rc::clone(&self.release), tell.clone());
        let granted = Closure::once_into_js(move |lock: JsValue| -> JsValue {
            if lock.is_null() {
                answer(false);
                return JsValue::UNDEFINED;
            }
            let held = Promise::new(&mut |resolve, _| drop(slot.replace(Some(resolve))));
            answer(true);
            held.into()
        });
        let options = Object::new();
        drop(Reflect::set(&options, &option.into(), &true.into()));
        let request = LOCKS.with(|it| it.as_ref()?.request(NAME, &options, &granted).ok());
        let Some(request) = request else {
            return true;
        };
        let slot = Rc::clone(&self.release);
        spawn_local(async move {
            // It ends when the lock is given up or stolen, and at once where the browser refuses locks.
            if JsFuture::from(request).await.is_err() {
                slot.replace(None);
            }
            tell(true);
        });
        receiver.await.unwrap_or(true)
    }
}
