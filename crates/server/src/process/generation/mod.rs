//! A generation: the program that a master has started. It forks its workers before anything else is loaded, and looks after them until it is
//! told to end. Every worker it ever has comes out of the same call, so all of them begin with the same fresh memory.

mod child;
mod lifecycle;
mod listening;
mod supervisor;

use super::journal::Journal;
use super::listeners::Listener;
use super::message::{SETUP_ROOM, Setup};
use super::statistics::Statistics;
use super::worker::Worker;
use crate::sys::process::channel::{Channel, Received};
use crate::sys::process::poll::Waiting;
use crate::sys::process::signals::Signals;
use crate::sys::process::spawn::take_inherited;
use std::io;
use std::os::fd::{AsFd, RawFd};
use std::sync::Arc;
use std::time::{Duration, Instant};
use supervisor::Supervisor;

/// What a process that called [`Generation::run`] is now.
#[derive(Debug)]
pub enum Outcome {
    /// A worker, just forked. It loads the application and serves.
    Worker(Box<Worker>),
    /// The generation itself, whose workers have all ended.
    Ended(Ended),
}

/// How a generation ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// It was told to.
    Drained,
    /// Its workers never became ready, which the master knows.
    Failed,
}

/// A generation's supervision.
#[derive(Debug)]
pub struct Generation;

/// What a generation reacts to. Interrupts of a terminal reach it as well, and are for the master alone; they are caught all the same, since
/// to ignore them would be inherited by whatever a worker executes.
const SIGNALS: [i32; 7] =
    [libc::SIGTERM, libc::SIGINT, libc::SIGQUIT, libc::SIGHUP, libc::SIGUSR1, libc::SIGUSR2, libc::SIGCHLD];

/// How long a master may take to say what the generation is. It has said so before the program was started.
const SETUP_TIME: Duration = Duration::from_secs(10);

impl Generation {
    /// Forks the workers of the master at the other end of this descriptor, and returns in each of them; and, when there are none any more,
    /// in the process that called it. To be called once, before threads are started or an application is loaded.
    ///
    /// # Errors
    /// What the system says; [`io::ErrorKind::InvalidData`] if the master is of another version.
    pub fn run(control: RawFd, journal: Box<dyn Journal>) -> io::Result<Outcome> {
        let channel = Channel::inherited(take_inherited(control)?);
        let setup = receive_setup(&channel)?;
        let mut listeners = Vec::with_capacity(setup.listeners.len());
        for (descriptor, description) in &setup.listeners {
            listeners.push(Listener { description: description.clone(), socket: take_inherited(*descriptor)? });
        }
        let statistics = Statistics::inherited(take_inherited(setup.statistics)?, setup.supervision.max_workers)?;
        let signals = Signals::catch(&SIGNALS)?;
        let mut supervisor = Supervisor::new(
            setup.generation,
            setup.supervision,
            channel,
            Arc::new(statistics),
            listeners,
            signals,
            journal,
        );
        supervisor.run()
    }
}

fn receive_setup(channel: &Channel) -> io::Result<Setup> {
    let until = Instant::now() + SETUP_TIME;
    let mut room = vec![0; SETUP_ROOM];
    loop {
        match channel.receive(&mut room) {
            Received::Message(length) => {
                let setup = room.get(..length).and_then(Setup::decode);
                return setup
                    .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "the master is of another version"));
            }
            Received::Closed => return Err(io::ErrorKind::UnexpectedEof.into()),
            Received::Nothing => {}
        }
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        let mut waiting = Waiting::default();
        waiting.watch(channel.as_fd(), false);
        waiting.wait(Some(left))?;
    }
}
