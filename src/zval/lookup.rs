//! Elements of an array by keys that were prepared, with their hashes, before the array was known.

use super::string;
use super::value::{IS_UNDEF, Raw};
use super::walk::{Element, PACKED};
use ext_php_rs::ffi::{HashTable, zend_hash_index_find};

/// `HT_INVALID_IDX`.
const NONE: u32 = u32::MAX;

/// The value under a name that is no integer; not owned, and not dereferenced.
///
/// # Safety
/// The table is alive, and `hash` is what zend_string_hash_func() makes of the name.
#[inline(always)]
pub unsafe fn by_name(table: *const HashTable, name: &[u8], hash: u64) -> Option<Raw> {
    // SAFETY: as promised.
    unsafe { find(table, name, hash) }.map(|(_, value)| value)
}

/// Where a name is, and its value.
#[inline(always)]
unsafe fn find(table: *const HashTable, name: &[u8], hash: u64) -> Option<(u32, Raw)> {
    // SAFETY: a table that is not packed has as many hash slots in front of its elements as the mask says, one of which any hash selects; a
    // slot holds the position of an element, and an element that of the next with the same slot (Zend/zend_hash.h).
    unsafe {
        if (*table).u.flags & PACKED != 0 {
            return None;
        }
        let elements = (*table).__bindgen_anon_1.arData.cast::<Element>();
        #[expect(clippy::cast_possible_truncation, reason = "the engine takes the lower half of the hash")]
        let slot = (hash as u32 | (*table).nTableMask).cast_signed();
        let mut position = elements.cast::<u32>().offset(slot as isize).read();
        while position != NONE {
            let element = elements.add(position as usize);
            let known = (*element).name_string();
            if (*element).index().cast_unsigned() == hash && !known.is_null() && string::is_equal(known, name) {
                return Some((position, (*element).value));
            }
            position = (*element).value.extra;
        }
        None
    }
}

/// As [`by_name`], where many tables are likely to have the name in the same place, as the same string: `place` is told where, and the string's
/// address.
///
/// # Safety
/// As there; all these tables are alive as long as the place is used.
#[inline(always)]
pub unsafe fn by_name_near(
    table: *const HashTable,
    name: &[u8],
    hash: u64,
    place: (&mut u32, &mut usize),
) -> Option<Raw> {
    // SAFETY: only elements in use are looked at. A string at the same address, with its table alive, is the same string.
    unsafe {
        let (position, key) = place;
        let elements = (*table).__bindgen_anon_1.arData.cast::<Element>();
        if (*table).u.flags & PACKED == 0 && *position < (*table).nNumUsed {
            let element = elements.add(*position as usize);
            if (*element).name_string().addr() == *key && *key != 0 && !(*element).is_removed() {
                return Some((*element).value);
            }
        }
        let (found, value) = find(table, name, hash)?;
        (*position, *key) = (found, (*elements.add(found as usize)).name_string().addr());
        Some(value)
    }
}

/// The value under an integer; not owned, and not dereferenced.
///
/// # Safety
/// The table is alive.
#[inline(always)]
pub unsafe fn by_index(table: *const HashTable, index: i64) -> Option<Raw> {
    // SAFETY: a packed table has `nNumUsed` values; what the engine finds is a value.
    unsafe {
        if (*table).u.flags & PACKED != 0 {
            let position = usize::try_from(index).ok().filter(|&position| position < (*table).nNumUsed as usize)?;
            let value = (*table).__bindgen_anon_1.arPacked.cast::<Raw>().add(position).read();
            return (value.type_info != IS_UNDEF).then_some(value);
        }
        let found = zend_hash_index_find(table, index.cast_unsigned());
        (!found.is_null()).then(|| found.cast::<Raw>().read())
    }
}
