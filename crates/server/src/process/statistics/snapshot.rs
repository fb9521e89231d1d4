//! What was read from shared memory, as plain numbers.

use super::State;
use super::layout::{Block, seat};
use std::sync::atomic::Ordering::{Acquire, Relaxed};

/// Numbers that only grow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Requests answered.
    pub requests: u64,
    /// Of them with a status of 500 or more.
    pub errors: u64,
    /// Connections accepted.
    pub accepted: u64,
    /// Bytes received.
    pub received: u64,
    /// Bytes sent.
    pub sent: u64,
    /// Nanoseconds that workers were not waiting.
    pub busy: u64,
    /// Workers started.
    pub started: u64,
    /// Workers that ended without being asked.
    pub crashed: u64,
    /// Workers that were ended because they did not come back to their loop.
    pub hung: u64,
    /// Workers that were replaced because they asked for it.
    pub recycled: u64,
}

impl Totals {
    /// Both together.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        Self {
            requests: self.requests.wrapping_add(other.requests),
            errors: self.errors.wrapping_add(other.errors),
            accepted: self.accepted.wrapping_add(other.accepted),
            received: self.received.wrapping_add(other.received),
            sent: self.sent.wrapping_add(other.sent),
            busy: self.busy.wrapping_add(other.busy),
            started: self.started.wrapping_add(other.started),
            crashed: self.crashed.wrapping_add(other.crashed),
            hung: self.hung.wrapping_add(other.hung),
            recycled: self.recycled.wrapping_add(other.recycled),
        }
    }
}

/// One worker.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SeatSnapshot {
    /// What it is about.
    pub state: State,
    /// Its process.
    pub pid: i32,
    /// Its slot.
    pub slot: u32,
    /// Workers that were in this slot before it, in this generation.
    pub restarts: u64,
    /// When it was started, in nanoseconds of the clock.
    pub started: u64,
    /// Bytes of memory of its own.
    pub memory: u64,
    /// Connections that are open.
    pub connections: u64,
    /// When the turn began that it is in, or 0 if it waits.
    pub turn: u64,
    /// What it has counted.
    pub counted: Totals,
}

impl SeatSnapshot {
    pub(super) fn read(block: &Block) -> Self {
        let word = |field: usize| block.get(field).map_or(0, |word| word.load(Relaxed));
        Self {
            state: State::of(block[seat::STATE].load(Acquire)),
            pid: word(seat::PID).try_into().unwrap_or(0),
            slot: word(seat::SLOT).try_into().unwrap_or(u32::MAX),
            restarts: word(seat::RESTARTS),
            started: word(seat::STARTED),
            memory: word(seat::MEMORY),
            connections: word(seat::CONNECTIONS),
            turn: word(seat::TURN),
            counted: Totals {
                requests: word(seat::REQUESTS),
                errors: word(seat::ERRORS),
                accepted: word(seat::ACCEPTED),
                received: word(seat::RECEIVED),
                sent: word(seat::SENT),
                busy: word(seat::BUSY),
                ..Totals::default()
            },
        }
    }

    /// Nanoseconds it was busy until now, the turn it is in included.
    pub fn busy(&self, now: u64) -> u64 {
        let turn = if self.turn == 0 { 0 } else { now.saturating_sub(self.turn) };
        self.counted.busy.saturating_add(turn)
    }
}

/// A generation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GenerationSnapshot {
    /// Its number.
    pub generation: u64,
    /// Workers it wants.
    pub wanted: u64,
    /// What workers counted that have ended.
    pub ended: Totals,
    /// Those that are there.
    pub seats: Vec<SeatSnapshot>,
}

impl GenerationSnapshot {
    /// Everything it has counted.
    pub fn totals(&self) -> Totals {
        self.seats.iter().fold(self.ended, |sum, seat| sum.plus(&seat.counted))
    }

    /// Workers in this state.
    pub fn count(&self, state: State) -> usize {
        self.seats.iter().filter(|seat| seat.state == state).count()
    }
}
