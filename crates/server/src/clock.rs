//! What time it is for a worker. Timeouts are tested with a clock that is moved by hand.

use std::cell::Cell;
use std::rc::Rc;
use std::time::{Duration, Instant, SystemTime};

/// A moment, in nanoseconds since the clock was made. 580 years fit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(u64);

impl Moment {
    /// The moment `nanoseconds` after the clock's beginning.
    pub const fn from_nanos(nanoseconds: u64) -> Self {
        Self(nanoseconds)
    }

    /// Nanoseconds since the clock's beginning.
    pub const fn as_nanos(self) -> u64 {
        self.0
    }

    /// So much later; the last moment there is, if that is later still.
    pub fn after(self, time: Duration) -> Self {
        Self(self.0.saturating_add(u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)))
    }

    /// The time since `earlier`; none if that is not earlier.
    pub const fn since(self, earlier: Self) -> Duration {
        Duration::from_nanos(self.0.saturating_sub(earlier.0))
    }
}

/// Tells moments, and the seconds of the calendar.
#[derive(Clone, Debug)]
pub struct Clock(Source);

#[derive(Clone, Debug)]
enum Source {
    System(Instant),
    Hands(Hands),
}

/// The hands of a clock that stands still unless they are moved.
#[derive(Clone, Debug, Default)]
pub struct Hands(Rc<Cell<u64>>);

impl Hands {
    /// Moves them on.
    pub fn advance(&self, time: Duration) {
        self.0.set(Moment(self.0.get()).after(time).0);
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self::system()
    }
}

impl Clock {
    /// The system's: monotonic for moments, real for the calendar.
    pub fn system() -> Self {
        Self(Source::System(Instant::now()))
    }

    /// A clock that stands, and its hands. The calendar begins at 1970 for it.
    pub fn manual() -> (Self, Hands) {
        let hands = Hands::default();
        (Self(Source::Hands(hands.clone())), hands)
    }

    /// This moment.
    pub fn now(&self) -> Moment {
        match &self.0 {
            Source::System(begin) => Moment(u64::try_from(begin.elapsed().as_nanos()).unwrap_or(u64::MAX)),
            Source::Hands(hands) => Moment(hands.0.get()),
        }
    }

    /// Time since the beginning of 1970.
    pub fn calendar(&self) -> Duration {
        match &self.0 {
            Source::System(_) => SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default(),
            Source::Hands(hands) => Duration::from_nanos(hands.0.get()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Clock, Moment};
    use std::time::Duration;

    #[test]
    fn a_clock_by_hand_stands_until_it_is_moved() {
        let (clock, hands) = Clock::manual();
        let begin = clock.now();
        assert_eq!(clock.now(), begin);
        hands.advance(Duration::from_millis(1500));
        assert_eq!(clock.now().since(begin), Duration::from_millis(1500));
        assert_eq!(clock.calendar(), Duration::from_millis(1500));
        hands.advance(Duration::MAX);
        assert_eq!(clock.now(), Moment::from_nanos(u64::MAX));
    }

    #[test]
    fn the_systems_clock_does_not_go_back() {
        let clock = Clock::system();
        let (first, second) = (clock.now(), clock.now());
        assert!(second >= first);
        assert!(clock.calendar() > Duration::from_secs(1_600_000_000));
    }
}
