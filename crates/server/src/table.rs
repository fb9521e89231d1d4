//! The connections of a worker: places, who is in them, and the numbers of their exchanges. What an idle connection costs is what stands here.

use crate::clock::Moment;
use crate::id::{Id, MAX_COUNT, MAX_PLACES};
use crate::listener::Peer;
use crate::segments::Segments;
use crate::stream::Transport;
use highper_http::{Closing, Connection};
use std::num::NonZeroU16;

/// What a connection needs beside its socket while bytes of a request or a response are under way. Idle connections have none: they come from a pool.
#[derive(Debug)]
pub struct Exchange {
    /// The protocol.
    pub http: Connection,
    /// Output that is not in the protocol's own.
    pub segments: Segments,
    /// A request was handed out, and its response is not complete.
    pub is_active: bool,
    /// When its head was there.
    pub begun: Moment,
    /// Bytes that have passed since the pace was looked at last.
    pub passed: u64,
    /// The status of the response, once it has begun.
    pub status: Option<NonZeroU16>,
    /// Bytes of the response's body until now.
    pub body_bytes: u64,
}

impl Exchange {
    /// Whether nothing is under way, neither in the protocol nor beside it.
    pub fn is_idle(&self) -> bool {
        self.segments.pending() == 0 && self.http.is_idle()
    }

    /// Bytes that wait to be sent.
    pub fn backlog(&self) -> u64 {
        self.segments.pending().saturating_add(self.http.output().len() as u64)
    }
}

/// What is known of a connection beside its bytes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Flags {
    /// There may be something to read.
    pub readable: bool,
    /// The socket's buffer was full when it was last written to.
    pub blocked: bool,
    /// It stands among those that have output.
    pub is_dirty: bool,
    /// It stands among those that go on in the next turn.
    pub is_waiting_turn: bool,
    /// It stands among those that go on in this turn.
    pub is_resuming: bool,
    /// The peer sends no more; what it has sent has to be read to its end.
    pub is_ending: bool,
    /// The protocol waits for its output to be taken.
    pub is_backlogged: bool,
    /// Somebody was told of the body and has not looked since.
    pub is_body_told: bool,
    /// Somebody was told to stop writing.
    pub is_full: bool,
    /// Its timeout is one of an exchange that is over.
    pub is_timer_stale: bool,
    /// Nothing is read any more but to be dropped.
    pub is_lingering: bool,
}

/// A place.
#[derive(Debug)]
pub struct Slot {
    /// The socket; none in a place that is free.
    pub stream: Option<Transport>,
    /// What is under way.
    pub exchange: Option<Box<Exchange>>,
    /// How to close, once everything is written.
    pub closing: Option<Closing>,
    /// The number of the exchange that is active, or was last.
    count: u64,
    /// Who is at the other end.
    pub peer: Peer,
    /// Tells the events of one connection in this place from those of the next.
    pub serial: u32,
    /// Requests that came over the connection.
    pub requests: u32,
    /// The listener that it came from.
    pub listener: u32,
    /// The rest.
    pub flags: Flags,
}

/// All places.
#[derive(Debug, Default)]
pub struct Table {
    slots: Vec<Slot>,
    free: Vec<u32>,
}

fn index(place: u32) -> usize {
    usize::try_from(place).unwrap_or(usize::MAX)
}

impl Table {
    /// Gives a connection a place. None when there is none left.
    pub fn insert(&mut self, stream: Transport, peer: Peer, listener: u32) -> Option<u32> {
        let place = match self.free.pop() {
            Some(place) => place,
            None if self.slots.len() < MAX_PLACES => {
                let place = u32::try_from(self.slots.len()).ok()?;
                self.slots.push(Slot {
                    stream: None,
                    exchange: None,
                    closing: None,
                    count: 0,
                    peer,
                    serial: 0,
                    requests: 0,
                    listener,
                    flags: Flags::default(),
                });
                place
            }
            None => return None,
        };
        let slot = self.slots.get_mut(index(place))?;
        slot.stream = Some(stream);
        slot.peer = peer;
        slot.listener = listener;
        slot.serial = slot.serial.wrapping_add(1);
        slot.requests = 0;
        slot.flags = Flags::default();
        slot.closing = None;
        Some(place)
    }

    /// Empties a place. It is given to the next connection, unless its numbers are used up.
    pub fn remove(&mut self, place: u32) -> Option<(Transport, Option<Box<Exchange>>)> {
        let slot = self.slots.get_mut(index(place))?;
        let stream = slot.stream.take()?;
        if slot.count < MAX_COUNT {
            self.free.push(place);
        }
        Some((stream, slot.exchange.take()))
    }

    /// The connection in a place.
    pub fn get(&self, place: u32) -> Option<&Slot> {
        self.slots.get(index(place)).filter(|slot| slot.stream.is_some())
    }

    /// The same, to change it.
    #[inline]
    pub fn get_mut(&mut self, place: u32) -> Option<&mut Slot> {
        self.slots.get_mut(index(place)).filter(|slot| slot.stream.is_some())
    }

    /// Gives the request that has come in `place` a number of its own. None when all of the place's are used: the connection has to be closed.
    #[inline]
    pub fn begin(&mut self, place: u32) -> Option<Id> {
        let slot = self.get_mut(place)?;
        slot.count = slot.count.saturating_add(1).min(MAX_COUNT.saturating_add(1));
        Id::new(place, slot.count)
    }

    /// The exchange of that number, while it is active.
    #[inline]
    pub fn exchange(&self, id: Id) -> Option<&Exchange> {
        let slot = self.get(id.place())?;
        slot.exchange.as_deref().filter(|exchange| exchange.is_active && slot.count == id.count())
    }

    /// Its place, to change it.
    #[inline]
    pub fn active(&mut self, id: Id) -> Option<&mut Slot> {
        self.exchange(id)?;
        self.get_mut(id.place())
    }

    /// The number of the exchange that is active in a place.
    pub fn active_id(&self, place: u32) -> Option<Id> {
        let slot = self.get(place)?;
        slot.exchange.as_deref().filter(|exchange| exchange.is_active)?;
        Id::new(place, slot.count)
    }

    /// All places that are taken.
    pub fn places(&self) -> Vec<u32> {
        let taken = self.slots.iter().enumerate().filter(|(_, slot)| slot.stream.is_some());
        taken.filter_map(|(place, _)| u32::try_from(place).ok()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Exchange, Slot};

    #[test]
    fn an_idle_connection_is_small() {
        assert!(size_of::<Slot>() <= 96, "{} bytes", size_of::<Slot>());
        assert!(size_of::<Exchange>() <= 1024, "{} bytes", size_of::<Exchange>());
    }
}
