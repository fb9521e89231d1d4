//! Objects as they lie in memory: their properties, and what a class wants to be in their place.

use super::IS_PTR;
use crate::zval::call::has_exception;
use crate::zval::sys::{
    instanceof_function_slow, php_json_serializable_ce, zend_get_properties_for, zend_get_recursion_guard,
    zend_read_property_ex,
};
use crate::zval::value::{IMMUTABLE, IS_OBJECT, IS_UNDEF, Raw};
use ext_php_rs::ffi::{
    HashTable, zend_array_destroy, zend_call_known_function, zend_class_entry, zend_function, zend_hash_str_find,
    zend_object, zend_property_info, zend_std_get_properties, zend_string, zval,
};
use std::ffi::c_int;
use std::ptr;

/// zend_compile.h
const ACC_ENUM: u32 = 1 << 28;
#[cfg(php84)]
const ACC_VIRTUAL: u32 = 1 << 9;
/// `IS_OBJ_LAZY_UNINITIALIZED | IS_OBJ_LAZY_PROXY` (zend_types.h)
#[cfg(php84)]
const LAZY: u32 = 1 << 31 | 1 << 30;
/// `ZEND_GUARD_RECURSION_JSON` (zend_types.h): the guards before it have grown by one in PHP 8.4.
const GUARD_JSON: u32 = if cfg!(php84) { 1 << 7 } else { 1 << 6 };
/// `ZEND_PROP_PURPOSE_JSON`
const PURPOSE_JSON: c_int = 4;

/// An object. Not an owner.
#[derive(Clone, Copy)]
pub struct Object(pub *mut zend_object);

/// The method jsonSerialize() of the last class that was asked for it: objects of a class come together.
pub struct Serializer {
    class: *const zend_class_entry,
    method: *mut zend_function,
}

impl Serializer {
    pub const NONE: Self = Self { class: ptr::null(), method: ptr::null_mut() };

    /// Whether an object is a JsonSerializable.
    ///
    /// # Safety
    /// The object is alive, and this is not kept beyond a call: classes may end with the request.
    #[inline(always)]
    pub unsafe fn serializes(&mut self, object: Object) -> bool {
        // SAFETY: as promised.
        unsafe {
            let class = (*object.0).ce.cast_const();
            if class != self.class {
                self.find(class);
            }
            !self.method.is_null()
        }
    }

    #[cold]
    #[inline(never)]
    unsafe fn find(&mut self, class: *const zend_class_entry) {
        const METHOD: &str = "jsonserialize";
        self.class = class;
        self.method = ptr::null_mut();
        // SAFETY: a live class; one that implements the interface has the method, and an element of the table points to it.
        unsafe {
            if (*class).num_interfaces > 0 && instanceof_function_slow(class, php_json_serializable_ce) {
                let found =
                    zend_hash_str_find(&raw const (*class).function_table, METHOD.as_ptr().cast(), METHOD.len());
                if !found.is_null() {
                    self.method = (*found.cast::<Raw>()).payload.array.cast();
                }
            }
        }
    }
}

/// What jsonSerialize() has answered.
pub enum Serialized {
    /// It is running for this object already.
    Recursive,
    /// There is none; an exception is on its way.
    Failed,
    /// `$this`, owned.
    Itself(Raw),
    /// Another value, owned. Then [`Object::finish_serialize`] has to be called.
    Other(Raw),
}

impl Object {
    #[inline(always)]
    unsafe fn class<'c>(self) -> &'c zend_class_entry {
        // SAFETY: a live object has a class, which lives as long.
        unsafe { &*(*self.0).ce }
    }

    /// Whether it is a case of an enum.
    ///
    /// # Safety
    /// As above.
    #[inline(always)]
    pub unsafe fn is_enum(self) -> bool {
        // SAFETY: as promised.
        unsafe { self.class().ce_flags & ACC_ENUM != 0 }
    }

    /// The value of a case, which is not owned; `None` if its enum is not backed.
    ///
    /// # Safety
    /// The object is a case of an enum.
    pub unsafe fn case_value(self) -> Option<Raw> {
        // SAFETY: a case's properties are its name and, if it is backed, its value.
        unsafe {
            let is_backed = self.class().enum_backing_type != IS_UNDEF;
            is_backed.then(|| (&raw const (*self.0).properties_table).cast::<Raw>().add(1).read())
        }
    }

    /// Whether reading its properties is left to the engine's own handlers and nothing of it is computed.
    #[inline(always)]
    unsafe fn is_plain(self) -> bool {
        // SAFETY: as promised by the callers.
        unsafe {
            let handlers = &*(*self.0).handlers;
            let has_standard_properties = handlers.get_properties_for.is_none()
                && handlers
                    .get_properties
                    .is_some_and(|get| ptr::fn_addr_eq(get, zend_std_get_properties as unsafe extern "C" fn(_) -> _));
            #[cfg(php84)]
            let is_computed = self.class().num_hooked_props != 0 || (*self.0).extra_flags & LAZY != 0;
            #[cfg(not(php84))]
            let is_computed = false;
            has_standard_properties && !is_computed
        }
    }

    /// The declared properties, if these are all there are and they can be read where they lie.
    ///
    /// # Safety
    /// As above.
    #[inline(always)]
    pub unsafe fn declared(self) -> Option<Declared> {
        // SAFETY: as promised.
        unsafe {
            ((*self.0).properties.is_null() && self.is_plain()).then(|| Declared {
                object: self.0,
                next: 0,
                count: usize::try_from(self.class().default_properties_count).unwrap_or(0),
            })
        }
    }

    /// The table of its properties, owned; what is computed may run PHP code, and fail: then there may be none.
    ///
    /// # Safety
    /// As above; nothing is held that PHP code must not find.
    pub unsafe fn properties(self) -> *mut HashTable {
        // SAFETY: as promised.
        unsafe {
            if self.is_plain() {
                let table = (*self.0).properties;
                super::hold(table);
                return table;
            }
            let mut value = Raw::object(self.0);
            zend_get_properties_for((&raw mut value).cast(), PURPOSE_JSON)
        }
    }

    /// Whether the table of properties is made for the occasion.
    ///
    /// # Safety
    /// As above.
    pub unsafe fn has_hooks(self) -> bool {
        #[cfg(php84)]
        // SAFETY: as promised.
        return unsafe { self.class().num_hooked_props != 0 };
        #[cfg(not(php84))]
        false
    }

    /// The value of a property with hooks, as the table of properties has it: owned, or `None` if it cannot be read or an exception is
    /// on its way.
    ///
    /// # Safety
    /// The element is of this object's table, and of the kind [`IS_PTR`].
    pub unsafe fn hooked(self, element: Raw) -> Option<Raw> {
        debug_assert!(element.kind() == IS_PTR);
        // SAFETY: such an element points to the property's declaration; a value that is no property itself is put into the place.
        unsafe {
            let info = element.payload.array.cast::<zend_property_info>();
            #[cfg(php84)]
            if (*info).flags & ACC_VIRTUAL != 0 && (*(*info).hooks).is_null() {
                return None;
            }
            let mut place = Raw::UNDEF;
            let found = zend_read_property_ex((*info).ce, self.0, (*info).name, true, (&raw mut place).cast());
            let value = found.cast::<Raw>().read();
            if has_exception() {
                place.release();
                return None;
            }
            value.add_reference();
            place.release();
            Some(value)
        }
    }

    /// Calls jsonSerialize().
    ///
    /// # Safety
    /// `serializer` has just said that it serializes the object; nothing is held that PHP code must not find.
    pub unsafe fn serialize(self, serializer: &Serializer) -> Serialized {
        // SAFETY: the interface gives the class guards; the guard stays where it is as long as the object lives.
        unsafe {
            let guard = zend_get_recursion_guard(self.0);
            if *guard & GUARD_JSON != 0 {
                return Serialized::Recursive;
            }
            *guard |= GUARD_JSON;
            let mut answer = Raw::UNDEF;
            let place = (&raw mut answer).cast::<zval>();
            let (none, no_names) = (ptr::null_mut(), ptr::null_mut());
            zend_call_known_function(serializer.method, self.0, (*self.0).ce, place, 0, none, no_names);
            if has_exception() || answer.kind() == IS_UNDEF {
                answer.release();
                self.finish_serialize();
                return Serialized::Failed;
            }
            if answer.kind() == IS_OBJECT && answer.payload.object == self.0 {
                self.finish_serialize();
                return Serialized::Itself(answer);
            }
            Serialized::Other(answer)
        }
    }

    /// The answer of jsonSerialize() has been walked.
    ///
    /// # Safety
    /// The object is alive.
    pub unsafe fn finish_serialize(self) {
        // SAFETY: as in `serialize`.
        unsafe { *zend_get_recursion_guard(self.0) &= !GUARD_JSON };
    }
}

/// Gives a table of properties back.
///
/// # Safety
/// It comes from [`Object::properties`].
pub unsafe fn release_properties(table: *mut HashTable) {
    // SAFETY: the caller's own reference; the last one frees it.
    unsafe {
        if !table.is_null() && (*table).gc.u.type_info & IMMUTABLE == 0 {
            (*table).gc.refcount -= 1;
            if (*table).gc.refcount == 0 {
                zend_array_destroy(table);
            }
        }
    }
}

/// The public declared properties of an object that have a value, in order.
pub struct Declared {
    object: *mut zend_object,
    next: usize,
    count: usize,
}

impl Declared {
    /// The next one: its name, and its value as it is now.
    ///
    /// # Safety
    /// The object is alive.
    #[inline(always)]
    pub unsafe fn next(&mut self) -> Option<(*mut zend_string, Raw)> {
        // SAFETY: the class has a declaration or null for each of so many properties, and the object a place at each one's offset.
        unsafe {
            let infos = (*(*self.object).ce).properties_info_table;
            while self.next < self.count {
                let info = *infos.add(self.next);
                self.next += 1;
                if info.is_null() || is_hidden((*info).name) {
                    continue;
                }
                let value = self.object.byte_add((*info).offset as usize).cast::<Raw>().read();
                if value.kind() != IS_UNDEF {
                    return Some(((*info).name, value));
                }
            }
            None
        }
    }
}

/// Whether a property's name, as tables have it, is that of a private or protected one.
///
/// # Safety
/// The name is alive.
#[inline(always)]
pub unsafe fn is_hidden(name: *const zend_string) -> bool {
    // SAFETY: a string has a byte, and be it the NUL behind its end.
    unsafe { (&raw const (*name).val).cast::<u8>().read() == 0 && (*name).len > 0 }
}
