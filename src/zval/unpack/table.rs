//! Tables of a size that is known before their elements are: made empty, then filled in place. At every moment the engine could release
//! them, so that nothing is lost when a message turns out to be faulty.

use crate::zval::string;
use crate::zval::sys::{_emalloc_160, _emalloc_320};
use crate::zval::table::{INVALID, LIST, LIST_MASK, MIN_SIZE, NO_INDEX, PACKED_SLOTS, header, size_for};
use crate::zval::value::{IS_UNDEF, Raw};
use ext_php_rs::ffi::{_Bucket, _emalloc, HashTable, zend_string};

/// A list with room for so many values, and the place of the first. Never smaller than the engine's own: when a list becomes a map, the
/// engine clears hash slots by whole cache lines.
#[inline(always)]
pub fn list(count: usize) -> (*mut HashTable, *mut Raw) {
    // SAFETY: the block has room for as many values as the size says.
    unsafe {
        let size = size_for(count);
        let data: *mut u8 = if size == MIN_SIZE {
            _emalloc_160().cast()
        } else {
            _emalloc(PACKED_SLOTS + size as usize * size_of::<Raw>()).cast()
        };
        data.cast::<[u32; 2]>().write([INVALID; 2]);
        let first = data.add(PACKED_SLOTS);
        (header(first.cast(), LIST, LIST_MASK, 0, size, NO_INDEX), first.cast())
    }
}

/// Says how many values of a list are in place.
///
/// # Safety
/// The list was made by [`list`], and `end` is the place behind its last value.
#[inline(always)]
pub unsafe fn fill(table: *mut HashTable, end: *const Raw) {
    // SAFETY: as promised.
    unsafe {
        let first = (*table).__bindgen_anon_1.arPacked.cast::<Raw>().cast_const();
        // No list has more than size_for() allows.
        let count = end.offset_from_unsigned(first) as u32;
        (*table).nNumUsed = count;
        (*table).nNumOfElements = count;
        (*table).nNextFreeElement = i64::from(count);
    }
}

/// Puts a value behind the last one of a list.
///
/// # Safety
/// The list was made by [`list`], says how many values it has, and has room for one more.
pub unsafe fn append(table: *mut HashTable, value: Raw) {
    // SAFETY: as promised.
    unsafe {
        let end = (*table).__bindgen_anon_1.arPacked.cast::<Raw>().add((*table).nNumUsed as usize);
        end.write(value);
        fill(table, end.add(1));
    }
}

/// A map with room for so many pairs.
#[inline(always)]
pub fn map(count: usize) -> *mut HashTable {
    // SAFETY: the block has room for the slots, two an element, and as many buckets as the size says.
    unsafe {
        let size = size_for(count);
        let slots_size = size as usize * 2 * size_of::<u32>();
        let data: *mut u8 = if size == MIN_SIZE {
            let data = _emalloc_320().cast::<u8>();
            data.cast::<[u64; 8]>().write([u64::MAX; 8]);
            data
        } else {
            let data = _emalloc(slots_size + size as usize * size_of::<_Bucket>()).cast::<u8>();
            data.write_bytes(0xff, slots_size);
            data
        };
        header(data.add(slots_size).cast(), 0, 0_u32.wrapping_sub(size * 2), 0, size, NO_INDEX)
    }
}

/// The place for the value of a key, undefined: a new one at the end, or that of the equal key, whose value goes. Takes the reference
/// to the name over; an integer key has none.
///
/// # Safety
/// The table was made by [`map`] and has room; nothing else refers to it. A value that goes may run its destructor.
#[inline(always)]
pub unsafe fn place(table: *mut HashTable, hash: u64, name: *mut zend_string) -> *mut Raw {
    // SAFETY: slots lie in front of the buckets, at the negative offsets that the mask makes (HT_HASH_EX); what a slot or a chain
    // holds is a bucket of the table.
    unsafe {
        let buckets = (*table).__bindgen_anon_1.arData;
        let offset = (hash as u32 | (*table).nTableMask).cast_signed();
        let slot = buckets.cast::<u32>().offset(offset as isize);
        let first = slot.read();
        let mut next = first;
        while next != INVALID {
            let bucket = buckets.add(next as usize);
            if (*bucket).h == hash && is_same((*bucket).key, name) {
                return vacate((&raw mut (*bucket).val).cast(), name);
            }
            next = (*(&raw const (*bucket).val).cast::<Raw>()).extra;
        }
        let position = (*table).nNumUsed;
        let bucket = buckets.add(position as usize);
        let value = (&raw mut (*bucket).val).cast::<Raw>();
        (*value).type_info = IS_UNDEF;
        (*value).extra = first;
        (*bucket).h = hash;
        (*bucket).key = name;
        slot.write(position);
        (*table).nNumUsed = position + 1;
        (*table).nNumOfElements = position + 1;
        value
    }
}

/// As [`place`], for an integer.
///
/// # Safety
/// As there.
#[inline(always)]
pub unsafe fn place_at(table: *mut HashTable, index: i64) -> *mut Raw {
    // SAFETY: as promised.
    unsafe {
        if index >= (*table).nNextFreeElement {
            // As the engine has it since 8.3: negative indices count, and nothing comes after the greatest integer.
            (*table).nNextFreeElement = index.saturating_add(1);
        }
        place(table, index.cast_unsigned(), std::ptr::null_mut())
    }
}

/// # Safety
/// Both are valid or null.
#[inline(always)]
unsafe fn is_same(one: *mut zend_string, other: *mut zend_string) -> bool {
    // SAFETY: as promised.
    one == other || (!one.is_null() && !other.is_null() && unsafe { string::bytes(one) == string::bytes(other) })
}

/// # Safety
/// The place holds a value, which is the table's, and the name is the caller's.
#[cold]
unsafe fn vacate(place: *mut Raw, name: *mut zend_string) -> *mut Raw {
    // SAFETY: as promised; the place is undefined before anything can happen.
    unsafe {
        if !name.is_null() {
            string::release(name);
        }
        let old = place.read();
        (*place).type_info = IS_UNDEF;
        old.release();
        place
    }
}
