//! Writing: one call for each connection that has output, and what becomes of the connection then.

use super::{Kind, Ready, Worker};
use crate::id::Id;
use crate::segments::Written;
use crate::stream::{Stream, Transport};
use highper_http::{Closing, Waiting};
use mio::unix::SourceFd;

/// A connection that has left the worker: its protocol is no longer HTTP.
#[derive(Debug)]
pub struct Detached {
    /// The connection; it does not block.
    pub stream: Transport,
    /// What the peer has sent already in the new protocol.
    pub received: Vec<u8>,
    /// What was written and is not sent yet.
    pub unsent: Vec<u8>,
}

impl Worker {
    /// Writes what has come together.
    pub fn flush(&mut self) {
        if !self.dirty.is_empty() {
            // What has run since the turn began may have taken long, and is not to be taken from anybody's time.
            self.now = self.clock.now();
            let mut places = std::mem::take(&mut self.dirty);
            for place in places.drain(..) {
                self.write_out(place);
            }
            if self.dirty.is_empty() {
                self.dirty = places;
            }
        }
        if let Some(log) = &mut self.log {
            log.flush();
        }
    }

    fn write_out(&mut self, place: u32) {
        let Some(slot) = self.table.get_mut(place) else { return };
        slot.flags.is_dirty = false;
        if slot.flags.is_lingering {
            return;
        }
        let mut is_all = true;
        if let (Some(stream), Some(exchange)) = (slot.stream.as_mut(), slot.exchange.as_deref_mut()) {
            if slot.flags.blocked {
                is_all = false;
            } else {
                let mut count = 0;
                let written = exchange.segments.write(&mut exchange.http, stream, &mut count);
                self.stats.bytes_out = self.stats.bytes_out.saturating_add(count);
                if self.timeouts.queue(place) == Some(Kind::Write.queue()) {
                    exchange.passed = exchange.passed.saturating_add(count);
                }
                match written {
                    Ok(Written::All) => {}
                    Ok(Written::Blocked) => {
                        slot.flags.blocked = true;
                        is_all = false;
                    }
                    Ok(Written::Turn) => {
                        is_all = false;
                        self.put_off(place);
                    }
                    Err(_) => return self.remove(place),
                }
            }
        }
        let Some(slot) = self.table.get_mut(place) else { return };
        if is_all && let Some(closing) = slot.closing {
            return self.close(place, closing);
        }
        let backlog = slot.exchange.as_deref().map_or(0, super::Exchange::backlog);
        if slot.flags.is_full && usize::try_from(backlog).is_ok_and(|backlog| backlog <= self.limits.output_low) {
            slot.flags.is_full = false;
            if let Some(id) = self.table.active_id(place) {
                self.ready.push_back(Ready::Drained(id));
            }
        }
        let Some(slot) = self.table.get_mut(place) else { return };
        // While the socket is full there is nothing to go on with.
        let goes_on = !slot.flags.blocked && std::mem::take(&mut slot.flags.is_backlogged);
        if goes_on {
            self.mark_resume(place);
        }
        self.settle(place);
    }

    /// Everything is written, and nothing more will be.
    fn close(&mut self, place: u32, closing: Closing) {
        let now = self.now;
        let Some(slot) = self.table.get_mut(place) else { return };
        // What waits in the socket unread would make the kernel reset the connection, and the peer lose what it has not read (RFC 9112 section 9.6).
        let is_unread = slot.flags.readable && !slot.flags.is_ending;
        let stays = (closing == Closing::Lingering || is_unread) && self.limits.linger_timeout.is_some();
        let Some(stream) = slot.stream.as_mut().filter(|_| stays) else { return self.remove(place) };
        if stream.shutdown().is_err() {
            return self.remove(place);
        }
        slot.flags.is_lingering = true;
        slot.exchange = None;
        self.timeouts.start(place, Kind::Linger.queue(), now);
        self.pump(place, true);
    }

    /// Decides which time limit applies to a connection, and takes from one that is idle what it does not need.
    #[inline]
    pub(super) fn settle(&mut self, place: u32) {
        let now = self.now;
        let Some(slot) = self.table.get_mut(place) else { return };
        let waiting = slot.exchange.as_deref().map_or(Waiting::Idle, |exchange| exchange.http.waiting_for());
        let is_over = std::mem::take(&mut slot.flags.is_timer_stale);
        let kind = match waiting {
            _ if slot.flags.is_lingering => return,
            _ if slot.flags.blocked => Kind::Write,
            Waiting::Idle => {
                let is_idle = slot.exchange.as_deref().is_none_or(super::Exchange::is_idle);
                if is_idle {
                    let exchange = slot.exchange.take();
                    self.give_back(exchange);
                }
                return self.timeouts.start(place, Kind::Idle.queue(), now);
            }
            Waiting::Head => Kind::Head,
            Waiting::Body => Kind::Body,
            Waiting::Response => Kind::Handler,
            Waiting::Nothing => return self.timeouts.stop(place),
        };
        if is_over || self.timeouts.queue(place) != Some(kind.queue()) {
            if let Some(exchange) = slot.exchange.as_deref_mut() {
                exchange.passed = 0;
            }
            self.timeouts.start(place, kind.queue(), now);
        }
    }

    /// The protocol of a connection has changed; the application may take it out.
    pub(super) fn upgraded(&mut self, place: u32) {
        let Some(slot) = self.table.get_mut(place) else { return };
        let Some(exchange) = slot.exchange.as_deref_mut() else { return };
        if exchange.is_active {
            return;
        }
        exchange.is_active = true;
        self.timeouts.stop(place);
        self.stats.active = self.stats.active.saturating_add(1);
        match self.table.begin(place) {
            Some(id) => self.ready.push_back(Ready::Upgraded(id)),
            None => self.remove(place),
        }
    }

    /// Takes a connection out of the worker, after [`Ready::Upgraded`].
    pub fn detach(&mut self, id: Id) -> Option<Detached> {
        let place = id.place();
        let exchange = self.table.exchange(id)?;
        let waits = exchange.http.waiting_for();
        if waits != Waiting::Nothing {
            return None;
        }
        let (received, unsent) = (exchange.http.leftover().to_vec(), exchange.http.output().to_vec());
        let slot = self.table.active(id)?;
        slot.exchange = None;
        let address = slot.peer.address();
        let (stream, _) = self.table.remove(place)?;
        // It belongs to somebody else from here on; that it is no longer watched here is all that matters.
        let _ = self.poll.registry().deregister(&mut SourceFd(&stream.descriptor()));
        self.timeouts.stop(place);
        self.stats.open = self.stats.open.saturating_sub(1);
        self.stats.active = self.stats.active.saturating_sub(1);
        if let (Some(address), Some(_)) = (address, self.limits.per_address) {
            self.per_address.leave(address);
        }
        Some(Detached { stream, received, unsent })
    }
}
