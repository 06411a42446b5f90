//! The stopwatch: the one place of the bench that reads the monotonic clock.

use std::time::Instant;

#[expect(clippy::disallowed_methods, reason = "measuring is what the bench is for")]
pub(super) fn now() -> Instant {
    Instant::now()
}
