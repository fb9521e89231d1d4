//! Options of TCP sockets that socket2 does not have.

use std::ffi::c_int;
use std::io;
use std::os::fd::{AsRawFd, BorrowedFd};
use std::time::Duration;

/// A listener wakes nobody before the peer has sent something, or the time has passed (tcp(7), TCP_DEFER_ACCEPT).
///
/// It saves a turn of the loop for a connection that comes with its request. A connection that was opened in advance, as browsers do, is not seen
/// by the server meanwhile, and so neither counted nor timed out by it.
pub fn set_defer_accept(listener: BorrowedFd<'_>, time: Duration) -> io::Result<()> {
    let seconds = c_int::try_from(time.as_secs()).unwrap_or(c_int::MAX);
    set(listener, libc::TCP_DEFER_ACCEPT, seconds)
}

fn set(socket: BorrowedFd<'_>, option: c_int, value: c_int) -> io::Result<()> {
    let length = libc::socklen_t::try_from(size_of::<c_int>()).unwrap_or(0);
    // SAFETY: the pointer and the length are those of `value`, which lives through the call.
    let result =
        unsafe { libc::setsockopt(socket.as_raw_fd(), libc::IPPROTO_TCP, option, (&raw const value).cast(), length) };
    if result == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
}
