//! Sockets that listen: made for an address, or taken over from whoever started the process. Accepting from them.

mod activation;
mod unix;

pub use activation::{Activation, FIRST_ACTIVATED};

use crate::address::Address;
use crate::sys::{inherit, tcp};
use socket2::{Domain, Protocol, Socket, Type};
use std::ffi::c_int;
use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::Path;
use std::time::Duration;
use unix::Entry;

/// How to listen.
#[derive(Clone, Debug)]
pub struct ListenOptions {
    /// Connections that may wait to be accepted. The kernel takes the smaller of this and `net.core.somaxconn`.
    pub backlog: c_int,
    /// Several sockets share a TCP port, and the kernel deals connections out among them (socket(7), SO_REUSEPORT).
    pub reuse_port: bool,
    /// Wake for a TCP connection only when its first bytes are there. None: at once.
    pub defer_accept: Option<Duration>,
    /// The permissions of a Unix socket; of who made it alone, unless told otherwise.
    pub mode: u32,
    /// The user a Unix socket is given to.
    pub user: Option<u32>,
    /// The group it is given to.
    pub group: Option<u32>,
}

impl Default for ListenOptions {
    fn default() -> Self {
        Self { backlog: 4096, reuse_port: false, defer_accept: None, mode: 0o600, user: None, group: None }
    }
}

/// A listener could not be made: where, and why.
#[derive(Debug)]
pub struct ListenError {
    /// The address as it is written.
    pub address: String,
    /// What was to be done.
    pub step: &'static str,
    /// What the system said.
    pub cause: io::Error,
}

impl fmt::Display for ListenError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: cannot {}: {}", self.address, self.step, self.cause)
    }
}

impl std::error::Error for ListenError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.cause)
    }
}

/// Who is at the other end of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Peer {
    /// An address and a port.
    Tcp(SocketAddr),
    /// A process of this machine, over a Unix socket.
    Unix,
}

impl Peer {
    /// Its IP address.
    pub const fn address(&self) -> Option<IpAddr> {
        match self {
            Self::Tcp(address) => Some(address.ip()),
            Self::Unix => None,
        }
    }
}

/// A socket that listens. It does not block.
#[derive(Debug)]
pub struct Listener {
    socket: Socket,
    local: Option<SocketAddr>,
    entry: Option<Entry>,
}

type Step<T> = Result<T, (&'static str, io::Error)>;

fn step<T>(name: &'static str, result: io::Result<T>) -> Step<T> {
    result.map_err(|cause| (name, cause))
}

impl Listener {
    /// Listens at `address`. A name of systemd's may stand for several sockets, everything else for one.
    pub fn open(address: &Address, options: &ListenOptions) -> Result<Vec<Self>, ListenError> {
        let opened = match address {
            Address::Tcp(place) => Self::tcp(*place, options).map(|listener| vec![listener]),
            Address::Unix(path) => Self::unix(path, options).map(|listener| vec![listener]),
            Address::Abstract(name) => {
                unix::abstract_socket(name, options).map(|socket| vec![Self { socket, local: None, entry: None }])
            }
            Address::Descriptor(number) => step("take over", inherit::adopt(*number))
                .and_then(Self::from_descriptor)
                .map(|listener| vec![listener]),
            Address::Systemd(name) => Self::systemd(name),
        };
        opened.map_err(|(step, cause)| ListenError { address: address.to_string(), step, cause })
    }

    fn tcp(place: SocketAddr, options: &ListenOptions) -> Step<Self> {
        let socket = step("make a socket", Socket::new(Domain::for_address(place), Type::STREAM, Some(Protocol::TCP)))?;
        // A server that was restarted need not wait for the last connections of the one before it.
        step("set SO_REUSEADDR", socket.set_reuse_address(true))?;
        if options.reuse_port {
            step("set SO_REUSEPORT", socket.set_reuse_port(true))?;
        }
        if place.is_ipv6() {
            // "[::]:80" and "0.0.0.0:80" can then stand side by side, whatever net.ipv6.bindv6only says.
            step("set IPV6_V6ONLY", socket.set_only_v6(true))?;
        }
        if let Some(time) = options.defer_accept {
            step("set TCP_DEFER_ACCEPT", tcp::set_defer_accept(socket.as_fd(), time))?;
        }
        step("bind", socket.bind(&place.into()))?;
        step("listen", socket.listen(options.backlog))?;
        Self::ready(socket, None)
    }

    fn unix(path: &Path, options: &ListenOptions) -> Step<Self> {
        let (socket, entry) = unix::bind(path, options)?;
        Self::ready(socket, Some(entry))
    }

    fn systemd(name: &str) -> Step<Vec<Self>> {
        let given = Activation::of_this_process();
        let mut found = Vec::new();
        for number in given.named(name) {
            found.push(Self::from_descriptor(step("take over", inherit::adopt(number))?)?);
        }
        if found.is_empty() {
            return Err(("find it among what systemd gave", io::Error::from(io::ErrorKind::NotFound)));
        }
        Ok(found)
    }

    /// Takes over a descriptor, which must be a stream socket that listens.
    pub fn from_descriptor(descriptor: OwnedFd) -> Step<Self> {
        let socket = Socket::from(descriptor);
        let is_listener = step("ask what it is", socket.is_listener())?;
        if !is_listener || step("ask what it is", socket.r#type())? != Type::STREAM {
            return Err(("listen", io::Error::from(io::ErrorKind::InvalidInput)));
        }
        Self::ready(socket, None)
    }

    fn ready(socket: Socket, entry: Option<Entry>) -> Step<Self> {
        step("set O_NONBLOCK", socket.set_nonblocking(true))?;
        let local = step("ask for its address", socket.local_addr())?.as_socket();
        if local.is_some() {
            // Connections inherit it (tcp(7)): one call for all of them.
            step("set TCP_NODELAY", socket.set_tcp_nodelay(true))?;
        }
        Ok(Self { socket, local, entry })
    }

    /// The address it listens at, with the port that the kernel chose; none for a Unix socket.
    pub fn local(&self) -> Option<SocketAddr> {
        self.local
    }

    /// Leaves the file of a Unix socket where it is when this is dropped: somebody else goes on listening.
    pub fn keep_file(&mut self) {
        if let Some(entry) = &mut self.entry {
            entry.keep();
        }
    }

    /// The next connection that waits, which does not block and is closed on exec. WouldBlock when there is none.
    pub fn accept(&self) -> io::Result<(Socket, Peer)> {
        let (socket, address) = self.socket.accept4(libc::SOCK_NONBLOCK | libc::SOCK_CLOEXEC)?;
        Ok((socket, address.as_socket().map_or(Peer::Unix, Peer::Tcp)))
    }
}

impl AsFd for Listener {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.socket.as_fd()
    }
}

#[cfg(test)]
mod tests;
