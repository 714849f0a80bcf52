//! [`use_placed`]: keeps what floats over the text in its place.

use std::cell::Cell;
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use yew::prelude::*;

use crate::browser::frame;

/// Calls `place` whenever `seen` changes, and in the frame after the page was scrolled or resized: what was never laid
/// out may get another height then.
#[hook]
pub fn use_placed<T: PartialEq + 'static>(seen: T, place: impl Fn() + 'static) {
    use_effect_with(seen, move |_| {
        let place = Rc::new(place);
        place();
        let is_due = Rc::new(Cell::new(false));
        let later = move || {
            if is_due.replace(true) {
                return;
            }
            let (place, is_due) = (Rc::clone(&place), Rc::clone(&is_due));
            frame::next(move || {
                is_due.set(false);
                place();
            });
        };
        let again = later.clone();
        let listeners = web_sys::window().map(|it| {
            // Scrolling does not bubble.
            let options = EventListenerOptions::run_in_capture_phase();
            [
                EventListener::new_with_options(&it, "scroll", options, move |_| later()),
                EventListener::new(&it, "resize", move |_| again()),
            ]
        });
        move || drop(listeners)
    });
}
