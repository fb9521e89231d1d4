//! What a server's processes are told: what to listen on, how many workers, when to give up on one. Defaults and their reasons.

use super::codec::{Reader, Writer};
use super::listeners::Endpoint;
use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

/// The command that becomes a generation. `{generation}` in an argument or in the value of a variable stands for the number of the
/// descriptor that is to be given to [`super::Generation::run`].
#[derive(Clone, Debug, Default)]
pub struct Launch {
    /// The program; looked for in PATH if it has no slash.
    pub program: OsString,
    /// Its arguments.
    pub arguments: Vec<OsString>,
    /// Variables that are set beside the master's own.
    pub environment: Vec<(OsString, OsString)>,
    /// User and group of generations and workers, where the master is root and they are not to be.
    pub identity: Option<(u32, u32)>,
}

/// What a master is told.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where to listen. What a master that is replaced hands over is not bound again.
    pub endpoints: Vec<Endpoint>,
    /// Connections that the system keeps for a listener until they are accepted; Linux takes net.core.somaxconn if that is less.
    pub backlog: u32,
    /// What to start as a generation.
    pub launch: Launch,
    /// How generations look after their workers.
    pub supervision: Supervision,
    /// The socket by which this master can be asked to reload, to stop, for its status, and for its listeners.
    pub control: Option<PathBuf>,
    /// A file that is to contain the master's process number.
    pub pid_file: Option<PathBuf>,
    /// Where health, readiness and metrics are served.
    pub admin: Option<SocketAddr>,
    /// The control socket of a running master whose place this one takes.
    pub takeover: Option<PathBuf>,
}

impl Config {
    /// Workers of this command, as many as there are processors, and nothing to listen on yet.
    pub fn new(launch: Launch) -> Self {
        Self {
            endpoints: Vec::new(),
            backlog: 4096,
            launch,
            supervision: Supervision::default(),
            control: None,
            pid_file: None,
            admin: None,
            takeover: None,
        }
    }
}

/// How a generation looks after its workers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Supervision {
    /// Workers at least, and at first.
    pub min_workers: u32,
    /// Workers at most. There are listeners for so many.
    pub max_workers: u32,
    /// How long a worker may take until it is ready.
    pub boot_timeout: Duration,
    /// How many workers may die before any generation is given up that has never been ready.
    pub boot_attempts: u32,
    /// How long requests may take to their end after their worker was told to drain.
    pub drain_deadline: Duration,
    /// How long one turn of a worker's loop may take before it counts as hung. Zero: no worker does.
    pub hung_after: Duration,
    /// How long a worker has between SIGTERM and SIGKILL.
    pub term_grace: Duration,
    /// The wait before the second restart of a slot in succession. It doubles with each; the first is at once.
    pub backoff_first: Duration,
    /// The longest wait.
    pub backoff_most: Duration,
    /// A worker that served so long died for reasons of its own: the waits begin anew.
    pub backoff_reset: Duration,
    /// Requests after which a worker is replaced, give or take a tenth so that not all are at once. Zero: never.
    pub max_requests: u64,
    /// Bytes of memory of its own after which a worker is replaced. Zero: never.
    pub max_memory: u64,
    /// How often load is looked at.
    pub scaling_interval: Duration,
    /// The share of time that workers were busy, in percent, above which one more is started.
    pub scale_up_at: u32,
    /// The share below which one is drained.
    pub scale_down_at: u32,
    /// How many intervals in succession have to be below.
    pub scale_down_after: u32,
}

impl Default for Supervision {
    fn default() -> Self {
        let processors = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let workers = u32::try_from(processors).unwrap_or(1);
        Self {
            min_workers: workers,
            max_workers: workers,
            boot_timeout: Duration::from_secs(60),
            boot_attempts: 3,
            drain_deadline: Duration::from_secs(30),
            hung_after: Duration::from_secs(30),
            term_grace: Duration::from_secs(2),
            backoff_first: Duration::from_millis(100),
            backoff_most: Duration::from_secs(30),
            backoff_reset: Duration::from_secs(10),
            max_requests: 0,
            max_memory: 0,
            scaling_interval: Duration::from_secs(2),
            scale_up_at: 75,
            scale_down_at: 30,
            scale_down_after: 15,
        }
    }
}

impl Supervision {
    /// The same with numbers that contradict each other made sensible: at least one worker, no fewer at most than at least.
    #[must_use]
    pub fn sane(mut self) -> Self {
        self.min_workers = self.min_workers.clamp(1, MOST_WORKERS);
        self.max_workers = self.max_workers.clamp(self.min_workers, MOST_WORKERS);
        self.boot_attempts = self.boot_attempts.max(1);
        self.scaling_interval = self.scaling_interval.max(Duration::from_millis(10));
        self.backoff_most = self.backoff_most.max(self.backoff_first);
        self
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        writer.number(self.min_workers.into()).number(self.max_workers.into());
        writer.duration(self.boot_timeout).number(self.boot_attempts.into());
        writer.duration(self.drain_deadline).duration(self.hung_after).duration(self.term_grace);
        writer.duration(self.backoff_first).duration(self.backoff_most).duration(self.backoff_reset);
        writer.number(self.max_requests).number(self.max_memory);
        writer.duration(self.scaling_interval).number(self.scale_up_at.into());
        writer.number(self.scale_down_at.into()).number(self.scale_down_after.into());
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        Some(Self {
            min_workers: reader.small()?,
            max_workers: reader.small()?,
            boot_timeout: reader.duration()?,
            boot_attempts: reader.small()?,
            drain_deadline: reader.duration()?,
            hung_after: reader.duration()?,
            term_grace: reader.duration()?,
            backoff_first: reader.duration()?,
            backoff_most: reader.duration()?,
            backoff_reset: reader.duration()?,
            max_requests: reader.number()?,
            max_memory: reader.number()?,
            scaling_interval: reader.duration()?,
            scale_up_at: reader.small()?,
            scale_down_at: reader.small()?,
            scale_down_after: reader.small()?,
        })
    }
}

/// More workers than any machine is served by; what numbers are kept below.
pub const MOST_WORKERS: u32 = 512;
