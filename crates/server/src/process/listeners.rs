//! The sockets that a master listens on: for TCP one a slot, so that the system spreads connections over the workers; for a Unix socket one in
//! all. They are kept as long as the master lives and handed to the one after it: closing one would lose the connections waiting in it.

use super::codec::{Reader, Writer};
use crate::address::Address;
use crate::listener::Activation;
use crate::sys::process::{rights, spawn};
use socket2::{Domain, Protocol, SockAddr, Socket, Type};
use std::fmt;
use std::fs;
use std::io;
use std::net::SocketAddr;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd, RawFd};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};

/// Something to listen on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Endpoint {
    /// An address and a port; with port 0 the system chooses one.
    Tcp(SocketAddr),
    /// A file, and the permissions it gets.
    Unix {
        /// Its path.
        path: PathBuf,
        /// As of chmod(2).
        mode: u32,
    },
    /// A socket that listens already and was inherited under this number, as systemd gives it. All workers share it.
    Descriptor(RawFd),
}

impl Endpoint {
    /// The endpoints of an address: several where it names sockets of systemd's. Files get these permissions.
    ///
    /// # Errors
    /// [`io::ErrorKind::NotFound`] if systemd gave no such socket, [`io::ErrorKind::Unsupported`] for abstract names, which any user of the
    /// machine can connect to.
    pub fn of(address: &Address, mode: u32) -> io::Result<Vec<Self>> {
        Self::among(address, mode, &Activation::of_this_process())
    }

    fn among(address: &Address, mode: u32, given: &Activation) -> io::Result<Vec<Self>> {
        let found: Vec<Self> = match address {
            Address::Tcp(address) => vec![Self::Tcp(*address)],
            Address::Unix(path) => vec![Self::Unix { path: path.clone(), mode }],
            Address::Descriptor(number) => vec![Self::Descriptor(*number)],
            Address::Systemd(name) => given.named(name).map(Self::Descriptor).collect(),
            Address::Abstract(_) => return Err(io::ErrorKind::Unsupported.into()),
        };
        if found.is_empty() { Err(io::ErrorKind::NotFound.into()) } else { Ok(found) }
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Endpoint::Tcp(address) => write!(f, "{address}"),
            Endpoint::Unix { path, .. } => write!(f, "unix:{}", path.display()),
            Endpoint::Descriptor(number) => write!(f, "fd:{number}"),
        }
    }
}

/// What a listener is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Description {
    /// The endpoint, as text, with the port that the system chose.
    pub endpoint: String,
    /// The slot whose worker accepts from it, or none if all of them share it.
    pub slot: Option<u32>,
}

impl Description {
    pub(super) fn write(&self, writer: &mut Writer) {
        writer.number(self.slot.map_or(u64::MAX, u64::from)).text(&self.endpoint);
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let slot = match reader.number()? {
            u64::MAX => None,
            slot => Some(slot.try_into().ok()?),
        };
        Some(Self { slot, endpoint: reader.text()? })
    }
}

/// A socket that listens.
#[derive(Debug)]
pub struct Listener {
    /// What for.
    pub description: Description,
    /// The socket: not blocking, closed on exec.
    pub socket: OwnedFd,
}

impl AsFd for Listener {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.socket.as_fd()
    }
}

/// Listeners for all endpoints, with as many slots. Those that are there already, from a master before this one, are taken over; those of
/// endpoints that are wanted no more are dropped.
///
/// # Errors
/// What the system says, with the endpoint. [`io::ErrorKind::AddrInUse`] also if another server of this user listens there, which the
/// system would allow, and share the connections between both.
pub fn listen(
    endpoints: &[Endpoint],
    slots: u32,
    backlog: u32,
    mut present: Vec<Listener>,
) -> io::Result<Vec<Listener>> {
    let backlog = i32::try_from(backlog).unwrap_or(i32::MAX);
    let mut listeners = Vec::new();
    for endpoint in endpoints {
        let name = endpoint.to_string();
        let (mut taken, others) = present.into_iter().partition(|listener| listener.description.endpoint == name);
        present = others;
        open(endpoint, slots, backlog, &mut taken)
            .map_err(|error| io::Error::new(error.kind(), format!("cannot listen on {endpoint}: {error}")))?;
        listeners.append(&mut taken);
    }
    Ok(listeners)
}

fn open(endpoint: &Endpoint, slots: u32, backlog: i32, listeners: &mut Vec<Listener>) -> io::Result<()> {
    match endpoint {
        Endpoint::Tcp(address) => open_tcp(*address, slots, backlog, listeners),
        Endpoint::Unix { path, mode } => {
            if listeners.is_empty() {
                let socket = open_unix(path, *mode, backlog)?;
                listeners
                    .push(Listener { description: Description { endpoint: endpoint.to_string(), slot: None }, socket });
            }
            Ok(())
        }
        Endpoint::Descriptor(number) => {
            if listeners.is_empty() {
                let socket = Socket::from(spawn::take_inherited(*number)?);
                socket.set_nonblocking(true)?;
                let description = Description { endpoint: endpoint.to_string(), slot: None };
                listeners.push(Listener { description, socket: socket.into() });
            }
            Ok(())
        }
    }
}

fn open_tcp(mut address: SocketAddr, slots: u32, backlog: i32, listeners: &mut Vec<Listener>) -> io::Result<()> {
    if listeners.is_empty() && address.port() != 0 {
        // Without SO_REUSEPORT this fails where anybody listens; with it, a second server of the same user would succeed.
        tcp_socket(address)?.bind(&address.into())?;
    }
    for slot in 0..slots {
        if listeners.iter().any(|listener| listener.description.slot == Some(slot)) {
            continue;
        }
        let socket = tcp_socket(address)?;
        socket.set_reuse_port(true)?;
        socket.bind(&address.into())?;
        socket.listen(backlog)?;
        if let Some(bound) = socket.local_addr()?.as_socket() {
            address = bound;
        }
        let description = Description { endpoint: Endpoint::Tcp(address).to_string(), slot: Some(slot) };
        listeners.push(Listener { description, socket: socket.into() });
    }
    Ok(())
}

fn tcp_socket(address: SocketAddr) -> io::Result<Socket> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM.nonblocking().cloexec(), Some(Protocol::TCP))?;
    socket.set_reuse_address(true)?;
    if address.is_ipv6() {
        // `[::]:80` beside `0.0.0.0:80` are two endpoints, on any system.
        socket.set_only_v6(true)?;
    }
    Ok(socket)
}

/// Listens on a path. A socket that nobody listens on any more is removed first; anything else that is there is not.
///
/// # Errors
/// [`io::ErrorKind::AddrInUse`] if somebody listens there, else what the system says.
pub fn open_unix(path: &Path, mode: u32, backlog: i32) -> io::Result<OwnedFd> {
    remove_stale(path)?;
    let socket = Socket::new(Domain::UNIX, Type::STREAM.nonblocking().cloexec(), None)?;
    // The file is private from its first moment, and opened up when it is there.
    rights::make_private(socket.as_fd())?;
    socket.bind(&SockAddr::unix(path)?)?;
    if mode != 0o600 {
        fs::set_permissions(path, fs::Permissions::from_mode(mode))?;
    }
    socket.listen(backlog)?;
    Ok(socket.into())
}

fn remove_stale(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::FileTypeExt;
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
        Ok(found) if !found.file_type().is_socket() => return Err(io::ErrorKind::AlreadyExists.into()),
        Ok(_) => {}
    }
    match UnixStream::connect(path) {
        Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => fs::remove_file(path),
        Err(error) => Err(error),
        Ok(_) => Err(io::ErrorKind::AddrInUse.into()),
    }
}

#[cfg(test)]
mod tests;
