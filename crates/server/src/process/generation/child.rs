//! A worker as its generation sees it, and a slot.

use crate::process::backoff::Backoff;
use crate::process::message::{Message, Reason};
use crate::sys::process::channel::Channel;
use crate::sys::process::task::Pid;
use std::collections::VecDeque;
use std::io;
use std::time::Instant;

/// What a worker is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// It loads the application; until then at the latest.
    Booting(Instant),
    /// It serves, since then.
    Serving(Instant),
    /// It accepts nothing more, and has until then, if there is a limit.
    Draining(Option<Instant>),
    /// It was sent SIGTERM, and has until then.
    Terminating(Instant),
    /// It was sent SIGKILL.
    Killed,
}

/// A worker.
#[derive(Debug)]
pub(super) struct Child {
    pub(super) pid: Pid,
    pub(super) slot: u32,
    pub(super) seat: usize,
    pub(super) channel: Channel,
    pub(super) stage: Stage,
    /// Positions of the listeners it was told to accept from.
    pub(super) watches: Vec<u32>,
    /// It has asked to be replaced.
    pub(super) recycling: Option<Reason>,
    /// Why it will not become ready, in its own words.
    pub(super) failure: Option<String>,
    /// It accepts nothing any more, and has said so.
    pub(super) is_quiet: bool,
    /// When it became ready.
    pub(super) ready_since: Option<Instant>,
    /// Its end is no surprise.
    pub(super) is_told_to_end: bool,
    /// Its busy time when load was looked at last.
    pub(super) busy_before: Option<u64>,
    /// The channel is closed, and no longer waited for.
    pub(super) is_silent: bool,
    /// What did not fit into the channel.
    unsent: VecDeque<Message>,
}

impl Child {
    pub(super) fn new(pid: Pid, slot: u32, seat: usize, channel: Channel, until: Instant) -> Self {
        Self {
            pid,
            slot,
            seat,
            channel,
            stage: Stage::Booting(until),
            watches: Vec::new(),
            recycling: None,
            failure: None,
            is_quiet: false,
            ready_since: None,
            is_told_to_end: false,
            busy_before: None,
            is_silent: false,
            unsent: VecDeque::new(),
        }
    }

    pub(super) fn is_serving(&self) -> bool {
        matches!(self.stage, Stage::Serving(_))
    }

    /// Whether its slot needs nobody else.
    pub(super) fn fills_its_slot(&self) -> bool {
        match self.stage {
            Stage::Booting(_) => true,
            Stage::Serving(_) => self.recycling.is_none(),
            _ => false,
        }
    }

    /// When something is due to be done about it.
    pub(super) fn deadline(&self) -> Option<Instant> {
        match self.stage {
            Stage::Booting(until) | Stage::Terminating(until) => Some(until),
            Stage::Draining(until) => until,
            Stage::Serving(_) | Stage::Killed => None,
        }
    }

    /// Sends a message, now or when there is room. A worker that is gone hears nothing, and its end is noticed elsewhere.
    pub(super) fn send(&mut self, message: Message) {
        self.unsent.push_back(message);
        self.flush();
    }

    pub(super) fn flush(&mut self) {
        while let Some(message) = self.unsent.front() {
            match self.channel.send(&message.encode()) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return,
                _ => self.unsent.pop_front(),
            };
        }
    }

    pub(super) fn has_unsent(&self) -> bool {
        !self.unsent.is_empty()
    }
}

/// A place for a worker.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Slot {
    pub(super) backoff: Backoff,
    /// Not to be filled before then.
    pub(super) not_before: Option<Instant>,
    /// Workers that were in it.
    pub(super) starts: u64,
}
