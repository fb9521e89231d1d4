//! Coming to an end: nothing new is accepted, what is under way is finished, and what takes too long is broken off.

use super::{Kind, Worker};
use mio::unix::SourceFd;
use std::os::fd::{AsFd, AsRawFd};
use std::time::Duration;

/// Connections that may wait to be accepted when listeners are closed; more than any queue of the kernel holds by default.
const LAST: usize = 8192;

/// What becomes of connections that wait to be accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drain {
    /// Another process has the same listeners and accepts them.
    HandOver,
    /// Nobody does: they are accepted and served before the listeners are closed.
    Last,
}

impl Worker {
    /// Begins to end. Requests that have come are answered, and the responses say that the connection closes; so are those that come over idle connections for
    /// [`drain_idle`](crate::Limits::drain_idle) from now on. Whatever is left `after` that time is broken off.
    pub fn drain(&mut self, how: Drain, after: Duration) {
        self.tick();
        self.drain = Some(self.now.after(after));
        if std::mem::replace(&mut self.is_draining, true) {
            return;
        }
        if how == Drain::Last {
            for place in &mut self.listeners {
                place.is_ready = true;
            }
            for _ in 0..LAST.div_ceil(self.limits.accept_per_turn.max(1)) {
                self.accept_all();
            }
        }
        for place in self.listeners.drain(..) {
            // Another process may have the same socket open: closing ours would not end its events.
            let _ = self.poll.registry().deregister(&mut SourceFd(&place.listener.as_fd().as_raw_fd()));
        }
        self.timeouts.set_length(Kind::Idle.queue(), Some(self.limits.drain_idle));
        let now = self.now;
        for place in self.table.places() {
            let Some(slot) = self.table.get_mut(place) else { continue };
            match slot.exchange.as_deref_mut() {
                Some(exchange) if exchange.is_active => exchange.http.drain(),
                None if !slot.flags.is_lingering => self.timeouts.start(place, Kind::Idle.queue(), now),
                _ => {}
            }
        }
    }

    /// Whether it is over: every connection is closed, and everything was told.
    pub fn is_drained(&self) -> bool {
        self.is_draining && self.stats.open == 0 && self.ready.is_empty()
    }

    /// Whether it is ending.
    pub const fn is_draining(&self) -> bool {
        self.is_draining
    }

    /// Breaks off whatever is left when the time is over.
    pub(super) fn end_drain(&mut self) {
        if self.drain.is_some_and(|until| until <= self.now) {
            self.drain = None;
            for place in self.table.places() {
                self.remove(place);
            }
        }
    }
}
