//! A pair of sockets that keeps messages whole (SOCK_SEQPACKET): how a process speaks with one that it made. Its end is noticed at once.

use super::{checked, checked_size};
use std::io;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, FromRawFd, OwnedFd};

/// One end of a channel. Neither sending nor receiving waits.
#[derive(Debug)]
pub struct Channel(OwnedFd);

/// What receiving comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Received {
    /// A message of so many bytes; what did not fit is lost.
    Message(usize),
    /// There is none.
    Nothing,
    /// There will be none: all holders of the other end are gone.
    Closed,
}

impl Channel {
    /// Both ends of a new channel.
    ///
    /// # Errors
    /// What the system says.
    pub fn pair() -> io::Result<(Self, Self)> {
        let mut ends = [-1; 2];
        let kind = libc::SOCK_SEQPACKET | libc::SOCK_CLOEXEC | libc::SOCK_NONBLOCK;
        // SAFETY: the pointer is to room for two descriptors, which belong to nobody else once they are made.
        unsafe {
            checked(libc::socketpair(libc::AF_UNIX, kind, 0, ends.as_mut_ptr()))?;
            Ok((Self(OwnedFd::from_raw_fd(ends[0])), Self(OwnedFd::from_raw_fd(ends[1]))))
        }
    }

    /// An end that was inherited.
    pub fn inherited(descriptor: OwnedFd) -> Self {
        Self(descriptor)
    }

    /// Sends a message.
    ///
    /// # Errors
    /// [`io::ErrorKind::WouldBlock`] if the other end leaves too much unread, [`io::ErrorKind::BrokenPipe`] if there is none.
    pub fn send(&self, message: &[u8]) -> io::Result<()> {
        let flags = libc::MSG_NOSIGNAL | libc::MSG_DONTWAIT;
        // SAFETY: the pointer and the length are those of one slice.
        checked_size(unsafe { libc::send(self.0.as_raw_fd(), message.as_ptr().cast(), message.len(), flags) }).map(drop)
    }

    /// Receives a message. An error of the socket is its end: nothing can be done with it any more.
    pub fn receive(&self, room: &mut [u8]) -> Received {
        loop {
            // SAFETY: the pointer and the length are those of one slice.
            let size =
                unsafe { libc::recv(self.0.as_raw_fd(), room.as_mut_ptr().cast(), room.len(), libc::MSG_DONTWAIT) };
            match checked_size(size) {
                Ok(0) => return Received::Closed,
                Ok(count) => return Received::Message(count),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Received::Nothing,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => return Received::Closed,
            }
        }
    }
}

impl AsFd for Channel {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.0.as_fd()
    }
}
