//! zend_strings: made, read, interned.

use super::sys::{_safe_emalloc, zend_empty_string, zend_one_char_string};
use super::value::IMMUTABLE;
use ext_php_rs::ffi::{
    _emalloc, ext_php_rs_zend_string_init, ext_php_rs_zend_string_release, zend_string, zend_string_init_interned,
};
use std::ffi::c_char;
use std::mem::offset_of;
use zeroize::optimization_barrier;

/// Where the bytes begin.
pub const HEADER: usize = offset_of!(zend_string, val);
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

/// The mark that a string's bytes are valid UTF-8 (`IS_STR_VALID_UTF8`).
const VALID_UTF8: u32 = 1 << 9;
const FRESH_UTF8: u32 = FRESH | VALID_UTF8;

/// Makes a string of the request. May not return: see the module.
#[inline(always)]
pub fn new(text: &[u8]) -> *mut zend_string {
    make(text, FRESH, 0)
}

/// As [`new`], of text that is known to be valid UTF-8.
#[inline(always)]
pub fn new_utf8(text: &[u8]) -> *mut zend_string {
    make(text, FRESH_UTF8, 0)
}

/// As [`new_utf8`], with its hash.
#[inline(always)]
pub fn new_hashed(text: &[u8], hash: u64) -> *mut zend_string {
    make(text, FRESH_UTF8, hash)
}

/// As [`new`], with its hash.
pub fn new_hashed_bytes(text: &[u8]) -> *mut zend_string {
    make(text, FRESH, hash(text))
}

/// Whether a string has these bytes.
///
/// # Safety
/// `string` is valid.
#[inline(always)]
pub unsafe fn is_equal(string: *const zend_string, text: &[u8]) -> bool {
    // SAFETY: as promised.
    let known = unsafe { bytes(string) };
    if known.len() != text.len() {
        return false;
    }
    // Texts of up to thirty-two bytes by two words that overlap, which beats a call to memcmp.
    if let (17..=32, Some(first), Some(last)) = (text.len(), text.first_chunk::<16>(), text.last_chunk::<16>()) {
        return known.first_chunk() == Some(first) && known.last_chunk() == Some(last);
    }
    if let (8..=16, Some(first), Some(last)) = (text.len(), text.first_chunk::<8>(), text.last_chunk::<8>()) {
        return known.first_chunk() == Some(first) && known.last_chunk() == Some(last);
    }
    if let (4..8, Some(first), Some(last)) = (text.len(), text.first_chunk::<4>(), text.last_chunk::<4>()) {
        return known.first_chunk() == Some(first) && known.last_chunk() == Some(last);
    }
    known == text
}

#[inline(always)]
fn make(text: &[u8], type_info: u32, hash: u64) -> *mut zend_string {
    // SAFETY: the block is large enough for the header, the text and the NUL behind it, and every field is written.
    unsafe {
        let string = _emalloc((HEADER + text.len() + 1 + 7) & !7).cast::<zend_string>();
        (*string).gc.refcount = 1;
        (*string).gc.u.type_info = type_info;
        (*string).h = hash;
        (*string).len = text.len();
        let target = (&raw mut (*string).val).cast::<u8>();
        copy_short(text, target);
        target.add(text.len()).write(0);
        string
    }
}

/// Makes a string of the request of pieces, which `give` hands over one by one; together they are `length` bytes. May not return, as
/// [`new`].
pub fn of_pieces(length: usize, give: impl FnOnce(&mut dyn FnMut(&[u8]))) -> *mut zend_string {
    // SAFETY: as for `new`. A piece that would not fit is left out, and bytes that no piece was given for are zeros.
    unsafe {
        let string = _emalloc((HEADER + length + 1 + 7) & !7).cast::<zend_string>();
        (*string).gc.refcount = 1;
        (*string).gc.u.type_info = FRESH;
        (*string).h = 0;
        (*string).len = length;
        let target = (&raw mut (*string).val).cast::<u8>();
        let mut at = 0;
        give(&mut |piece| {
            if piece.len() <= length - at {
                target.add(at).copy_from_nonoverlapping(piece.as_ptr(), piece.len());
                at += piece.len();
            }
        });
        target.add(at).write_bytes(0, length - at + 1);
        string
    }
}

/// Makes a string of a text with its ASCII letters in lower case.
pub fn lower(text: &[u8]) -> *mut zend_string {
    let string = new(text);
    // SAFETY: just made, and nobody else's yet.
    unsafe { std::slice::from_raw_parts_mut(content(string), text.len()).make_ascii_lowercase() };
    string
}

/// Overwrites a string's bytes, unless somebody else has it, too.
///
/// # Safety
/// The string is alive, and the caller holds a reference.
pub unsafe fn wipe(string: *mut zend_string) {
    // SAFETY: as promised; nobody else reads it.
    unsafe {
        if (*string).gc.u.type_info & IMMUTABLE == 0 && (*string).gc.refcount == 1 {
            let bytes = std::slice::from_raw_parts_mut(content(string), (*string).len);
            bytes.fill(0);
            optimization_barrier(bytes);
        }
    }
}

/// Makes a string of so many bytes, which `fill` writes; `None` if it fails, and then nothing of what it wrote is left. May not return, as [`new`], but
/// not once `fill` has begun.
#[inline(always)]
pub fn filled<E>(length: usize, fill: impl FnOnce(&mut [u8]) -> Result<(), E>) -> Result<*mut zend_string, E> {
    // SAFETY: as for `new`. The bytes are initialised before they are lent; nobody else knows the string yet.
    unsafe {
        let string = _safe_emalloc(1, length, HEADER + 8).cast::<zend_string>();
        describe(string, FRESH, length);
        let target = content(string);
        target.write_bytes(0, length);
        let bytes = std::slice::from_raw_parts_mut(target, length);
        match fill(bytes) {
            Ok(()) => Ok(string),
            Err(error) => {
                bytes.fill(0);
                release(string);
                Err(error)
            }
        }
    }
}

/// Copies a text; for the lengths that parameters have, two words that overlap beat a call to memcpy.
///
/// # Safety
/// There is room for the text at `target`.
#[inline(always)]
pub unsafe fn copy_short(text: &[u8], target: *mut u8) {
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

/// Whether the engine has found the string to be valid UTF-8.
///
/// # Safety
/// `string` is valid.
#[inline(always)]
pub unsafe fn is_known_utf8(string: *const zend_string) -> bool {
    // SAFETY: as promised.
    unsafe { (*string).gc.u.type_info & VALID_UTF8 != 0 }
}

/// Where the bytes of a block begin that is to become a string.
///
/// # Safety
/// The block is larger than the header.
#[inline(always)]
pub unsafe fn content(block: *mut zend_string) -> *mut u8 {
    // SAFETY: as promised.
    unsafe { (&raw mut (*block).val).cast() }
}

/// Makes a block whose bytes are written a string.
///
/// # Safety
/// The block has room for the header, so many bytes and a NUL.
#[inline(always)]
pub unsafe fn complete(block: *mut zend_string, length: usize) {
    // SAFETY: as promised.
    unsafe { describe(block, FRESH, length) };
}

/// As [`complete`], for bytes that are valid UTF-8.
///
/// # Safety
/// As [`complete`].
#[inline(always)]
pub unsafe fn complete_utf8(block: *mut zend_string, length: usize) {
    // SAFETY: as promised.
    unsafe { describe(block, FRESH_UTF8, length) };
}

#[inline(always)]
unsafe fn describe(block: *mut zend_string, type_info: u32, length: usize) {
    // SAFETY: as promised; every field of the header is written.
    unsafe {
        (*block).gc.refcount = 1;
        (*block).gc.u.type_info = type_info;
        (*block).h = 0;
        (*block).len = length;
        content(block).add(length).write(0);
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

/// The engine's own string of no byte or one, which needs no reference.
///
/// # Panics
/// Never; a longer text would give the string of its first byte.
#[inline(always)]
pub fn shared(text: &[u8]) -> *mut zend_string {
    // SAFETY: the engine makes these before it loads modules, and keeps them.
    unsafe {
        match text.first() {
            None => zend_empty_string,
            Some(&byte) => (&raw const zend_one_char_string).cast::<*mut zend_string>().add(usize::from(byte)).read(),
        }
    }
}

/// Counts one more reference.
///
/// # Safety
/// `string` is valid.
#[inline(always)]
pub unsafe fn add_reference(string: *mut zend_string) {
    // SAFETY: as promised.
    unsafe {
        if (*string).gc.u.type_info & IMMUTABLE == 0 {
            (*string).gc.refcount += 1;
        }
    }
}

/// The hash by which tables know a text (DJB's, times 33, with the highest bit set: Zend/zend_string.h, zend_inline_hash_func).
#[inline(always)]
pub fn hash(text: &[u8]) -> u64 {
    /// Powers of 33, for eight bytes at a time whose products do not wait for each other.
    const POWERS: [u64; 9] = {
        let mut powers = [1_u64; 9];
        let mut at = 1;
        while at < 9 {
            powers[at] = powers[at - 1].wrapping_mul(33);
            at += 1;
        }
        powers
    };
    let mut hash = 5381_u64;
    let (eights, rest) = text.as_chunks::<8>();
    for eight in eights {
        let mut sum = hash.wrapping_mul(POWERS[8]);
        for (position, &byte) in eight.iter().enumerate() {
            // On AArch64 the engine takes eight bytes as one number, and these as they are.
            let summand = if cfg!(target_arch = "aarch64") { u64::from(byte) } else { summand(byte) };
            sum = sum.wrapping_add(summand.wrapping_mul(POWERS[7 - position]));
        }
        hash = sum;
    }
    for &byte in rest {
        hash = hash.wrapping_mul(33).wrapping_add(summand(byte));
    }
    hash | 1 << 63
}

/// A byte as the engine adds it: as a `char`, which has a sign on some machines.
#[inline(always)]
#[allow(clippy::useless_conversion, reason = "not on machines whose char has a sign")]
fn summand(byte: u8) -> u64 {
    i64::from(c_char::from_ne_bytes([byte])).cast_unsigned()
}

/// A string's hash.
///
/// # Safety
/// `string` is valid.
#[inline(always)]
pub unsafe fn hash_of(string: *mut zend_string) -> u64 {
    // SAFETY: as promised.
    unsafe { if (*string).h != 0 { (*string).h } else { hash(bytes(string)) } }
}

/// An integer in decimal: digits in the last bytes of an array, and where they begin.
pub fn decimal(value: i64) -> ([u8; 20], usize) {
    let mut digits = [0; 20];
    let mut begin = digits.len();
    let mut rest = value.unsigned_abs();
    loop {
        begin -= 1;
        if let Some(place) = digits.get_mut(begin) {
            *place = b'0' + u8::try_from(rest % 10).unwrap_or(0);
        }
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if value < 0 {
        begin -= 1;
        if let Some(place) = digits.get_mut(begin) {
            *place = b'-';
        }
    }
    (digits, begin)
}

/// The integer that an array takes a key for (`ZEND_HANDLE_NUMERIC_STR`): decimal, without leading zeros or plus, not "-0", within 64
/// bits.
#[inline(always)]
pub fn integer(text: &[u8]) -> Option<i64> {
    match text.first() {
        Some(b'0'..=b'9' | b'-') => integer_checked(text),
        _ => None,
    }
}

fn integer_checked(text: &[u8]) -> Option<i64> {
    let (is_negative, digits) = text.strip_prefix(b"-").map_or((false, text), |digits| (true, digits));
    let is_canonical = match digits {
        [b'0'] => !is_negative,
        [b'1'..=b'9', ..] => digits.len() <= 19,
        _ => false,
    };
    if !is_canonical {
        return None;
    }
    let mut value = 0_u64;
    for &digit in digits {
        if !digit.is_ascii_digit() {
            return None;
        }
        value = value * 10 + u64::from(digit - b'0');
    }
    if is_negative {
        // The smallest integer has no positive counterpart.
        return 0_i64.checked_sub_unsigned(value);
    }
    i64::try_from(value).ok()
}
