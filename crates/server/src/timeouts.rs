//! Timeouts of connections. Those of one kind last equally long, so each kind is a queue in which the next to expire stands first: joining and
//! leaving cost the same, however many there are.

use crate::clock::Moment;
use std::time::Duration;

/// No place: the end of a queue.
const NONE: u32 = u32::MAX;

/// A place that waits for nothing.
const NO_QUEUE: u8 = u8::MAX;

#[derive(Clone, Copy, Debug)]
struct Link {
    before: u32,
    after: u32,
    queue: u8,
    since: Moment,
}

const ALONE: Link = Link { before: NONE, after: NONE, queue: NO_QUEUE, since: Moment::from_nanos(0) };

#[derive(Clone, Copy, Debug)]
struct Queue {
    first: u32,
    last: u32,
    length: Option<Duration>,
}

/// Queues of places, each place in one at most.
#[derive(Debug)]
pub struct Timeouts {
    links: Vec<Link>,
    queues: Vec<Queue>,
}

impl Timeouts {
    /// A queue for each length; those without a length never expire.
    pub fn new(lengths: &[Option<Duration>]) -> Self {
        let queues = lengths.iter().map(|&length| Queue { first: NONE, last: NONE, length }).collect();
        Self { links: Vec::new(), queues }
    }

    /// Puts `place` at the end of `queue`, wherever it was before. It expires its length after `now`.
    pub fn start(&mut self, place: u32, queue: usize, now: Moment) {
        self.stop(place);
        let at = usize::try_from(place).unwrap_or(usize::MAX);
        if at >= self.links.len() {
            self.links.resize(at.saturating_add(1), ALONE);
        }
        let (Some(waiting), Ok(number)) = (self.queues.get_mut(queue), u8::try_from(queue)) else { return };
        if waiting.length.is_none() {
            return;
        }
        let before = std::mem::replace(&mut waiting.last, place);
        if before == NONE {
            waiting.first = place;
        }
        if let Some(link) = self.links.get_mut(at) {
            *link = Link { before, after: NONE, queue: number, since: now };
        }
        if let Some(link) = self.link(before) {
            link.after = place;
        }
    }

    /// Takes `place` out of its queue.
    pub fn stop(&mut self, place: u32) {
        let Some(link) = self.link(place) else { return };
        let Link { before, after, queue, .. } = *link;
        if queue == NO_QUEUE {
            return;
        }
        link.queue = NO_QUEUE;
        match self.link(before) {
            Some(link) => link.after = after,
            None => {
                if let Some(queue) = self.queues.get_mut(usize::from(queue)) {
                    queue.first = after;
                }
            }
        }
        match self.link(after) {
            Some(link) => link.before = before,
            None => {
                if let Some(queue) = self.queues.get_mut(usize::from(queue)) {
                    queue.last = before;
                }
            }
        }
    }

    /// The queue that `place` stands in.
    pub fn queue(&self, place: u32) -> Option<usize> {
        let link = self.links.get(usize::try_from(place).ok()?)?;
        (link.queue != NO_QUEUE).then_some(usize::from(link.queue))
    }

    /// Takes out one place whose time has come by `now`, and says from which queue.
    pub fn expired(&mut self, now: Moment) -> Option<(usize, u32)> {
        let found = self
            .queues
            .iter()
            .enumerate()
            .find_map(|(number, queue)| (self.deadline(queue)? <= now).then_some((number, queue.first)))?;
        self.stop(found.1);
        Some(found)
    }

    /// The first place of a queue: who has waited longest.
    pub fn first(&self, queue: usize) -> Option<u32> {
        self.queues.get(queue).map(|queue| queue.first).filter(|&place| place != NONE)
    }

    /// When the next one expires.
    pub fn next(&self) -> Option<Moment> {
        self.queues.iter().filter_map(|queue| self.deadline(queue)).min()
    }

    /// Changes how long a queue's places wait, those in it included.
    pub fn set_length(&mut self, queue: usize, length: Option<Duration>) {
        if let Some(queue) = self.queues.get_mut(queue) {
            queue.length = length;
        }
    }

    fn deadline(&self, queue: &Queue) -> Option<Moment> {
        let link = self.links.get(usize::try_from(queue.first).ok()?)?;
        Some(link.since.after(queue.length?))
    }

    fn link(&mut self, place: u32) -> Option<&mut Link> {
        self.links.get_mut(usize::try_from(place).ok()?)
    }
}

#[cfg(test)]
mod tests {
    use super::Timeouts;
    use crate::clock::Moment;
    use std::collections::BTreeMap;
    use std::time::Duration;

    const fn at(seconds: u64) -> Moment {
        Moment::from_nanos(seconds * 1_000_000_000)
    }

    fn all_expired(timeouts: &mut Timeouts, now: Moment) -> Vec<(usize, u32)> {
        std::iter::from_fn(|| timeouts.expired(now)).collect()
    }

    #[test]
    fn places_expire_in_their_order() {
        let mut timeouts = Timeouts::new(&[Some(Duration::from_secs(10)), Some(Duration::from_secs(3)), None]);
        assert_eq!(timeouts.next(), None);
        for (place, queue, now) in [(5, 0, 0), (2, 0, 1), (9, 1, 2), (7, 2, 2), (0, 0, 3)] {
            timeouts.start(place, queue, at(now));
        }
        assert_eq!(timeouts.next(), Some(at(5)));
        assert_eq!(all_expired(&mut timeouts, at(4)), []);
        assert_eq!(all_expired(&mut timeouts, at(11)), [(0, 5), (0, 2), (1, 9)]);
        assert_eq!(timeouts.next(), Some(at(13)));
        timeouts.start(0, 0, at(6));
        assert_eq!(all_expired(&mut timeouts, at(15)), []);
        timeouts.stop(0);
        timeouts.stop(0);
        timeouts.stop(4000);
        assert_eq!(timeouts.next(), None);
        assert_eq!(all_expired(&mut timeouts, at(1000)), []);
    }

    #[test]
    fn any_order_of_steps_leaves_the_queues_whole() {
        // Beside a plain map of deadlines. The numbers are those of a linear congruence, so that a failure comes again.
        let lengths = [Some(Duration::from_secs(7)), Some(Duration::from_secs(20))];
        let mut timeouts = Timeouts::new(&lengths);
        let mut model = BTreeMap::new();
        let mut state = 1_u64;
        for round in 0..20_000_u64 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let (place, queue) =
                (u32::try_from((state >> 33) % 50).unwrap(), usize::try_from((state >> 40) % 2).unwrap());
            let now = at(round / 8);
            match (state >> 45) % 4 {
                0 => {
                    timeouts.stop(place);
                    model.remove(&place);
                }
                1 => {
                    let mut found = all_expired(&mut timeouts, now);
                    found.sort_by_key(|&(_, place)| place);
                    let expected: Vec<_> = model
                        .iter()
                        .filter(|(_, (_, end))| *end <= now)
                        .map(|(&place, &(queue, _))| (queue, place))
                        .collect();
                    assert_eq!(found, expected, "round {round}");
                    model.retain(|_, (_, end)| *end > now);
                }
                _ => {
                    timeouts.start(place, queue, now);
                    model.insert(place, (queue, now.after(lengths[queue].unwrap())));
                }
            }
            assert_eq!(timeouts.next(), model.values().map(|&(_, end)| end).min(), "round {round}");
            assert_eq!(timeouts.queue(place), model.get(&place).map(|&(queue, _)| queue), "round {round}");
        }
    }
}
