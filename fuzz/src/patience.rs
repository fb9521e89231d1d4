//! What takes too long. By the clock at first; and only if that says so by the time of the thread itself, since other processes may have had the
//! processor.

use std::time::{Duration, Instant};

/// Does some work, and fails if it takes longer than it may.
///
/// # Errors
/// What the work fails with, or that it took too long twice.
pub fn within<T>(limit: Duration, mut work: impl FnMut() -> Result<T, String>) -> Result<T, String> {
    let begun = Instant::now();
    let result = work();
    if begun.elapsed() <= limit {
        return result;
    }
    let (begun, before) = (Instant::now(), own_time());
    let result = work();
    let taken = before.zip(own_time()).map_or_else(|| begun.elapsed(), |(before, after)| after.saturating_sub(before));
    if taken > limit { Err(format!("takes {taken:?}")) } else { result }
}

/// How long this thread has run, where the system tells.
fn own_time() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}
