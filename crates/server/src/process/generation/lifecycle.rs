//! What becomes of workers: who is ready, who is replaced, who has to end, and what a generation does when it is told to.

use super::child::{Child, Stage};
use super::listening::assign;
use super::supervisor::{Phase, Supervisor, after};
use crate::process::journal::Event;
use crate::process::message::{Drain, Message, Reason};
use crate::process::statistics::{Cause, State};
use crate::sys::process::clock;
use crate::sys::process::task::{Exit, private_memory};
use std::time::{Duration, Instant};

/// The longest time between two looks at memory and at hung workers.
const TICK: Duration = Duration::from_secs(1);

impl Supervisor {
    /// A worker has said something.
    pub(super) fn told(&mut self, index: usize, message: Message) {
        let now = Instant::now();
        let Some(child) = self.children.get_mut(index) else { return };
        match message {
            Message::Ready if matches!(child.stage, Stage::Booting(_)) => {
                child.stage = Stage::Serving(now);
                child.ready_since = Some(now);
                self.statistics.set_state(child.seat, State::Serving);
            }
            Message::Quiet => child.is_quiet = true,
            Message::Failed(reason) => child.failure = Some(reason),
            Message::Recycle(reason) => self.recycle(index, reason),
            Message::Leaving(reason) if !child.is_told_to_end => {
                let event = Event::WorkerRecycled { slot: child.slot, pid: child.pid, reason };
                let (slot, since) = (child.slot, child.ready_since);
                child.is_told_to_end = true;
                child.stage = Stage::Draining(after(now, self.rules.drain_deadline + self.rules.term_grace));
                self.statistics.set_state(child.seat, State::Draining);
                self.statistics.count(Cause::Recycled);
                if reason == Reason::Fault {
                    self.back_off(slot, since, now);
                }
                self.journal.record(&event);
            }
            _ => {}
        }
    }

    fn recycle(&mut self, index: usize, reason: Reason) {
        let Some(child) = self.children.get_mut(index) else { return };
        if child.is_serving() && child.recycling.is_none() {
            child.recycling = Some(reason);
            let event = Event::WorkerRecycled { slot: child.slot, pid: child.pid, reason };
            self.statistics.count(Cause::Recycled);
            self.journal.record(&event);
        }
    }

    /// A worker has ended.
    pub(super) fn ended(&mut self, child: &Child, exit: Exit) {
        if child.is_told_to_end || matches!(self.phase, Phase::Draining | Phase::Failed) {
            return;
        }
        let now = Instant::now();
        let (slot, pid) = (child.slot, child.pid);
        let reason = child.failure.clone().unwrap_or_else(|| format!("a worker {exit}"));
        let wait = self.back_off(slot, child.ready_since, now);
        self.statistics.count(Cause::Crashed);
        self.journal.record(&match child.ready_since {
            Some(_) => Event::WorkerLost { slot, pid, exit, wait },
            None => Event::WorkerNotReady { slot, pid, reason: reason.clone(), wait },
        });
        if let Phase::Starting(failures) = self.phase {
            self.phase = Phase::Starting(failures + 1);
            if failures + 1 >= self.rules.boot_attempts {
                self.give_up(reason);
            }
        }
    }

    /// Has a slot wait as long as its past makes advisable.
    fn back_off(&mut self, slot: u32, served_since: Option<Instant>, now: Instant) -> Duration {
        let rules = self.rules;
        let Some(slot) = usize::try_from(slot).ok().and_then(|slot| self.slots.get_mut(slot)) else {
            return Duration::ZERO;
        };
        let wait = slot.backoff.failed(served_since, now, &rules);
        slot.not_before = after(now, wait);
        wait
    }

    fn give_up(&mut self, reason: String) {
        self.phase = Phase::Failed;
        self.tell_master(&Message::Failed(reason));
        // None of them has accepted a connection.
        self.children.iter_mut().for_each(Child::kill);
    }

    /// Accept nothing more, finish, end.
    pub(super) fn drain(&mut self, how: Drain) {
        if self.phase == Phase::Failed {
            return;
        }
        self.phase = Phase::Draining;
        let now = Instant::now();
        for index in 0..self.children.len() {
            let Some(child) = self.children.get_mut(index) else { continue };
            match child.stage {
                Stage::Booting(_) => self.terminate(index, now),
                Stage::Serving(_) => self.drain_child(index, how, now),
                Stage::Draining(until) => {
                    // Whichever limit is nearer.
                    let other = how.time.and_then(|time| after(now, time + self.rules.term_grace));
                    child.stage = Stage::Draining(match (until, other) {
                        (Some(one), Some(other)) => Some(one.min(other)),
                        (one, other) => one.or(other),
                    });
                    child.send(Message::Drain(how));
                }
                Stage::Terminating(_) | Stage::Killed => {}
            }
        }
    }

    /// End, whatever is lost.
    pub(super) fn end(&mut self) {
        if self.phase != Phase::Failed {
            self.phase = Phase::Draining;
        }
        self.children.iter_mut().for_each(Child::kill);
    }

    fn drain_child(&mut self, index: usize, how: Drain, now: Instant) {
        let Some(child) = self.children.get_mut(index) else { return };
        child.is_told_to_end = true;
        // The worker ends by itself when its time is over. The grace is for one that does not.
        child.stage = Stage::Draining(how.time.and_then(|time| after(now, time + self.rules.term_grace)));
        child.send(Message::Drain(how));
        self.statistics.set_state(child.seat, State::Draining);
    }

    fn terminate(&mut self, index: usize, now: Instant) {
        let Some(child) = self.children.get_mut(index) else { return };
        child.is_told_to_end = true;
        child.signal(libc::SIGTERM);
        child.stage = Stage::Terminating(after(now, self.rules.term_grace).unwrap_or(now));
        self.statistics.set_state(child.seat, State::Draining);
    }

    /// Those whose time is over.
    pub(super) fn enforce_deadlines(&mut self, now: Instant) {
        for index in 0..self.children.len() {
            let Some(child) = self.children.get_mut(index) else { continue };
            if child.deadline().is_none_or(|until| until > now) {
                continue;
            }
            if matches!(child.stage, Stage::Booting(_)) && child.failure.is_none() {
                child.failure = Some(format!("it was not ready after {:?}", self.rules.boot_timeout));
            }
            let event = Event::Killed { pid: child.pid };
            child.kill();
            self.journal.record(&event);
        }
    }

    /// What is looked at from time to time: memory, hung workers, load.
    pub(super) fn tick(&mut self, now: Instant) {
        let clock = clock::nanoseconds();
        let mut interval = TICK.min(self.rules.scaling_interval);
        if !self.rules.hung_after.is_zero() {
            interval = interval.min(self.rules.hung_after / 4);
        }
        self.next_tick = after(now, interval.max(Duration::from_millis(5))).unwrap_or(now);
        for index in 0..self.children.len() {
            self.look_at_memory(index);
            self.look_for_hanging(index, clock, now);
        }
        if self.phase == Phase::Serving && self.rules.min_workers < self.rules.max_workers {
            let elapsed = now.saturating_duration_since(self.scaled_at);
            if elapsed >= self.rules.scaling_interval {
                self.scaled_at = now;
                self.scale(elapsed, clock);
            }
        }
    }

    fn look_at_memory(&mut self, index: usize) {
        let Some(child) = self.children.get(index) else { return };
        let Some(memory) = private_memory(child.pid) else { return };
        self.statistics.set_memory(child.seat, memory);
        if self.rules.max_memory != 0 && memory > self.rules.max_memory {
            self.recycle(index, Reason::Memory);
        }
    }

    fn look_for_hanging(&mut self, index: usize, clock: u64, now: Instant) {
        let Some(child) = self.children.get(index) else { return };
        let turn = self.statistics.seat(child.seat).turn;
        let taken = Duration::from_nanos(clock.saturating_sub(turn));
        let is_at_work = matches!(child.stage, Stage::Serving(_) | Stage::Draining(_));
        if !is_at_work || turn == 0 || self.rules.hung_after.is_zero() || taken < self.rules.hung_after {
            return;
        }
        let event = Event::WorkerHung { slot: child.slot, pid: child.pid, turn: taken };
        let (slot, since, was_serving) = (child.slot, child.ready_since, child.is_serving());
        self.terminate(index, now);
        if was_serving {
            self.back_off(slot, since, now);
        }
        self.statistics.count(Cause::Hung);
        self.journal.record(&event);
    }

    fn scale(&mut self, elapsed: Duration, clock: u64) {
        let mut busy = 0_u64;
        for child in self.children.iter_mut().filter(|child| child.is_serving()) {
            let total = self.statistics.seat(child.seat).busy(clock);
            busy = busy.saturating_add(child.busy_before.map_or(0, |before| total.saturating_sub(before)));
            child.busy_before = Some(total);
        }
        let wanted = self.scaling.wanted(self.wanted, Duration::from_nanos(busy), elapsed, &self.rules);
        if wanted != self.wanted {
            self.journal.record(&Event::Scaled { from: self.wanted, to: wanted });
            self.wanted = wanted;
            self.statistics.set_wanted(wanted);
        }
    }

    /// Brings workers and listeners in line with what has become of them.
    pub(super) fn settle(&mut self, now: Instant) {
        if matches!(self.phase, Phase::Starting(_)) {
            let is_served = |slot| self.children.iter().any(|child| child.slot == slot && child.is_serving());
            if !(0..self.wanted).all(is_served) {
                return;
            }
            self.phase = Phase::Serving;
            self.scaled_at = now;
            self.tell_master(&Message::Ready);
        }
        if self.phase == Phase::Draining && !self.is_quiet {
            let accepts =
                |child: &Child| matches!(child.stage, Stage::Serving(_) | Stage::Draining(_)) && !child.is_quiet;
            self.is_quiet = !self.children.iter().any(accepts);
            if self.is_quiet {
                self.tell_master(&Message::Quiet);
            }
        }
        if self.phase != Phase::Serving {
            return;
        }
        for index in 0..self.children.len() {
            let Some(child) = self.children.get(index) else { continue };
            let is_surplus = child.slot >= self.wanted;
            match child.stage {
                Stage::Booting(_) if is_surplus => self.terminate(index, now),
                Stage::Serving(_) if is_surplus || (child.recycling.is_some() && self.has_successor(child)) => {
                    let how = Drain { time: Some(self.rules.drain_deadline), is_last: false };
                    self.drain_child(index, how, now);
                }
                _ => {}
            }
        }
        assign(&mut self.children, &self.listeners);
    }

    fn has_successor(&self, child: &Child) -> bool {
        self.children.iter().any(|other| other.slot == child.slot && other.is_serving() && other.recycling.is_none())
    }
}
