//! Where which number is. A block is two cache lines, since processors fetch them in pairs; the first block is the generation's, one for each
//! seat follows.

use std::sync::atomic::AtomicU64;

/// Words of a block.
pub(super) const WORDS: usize = 16;

/// A block.
pub(super) type Block = [AtomicU64; WORDS];

/// The generation's block.
pub(super) mod header {
    pub const GENERATION: usize = 0;
    pub const SEQUENCE: usize = 1;
    pub const WANTED: usize = 2;
    // What workers counted that have ended.
    pub const REQUESTS: usize = 3;
    pub const ERRORS: usize = 4;
    pub const ACCEPTED: usize = 5;
    pub const RECEIVED: usize = 6;
    pub const SENT: usize = 7;
    pub const BUSY: usize = 8;
    // Workers, by what became of them.
    pub const STARTED: usize = 9;
    pub const CRASHED: usize = 10;
    pub const HUNG: usize = 11;
    pub const RECYCLED: usize = 12;
}

/// A worker's block. The worker writes REQUESTS to BUSY, its generation the rest.
pub(super) mod seat {
    pub const STATE: usize = 0;
    pub const PID: usize = 1;
    pub const SLOT: usize = 2;
    pub const RESTARTS: usize = 3;
    pub const STARTED: usize = 4;
    pub const MEMORY: usize = 5;
    pub const REQUESTS: usize = 8;
    pub const ERRORS: usize = 9;
    pub const CONNECTIONS: usize = 10;
    pub const ACCEPTED: usize = 11;
    pub const RECEIVED: usize = 12;
    pub const SENT: usize = 13;
    /// When the turn began that the worker is in; 0 while it waits.
    pub const TURN: usize = 14;
    pub const BUSY: usize = 15;
}
