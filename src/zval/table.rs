//! What a table of the engine's is made of, for those who fill one without asking it: its sizes, flags and header.

use super::sys::{_emalloc_56, _safe_emalloc};
use super::value::IS_ARRAY;
use ext_php_rs::ffi::{_Bucket, HashTable, zval_ptr_dtor};

// Zend/zend_hash.h
/// The flags of a list: packed, and without keys that could be let go of.
pub const LIST: u32 = 1 << 2 | 1 << 4;
/// The mask of a list, which has no hash (HT_MIN_MASK).
pub const LIST_MASK: u32 = (-2_i32).cast_unsigned();
/// The two hash slots in front of a list's values, which it does not use.
pub const PACKED_SLOTS: usize = 2 * size_of::<u32>();
pub const MIN_SIZE: u32 = 8;
/// What stands for no bucket.
pub const INVALID: u32 = u32::MAX;
/// Index for `$table[] = …` in a table without integer keys (Zend/zend_hash.c).
pub const NO_INDEX: i64 = i64::MIN;
/// More elements than that no table has (HT_MAX_SIZE).
const MAX_SIZE: usize = 0x4000_0000;

/// The capacity for so many elements. Does not return if that is too much: the engine ends the request, as it does for its own tables.
#[inline(always)]
pub fn size_for(count: usize) -> u32 {
    if count <= MIN_SIZE as usize {
        return MIN_SIZE;
    }
    if count > MAX_SIZE {
        // SAFETY: the product overflows, which is a fatal error of the engine.
        unsafe { _safe_emalloc(usize::MAX, 2, 0) };
    }
    u32::try_from(count).unwrap_or(MIN_SIZE).next_power_of_two()
}

/// A table without its data.
///
/// # Safety
/// `data` and the rest are what the engine expects of a table.
#[inline(always)]
pub unsafe fn header(
    data: *mut _Bucket,
    flags: u32,
    mask: u32,
    count: u32,
    size: u32,
    next_index: i64,
) -> *mut HashTable {
    // SAFETY: the block has the size of a table, and every field is written.
    unsafe {
        let table = _emalloc_56().cast::<HashTable>();
        (*table).gc.refcount = 1;
        (*table).gc.u.type_info = IS_ARRAY;
        (*table).u.flags = flags;
        (*table).nTableMask = mask;
        (*table).__bindgen_anon_1.arData = data;
        (*table).nNumUsed = count;
        (*table).nNumOfElements = count;
        (*table).nTableSize = size;
        (*table).nInternalPointer = 0;
        (*table).nNextFreeElement = next_index;
        (*table).pDestructor = Some(zval_ptr_dtor);
        table
    }
}
