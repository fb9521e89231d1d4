//! The one door of the C ABI: what comes in is checked, a panic goes no further, and what goes out is written on success only.
//!
//! The functions here that are unsafe turn pointers of the caller into references. Each rests on the same promise, which
//! the documentation of the header asks of the caller: what is not NULL points to as many valid elements as the length
//! says, for as long as the call lasts, and nobody else writes to it meanwhile.

use super::status::Status;
use std::ffi::{c_char, c_void};
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr::NonNull;
use std::slice;

/// Runs the body of an exported function and says how it ended.
#[inline]
pub fn guard(body: impl FnOnce() -> Result<(), Status>) -> Status {
    // What a panic leaves half-done is memory-safe still, and the header tells the caller to let go of it.
    match catch_unwind(AssertUnwindSafe(body)) {
        Ok(Ok(())) => Status::Ok,
        Ok(Err(status)) => status,
        Err(payload) => {
            // Dropping a payload may panic again, this time into C.
            mem::forget(payload);
            Status::Internal
        }
    }
}

fn checked<T>(pointer: *mut T) -> Result<NonNull<T>, Status> {
    let pointer = NonNull::new(pointer).ok_or(Status::InvalidArgument)?;
    if pointer.is_aligned() { Ok(pointer) } else { Err(Status::InvalidArgument) }
}

/// What a const pointer points to.
#[inline]
pub unsafe fn shared<'a, T>(pointer: *const T) -> Result<&'a T, Status> {
    let pointer = checked(pointer.cast_mut())?;
    // SAFETY: not NULL and aligned, checked above; valid and not written to during the call, by the caller's promise.
    Ok(unsafe { pointer.as_ref() })
}

/// What a pointer to something that the call may change points to.
#[inline]
pub unsafe fn exclusive<'a, T>(pointer: *mut T) -> Result<&'a mut T, Status> {
    let mut pointer = checked(pointer)?;
    // SAFETY: not NULL and aligned, checked above; valid and in nobody else's use during the call, by the caller's promise.
    Ok(unsafe { pointer.as_mut() })
}

/// An array. Of no elements its pointer may be NULL.
#[inline]
pub unsafe fn array<'a, T>(pointer: *const T, count: usize) -> Result<&'a [T], Status> {
    if count == 0 {
        return Ok(&[]);
    }
    let pointer = checked(pointer.cast_mut())?;
    let bytes = count.checked_mul(size_of::<T>());
    if bytes.is_none_or(|bytes| isize::try_from(bytes).is_err()) {
        return Err(Status::InvalidArgument);
    }
    // SAFETY: not NULL, aligned and of a possible size, checked above; that many valid elements, by the caller's promise.
    Ok(unsafe { slice::from_raw_parts(pointer.as_ptr(), count) })
}

/// A text, which may be empty but not NULL.
#[inline]
pub unsafe fn text<'a>(pointer: *const c_char, length: usize) -> Result<&'a [u8], Status> {
    let pointer = checked(pointer.cast_mut())?;
    // SAFETY: passed on as it came.
    unsafe { array(pointer.as_ptr().cast::<u8>(), length) }
}

/// A text, or NULL for none.
#[inline]
pub unsafe fn optional_text<'a>(pointer: *const c_char, length: usize) -> Result<Option<&'a [u8]>, Status> {
    if pointer.is_null() {
        return if length == 0 { Ok(None) } else { Err(Status::InvalidArgument) };
    }
    // SAFETY: passed on as it came.
    unsafe { text(pointer, length) }.map(Some)
}

/// Raw bytes. Of none the pointer may be NULL.
#[inline]
pub unsafe fn bytes<'a>(pointer: *const c_void, length: usize) -> Result<&'a [u8], Status> {
    // SAFETY: passed on as it came.
    unsafe { array(pointer.cast::<u8>(), length) }
}

/// Room for bytes, which the caller owns. It is no slice yet, since it might share memory with an input.
pub struct Room {
    first: NonNull<u8>,
    length: usize,
}

impl Room {
    /// The room that a pointer names. Of no bytes the pointer may be NULL.
    #[inline]
    pub unsafe fn new(pointer: *mut c_void, length: usize) -> Result<Self, Status> {
        let first = if length == 0 { NonNull::dangling() } else { checked(pointer.cast::<u8>())? };
        if isize::try_from(length).is_err() {
            return Err(Status::InvalidArgument);
        }
        Ok(Self { first, length })
    }

    /// Lets the work write to the room, unless that shares memory with one of the inputs. If the work fails, zeros are left behind.
    pub fn fill<T>(self, inputs: &[&[u8]], work: impl FnOnce(&mut [u8]) -> Result<T, Status>) -> Result<T, Status> {
        let start = self.first.as_ptr().addr();
        let shares = |input: &&[u8]| {
            let from = input.as_ptr().addr();
            !input.is_empty() && from < start.saturating_add(self.length) && start < from.saturating_add(input.len())
        };
        if inputs.iter().any(shares) {
            return Err(Status::InvalidArgument);
        }
        // SAFETY: not NULL and of a possible length, checked when it was made; writable, and not read by anybody else during the call, by
        // the caller's promise and the check above.
        let room = unsafe { slice::from_raw_parts_mut(self.first.as_ptr(), self.length) };
        work(room).inspect_err(|_| room.fill(0))
    }
}

/// A place for a result. Made before the work begins, so that a bad pointer is found while nothing has changed yet.
pub struct Output<T>(NonNull<T>);

impl<T> Output<T> {
    /// The place that a pointer names.
    #[inline]
    pub unsafe fn new(pointer: *mut T) -> Result<Self, Status> {
        checked(pointer).map(Self)
    }

    /// As [`new`](Self::new); NULL for a result that nobody wants.
    #[inline]
    pub unsafe fn optional(pointer: *mut T) -> Result<Option<Self>, Status> {
        if pointer.is_null() { Ok(None) } else { checked(pointer).map(|place| Some(Self(place))) }
    }

    /// Writes the result; what was there is overwritten, not dropped.
    #[inline]
    pub fn write(self, value: T) {
        // SAFETY: not NULL and aligned, checked when it was made; writable by the caller's promise.
        unsafe { self.0.write(value) };
    }
}

/// Hands a value to the caller, to come back through [`release`].
pub fn hand_out<T>(value: T) -> *mut T {
    Box::into_raw(Box::new(value))
}

/// Takes back what was handed out, and drops it. NULL is nothing.
pub unsafe fn release<T>(handle: *mut T) {
    guard(|| {
        if let Some(handle) = NonNull::new(handle) {
            // SAFETY: it came from `hand_out` and is not used any more, by the caller's promise.
            drop(unsafe { Box::from_raw(handle.as_ptr()) });
        }
        Ok(())
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ptr;

    #[test]
    fn a_body_ends_as_a_status() {
        assert_eq!(guard(|| Ok(())), Status::Ok);
        assert_eq!(guard(|| Err(Status::NotFound)), Status::NotFound);
        // Unwinds without the hook that would print.
        assert_eq!(guard(|| std::panic::resume_unwind(Box::new(()))), Status::Internal);
    }

    #[test]
    fn a_payload_that_panics_when_dropped_stays_inside() {
        struct Bomb;
        impl Drop for Bomb {
            fn drop(&mut self) {
                std::panic::resume_unwind(Box::new(()));
            }
        }
        assert_eq!(guard(|| std::panic::resume_unwind(Box::new(Bomb))), Status::Internal);
    }

    #[test]
    fn arrays_and_texts_are_checked() {
        let numbers = [1_u32, 2, 3];
        let bytes = b"ab";
        let misaligned = numbers.as_ptr().wrapping_byte_add(1);
        // SAFETY: the two calls that succeed get an array of that length; the others are refused before anything is read.
        unsafe {
            assert_eq!(array(numbers.as_ptr(), 3), Ok(&numbers[..]));
            assert_eq!(array::<u32>(ptr::null(), 0), Ok(&[][..]));
            for (pointer, count) in [
                (ptr::null(), 1),
                (misaligned, 1),
                (numbers.as_ptr(), usize::MAX),
                (numbers.as_ptr(), usize::MAX / 8 + 1),
                (numbers.as_ptr(), isize::MAX as usize / 4 + 1),
            ] {
                assert_eq!(array(pointer, count), Err(Status::InvalidArgument), "{pointer:?}, {count} elements");
            }
            assert_eq!(text(bytes.as_ptr().cast(), 2), Ok(&bytes[..]));
            assert_eq!(text(ptr::null(), 0), Err(Status::InvalidArgument));
            assert_eq!(text(bytes.as_ptr().cast(), usize::MAX), Err(Status::InvalidArgument));
            assert_eq!(optional_text(ptr::null(), 0), Ok(None));
            assert_eq!(optional_text(ptr::null(), 1), Err(Status::InvalidArgument));
            assert_eq!(optional_text(bytes.as_ptr().cast(), 0), Ok(Some(&[][..])));
        }
    }

    #[test]
    fn room_is_checked_and_left_empty_after_a_failure() {
        let mut memory = [7_u8; 8];
        let first: *mut c_void = memory.as_mut_ptr().cast();
        // SAFETY: what is not refused is a part of the memory of this test.
        unsafe {
            assert!(Room::new(ptr::null_mut(), 0).is_ok_and(|room| room.fill(&[], |bytes| Ok(bytes.len())) == Ok(0)));
            for (pointer, length) in [(ptr::null_mut(), 1), (first, usize::MAX), (first, isize::MAX as usize + 1)] {
                assert_eq!(Room::new(pointer, length).err(), Some(Status::InvalidArgument), "{pointer:?}, {length}");
            }
            for (from, length, expected) in
                [(0, 8, false), (0, 4, true), (0, 5, false), (4, 2, false), (6, 2, true), (5, 0, true)]
            {
                let input = slice::from_raw_parts(first.cast::<u8>().add(from), length);
                let filled = Room::new(first.add(4), 2).and_then(|room| room.fill(&[b"", input], |_| Ok(())));
                assert_eq!(filled.is_ok(), expected, "input: {length} bytes from {from}");
            }
            let failed = Room::new(first.add(2), 2).and_then(|room| {
                room.fill(&[], |bytes| {
                    bytes.fill(9);
                    Err::<(), _>(Status::Refused)
                })
            });
            assert_eq!(failed, Err(Status::Refused));
        }
        assert_eq!(memory, [7, 7, 0, 0, 7, 7, 7, 7]);
    }

    #[test]
    fn handles_and_outputs_are_checked() {
        let mut numbers = [1_u32, 2];
        let pointer = numbers.as_mut_ptr();
        let misaligned = pointer.wrapping_byte_add(1);
        // SAFETY: what is not refused points to a number of this test.
        unsafe {
            assert_eq!(shared(pointer), Ok(&1));
            assert_eq!(exclusive(pointer).map(|number| *number), Ok(1));
            for bad in [ptr::null_mut(), misaligned] {
                assert_eq!(shared(bad), Err(Status::InvalidArgument), "{bad:?}");
                assert_eq!(exclusive(bad), Err(Status::InvalidArgument), "{bad:?}");
                assert_eq!(Output::new(bad).err(), Some(Status::InvalidArgument), "{bad:?}");
            }
            assert!(matches!(Output::<u32>::optional(ptr::null_mut()), Ok(None)));
            assert_eq!(Output::optional(misaligned).err(), Some(Status::InvalidArgument));
            Output::new(pointer).into_iter().for_each(|output| output.write(7));
            Output::optional(pointer.add(1)).into_iter().flatten().for_each(|output| output.write(8));
        }
        assert_eq!(numbers, [7, 8]);
    }

    #[test]
    fn what_is_handed_out_is_dropped_when_it_comes_back() {
        let value = std::rc::Rc::new(());
        let handle = hand_out(value.clone());
        assert_eq!(std::rc::Rc::strong_count(&value), 2);
        // SAFETY: handed out above and given back once.
        unsafe { release(handle) };
        assert_eq!(std::rc::Rc::strong_count(&value), 1);
        // SAFETY: NULL is nothing to give back.
        unsafe { release(ptr::null_mut::<u32>()) };
    }
}
