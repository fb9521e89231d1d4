//! Values as they lie in the engine's memory, for walkers that cannot afford to ask the engine for each: tables here, objects and what
//! the engine knows of the running call beside it. Nothing is owned; who holds a table or an object says so to the engine.

use super::string;
use super::sys::_is_numeric_string_ex;
use super::value::{IMMUTABLE, IS_DOUBLE, IS_LONG, IS_UNDEF, Raw};
use ext_php_rs::ffi::{_Bucket, HashTable, ext_php_rs_executor_globals, zend_refcounted_h, zend_string};
use std::ffi::{c_char, c_int};
use std::ptr;

mod object;

pub use object::{Object, Serialized, Serializer, is_hidden, release_properties};

/// A place that says where the value is.
pub const IS_INDIRECT: u32 = 12;
/// In a table of properties: one that has hooks.
pub const IS_PTR: u32 = 13;

/// `GC_PROTECTED`: somebody walks it.
const PROTECTED: u32 = 1 << 5;
/// `HASH_FLAG_PACKED`
const PACKED: u32 = 1 << 2;
/// `IS_STR_VALID_UTF8`
const VALID_UTF8: u32 = 1 << 9;

/// An element of a table with keys.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Bucket {
    pub value: Raw,
    /// The key, if it is an integer.
    pub index: u64,
    /// The key, or null.
    pub key: *mut zend_string,
}

const _: () = assert!(size_of::<Bucket>() == size_of::<_Bucket>());

/// The elements of a table.
#[derive(Clone, Copy)]
pub enum Elements {
    /// Values whose keys are their positions.
    Packed(*const Raw, usize),
    Keyed(*const Bucket, usize),
}

/// The elements of a table, undefined ones among them. They stay where they are as long as somebody holds the table.
///
/// # Safety
/// The table is alive.
#[inline(always)]
pub unsafe fn elements(table: *const HashTable) -> Elements {
    // SAFETY: the flag says which field counts.
    unsafe {
        let used = (*table).nNumUsed as usize;
        if (*table).u.flags & PACKED != 0 {
            Elements::Packed((*table).__bindgen_anon_1.arPacked.cast(), used)
        } else {
            Elements::Keyed((*table).__bindgen_anon_1.arData.cast(), used)
        }
    }
}

/// Whether the keys of a table are 0, 1, 2… in this order (zend_array_is_list()).
///
/// # Safety
/// The table is alive.
#[inline(always)]
pub unsafe fn is_list(table: *const HashTable) -> bool {
    // SAFETY: as promised.
    unsafe {
        let is_full = (*table).nNumUsed == (*table).nNumOfElements;
        match elements(table) {
            Elements::Packed(..) if is_full => true,
            Elements::Packed(first, used) => is_dense(first, used),
            Elements::Keyed(first, used) => {
                let mut expected = 0;
                for position in 0..used {
                    let bucket = first.add(position);
                    if (*bucket).value.kind() == IS_UNDEF {
                        continue;
                    }
                    if !(*bucket).key.is_null() || (*bucket).index != expected {
                        return false;
                    }
                    expected += 1;
                }
                true
            }
        }
    }
}

/// Whether a packed table is undefined at its end only.
#[cold]
unsafe fn is_dense(first: *const Raw, used: usize) -> bool {
    // SAFETY: so many elements are there.
    let is_defined = |position: &usize| unsafe { (*first.add(*position)).kind() != IS_UNDEF };
    let defined = (0..used).take_while(is_defined).count();
    !(defined..used).any(|position| is_defined(&position))
}

/// Counts one more reference to a table, if it needs counting; whoever asked gives it back then.
///
/// # Safety
/// The table is alive.
#[inline(always)]
pub unsafe fn hold(table: *mut HashTable) -> bool {
    // SAFETY: as promised; immutable tables are not counted.
    unsafe {
        let is_counted = (*table).gc.u.type_info & IMMUTABLE == 0;
        if is_counted {
            (*table).gc.refcount += 1;
        }
        is_counted
    }
}

/// Whether somebody walks it already.
///
/// # Safety
/// It is alive, as for the next two.
#[inline(always)]
pub unsafe fn is_walked<T>(counted: *const T) -> bool {
    // SAFETY: everything with a counter begins with its header.
    unsafe { (*counted.cast::<zend_refcounted_h>()).u.type_info & PROTECTED != 0 }
}

/// Marks it as being walked.
///
/// # Safety
/// As [`is_walked`].
#[inline(always)]
pub unsafe fn enter<T>(counted: *mut T) {
    // SAFETY: as above; what is immutable may be shared, and contains nothing that could contain it.
    unsafe {
        let info = &raw mut (*counted.cast::<zend_refcounted_h>()).u.type_info;
        if *info & IMMUTABLE == 0 {
            *info |= PROTECTED;
        }
    }
}

/// Takes the mark away.
///
/// # Safety
/// As [`is_walked`].
#[inline(always)]
pub unsafe fn leave<T>(counted: *mut T) {
    // SAFETY: as above.
    unsafe {
        let info = &raw mut (*counted.cast::<zend_refcounted_h>()).u.type_info;
        if *info & IMMUTABLE == 0 {
            *info &= !PROTECTED;
        }
    }
}

/// Whether a string is known to be UTF-8.
///
/// # Safety
/// The string is alive.
#[inline(always)]
pub unsafe fn is_known_utf8(string: *const zend_string) -> bool {
    // SAFETY: as promised.
    unsafe { (*string).gc.u.type_info & VALID_UTF8 != 0 }
}

/// Notes that a string is UTF-8, as PCRE does, where nobody else can be reading it.
///
/// # Safety
/// The string is alive, and its bytes have been checked.
#[inline(always)]
pub unsafe fn note_utf8(string: *mut zend_string) {
    // SAFETY: as promised; interned strings may lie in memory that processes share.
    unsafe {
        if !string::is_interned(string) {
            (*string).gc.u.type_info |= VALID_UTF8;
        }
    }
}

/// The number that a string is, in the sense of is_numeric().
///
/// # Safety
/// The string is alive.
#[cold]
pub unsafe fn number(string: *const zend_string) -> Option<Raw> {
    let (mut long, mut double) = (0_i64, 0_f64);
    // SAFETY: the places are filled as the answer says; no errors are allowed, so none are reported.
    unsafe {
        let text = (&raw const (*string).val).cast::<c_char>();
        let length = (*string).len;
        match u32::from(_is_numeric_string_ex(
            text,
            length,
            &raw mut long,
            &raw mut double,
            false,
            ptr::null_mut::<c_int>(),
            ptr::null_mut(),
        )) {
            IS_LONG => Some(Raw::long(long)),
            IS_DOUBLE => Some(Raw::double(double)),
            _ => None,
        }
    }
}

/// The address below which the stack is nearly used up.
#[inline(always)]
pub fn stack_limit() -> usize {
    // SAFETY: the globals of the running thread exist as long as the engine runs.
    unsafe { (*ext_php_rs_executor_globals()).stack_limit }.addr()
}
