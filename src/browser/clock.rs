//! The time that has gone by.

/// Returns the milliseconds since the page was opened.
pub fn now() -> f64 {
    let clock = web_sys::window().and_then(|it| it.performance());
    clock.map_or(0.0, |it| it.now())
}
