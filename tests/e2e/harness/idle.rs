//! Browsers that stay open from one journey to the next: to start one takes longer than most journeys do.
//!
//! Each journey has a host with a port of its own, which is an origin of its own to a browser: it finds nothing of what
//! another one has left.

use std::fs;
use std::sync::{Mutex, PoisonError};

use super::browser::Browser;
use super::engine::Engine;
use super::profile::Profile;

/// Those that nobody uses.
static IDLE: Mutex<Vec<Idle>> = Mutex::new(Vec::new());

/// A browser that nobody uses, with no page open. The browser ends before its profile is removed.
pub(super) struct Idle {
    engine: Engine,
    pub(super) browser: Browser,
    pub(super) profile: Profile,
}

/// Takes a browser that nobody uses, if there is one.
pub(super) fn take(engine: Engine) -> Option<Idle> {
    let mut idle = IDLE.lock().unwrap_or_else(PoisonError::into_inner);
    let place = idle.iter().position(|it| it.engine == engine)?;
    Some(idle.swap_remove(place))
}

/// Leaves a browser to the next journey, unless something in it cannot be closed: then it ends.
pub(super) fn leave(engine: Engine, browser: Browser, profile: Profile) {
    let are_gone = fs::remove_dir_all(profile.downloads()).is_ok()
        && fs::create_dir(profile.downloads()).is_ok();
    if are_gone && browser.close_pages().is_ok() {
        let mut idle = IDLE.lock().unwrap_or_else(PoisonError::into_inner);
        idle.push(Idle {
            engine,
            browser,
            profile,
        });
    }
}
