//! What processes ask of Linux: being made and reaped, signals, memory and sockets that they share. Faces without pointers; no policy.

pub mod channel;
pub mod clock;
pub mod memory;
pub mod poll;
pub mod rights;
pub mod signals;
pub mod spawn;
pub mod task;

use std::io;

/// What the C library says of a call that returns -1 when it failed.
fn checked(result: libc::c_int) -> io::Result<libc::c_int> {
    if result == -1 { Err(io::Error::last_os_error()) } else { Ok(result) }
}

/// The same for calls that return a size.
fn checked_size(result: libc::ssize_t) -> io::Result<usize> {
    usize::try_from(result).map_err(|_| io::Error::last_os_error())
}

#[cfg(test)]
mod tests;
