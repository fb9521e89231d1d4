//! zend_strings: made, read, interned.

use super::value::IMMUTABLE;
use ext_php_rs::ffi::{
    _emalloc, ext_php_rs_zend_string_init, ext_php_rs_zend_string_release, zend_string, zend_string_init_interned,
};
use std::mem::offset_of;

/// Where the bytes begin.
const HEADER: usize = offset_of!(zend_string, val);
/// `IS_STRING` with the mark that a string can be in no cycle, as zend_string_init() writes it.
const FRESH: u32 = super::value::IS_STRING | 1 << 4;

/// The bytes of a string.
///
/// # Safety
/// `string` is valid and outlives the slice, and nobody writes to it meanwhile.
#[inline(always)]
pub unsafe fn bytes<'s>(string: *const zend_string) -> &'s [u8] {
    // SAFETY: a zend_string has `len` bytes from `val` on.
    unsafe { std::slice::from_raw_parts((&raw const (*string).val).cast(), (*string).len) }
}

/// Makes a string of the request. May not return: see the module.
#[inline(always)]
pub fn new(text: &[u8]) -> *mut zend_string {
    // SAFETY: the block is large enough for the header, the text and the NUL behind it, and every field is written.
    unsafe {
        let string = _emalloc((HEADER + text.len() + 1 + 7) & !7).cast::<zend_string>();
        (*string).gc.refcount = 1;
        (*string).gc.u.type_info = FRESH;
        (*string).h = 0;
        (*string).len = text.len();
        let target = (&raw mut (*string).val).cast::<u8>();
        copy_short(text, target);
        target.add(text.len()).write(0);
        string
    }
}

/// Copies a text; for the lengths that parameters have, two words that overlap beat a call to memcpy.
///
/// # Safety
/// There is room for the text at `target`.
#[inline(always)]
unsafe fn copy_short(text: &[u8], target: *mut u8) {
    let (source, length) = (text.as_ptr(), text.len());
    // SAFETY: both words lie within the text, and so within the room.
    unsafe {
        match length {
            8..=16 => {
                let (first, last) =
                    (source.cast::<u64>().read_unaligned(), source.add(length - 8).cast::<u64>().read_unaligned());
                target.cast::<u64>().write_unaligned(first);
                target.add(length - 8).cast::<u64>().write_unaligned(last);
            }
            4..8 => {
                let (first, last) =
                    (source.cast::<u32>().read_unaligned(), source.add(length - 4).cast::<u32>().read_unaligned());
                target.cast::<u32>().write_unaligned(first);
                target.add(length - 4).cast::<u32>().write_unaligned(last);
            }
            _ => target.copy_from_nonoverlapping(source, length),
        }
    }
}

/// Makes a string that lives as long as the process; for start-up.
pub fn permanent(text: &str) -> *mut zend_string {
    // SAFETY: the pointer and the length are those of `text`, which is copied; the engine sets this function before it loads modules.
    unsafe {
        match zend_string_init_interned {
            Some(intern) => intern(text.as_ptr().cast(), text.len(), true),
            None => ext_php_rs_zend_string_init(text.as_ptr().cast(), text.len(), true),
        }
    }
}

/// Makes or finds a string that the request shares.
pub fn interned(text: &[u8]) -> *mut zend_string {
    // SAFETY: as above.
    unsafe {
        match zend_string_init_interned {
            Some(intern) => intern(text.as_ptr().cast(), text.len(), false),
            None => new(text),
        }
    }
}

/// Gives a reference back.
///
/// # Safety
/// The caller owns one and does not use the string afterwards.
pub unsafe fn release(string: *mut zend_string) {
    // SAFETY: the reference is the caller's to give.
    unsafe { ext_php_rs_zend_string_release(string) };
}

/// Whether a string needs no counting.
///
/// # Safety
/// `string` is valid.
pub unsafe fn is_interned(string: *const zend_string) -> bool {
    // SAFETY: valid by the caller's promise.
    unsafe { (*string).gc.u.type_info & IMMUTABLE != 0 }
}
