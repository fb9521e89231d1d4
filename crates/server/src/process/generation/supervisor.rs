//! The loop of a generation: it hears its master, its workers and signals, and does what is due. Forking is here, since a fork returns from it.

use super::child::{Child, Slot, Stage};
use super::{Ended, Outcome};
use crate::process::config::Supervision;
use crate::process::journal::{Event, Journal};
use crate::process::listeners::Listener;
use crate::process::message::{Drain, Message, ROOM};
use crate::process::scaling::Scaling;
use crate::process::statistics::{Cause, Statistics, WorkerStatistics};
use crate::process::worker::{Standing, Worker};
use crate::sys::process::channel::{Channel, Received};
use crate::sys::process::clock;
use crate::sys::process::poll::Waiting;
use crate::sys::process::signals::{Held, Signals};
use crate::sys::process::task::{self, Fork, Pid};
use std::io;
use std::os::fd::AsFd;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What a worker's process ends with that could not be set up after its fork (EX_OSERR of sysexits.h).
const CANNOT_BEGIN: i32 = 71;

/// Where a generation is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// Its first workers boot; so many have failed.
    Starting(u32),
    /// They have all been ready once.
    Serving,
    /// It was told to end.
    Draining,
    /// It gave up.
    Failed,
}

pub(super) struct Supervisor {
    pub(super) generation: u64,
    pub(super) rules: Supervision,
    pub(super) master: Option<Channel>,
    pub(super) statistics: Arc<Statistics>,
    pub(super) listeners: Vec<Listener>,
    pub(super) children: Vec<Child>,
    pub(super) slots: Vec<Slot>,
    /// Slots below this number are to have a worker.
    pub(super) wanted: u32,
    pub(super) phase: Phase,
    /// The master knows that nothing is accepted any more.
    pub(super) is_quiet: bool,
    pub(super) scaling: Scaling,
    pub(super) scaled_at: Instant,
    pub(super) next_tick: Instant,
    pub(super) journal: Box<dyn Journal>,
    /// None in a worker that took them along.
    signals: Option<Signals>,
}

impl Supervisor {
    pub(super) fn new(
        generation: u64,
        rules: Supervision,
        master: Channel,
        statistics: Arc<Statistics>,
        listeners: Vec<Listener>,
        signals: Signals,
        journal: Box<dyn Journal>,
    ) -> Self {
        let now = Instant::now();
        statistics.set_wanted(rules.min_workers);
        Self {
            generation,
            rules,
            master: Some(master),
            statistics,
            listeners,
            children: Vec::new(),
            slots: (0..rules.max_workers).map(|_| Slot::default()).collect(),
            wanted: rules.min_workers,
            phase: Phase::Starting(0),
            is_quiet: false,
            scaling: Scaling::default(),
            scaled_at: now,
            next_tick: now,
            journal,
            signals: Some(signals),
        }
    }

    /// Until there is nothing to look after any more; or, in a worker, until it was forked.
    pub(super) fn run(&mut self) -> io::Result<Outcome> {
        let mut waiting = Waiting::default();
        loop {
            let now = Instant::now();
            if let Some(worker) = self.fill_slots(now) {
                return Ok(Outcome::Worker(Box::new(worker)));
            }
            if self.children.is_empty() {
                match self.phase {
                    Phase::Draining => return Ok(Outcome::Ended(Ended::Drained)),
                    Phase::Failed => return Ok(Outcome::Ended(Ended::Failed)),
                    _ => {}
                }
            }
            self.wait(&mut waiting, now)?;
            self.hear_signals();
            self.hear_master();
            for index in 0..self.children.len() {
                self.hear_child(index);
            }
            self.reap();
            let now = Instant::now();
            self.enforce_deadlines(now);
            if now >= self.next_tick {
                self.tick(now);
            }
            self.settle(now);
        }
    }

    fn wait(&mut self, waiting: &mut Waiting, now: Instant) -> io::Result<()> {
        waiting.clear();
        if let Some(signals) = &self.signals {
            waiting.watch(signals.as_fd(), false);
        }
        if let Some(master) = &self.master {
            waiting.watch(master.as_fd(), false);
        }
        for child in self.children.iter().filter(|child| !child.is_silent) {
            waiting.watch(child.channel.as_fd(), child.has_unsent());
        }
        let deadlines = self.children.iter().filter_map(Child::deadline);
        // What was due at that moment and was not done waits for something else to happen.
        let starts = self.slots.iter().filter_map(|slot| slot.not_before).filter(|time| *time > now);
        let next = deadlines.chain(starts).chain([self.next_tick]).min();
        waiting.wait(next.map(|next| next.saturating_duration_since(Instant::now())))
    }

    fn hear_signals(&mut self) {
        let signals = self.signals.as_mut().map(Signals::take).unwrap_or_default();
        for signal in signals {
            match signal {
                libc::SIGTERM => self.drain(Drain { time: Some(self.rules.drain_deadline), is_last: true }),
                libc::SIGQUIT => self.drain(Drain { time: None, is_last: true }),
                // SIGCHLD is what `reap` is for; the rest is the master's.
                _ => {}
            }
        }
    }

    fn hear_master(&mut self) {
        let mut room = [0; ROOM];
        loop {
            let Some(master) = &self.master else { return };
            match master.receive(&mut room) {
                Received::Message(length) => match room.get(..length).and_then(Message::decode) {
                    Some(Message::Drain(how)) => self.drain(how),
                    Some(Message::End) => self.end(),
                    Some(Message::Reopen) => self.children.iter_mut().for_each(|child| child.send(Message::Reopen)),
                    _ => {}
                },
                Received::Nothing => return,
                Received::Closed => {
                    self.master = None;
                    self.drain(Drain { time: Some(self.rules.drain_deadline), is_last: true });
                }
            }
        }
    }

    fn hear_child(&mut self, index: usize) {
        let mut room = [0; ROOM];
        let Some(child) = self.children.get_mut(index) else { return };
        child.flush();
        loop {
            let Some(child) = self.children.get_mut(index) else { return };
            match child.channel.receive(&mut room) {
                Received::Message(length) => {
                    if let Some(message) = room.get(..length).and_then(Message::decode) {
                        self.told(index, message);
                    }
                }
                Received::Nothing => return,
                Received::Closed => {
                    child.is_silent = true;
                    return;
                }
            }
        }
    }

    fn reap(&mut self) {
        while let Some((pid, exit)) = task::reap() {
            let Some(index) = self.children.iter().position(|child| child.pid == pid) else { continue };
            // What it said last is still in the channel.
            self.hear_child(index);
            let child = self.children.remove(index);
            self.statistics.vacate(child.seat);
            self.ended(&child, exit);
        }
    }

    /// Starts what is missing. In a worker that came of it, this is it.
    fn fill_slots(&mut self, now: Instant) -> Option<Worker> {
        if matches!(self.phase, Phase::Draining | Phase::Failed) {
            return None;
        }
        for (number, index) in (0..self.wanted).zip(0_usize..) {
            let Some(slot) = self.slots.get_mut(index) else { continue };
            if self.children.iter().any(|child| child.slot == number && child.fills_its_slot()) {
                continue;
            }
            if slot.not_before.is_some_and(|time| time > now) {
                continue;
            }
            slot.not_before = None;
            // All seats taken: workers drain in them. Each that ends makes room, and is noticed.
            let seat = self.statistics.free_seat()?;
            match self.start(number, slot_limit(&self.rules, number, self.starts(index)), seat) {
                Ok(Some(worker)) => return Some(worker),
                Ok(None) => {}
                Err(error) => {
                    self.statistics.vacate(seat);
                    let rules = self.rules;
                    if let Some(slot) = self.slots.get_mut(index) {
                        // Without a wait at the first time, it would be tried again at once for as long as the cause lasts.
                        let wait = slot.backoff.failed(None, now, &rules).max(rules.backoff_first);
                        slot.not_before = now.checked_add(wait);
                    }
                    self.journal.record(&Event::CannotStart { error: error.to_string() });
                }
            }
        }
        None
    }

    fn starts(&self, index: usize) -> u64 {
        self.slots.get(index).map_or(0, |slot| slot.starts)
    }

    fn start(&mut self, slot: u32, request_limit: u64, seat: usize) -> io::Result<Option<Worker>> {
        let (ours, theirs) = Channel::pair()?;
        let parent = task::own_pid();
        let index = usize::try_from(slot).unwrap_or(usize::MAX);
        self.statistics.occupy(seat, slot, self.starts(index), clock::nanoseconds());
        // A signal that comes before the child has a pipe of its own waits.
        let held = Held::all()?;
        match task::fork()? {
            Fork::Parent(pid) => {
                drop(held);
                self.started(pid, slot, seat, ours);
                Ok(None)
            }
            Fork::Child => {
                let worker = self.become_worker(slot, request_limit, seat, parent, theirs);
                let Ok(worker) = worker else { task::exit_at_once(CANNOT_BEGIN) };
                drop(held);
                Ok(Some(worker))
            }
        }
    }

    fn started(&mut self, pid: Pid, slot: u32, seat: usize, channel: Channel) {
        self.statistics.set_pid(seat, pid);
        self.statistics.count(Cause::Started);
        let until = Instant::now().checked_add(self.rules.boot_timeout).unwrap_or_else(Instant::now);
        self.children.push(Child::new(pid, slot, seat, channel, until));
        if let Some(slot) = usize::try_from(slot).ok().and_then(|slot| self.slots.get_mut(slot)) {
            slot.starts = slot.starts.saturating_add(1);
        }
    }

    fn become_worker(
        &mut self,
        slot: u32,
        request_limit: u64,
        seat: usize,
        parent: Pid,
        channel: Channel,
    ) -> io::Result<Worker> {
        let mut signals = self.signals.take().ok_or(io::ErrorKind::NotFound)?;
        signals.reopen()?;
        // Here as well: whoever takes over the children of a generation that was killed just now finds them by it.
        self.statistics.set_pid(seat, task::own_pid());
        match task::end_with_parent(parent, libc::SIGTERM) {
            // It is gone already: the channel says so, too.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            other => other?,
        }
        Ok(Worker {
            generation: self.generation,
            slot,
            supervision: self.rules,
            request_limit,
            listeners: std::mem::take(&mut self.listeners),
            channel,
            signals,
            statistics: WorkerStatistics::new(self.statistics.clone(), seat),
            standing: Standing::default(),
        })
    }

    pub(super) fn tell_master(&self, message: &Message) {
        if let Some(master) = &self.master {
            // A master that reads nothing is one that hangs or is gone; nothing depends on its hearing this.
            let _ = master.send(&message.encode());
        }
    }
}

/// Requests after which a worker asks to be replaced: a tenth more or less than the rule says, by its slot and number, so that those that began
/// together do not end together.
fn slot_limit(rules: &Supervision, slot: u32, starts: u64) -> u64 {
    let spread = rules.max_requests / 10;
    // Multiples of the golden ratio's fraction are spread evenly.
    let step = u64::from(slot).wrapping_add(starts).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
    let width = spread.saturating_mul(2).saturating_add(1);
    rules.max_requests.saturating_sub(spread).saturating_add(step % width)
}

/// The moment after so much time, or none if the clock has no such.
pub(super) fn after(now: Instant, time: Duration) -> Option<Instant> {
    now.checked_add(time)
}

impl Child {
    /// Sends a signal to it. That it may be gone already is noticed when it is reaped.
    pub(super) fn signal(&self, signal: i32) {
        let _ = task::signal(self.pid, signal);
    }

    pub(super) fn kill(&mut self) {
        self.signal(libc::SIGKILL);
        self.stage = Stage::Killed;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn workers_that_begin_together_do_not_end_together() {
        for (most, allowed) in
            [(0, 0..=0), (1, 1..=1), (9, 9..=9), (1000, 900..=1100), (u64::MAX, u64::MAX / 10 * 9..=u64::MAX)]
        {
            let rules = Supervision { max_requests: most, ..Supervision::default() };
            let limits: Vec<u64> = (0..8).map(|slot| slot_limit(&rules, slot, 0)).collect();
            assert!(limits.iter().all(|limit| allowed.contains(limit)), "{most}: {limits:?}");
            let mut different = limits.clone();
            different.sort_unstable();
            different.dedup();
            assert!(most < 1000 || different.len() == limits.len(), "{most}: {limits:?}");
        }
    }
}
