//! Waiting for a few descriptors, by poll(2). It leaves nothing behind that a fork would share, as an epoll descriptor would be.

use std::io;
use std::os::fd::{AsRawFd, BorrowedFd};
use std::time::Duration;

/// Descriptors that are waited for, made anew for each wait.
#[derive(Default)]
pub struct Waiting(Vec<libc::pollfd>);

impl Waiting {
    /// Forgets all of them.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Waits for a descriptor to become readable, and writable if so asked. The number finds it again.
    pub fn watch(&mut self, descriptor: BorrowedFd<'_>, also_writable: bool) -> usize {
        let events = if also_writable { libc::POLLIN | libc::POLLOUT } else { libc::POLLIN };
        self.0.push(libc::pollfd { fd: descriptor.as_raw_fd(), events, revents: 0 });
        self.0.len().saturating_sub(1)
    }

    /// Waits until one is ready, a signal came or the time is over; without a time, as long as it takes.
    ///
    /// # Errors
    /// What the system says. A signal is no error.
    pub fn wait(&mut self, time: Option<Duration>) -> io::Result<()> {
        // Rounded up: a wait that ends before its time only begins again.
        let milliseconds =
            time.map_or(-1, |time| i32::try_from(time.as_nanos().div_ceil(1_000_000)).unwrap_or(i32::MAX));
        let count = libc::nfds_t::try_from(self.0.len()).map_err(|_| io::ErrorKind::InvalidInput)?;
        // SAFETY: the pointer is to `count` entries. Descriptors that were closed meanwhile are reported, not touched.
        let result = unsafe { libc::poll(self.0.as_mut_ptr(), count, milliseconds) };
        if result >= 0 {
            return Ok(());
        }
        for entry in &mut self.0 {
            entry.revents = 0;
        }
        match io::Error::last_os_error() {
            error if error.kind() == io::ErrorKind::Interrupted => Ok(()),
            error => Err(error),
        }
    }

    /// Whether something can be read of it, or will never be.
    pub fn is_readable(&self, number: usize) -> bool {
        self.has(number, libc::POLLIN | libc::POLLHUP | libc::POLLERR | libc::POLLNVAL)
    }

    /// Whether something can be written to it.
    pub fn is_writable(&self, number: usize) -> bool {
        self.has(number, libc::POLLOUT | libc::POLLERR)
    }

    fn has(&self, number: usize, events: libc::c_short) -> bool {
        self.0.get(number).is_some_and(|entry| entry.revents & events != 0)
    }
}
