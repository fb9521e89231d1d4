//! What can be asked of a master on its control socket, one line a connection:
//!
//! | line | answer |
//! |---|---|
//! | `status` | one line of JSON |
//! | `reload` | `ok GENERATION` when it alone accepts connections, or `failed REASON` |
//! | `stop` | `ok`; it drains, until its deadline at the latest |
//! | `quit` | `ok`; it drains without a limit |
//! | `end` | `ok`; everything ends at once |
//! | `reopen` | `ok`; log files are opened anew |
//! | `takeover` | its listeners; then it waits for the line `done`, and drains |
//!
//! Anything else is answered by `error` and what is wrong.

use super::control::Wish;
use super::handover;
use super::{Master, Phase, Stage};
use crate::process::admin;
use crate::process::journal::Event;
use std::io::Write;
use std::time::{Duration, Instant};

/// How long a reload that has succeeded waits for the workers before to stop accepting. They do at their next turn.
const QUIET_TIME: Duration = Duration::from_secs(2);

impl Master {
    pub(super) fn serve_control(&mut self) {
        let Some(control) = &mut self.control else { return };
        for (client, line) in control.turn() {
            match self.asked(client, &line) {
                Reply::Now(answer) => self.answer(client, &answer),
                Reply::Later(wish) => self.wait_for(client, wish),
            }
        }
        self.tell_of_quiet();
        if let Some(control) = &mut self.control {
            control.forget(Instant::now());
        }
    }

    fn asked(&mut self, client: usize, line: &str) -> Reply {
        let is_successor = self.wish(client) == Some(Wish::Succeed);
        let is_stopping = self.phase != Phase::Running;
        match line {
            "done" if is_successor => {
                self.hand_over();
                Reply::Now("ok".into())
            }
            "status" => Reply::Now(admin::status(&self.report())),
            "stop" | "quit" | "end" => {
                match line {
                    "stop" => self.stop(Some(self.config.supervision.drain_deadline), None),
                    "quit" => self.stop(None, None),
                    _ => self.end(),
                }
                Reply::Now("ok".into())
            }
            "reopen" => {
                self.reopen();
                Reply::Now("ok".into())
            }
            "reload" | "takeover" if is_stopping => Reply::Now("error the server stops".into()),
            "reload" | "takeover" if self.has_successor() => Reply::Now("error another master is taking over".into()),
            "reload" => {
                self.reload_wanted = true;
                // One that has begun to start may have read old code.
                Reply::Later(Wish::Reload(self.last_number + 1))
            }
            "takeover" if !self.records.iter().any(|record| matches!(record.stage, Stage::Ready(_))) => {
                Reply::Now("error no generation is ready yet".into())
            }
            "takeover" => match self.give_listeners(client) {
                Ok(()) => Reply::Later(Wish::Succeed),
                Err(error) => Reply::Now(format!("error {error}")),
            },
            _ => Reply::Now("error unknown request".into()),
        }
    }

    fn wish(&self, client: usize) -> Option<Wish> {
        self.control.as_ref()?.clients.get(client).map(|client| client.wish)
    }

    fn has_successor(&self) -> bool {
        self.control.as_ref().is_some_and(|control| control.clients.iter().any(|client| client.wish == Wish::Succeed))
    }

    fn answer(&mut self, client: usize, answer: &str) {
        if let Some(client) = self.control.as_mut().and_then(|control| control.clients.get_mut(client)) {
            client.talk.finish(format!("{}\n", answer.trim_end()).as_bytes());
        }
    }

    fn wait_for(&mut self, client: usize, wish: Wish) {
        if let Some(client) = self.control.as_mut().and_then(|control| control.clients.get_mut(client)) {
            client.wish = wish;
            // What it waits for has limits of its own.
            client.talk.until = None;
        }
    }

    /// Tells those who have waited for this generation, or an earlier one, that it did not come to be ready.
    pub(super) fn refuse_reload(&mut self, number: u64, reason: &str) {
        let Some(control) = &mut self.control else { return };
        for client in &mut control.clients {
            if matches!(client.wish, Wish::Reload(wanted) if wanted <= number) {
                client.wish = Wish::None;
                client.talk.finish(format!("failed {}\n", reason.replace(['\r', '\n'], " ")).as_bytes());
            }
        }
    }

    /// A generation is ready. Those who have waited for it are told when the ones before accept nothing any more, so that whoever asks next
    /// is answered by new code; a worker that is busy for longer does not keep them waiting.
    pub(super) fn reloaded(&mut self, number: u64) {
        let Some(control) = &mut self.control else { return };
        for client in &mut control.clients {
            if matches!(client.wish, Wish::Reload(wanted) if wanted <= number) {
                client.wish = Wish::Quiet(number);
                client.talk.until = Instant::now().checked_add(QUIET_TIME);
            }
        }
    }

    fn tell_of_quiet(&mut self) {
        let Some(mut control) = self.control.take() else { return };
        let now = Instant::now();
        for client in &mut control.clients {
            if let Wish::Quiet(number) = client.wish
                && (self.is_alone(number) || client.talk.until.is_none_or(|until| until <= now))
            {
                client.wish = Wish::None;
                client.talk.until = now.checked_add(QUIET_TIME);
                client.talk.finish(format!("ok {number}\n").as_bytes());
            }
        }
        self.control = Some(control);
    }

    fn give_listeners(&mut self, client: usize) -> std::io::Result<()> {
        let Some(client) = self.control.as_mut().and_then(|control| control.clients.get_mut(client)) else {
            return Ok(());
        };
        let admin = self.admin.as_ref().map(super::AdminServer::listener).transpose()?;
        let listeners: Vec<_> = self.listeners.iter().chain(&admin).collect();
        handover::give(&client.talk.stream, &listeners)
    }

    /// Another master has everything. This one finishes what it has.
    fn hand_over(&mut self) {
        self.journal.record(&Event::HandedOver);
        self.is_handed_over = true;
        self.admin = None;
        self.stop(Some(self.config.supervision.drain_deadline), None);
    }

    /// This master's generation is ready: the one before it may go, and this one takes its files.
    pub(super) fn finish_takeover(&mut self) {
        let Some(mut predecessor) = self.predecessor.take() else { return };
        if let Err(error) = self.appear() {
            self.journal.record(&Event::Warning { text: error.to_string() });
        }
        if let Err(error) = predecessor.write_all(b"done\n") {
            self.journal
                .record(&Event::Warning { text: format!("the master before this one does not answer: {error}") });
        }
    }

    /// The master before this one has ended, though nobody has asked it to. Its listeners are here, so this one goes on.
    pub(super) fn watch_predecessor(&mut self) {
        let Some(predecessor) = &mut self.predecessor else { return };
        if handover::is_gone(predecessor) {
            self.predecessor = None;
            let text = "the master before this one is gone".to_owned();
            self.journal.record(&Event::Warning { text });
            if let Err(error) = self.appear() {
                self.journal.record(&Event::Warning { text: error.to_string() });
            }
        }
    }

    pub(super) fn serve_admin(&mut self) {
        let Some(mut admin) = self.admin.take() else { return };
        admin.turn(Instant::now(), || self.report());
        self.admin = Some(admin);
    }
}

enum Reply {
    Now(String),
    Later(Wish),
}
