//! A zval without an owner: the sixteen bytes that the engine copies about, and what they mean (Zend/zend_types.h).

use super::sys::{zend_empty_string, zend_rsrc_list_get_rsrc_type};
use ext_php_rs::ffi::{self, HashTable, zend_object, zend_string, zval, zval_ptr_dtor};
use std::ffi::CStr;

pub const IS_UNDEF: u32 = 0;
pub const IS_NULL: u32 = 1;
pub const IS_FALSE: u32 = 2;
pub const IS_TRUE: u32 = 3;
pub const IS_LONG: u32 = 4;
pub const IS_DOUBLE: u32 = 5;
pub const IS_STRING: u32 = 6;
pub const IS_ARRAY: u32 = 7;
pub const IS_OBJECT: u32 = 8;
pub const IS_RESOURCE: u32 = 9;
pub const IS_REFERENCE: u32 = 10;

const REFCOUNTED: u32 = 1 << 8;
const COLLECTABLE: u32 = 1 << 9;
const STRING_EX: u32 = IS_STRING | REFCOUNTED;
const ARRAY_EX: u32 = IS_ARRAY | REFCOUNTED | COLLECTABLE;
const OBJECT_EX: u32 = IS_OBJECT | REFCOUNTED | COLLECTABLE;

/// `GC_IMMUTABLE`, which strings call interned, in the place it has in `gc.u.type_info`.
pub const IMMUTABLE: u32 = 1 << 6;

/// What a value holds; which field counts depends on the type.
#[derive(Clone, Copy)]
#[repr(C)]
pub union Payload {
    pub long: i64,
    pub double: f64,
    pub string: *mut zend_string,
    pub array: *mut HashTable,
    pub object: *mut zend_object,
    pub counted: *mut ffi::zend_refcounted_h,
    pub reference: *mut ffi::zend_reference,
    pub resource: *mut ffi::zend_resource,
    /// Of a slot that points at another (`IS_INDIRECT`).
    pub indirect: *mut Raw,
}

/// A zval that copies without counting. Whoever keeps one says in its documentation whether it owns a reference.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Raw {
    pub payload: Payload,
    pub type_info: u32,
    pub extra: u32,
}

const _: () = assert!(size_of::<Raw>() == size_of::<zval>() && align_of::<Raw>() == align_of::<zval>());

impl Raw {
    pub const UNDEF: Self = Self { payload: Payload { long: 0 }, type_info: IS_UNDEF, extra: 0 };
    pub const NULL: Self = Self { payload: Payload { long: 0 }, type_info: IS_NULL, extra: 0 };

    pub const fn bool(value: bool) -> Self {
        Self { payload: Payload { long: 0 }, type_info: if value { IS_TRUE } else { IS_FALSE }, extra: 0 }
    }

    pub const fn long(value: i64) -> Self {
        Self { payload: Payload { long: value }, type_info: IS_LONG, extra: 0 }
    }

    pub const fn double(value: f64) -> Self {
        Self { payload: Payload { double: value }, type_info: IS_DOUBLE, extra: 0 }
    }

    /// Takes over a reference to a string.
    ///
    /// # Safety
    /// `string` is a valid zend_string.
    #[inline(always)]
    pub unsafe fn string(string: *mut zend_string) -> Self {
        // SAFETY: valid by the caller's promise.
        let interned = unsafe { (*string).gc.u.type_info } & IMMUTABLE != 0;
        Self { payload: Payload { string }, type_info: if interned { IS_STRING } else { STRING_EX }, extra: 0 }
    }

    /// Takes over a reference to a string that is not interned.
    #[inline(always)]
    pub const fn new_string(string: *mut zend_string) -> Self {
        Self { payload: Payload { string }, type_info: STRING_EX, extra: 0 }
    }

    /// Takes over a reference to an array that is not immutable.
    #[inline(always)]
    pub const fn array(array: *mut HashTable) -> Self {
        Self { payload: Payload { array }, type_info: ARRAY_EX, extra: 0 }
    }

    /// A reference to an array that may be immutable; not counted yet.
    ///
    /// # Safety
    /// `array` is alive.
    pub unsafe fn shared_array(array: *mut HashTable) -> Self {
        // SAFETY: as promised.
        let immutable = unsafe { (*array).gc.u.type_info } & IMMUTABLE != 0;
        Self { payload: Payload { array }, type_info: if immutable { IS_ARRAY } else { ARRAY_EX }, extra: 0 }
    }

    /// The array without elements, which is immutable and needs no reference.
    pub fn empty_array() -> Self {
        let array = (&raw const ffi::zend_empty_array).cast_mut();
        Self { payload: Payload { array }, type_info: IS_ARRAY, extra: 0 }
    }

    /// The empty string, which is interned and needs no reference.
    pub fn empty_string() -> Self {
        // SAFETY: the engine makes it before it loads modules.
        Self { payload: Payload { string: unsafe { zend_empty_string } }, type_info: IS_STRING, extra: 0 }
    }

    /// Takes over a reference to an object.
    pub const fn object(object: *mut zend_object) -> Self {
        Self { payload: Payload { object }, type_info: OBJECT_EX, extra: 0 }
    }

    #[inline(always)]
    pub const fn kind(self) -> u32 {
        self.type_info & 0xff
    }

    /// Whether it has a counter of references.
    #[inline(always)]
    pub const fn is_counted(self) -> bool {
        self.type_info & REFCOUNTED != 0
    }

    /// Whether the garbage collector has to know of it.
    pub const fn is_collectable(self) -> bool {
        self.type_info & COLLECTABLE != 0
    }

    /// Counts one more reference.
    ///
    /// # Safety
    /// The value is alive.
    #[inline(always)]
    pub unsafe fn add_reference(self) {
        if self.type_info & REFCOUNTED != 0 {
            // SAFETY: a refcounted type holds a pointer to a counter.
            unsafe { (*self.payload.counted).refcount += 1 };
        }
    }

    /// Gives a reference back; the last one may run destructors.
    ///
    /// # Safety
    /// The caller owns a reference to the value and does not use it afterwards.
    pub unsafe fn release(mut self) {
        if self.type_info & REFCOUNTED != 0 {
            // SAFETY: same layout; the reference is the caller's to give.
            unsafe { zval_ptr_dtor((&raw mut self).cast()) };
        }
    }

    /// As [`release`](Self::release), for a value that is most likely held by others too.
    ///
    /// # Safety
    /// As there.
    #[inline(always)]
    pub unsafe fn let_go(self) {
        if self.type_info & REFCOUNTED != 0 {
            // SAFETY: a refcounted type holds a pointer to a counter; the last reference is left to the engine.
            unsafe {
                if (*self.payload.counted).refcount > 1 {
                    (*self.payload.counted).refcount -= 1;
                } else {
                    self.release();
                }
            }
        }
    }

    /// The value behind a reference, or itself.
    ///
    /// # Safety
    /// The value is alive.
    pub unsafe fn dereferenced(self) -> Self {
        if self.kind() == IS_REFERENCE {
            // SAFETY: a live reference holds a value.
            unsafe { (&raw const (*self.payload.reference).val).cast::<Self>().read() }
        } else {
            self
        }
    }

    /// The place of the value behind a reference, or this one.
    ///
    /// # Safety
    /// The value is alive.
    pub unsafe fn referent(&mut self) -> *mut Self {
        if self.kind() == IS_REFERENCE {
            // SAFETY: a live reference holds a value.
            unsafe { (&raw mut (*self.payload.reference).val).cast() }
        } else {
            self
        }
    }

    /// The bytes of a string.
    ///
    /// # Safety
    /// The value is a live string and outlives the slice.
    #[inline(always)]
    pub unsafe fn bytes<'v>(self) -> &'v [u8] {
        // SAFETY: as promised by the caller.
        unsafe { super::string::bytes(self.payload.string) }
    }

    /// What get_debug_type() calls a resource; `None` for anything else.
    ///
    /// # Safety
    /// The value is alive.
    pub unsafe fn resource_type(self) -> Option<Vec<u8>> {
        if self.kind() != IS_RESOURCE {
            return None;
        }
        // SAFETY: a name is a C string that lives as long as the type; a closed resource has none.
        unsafe {
            let name = zend_rsrc_list_get_rsrc_type(self.payload.resource);
            let name = if name.is_null() { c"closed" } else { CStr::from_ptr(name) };
            Some([b"resource (", name.to_bytes(), b")"].concat())
        }
    }

    /// What get_debug_type() calls the value's type.
    ///
    /// # Safety
    /// The value is alive.
    pub unsafe fn type_name(self) -> Vec<u8> {
        match self.kind() {
            IS_UNDEF | IS_NULL => b"null".into(),
            IS_FALSE | IS_TRUE => b"bool".into(),
            IS_LONG => b"int".into(),
            IS_DOUBLE => b"float".into(),
            IS_STRING => b"string".into(),
            IS_ARRAY => b"array".into(),
            IS_OBJECT => {
                // SAFETY: a live object has a class, and a class a name.
                let name = unsafe { super::string::bytes((*(*self.payload.object).ce).name) };
                // An anonymous class's name goes on with a NUL and its place of birth.
                name.split(|&byte| byte == 0).next().unwrap_or_default().into()
            }
            _ => b"resource".into(),
        }
    }
}
