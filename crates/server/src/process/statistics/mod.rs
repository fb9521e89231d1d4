//! What a generation's processes tell each other without speaking: numbers in shared memory. Each worker has a seat, a block of its own that it
//! alone writes; whoever wants to know reads it. A master makes one such memory a generation.
//!
//! There are two seats a slot: a worker that drains keeps its own while another one serves in the same slot.

mod layout;
mod snapshot;
mod writer;

pub use snapshot::{GenerationSnapshot, SeatSnapshot, Totals};
pub use writer::WorkerStatistics;

use crate::sys::process::memory::SharedWords;
use layout::{Block, WORDS, header, seat};
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};

/// Seats for each slot.
const SEATS_PER_SLOT: u32 = 2;

/// What a worker is about, as others see it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// Nobody has the seat.
    #[default]
    Free,
    /// It loads the application.
    Booting,
    /// It accepts connections.
    Serving,
    /// It finishes what it has, and accepts nothing more.
    Draining,
}

/// The numbers of one generation.
#[derive(Debug)]
pub struct Statistics {
    memory: SharedWords,
}

impl Statistics {
    /// New ones, for so many slots.
    ///
    /// # Errors
    /// What the system says.
    pub fn new(slots: u32, generation: u64) -> io::Result<Self> {
        let statistics = Self { memory: SharedWords::new(words(slots)?)? };
        statistics.set_header(header::GENERATION, generation);
        Ok(statistics)
    }

    /// Those that the master made.
    ///
    /// # Errors
    /// [`io::ErrorKind::InvalidData`] for a descriptor of anything else or for another number of slots.
    pub fn inherited(descriptor: OwnedFd, slots: u32) -> io::Result<Self> {
        Ok(Self { memory: SharedWords::inherited(descriptor, words(slots)?)? })
    }

    fn blocks(&self) -> &[Block] {
        self.memory.words().as_chunks().0
    }

    fn seats(&self) -> &[Block] {
        self.blocks().get(1..).unwrap_or_default()
    }

    fn set_header(&self, field: usize, value: u64) {
        if let Some(word) = self.blocks().first().and_then(|block| block.get(field)) {
            word.store(value, Relaxed);
        }
    }

    fn header(&self, field: usize) -> u64 {
        self.blocks().first().and_then(|block| block.get(field)).map_or(0, |word| word.load(Relaxed))
    }

    /// A seat that nobody has.
    pub(super) fn free_seat(&self) -> Option<usize> {
        self.seats().iter().position(|block| block[seat::STATE].load(Acquire) == State::Free.number())
    }

    /// Gives a seat to the worker that is about to be started in a slot.
    pub(super) fn occupy(&self, number: usize, slot: u32, restarts: u64, now: u64) {
        if let Some(block) = self.seats().get(number) {
            block[seat::SLOT].store(slot.into(), Relaxed);
            block[seat::RESTARTS].store(restarts, Relaxed);
            block[seat::STARTED].store(now, Relaxed);
            block[seat::STATE].store(State::Booting.number(), Release);
        }
    }

    pub(super) fn set_pid(&self, number: usize, pid: i32) {
        if let Some(block) = self.seats().get(number) {
            block[seat::PID].store(u64::try_from(pid).unwrap_or(0), Relaxed);
        }
    }

    pub(super) fn set_state(&self, number: usize, state: State) {
        if let Some(block) = self.seats().get(number) {
            block[seat::STATE].store(state.number(), Release);
        }
    }

    pub(super) fn set_memory(&self, number: usize, bytes: u64) {
        if let Some(block) = self.seats().get(number) {
            block[seat::MEMORY].store(bytes, Relaxed);
        }
    }

    /// Nobody has the seat any more. What its worker counted goes to the generation's totals.
    pub(super) fn vacate(&self, number: usize) {
        let Some(block) = self.seats().get(number) else { return };
        let totals = self.header_totals().plus(&SeatSnapshot::read(block).counted);
        self.change(|| {
            self.set_totals(&totals);
            for word in block {
                word.store(0, Relaxed);
            }
        });
    }

    /// Counts a worker that was replaced, by the cause.
    pub(super) fn count(&self, cause: Cause) {
        let mut totals = self.header_totals();
        match cause {
            Cause::Started => totals.started += 1,
            Cause::Crashed => totals.crashed += 1,
            Cause::Hung => totals.hung += 1,
            Cause::Recycled => totals.recycled += 1,
        }
        self.change(|| self.set_totals(&totals));
    }

    /// How many workers are wanted just now.
    pub(super) fn set_wanted(&self, workers: u32) {
        self.set_header(header::WANTED, workers.into());
    }

    /// Does something that readers see as a whole or not at all: the sequence is odd meanwhile.
    fn change(&self, act: impl FnOnce()) {
        let sequence = self.header(header::SEQUENCE);
        self.set_header(header::SEQUENCE, sequence.wrapping_add(1) | 1);
        std::sync::atomic::fence(Release);
        act();
        std::sync::atomic::fence(Release);
        self.set_header(header::SEQUENCE, (sequence.wrapping_add(1) | 1).wrapping_add(1));
    }

    fn header_totals(&self) -> Totals {
        Totals {
            requests: self.header(header::REQUESTS),
            errors: self.header(header::ERRORS),
            accepted: self.header(header::ACCEPTED),
            received: self.header(header::RECEIVED),
            sent: self.header(header::SENT),
            busy: self.header(header::BUSY),
            started: self.header(header::STARTED),
            crashed: self.header(header::CRASHED),
            hung: self.header(header::HUNG),
            recycled: self.header(header::RECYCLED),
        }
    }

    fn set_totals(&self, totals: &Totals) {
        for (field, value) in [
            (header::REQUESTS, totals.requests),
            (header::ERRORS, totals.errors),
            (header::ACCEPTED, totals.accepted),
            (header::RECEIVED, totals.received),
            (header::SENT, totals.sent),
            (header::BUSY, totals.busy),
            (header::STARTED, totals.started),
            (header::CRASHED, totals.crashed),
            (header::HUNG, totals.hung),
            (header::RECYCLED, totals.recycled),
        ] {
            self.set_header(field, value);
        }
    }

    /// Seats that somebody has, and the processes that have them.
    pub(super) fn occupied(&self) -> Vec<(usize, i32)> {
        let seats = self.seats().iter().map(SeatSnapshot::read).enumerate();
        seats.filter(|(_, seat)| seat.state != State::Free).map(|(number, seat)| (number, seat.pid)).collect()
    }

    /// What one seat says.
    pub(super) fn seat(&self, number: usize) -> SeatSnapshot {
        self.seats().get(number).map(SeatSnapshot::read).unwrap_or_default()
    }

    /// Everything at one moment: no worker that ends meanwhile is counted twice or not at all.
    pub fn snapshot(&self) -> GenerationSnapshot {
        // A supervisor that was killed in the middle of a change leaves it odd for good; then what is there has to do.
        for _ in 0..1000 {
            let before = self.header(header::SEQUENCE);
            std::sync::atomic::fence(Acquire);
            let snapshot = self.read();
            std::sync::atomic::fence(Acquire);
            if before.is_multiple_of(2) && before == self.header(header::SEQUENCE) {
                return snapshot;
            }
        }
        self.read()
    }

    fn read(&self) -> GenerationSnapshot {
        let seats = self.seats().iter().map(SeatSnapshot::read).filter(|seat| seat.state != State::Free).collect();
        GenerationSnapshot {
            generation: self.header(header::GENERATION),
            wanted: self.header(header::WANTED),
            ended: self.header_totals(),
            seats,
        }
    }
}

impl AsFd for Statistics {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.memory.as_fd()
    }
}

/// Why a worker was started, or had to be replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    /// Not a replacement by itself: every start counts.
    Started,
    /// It ended without being asked.
    Crashed,
    /// It did not come back to its loop.
    Hung,
    /// It asked for it.
    Recycled,
}

impl State {
    fn number(self) -> u64 {
        match self {
            State::Free => 0,
            State::Booting => 1,
            State::Serving => 2,
            State::Draining => 3,
        }
    }

    fn of(number: u64) -> Self {
        [State::Booting, State::Serving, State::Draining]
            .into_iter()
            .find(|state| state.number() == number)
            .unwrap_or_default()
    }

    /// One word, for people.
    pub fn name(self) -> &'static str {
        match self {
            State::Free => "free",
            State::Booting => "booting",
            State::Serving => "serving",
            State::Draining => "draining",
        }
    }
}

fn words(slots: u32) -> io::Result<usize> {
    let blocks = slots.checked_mul(SEATS_PER_SLOT).and_then(|seats| seats.checked_add(1));
    let words = blocks.and_then(|blocks| usize::try_from(blocks).ok()).and_then(|blocks| blocks.checked_mul(WORDS));
    words.ok_or(io::ErrorKind::InvalidInput.into())
}

#[cfg(test)]
mod tests;
