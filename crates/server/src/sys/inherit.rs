//! Descriptors that this process was started with: known by number alone until they are adopted here.

use std::collections::BTreeSet;
use std::io;
use std::os::fd::{FromRawFd, OwnedFd, RawFd};
use std::sync::{Mutex, PoisonError};

/// Numbers that were adopted, so that none is owned twice.
static ADOPTED: Mutex<BTreeSet<RawFd>> = Mutex::new(BTreeSet::new());

/// Makes this process the owner of descriptor `number`, and closes it on exec from now on.
///
/// 0, 1 and 2 are refused: the standard streams belong to everybody. So is a number that was adopted before.
pub fn adopt(number: RawFd) -> io::Result<OwnedFd> {
    if number <= libc::STDERR_FILENO {
        return Err(io::Error::from(io::ErrorKind::InvalidInput));
    }
    if !ADOPTED.lock().unwrap_or_else(PoisonError::into_inner).insert(number) {
        return Err(io::Error::from(io::ErrorKind::AlreadyExists));
    }
    // SAFETY: F_GETFD and F_SETFD take and change flags of a number; one that is not open is told by -1.
    let flags = unsafe { libc::fcntl(number, libc::F_GETFD) };
    // SAFETY: as above.
    if flags < 0 || unsafe { libc::fcntl(number, libc::F_SETFD, flags | libc::FD_CLOEXEC) } < 0 {
        let error = io::Error::last_os_error();
        ADOPTED.lock().unwrap_or_else(PoisonError::into_inner).remove(&number);
        return Err(error);
    }
    // SAFETY: the descriptor is open, was said by whoever started the process to be for it, and is owned by nobody else: every number passes here once.
    Ok(unsafe { OwnedFd::from_raw_fd(number) })
}

/// The same file under a number from `minimum`, owned by nobody: as a process finds what it inherits. Tests choose numbers that are not given out otherwise.
#[cfg(test)]
pub fn leave_behind(descriptor: OwnedFd, minimum: RawFd) -> RawFd {
    use std::os::fd::AsRawFd;
    // SAFETY: duplicates an open descriptor.
    let number = unsafe { libc::fcntl(descriptor.as_raw_fd(), libc::F_DUPFD, minimum) };
    assert!(number >= minimum);
    number
}

#[cfg(test)]
mod tests {
    use super::{adopt, leave_behind};
    use std::io::ErrorKind;
    use std::os::fd::AsRawFd;

    #[test]
    fn a_number_is_adopted_once() {
        let number = leave_behind(std::fs::File::open("/dev/null").unwrap().into(), 700);
        let owned = adopt(number).unwrap();
        assert_eq!(owned.as_raw_fd(), number);
        assert_eq!(adopt(number).unwrap_err().kind(), ErrorKind::AlreadyExists);
    }

    #[test]
    fn what_cannot_be_adopted_is_refused() {
        for number in [-1, 0, 1, 2, 1_000_000] {
            assert!(adopt(number).is_err(), "descriptor: {number}");
        }
    }
}
