//! How long a slot waits before it gets another worker.

use super::config::Supervision;
use std::time::{Duration, Instant};

/// The restarts of one slot in succession.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Backoff {
    failures: u32,
}

impl Backoff {
    /// Its worker has died, or what was started never became ready. Says how long to wait.
    pub(super) fn failed(&mut self, served_since: Option<Instant>, now: Instant, rules: &Supervision) -> Duration {
        let served = served_since.map_or(Duration::ZERO, |since| now.saturating_duration_since(since));
        if served_since.is_some() && served >= rules.backoff_reset {
            self.failures = 0;
        }
        let wait = match self.failures {
            0 => Duration::ZERO,
            // Doubled up to 2^20 times; the longest wait is shorter than that.
            count => rules.backoff_first.saturating_mul(1 << (count - 1).min(20)).min(rules.backoff_most),
        };
        self.failures = self.failures.saturating_add(1);
        wait
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_longest_and_begin_anew_after_good_service() {
        let rules = Supervision {
            backoff_first: Duration::from_millis(100),
            backoff_most: Duration::from_secs(1),
            backoff_reset: Duration::from_secs(10),
            ..Supervision::default()
        };
        let start = Instant::now();
        let mut backoff = Backoff::default();
        // What it served before it died, in seconds, if it was ready at all; the wait in milliseconds.
        let table = [
            (None, 0),
            (None, 100),
            (Some(1), 200),
            (None, 400),
            (Some(9), 800),
            (None, 1000),
            (None, 1000),
            (Some(10), 0),
            (Some(0), 100),
        ];
        for (row, (served, wait)) in table.into_iter().enumerate() {
            let now = start + Duration::from_secs(60);
            let since = served.map(|seconds| now - Duration::from_secs(seconds));
            assert_eq!(backoff.failed(since, now, &rules), Duration::from_millis(wait), "row {row}: served {served:?}");
        }
    }
}
