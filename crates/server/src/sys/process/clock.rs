//! A clock that all processes of the machine read alike: CLOCK_MONOTONIC as a number. `Instant` has none to share.

use std::mem::MaybeUninit;

/// Nanoseconds since the machine was started, without the time it slept. Never 0, which stands for "no time" in shared memory.
pub fn nanoseconds() -> u64 {
    let mut now = MaybeUninit::<libc::timespec>::zeroed();
    // SAFETY: the pointer is to room for one `timespec`, whose zero bytes are valid if the call should fail.
    let now = unsafe {
        libc::clock_gettime(libc::CLOCK_MONOTONIC, now.as_mut_ptr());
        now.assume_init()
    };
    let seconds = u64::try_from(now.tv_sec).unwrap_or(0);
    let rest = u64::try_from(now.tv_nsec).unwrap_or(0);
    seconds.saturating_mul(1_000_000_000).saturating_add(rest).max(1)
}
