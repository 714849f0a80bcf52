//! [`use_paper`]: keeps the text awake where it is near the screen.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use web_sys::Element;
use yew::prelude::*;

use super::use_paint::paint;
use crate::browser::colors::Colors;
use crate::browser::{frame, place};
use crate::paper::Paper;
use crate::store::Store;

/// The text on the screen, with what keeps it awake where it is near the screen.
#[derive(Clone)]
pub struct PaperOnScreen {
    paper: Rc<RefCell<Paper>>,
    colors: Rc<RefCell<Colors>>,
    store: UseReducerHandle<Store>,
    article: NodeRef,
    /// How far the article was scrolled when it was last seen, and whether it is looked at in the next frame.
    seen: Rc<Cell<(i32, bool)>>,
}

/// Returns the text on the screen; the same one at every render.
#[hook]
pub fn use_paper(handle: &UseReducerHandle<Store>, article: &NodeRef) -> PaperOnScreen {
    let (store, article) = (handle.clone(), article.clone());
    let paper = use_memo((), move |()| PaperOnScreen {
        paper: Rc::default(),
        colors: Rc::default(),
        store,
        article,
        seen: Rc::default(),
    });
    let paper = PaperOnScreen::clone(&paper);
    {
        let paper = paper.clone();
        use_effect_with((), move |()| {
            let window = web_sys::window();
            let document = window.as_ref().and_then(|it| it.document());
            let scrolled = document.map(|it| {
                let paper = paper.clone();
                // Scrolling does not bubble.
                let options = EventListenerOptions::run_in_capture_phase();
                EventListener::new_with_options(&it, "scroll", options, move |_| paper.follow())
            });
            let others = window.map(|it| {
                let resized = paper.clone();
                [
                    EventListener::new(&it, "resize", move |_| resized.follow()),
                    EventListener::new(&it, "beforeprint", move |_| {
                        paper.paper.borrow_mut().wake_all();
                    }),
                ]
            });
            move || drop((scrolled, others))
        });
    }
    paper
}

impl PaperOnScreen {
    /// Shows the document of the store as it is now, in the colors of its labels.
    ///
    /// Right after a change this costs the browser one layout; when the rest of the page has been drawn, two. Colors that
    /// come before what has them are worked out with everything else about it, and those that come later once more.
    pub fn show(&self) {
        let store = self.store.clone();
        self.colors
            .borrow_mut()
            .apply(&store.session.project().labels);
        let Some((article, drawing)) = self.article.cast::<Element>().zip(store.drawing.as_ref())
        else {
            return;
        };
        let is_other = |it: &Paper| it.shown().is_some_and(|it| *it != drawing.document.id);
        if is_other(&self.paper.borrow()) {
            // While the one before is there, to go to the beginning costs no layout.
            place::begin(&article);
        }
        let mut paper = self.paper.borrow_mut();
        if paper.show(&article, drawing, store.view.picked.as_ref()) {
            self.follow();
        }
    }

    /// Wakes in the next frame what is near the screen then. What goes by faster than a screen in a frame is not
    /// drawn, since nobody could see it.
    fn follow(&self) {
        let (top, is_due) = self.seen.replace((self.seen.get().0, true));
        if is_due {
            return;
        }
        let paper = self.clone();
        frame::next(move || {
            let Some(main) = paper
                .article
                .cast::<Element>()
                .and_then(|it| it.closest("main").ok()?)
            else {
                paper.seen.set((top, false));
                return;
            };
            let now = main.scroll_top();
            paper.seen.set((now, false));
            if (now - top).abs() > main.client_height() {
                paper.follow();
            } else if paper.paper.borrow_mut().attend() {
                let store = paper.store.clone();
                paint(&paper.article, store.drawing.as_ref(), &store.view);
            }
        });
    }
}
