//! What an event of epoll is about: a number that says the kind, which of that kind, and for connections which one of those that had the same place.

use mio::Token;

/// Bits of a number within its kind.
const NUMBER_BITS: u32 = 32;

/// Bits of a serial number; what is left of 64 names the kind.
const SERIAL_BITS: u32 = 30;

/// Who an event is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A connection: its place, and the last bits of its serial number.
    Connection(u32, u32),
    /// A listener.
    Listener(u32),
    /// A descriptor that the application watches.
    Watch(u32),
    /// Signals.
    Signals,
    /// Another thread.
    Waker,
}

impl Source {
    /// As a token.
    pub fn token(self) -> Token {
        Token(usize::try_from(self.number()).unwrap_or(usize::MAX))
    }

    /// As a number.
    pub fn number(self) -> u64 {
        let (kind, serial, number) = match self {
            Self::Connection(place, serial) => (0, serial, place),
            Self::Listener(number) => (1, 0, number),
            Self::Watch(number) => (2, 0, number),
            Self::Signals => (3, 0, 0),
            Self::Waker => (3, 0, 1),
        };
        kind << (NUMBER_BITS + SERIAL_BITS) | u64::from(serial_bits(serial)) << NUMBER_BITS | u64::from(number)
    }

    /// From a token.
    pub fn read(token: Token) -> Self {
        let all = token.0 as u64;
        let number = u32::try_from(all & u64::from(u32::MAX)).unwrap_or(0);
        let serial = serial_bits(u32::try_from(all >> NUMBER_BITS & u64::from(u32::MAX)).unwrap_or(0));
        match (all >> (NUMBER_BITS + SERIAL_BITS), number) {
            (0, place) => Self::Connection(place, serial),
            (1, number) => Self::Listener(number),
            (2, number) => Self::Watch(number),
            (_, 0) => Self::Signals,
            _ => Self::Waker,
        }
    }
}

/// The bits of a serial number that a token carries.
pub const fn serial_bits(serial: u32) -> u32 {
    serial & ((1 << SERIAL_BITS) - 1)
}

#[cfg(test)]
mod tests {
    use super::Source;

    #[test]
    fn a_token_says_who_it_is_for() {
        for source in [
            Source::Connection(0, 0),
            Source::Connection(1_048_575, (1 << 30) - 1),
            Source::Connection(7, 1),
            Source::Listener(0),
            Source::Listener(u32::MAX),
            Source::Watch(3),
            Source::Signals,
            Source::Waker,
        ] {
            assert_eq!(Source::read(source.token()), source);
        }
    }
}
