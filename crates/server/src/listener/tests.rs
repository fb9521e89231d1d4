//! Listeners over real sockets of this machine.

use super::{ListenOptions, Listener, Peer};
use crate::address::Address;
use crate::sys::inherit::leave_behind;
use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::net::{SocketAddr, UnixListener, UnixStream};
use std::path::PathBuf;

fn open(address: &str, options: &ListenOptions) -> Result<Listener, super::ListenError> {
    let address: Address = address.parse().unwrap();
    Listener::open(&address, options).map(|mut listeners| {
        assert_eq!(listeners.len(), 1, "address: {address}");
        listeners.remove(0)
    })
}

/// A connection that was just made: it is there as soon as connect() returned.
fn accepted(listener: &Listener) -> (socket2::Socket, Peer) {
    listener.accept().unwrap()
}

/// A folder of its own, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("highper-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn socket(&self) -> PathBuf {
        self.0.join("app.sock")
    }

    fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(&self.0).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).unwrap();
    }
}

#[test]
fn a_port_is_listened_at() {
    for place in ["127.0.0.1:0", "[::1]:0"] {
        let listener = open(place, &ListenOptions::default()).unwrap();
        assert_eq!(listener.accept().unwrap_err().kind(), io::ErrorKind::WouldBlock, "address: {place}");
        let client = TcpStream::connect(listener.local().unwrap()).unwrap();
        let (socket, peer) = accepted(&listener);
        assert_eq!(peer, Peer::Tcp(client.local_addr().unwrap()), "address: {place}");
        assert!(socket.tcp_nodelay().unwrap(), "address: {place}");
        assert!(socket.nonblocking().unwrap(), "address: {place}");
    }
}

#[test]
fn a_port_is_shared_only_when_both_want_it() {
    let shared = ListenOptions { reuse_port: true, ..ListenOptions::default() };
    let first = open("127.0.0.1:0", &shared).unwrap();
    let place = first.local().unwrap().to_string();
    assert_eq!(open(&place, &shared).unwrap().local(), first.local());
    let error = open(&place, &ListenOptions::default()).unwrap_err();
    assert_eq!((error.step, error.cause.kind()), ("bind", io::ErrorKind::AddrInUse));
    assert!(error.to_string().starts_with(&format!("{place}: cannot bind: ")), "{error}");
}

#[test]
fn a_unix_socket_has_its_mode_and_leaves_nothing_behind() {
    let folder = Folder::new("mode");
    for mode in [0o600, 0o660, 0o666] {
        let options = ListenOptions { mode, ..ListenOptions::default() };
        let listener = open(&format!("unix:{}", folder.socket().display()), &options).unwrap();
        let found = std::fs::symlink_metadata(folder.socket()).unwrap();
        assert_eq!(found.permissions().mode() & 0o777, mode, "mode: {mode:o}");
        assert_eq!(folder.names(), ["app.sock"], "mode: {mode:o}");
        let mut client = UnixStream::connect(folder.socket()).unwrap();
        let (mut socket, peer) = accepted(&listener);
        assert_eq!(peer, Peer::Unix);
        client.write_all(b"x").unwrap();
        let mut byte = [0];
        socket.read_exact(&mut byte).unwrap();
        drop(listener);
        assert!(folder.names().is_empty(), "mode: {mode:o}: {:?}", folder.names());
    }
}

#[test]
fn the_owner_of_a_unix_socket_is_set() {
    let folder = Folder::new("owner");
    let place = format!("unix:{}", folder.socket().display());
    let own = std::fs::metadata(&folder.0).unwrap();
    // Anybody may give a file to himself; only root may give it away.
    let (user, group) = if own.uid() == 0 { (12345, 23456) } else { (own.uid(), own.gid()) };
    let options = ListenOptions { user: Some(user), group: Some(group), ..ListenOptions::default() };
    let _listener = open(&place, &options).unwrap();
    let found = std::fs::symlink_metadata(folder.socket()).unwrap();
    assert_eq!((found.uid(), found.gid()), (user, group));
}

#[test]
fn what_a_dead_server_left_is_replaced_and_nothing_else() {
    let folder = Folder::new("stale");
    let place = format!("unix:{}", folder.socket().display());
    let options = ListenOptions::default();

    drop(UnixListener::bind(folder.socket()).unwrap());
    assert_eq!(folder.names(), ["app.sock"]);
    let living = open(&place, &options).unwrap();
    UnixStream::connect(folder.socket()).unwrap();

    assert_eq!(open(&place, &options).unwrap_err().cause.kind(), io::ErrorKind::AddrInUse);
    UnixStream::connect(folder.socket()).unwrap();
    drop(living);

    std::fs::write(folder.socket(), "precious").unwrap();
    assert_eq!(open(&place, &options).unwrap_err().cause.kind(), io::ErrorKind::AlreadyExists);
    assert_eq!(std::fs::read(folder.socket()).unwrap(), b"precious");
    assert_eq!(folder.names(), ["app.sock"]);
}

#[test]
fn a_file_that_another_server_put_there_stays() {
    let folder = Folder::new("successor");
    let place = format!("unix:{}", folder.socket().display());
    let first = open(&place, &ListenOptions::default()).unwrap();
    std::fs::remove_file(folder.socket()).unwrap();
    let second = UnixListener::bind(folder.socket()).unwrap();
    drop(first);
    assert_eq!(folder.names(), ["app.sock"]);
    drop(second);

    std::fs::remove_file(folder.socket()).unwrap();
    let mut kept = open(&place, &ListenOptions::default()).unwrap();
    kept.keep_file();
    drop(kept);
    assert_eq!(folder.names(), ["app.sock"]);
}

#[test]
fn an_abstract_name_is_listened_at() {
    use std::os::linux::net::SocketAddrExt;
    let name = format!("highper-{}", std::process::id());
    let listener = open(&format!("unix:@{name}"), &ListenOptions::default()).unwrap();
    let _client = UnixStream::connect_addr(&SocketAddr::from_abstract_name(&name).unwrap()).unwrap();
    assert_eq!(accepted(&listener).1, Peer::Unix);
}

#[test]
fn a_listener_is_inherited_by_number() {
    let made = TcpListener::bind("127.0.0.1:0").unwrap();
    let place = made.local_addr().unwrap();
    let number = leave_behind(made.into(), 800);
    let listener = open(&format!("fd:{number}"), &ListenOptions::default()).unwrap();
    assert_eq!(listener.local(), Some(place));
    let _client = TcpStream::connect(place).unwrap();
    let (socket, _) = accepted(&listener);
    assert!(socket.tcp_nodelay().unwrap());
}

#[test]
fn what_does_not_listen_is_no_listener() {
    let (pipe, _writer) = io::pipe().unwrap();
    let (stream, _other) = UnixStream::pair().unwrap();
    let datagrams = UdpSocket::bind("127.0.0.1:0").unwrap();
    let cases = [("a pipe", OwnedFd::from(pipe)), ("a stream", stream.into()), ("datagrams", datagrams.into())];
    for (name, descriptor) in cases {
        assert!(descriptor.as_fd().try_clone_to_owned().is_ok());
        assert!(Listener::from_descriptor(descriptor).is_err(), "{name}");
    }
    assert_eq!(open("fd:999999", &ListenOptions::default()).unwrap_err().step, "take over");
}
