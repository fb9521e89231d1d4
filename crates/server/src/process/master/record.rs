//! A generation as the master knows it.

use crate::process::message::{Drain, Message};
use crate::process::statistics::Statistics;
use crate::sys::process::channel::Channel;
use crate::sys::process::task::{self, Pid};
use std::time::{Duration, Instant};

/// What a generation has beyond the limits of its own workers, before it counts as hung itself.
pub(super) const MARGIN: Duration = Duration::from_secs(5);

/// Where a generation is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// It loads; until then at the latest.
    Starting(Instant),
    /// It serves, since then.
    Ready(Instant),
    /// It was told to drain, and has until then, if there is a limit.
    Draining(Option<Instant>),
    /// It was told to end, and has until then.
    Ending(Instant),
    /// It was sent SIGKILL.
    Killed,
    /// It is gone. Its workers drain without it, and are this process's children now; until then.
    Orphaned(Instant),
}

/// A generation.
#[derive(Debug)]
pub(super) struct Record {
    pub(super) number: u64,
    /// None when it has ended and some of its workers have not.
    pub(super) pid: Option<Pid>,
    pub(super) channel: Channel,
    pub(super) statistics: Statistics,
    pub(super) stage: Stage,
    /// Why it will not become ready.
    pub(super) failure: Option<String>,
    /// It accepts nothing any more, and has said so.
    pub(super) is_quiet: bool,
    /// The channel is closed.
    pub(super) is_silent: bool,
}

impl Record {
    pub(super) fn deadline(&self) -> Option<Instant> {
        match self.stage {
            Stage::Starting(until) | Stage::Ending(until) | Stage::Orphaned(until) => Some(until),
            Stage::Draining(until) => until,
            Stage::Ready(_) | Stage::Killed => None,
        }
    }

    pub(super) fn stage_name(&self) -> &'static str {
        match self.stage {
            Stage::Starting(_) => "starting",
            Stage::Ready(_) => "ready",
            Stage::Draining(_) => "draining",
            Stage::Ending(_) | Stage::Killed => "ending",
            Stage::Orphaned(_) => "orphaned",
        }
    }

    /// A generation that reads nothing, or is gone, is noticed by its end or by its deadline.
    pub(super) fn send(&self, message: &Message) {
        let _ = self.channel.send(&message.encode());
    }

    pub(super) fn kill(&mut self) {
        if let Some(pid) = self.pid {
            let _ = task::signal(pid, libc::SIGKILL);
            self.stage = Stage::Killed;
        }
    }

    /// Its workers that are this process's children, since it is gone itself. A number in shared memory is never taken for one otherwise.
    pub(super) fn orphans(&self) -> Vec<Pid> {
        let seats = self.statistics.snapshot().seats;
        seats.into_iter().map(|seat| seat.pid).filter(|pid| task::is_child(*pid)).collect()
    }
}

/// Tells a generation to come to its end, and gives it until then.
pub(super) fn drain(record: &mut Record, how: Drain, grace: Duration) {
    record.send(&Message::Drain(how));
    let other = how.time.map(|time| deadline(time.saturating_add(grace.saturating_mul(2)).saturating_add(MARGIN)));
    record.stage = Stage::Draining(match (record.stage, other) {
        // Told before: whichever limit is nearer.
        (Stage::Draining(Some(until)), other) => Some(other.map_or(until, |other| until.min(other))),
        (_, other) => other,
    });
}

/// The moment after so much time from now.
pub(super) fn deadline(time: Duration) -> Instant {
    let now = Instant::now();
    // A clock that ends before that much time is over is as good as none; a century is.
    now.checked_add(time).or_else(|| now.checked_add(Duration::from_secs(100 * 365 * 86_400))).unwrap_or(now)
}
