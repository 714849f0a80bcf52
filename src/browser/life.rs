//! What the program tells the page that outlives it, and asks of it: the other side is `page/boot.js`.

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    type Life;

    #[wasm_bindgen(method)]
    fn saved(this: &Life);

    #[wasm_bindgen(method)]
    fn started(this: &Life);

    #[wasm_bindgen(method)]
    fn panicked(this: &Life, message: &str);

    #[wasm_bindgen(method, getter, js_name = isCareful)]
    fn is_careful(this: &Life) -> bool;

    #[wasm_bindgen(method, catch, js_name = startWorker)]
    fn start_worker(this: &Life) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn inflate(this: &Life, bytes: &[u8], length: usize) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn columns(this: &Life, mentions: &JsValue) -> Result<Option<Columns>, JsValue>;

    /// What `page/columns.js` makes of mentions.
    pub type Columns;

    /// Of each mention its start, its end, and the index of its label, each in four bytes as the program has numbers.
    #[wasm_bindgen(method, getter)]
    pub fn bytes(this: &Columns) -> Uint8Array;

    /// Each label once.
    #[wasm_bindgen(method, getter)]
    pub fn labels(this: &Columns) -> JsValue;

    /// Absent where the program runs without the page, as in tests.
    #[wasm_bindgen(thread_local_v2, js_name = glossatorLife)]
    static LIFE: Option<Life>;
}

fn with_life<T: Default>(tell: impl FnOnce(&Life) -> T) -> T {
    LIFE.with(|it| it.as_ref().map(tell).unwrap_or_default())
}

/// Tells that everything so far would survive the death of the browser.
pub fn note_saved() {
    with_life(Life::saved);
}

/// Tells that the page answers.
pub fn note_started() {
    with_life(Life::started);
}

/// Whether no document is to be shown until a person chooses one: the page has failed to start before.
pub fn is_careful() -> bool {
    with_life(Life::is_careful)
}

/// Starts a worker, which can be asked then; `None` where that is impossible.
pub async fn start_worker() -> Option<web_sys::Worker> {
    let started = LIFE.with(|it| it.as_ref()?.start_worker().ok())?;
    JsFuture::from(started).await.ok()?.dyn_into().ok()
}

/// Returns what bytes are that were compressed by “deflate”, `length` at most; `None` where they are damaged.
pub async fn inflate(bytes: &[u8], length: usize) -> Option<Vec<u8>> {
    let inflated = LIFE.with(|it| it.as_ref()?.inflate(bytes, length).ok())?;
    let inflated: Uint8Array = JsFuture::from(inflated).await.ok()?.dyn_into().ok()?;
    Some(inflated.to_vec())
}

/// Returns mentions that a script passes as columns; `None` where one of them is not as it should be, and where the
/// program runs without the page.
pub fn columns(mentions: &JsValue) -> Option<Columns> {
    LIFE.with(|it| it.as_ref()?.columns(mentions).ok().flatten())
}

/// Tells why the program dies, where it is built to know.
pub fn tell_panics() {
    // With `panic=immediate-abort`, as published, the hook never runs; the page learns of the trap alone.
    if cfg!(debug_assertions) {
        yew::set_custom_panic_hook(Box::new(|panic| {
            with_life(|it| it.panicked(&panic.to_string()))
        }));
    }
}
