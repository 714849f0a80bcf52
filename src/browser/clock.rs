//! The time.

/// Returns the milliseconds since the page was opened.
pub fn now() -> f64 {
    let clock = web_sys::window().and_then(|it| it.performance());
    clock.map_or(0.0, |it| it.now())
}

/// Returns the milliseconds since 1970.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a whole number of today"
)]
pub fn date() -> u64 {
    js_sys::Date::now() as u64
}

/// Writes a moment, in milliseconds since 1970, as people do: "24 Nov 2026, 14:03".
#[expect(clippy::cast_precision_loss, reason = "dates are far below")]
pub fn write(date: u64) -> String {
    let options = js_sys::Object::new();
    for (name, style) in [("dateStyle", "medium"), ("timeStyle", "short")] {
        drop(js_sys::Reflect::set(&options, &name.into(), &style.into()));
    }
    let date = js_sys::Date::new(&(date as f64).into());
    date.to_locale_string("en-GB", &options).into()
}
