//! UUIDs (RFC 9562) and ULIDs. What begins with the time sorts within a thread, also when many are asked for in a millisecond and when the
//! clock is set back.

use super::array;
use crate::Error;
use crate::encoding::hex;
use crate::memory::fork_generation;
use std::cell::RefCell;
use std::time::{SystemTime, UNIX_EPOCH};

/// The times have 48 bits.
const TIME_MASK: u64 = (1 << 48) - 1;

/// A random UUID (RFC 9562, 5.4), lower-case with hyphens.
///
/// # Errors
/// [`Error::Unavailable`] if there are no random bytes.
pub fn uuid4() -> Result<[u8; 36], Error> {
    Ok(uuid(u128::from_be_bytes(array()?), 4))
}

/// A UUID that begins with the time (RFC 9562, 5.7), and after it a counter of 26 bits that begins anywhere in its lower half (6.2, method 1).
///
/// # Errors
/// As [`uuid4`].
pub fn uuid7() -> Result<[u8; 36], Error> {
    const COUNTER_BITS: u32 = 26;
    let chance = u64::from_le_bytes(array()?);
    let (time, counter) = UUID
        .try_with(|clock| {
            let mut clock = clock.try_borrow_mut().map_err(|_| Error::Unavailable)?;
            clock.tick(1 << COUNTER_BITS, || Ok(u128::from(u32::from_le_bytes(array()?) >> (33 - COUNTER_BITS))))
        })
        .map_err(|_| Error::Unavailable)??;
    // Twelve bits of the counter stand before the variant's two, the others behind.
    let front = (counter >> 14) << 64;
    let back = (counter & 0x3fff) << 48;
    Ok(uuid(u128::from(time) << 80 | front | back | u128::from(chance >> 16), 7))
}

/// A ULID: the time and 80 random bits, one more than before within a millisecond.
///
/// # Errors
/// As [`uuid4`].
pub fn ulid() -> Result<[u8; 26], Error> {
    const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let (time, chance) = ULID
        .try_with(|clock| {
            let mut clock = clock.try_borrow_mut().map_err(|_| Error::Unavailable)?;
            clock.tick(1 << 80, || {
                let [low, high] = [array::<8>()?, array::<8>()?].map(|bytes| u128::from(u64::from_le_bytes(bytes)));
                Ok((high << 64 | low) >> 48)
            })
        })
        .map_err(|_| Error::Unavailable)??;
    let value = u128::from(time) << 80 | chance;
    let mut out = [0; 26];
    for (place, digit) in (0..26).rev().zip(&mut out) {
        let index = usize::try_from((value >> (place * 5)) & 31).unwrap_or_default();
        *digit = DIGITS.get(index).copied().unwrap_or_default();
    }
    Ok(out)
}

/// The last time that was given out, and what came after it.
struct Clock {
    generation: u64,
    time: u64,
    counter: u128,
}

impl Clock {
    const fn new() -> Self {
        Self { generation: 0, time: 0, counter: 0 }
    }

    /// The next pair; each is greater than the one before it.
    fn tick(&mut self, end: u128, begin: impl Fn() -> Result<u128, Error>) -> Result<(u64, u128), Error> {
        self.tick_at(now(), fork_generation(), end, begin)
    }

    fn tick_at(
        &mut self,
        now: u64,
        generation: u64,
        end: u128,
        begin: impl Fn() -> Result<u128, Error>,
    ) -> Result<(u64, u128), Error> {
        let is_forked = self.generation != generation;
        let next = self.counter + 1;
        if is_forked || now > self.time {
            self.counter = begin()?;
            self.time = now;
            self.generation = generation;
        } else if next < end {
            self.counter = next;
        } else {
            // The counter is used up: the time runs ahead of the clock until that has caught up.
            self.counter = begin()?;
            self.time = (self.time + 1) & TIME_MASK;
        }
        Ok((self.time, self.counter))
    }
}

thread_local! {
    static UUID: RefCell<Clock> = const { RefCell::new(Clock::new()) };
    static ULID: RefCell<Clock> = const { RefCell::new(Clock::new()) };
}

/// Milliseconds since 1970.
fn now() -> u64 {
    let elapsed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX) & TIME_MASK
}

/// Writes a UUID with its version and variant (RFC 9562, 4) set.
fn uuid(value: u128, version: u128) -> [u8; 36] {
    let value = value & !(0xf << 76 | 0x3 << 62) | version << 76 | 0x2 << 62;
    let mut digits = [0; 32];
    // The lengths are right, so that it cannot fail.
    let _ = hex(&value.to_be_bytes(), &mut digits);
    let mut out = [b'-'; 36];
    for (to, from) in [(0..8, 0..8), (9..13, 8..12), (14..18, 12..16), (19..23, 16..20), (24..36, 20..32)] {
        if let (Some(to), Some(from)) = (out.get_mut(to), digits.get(from)) {
            to.copy_from_slice(from);
        }
    }
    out
}

#[cfg(test)]
mod tests;
