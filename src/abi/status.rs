//! How a call ended.

/// How a call ended. The numbers are stable.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Done; the outputs are written.
    Ok = 0,
    /// What was asked for does not exist: no route answers, the route has no name, there is no such position, nothing fits.
    NotFound = 1,
    /// A pointer is NULL or misaligned where it may not be, a length is impossible, or a value is out of range.
    InvalidArgument = 2,
    /// What was asked for is refused, or what was given is invalid; the highper_error says why. A router is as it was.
    Refused = 3,
    /// A bug of the library.
    Internal = 4,
    /// The operating system gives no random bytes, or not so much memory.
    Unavailable = 5,
    /// There is no telling here: the answer depends on what only PHP knows, such as dates in words, or a pattern takes too long to be sure.
    Undecided = 6,
}
