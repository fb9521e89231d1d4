//! A store of random bytes for every thread, so that a nonce does not cost a system call. A byte leaves it once and is overwritten then; a
//! forked child throws its parent's away.

use crate::Error;
use crate::memory::fork_generation;
use crate::secret::wipe;
use std::cell::RefCell;
use zeroize::Zeroize;

/// What is taken from the operating system at a time.
const CAPACITY: usize = 512;

/// From this length on the operating system is asked directly.
const DIRECT: usize = 256;

struct Pool {
    bytes: [u8; CAPACITY],
    /// Those before have been handed out.
    next: usize,
    generation: u64,
}

impl Pool {
    const fn new() -> Self {
        Self { bytes: [0; CAPACITY], next: CAPACITY, generation: 0 }
    }

    fn fill(&mut self, mut out: &mut [u8]) -> Result<(), Error> {
        let generation = fork_generation();
        if self.generation != generation {
            self.generation = generation;
            self.next = CAPACITY;
            self.bytes.zeroize();
        }
        loop {
            let rest = self.bytes.get_mut(self.next..).unwrap_or_default();
            let count = rest.len().min(out.len());
            let (taken, _) = rest.split_at_mut(count);
            let (now, later) = out.split_at_mut(count);
            now.copy_from_slice(taken);
            wipe(taken);
            self.next += count;
            if later.is_empty() {
                return Ok(());
            }
            out = later;
            ask(&mut self.bytes)?;
            self.next = 0;
        }
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.bytes.zeroize();
    }
}

thread_local! {
    static POOL: RefCell<Pool> = const { RefCell::new(Pool::new()) };
}

/// Fills with random bytes; on failure some may be filled.
pub fn fill(out: &mut [u8]) -> Result<(), Error> {
    if out.len() >= DIRECT {
        return ask(out);
    }
    // A thread that ends has no pool any more.
    let filled = POOL.try_with(|pool| pool.try_borrow_mut().ok().map(|mut pool| pool.fill(out)));
    match filled {
        Ok(Some(filled)) => filled,
        _ => ask(out),
    }
}

fn ask(out: &mut [u8]) -> Result<(), Error> {
    getrandom::fill(out).map_err(|_| Error::Unavailable)
}
