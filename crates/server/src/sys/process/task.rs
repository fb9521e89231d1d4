//! Making processes by fork, ending them, hearing of their end.

use super::checked;
use std::fs;
use std::io;

/// The number of a process.
pub type Pid = i32;

/// On which side of a fork one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fork {
    /// In the process that forked; the number is the child's.
    Parent(Pid),
    /// In the new one.
    Child,
}

/// How a process ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// By itself, with a status.
    Status(i32),
    /// By a signal.
    Signal(i32),
}

impl std::fmt::Display for Exit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Exit::Status(status) => write!(f, "exited with status {status}"),
            Exit::Signal(signal) => write!(f, "was ended by signal {signal}"),
        }
    }
}

/// This process.
pub fn own_pid() -> Pid {
    // SAFETY: has no preconditions and cannot fail.
    unsafe { libc::getpid() }
}

/// The process that made this one, or whoever has taken its place.
pub fn parent_pid() -> Pid {
    // SAFETY: has no preconditions and cannot fail.
    unsafe { libc::getppid() }
}

/// The user whom the system takes this process for.
pub fn own_user() -> u32 {
    // SAFETY: has no preconditions and cannot fail.
    unsafe { libc::geteuid() }
}

/// Forks this process, which must have one thread: the others would be missing in the child, and whatever they had locked stay locked.
///
/// # Errors
/// [`io::ErrorKind::Unsupported`] where there are other threads, else what the system says.
pub fn fork() -> io::Result<Fork> {
    let threads = fs::read_dir("/proc/self/task")?.count();
    if threads != 1 {
        return Err(io::Error::new(
            io::ErrorKind::Unsupported,
            format!("{threads} threads run, where only one may fork"),
        ));
    }
    // SAFETY: this is the only thread, so that no lock is held by another one and nothing of the child's memory is half written.
    match checked(unsafe { libc::fork() })? {
        0 => Ok(Fork::Child),
        pid => Ok(Fork::Parent(pid)),
    }
}

/// A child that has ended, if there is one; it is reaped.
pub fn reap() -> Option<(Pid, Exit)> {
    let mut status = 0;
    // SAFETY: the pointer is to an integer of this frame.
    let pid = unsafe { libc::waitpid(-1, &raw mut status, libc::WNOHANG) };
    if pid <= 0 {
        return None;
    }
    let exit = if libc::WIFSIGNALED(status) {
        Exit::Signal(libc::WTERMSIG(status))
    } else {
        Exit::Status(libc::WEXITSTATUS(status))
    };
    Some((pid, exit))
}

/// Whether the process is a child of this one that nobody has reaped yet. Only such a number cannot have become another process's.
pub fn is_child(pid: Pid) -> bool {
    let Ok(id) = libc::id_t::try_from(pid) else { return false };
    let mut information = std::mem::MaybeUninit::<libc::siginfo_t>::zeroed();
    let options = libc::WEXITED | libc::WNOHANG | libc::WNOWAIT;
    // SAFETY: the pointer is to room for one `siginfo_t`, which nobody reads.
    id > 0 && unsafe { libc::waitid(libc::P_PID, id, information.as_mut_ptr(), options) } == 0
}

/// Sends a signal to a process. Numbers that mean groups are refused.
///
/// # Errors
/// What the system says.
pub fn signal(pid: Pid, signal: i32) -> io::Result<()> {
    if pid <= 0 {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    // SAFETY: concerns no memory of this process.
    checked(unsafe { libc::kill(pid, signal) }).map(drop)
}

/// Ends this process without running anything that is run at its end: what a fork inherited of that is its parent's.
pub fn exit_at_once(status: i32) -> ! {
    // SAFETY: does not return, and runs no code of this process.
    unsafe { libc::_exit(status) }
}

/// Has the system send this process a signal when its parent ends. Asks who the parent is afterwards: it may have ended before.
///
/// # Errors
/// [`io::ErrorKind::NotFound`] if the parent is another one than expected, else what the system says.
pub fn end_with_parent(parent: Pid, signal: i32) -> io::Result<()> {
    let signal = libc::c_ulong::try_from(signal).map_err(|_| io::ErrorKind::InvalidInput)?;
    // SAFETY: sets a number; no memory is concerned.
    checked(unsafe { libc::prctl(libc::PR_SET_PDEATHSIG, signal) })?;
    if parent_pid() == parent { Ok(()) } else { Err(io::ErrorKind::NotFound.into()) }
}

/// Makes this process the parent of all descendants whose own parents end, so that they can be reaped and ended.
///
/// # Errors
/// What the system says.
pub fn adopt_orphans() -> io::Result<()> {
    let yes: libc::c_ulong = 1;
    // SAFETY: sets a flag; no memory is concerned.
    checked(unsafe { libc::prctl(libc::PR_SET_CHILD_SUBREAPER, yes) }).map(drop)
}

/// Memory that a process has for itself, in bytes: what is resident, without what it shares. `None` if it is no more.
pub fn private_memory(pid: Pid) -> Option<u64> {
    let text = fs::read_to_string(format!("/proc/{pid}/statm")).ok()?;
    let mut fields = text.split(' ').skip(1).map(|field| field.parse::<u64>().ok());
    let resident = fields.next()??;
    let shared = fields.next()??;
    // SAFETY: asks for a number.
    let page = u64::try_from(unsafe { libc::sysconf(libc::_SC_PAGESIZE) }).unwrap_or(4096);
    Some(resident.saturating_sub(shared).saturating_mul(page))
}
