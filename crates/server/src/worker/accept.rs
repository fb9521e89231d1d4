//! Accepting: bounded in a turn, stopped at the limits and for want of descriptors.

use super::{Kind, Place, Ready, Worker};
use crate::listener::{Listener, Peer};
use crate::stream::{Stream, Transport};
use crate::token::Source;
use mio::Interest;
use mio::unix::SourceFd;
use socket2::Socket;
use std::io;
use std::net::SocketAddr;
use std::os::fd::{AsFd, AsRawFd};

/// How accepting has ended.
enum Accepted {
    /// There may be more.
    More,
    /// Nobody waits.
    All,
    /// There is no descriptor left.
    Exhausted,
}

impl Worker {
    /// Accepts from `listener` from the next turn on. Says its number.
    pub fn listen(&mut self, listener: Listener) -> io::Result<u32> {
        let number = u32::try_from(self.listeners.len()).map_err(|_| io::Error::from(io::ErrorKind::QuotaExceeded))?;
        let descriptor = listener.as_fd().as_raw_fd();
        let token = Source::Listener(number).token();
        self.poll.registry().register(&mut SourceFd(&descriptor), token, Interest::READABLE)?;
        self.listeners.push(Place { listener, is_ready: false });
        Ok(number)
    }

    /// The addresses that it listens at; none in place of a Unix socket's.
    pub fn addresses(&self) -> impl Iterator<Item = Option<SocketAddr>> + '_ {
        self.listeners.iter().map(|place| place.listener.local())
    }

    pub(super) fn listener_event(&mut self, number: u32) {
        let place = usize::try_from(number).ok().and_then(|number| self.listeners.get_mut(number));
        if let Some(place) = place {
            place.is_ready = true;
        }
    }

    /// Whether another connection is allowed now.
    pub(super) fn may_accept(&self) -> bool {
        self.paused.is_none() && usize::try_from(self.stats.open).is_ok_and(|open| open < self.limits.connections)
    }

    /// Accepts from every listener where somebody waits.
    pub(super) fn accept_all(&mut self) {
        if self.paused.is_some_and(|until| until <= self.now) {
            self.paused = None;
        }
        for number in 0..self.listeners.len() {
            for _ in 0..self.limits.accept_per_turn {
                if !self.may_accept() || !self.listeners.get(number).is_some_and(|place| place.is_ready) {
                    break;
                }
                match self.accept_one(number) {
                    Accepted::More => {}
                    Accepted::All => {
                        if let Some(place) = self.listeners.get_mut(number) {
                            place.is_ready = false;
                        }
                    }
                    Accepted::Exhausted => self.pause(),
                }
            }
        }
    }

    fn accept_one(&mut self, number: usize) -> Accepted {
        let Some(place) = self.listeners.get(number) else { return Accepted::All };
        match place.listener.accept() {
            Ok((socket, peer)) => {
                self.admit(socket, peer, u32::try_from(number).unwrap_or(u32::MAX));
                Accepted::More
            }
            Err(error) => match error.raw_os_error() {
                Some(libc::EMFILE | libc::ENFILE | libc::ENOBUFS | libc::ENOMEM) => Accepted::Exhausted,
                // Nobody waits; or something is wrong with the listener itself, and would be so again at once.
                Some(libc::EAGAIN | libc::EBADF | libc::EINVAL | libc::ENOTSOCK | libc::EOPNOTSUPP) | None => {
                    Accepted::All
                }
                // The errors of a connection that is over already (accept(2)). The next one may be in order.
                Some(_) => Accepted::More,
            },
        }
    }

    /// Takes a connection in, unless its address has too many.
    fn admit(&mut self, socket: Socket, peer: Peer, listener: u32) {
        self.is_exhausted = false;
        let address = peer.address();
        if let (Some(address), Some(most)) = (address, self.limits.per_address)
            && !self.per_address.enter(address, most)
        {
            self.stats.refused = self.stats.refused.saturating_add(1);
            return;
        }
        let Some(place) = self.table.insert(Transport::Plain(socket), peer, listener) else {
            self.stats.refused = self.stats.refused.saturating_add(1);
            return;
        };
        self.stats.accepted = self.stats.accepted.saturating_add(1);
        self.stats.open = self.stats.open.saturating_add(1);
        let Some(slot) = self.table.get_mut(place) else { return };
        let Some(stream) = slot.stream.as_ref() else { return };
        let token = Source::Connection(place, slot.serial).token();
        // Both, once and for all: an edge tells of room to write only to whoever has met a full buffer.
        let wanted = Interest::READABLE | Interest::WRITABLE;
        if self.poll.registry().register(&mut SourceFd(&stream.descriptor()), token, wanted).is_err() {
            return self.remove(place);
        }
        self.timeouts.start(place, Kind::Idle.queue(), self.now);
    }

    /// There is no descriptor left. Connections that have been idle for longest give up theirs, and accepting waits a little.
    fn pause(&mut self) {
        self.paused = Some(self.now.after(self.limits.exhausted_pause));
        self.stats.exhausted = self.stats.exhausted.saturating_add(1);
        if !std::mem::replace(&mut self.is_exhausted, true) {
            self.ready.push_back(Ready::Exhausted);
        }
        for _ in 0..self.limits.accept_per_turn {
            let Some(place) = self.timeouts.first(Kind::Idle.queue()) else { break };
            if self.table.get(place).is_none_or(|slot| slot.exchange.is_some() || slot.flags.readable) {
                break;
            }
            self.remove(place);
        }
    }
}
