//! How many workers there should be. The rule: above `scale_up_at` percent of busy time in an interval, as many more as would bring it to the
//! middle between both marks, at once; below `scale_down_at` for `scale_down_after` intervals in succession, one fewer.
//!
//! Busy is the time between two waits of a worker's loop, in which it may also have waited for a database: such a worker answers nobody else,
//! so that is load, too.

use super::config::Supervision;
use std::time::Duration;

/// What is remembered between intervals.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Scaling {
    quiet: u32,
}

impl Scaling {
    /// The number of workers wanted, after an interval in which so many were busy for so long together.
    pub(super) fn wanted(&mut self, workers: u32, busy: Duration, interval: Duration, rules: &Supervision) -> u32 {
        let available = interval.saturating_mul(workers.max(1)).as_nanos().max(1);
        let percent = u32::try_from(busy.as_nanos().saturating_mul(100) / available).unwrap_or(u32::MAX).min(100);
        if percent < rules.scale_down_at {
            self.quiet = self.quiet.saturating_add(1);
        } else {
            self.quiet = 0;
        }
        let wanted = if percent > rules.scale_up_at {
            let middle = rules.scale_up_at.saturating_add(rules.scale_down_at).div_ceil(2).max(1);
            workers.saturating_mul(percent).div_ceil(middle).max(workers.saturating_add(1))
        } else if self.quiet >= rules.scale_down_after.max(1) {
            self.quiet = 0;
            workers.saturating_sub(1)
        } else {
            workers
        };
        wanted.clamp(rules.min_workers, rules.max_workers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn load_decides_on_the_number_of_workers() {
        let rules = Supervision {
            min_workers: 2,
            max_workers: 8,
            scale_up_at: 80,
            scale_down_at: 20,
            scale_down_after: 3,
            ..Supervision::default()
        };
        let interval = Duration::from_secs(1);
        // Workers, how many of them were busy all the time in each interval, in percent of one, and what is wanted then.
        let table: [(&str, u32, &[u64], &[u32]); 8] = [
            ("in between nothing changes", 4, &[200, 200, 200, 200], &[4, 4, 4, 4]),
            ("all busy: to the middle of both marks", 4, &[400], &[8]),
            ("just above the mark: one at least", 2, &[162], &[4]),
            ("never more than the maximum", 8, &[800], &[8]),
            ("one quiet interval is none", 4, &[0, 200, 0, 200, 0], &[4, 4, 4, 4, 4]),
            ("quiet for long: one fewer", 4, &[10, 10, 10], &[4, 4, 3]),
            ("never fewer than the minimum", 2, &[0, 0, 0, 0], &[2, 2, 2, 2]),
            ("more time than there was counts as all", 2, &[100_000], &[4]),
        ];
        for (name, workers, busy, wanted) in table {
            let mut scaling = Scaling::default();
            let answers: Vec<u32> = busy
                .iter()
                .map(|busy| scaling.wanted(workers, Duration::from_millis(busy * 10), interval, &rules))
                .collect();
            assert_eq!(answers, wanted, "{name}");
        }
    }
}
