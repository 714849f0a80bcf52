//! What the browser says of the room that it gives, and whether it may take it back.

use js_sys::{Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::settings;

/// What every key of this program begins with.
const PREFIX: &str = "glossator:";
/// When the work was downloaded last, in milliseconds since 1970.
const DOWNLOADED: &str = "glossator:downloaded";
/// Whether the browser was asked to keep the work.
const ASKED: &str = "glossator:asked-to-keep";

#[wasm_bindgen]
extern "C" {
    type Room;

    #[wasm_bindgen(method, catch)]
    fn estimate(this: &Room) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn persisted(this: &Room) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn persist(this: &Room) -> Result<Promise, JsValue>;

    /// Absent on pages without TLS.
    #[wasm_bindgen(thread_local_v2, js_namespace = navigator, js_name = storage)]
    static ROOM: Option<Room>;
}

async fn ask(question: fn(&Room) -> Result<Promise, JsValue>) -> Option<JsValue> {
    let promise = ROOM.with(|it| question(it.as_ref()?).ok())?;
    JsFuture::from(promise).await.ok()
}

/// Returns how many bytes this page's origin takes, and how many it may take; as the browser estimates them.
pub async fn room() -> Option<(f64, f64)> {
    let estimate = ask(Room::estimate).await?;
    let number = |name: &str| Reflect::get(&estimate, &name.into()).ok()?.as_f64();
    Some((number("usage")?, number("quota")?))
}

/// Whether the browser keeps the work even where it needs room; `None` where it does not say.
pub async fn is_kept() -> Option<bool> {
    ask(Room::persisted).await?.as_bool()
}

/// Asks the browser to keep the work, which may ask the person; says whether it does.
pub async fn keep() -> bool {
    settings::put(ASKED, Some("true"));
    let answer = ask(Room::persist).await;
    answer.and_then(|it| it.as_bool()).unwrap_or_default()
}

/// Whether the browser was asked before.
pub fn was_asked() -> bool {
    settings::get(ASKED).is_some()
}

/// Takes note that the work was downloaded.
pub fn note_download(date: u64) {
    settings::put(DOWNLOADED, Some(&date.to_string()));
}

/// Returns when the work was downloaded last, in milliseconds since 1970.
pub fn downloaded() -> Option<u64> {
    settings::get(DOWNLOADED)?.parse().ok()
}

/// Returns how many UTF-16 units this program takes in local storage.
pub fn units_used() -> Option<usize> {
    let storage = web_sys::window()?.local_storage().ok()??;
    let mut units = 0;
    for index in 0..storage.length().ok()? {
        if let Some(key) = storage.key(index).ok()?.filter(|it| it.starts_with(PREFIX)) {
            let value = Reflect::get(&storage, &key.as_str().into()).ok()?;
            let value = value.dyn_into::<js_sys::JsString>().ok()?;
            units += key.len() + value.length() as usize;
        }
    }
    Some(units)
}
