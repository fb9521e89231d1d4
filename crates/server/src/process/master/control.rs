//! The control socket: a Unix socket for one user, on which one line is said and answered. What the lines do is in `requests`.

use super::conversation::Conversation;
use super::files::{OwnFile, beside};
use crate::process::listeners::open_unix;
use crate::sys::process::poll::Waiting;
use crate::sys::process::rights;
use crate::sys::process::task::own_user;
use std::fs;
use std::io;
use std::os::fd::AsFd;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::Path;
use std::time::{Duration, Instant};

/// Longer lines are nothing that could be asked for.
const LONGEST_LINE: usize = 256;

/// How long a client may take to ask. Answers take as long as what they are about.
const TIME: Duration = Duration::from_secs(10);

/// Clients at once. More wait.
const MOST_CLIENTS: usize = 64;

/// What a client waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wish {
    /// It has not asked yet.
    None,
    /// That a generation becomes ready whose number is this one or a later one.
    Reload(u64),
    /// That none of the generations before this one accepts anything, which is ready.
    Quiet(u64),
    /// It has the listeners, and says when its own generation is ready.
    Succeed,
}

/// One of them.
#[derive(Debug)]
pub(super) struct Client {
    pub(super) talk: Conversation<UnixStream>,
    pub(super) wish: Wish,
}

/// The socket and its clients.
#[derive(Debug)]
pub(super) struct ControlServer {
    listener: UnixListener,
    pub(super) clients: Vec<Client>,
    _file: OwnFile,
}

impl ControlServer {
    /// Listens at the path. A master that takes over another's place replaces its socket in one step; any other refuses to.
    pub(super) fn open(path: &Path, replaces: bool) -> io::Result<Self> {
        let describe = |error: io::Error| match error.kind() {
            io::ErrorKind::AddrInUse => {
                io::Error::new(error.kind(), format!("another server has the control socket {}", path.display()))
            }
            kind => io::Error::new(kind, format!("cannot open the control socket {}: {error}", path.display())),
        };
        let socket = if replaces {
            let new = beside(path);
            let socket = open_unix(&new, 0o600, 64).map_err(describe)?;
            fs::rename(&new, path).map_err(describe)?;
            socket
        } else {
            open_unix(path, 0o600, 64).map_err(describe)?
        };
        Ok(Self { listener: socket.into(), clients: Vec::new(), _file: OwnFile::at(path).map_err(describe)? })
    }

    /// Registers what is waited for, and says when the first client has waited long enough.
    pub(super) fn watch(&self, waiting: &mut Waiting) -> Option<Instant> {
        if self.clients.len() < MOST_CLIENTS {
            waiting.watch(self.listener.as_fd(), false);
        }
        for client in &self.clients {
            waiting.watch(client.talk.stream.as_fd(), client.talk.has_output());
        }
        self.clients.iter().filter_map(|client| client.talk.until).min()
    }

    /// Accepts, reads and writes. Gives the lines that came, with the numbers of whose they are.
    pub(super) fn turn(&mut self) -> Vec<(usize, String)> {
        while self.clients.len() < MOST_CLIENTS {
            let Ok((stream, _)) = self.listener.accept() else { break };
            // Only for this user and root. The file's mode says the same, but not for sockets that were passed on.
            let is_allowed = rights::peer(stream.as_fd()).is_ok_and(|peer| peer.user == 0 || peer.user == own_user());
            if is_allowed && stream.set_nonblocking(true).is_ok() {
                self.clients.push(Client { talk: Conversation::new(stream, TIME), wish: Wish::None });
            }
        }
        for client in &mut self.clients {
            client.talk.write();
            client.talk.read(LONGEST_LINE);
        }
        let mut lines = Vec::new();
        for (index, client) in self.clients.iter_mut().enumerate() {
            if let Some(end) = client.talk.input.iter().position(|byte| *byte == b'\n') {
                let line: Vec<u8> = client.talk.input.drain(..=end).collect();
                if !client.talk.is_answered() {
                    lines.push((index, String::from_utf8_lossy(&line).trim_end().to_owned()));
                }
            }
        }
        lines
    }

    /// Forgets clients that are gone or have been answered. Their numbers are other ones afterwards.
    pub(super) fn forget(&mut self, now: Instant) {
        self.clients.retain(|client| !client.talk.is_over(now));
    }
}
