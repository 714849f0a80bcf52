//! Settings of this browser, in local storage beside the work. Where there is no storage they last as long as the page.

fn storage() -> Option<web_sys::Storage> {
    web_sys::window().and_then(|it| it.local_storage().ok().flatten())
}

/// Returns the value of a key.
pub fn get(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

/// Keeps the value of a key, or forgets it.
pub fn put(key: &str, value: Option<&str>) {
    if let Some(storage) = storage() {
        drop(match value {
            Some(value) => storage.set_item(key, value),
            None => storage.remove_item(key),
        });
    }
}
