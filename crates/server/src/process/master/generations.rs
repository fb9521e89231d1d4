//! Generations as the master sees them: started, ready, draining, ended, or lost with workers that outlive them.

use super::record::{MARGIN, Record, Stage, deadline, drain};
use super::{Master, Phase};
use crate::process::journal::Event;
use crate::process::message::{Drain, Message, ROOM, Setup};
use crate::process::statistics::{Cause, State, Statistics};
use crate::sys::process::channel::{Channel, Received};
use crate::sys::process::spawn::{Program, spawn};
use crate::sys::process::task::{self, Exit, Pid};
use std::ffi::{OsStr, OsString};
use std::io;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::time::{Duration, Instant};

/// Generations that may drain at the same time. A reload waits for one of them to end: each has a full set of workers in memory.
const MOST_DRAINING: usize = 4;

impl Master {
    /// Starts a generation if one is wanted and there is room for it.
    pub(super) fn start_what_is_wanted(&mut self, now: Instant) {
        if self.phase != Phase::Running {
            return;
        }
        if self.restart_at.is_some_and(|time| time <= now) {
            self.restart_at = None;
            self.reload_wanted = true;
        }
        let is_starting = self.records.iter().any(|record| matches!(record.stage, Stage::Starting(_)));
        let draining =
            self.records.iter().filter(|record| !matches!(record.stage, Stage::Starting(_) | Stage::Ready(_)));
        if !self.reload_wanted || is_starting || draining.count() >= MOST_DRAINING {
            return;
        }
        self.reload_wanted = false;
        // What is started now is newer than whatever a pending restart would have been.
        self.restart_at = None;
        match self.start() {
            Ok(()) => {}
            Err(error) => {
                let reason = format!("cannot start {}: {error}", self.config.launch.program.display());
                self.failed(self.last_number, reason, now);
            }
        }
    }

    fn start(&mut self) -> io::Result<()> {
        self.last_number += 1;
        let number = self.last_number;
        let statistics = Statistics::new(self.config.supervision.max_workers, number)?;
        let (ours, theirs) = Channel::pair()?;
        let listeners =
            self.listeners.iter().map(|listener| (listener.socket.as_raw_fd(), listener.description.clone()));
        let setup = Setup {
            generation: number,
            supervision: self.config.supervision,
            statistics: statistics.as_fd().as_raw_fd(),
            listeners: listeners.collect(),
        };
        ours.send(&setup.encode())?;
        let control = theirs.as_fd().as_raw_fd().to_string();
        let launch = &self.config.launch;
        let arguments: Vec<OsString> = launch.arguments.iter().map(|text| filled(text, &control)).collect();
        let environment: Vec<(OsString, OsString)> =
            launch.environment.iter().map(|(name, value)| (name.clone(), filled(value, &control))).collect();
        let program = Program {
            file: &launch.program,
            arguments: &arguments,
            environment: &environment,
            identity: launch.identity,
            with_parent: Some(libc::SIGTERM),
        };
        let mut inherited: Vec<BorrowedFd<'_>> = vec![theirs.as_fd(), statistics.as_fd()];
        inherited.extend(self.listeners.iter().map(AsFd::as_fd));
        let pid = spawn(&program, &inherited)?;
        // Longer than the workers have, all attempts one after the other: then it is the program that does not come to its call.
        let rules = &self.config.supervision;
        let waits = rules.backoff_most.saturating_add(rules.boot_timeout).saturating_mul(rules.boot_attempts);
        let stage = Stage::Starting(deadline(waits.saturating_add(MARGIN)));
        self.records.push(Record {
            number,
            pid: Some(pid),
            channel: ours,
            statistics,
            stage,
            failure: None,
            is_quiet: false,
            is_silent: false,
        });
        self.journal.record(&Event::GenerationStarted { generation: number, pid });
        Ok(())
    }

    pub(super) fn hear_generation(&mut self, index: usize) {
        let mut room = [0; ROOM];
        loop {
            let Some(record) = self.records.get_mut(index) else { return };
            match record.channel.receive(&mut room) {
                Received::Message(length) => match room.get(..length).and_then(Message::decode) {
                    Some(Message::Ready) if matches!(record.stage, Stage::Starting(_)) => self.became_ready(index),
                    Some(Message::Quiet) => record.is_quiet = true,
                    Some(Message::Failed(reason)) => record.failure = Some(reason),
                    _ => {}
                },
                Received::Nothing => return,
                Received::Closed => {
                    record.is_silent = true;
                    return;
                }
            }
        }
    }

    fn became_ready(&mut self, index: usize) {
        let now = Instant::now();
        let Some(record) = self.records.get_mut(index) else { return };
        let number = record.number;
        record.stage = Stage::Ready(now);
        self.journal.record(&Event::GenerationReady { generation: number });
        for older in
            self.records.iter_mut().filter(|older| older.number < number && matches!(older.stage, Stage::Ready(_)))
        {
            let how = Drain { time: Some(self.config.supervision.drain_deadline), is_last: false };
            drain(older, how, self.config.supervision.term_grace);
        }
        if self.has_been_ready {
            self.reloads += 1;
        }
        self.has_been_ready = true;
        self.finish_takeover();
        self.reloaded(number);
    }

    /// Whether none of the generations before this one accepts anything.
    pub(super) fn is_alone(&self, number: u64) -> bool {
        self.records.iter().filter(|older| older.number < number).all(|older| older.is_quiet || older.pid.is_none())
    }

    /// A generation never became ready, or could not even be started.
    fn failed(&mut self, number: u64, reason: String, now: Instant) {
        self.journal.record(&Event::GenerationFailed { generation: number, reason: reason.clone() });
        self.failed_reloads += 1;
        self.last_failure = Some(reason.clone());
        self.refuse_reload(number, &reason);
        if self.phase != Phase::Running || self.records.iter().any(|record| matches!(record.stage, Stage::Ready(_))) {
            return;
        }
        if self.has_been_ready {
            self.restart_later(None, now);
        } else {
            self.stop(Some(Duration::ZERO), Some(reason));
        }
    }

    fn restart_later(&mut self, served_since: Option<Instant>, now: Instant) {
        let wait = self.backoff.failed(served_since, now, &self.config.supervision);
        self.restart_at = Some(now.checked_add(wait).unwrap_or(now));
    }

    /// Reaps whatever has ended: generations, workers of lost ones, and what those had started.
    pub(super) fn reap(&mut self) {
        while let Some((pid, exit)) = task::reap() {
            if let Some(index) = self.records.iter().position(|record| record.pid == Some(pid)) {
                self.hear_generation(index);
                self.generation_ended(index, exit);
            } else {
                self.orphan_ended(pid);
            }
        }
        // A worker may have been reaped by its generation after all, or before its number was known.
        let mut index = 0;
        while let Some(record) = self.records.get(index) {
            if matches!(record.stage, Stage::Orphaned(_)) && record.orphans().is_empty() {
                let record = self.records.remove(index);
                self.ended = self.ended.plus(&record.statistics.snapshot().totals());
            } else {
                index += 1;
            }
        }
    }

    fn generation_ended(&mut self, index: usize, exit: Exit) {
        let now = Instant::now();
        let Some(record) = self.records.get_mut(index) else { return };
        let (number, stage, failure) = (record.number, record.stage, record.failure.take());
        record.pid = None;
        for (seat, _) in record.statistics.occupied() {
            // They see that their channel is closed, and drain.
            record.statistics.set_state(seat, State::Draining);
        }
        let rules = &self.config.supervision;
        let time = match stage {
            // Those of one that was never ready have accepted nothing.
            Stage::Starting(_) | Stage::Ending(_) | Stage::Killed => Duration::ZERO,
            _ => rules.drain_deadline.saturating_add(rules.term_grace),
        };
        record.stage = Stage::Orphaned(deadline(time));
        record.is_silent = true;
        match stage {
            Stage::Starting(_) => {
                let reason = failure.unwrap_or_else(|| format!("the generation {exit}"));
                self.failed(number, reason, now);
            }
            Stage::Ready(since) => {
                self.journal.record(&Event::GenerationLost { generation: number, exit });
                if let Some(record) = self.records.get(index) {
                    record.statistics.count(Cause::Crashed);
                }
                self.restart_later(Some(since), now);
            }
            _ => self.journal.record(&Event::GenerationEnded { generation: number }),
        }
    }

    fn orphan_ended(&mut self, pid: Pid) {
        for record in self.records.iter().filter(|record| record.pid.is_none()) {
            for (seat, worker) in record.statistics.occupied() {
                if worker == pid {
                    record.statistics.vacate(seat);
                }
            }
        }
    }

    pub(super) fn enforce_deadlines(&mut self, now: Instant) {
        for record in &mut self.records {
            if record.deadline().is_none_or(|until| until > now) {
                continue;
            }
            if let Stage::Orphaned(_) = record.stage {
                for pid in record.orphans() {
                    let _ = task::signal(pid, libc::SIGKILL);
                    self.journal.record(&Event::Killed { pid });
                }
                // They are reaped in a moment; if not, it is tried again.
                record.stage = Stage::Orphaned(deadline(Duration::from_millis(100)));
                continue;
            }
            if matches!(record.stage, Stage::Starting(_)) {
                record.failure = Some("it did not begin to start workers in time".into());
                if let Some(pid) = record.pid {
                    let _ = task::signal(pid, libc::SIGKILL);
                    record.stage = Stage::Starting(deadline(MARGIN));
                }
                continue;
            }
            if let Some(pid) = record.pid {
                self.journal.record(&Event::Killed { pid });
            }
            record.kill();
        }
    }

    /// Drains everything, and ends when that is done. The reason is for whoever called [`Master::run`], if nobody has asked for it.
    pub(super) fn stop(&mut self, time: Option<Duration>, reason: Option<String>) {
        if self.phase == Phase::Running {
            self.phase = Phase::Stopping(reason);
            self.journal.record(&Event::Draining);
        }
        self.refuse_reload(u64::MAX, "the server stops");
        let grace = self.config.supervision.term_grace;
        let how = Drain { time, is_last: !self.is_handed_over };
        for record in &mut self.records {
            match record.stage {
                Stage::Starting(_) | Stage::Ready(_) | Stage::Draining(_) => drain(record, how, grace),
                Stage::Ending(_) | Stage::Killed | Stage::Orphaned(_) => {}
            }
        }
    }

    /// Ends everything, whatever is lost.
    pub(super) fn end(&mut self) {
        self.stop(Some(Duration::ZERO), None);
        self.journal.record(&Event::Ending);
        let grace = self.config.supervision.term_grace;
        for record in &mut self.records {
            match record.stage {
                Stage::Orphaned(_) => record.stage = Stage::Orphaned(Instant::now()),
                Stage::Killed => {}
                _ => {
                    record.send(&Message::End);
                    record.stage = Stage::Ending(deadline(grace));
                }
            }
        }
    }

    pub(super) fn reopen(&mut self) {
        self.records.iter().for_each(|record| record.send(&Message::Reopen));
    }
}

/// A text of the command with the descriptor's number in its place.
fn filled(text: &OsStr, number: &str) -> OsString {
    const PLACE: &[u8] = b"{generation}";
    let mut rest = text.as_bytes();
    let mut out = Vec::with_capacity(rest.len());
    while let Some(position) = rest.windows(PLACE.len()).position(|window| window == PLACE) {
        let (before, after) = rest.split_at(position);
        out.extend_from_slice(before);
        out.extend_from_slice(number.as_bytes());
        rest = after.get(PLACE.len()..).unwrap_or_default();
    }
    out.extend_from_slice(rest);
    OsString::from_vec(out)
}

#[cfg(test)]
mod tests {
    use super::filled;

    #[test]
    fn the_number_takes_its_place_in_any_text() {
        for (text, expected) in [
            ("{generation}", "17"),
            ("--generation={generation}", "--generation=17"),
            ("{generation}{generation}", "1717"),
            ("{{generation}}", "{17}"),
            ("{generatio}", "{generatio}"),
            ("", ""),
            ("app.php", "app.php"),
        ] {
            assert_eq!(filled(text.as_ref(), "17"), expected, "{text}");
        }
    }
}
