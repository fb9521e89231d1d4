//! Signals as bytes in a pipe. A handler writes them, so nothing is masked for good: programs that an application starts begin with the usual
//! dispositions, which a mask for signalfd(2) would take from them.

use super::checked;
use std::fs::File;
use std::io::{self, Read};
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, FromRawFd, OwnedFd};
use std::sync::atomic::{AtomicI32, Ordering};

/// The end of the pipe that the handler writes to, or -1.
static PIPE: AtomicI32 = AtomicI32::new(-1);

/// The process that reads the pipe. A child shares it until exec, and must not speak for its parent.
static OWNER: AtomicI32 = AtomicI32::new(0);

extern "C" fn on_signal(signal: libc::c_int) {
    // SAFETY: all of these may be called from a handler (signal-safety(7)), and errno is as it was in the end. A full pipe loses a signal
    // of which its reader has 65,536 to look at first.
    unsafe {
        let errno = libc::__errno_location();
        let saved = *errno;
        if libc::getpid() == OWNER.load(Ordering::Relaxed) {
            let byte = u8::try_from(signal).unwrap_or(0);
            libc::write(PIPE.load(Ordering::Relaxed), (&raw const byte).cast(), 1);
        }
        *errno = saved;
    }
}

/// Signals of this process that are caught, and the pipe where they can be read. One at a time in a process.
#[derive(Debug)]
pub struct Signals {
    reader: File,
    writer: OwnedFd,
    before: Vec<(i32, Disposition)>,
}

struct Disposition(libc::sigaction);

impl std::fmt::Debug for Disposition {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Disposition")
    }
}

impl Signals {
    /// Catches these signals. What was done on them before is done again when the value is dropped.
    ///
    /// # Errors
    /// What the system says; a signal that cannot be caught is an invalid input to it.
    pub fn catch(signals: &[i32]) -> io::Result<Self> {
        let (reader, writer) = pipe()?;
        let mut caught = Self { reader, writer, before: Vec::with_capacity(signals.len()) };
        caught.publish();
        for signal in signals {
            caught.also(*signal)?;
        }
        Ok(caught)
    }

    /// Catches one more.
    ///
    /// # Errors
    /// What the system says.
    pub fn also(&mut self, signal: i32) -> io::Result<()> {
        if self.before.iter().any(|(known, _)| *known == signal) {
            return Ok(());
        }
        let mut old = MaybeUninit::<libc::sigaction>::zeroed();
        // SAFETY: zeros are a valid `sigaction`; the handler is a function of the signature that flags without SA_SIGINFO ask for, and does
        // only what a handler may. `old` is room for one `sigaction`, filled when the call succeeds.
        let old = unsafe {
            let mut action = MaybeUninit::<libc::sigaction>::zeroed().assume_init();
            action.sa_sigaction = on_signal as extern "C" fn(libc::c_int) as usize;
            action.sa_flags = libc::SA_RESTART | if signal == libc::SIGCHLD { libc::SA_NOCLDSTOP } else { 0 };
            libc::sigfillset(&raw mut action.sa_mask);
            checked(libc::sigaction(signal, &raw const action, old.as_mut_ptr()))?;
            old.assume_init()
        };
        self.before.push((signal, Disposition(old)));
        Ok(())
    }

    /// Gives this process, a fork of the one that made the value, a pipe of its own. Signals are to be [`Held`] around both.
    ///
    /// # Errors
    /// What the system says.
    pub fn reopen(&mut self) -> io::Result<()> {
        (self.reader, self.writer) = pipe()?;
        self.publish();
        Ok(())
    }

    /// The signals that came since it was asked last, in their order.
    pub fn take(&mut self) -> Vec<i32> {
        let mut taken = Vec::new();
        let mut room = [0_u8; 64];
        while let Ok(count) = self.reader.read(&mut room) {
            if count == 0 {
                break;
            }
            taken.extend(room.iter().take(count).map(|byte| i32::from(*byte)));
        }
        taken
    }

    fn publish(&self) {
        // SAFETY: has no preconditions.
        OWNER.store(unsafe { libc::getpid() }, Ordering::Relaxed);
        PIPE.store(self.writer.as_raw_fd(), Ordering::Relaxed);
    }
}

impl AsFd for Signals {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.reader.as_fd()
    }
}

impl Drop for Signals {
    fn drop(&mut self) {
        for (signal, Disposition(action)) in &self.before {
            // SAFETY: the action is one that the system itself gave for this signal.
            unsafe { libc::sigaction(*signal, action, std::ptr::null_mut()) };
        }
        // Only what is still this value's: another may have been made since.
        let _ = PIPE.compare_exchange(self.writer.as_raw_fd(), -1, Ordering::Relaxed, Ordering::Relaxed);
    }
}

fn pipe() -> io::Result<(File, OwnedFd)> {
    let mut ends = [-1; 2];
    // SAFETY: the pointer is to room for two descriptors, which belong to nobody else once they are made.
    unsafe {
        checked(libc::pipe2(ends.as_mut_ptr(), libc::O_CLOEXEC | libc::O_NONBLOCK))?;
        Ok((File::from_raw_fd(ends[0]), OwnedFd::from_raw_fd(ends[1])))
    }
}

/// While this lives, no signal is delivered to this thread: they wait. Threads that are started meanwhile inherit that.
pub struct Held(libc::sigset_t);

impl Held {
    /// Holds all signals back.
    ///
    /// # Errors
    /// What the system says.
    pub fn all() -> io::Result<Self> {
        let mut all = MaybeUninit::<libc::sigset_t>::zeroed();
        let mut before = MaybeUninit::<libc::sigset_t>::zeroed();
        // SAFETY: both pointers are to room for a set; the first is filled before it is read, the second by the call that is checked.
        unsafe {
            libc::sigfillset(all.as_mut_ptr());
            checked(libc::sigprocmask(libc::SIG_SETMASK, all.as_ptr(), before.as_mut_ptr()))?;
            Ok(Self(before.assume_init()))
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        // SAFETY: the set is the one that the system gave.
        unsafe { libc::sigprocmask(libc::SIG_SETMASK, &raw const self.0, std::ptr::null_mut()) };
    }
}
