//! The script interface `window.glossator`: so far `ready`, `state()`, `project()`, `undo()` and `redo()`.

use glossator_core::formats::own;
use glossator_core::model::Project;
use js_sys::{JSON, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;

/// What the interface asks of the app.
pub struct Api {
    /// Returns the project as it is now.
    pub project: Box<dyn Fn() -> Project>,
    /// Returns the state of saving: `saved`, `saving` or `not saved`.
    pub saving: Box<dyn Fn() -> &'static str>,
    /// Takes the last transaction back.
    pub undo: Box<dyn Fn()>,
    /// Makes it again.
    pub redo: Box<dyn Fn()>,
}

/// Puts the interface on the window; from then on `ready` is fulfilled.
///
/// # Errors
///
/// Where the browser refuses a property.
pub fn install(api: Api) -> Result<(), JsValue> {
    let Api {
        project,
        saving,
        undo,
        redo,
    } = api;
    let glossator = Object::new();
    let set = |name: &str, value: &JsValue| Reflect::set(&glossator, &name.into(), value);
    set("ready", &Promise::resolve(&JsValue::UNDEFINED))?;
    let project = move || JSON::parse(&own::write(&project())).unwrap_or(JsValue::NULL);
    set(
        "project",
        &Closure::<dyn Fn() -> JsValue>::new(project).into_js_value(),
    )?;
    let state = move || {
        let state = Object::new();
        drop(Reflect::set(&state, &"saving".into(), &saving().into()));
        drop(Reflect::set(&state, &"mode".into(), &"writer".into()));
        JsValue::from(state)
    };
    set(
        "state",
        &Closure::<dyn Fn() -> JsValue>::new(state).into_js_value(),
    )?;
    set("undo", &Closure::<dyn Fn()>::new(undo).into_js_value())?;
    set("redo", &Closure::<dyn Fn()>::new(redo).into_js_value())?;
    let window = web_sys::window().ok_or("no window")?;
    Reflect::set(&window, &"glossator".into(), &glossator).map(drop)
}
