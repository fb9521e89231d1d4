//! Bytes that become a PHP string. A short text is put together on the stack, a longer one in the string's own memory, which
//! the engine takes back by itself if a bailout skips the frame: nothing here has to be dropped.

use super::string;
use super::sys::_erealloc2;
use super::value::Raw;
use ext_php_rs::ffi::{_efree, _emalloc, zend_string};
use std::cell::Cell;
use std::mem::{MaybeUninit, offset_of};

/// Where a string's bytes begin.
const HEADER: usize = offset_of!(zend_string, val);
/// Texts up to that length need no memory but the finished string's.
const SHORT: usize = 1024;

thread_local! {
    /// The length that long texts had lately.
    static USUAL: Cell<usize> = const { Cell::new(0) };
}

/// A growing text. It holds addresses of its own memory and must not be moved once [`begin`](Self::begin) was called.
pub struct Buffer {
    /// Where the next byte goes.
    at: *mut u8,
    /// The first byte that is not the buffer's.
    end: *mut u8,
    /// Null as long as the text is short.
    string: *mut zend_string,
    short: MaybeUninit<[u8; SHORT]>,
}

impl Buffer {
    pub const fn new() -> Self {
        Self {
            at: std::ptr::null_mut(),
            end: std::ptr::null_mut(),
            string: std::ptr::null_mut(),
            short: MaybeUninit::uninit(),
        }
    }

    /// Makes the buffer ready, where it will stay.
    #[inline(always)]
    pub fn begin(&mut self) {
        self.at = self.short.as_mut_ptr().cast();
        // SAFETY: the end of the array.
        self.end = unsafe { self.at.add(SHORT) };
        self.string = std::ptr::null_mut();
    }

    #[inline(always)]
    fn start(&self) -> *mut u8 {
        if self.string.is_null() {
            self.short.as_ptr().cast::<u8>().cast_mut()
        } else {
            // SAFETY: the string is the buffer's own.
            unsafe { (&raw mut (*self.string).val).cast() }
        }
    }

    /// The number of bytes there are.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.at as usize - self.start() as usize
    }

    /// Makes room for so many bytes more.
    #[inline(always)]
    fn reserve(&mut self, count: usize) {
        if self.end as usize - (self.at as usize) < count {
            self.grow(count);
        }
    }

    #[cold]
    #[inline(never)]
    fn grow(&mut self, count: usize) {
        let length = self.len();
        let least = length.saturating_add(count).max(length.saturating_mul(2));
        // SAFETY: the new block holds what the old one held, a header in front and a NUL behind; sizes beyond the address space end
        // the request in the allocator.
        unsafe {
            let string: *mut zend_string = if self.string.is_null() {
                let capacity = least.max(USUAL.get());
                let string = _emalloc(block(capacity)).cast::<zend_string>();
                (&raw mut (*string).val).cast::<u8>().copy_from_nonoverlapping(self.start(), length);
                self.end = (&raw mut (*string).val).cast::<u8>().add(capacity);
                string
            } else {
                let string = _erealloc2(self.string.cast(), block(least), HEADER + length).cast::<zend_string>();
                self.end = (&raw mut (*string).val).cast::<u8>().add(least);
                string
            };
            self.string = string;
            self.at = self.start().add(length);
        }
    }

    /// Appends so many bytes.
    #[inline(always)]
    pub fn push<const N: usize>(&mut self, bytes: [u8; N]) {
        self.reserve(N);
        // SAFETY: the room was just reserved.
        unsafe {
            self.at.cast::<[u8; N]>().write(bytes);
            self.at = self.at.add(N);
        }
    }

    /// Appends a byte and what goes with it.
    #[inline(always)]
    pub fn push_tagged<const N: usize>(&mut self, tag: u8, bytes: [u8; N]) {
        self.reserve(1 + N);
        // SAFETY: the room was just reserved.
        unsafe {
            self.at.write(tag);
            self.at.add(1).cast::<[u8; N]>().write(bytes);
            self.at = self.at.add(1 + N);
        }
    }

    /// Appends a header and a body.
    #[inline(always)]
    pub fn push_with<const N: usize>(&mut self, header: [u8; N], body: &[u8]) {
        let count = body.len();
        // With sixteen more, so that what is short can be copied in steps of that length.
        self.reserve((N + 16).saturating_add(count));
        // SAFETY: the room was just reserved, and of a short body no more is read than it has.
        unsafe {
            self.at.cast::<[u8; N]>().write(header);
            let target = self.at.add(N);
            string::copy_short(body, target);
            self.at = target.add(count);
        }
    }

    /// Puts another header in the place of one; what follows it moves.
    #[cold]
    pub fn replace(&mut self, place: usize, old: usize, header: &[u8]) {
        self.reserve(header.len());
        let behind = self.len() - place - old;
        // SAFETY: the room was just reserved; both ranges lie within it.
        unsafe {
            let at = self.start().add(place);
            at.add(old).copy_to(at.add(header.len()), behind);
            at.copy_from_nonoverlapping(header.as_ptr(), header.len());
            self.at = at.add(header.len() + behind);
        }
    }

    /// The text as a string, which is the caller's.
    #[inline(always)]
    pub fn finish(&mut self) -> Raw {
        let length = self.len();
        if self.string.is_null() {
            if length <= 1 {
                // SAFETY: the bytes were written; the engine's own strings are valid for good.
                return unsafe { Raw::string(string::shared(std::slice::from_raw_parts(self.start(), length))) };
            }
            // SAFETY: the bytes were written.
            return Raw::new_string(string::new(unsafe { std::slice::from_raw_parts(self.start(), length) }));
        }
        self.finish_long(length)
    }

    fn finish_long(&mut self, length: usize) -> Raw {
        let usual = USUAL.get();
        USUAL.set(if length > usual { length.saturating_add(length / 16) } else { usual - (usual - length) / 8 });
        // SAFETY: the string is the buffer's own and becomes the caller's; shrinking needs no memory.
        unsafe {
            let capacity = self.end as usize - self.start() as usize;
            if capacity - length > capacity / 8 {
                self.string = _erealloc2(self.string.cast(), block(length), HEADER + length).cast();
            }
            string::complete(self.string, length);
            Raw::new_string(self.string)
        }
    }

    /// Gives the memory back, of a text that nobody wants.
    #[cold]
    pub fn discard(&mut self) {
        if !self.string.is_null() {
            // SAFETY: the string is the buffer's own.
            unsafe { _efree(self.string.cast()) };
            self.string = std::ptr::null_mut();
        }
    }
}

/// The size of a string's block.
const fn block(length: usize) -> usize {
    (HEADER.saturating_add(length).saturating_add(1 + 7)) & !7
}
