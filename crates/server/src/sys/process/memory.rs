//! Memory that processes share: anonymous, inherited by its descriptor over fork and exec, made of atomic words.

use super::checked;
use std::fs::File;
use std::io;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, FromRawFd, OwnedFd};
use std::ptr::NonNull;
use std::sync::atomic::AtomicU64;

/// A mapping of 64-bit words, zero at first, that any process with the descriptor can map as well.
#[derive(Debug)]
pub struct SharedWords {
    descriptor: OwnedFd,
    address: NonNull<AtomicU64>,
    count: usize,
}

impl SharedWords {
    /// New memory.
    ///
    /// # Errors
    /// What the system says; none for no words at all.
    pub fn new(count: usize) -> io::Result<Self> {
        // SAFETY: the name is a C string; the descriptor is nobody else's.
        let descriptor = unsafe {
            let flags = libc::MFD_CLOEXEC | libc::MFD_ALLOW_SEALING;
            OwnedFd::from_raw_fd(checked(libc::memfd_create(c"highper-statistics".as_ptr(), flags))?)
        };
        let file = File::from(descriptor);
        file.set_len(length(count)?.try_into().map_err(|_| io::ErrorKind::InvalidInput)?)?;
        // SAFETY: concerns the file's size alone, which nobody may change from now on: access beyond an end that moved would be a fault.
        checked(unsafe { libc::fcntl(file.as_raw_fd(), libc::F_ADD_SEALS, libc::F_SEAL_SHRINK | libc::F_SEAL_GROW) })?;
        Self::map(file.into(), count)
    }

    /// Memory that another process made.
    ///
    /// # Errors
    /// [`io::ErrorKind::InvalidData`] for a descriptor of anything else or of another size, else what the system says.
    pub fn inherited(descriptor: OwnedFd, count: usize) -> io::Result<Self> {
        // SAFETY: asks for flags of a descriptor.
        let seals = checked(unsafe { libc::fcntl(descriptor.as_raw_fd(), libc::F_GET_SEALS) })?;
        let file = File::from(descriptor);
        let is_fixed = seals & libc::F_SEAL_SHRINK != 0;
        if !is_fixed || usize::try_from(file.metadata()?.len()).ok() != Some(length(count)?) {
            return Err(io::ErrorKind::InvalidData.into());
        }
        Self::map(file.into(), count)
    }

    fn map(descriptor: OwnedFd, count: usize) -> io::Result<Self> {
        let protection = libc::PROT_READ | libc::PROT_WRITE;
        // SAFETY: a new mapping where the system finds room touches no memory in use.
        let address = unsafe {
            libc::mmap(std::ptr::null_mut(), length(count)?, protection, libc::MAP_SHARED, descriptor.as_raw_fd(), 0)
        };
        if address == libc::MAP_FAILED {
            return Err(io::Error::last_os_error());
        }
        let address = NonNull::new(address.cast()).ok_or(io::ErrorKind::OutOfMemory)?;
        Ok(Self { descriptor, address, count })
    }

    /// The words.
    pub fn words(&self) -> &[AtomicU64] {
        // SAFETY: the mapping is `count` words long, aligned to pages, cannot shrink (sealed), and lives as long as `self`. Any bits are an
        // `AtomicU64`, and no process accesses them otherwise.
        unsafe { std::slice::from_raw_parts(self.address.as_ptr(), self.count) }
    }
}

// SAFETY: what is shared are atomics; the descriptor and the address are only read.
unsafe impl Send for SharedWords {}
// SAFETY: as above.
unsafe impl Sync for SharedWords {}

impl AsFd for SharedWords {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.descriptor.as_fd()
    }
}

impl Drop for SharedWords {
    fn drop(&mut self) {
        // SAFETY: the mapping is this value's own, and nothing borrowed from it outlives it. Its length was computable when it was made.
        unsafe { libc::munmap(self.address.as_ptr().cast(), self.count.saturating_mul(size_of::<AtomicU64>())) };
    }
}

fn length(count: usize) -> io::Result<usize> {
    count.checked_mul(size_of::<AtomicU64>()).filter(|length| *length > 0).ok_or(io::ErrorKind::InvalidInput.into())
}
