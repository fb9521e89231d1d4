//! Signals as something to read: signalfd(2). And those that are not wanted at all.

use std::io;
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, FromRawFd, OwnedFd};

/// A write to a peer that is gone is an error then, as every caller here expects, and not the end of the process.
///
/// What is sent goes out with MSG_NOSIGNAL, but sendfile(2) has no such flag.
pub fn ignore_broken_pipes() {
    // SAFETY: SIG_IGN runs no code of ours.
    unsafe { libc::signal(libc::SIGPIPE, libc::SIG_IGN) };
}

/// Signals that wait to be read. They are blocked for the thread that made this, and for threads it starts later.
#[derive(Debug)]
pub struct Signals {
    descriptor: OwnedFd,
    set: libc::sigset_t,
}

impl Signals {
    /// Blocks `signals` and takes them from now on.
    pub fn take(signals: &[i32]) -> io::Result<Self> {
        let mut set = MaybeUninit::<libc::sigset_t>::uninit();
        // SAFETY: sigemptyset() fills the set it is given.
        let mut set = unsafe {
            libc::sigemptyset(set.as_mut_ptr());
            set.assume_init()
        };
        for &signal in signals {
            // SAFETY: the set is initialised; a number that is no signal is told by -1.
            if unsafe { libc::sigaddset(&raw mut set, signal) } != 0 {
                return Err(io::Error::last_os_error());
            }
        }
        // SAFETY: the set lives through the call, and the old mask is not asked for.
        let code = unsafe { libc::pthread_sigmask(libc::SIG_BLOCK, &raw const set, std::ptr::null_mut()) };
        if code != 0 {
            return Err(io::Error::from_raw_os_error(code));
        }
        // SAFETY: -1 asks for a new descriptor; the set lives through the call.
        let number = unsafe { libc::signalfd(-1, &raw const set, libc::SFD_NONBLOCK | libc::SFD_CLOEXEC) };
        if number < 0 {
            return Err(io::Error::last_os_error());
        }
        // SAFETY: the descriptor was just made and is known to nobody else.
        Ok(Self { descriptor: unsafe { OwnedFd::from_raw_fd(number) }, set })
    }

    /// The next signal that has come, if there is one.
    pub fn next(&self) -> io::Result<Option<i32>> {
        let mut info = MaybeUninit::<libc::signalfd_siginfo>::zeroed();
        let size = size_of::<libc::signalfd_siginfo>();
        // SAFETY: the pointer is to `size` bytes that may be written.
        let read = unsafe { libc::read(self.descriptor.as_raw_fd(), info.as_mut_ptr().cast(), size) };
        if usize::try_from(read) == Ok(size) {
            // SAFETY: it was zeroed, which is a value, and has now been written whole.
            let info = unsafe { info.assume_init() };
            return Ok(i32::try_from(info.ssi_signo).ok());
        }
        let error = io::Error::last_os_error();
        match error.kind() {
            io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted => Ok(None),
            _ => Err(error),
        }
    }
}

impl AsFd for Signals {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.descriptor.as_fd()
    }
}

impl Drop for Signals {
    /// Gives the signals back to their dispositions.
    fn drop(&mut self) {
        // SAFETY: the set is initialised and lives through the call.
        unsafe { libc::pthread_sigmask(libc::SIG_UNBLOCK, &raw const self.set, std::ptr::null_mut()) };
    }
}

#[cfg(test)]
mod tests {
    use super::Signals;

    #[test]
    fn a_signal_is_read_once() {
        // Of a kind that is ignored unless somebody asks for it, and sent to this thread alone: tests share a process.
        let signals = Signals::take(&[libc::SIGWINCH]).unwrap();
        assert_eq!(signals.next().unwrap(), None);
        // SAFETY: sends a signal to the thread that runs.
        unsafe { libc::pthread_kill(libc::pthread_self(), libc::SIGWINCH) };
        assert_eq!(signals.next().unwrap(), Some(libc::SIGWINCH));
        assert_eq!(signals.next().unwrap(), None);
    }

    #[test]
    fn what_is_no_signal_is_refused() {
        for number in [-1, 0, 1000] {
            assert!(Signals::take(&[number]).is_err(), "signal: {number}");
        }
    }
}
