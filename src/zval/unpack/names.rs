//! The keys of a request's messages: one string for each that comes again. A look-up costs a few instructions, since the
//! lengths are known before and short keys differ in their first or last bytes.

use crate::zval::string;
use ext_php_rs::ffi::zend_string;
use std::cell::UnsafeCell;
use std::ptr;

/// So many keys are kept, each in the one place that it may have.
const SLOTS: usize = 1 << 10;
/// Longer keys are not kept.
const LONGEST: usize = 64;

struct Names(UnsafeCell<[*mut zend_string; SLOTS]>);

thread_local! {
    static NAMES: Names = const { Names(UnsafeCell::new([ptr::null_mut(); SLOTS])) };
}

/// Where a text of two bytes or more belongs.
#[inline(always)]
fn slot(text: &[u8]) -> usize {
    let (first, last) = if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        (u64::from_le_bytes(*first), u64::from_le_bytes(*last))
    } else if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        (u32::from_le_bytes(*first).into(), u32::from_le_bytes(*last).into())
    } else if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        (u16::from_le_bytes(*first).into(), u16::from_le_bytes(*last).into())
    } else {
        (0, 0)
    };
    // Multiplication spreads the bits upwards (the constant is 2^64 by the golden ratio); the length tells apart what overlaps.
    let mixed = (first ^ last.rotate_left(23) ^ (text.len() as u64) << 7).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> (u64::BITS - SLOTS.trailing_zeros())) as usize
}

/// The thread's cache. Asking for it takes longer than a look-up, so it is done once a message.
#[derive(Clone, Copy)]
pub struct Cache(*mut *mut zend_string);

impl Cache {
    /// The cache of the running thread.
    #[inline(always)]
    pub fn get() -> Self {
        Self(NAMES.with(|names| names.0.get().cast()))
    }

    /// No cache, which must not be asked.
    pub const NONE: Self = Self(ptr::null_mut());
}

/// A string with its hash, for a key of valid UTF-8 or of any bytes; the reference is the caller's. May not return: see `zval`.
///
/// # Safety
/// The cache is the running thread's.
#[inline(always)]
pub unsafe fn find(Cache(place): Cache, text: &[u8], is_utf8: bool) -> *mut zend_string {
    if text.len() < 2 {
        return string::shared(text);
    }
    if text.len() > LONGEST || !is_utf8 {
        return string::new_hashed_bytes(text);
    }
    let slot = slot(text);
    // SAFETY: the slot is below SLOTS. What it holds is the cache's own reference to a live string; no reference into the cache is held
    // while the engine may do anything.
    unsafe {
        let known = place.add(slot).read();
        if !known.is_null() && string::is_equal(known, text) {
            string::add_reference(known);
            return known;
        }
        renew(place.add(slot), text)
    }
}

/// Makes a string for a key and puts it in its place.
///
/// # Safety
/// It is a place of the cache.
#[inline(never)]
unsafe fn renew(place: *mut *mut zend_string, text: &[u8]) -> *mut zend_string {
    // SAFETY: as promised; both references, the cache's and the caller's, are counted before the old string goes.
    unsafe {
        let new = string::new_hashed(text, string::hash(text));
        string::add_reference(new);
        let known = place.replace(new);
        if !known.is_null() {
            string::release(known);
        }
        new
    }
}

/// Begins a request. What PHP code unpacked after the last one's end, in a session handler for example, is forgotten: the engine has
/// freed it.
pub fn begin_request() {
    // SAFETY: no reference into the cache is held outside `find`.
    NAMES.with(|names| unsafe { names.0.get().write([ptr::null_mut(); SLOTS]) });
}

/// Gives all strings back; for the end of the request.
pub fn end_request() {
    NAMES.with(|names| {
        let place = names.0.get().cast::<*mut zend_string>();
        for slot in 0..SLOTS {
            // SAFETY: as in `find`; the request has not ended yet.
            unsafe {
                let known = place.add(slot).replace(ptr::null_mut());
                if !known.is_null() {
                    string::release(known);
                }
            }
        }
    });
}
