//! Reading and writing a connection, plain or encrypted, behind one face.

use socket2::Socket;
use std::fs::File;
use std::io::{self, IoSlice, Read};
use std::net::Shutdown;
use std::num::NonZeroUsize;
use std::os::fd::{AsRawFd, RawFd};

/// What a connection is read from and written to. Nothing blocks: WouldBlock says that the descriptor has to be waited for.
pub trait Stream {
    /// Reads what is there into `room`; 0 is the end.
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize>;

    /// Whether there is no more to read for now when fewer bytes were read than asked for (epoll(7), question 9).
    fn short_read_is_all(&self) -> bool;

    /// Writes of `parts` what fits. `more` says that something follows at once, so that a packet that is not full may wait for it.
    fn write(&mut self, parts: &[IoSlice<'_>], more: bool) -> io::Result<usize>;

    /// Writes of the file's `length` bytes from `offset` what fits. 0 says that the file ends before.
    fn send_file(&mut self, file: &File, offset: u64, length: usize) -> io::Result<usize>;

    /// Writes what it keeps itself. Done when nothing is left.
    fn flush(&mut self) -> io::Result<()>;

    /// Says to the peer that nothing more will come.
    fn shutdown(&mut self) -> io::Result<()>;

    /// The descriptor to wait for.
    fn descriptor(&self) -> RawFd;
}

/// The streams there are.
#[derive(Debug)]
pub enum Transport {
    /// Bytes as they are.
    Plain(Socket),
}

impl Stream for Transport {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(socket) => socket.read(room),
        }
    }

    fn short_read_is_all(&self) -> bool {
        match self {
            Self::Plain(_) => true,
        }
    }

    fn write(&mut self, parts: &[IoSlice<'_>], more: bool) -> io::Result<usize> {
        let flags = libc::MSG_NOSIGNAL | if more { libc::MSG_MORE } else { 0 };
        match self {
            Self::Plain(socket) => match parts {
                [part] => socket.send_with_flags(part, flags),
                _ => socket.send_vectored_with_flags(parts, flags),
            },
        }
    }

    fn send_file(&mut self, file: &File, offset: u64, length: usize) -> io::Result<usize> {
        let offset = usize::try_from(offset).map_err(|_| io::Error::from(io::ErrorKind::InvalidInput))?;
        match self {
            Self::Plain(socket) => match NonZeroUsize::new(length) {
                Some(length) => socket.sendfile(file, offset, Some(length)),
                None => Ok(0),
            },
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(_) => Ok(()),
        }
    }

    fn shutdown(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(socket) => socket.shutdown(Shutdown::Write),
        }
    }

    fn descriptor(&self) -> RawFd {
        match self {
            Self::Plain(socket) => socket.as_raw_fd(),
        }
    }
}
