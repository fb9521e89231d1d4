//! The elements of an array or of an object's properties where they lie, for those who read all of them: slices instead of calls.

use super::string;
use super::value::{IS_UNDEF, Payload, Raw};
use ext_php_rs::ffi::{_Bucket, HashTable, zend_string};

/// `HASH_FLAG_PACKED`.
pub(super) const PACKED: u32 = 1 << 2;

/// An element of a table with keys: the engine's bucket, with a value that copies.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Element {
    /// Undefined where the element was removed.
    pub value: Raw,
    /// The key if there is no name, else the name's hash.
    index: u64,
    name: *mut zend_string,
}

const _: () = assert!(size_of::<Element>() == size_of::<_Bucket>());

impl Element {
    /// The name, if the key is one.
    #[inline(always)]
    pub fn name<'n>(&self) -> Option<&'n [u8]> {
        // SAFETY: a table keeps its names alive.
        (!self.name.is_null()).then(|| unsafe { string::bytes(self.name) })
    }

    /// The name's string, if the key is one.
    #[inline(always)]
    pub const fn name_string(&self) -> *mut zend_string {
        self.name
    }

    /// The key if it is no name.
    #[inline(always)]
    pub const fn index(&self) -> i64 {
        self.index.cast_signed()
    }

    #[inline(always)]
    pub const fn is_removed(&self) -> bool {
        self.value.type_info == IS_UNDEF
    }
}

/// What a table consists of.
#[derive(Clone, Copy)]
pub enum Elements<'t> {
    /// Values with their positions for keys; undefined where one was removed.
    Packed(&'t [Raw]),
    /// Values with keys.
    Keyed(&'t [Element]),
}

/// The elements of a table.
///
/// # Safety
/// The table is alive, and nobody changes it while the slice is used: whoever calls PHP code meanwhile owns a reference to it.
#[inline(always)]
pub unsafe fn elements<'t>(table: *const HashTable) -> Elements<'t> {
    // SAFETY: `nNumUsed` elements lie at arPacked or arData, whichever the flag says.
    unsafe {
        let used = (*table).nNumUsed as usize;
        if used == 0 {
            return Elements::Packed(&[]);
        }
        if (*table).u.flags & PACKED != 0 {
            Elements::Packed(std::slice::from_raw_parts((*table).__bindgen_anon_1.arPacked.cast(), used))
        } else {
            Elements::Keyed(std::slice::from_raw_parts((*table).__bindgen_anon_1.arData.cast(), used))
        }
    }
}

/// How many elements a table has.
///
/// # Safety
/// The table is alive.
#[inline(always)]
pub unsafe fn count(table: *const HashTable) -> usize {
    // SAFETY: as promised.
    unsafe { (*table).nNumOfElements as usize }
}

/// Whether the keys are 0, 1, 2 and so on: array_is_list().
#[inline(always)]
pub fn is_list(elements: &Elements<'_>, count: usize) -> bool {
    match elements {
        Elements::Packed(values) => values.len() == count,
        Elements::Keyed(elements) => {
            let present = elements.iter().filter(|element| !element.is_removed());
            present.enumerate().all(|(position, element)| {
                element.name.is_null() && u64::try_from(position).is_ok_and(|position| position == element.index)
            })
        }
    }
}

impl Raw {
    /// The value itself where a slot of a properties table points at it (`IS_INDIRECT`).
    ///
    /// # Safety
    /// The value is alive.
    #[inline(always)]
    pub unsafe fn direct(self) -> Self {
        const IS_INDIRECT: u32 = 12;
        if self.kind() == IS_INDIRECT {
            // SAFETY: such a slot holds the address of a value.
            unsafe {
                let Payload { indirect } = self.payload;
                indirect.read()
            }
        } else {
            self
        }
    }
}
