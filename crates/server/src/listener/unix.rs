//! Unix sockets in the file system: permissions before anybody can connect, files that a dead server left behind, removal at the end.

use super::{ListenOptions, Step, step};
use socket2::{Domain, SockAddr, Socket, Type};
use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt, chown};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// Tells the temporary names of one process apart.
static COUNTER: AtomicU32 = AtomicU32::new(0);

/// The file of a socket. It is removed with this, by the process that made it, and only if it is still the same file.
#[derive(Debug)]
pub struct Entry {
    path: PathBuf,
    process: u32,
    identity: (u64, u64),
    kept: bool,
}

impl Entry {
    /// Leaves the file where it is.
    pub fn keep(&mut self) {
        self.kept = true;
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        let is_ours = !self.kept
            && self.process == std::process::id()
            && fs::symlink_metadata(&self.path).is_ok_and(|found| (found.dev(), found.ino()) == self.identity);
        if is_ours {
            // Whoever finds the file later takes it for what it is: a socket that nobody listens at.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Listens at `path`. The socket is made under another name in the same folder and gets its owner and mode there, then takes the place of what a dead
/// server may have left: at no time is there a socket with other permissions, nor none where there was one.
pub fn bind(path: &Path, options: &ListenOptions) -> Step<(Socket, Entry)> {
    step("take its place", refuse_living(path))?;
    let temporary = temporary_name(path);
    let made = bind_temporary(&temporary, options).and_then(|(socket, identity)| {
        step("put it in its place", fs::rename(&temporary, path))?;
        Ok((socket, Entry { path: path.to_owned(), process: std::process::id(), identity, kept: false }))
    });
    if made.is_err() {
        // It may not have come into being; the error that counts is the one that is returned.
        let _ = fs::remove_file(&temporary);
    }
    made
}

fn bind_temporary(path: &Path, options: &ListenOptions) -> Step<(Socket, (u64, u64))> {
    let socket = step("make a socket", Socket::new(Domain::UNIX, Type::STREAM, None))?;
    let address = step("bind", SockAddr::unix(path))?;
    step("bind", socket.bind(&address))?;
    if options.user.is_some() || options.group.is_some() {
        step("change its owner", chown(path, options.user, options.group))?;
    }
    step("change its mode", fs::set_permissions(path, Permissions::from_mode(options.mode)))?;
    step("listen", socket.listen(options.backlog))?;
    let found = step("look at it", fs::symlink_metadata(path))?;
    Ok((socket, (found.dev(), found.ino())))
}

/// A name beside `path` that is seldom longer: the limit of 107 bytes holds for it, too.
fn temporary_name(path: &Path) -> PathBuf {
    let number = COUNTER.fetch_add(1, Ordering::Relaxed);
    path.with_file_name(format!(".{:x}-{number:x}", std::process::id()))
}

/// Nothing is at `path`, or a socket that nobody listens at any more. Anything else stays where it is.
fn refuse_living(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
        Ok(found) if !found.file_type().is_socket() => return Err(io::Error::from(io::ErrorKind::AlreadyExists)),
        Ok(_) => {}
    }
    match UnixStream::connect(path) {
        Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
        Ok(_) => Err(io::Error::from(io::ErrorKind::AddrInUse)),
    }
}

/// A listener at a name of the abstract namespace.
pub fn abstract_socket(name: &[u8], options: &ListenOptions) -> Step<Socket> {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let socket = step("make a socket", Socket::new(Domain::UNIX, Type::STREAM, None))?;
    let mut path = vec![0];
    path.extend_from_slice(name);
    let address = step("bind", SockAddr::unix(OsStr::from_bytes(&path)))?;
    step("bind", socket.bind(&address))?;
    step("listen", socket.listen(options.backlog))?;
    step("set O_NONBLOCK", socket.set_nonblocking(true))?;
    Ok(socket)
}
