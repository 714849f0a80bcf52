//! Local storage as the core's [`Storage`]: synchronous beneath, asynchronous above.

use gloo_timers::future::TimeoutFuture;
use glossator_core::store::{Storage, StorageError};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::DomException;

/// What every key of this program begins with.
const PREFIX: &str = "glossator:";

/// The local storage of the page's origin.
#[derive(Clone, Debug)]
pub struct LocalStorage;

fn storage() -> Result<web_sys::Storage, StorageError> {
    let off = || StorageError::Unavailable("local storage is switched off".into());
    let window = web_sys::window().ok_or_else(off)?;
    window
        .local_storage()
        .map_err(|error| StorageError::Unavailable(reason(&error)))?
        .ok_or_else(off)
}

fn reason(error: &JsValue) -> String {
    match error.dyn_ref::<DomException>() {
        Some(exception) => exception.name(),
        None => "unknown error".to_owned(),
    }
}

fn put_error(error: &JsValue) -> StorageError {
    // Firefox has a name of its own for a full storage; old browsers tell it by the code.
    let is_full = error.dyn_ref::<DomException>().is_some_and(|it| {
        matches!(
            it.name().as_str(),
            "QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED"
        ) || matches!(it.code(), 22 | 1014)
    });
    if is_full {
        StorageError::Full
    } else {
        StorageError::Failed(reason(error))
    }
}

impl Storage for LocalStorage {
    async fn keys(&self) -> Result<Vec<String>, StorageError> {
        let storage = storage()?;
        let failed = |error: JsValue| StorageError::Failed(reason(&error));
        let mut keys = Vec::new();
        for index in 0..storage.length().map_err(failed)? {
            let key = storage.key(index).map_err(failed)?;
            keys.extend(key.and_then(|it| it.strip_prefix(PREFIX).map(str::to_owned)));
        }
        Ok(keys)
    }

    async fn get(&self, key: &str) -> Result<Option<String>, StorageError> {
        storage()?
            .get_item(&format!("{PREFIX}{key}"))
            .map_err(|error| StorageError::Failed(reason(&error)))
    }

    async fn pause(&self) {
        TimeoutFuture::new(0).await;
    }

    async fn put(&self, key: &str, value: &str) -> Result<(), StorageError> {
        storage()?
            .set_item(&format!("{PREFIX}{key}"), value)
            .map_err(|error| put_error(&error))
    }

    async fn remove(&self, key: &str) -> Result<(), StorageError> {
        let removed = storage()?.remove_item(&format!("{PREFIX}{key}"));
        removed.map_err(|error| StorageError::Failed(reason(&error)))
    }
}
