//! Structures that may grow without breaking those who know the shorter one: the first field says how long the caller's is.

use super::guard::{Output, array, shared};
use super::status::Status;

/// No release will know more than this; a larger size is a structure that was never initialised.
const MAX_SIZE: usize = 1024;

/// A structure of the caller. It may only be read as far as its size says, which is therefore read first and alone. The caller promises that
/// the first field of `T` is that size as a `u32`, and that any bytes make a valid `T`.
pub unsafe fn read<T: Copy>(structure: *const T) -> Result<T, Status> {
    // SAFETY: the size is the first field, and the caller of the exported function promises that at least it is there.
    let size = *unsafe { shared(structure.cast::<u32>()) }?;
    let size = usize::try_from(size).unwrap_or(usize::MAX);
    if !(size_of::<T>()..=MAX_SIZE).contains(&size) {
        return Err(Status::InvalidArgument);
    }
    // SAFETY: the size covers every field known here, and the caller promises that it is true.
    let (known, whole) = unsafe { (*shared(structure)?, array(structure.cast::<u8>(), size)?) };
    if whole.iter().skip(size_of::<T>()).any(|&byte| byte != 0) {
        return Err(Status::InvalidArgument);
    }
    Ok(known)
}

/// Fills in a structure of the caller, made with its size; what is not known of it becomes zero.
pub unsafe fn write<T>(structure: *mut T, size: usize, make: impl FnOnce(u32) -> T) -> Result<(), Status> {
    // SAFETY: the caller of the exported function promises what `guard` asks for.
    let output = unsafe { Output::new(structure)? };
    if !(size_of::<T>()..=MAX_SIZE).contains(&size) {
        return Err(Status::InvalidArgument);
    }
    output.write(make(u32::try_from(size).map_err(|_| Status::InvalidArgument)?));
    // SAFETY: the caller promises a structure of this size, of which the first part was written just now.
    unsafe { structure.cast::<u8>().add(size_of::<T>()).write_bytes(0, size - size_of::<T>()) };
    Ok(())
}
