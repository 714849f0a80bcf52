//! Where things are on the screen, and moving them and the screen.

use wasm_bindgen::JsCast;
use web_sys::{DomRect, Element, HtmlElement, Range};

/// The space between a range and what floats beside it, in CSS pixels.
const GAP: f64 = 8.0;

/// Places a floating element below the last line of a range, or above the first where there is no room below.
///
/// The element is placed within `frame`, its positioned ancestor.
pub fn beside(floating: &HtmlElement, frame: &Element, range: &Range) {
    let Some((first, last)) = first_and_last(range) else {
        return;
    };
    let frame_rect = frame.get_bounding_client_rect();
    let (width, height) = (
        f64::from(floating.offset_width()),
        f64::from(floating.offset_height()),
    );
    // What is in sight of the text; the bars above and below it are in front of it.
    let sight = frame.closest("main").ok().flatten();
    let sight = sight.map(|it| it.get_bounding_client_rect());
    let (top, bottom) = sight.map_or((0.0, inner_height()), |it| (it.top(), it.bottom()));
    let below = last.bottom() + GAP;
    let above = first.top() - GAP - height;
    let lowest = bottom - GAP - height;
    // Where there is no room on either side, over the range and all in sight.
    let top = if below <= lowest {
        below
    } else if above >= top {
        above
    } else {
        lowest.max(top)
    };
    let leftmost = (frame_rect.width() - width - GAP).max(GAP);
    let left = (last.left() - frame_rect.left()).clamp(GAP.min(leftmost), leftmost);
    set(floating, "left", left);
    set(floating, "top", top - frame_rect.top());
}

/// Draws a caret at a collapsed range, within `frame`.
pub fn caret(caret: &HtmlElement, frame: &Element, range: &Range) {
    let Some((rect, _)) = first_and_last(range) else {
        return;
    };
    let frame_rect = frame.get_bounding_client_rect();
    let [x, y] = [
        rect.left() - frame_rect.left(),
        rect.top() - frame_rect.top(),
    ]
    .map(|it| it.round() as i32);
    // What is moved by this is not laid out.
    let style = caret.style();
    drop(style.set_property("translate", &format!("{x}px {y}px")));
    set(caret, "height", rect.height());
}

/// Puts a handle at the left or the right side of a character, as high as its line and a little higher.
pub fn handle(handle: &HtmlElement, frame: &Element, character: &Range, is_right: bool) {
    let Some((first, last)) = first_and_last(character) else {
        return;
    };
    let (frame_rect, rect) = (
        frame.get_bounding_client_rect(),
        if is_right { last } else { first },
    );
    let x = if is_right { rect.right() } else { rect.left() };
    let side = if is_right { "right" } else { "left" };
    drop(handle.set_attribute("data-side", side));
    set(handle, "left", x - frame_rect.left());
    set(handle, "top", rect.top() - GAP - frame_rect.top());
    set(handle, "height", rect.height() + 2.0 * GAP);
}

/// Whether a point of the window is on the lines that stand below the text of an element.
pub fn is_below_text(element: &Element, x: f64, y: f64) -> bool {
    const LINES: f64 = 9.0;
    let rects = element.get_client_rects();
    let mut rects = (0..rects.length()).filter_map(|it| rects.get(it));
    rects.any(|it| {
        it.left() <= x && x <= it.right() && it.bottom() - LINES < y && y <= it.bottom() + 2.0
    })
}

/// Scrolls a little where a point of the window is near the upper or the lower end of what is in sight.
pub fn scroll_toward(article: &Element, y: f64) {
    const NEAR: f64 = 40.0;
    const STEP: i32 = 16;
    if let Some(scroller) = article.closest("main").ok().flatten() {
        let rect = scroller.get_bounding_client_rect();
        let step = i32::from(y > rect.bottom() - NEAR) - i32::from(y < rect.top() + NEAR);
        scroller.set_scroll_top(scroller.scroll_top() + step * STEP);
    }
}

/// Returns the middle of the first line of a range, in CSS pixels of the window.
pub fn middle(range: &Range) -> Option<(f64, f64)> {
    let (rect, _) = first_and_last(range)?;
    Some((rect.left(), (rect.top() + rect.bottom()) / 2.0))
}

/// Scrolls by what is in sight, but for a line or two; false where nothing moves any more.
pub fn turn_page(article: &Element, forward: bool) -> bool {
    const KEPT: i32 = 80;
    let Some(scroller) = article.closest("main").ok().flatten() else {
        return false;
    };
    let before = scroller.scroll_top();
    let step = (scroller.client_height() - KEPT).max(KEPT);
    scroller.set_scroll_top(before + if forward { step } else { -step });
    scroller.scroll_top() != before
}

/// Sets a length, in whole CSS pixels: to write a fraction would take 5 KB of the page.
fn set(element: &HtmlElement, property: &str, length: f64) {
    let pixels = length.round() as i32;
    drop(
        element
            .style()
            .set_property(property, &format!("{pixels}px")),
    );
}

/// Scrolls so that a range is on the screen; where it is already, nothing moves.
pub fn reveal(range: &Range) {
    let Some((first, last)) = first_and_last(range) else {
        return;
    };
    let end = end_of_sight();
    if first.top() >= 70.0 && last.bottom() <= end {
        return;
    }
    let scroller = range
        .start_container()
        .ok()
        .and_then(|it| it.parent_element())
        .and_then(|it| it.closest("main").ok().flatten());
    if let Some(scroller) = scroller {
        let middle = (inner_height() / 2.0).min(end - 60.0);
        let top = f64::from(scroller.scroll_top()) + first.top() - middle;
        scroller.set_scroll_top(top.max(0.0) as i32);
    }
}

/// Returns where what stands below begins: the footer, or messages above it.
fn end_of_sight() -> f64 {
    let document = web_sys::window().and_then(|it| it.document());
    let messages = document.and_then(|it| it.query_selector(".notices").ok().flatten());
    let top = messages.map_or(f64::MAX, |it| it.get_bounding_client_rect().top());
    top.min(inner_height() - 90.0)
}

/// Scrolls a list so that its selected option is in sight.
pub fn scroll_to_selected(list: &Element) {
    let option = list.query_selector("[aria-selected=true]").ok().flatten();
    if let Some(option) = option {
        let (list_rect, rect) = (
            list.get_bounding_client_rect(),
            option.get_bounding_client_rect(),
        );
        let beyond = (rect.bottom() - list_rect.bottom() + GAP).max(0.0)
            + (rect.top() - list_rect.top() - GAP).min(0.0);
        list.set_scroll_top(list.scroll_top() + beyond as i32);
    }
}

fn first_and_last(range: &Range) -> Option<(DomRect, DomRect)> {
    let rects = range.get_client_rects()?;
    match rects.length() {
        // A collapsed range between two elements has no rectangle of its own in some engines.
        0 => {
            let rect = range
                .start_container()
                .ok()?
                .parent_element()?
                .get_bounding_client_rect();
            Some((rect.clone(), rect))
        }
        n => Some((rects.get(0)?, rects.get(n - 1)?)),
    }
}

/// Returns the height of the window, in CSS pixels.
pub fn inner_height() -> f64 {
    web_sys::window()
        .and_then(|it| it.inner_height().ok()?.as_f64())
        .unwrap_or_default()
}

/// Goes to the beginning of an article that was not on the screen before, from wherever the focus was.
pub fn begin(article: &Element) {
    if let Some(scroller) = article.closest("main").ok().flatten() {
        scroller.set_scroll_top(0);
    }
    focus(article);
}

/// Gives an element the focus without scrolling to it.
pub fn focus(element: &Element) {
    let active = element.owner_document().and_then(|it| it.active_element());
    // To ask for what is there already costs a layout.
    if active.as_ref() == Some(element) {
        return;
    }
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        drop(element.focus_with_options(&options));
    }
}
