//! What this process has used: processor time and memory, from getrusage(2).

use std::mem::MaybeUninit;
use std::time::Duration;

/// What a process has used since it began.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Time spent in the program itself.
    pub user: Duration,
    /// Time the kernel spent for it.
    pub system: Duration,
    /// The most memory that was resident at once, in bytes.
    pub peak_memory: u64,
}

/// What this process has used until now.
pub fn usage() -> Usage {
    let mut raw = MaybeUninit::<libc::rusage>::zeroed();
    // SAFETY: the pointer is to room for one `rusage`, which is all zero before the call and so valid whether or not it is written.
    let raw = unsafe {
        libc::getrusage(libc::RUSAGE_SELF, raw.as_mut_ptr());
        raw.assume_init()
    };
    Usage {
        user: duration(raw.ru_utime),
        system: duration(raw.ru_stime),
        peak_memory: u64::try_from(raw.ru_maxrss).unwrap_or(0).saturating_mul(1024),
    }
}

fn duration(time: libc::timeval) -> Duration {
    let seconds = u64::try_from(time.tv_sec).unwrap_or(0);
    let micros = u64::try_from(time.tv_usec).unwrap_or(0);
    Duration::from_secs(seconds).saturating_add(Duration::from_micros(micros))
}

#[cfg(test)]
mod tests {
    use super::usage;

    #[test]
    fn time_that_was_spent_is_counted() {
        let before = usage();
        let mut value = 1_u64;
        // Until the clock has moved: how finely it counts is the kernel's affair.
        for round in 0..5_000_000_000_u64 {
            value = value.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(round);
            if round % 1_000_000 == 0 && usage().user > before.user {
                break;
            }
        }
        assert!(usage().user > before.user, "after {value}: {:?}", usage());
        assert!(usage().peak_memory > 0);
    }
}
