//! What processes have to say to whoever runs them. Text is made here and nowhere else.

use super::message::Reason;
use crate::sys::process::task::{Exit, Pid, own_pid};
use std::fmt;
use std::io::Write;
use std::time::Duration;

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event {
    /// The master listens.
    Listening {
        /// The endpoints, with the ports that the system chose.
        endpoints: Vec<String>,
    },
    /// A generation was started.
    GenerationStarted {
        /// Its number.
        generation: u64,
        /// Its process.
        pid: Pid,
    },
    /// All of its workers can answer; the one before drains.
    GenerationReady {
        /// Its number.
        generation: u64,
    },
    /// It never became ready.
    GenerationFailed {
        /// Its number.
        generation: u64,
        /// Why.
        reason: String,
    },
    /// It ended without being asked.
    GenerationLost {
        /// Its number.
        generation: u64,
        /// How.
        exit: Exit,
    },
    /// It drained and ended.
    GenerationEnded {
        /// Its number.
        generation: u64,
    },
    /// A worker ended without being asked.
    WorkerLost {
        /// Its slot.
        slot: u32,
        /// Its process.
        pid: Pid,
        /// How.
        exit: Exit,
        /// When the next one is started.
        wait: Duration,
    },
    /// A worker did not become ready.
    WorkerNotReady {
        /// Its slot.
        slot: u32,
        /// Its process.
        pid: Pid,
        /// What it said, or how it ended.
        reason: String,
        /// When the next one is started.
        wait: Duration,
    },
    /// A worker did not come back to its loop, and is ended.
    WorkerHung {
        /// Its slot.
        slot: u32,
        /// Its process.
        pid: Pid,
        /// How long its turn has taken.
        turn: Duration,
    },
    /// A worker is replaced because it asked for it.
    WorkerRecycled {
        /// Its slot.
        slot: u32,
        /// Its process.
        pid: Pid,
        /// Why.
        reason: Reason,
    },
    /// A process had to be ended by SIGKILL.
    Killed {
        /// It.
        pid: Pid,
    },
    /// The number of workers changes.
    Scaled {
        /// What it was.
        from: u32,
        /// What it becomes.
        to: u32,
    },
    /// A worker could not be started.
    CannotStart {
        /// What the system says.
        error: String,
    },
    /// No new connections; what was accepted is finished.
    Draining,
    /// Everything ends now.
    Ending,
    /// Another master has taken over.
    HandedOver,
    /// Something is not as it should be, but the server goes on.
    Warning {
        /// What.
        text: String,
    },
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Event::Listening { endpoints } => write!(f, "listening on {}", endpoints.join(", ")),
            Event::GenerationStarted { generation, pid } => write!(f, "generation {generation} starts (pid {pid})"),
            Event::GenerationReady { generation } => write!(f, "generation {generation} is ready"),
            Event::GenerationFailed { generation, reason } => {
                write!(f, "generation {generation} did not become ready: {reason}")
            }
            Event::GenerationLost { generation, exit } => write!(f, "generation {generation} {exit}"),
            Event::GenerationEnded { generation } => write!(f, "generation {generation} has ended"),
            Event::WorkerLost { slot, pid, exit, wait } => {
                write!(f, "worker {slot} (pid {pid}) {exit}; the next one starts {}", When(*wait))
            }
            Event::WorkerNotReady { slot, pid, reason, wait } => {
                write!(
                    f,
                    "worker {slot} (pid {pid}) did not become ready: {reason}; the next one starts {}",
                    When(*wait)
                )
            }
            Event::WorkerHung { slot, pid, turn } => {
                write!(f, "worker {slot} (pid {pid}) has not come back to its loop for {turn:.1?}, and is ended")
            }
            Event::WorkerRecycled { slot, pid, reason } => write!(f, "worker {slot} (pid {pid}) is replaced: {reason}"),
            Event::Killed { pid } => write!(f, "process {pid} did not end in time, and is killed"),
            Event::Scaled { from, to } => write!(f, "{to} workers instead of {from}"),
            Event::CannotStart { error } => write!(f, "cannot start a worker: {error}"),
            Event::Draining => f.write_str("draining: no new connections are accepted"),
            Event::Ending => f.write_str("ending at once"),
            Event::HandedOver => f.write_str("another master has taken over"),
            Event::Warning { text } => f.write_str(text),
        }
    }
}

struct When(Duration);

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_zero() { f.write_str("now") } else { write!(f, "in {:.1?}", self.0) }
    }
}

/// Who hears of events.
pub trait Journal {
    /// Something happened. Must not block for long: the process does nothing else meanwhile.
    fn record(&mut self, event: &Event);
}

/// Writes events to standard error, a line each.
#[derive(Clone, Copy, Debug, Default)]
pub struct Stderr;

impl Journal for Stderr {
    fn record(&mut self, event: &Event) {
        let line = format!("highper[{}]: {event}\n", own_pid());
        // One write a line, so that lines of several processes do not mix. Whoever closed standard error wants none.
        let _ = std::io::stderr().write_all(line.as_bytes());
    }
}
