//! Timers of the application: any length, once or again and again, a heap by moment. Those that were cancelled leave the heap later.

use crate::clock::Moment;
use crate::id::{Id, MAX_PLACES};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::time::Duration;

/// One timer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TimerId(Id);

impl TimerId {
    /// The number, for whoever cannot carry this type.
    pub const fn get(self) -> u64 {
        self.0.get()
    }

    /// The number again.
    pub fn from_u64(number: u64) -> Option<Self> {
        Id::from_u64(number).map(Self)
    }
}

#[derive(Clone, Copy, Debug, Default)]
struct Place {
    count: u64,
    active: bool,
    again: Option<Duration>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    at: Moment,
    /// Of timers for the same moment, the one that was set first goes first.
    order: u64,
    id: TimerId,
}

/// All timers of a worker.
#[derive(Debug, Default)]
pub struct Timers {
    places: Vec<Place>,
    free: Vec<u32>,
    heap: BinaryHeap<Reverse<Entry>>,
    order: u64,
    cancelled: usize,
}

impl Timers {
    /// Sets a timer for `after` from `now`, and then every `again`. None when there are a million already.
    pub fn set(&mut self, now: Moment, after: Duration, again: Option<Duration>) -> Option<TimerId> {
        let place = match self.free.pop() {
            Some(place) => place,
            None if self.places.len() < MAX_PLACES => {
                self.places.push(Place::default());
                u32::try_from(self.places.len().saturating_sub(1)).ok()?
            }
            None => return None,
        };
        let slot = self.places.get_mut(usize::try_from(place).ok()?)?;
        slot.count = slot.count.saturating_add(1);
        // One that is to come again at once would keep the loop from everything else.
        slot.again = again.map(|time| time.max(Duration::from_nanos(1)));
        slot.active = true;
        let id = TimerId(Id::new(place, slot.count)?);
        self.push(now.after(after), id);
        Some(id)
    }

    /// Ends a timer. Says whether it was still set.
    pub fn cancel(&mut self, id: TimerId) -> bool {
        if !self.release(id) {
            return false;
        }
        self.cancelled = self.cancelled.saturating_add(1);
        if self.cancelled > 64 && self.cancelled > self.heap.len() / 2 {
            let places = &self.places;
            self.heap.retain(|Reverse(entry)| is_active(places, entry.id));
            self.cancelled = 0;
        }
        true
    }

    /// The next timer whose moment has come by `now`. One that repeats is set again, at the next of its moments that is still to come.
    pub fn expired(&mut self, now: Moment) -> Option<TimerId> {
        loop {
            let Reverse(entry) = *self.heap.peek().filter(|Reverse(entry)| entry.at <= now)?;
            self.heap.pop();
            if !is_active(&self.places, entry.id) {
                self.cancelled = self.cancelled.saturating_sub(1);
                continue;
            }
            match self.place(entry.id).and_then(|place| place.again) {
                Some(again) => {
                    let mut next = entry.at.after(again);
                    if next <= now {
                        let step = again.as_nanos().max(1);
                        let missed = now.since(entry.at).as_nanos() / step;
                        let all = step.saturating_mul(missed.saturating_add(1));
                        next = entry.at.after(Duration::from_nanos(u64::try_from(all).unwrap_or(u64::MAX)));
                    }
                    self.push(next, entry.id);
                }
                None => {
                    self.release(entry.id);
                }
            }
            return Some(entry.id);
        }
    }

    /// When the next one expires.
    pub fn next(&mut self) -> Option<Moment> {
        loop {
            let Reverse(entry) = *self.heap.peek()?;
            if is_active(&self.places, entry.id) {
                return Some(entry.at);
            }
            self.heap.pop();
            self.cancelled = self.cancelled.saturating_sub(1);
        }
    }

    /// How many are set.
    pub fn len(&self) -> usize {
        self.heap.len().saturating_sub(self.cancelled)
    }

    fn push(&mut self, at: Moment, id: TimerId) {
        self.order = self.order.wrapping_add(1);
        self.heap.push(Reverse(Entry { at, order: self.order, id }));
    }

    fn release(&mut self, id: TimerId) -> bool {
        let Some(place) = self.place(id) else { return false };
        place.active = false;
        if id.0.count() < crate::id::MAX_COUNT {
            self.free.push(id.0.place());
        }
        true
    }

    fn place(&mut self, id: TimerId) -> Option<&mut Place> {
        let place = self.places.get_mut(usize::try_from(id.0.place()).ok()?)?;
        (place.active && place.count == id.0.count()).then_some(place)
    }
}

fn is_active(places: &[Place], id: TimerId) -> bool {
    let place = usize::try_from(id.0.place()).ok().and_then(|place| places.get(place));
    place.is_some_and(|place| place.active && place.count == id.0.count())
}

#[cfg(test)]
mod tests {
    use super::Timers;
    use crate::clock::Moment;
    use std::time::Duration;

    const fn at(millis: u64) -> Moment {
        Moment::from_nanos(millis * 1_000_000)
    }

    const fn ms(millis: u64) -> Duration {
        Duration::from_millis(millis)
    }

    #[test]
    fn timers_expire_by_moment_and_then_by_age() {
        let mut timers = Timers::default();
        let set = [30, 10, 20, 10, 0].map(|after| timers.set(at(0), ms(after), None).unwrap());
        assert_eq!((timers.len(), timers.next()), (5, Some(at(0))));
        let expired: Vec<_> = std::iter::from_fn(|| timers.expired(at(20))).collect();
        assert_eq!(expired, [set[4], set[1], set[3], set[2]]);
        assert_eq!((timers.len(), timers.next()), (1, Some(at(30))));
        assert!(timers.cancel(set[0]));
        assert_eq!(timers.len(), 0);
        assert_eq!(timers.next(), None);
    }

    #[test]
    fn a_timer_that_repeats_keeps_its_beat_and_skips_what_was_missed() {
        let mut timers = Timers::default();
        let id = timers.set(at(0), ms(10), Some(ms(10))).unwrap();
        for (now, expected, next) in [
            (9, None, 10),
            (10, Some(id), 20),
            (10, None, 20),
            (27, Some(id), 30),
            (65, Some(id), 70),
            (65, None, 70),
            (70, Some(id), 80),
        ] {
            assert_eq!(timers.expired(at(now)), expected, "at {now}");
            assert_eq!(timers.next(), Some(at(next)), "at {now}");
        }
        assert!(timers.cancel(id));
        assert_eq!(timers.expired(at(1000)), None);
    }

    #[test]
    fn a_repetition_without_length_comes_once_a_moment() {
        let mut timers = Timers::default();
        let id = timers.set(at(5), ms(0), Some(ms(0))).unwrap();
        assert_eq!((timers.expired(at(5)), timers.expired(at(5))), (Some(id), None));
        assert_eq!((timers.expired(at(6)), timers.expired(at(6))), (Some(id), None));
    }

    #[test]
    fn a_number_is_good_for_one_timer() {
        let mut timers = Timers::default();
        let first = timers.set(at(0), ms(1), None).unwrap();
        assert_eq!(timers.expired(at(1)), Some(first));
        assert!(!timers.cancel(first));
        let second = timers.set(at(1), ms(1), None).unwrap();
        assert_ne!(first, second);
        assert!(!timers.cancel(first));
        assert_eq!(timers.expired(at(2)), Some(second));
        assert!(!timers.cancel(second));
    }

    #[test]
    fn what_is_cancelled_leaves_the_heap() {
        // As a client with a timeout around each of its calls does: set and cancelled, a million times.
        let mut timers = Timers::default();
        let kept = timers.set(at(0), ms(3_600_000), None).unwrap();
        for _ in 0..1_000_000 {
            let id = timers.set(at(0), ms(30_000), None).unwrap();
            assert!(timers.cancel(id));
        }
        assert!(timers.heap.len() < 200, "{} entries", timers.heap.len());
        assert_eq!(timers.len(), 1);
        assert_eq!(timers.expired(at(3_600_000)), Some(kept));
    }
}
