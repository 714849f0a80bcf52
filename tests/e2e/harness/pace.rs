//! Waits, and how long a person has patience.

use std::thread;
use std::time::{Duration, Instant};

/// How long a person waits for what the page is to do at once.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// How long to wait before the state is looked at again.
const PAUSE: Duration = Duration::from_millis(20);

/// Looks at something until it is there, and returns it; `None` where it did not come within `limit`.
pub(crate) fn look_until<T>(limit: Duration, mut look: impl FnMut() -> Option<T>) -> Option<T> {
    let start = now();
    loop {
        if let Some(found) = look() {
            return Some(found);
        }
        if start.elapsed() > limit {
            return None;
        }
        thread::sleep(PAUSE);
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the harness does not run in the browser"
)]
fn now() -> Instant {
    Instant::now()
}
