//! Descriptors of others in our epoll set. They are told of as long as they are ready (level-triggered), which mio does not offer: whoever watches
//! a stream may read a part of what is there and wait for the rest.

use std::io;
use std::os::fd::RawFd;

/// What a descriptor is watched for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Something can be read, or the end.
    pub read: bool,
    /// Something can be written.
    pub write: bool,
}

/// Begins to watch `number` in `epoll`; events come with `token`.
///
/// The number may be one that is not open, or of a regular file: that is told as an error.
pub fn add(epoll: RawFd, number: RawFd, token: u64, wanted: Wanted) -> io::Result<()> {
    control(epoll, libc::EPOLL_CTL_ADD, number, token, wanted)
}

/// Changes what `number` is watched for.
pub fn change(epoll: RawFd, number: RawFd, token: u64, wanted: Wanted) -> io::Result<()> {
    control(epoll, libc::EPOLL_CTL_MOD, number, token, wanted)
}

/// Ends it.
pub fn remove(epoll: RawFd, number: RawFd) -> io::Result<()> {
    control(epoll, libc::EPOLL_CTL_DEL, number, 0, Wanted::default())
}

fn control(epoll: RawFd, what: i32, number: RawFd, token: u64, wanted: Wanted) -> io::Result<()> {
    let read = if wanted.read { libc::EPOLLIN | libc::EPOLLRDHUP } else { 0 };
    let write = if wanted.write { libc::EPOLLOUT } else { 0 };
    let mut event = libc::epoll_event { events: u32::try_from(read | write).unwrap_or(0), u64: token };
    // SAFETY: the event lives through the call; a number that cannot be watched is told by -1.
    if unsafe { libc::epoll_ctl(epoll, what, number, &raw mut event) } == 0 {
        Ok(())
    } else {
        Err(io::Error::last_os_error())
    }
}
