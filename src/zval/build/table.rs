//! Tables of values that are known already: a list or a map of the right size, filled in one go.

use crate::zval::string;
use crate::zval::sys::{_emalloc_160, _emalloc_320};
use crate::zval::table::{INVALID, LIST, LIST_MASK, MIN_SIZE, NO_INDEX, PACKED_SLOTS, header, size_for};
use crate::zval::value::Raw;
use ext_php_rs::ffi::{_Bucket, _emalloc, HashTable};
use std::ptr;

/// A list of values, which it takes over.
///
/// # Safety
/// There are `count` values at `values`, more than none, and four more may be read, whatever they are.
#[inline(always)]
pub unsafe fn list(values: *const Raw, count: usize) -> *mut HashTable {
    // SAFETY: the block has room for as many values as the size says.
    unsafe {
        let used = u32::try_from(count).unwrap_or(0);
        let size = size_for(count);
        let data: *mut u8;
        if size == MIN_SIZE {
            data = _emalloc_160().cast();
            let target = data.add(PACKED_SLOTS).cast::<Raw>();
            // Two at a time and perhaps one too many, which nobody looks at: cheaper than a loop of unknown length.
            let pairs = values.cast::<[Raw; 2]>();
            let targets = target.cast::<[Raw; 2]>();
            targets.write(pairs.read());
            if count > 2 {
                targets.add(1).write(pairs.add(1).read());
                if count > 4 {
                    targets.add(2).write(pairs.add(2).read());
                    targets.add(3).write(pairs.add(3).read());
                }
            }
        } else {
            data = _emalloc(PACKED_SLOTS + size as usize * size_of::<Raw>()).cast();
            data.add(PACKED_SLOTS).cast::<Raw>().copy_from_nonoverlapping(values, count);
        }
        data.cast::<[u32; 2]>().write([INVALID; 2]);
        let next_index = i64::from(used);
        header(data.add(PACKED_SLOTS).cast(), LIST, LIST_MASK, used, size, next_index)
    }
}

/// A map of buckets, whose keys and values it takes over. Of equal keys the last value counts, in the first one's place.
///
/// # Safety
/// There are `count` buckets at `buckets`, more than none.
#[inline(always)]
pub unsafe fn map(buckets: *const _Bucket, count: usize, has_indices: bool) -> *mut HashTable {
    // SAFETY: the block has room for the slots and as many buckets as the size says; the buckets are copied before they are looked at.
    unsafe {
        let used = u32::try_from(count).unwrap_or(0);
        let size = size_for(count);
        let slots_size = size as usize * 2 * size_of::<u32>();
        let data: *mut u8 = if size == MIN_SIZE {
            _emalloc_320().cast()
        } else {
            _emalloc(slots_size + size as usize * size_of::<_Bucket>()).cast()
        };
        let target = data.add(slots_size).cast::<_Bucket>();
        target.copy_from_nonoverlapping(buckets, count);
        data.write_bytes(0xff, slots_size);
        let mask = 0_u32.wrapping_sub(size * 2);
        let table = header(target, 0, mask, used, size, NO_INDEX);
        if link(target, used, mask) {
            if has_indices {
                (*table).nNextFreeElement = next_index(target, used);
            }
            return table;
        }
        merge(table, has_indices);
        table
    }
}

/// The hash slot of a bucket: slots lie in front of the buckets, at negative offsets (HT_HASH_EX).
#[inline(always)]
unsafe fn slot(target: *mut _Bucket, hash: u64, mask: u32) -> *mut u32 {
    let index = (hash as u32 | mask).cast_signed();
    // SAFETY: the mask keeps the index within the slots.
    unsafe { target.cast::<u32>().offset(index as isize) }
}

/// Chains the buckets; false if two keys may be equal, which the second look decides.
#[inline(always)]
unsafe fn link(target: *mut _Bucket, used: u32, mask: u32) -> bool {
    let mut may_repeat = false;
    for index in 0..used {
        // SAFETY: the index is below the number of buckets; what a slot holds is a bucket before this one.
        unsafe {
            let bucket = target.add(index as usize);
            let place = slot(target, (*bucket).h, mask);
            let mut next = place.read();
            (*(&raw mut (*bucket).val).cast::<Raw>()).extra = next;
            place.write(index);
            while next != INVALID {
                let other = target.add(next as usize);
                may_repeat |= (*other).h == (*bucket).h;
                next = (*(&raw const (*other).val).cast::<Raw>()).extra;
            }
        }
    }
    !may_repeat
}

unsafe fn is_same_key(one: *const _Bucket, two: *const _Bucket) -> bool {
    // SAFETY: both are alive, their keys too.
    unsafe {
        let (first, second) = ((*one).key, (*two).key);
        (*one).h == (*two).h
            && (first == second
                || (!first.is_null() && !second.is_null() && string::bytes(first) == string::bytes(second)))
    }
}

/// Chains the buckets anew and lets later values take the place of earlier ones.
#[cold]
unsafe fn merge(table: *mut HashTable, has_indices: bool) {
    // SAFETY: the table is complete but for its chains; buckets only move towards the front.
    unsafe {
        let target = (*table).__bindgen_anon_1.arData;
        let mask = (*table).nTableMask;
        let count = (*table).nNumUsed;
        target.cast::<u8>().sub((*table).nTableSize as usize * 8).write_bytes(0xff, (*table).nTableSize as usize * 8);
        let mut used = 0;
        for index in 0..count {
            let bucket = target.add(index as usize);
            let place = slot(target, (*bucket).h, mask);
            let mut next = place.read();
            while next != INVALID && !is_same_key(target.add(next as usize), bucket) {
                next = (*(&raw const (*target.add(next as usize)).val).cast::<Raw>()).extra;
            }
            if next == INVALID {
                let to = target.add(used as usize);
                ptr::copy(bucket, to, 1);
                (*(&raw mut (*to).val).cast::<Raw>()).extra = place.read();
                place.write(used);
                used += 1;
            } else {
                let value = (&raw mut (*target.add(next as usize)).val).cast::<Raw>();
                let old = value.read();
                let new = (&raw const (*bucket).val).cast::<Raw>().read();
                (*value).payload = new.payload;
                (*value).type_info = new.type_info;
                if !(*bucket).key.is_null() {
                    string::release((*bucket).key);
                }
                // Values of a document: no destructor of the user's runs.
                old.release();
            }
        }
        (*table).nNumUsed = used;
        (*table).nNumOfElements = used;
        if has_indices {
            (*table).nNextFreeElement = next_index(target, used);
        }
    }
}

/// The index after the greatest one there is.
unsafe fn next_index(target: *const _Bucket, used: u32) -> i64 {
    let mut greatest = None;
    for index in 0..used as usize {
        // SAFETY: the index is below the number of buckets.
        unsafe {
            let bucket = target.add(index);
            if (*bucket).key.is_null() {
                greatest = greatest.max(Some((*bucket).h.cast_signed()));
            }
        }
    }
    // As the engine has it since 8.3: negative indices count, and nothing comes after the greatest integer.
    greatest.map_or(NO_INDEX, |index| if index == i64::MAX { i64::MAX } else { index + 1 })
}
