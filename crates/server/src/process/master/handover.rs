//! Listeners from one master to the next: over its control socket, as descriptors (SCM_RIGHTS). A frame is its length in four bytes, with which
//! the descriptors come, and their descriptions. An empty frame is the end.

use crate::process::codec::{Reader, Writer};
use crate::process::listeners::{Description, Listener};
use crate::sys::process::rights;
use std::io::{self, ErrorKind, Read, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::Duration;

/// The line before the frames. The number changes with what the frames contain.
const GREETING: &str = "listeners 1\n";

/// Listeners in a frame: fewer than descriptors that may go in one message.
const IN_A_FRAME: usize = 128;

/// More is no description of so many listeners.
const LONGEST_FRAME: usize = 256 << 10;

/// How long one side waits for the other.
const TIME: Duration = Duration::from_secs(5);

/// Gives listeners to whoever has asked for them. Both have them then.
pub(super) fn give(stream: &UnixStream, listeners: &[&Listener]) -> io::Result<()> {
    stream.set_nonblocking(false)?;
    stream.set_write_timeout(Some(TIME))?;
    let given = give_all(stream, listeners);
    stream.set_nonblocking(true)?;
    given
}

fn give_all(mut stream: &UnixStream, listeners: &[&Listener]) -> io::Result<()> {
    stream.write_all(GREETING.as_bytes())?;
    for part in listeners.chunks(IN_A_FRAME) {
        let mut writer = Writer::default();
        for listener in part {
            listener.description.write(&mut writer);
        }
        let bytes = writer.into_bytes();
        let length = u32::try_from(bytes.len()).map_err(|_| ErrorKind::InvalidInput)?.to_le_bytes();
        let descriptors: Vec<BorrowedFd<'_>> = part.iter().map(AsFd::as_fd).collect();
        let sent = rights::send(stream.as_fd(), &length, &descriptors)?;
        stream.write_all(length.get(sent..).unwrap_or_default())?;
        stream.write_all(&bytes)?;
    }
    stream.write_all(&[0; 4])
}

/// Takes the listeners of the master with this control socket. The connection is its promise to go on until it hears `done`, or, should this
/// one end before, for good.
pub(super) fn take(path: &Path) -> io::Result<(UnixStream, Vec<Listener>)> {
    let mut stream = UnixStream::connect(path)?;
    stream.set_read_timeout(Some(TIME))?;
    stream.write_all(b"takeover\n")?;
    let greeting = line(&mut stream)?;
    if greeting != GREETING.trim_end() {
        return Err(io::Error::other(greeting.strip_prefix("error ").unwrap_or("it is of another version").to_owned()));
    }
    let mut listeners = Vec::new();
    loop {
        let mut length = [0; 4];
        let (count, descriptors) = rights::receive(stream.as_fd(), &mut length)?;
        if count == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        stream.read_exact(length.get_mut(count..).unwrap_or_default())?;
        let length = usize::try_from(u32::from_le_bytes(length)).map_err(|_| ErrorKind::InvalidData)?;
        if length == 0 {
            stream.set_nonblocking(true)?;
            return Ok((stream, listeners));
        }
        if length > LONGEST_FRAME {
            return Err(ErrorKind::InvalidData.into());
        }
        let mut bytes = vec![0; length];
        stream.read_exact(&mut bytes)?;
        let mut reader = Reader::new(&bytes);
        for socket in descriptors {
            let description = Description::read(&mut reader).ok_or(ErrorKind::InvalidData)?;
            listeners.push(Listener { description, socket });
        }
        if !reader.is_empty() {
            return Err(ErrorKind::InvalidData.into());
        }
    }
}

/// One line, read byte by byte so that nothing behind it is taken.
fn line(stream: &mut UnixStream) -> io::Result<String> {
    let mut line = Vec::new();
    let mut byte = [0];
    while line.len() < 1024 {
        stream.read_exact(&mut byte)?;
        if byte == *b"\n" {
            break;
        }
        line.extend_from_slice(&byte);
    }
    Ok(String::from_utf8_lossy(&line).into_owned())
}

/// Whether the other side has closed its end.
pub(super) fn is_gone(stream: &mut UnixStream) -> bool {
    let mut byte = [0];
    match stream.read(&mut byte) {
        Ok(count) => count == 0,
        Err(error) => !matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted),
    }
}
