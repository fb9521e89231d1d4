//! Reading: from the socket to the protocol, and from the protocol to what the application is told.

use super::{Exchange, Ready, Worker};
use crate::stream::Stream;
use crate::table::Slot;
use highper_http::{Event, Reject};
use std::io;

/// What a try to read has come to.
enum Read {
    /// Nothing was read.
    Nothing,
    /// Something, or the end.
    Something,
    /// The connection is broken.
    Broken,
}

impl Worker {
    /// Goes on with a connection within this turn: with what was read of it, not with what waits in its socket, or one that sends without end would keep
    /// this turn from ending.
    pub(super) fn resume(&mut self, place: u32) {
        let Some(slot) = self.table.get_mut(place) else { return };
        slot.flags.is_resuming = false;
        self.pump(place, false);
    }

    /// Reads, unless `may_read` says no, and tells what has come of it.
    pub(super) fn pump(&mut self, place: u32, may_read: bool) {
        let mut budget = if may_read { self.limits.read_per_turn } else { 0 };
        loop {
            let Some(slot) = self.table.get_mut(place) else { return };
            if slot.flags.is_lingering {
                return self.drop_input(place);
            }
            if slot.closing.is_some() {
                return;
            }
            if slot.exchange.is_none() {
                if !slot.flags.readable {
                    return;
                }
                slot.exchange = Some(self.pool.pop().unwrap_or_else(|| Exchange::new(&self.http)));
            }
            let Some(exchange) = slot.exchange.as_deref_mut() else { return };
            if !exchange.is_active && exchange.segments.is_full(self.limits.output_high) {
                // What stands beside the protocol's own output it cannot count.
                slot.flags.is_backlogged = true;
                self.mark_dirty(place);
                return;
            }
            let tries = budget > 0 && slot.flags.readable && exchange.http.wants_input();
            let read = if tries { read(slot, &mut budget, &mut self.stats.bytes_in) } else { Read::Nothing };
            if matches!(read, Read::Broken) {
                return self.remove(place);
            }
            let has_failed = tries && matches!(read, Read::Nothing);
            let Some(exchange) = slot.exchange.as_deref_mut() else { return };
            match exchange.http.poll() {
                Event::NeedInput => {
                    // The exchange may have ended by being asked, so that only now the next one is wanted.
                    if has_failed || !slot.flags.readable || !exchange.http.wants_input() {
                        break;
                    }
                    if budget == 0 {
                        self.put_off(place);
                        break;
                    }
                }
                Event::Request => return self.announce(place),
                Event::Body | Event::EndOfBody => self.tell_of_body(place),
                Event::Rejected(reject) => self.refuse(place, reject),
                Event::Backlogged => {
                    slot.flags.is_backlogged = true;
                    self.mark_dirty(place);
                    break;
                }
                Event::Upgraded => return self.upgraded(place),
                Event::Close(closing) => {
                    slot.closing = Some(closing);
                    self.mark_dirty(place);
                    break;
                }
            }
        }
        if self.table.get(place).is_some_and(|slot| !slot.flags.is_dirty) {
            self.settle(place);
        }
    }

    /// A request's head is there: it gets a number, and the application is told.
    #[inline]
    fn announce(&mut self, place: u32) {
        let Some(id) = self.table.begin(place) else { return self.remove(place) };
        let now = self.now;
        let has_handler_timeout = self.limits.handler_timeout.is_some();
        let Some(slot) = self.table.get_mut(place) else { return };
        slot.requests = slot.requests.saturating_add(1);
        slot.flags.is_timer_stale = true;
        slot.flags.is_body_told = false;
        let is_last = self.is_draining || slot.requests >= self.limits.requests_per_connection;
        let Some(exchange) = slot.exchange.as_deref_mut() else { return };
        exchange.is_active = true;
        exchange.begun = now;
        exchange.passed = 0;
        exchange.status = None;
        exchange.body_bytes = 0;
        if is_last {
            exchange.http.drain();
        }
        self.stats.requests = self.stats.requests.saturating_add(1);
        self.stats.active = self.stats.active.saturating_add(1);
        self.ready.push_back(Ready::Request(id));
        if has_handler_timeout {
            self.settle(place);
        }
    }

    fn tell_of_body(&mut self, place: u32) {
        let Some(id) = self.table.active_id(place) else { return };
        let Some(slot) = self.table.get_mut(place) else { return };
        if !std::mem::replace(&mut slot.flags.is_body_told, true) {
            self.ready.push_back(Ready::Body(id));
        }
    }

    /// Answers what the protocol does not accept. Whoever had begun to handle it is told that it is over.
    pub(super) fn refuse(&mut self, place: u32, reject: Reject) {
        self.give_up(place);
        self.stats.rejected = self.stats.rejected.saturating_add(1);
        let date = self.date;
        let Some(exchange) = self.table.get_mut(place).and_then(|slot| slot.exchange.as_deref_mut()) else { return };
        if exchange.http.refuse(reject, &date).is_err() {
            // The response has begun already: that it is cut short is all that can still be said.
            exchange.http.abort();
        }
        self.mark_dirty(place);
        self.mark_resume(place);
    }

    /// Takes an exchange away from the application.
    pub(super) fn give_up(&mut self, place: u32) {
        let Some(id) = self.table.active_id(place) else { return };
        if let Some(exchange) = self.table.get_mut(place).and_then(|slot| slot.exchange.as_deref_mut()) {
            exchange.is_active = false;
        }
        self.stats.active = self.stats.active.saturating_sub(1);
        self.stats.broken = self.stats.broken.saturating_add(1);
        self.ready.push_back(Ready::Gone(id));
    }

    /// Reads and drops what still comes after the last response.
    fn drop_input(&mut self, place: u32) {
        if self.scratch.is_empty() {
            self.scratch.resize(16 * 1024, 0);
        }
        let mut budget = self.limits.read_per_turn;
        loop {
            let Some(slot) = self.table.get_mut(place) else { return };
            let (true, Some(stream)) = (slot.flags.readable, slot.stream.as_mut()) else { return };
            match stream.read(&mut self.scratch) {
                Ok(0) => return self.remove(place),
                Ok(count) => {
                    self.stats.bytes_in = self.stats.bytes_in.saturating_add(count as u64);
                    budget = budget.saturating_sub(count);
                    if budget == 0 {
                        return self.put_off(place);
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => slot.flags.readable = false,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => return self.remove(place),
            }
        }
    }
}

/// Reads once.
#[inline]
fn read(slot: &mut Slot, budget: &mut usize, count: &mut u64) -> Read {
    let (Some(stream), Some(exchange)) = (slot.stream.as_mut(), slot.exchange.as_deref_mut()) else {
        return Read::Nothing;
    };
    let room = exchange.http.room();
    if room.is_empty() {
        return Read::Nothing;
    }
    let asked = room.len();
    match stream.read(room) {
        Ok(0) => {
            slot.flags.readable = false;
            exchange.http.end_of_input();
            Read::Something
        }
        Ok(read) => {
            exchange.http.received(read);
            *budget = budget.saturating_sub(read);
            *count = count.saturating_add(read as u64);
            if !slot.flags.blocked {
                exchange.passed = exchange.passed.saturating_add(read as u64);
            }
            // The end is an event of its own, unless it came along with these bytes.
            if read < asked && !slot.flags.is_ending && stream.short_read_is_all() {
                slot.flags.readable = false;
            }
            Read::Something
        }
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
            slot.flags.readable = false;
            Read::Nothing
        }
        Err(error) if error.kind() == io::ErrorKind::Interrupted => Read::Something,
        Err(_) => Read::Broken,
    }
}
