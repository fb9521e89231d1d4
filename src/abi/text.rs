//! Texts that cross the boundary: borrowed from a handle or given away.

use super::guard::{exclusive, guard};
use std::ffi::{c_char, c_void};
use std::ptr;
use zeroize::Zeroize;

/// Bytes that belong to someone else. Without a NUL at the end.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct Text {
    /// The first byte. Not NULL in what comes out of the library, even for an empty text. Of no type, lest bindings of other
    /// languages read on to a NUL that is not there.
    pub bytes: *const c_void,
    /// The number of bytes.
    pub length: usize,
}

impl Text {
    /// Lends bytes; how long they live is for the documentation of the function to say.
    pub fn lend(bytes: &[u8]) -> Self {
        Self { bytes: bytes.as_ptr().cast(), length: bytes.len() }
    }
}

/// A text that belongs to the caller, who gives it to highper_string_free() when done with it.
#[repr(C)]
#[derive(Debug)]
pub struct OwnedText {
    /// The first byte. A NUL that the length does not count follows the last one. To be read only.
    pub bytes: *mut c_char,
    /// The number of bytes. To be read only.
    pub length: usize,
}

impl OwnedText {
    /// Gives bytes away.
    pub fn give(mut bytes: Vec<u8>) -> Self {
        let length = bytes.len();
        bytes.push(0);
        let first: *mut u8 = Box::into_raw(bytes.into_boxed_slice()).cast();
        Self { bytes: first.cast(), length }
    }

    /// Gives a copy of bytes away, which may be secret: it is made in one piece, so that no other copy is left behind.
    pub fn copy(bytes: &[u8]) -> Self {
        let mut copy = vec![0; bytes.len() + 1].into_boxed_slice();
        if let Some(place) = copy.get_mut(..bytes.len()) {
            place.copy_from_slice(bytes);
        }
        Self { bytes: Box::into_raw(copy).cast(), length: bytes.len() }
    }

    /// Takes the bytes back, overwrites them and leaves nothing behind.
    unsafe fn take(&mut self) {
        let first = std::mem::replace(&mut self.bytes, ptr::null_mut()).cast::<u8>();
        let length = std::mem::take(&mut self.length);
        if !first.is_null() {
            let whole = ptr::slice_from_raw_parts_mut(first, length + 1);
            // SAFETY: `give` or `copy` made this allocation, of the length and the NUL; the caller promises to have changed neither.
            unsafe { Box::from_raw(whole) }.zeroize();
        }
    }
}

/// Overwrites the memory of a string, frees it, and sets the string to { NULL, 0 }, so that freeing it again does nothing. The
/// structure itself is the caller's. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_string_free(string: *mut OwnedText) {
    guard(|| {
        // SAFETY: NULL, or a structure that the library filled or that is { NULL, 0 }, by the caller's promise.
        unsafe { exclusive(string)?.take() };
        Ok(())
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::slice;

    #[test]
    fn a_string_has_a_nul_behind_it_and_can_be_freed_twice() {
        for bytes in [&b""[..], b"a", b"a\0b"] {
            for mut string in [OwnedText::give(bytes.into()), OwnedText::copy(bytes)] {
                assert_eq!(string.length, bytes.len());
                // SAFETY: `give` and `copy` make these bytes, of that length and a NUL.
                let whole = unsafe { slice::from_raw_parts(string.bytes.cast::<u8>(), string.length + 1) };
                assert_eq!(whole.split_last(), Some((&0, bytes)));
                for _ in 0..2 {
                    // SAFETY: made by the library, then { NULL, 0 }.
                    unsafe { highper_string_free(&mut string) };
                    assert!(string.bytes.is_null() && string.length == 0, "bytes: {bytes:?}");
                }
            }
        }
        // SAFETY: NULL is allowed.
        unsafe { highper_string_free(ptr::null_mut()) };
    }

    #[test]
    fn a_lent_text_is_never_null() {
        for bytes in [&b""[..], b"a"] {
            let text = Text::lend(bytes);
            assert!(!text.bytes.is_null() && text.length == bytes.len(), "bytes: {bytes:?}");
        }
    }
}
