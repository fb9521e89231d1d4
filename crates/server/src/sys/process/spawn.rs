//! Starting a program that inherits chosen descriptors by their numbers.

use super::task::Pid;
use std::ffi::OsString;
use std::io;
use std::os::fd::{AsRawFd, BorrowedFd, RawFd};
use std::os::unix::process::CommandExt;
use std::process::Command;

/// A program to start.
#[derive(Debug)]
pub struct Program<'p> {
    /// Its file; looked for in PATH if it has no slash.
    pub file: &'p OsString,
    /// Its arguments, without its name.
    pub arguments: &'p [OsString],
    /// Variables that are set beside those of this process.
    pub environment: &'p [(OsString, OsString)],
    /// User and group it runs as, if not this process's.
    pub identity: Option<(u32, u32)>,
    /// What it gets when this process ends, or rather the thread that starts it.
    pub with_parent: Option<i32>,
}

/// Starts it. It has the descriptors under the numbers they have here, no signal masked, and none of the others, since they close on exec.
///
/// # Errors
/// What the system says, also of the exec itself.
pub fn spawn(program: &Program<'_>, inherited: &[BorrowedFd<'_>]) -> io::Result<Pid> {
    let numbers: Vec<RawFd> = inherited.iter().map(|descriptor| descriptor.as_raw_fd()).collect();
    let parent = super::task::own_pid();
    let with_parent = program.with_parent;
    let mut command = Command::new(program.file);
    command.args(program.arguments).envs(program.environment.iter().map(|(name, value)| (name, value)));
    if let Some((user, group)) = program.identity {
        command.gid(group).uid(user);
    }
    let prepare = move || {
        for number in &numbers {
            // SAFETY: the descriptors are borrowed until the exec is over.
            if unsafe { libc::fcntl(*number, libc::F_SETFD, 0) } == -1 {
                return Err(io::Error::last_os_error());
            }
        }
        with_parent.map_or(Ok(()), |signal| super::task::end_with_parent(parent, signal))
    };
    // SAFETY: between fork and exec the closure makes system calls only; it neither allocates nor locks.
    unsafe { command.pre_exec(prepare) };
    let child = command.spawn()?;
    Pid::try_from(child.id()).map_err(|_| io::ErrorKind::InvalidData.into())
}

/// Takes a descriptor that was inherited by its number, and has it close on exec from now on.
///
/// # Errors
/// What the system says of a number that is no open descriptor.
pub fn take_inherited(number: RawFd) -> io::Result<std::os::fd::OwnedFd> {
    use std::os::fd::FromRawFd;
    if number < 3 {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    // SAFETY: concerns no memory. That nobody else in this process uses the number is what the one who gave it says: it was inherited for
    // this purpose, and each number is taken once.
    unsafe {
        super::checked(libc::fcntl(number, libc::F_SETFD, libc::FD_CLOEXEC))?;
        Ok(std::os::fd::OwnedFd::from_raw_fd(number))
    }
}
