//! The frames in which the browser paints.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Calls `then` before the next frame is painted.
pub fn next(then: impl FnOnce() + 'static) {
    let then = Closure::once_into_js(then);
    if let Some(window) = web_sys::window() {
        drop(window.request_animation_frame(then.unchecked_ref()));
    }
}
