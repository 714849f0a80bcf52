//! Marks text with the mouse.

use std::time::Duration;

use fantoccini::actions::{
    ActionSequence, InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions,
    PenActions, PointerAction, TouchActions, WheelAction, WheelActions,
};
use fantoccini::key::Key;
use serde::Deserialize;

use super::engine::Engine;
use super::passage::Passage;
use super::person::Person;

/// A point in the window, in CSS pixels.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq)]
pub(crate) struct Point {
    /// From the left.
    pub(crate) x: f64,
    /// From the top.
    pub(crate) y: f64,
}

/// The points just inside the first and the last character of a passage.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(crate) struct Ends {
    /// In the first character.
    pub(crate) first: Point,
    /// In the last character.
    pub(crate) last: Point,
}

/// What a person points with.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Pointer {
    Mouse,
    Pen,
    Finger,
}

impl Pointer {
    /// Returns the mouse for the pen, which not every driver has.
    pub(crate) fn without_pen(self) -> Self {
        match self {
            Self::Pen => Self::Mouse,
            other => other,
        }
    }
}

/// How many moves the mouse makes from one end of a drag to the other.
const N_MOVES: u32 = 6;

impl Person {
    /// Drags over a passage from its first character to its last.
    #[track_caller]
    pub(crate) fn drag_over<'a>(&self, passage: impl Into<Passage<'a>>) {
        let Ends { first, last } = self.ends_of(passage);
        self.drag(first, last);
    }

    /// Drags over a passage from its last character to its first.
    #[track_caller]
    pub(crate) fn drag_back_over<'a>(&self, passage: impl Into<Passage<'a>>) {
        let Ends { first, last } = self.ends_of(passage);
        self.drag(last, first);
    }

    /// Drags over a passage while holding a key.
    #[track_caller]
    pub(crate) fn drag_over_holding<'a>(&self, key: Key, passage: impl Into<Passage<'a>>) {
        let Ends { first, last } = self.ends_of(passage);
        self.drag_holding(Some(key), first, last);
    }

    /// Drags from the first character of one passage to the last of another, which is on the screen with it.
    #[track_caller]
    pub(crate) fn drag_between<'a>(
        &self,
        from: impl Into<Passage<'a>>,
        to: impl Into<Passage<'a>>,
    ) {
        let (first, last) = self.outer_ends_of(from.into(), to.into());
        self.drag(first, last);
    }

    /// Drags from the last character of one passage back to the first of another, which stands before it.
    #[track_caller]
    pub(crate) fn drag_back_between<'a>(
        &self,
        to: impl Into<Passage<'a>>,
        from: impl Into<Passage<'a>>,
    ) {
        let (first, last) = self.outer_ends_of(to.into(), from.into());
        self.drag(last, first);
    }

    /// Presses the mouse at one point, moves it to another and releases it.
    pub(crate) fn drag(&self, from: Point, to: Point) {
        self.drag_holding(None, from, to);
    }

    /// Presses a pointer at one point, moves it to another and releases it.
    pub(crate) fn drag_with(&self, pointer: Pointer, from: Point, to: Point) {
        self.browser().act(vec![with(
            pointer,
            drag_actions(MOUSE_BUTTON_LEFT, from, to),
        )]);
    }

    /// Drags from one point to another while holding a key.
    pub(crate) fn drag_with_key(&self, key: Key, from: Point, to: Point) {
        self.drag_holding(Some(key), from, to);
    }

    /// Returns where a handle of the selected mention is held: `start` or `end`.
    #[track_caller]
    pub(crate) fn handle(&self, edge: &str) -> Point {
        let selector = format!("[data-handle={edge}]");
        let point = self.run("return page.pointOfFirst(...arguments)", &[selector.into()]);
        serde_json::from_value(point).expect("a point")
    }

    /// Presses the mouse at one point, moves it to another, and holds it there.
    pub(crate) fn hold_from_to(&self, from: Point, to: Point) {
        let mut actions = drag_actions(MOUSE_BUTTON_LEFT, from, to);
        actions.pop();
        self.browser().act(vec![mouse(actions)]);
    }

    /// Drags with the mouse from one point to another, and turns the wheel by so many pixels on the way.
    pub(crate) fn drag_while_scrolling(&self, from: Point, pixels: i64, to: Point) {
        let mut actions = drag_actions(MOUSE_BUTTON_LEFT, from, to);
        let (pause, wait) = (Duration::ZERO, Duration::from_millis(300));
        // After the first moves the mouse stays where it is while the page scrolls.
        actions.insert(5, PointerAction::Pause { duration: wait });
        let scroll = WheelAction::Scroll {
            duration: Some(wait),
            x: from.x as i64,
            y: from.y as i64,
            delta_x: 0,
            delta_y: pixels,
        };
        let mut wheel = WheelActions::new("wheel".to_owned());
        (0..5).for_each(|_| wheel.push(WheelAction::Pause { duration: pause }));
        wheel.push(scroll);
        self.browser().act(vec![mouse(actions), wheel.into()]);
    }

    /// Releases the mouse that is held.
    pub(crate) fn let_go(&self) {
        self.browser().act(vec![mouse([PointerAction::Up {
            button: MOUSE_BUTTON_LEFT,
        }])]);
    }

    /// Drags with another button of the mouse: 1 is the middle one, 2 the right one.
    pub(crate) fn drag_with_button(&self, button: u64, from: Point, to: Point) {
        self.browser()
            .act(vec![mouse(drag_actions(button, from, to))]);
    }

    /// Touches a point for a moment.
    pub(crate) fn tap(&self, at: Point) {
        self.drag_with(Pointer::Finger, at, at);
    }

    /// Touches a point for longer than the system takes for a long press.
    pub(crate) fn press_long(&self, at: Point) {
        let mut actions = drag_actions(MOUSE_BUTTON_LEFT, at, at);
        let duration = Duration::from_millis(800);
        actions.insert(2, PointerAction::Pause { duration });
        self.browser().act(vec![with(Pointer::Finger, actions)]);
    }

    /// Clicks in the middle of a passage while holding a key.
    #[track_caller]
    pub(crate) fn click_holding<'a>(&self, key: Key, passage: impl Into<Passage<'a>>) {
        let point = self.middle_of(passage);
        self.drag_holding(Some(key), point, point);
    }

    fn drag_holding(&self, key: Option<Key>, from: Point, to: Point) {
        let from = self.apart(from);
        let actions = drag_actions(MOUSE_BUTTON_LEFT, from, to);
        let Some(key) = key else {
            return self.browser().act(vec![mouse(actions)]);
        };
        // Both devices act in step: the key goes down first and up last.
        let n_steps = actions.len();
        let pause = PointerAction::Pause {
            duration: Duration::ZERO,
        };
        let mouse = mouse([pause.clone()].into_iter().chain(actions).chain([pause]));
        let value = char::from(key);
        let keys = KeyActions::new("keys".to_owned()).then(KeyAction::Down { value });
        let rest = |keys: KeyActions, _| {
            keys.then(KeyAction::Pause {
                duration: Duration::ZERO,
            })
        };
        let keys = (0..n_steps).fold(keys, rest).then(KeyAction::Up { value });
        self.browser().act(vec![keys.into(), mouse]);
    }

    /// Returns where in a line the mouse is pressed that is to be pressed at a point.
    ///
    /// What is pressed twice at one place within half a second is clicked twice, for WebKit also where a journey means
    /// two clicks, as drivers of the others take it.
    fn apart(&self, Point { x, y }: Point) -> Point {
        let n_presses = self.n_presses.get();
        self.n_presses.set(n_presses + 1);
        let is_higher = self.engine == Engine::WebKit && n_presses % 2 == 1;
        let y = if is_higher { y - 6.0 } else { y };
        Point { x, y }
    }

    /// Clicks in the middle of a passage.
    #[track_caller]
    pub(crate) fn click_on<'a>(&self, passage: impl Into<Passage<'a>>) {
        self.click_at(self.middle_of(passage), 1);
    }

    /// Clicks twice in the middle of a passage.
    #[track_caller]
    pub(crate) fn double_click_on<'a>(&self, passage: impl Into<Passage<'a>>) {
        self.click_at(self.middle_of(passage), 2);
    }

    /// Clicks three times in the middle of a passage.
    #[track_caller]
    pub(crate) fn triple_click_on<'a>(&self, passage: impl Into<Passage<'a>>) {
        self.click_at(self.middle_of(passage), 3);
    }

    /// Clicks the first element of a role whose name is, or at least begins with, `name`.
    #[track_caller]
    pub(crate) fn click(&self, role: &str, name: &str) {
        let find = || {
            let script =
                "try { return page.pointOf(...arguments) } catch (error) { return String(error) }";
            self.run(script, &[role.into(), name.into()])
        };
        let mut found = find();
        // What a gesture opens may come a frame later.
        if found.is_string() {
            self.wait_for_answer();
            found = find();
        }
        let point = serde_json::from_value(found.clone()).unwrap_or_else(|_| panic!("{found}"));
        self.click_at(point, 1);
    }

    /// Returns where an element of a role is clicked whose name is, or at least begins with, `name`.
    #[track_caller]
    pub(crate) fn point(&self, role: &str, name: &str) -> Point {
        let point = self.run(
            "return page.pointOf(...arguments)",
            &[role.into(), name.into()],
        );
        serde_json::from_value(point).expect("a point")
    }

    /// Clicks the first element that a selector finds.
    #[track_caller]
    pub(crate) fn click_selector(&self, selector: &str) {
        let point = self.run("return page.pointOfFirst(...arguments)", &[selector.into()]);
        self.click_at(serde_json::from_value(point).expect("a point"), 1);
    }

    /// Clicks the row of the mention list that has a quote.
    #[track_caller]
    pub(crate) fn click_row(&self, quote: &str) {
        let point = self.run("return page.pointOfRow(...arguments)", &[quote.into()]);
        self.click_at(serde_json::from_value(point).expect("a point"), 1);
    }

    /// Clicks a point so many times.
    pub(crate) fn click_at(&self, point: Point, n_clicks: usize) {
        let point = self.apart(point);
        let click = [
            PointerAction::Down {
                button: MOUSE_BUTTON_LEFT,
            },
            PointerAction::Up {
                button: MOUSE_BUTTON_LEFT,
            },
        ];
        let clicks = (0..n_clicks).flat_map(|_| click.clone());
        if n_clicks > 1 {
            // Firefox's driver counts on where another click was within half a second, wherever that was.
            self.browser().let_go();
        }
        self.browser()
            .act(vec![mouse([move_to(point)].into_iter().chain(clicks))]);
    }

    /// Scrolls to a passage and finds its ends.
    #[track_caller]
    pub(crate) fn ends_of<'a>(&self, passage: impl Into<Passage<'a>>) -> Ends {
        let passage = passage.into();
        self.scroll_to(passage);
        self.shown_ends_of(passage)
    }

    /// Scrolls until a passage is well within the window.
    #[track_caller]
    pub(crate) fn scroll_to<'a>(&self, passage: impl Into<Passage<'a>>) {
        self.run("page.scrollTo(...arguments)", &passage.into().arguments());
    }

    #[track_caller]
    fn outer_ends_of(&self, from: Passage<'_>, to: Passage<'_>) -> (Point, Point) {
        self.scroll_to(from);
        (self.shown_ends_of(from).first, self.shown_ends_of(to).last)
    }

    #[track_caller]
    pub(crate) fn shown_ends_of<'a>(&self, passage: impl Into<Passage<'a>>) -> Ends {
        let passage = passage.into().arguments();
        let ends = self.run("return page.ends(...arguments)", &passage);
        serde_json::from_value(ends).expect("two points")
    }

    #[track_caller]
    fn middle_of<'a>(&self, passage: impl Into<Passage<'a>>) -> Point {
        let passage = passage.into();
        self.scroll_to(passage);
        let point = self.run("return page.middleOf(...arguments)", &passage.arguments());
        serde_json::from_value(point).expect("a point")
    }
}

/// Returns what a pointer does to drag from one point to another.
fn drag_actions(button: u64, from: Point, to: Point) -> Vec<PointerAction> {
    let part = |n: u32| f64::from(n) / f64::from(N_MOVES);
    let between = |n| Point {
        x: from.x + (to.x - from.x) * part(n),
        y: from.y + (to.y - from.y) * part(n),
    };
    let press = PointerAction::Down { button };
    let release = PointerAction::Up { button };
    let moves = (0..=N_MOVES).map(|n| move_to(between(n)));
    let mut actions: Vec<PointerAction> = moves.collect();
    actions.insert(1, press);
    actions.push(release);
    actions
}

fn with(pointer: Pointer, actions: Vec<PointerAction>) -> ActionSequence {
    let actions = actions.into_iter();
    match pointer {
        Pointer::Mouse => mouse(actions),
        Pointer::Pen => {
            let pen = PenActions::new("pen".to_owned());
            actions.fold(pen, PenActions::then).into()
        }
        Pointer::Finger => {
            let finger = TouchActions::new("finger".to_owned());
            actions.fold(finger, TouchActions::then).into()
        }
    }
}

fn mouse(actions: impl IntoIterator<Item = PointerAction>) -> ActionSequence {
    let mouse = MouseActions::new("mouse".to_owned());
    actions.into_iter().fold(mouse, MouseActions::then).into()
}

fn move_to(Point { x, y }: Point) -> PointerAction {
    PointerAction::MoveTo {
        duration: Some(Duration::ZERO),
        x,
        y,
    }
}
