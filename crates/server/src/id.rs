//! Numbers for things that come and go: a place and how often it was taken. What a number was given for is never mistaken for what is there now.

use std::num::NonZeroU64;

/// Bits that name the place. What is left, 44 bits, counts.
const PLACE_BITS: u32 = 20;

/// The most places there can be: 1,048,576.
pub const MAX_PLACES: usize = 1 << PLACE_BITS;

/// The highest count. A place that reaches it is not used again, so that no number is ever given twice.
pub const MAX_COUNT: u64 = (1 << (64 - PLACE_BITS)) - 1;

/// One exchange of one connection. A new request on the same connection has another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(NonZeroU64);

impl Id {
    /// The number of a place's `count`th use. Counts begin at 1.
    pub(crate) fn new(place: u32, count: u64) -> Option<Self> {
        if u64::from(place) >> PLACE_BITS != 0 || count > MAX_COUNT {
            return None;
        }
        NonZeroU64::new((count << PLACE_BITS) | u64::from(place)).filter(|_| count > 0).map(Self)
    }

    /// The number, for whoever cannot carry this type.
    pub const fn get(self) -> u64 {
        self.0.get()
    }

    /// The number again. One that was never given is like one whose time has passed: nothing answers to it.
    pub fn from_u64(number: u64) -> Option<Self> {
        let count = number >> PLACE_BITS;
        NonZeroU64::new(number).filter(|_| count > 0).map(Self)
    }

    pub(crate) const fn place(self) -> u32 {
        // The mask leaves 20 bits.
        (self.0.get() & (MAX_PLACES as u64 - 1)) as u32
    }

    pub(crate) const fn count(self) -> u64 {
        self.0.get() >> PLACE_BITS
    }
}

#[cfg(test)]
mod tests {
    use super::{Id, MAX_COUNT, MAX_PLACES};

    #[test]
    fn numbers_carry_place_and_count() {
        let last = u32::try_from(MAX_PLACES - 1).unwrap();
        for (place, count) in [(0, 1), (last, 1), (0, MAX_COUNT), (last, MAX_COUNT), (77, 4_000_000_000_000)] {
            let id = Id::new(place, count).unwrap();
            assert_eq!((id.place(), id.count()), (place, count));
            assert_eq!(Id::from_u64(id.get()), Some(id));
        }
        for (place, count) in [(0, 0), (last + 1, 1), (0, MAX_COUNT + 1)] {
            assert_eq!(Id::new(place, count), None, "place {place}, count {count}");
        }
        for number in [0, 1, u64::from(last)] {
            assert_eq!(Id::from_u64(number), None, "number {number}");
        }
    }
}
