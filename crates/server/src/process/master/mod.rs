//! The master: it owns the listeners, starts generations, and does what signals and the control socket ask for. It loads no application, so that
//! nothing of one can break it or grow in it.

mod admin_server;
mod control;
mod conversation;
mod files;
mod generations;
mod handover;
mod record;
mod requests;

use super::admin::{GenerationReport, Report};
use super::backoff::Backoff;
use super::config::Config;
use super::journal::{Event, Journal};
use super::listeners::{Listener, listen};
use super::statistics::Totals;
use crate::sys::process::poll::Waiting;
use crate::sys::process::signals::Signals;
use crate::sys::process::task;
use admin_server::AdminServer;
use control::ControlServer;
use files::PidFile;
use record::{Record, Stage};
use std::fmt;
use std::io;
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::time::{Duration, Instant};

/// What a master reacts to.
const SIGNALS: [i32; 7] =
    [libc::SIGTERM, libc::SIGINT, libc::SIGQUIT, libc::SIGHUP, libc::SIGUSR1, libc::SIGUSR2, libc::SIGCHLD];

/// Why a master ended that was not asked to.
#[derive(Debug)]
#[non_exhaustive]
pub enum MasterError {
    /// The first generation never became ready, and why.
    NotReady(String),
    /// The master whose place was to be taken refused, or is gone.
    Takeover(String),
    /// The system did not do what it had to.
    System(io::Error),
}

impl fmt::Display for MasterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            MasterError::NotReady(reason) => write!(f, "no worker became ready: {reason}"),
            MasterError::Takeover(reason) => write!(f, "cannot take over: {reason}"),
            MasterError::System(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for MasterError {}

impl From<io::Error> for MasterError {
    fn from(error: io::Error) -> Self {
        Self::System(error)
    }
}

/// Where a master is in its life.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Phase {
    Running,
    /// Everything drains. The text is why, if nobody has asked for it.
    Stopping(Option<String>),
}

/// A server's first process.
pub struct Master {
    config: Config,
    journal: Box<dyn Journal>,
    signals: Signals,
    listeners: Vec<Listener>,
    control: Option<ControlServer>,
    admin: Option<AdminServer>,
    pid_file: Option<PidFile>,
    /// The master whose place this one takes, until its own generation is ready.
    predecessor: Option<UnixStream>,
    /// Its listeners are another master's, too: what they are bound to is not removed.
    is_handed_over: bool,
    records: Vec<Record>,
    last_number: u64,
    phase: Phase,
    /// SIGTERM or SIGINT came; the next one ends everything at once.
    is_asked_to_stop: bool,
    has_been_ready: bool,
    reload_wanted: bool,
    /// When a generation is started in place of one that was lost.
    restart_at: Option<Instant>,
    backoff: Backoff,
    ended: Totals,
    reloads: u64,
    failed_reloads: u64,
    last_failure: Option<String>,
    started: Instant,
}

impl Master {
    /// Serves until it is told to stop. To be called in a process with one thread that has loaded no application.
    ///
    /// SIGTERM, SIGINT: drain, end after `drain_deadline` at the latest; a second one: end at once. SIGQUIT: drain without a limit. SIGHUP,
    /// SIGUSR2: reload. SIGUSR1: open log files anew.
    ///
    /// # Errors
    /// [`MasterError`]. All processes that were started have ended then.
    pub fn run(config: Config, journal: Box<dyn Journal>) -> Result<(), MasterError> {
        let mut master = Self::begin(config, journal)?;
        let served = master.serve();
        let Err(error) = served else { return Ok(()) };
        // Not even waiting works. What was started is not left behind.
        master.abandon();
        Err(error)
    }

    fn begin(mut config: Config, mut journal: Box<dyn Journal>) -> Result<Self, MasterError> {
        config.supervision = config.supervision.sane();
        let signals = Signals::catch(&SIGNALS)?;
        task::adopt_orphans()?;
        let (predecessor, present) = match &config.takeover {
            Some(path) => {
                let (stream, listeners) = handover::take(path)
                    .map_err(|error| MasterError::Takeover(format!("{}: {error}", path.display())))?;
                (Some(stream), listeners)
            }
            None => (None, Vec::new()),
        };
        let (admin, present) = AdminServer::open(config.admin, present)?;
        let listeners = listen(&config.endpoints, config.supervision.max_workers, config.backlog, present)?;
        let mut master = Self {
            signals,
            listeners,
            control: None,
            admin,
            pid_file: None,
            predecessor,
            is_handed_over: false,
            records: Vec::new(),
            last_number: 0,
            phase: Phase::Running,
            is_asked_to_stop: false,
            has_been_ready: false,
            reload_wanted: true,
            restart_at: None,
            backoff: Backoff::default(),
            ended: Totals::default(),
            reloads: 0,
            failed_reloads: 0,
            last_failure: None,
            started: Instant::now(),
            config,
            journal: Box::new(super::Stderr),
        };
        if master.predecessor.is_none() {
            master.appear()?;
        }
        journal.record(&Event::Listening { endpoints: master.endpoints() });
        master.journal = journal;
        Ok(master)
    }

    /// Makes the control socket and the pid file: from now on this is the master that they lead to.
    fn appear(&mut self) -> Result<(), MasterError> {
        let is_taking_over = self.config.takeover.is_some();
        if let Some(path) = &self.config.control {
            self.control = Some(ControlServer::open(path, is_taking_over)?);
        }
        if let Some(path) = &self.config.pid_file {
            self.pid_file = Some(PidFile::write(path)?);
        }
        Ok(())
    }

    fn serve(&mut self) -> Result<(), MasterError> {
        let mut waiting = Waiting::default();
        loop {
            let now = Instant::now();
            self.start_what_is_wanted(now);
            if self.records.is_empty()
                && let Phase::Stopping(why) = &self.phase
            {
                let why = why.clone();
                self.disappear();
                return why.map_or(Ok(()), |reason| Err(MasterError::NotReady(reason)));
            }
            self.wait(&mut waiting, now)?;
            self.hear_signals();
            for index in 0..self.records.len() {
                self.hear_generation(index);
            }
            self.reap();
            self.serve_control();
            self.serve_admin();
            self.watch_predecessor();
            self.enforce_deadlines(Instant::now());
        }
    }

    fn wait(&mut self, waiting: &mut Waiting, now: Instant) -> io::Result<()> {
        waiting.clear();
        waiting.watch(self.signals.as_fd(), false);
        for record in self.records.iter().filter(|record| !record.is_silent) {
            waiting.watch(record.channel.as_fd(), false);
        }
        let mut next: Vec<Instant> = self.records.iter().filter_map(Record::deadline).collect();
        next.extend(self.restart_at.filter(|time| *time > now));
        if let Some(control) = &self.control {
            next.extend(control.watch(waiting));
        }
        if let Some(admin) = &self.admin {
            next.extend(admin.watch(waiting));
        }
        if let Some(predecessor) = &self.predecessor {
            waiting.watch(predecessor.as_fd(), false);
        }
        let next = next.into_iter().min();
        waiting.wait(next.map(|next| next.saturating_duration_since(Instant::now())))
    }

    fn hear_signals(&mut self) {
        for signal in self.signals.take() {
            match signal {
                libc::SIGTERM | libc::SIGINT if self.is_asked_to_stop => self.end(),
                libc::SIGTERM | libc::SIGINT => {
                    self.is_asked_to_stop = true;
                    self.stop(Some(self.config.supervision.drain_deadline), None);
                }
                libc::SIGQUIT => self.stop(None, None),
                libc::SIGHUP | libc::SIGUSR2 => self.reload_wanted = true,
                libc::SIGUSR1 => self.reopen(),
                _ => {}
            }
        }
    }

    fn endpoints(&self) -> Vec<String> {
        let mut endpoints: Vec<String> =
            self.listeners.iter().map(|listener| listener.description.endpoint.clone()).collect();
        endpoints.dedup();
        endpoints
    }

    fn report(&self) -> Report {
        let generations = self.records.iter().map(|record| GenerationReport {
            pid: record.pid.unwrap_or(0),
            stage: record.stage_name(),
            is_current: matches!(record.stage, Stage::Ready(_)),
            numbers: record.statistics.snapshot(),
        });
        Report {
            pid: task::own_pid(),
            uptime: self.started.elapsed(),
            is_stopping: self.phase != Phase::Running,
            endpoints: self.endpoints(),
            generations: generations.collect(),
            ended: self.ended,
            reloads: self.reloads,
            failed_reloads: self.failed_reloads,
            last_failure: self.last_failure.clone(),
        }
    }

    /// Removes what led to this master, unless another has taken over.
    fn disappear(&mut self) {
        self.control = None;
        self.pid_file = None;
        if !self.is_handed_over {
            for path in self.listeners.iter().filter_map(|listener| listener.description.endpoint.strip_prefix("unix:"))
            {
                // That it is gone already is no harm.
                let _ = std::fs::remove_file(path);
            }
        }
    }

    /// Kills and reaps all that is left, for a bounded time.
    fn abandon(&mut self) {
        let until = Instant::now() + Duration::from_secs(5);
        self.end();
        while !self.records.is_empty() && Instant::now() < until {
            self.reap();
            self.enforce_deadlines(Instant::now());
            let mut waiting = Waiting::default();
            waiting.watch(self.signals.as_fd(), false);
            let _ = waiting.wait(Some(Duration::from_millis(50)));
            self.signals.take();
        }
        self.disappear();
    }
}
