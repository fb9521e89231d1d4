//! Descriptors that are sent through a Unix socket (SCM_RIGHTS, unix(7)), and who is at its other end.

use super::{checked, checked_size};
use std::io;
use std::mem::MaybeUninit;
use std::os::fd::{AsRawFd, BorrowedFd, FromRawFd, OwnedFd, RawFd};

/// The most descriptors in one message (SCM_MAX_FD of Linux).
pub const MOST: usize = 253;

/// Room for a message's ancillary data, aligned as `cmsghdr` wants it.
#[repr(C, align(8))]
struct Room([u8; 1040]);

/// Sends bytes, and with them descriptors. Says how many bytes were taken; the descriptors went with the first.
///
/// # Errors
/// [`io::ErrorKind::InvalidInput`] for no bytes or more than [`MOST`] descriptors, else what the system says.
pub fn send(socket: BorrowedFd<'_>, bytes: &[u8], descriptors: &[BorrowedFd<'_>]) -> io::Result<usize> {
    if bytes.is_empty() || descriptors.len() > MOST {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let numbers: Vec<RawFd> = descriptors.iter().map(|descriptor| descriptor.as_raw_fd()).collect();
    let length = u32::try_from(size_of_val(numbers.as_slice())).map_err(|_| io::ErrorKind::InvalidInput)?;
    let mut room = Room([0; 1040]);
    let mut part = libc::iovec { iov_base: bytes.as_ptr().cast_mut().cast(), iov_len: bytes.len() };
    // SAFETY: `message` refers to `part`, whose bytes are only read, and to `room`, which is larger than CMSG_SPACE of MOST numbers (1,032
    // with headers of 64-bit systems) and zero, so that CMSG_FIRSTHDR is its beginning. All of them outlive the call.
    unsafe {
        let mut message = MaybeUninit::<libc::msghdr>::zeroed().assume_init();
        message.msg_iov = &raw mut part;
        message.msg_iovlen = 1;
        if !numbers.is_empty() {
            message.msg_control = room.0.as_mut_ptr().cast();
            message.msg_controllen = usize::try_from(libc::CMSG_SPACE(length)).unwrap_or(0) as _;
            let header = libc::CMSG_FIRSTHDR(&raw const message);
            (*header).cmsg_level = libc::SOL_SOCKET;
            (*header).cmsg_type = libc::SCM_RIGHTS;
            (*header).cmsg_len = usize::try_from(libc::CMSG_LEN(length)).unwrap_or(0) as _;
            let data = libc::CMSG_DATA(header);
            std::ptr::copy_nonoverlapping(numbers.as_ptr().cast::<u8>(), data, size_of_val(numbers.as_slice()));
        }
        checked_size(libc::sendmsg(socket.as_raw_fd(), &raw const message, libc::MSG_NOSIGNAL))
    }
}

/// Receives bytes and the descriptors that came with them, which close on exec. No bytes: the other side has ended.
///
/// # Errors
/// [`io::ErrorKind::InvalidData`] if there was no room for all descriptors, else what the system says.
#[allow(clippy::useless_conversion)] // The type of `cmsg_len` is another one with musl.
pub fn receive(socket: BorrowedFd<'_>, bytes: &mut [u8]) -> io::Result<(usize, Vec<OwnedFd>)> {
    let mut room = Room([0; 1040]);
    let mut part = libc::iovec { iov_base: bytes.as_mut_ptr().cast(), iov_len: bytes.len() };
    let mut descriptors = Vec::new();
    // SAFETY: `message` refers to `part` and `room`, both writable and alive through the call. The system wrote the headers that are walked
    // over, and the descriptors in them are new ones of this process that nobody else has.
    let (count, flags) = unsafe {
        let mut message = MaybeUninit::<libc::msghdr>::zeroed().assume_init();
        message.msg_iov = &raw mut part;
        message.msg_iovlen = 1;
        message.msg_control = room.0.as_mut_ptr().cast();
        message.msg_controllen = room.0.len() as _;
        let count = checked_size(libc::recvmsg(socket.as_raw_fd(), &raw mut message, libc::MSG_CMSG_CLOEXEC))?;
        let mut header = libc::CMSG_FIRSTHDR(&raw const message);
        while !header.is_null() {
            if (*header).cmsg_level == libc::SOL_SOCKET && (*header).cmsg_type == libc::SCM_RIGHTS {
                let empty = usize::try_from(libc::CMSG_LEN(0)).unwrap_or(usize::MAX);
                let length = usize::try_from((*header).cmsg_len).unwrap_or(0).saturating_sub(empty);
                let data = libc::CMSG_DATA(header).cast::<RawFd>();
                for index in 0..length / size_of::<RawFd>() {
                    descriptors.push(OwnedFd::from_raw_fd(data.add(index).read_unaligned()));
                }
            }
            header = libc::CMSG_NXTHDR(&raw const message, header);
        }
        (count, message.msg_flags)
    };
    if flags & libc::MSG_CTRUNC != 0 {
        return Err(io::ErrorKind::InvalidData.into());
    }
    Ok((count, descriptors))
}

/// Lets only its own user connect to a Unix socket that is bound after this: on Linux the file gets the mode of the socket.
///
/// # Errors
/// What the system says.
pub fn make_private(socket: BorrowedFd<'_>) -> io::Result<()> {
    // SAFETY: concerns no memory.
    checked(unsafe { libc::fchmod(socket.as_raw_fd(), 0o600) }).map(drop)
}

/// Who made the other end of a Unix socket, as the system knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peer {
    /// Its process.
    pub pid: super::task::Pid,
    /// The user it ran as.
    pub user: u32,
}

/// Who is at the other end.
///
/// # Errors
/// What the system says.
pub fn peer(socket: BorrowedFd<'_>) -> io::Result<Peer> {
    let mut credentials = MaybeUninit::<libc::ucred>::zeroed();
    let mut length = libc::socklen_t::try_from(size_of::<libc::ucred>()).map_err(|_| io::ErrorKind::InvalidInput)?;
    // SAFETY: the pointer is to room for one `ucred` of the length that is told; its zero bytes are valid.
    let credentials = unsafe {
        let level = libc::SOL_SOCKET;
        let room = credentials.as_mut_ptr().cast();
        checked(libc::getsockopt(socket.as_raw_fd(), level, libc::SO_PEERCRED, room, &raw mut length))?;
        credentials.assume_init()
    };
    Ok(Peer { pid: credentials.pid, user: credentials.uid })
}
