//! What a master says of itself: health, readiness and metrics for machines, a status for people. Text only; who serves it is elsewhere.

mod metrics;
mod status;

pub use metrics::metrics;
pub use status::status;

use super::statistics::{GenerationSnapshot, State, Totals};
use crate::sys::process::task::Pid;
use std::time::Duration;

/// A master at one moment.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Its process.
    pub pid: Pid,
    /// How long it has run.
    pub uptime: Duration,
    /// Whether it was told to end.
    pub is_stopping: bool,
    /// What it listens on.
    pub endpoints: Vec<String>,
    /// Generations that are ready, starting or draining, the oldest first.
    pub generations: Vec<GenerationReport>,
    /// What generations counted that have ended.
    pub ended: Totals,
    /// Reloads that came to a new generation.
    pub reloads: u64,
    /// Generations that never became ready.
    pub failed_reloads: u64,
    /// Why the last of them did not.
    pub last_failure: Option<String>,
}

/// A generation of it.
#[derive(Clone, Debug, Default)]
pub struct GenerationReport {
    /// Its process; 0 when it has ended and some of its workers have not.
    pub pid: Pid,
    /// Where it is in its life, in one word.
    pub stage: &'static str,
    /// Whether new connections are for it.
    pub is_current: bool,
    /// Its numbers.
    pub numbers: GenerationSnapshot,
}

impl Report {
    /// Whether connections are accepted and answered: some worker of the current generation serves, and nobody has asked to stop.
    pub fn is_ready(&self) -> bool {
        let mut current = self.generations.iter().filter(|generation| generation.is_current);
        !self.is_stopping && current.any(|generation| generation.numbers.count(State::Serving) > 0)
    }

    /// All that was ever counted.
    pub fn totals(&self) -> Totals {
        self.generations.iter().fold(self.ended, |sum, generation| sum.plus(&generation.numbers.totals()))
    }
}

/// An answer to a request for one of the pages: status, media type, text.
pub type Page = (u16, &'static str, String);

/// The page of a path: `/health` (or `/livez`), `/ready` (or `/readyz`), `/metrics`, `/status`. None for any other.
pub fn page(path: &str, report: &Report) -> Option<Page> {
    const PLAIN: &str = "text/plain; charset=utf-8";
    // Nobody adds caches or types to these two: a status is what probes look at.
    match path {
        // That it is answered at all is the news: the master's loop runs. A generation that fails is for /ready; to restart the
        // master would not heal it.
        "/health" | "/healthz" | "/livez" => Some((200, PLAIN, "ok\n".into())),
        "/ready" | "/readyz" if report.is_ready() => Some((200, PLAIN, "ready\n".into())),
        "/ready" | "/readyz" if report.is_stopping => Some((503, PLAIN, "stopping\n".into())),
        "/ready" | "/readyz" => Some((503, PLAIN, "no worker is ready\n".into())),
        "/metrics" => Some((200, "text/plain; version=0.0.4; charset=utf-8", metrics(report))),
        "/status" => Some((200, "application/json", status(report))),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
