//! The worker's side: counting. Each number has one writer, so adding is a load and a store, no locked instruction.

use super::Statistics;
use super::layout::{Block, seat};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;

/// The seat of this worker. What it counts survives it.
#[derive(Clone, Debug)]
pub struct WorkerStatistics {
    statistics: Arc<Statistics>,
    number: usize,
}

impl WorkerStatistics {
    pub(crate) fn new(statistics: Arc<Statistics>, number: usize) -> Self {
        Self { statistics, number }
    }

    fn block(&self) -> Option<&Block> {
        self.statistics.seats().get(self.number)
    }

    fn add(&self, field: impl Fn(&Block) -> &AtomicU64, value: u64) {
        if let Some(word) = self.block().map(field) {
            word.store(word.load(Relaxed).wrapping_add(value), Relaxed);
        }
    }

    /// The loop has something to do from now on (nanoseconds of [`crate::sys::process::clock`]). To be called again at each turn: a worker
    /// whose last turn began too long ago is taken for hung.
    pub fn begin_turn(&self, now: u64) {
        self.end_turn(now);
        if let Some(block) = self.block() {
            block[seat::TURN].store(now, Relaxed);
        }
    }

    /// It waits from now on, for as long as it likes.
    pub fn end_turn(&self, now: u64) {
        let Some(block) = self.block() else { return };
        let began = block[seat::TURN].load(Relaxed);
        if began != 0 {
            block[seat::TURN].store(0, Relaxed);
            self.add(|block| &block[seat::BUSY], now.saturating_sub(began));
        }
    }

    /// So many requests were answered, of which so many with a status of 500 or more.
    pub fn answered(&self, requests: u64, errors: u64) {
        self.add(|block| &block[seat::REQUESTS], requests);
        if errors != 0 {
            self.add(|block| &block[seat::ERRORS], errors);
        }
    }

    /// The requests answered so far.
    pub fn requests(&self) -> u64 {
        self.block().map_or(0, |block| block[seat::REQUESTS].load(Relaxed))
    }

    /// So many connections were accepted.
    pub fn accepted(&self, connections: u64) {
        self.add(|block| &block[seat::ACCEPTED], connections);
    }

    /// So many connections are open.
    pub fn set_connections(&self, connections: u64) {
        if let Some(block) = self.block() {
            block[seat::CONNECTIONS].store(connections, Relaxed);
        }
    }

    /// So many bytes came, and so many went.
    pub fn transferred(&self, received: u64, sent: u64) {
        self.add(|block| &block[seat::RECEIVED], received);
        self.add(|block| &block[seat::SENT], sent);
    }
}
