//! What is in an object: its class, its slots, its methods, its public properties as they lie in memory.

use super::call::has_exception;
use super::sys::zend_create_fake_closure;
use super::value::{IS_UNDEF, Payload, Raw};
use ext_php_rs::ffi::{
    HashTable, instanceof_function_slow, zend_call_known_function, zend_class_entry, zend_function, zend_hash_str_find,
    zend_object, zend_std_get_properties,
};

// zend_compile.h
const ACC_PUBLIC: u32 = 1 << 0;
const ACC_STATIC: u32 = 1 << 4;
const ACC_ENUM: u32 = 1 << 28;
/// `IS_OBJ_LAZY_UNINITIALIZED` and `IS_OBJ_LAZY_PROXY` (PHP 8.4).
#[cfg(php84)]
const LAZY: u32 = 1 << 31 | 1 << 30;

/// The class of an object.
///
/// # Safety
/// The value is a live object.
#[inline(always)]
pub unsafe fn class_of(object: Raw) -> *mut zend_class_entry {
    // SAFETY: as promised.
    unsafe { (*object.payload.object).ce }
}

/// Whether a class is another or inherits it or implements it.
///
/// # Safety
/// Both are classes.
#[inline(always)]
pub unsafe fn is_a(class: *const zend_class_entry, other: *const zend_class_entry) -> bool {
    // SAFETY: as promised.
    class == other || unsafe { instanceof_function_slow(class, other) }
}

/// Whether a class is an enum.
///
/// # Safety
/// It is a class.
pub unsafe fn is_enum(class: *const zend_class_entry) -> bool {
    // SAFETY: as promised.
    unsafe { (*class).ce_flags & ACC_ENUM != 0 }
}

/// The value of a case of a backed enum; not owned. `None` if the enum is not backed.
///
/// # Safety
/// The value is a case.
pub unsafe fn backing_value(case: Raw) -> Option<Raw> {
    // SAFETY: a case has its name in the first slot and, if it is backed, its value in the second.
    unsafe { ((*class_of(case)).enum_backing_type != IS_UNDEF).then(|| slot(case.payload.object, 1).read()) }
}

/// The place of a declared property.
///
/// # Safety
/// The object is alive and its class, or a parent, declares that many properties and more.
pub unsafe fn slot(object: *mut zend_object, position: usize) -> *mut Raw {
    // SAFETY: slots lie behind the header.
    unsafe { (&raw mut (*object).properties_table).cast::<Raw>().add(position) }
}

/// Sets a declared property that nobody can have seen yet, whatever its type and protection; takes the value over.
///
/// # Safety
/// As for [`slot`]; what the slot holds needs no release.
pub unsafe fn initialize(object: *mut zend_object, position: usize, value: Raw) {
    // SAFETY: as promised.
    unsafe {
        let place = slot(object, position);
        (*place).payload = value.payload;
        (*place).type_info = value.type_info;
        // IS_PROP_UNINIT and IS_PROP_REINITABLE, which an initialised property does not have (zend_types.h).
        (*place).extra &= !3;
    }
}

/// Calls a method by its name in lower case; the result is the caller's. `None` if an exception is on its way.
///
/// # Safety
/// The object is alive and has the method; no reference into a native object is held: the callee may do anything.
pub unsafe fn call_method(object: Raw, name: &str, arguments: &mut [Raw]) -> Option<Raw> {
    let mut result = Raw::UNDEF;
    // SAFETY: a function table holds pointers to functions; the places outlive the call. The object is held while it runs.
    unsafe {
        let class = class_of(object);
        let found = zend_hash_str_find(&raw const (*class).function_table, name.as_ptr().cast(), name.len());
        if found.is_null() {
            return None;
        }
        let function = (*found).value.ptr.cast::<zend_function>();
        object.add_reference();
        zend_call_known_function(
            function,
            object.payload.object,
            class,
            (&raw mut result).cast(),
            u32::try_from(arguments.len()).unwrap_or(0),
            arguments.as_mut_ptr().cast(),
            std::ptr::null_mut(),
        );
        object.release();
        if has_exception() {
            result.release();
            return None;
        }
    }
    Some(result)
}

/// A Closure of an object's method, by its name in lower case; owned. Null if there is no such method.
///
/// # Safety
/// The object is alive.
pub unsafe fn closure_of(object: Raw, name: &str) -> Raw {
    let (mut closure, mut this) = (Raw::NULL, object);
    // SAFETY: as for `call_method`; the closure takes a reference of its own to the object.
    unsafe {
        let class = class_of(object);
        let found = zend_hash_str_find(&raw const (*class).function_table, name.as_ptr().cast(), name.len());
        if !found.is_null() {
            let function = (*found).value.ptr.cast::<zend_function>();
            zend_create_fake_closure((&raw mut closure).cast(), function, class, class, (&raw mut this).cast());
        }
    }
    closure
}

/// The public properties of an object whose class does nothing of its own about them.
pub enum Properties {
    /// Declared ones only; so many slots.
    Slots(usize),
    /// In a table, with the slots behind `IS_INDIRECT`.
    Table,
}

/// How the object's properties lie; `None` if get_object_vars() has to be asked: the class has hooks or answers itself, or
/// the object is lazy.
///
/// # Safety
/// The value is a live object.
#[inline(always)]
pub unsafe fn properties(object: Raw) -> Option<Properties> {
    // SAFETY: as promised.
    unsafe {
        let object = object.payload.object;
        let (class, handlers) = ((*object).ce, (*object).handlers);
        let is_standard = (*handlers).get_properties.is_some_and(|get| {
            std::ptr::fn_addr_eq(
                get,
                zend_std_get_properties as unsafe extern "C" fn(*mut zend_object) -> *mut HashTable,
            )
        }) && (*handlers).get_properties_for.is_none();
        #[cfg(php84)]
        let is_plain = is_standard && (*class).num_hooked_props == 0 && (*object).extra_flags & LAZY == 0;
        #[cfg(not(php84))]
        let is_plain = is_standard;
        if !is_plain {
            return None;
        }
        if (*object).properties.is_null() {
            Some(Properties::Slots(usize::try_from((*class).default_properties_count).unwrap_or(0)))
        } else {
            Some(Properties::Table)
        }
    }
}

/// The name and the value of a slot, if it is a public property with a value; not owned.
///
/// # Safety
/// The object is alive and has that many slots and more.
#[inline(always)]
pub unsafe fn public_slot<'o>(object: Raw, position: usize) -> Option<(&'o [u8], Raw)> {
    // SAFETY: a class has the description of every slot that is in use.
    unsafe {
        let object = object.payload.object;
        let info = (*(*object).ce).properties_info_table.add(position).read();
        if info.is_null() || (*info).flags & ACC_PUBLIC == 0 || (*info).flags & ACC_STATIC != 0 {
            return None;
        }
        let value = slot(object, position).read();
        (value.type_info != IS_UNDEF).then(|| (super::string::bytes((*info).name), value))
    }
}

/// The table of an object's properties.
///
/// # Safety
/// The object is alive and has one.
pub unsafe fn property_table(object: Raw) -> *mut HashTable {
    // SAFETY: as promised.
    unsafe { (*object.payload.object).properties }
}

/// A pointer that tells values with an identity apart.
///
/// # Safety
/// The value is an object, a reference or a counted array.
pub unsafe fn identity(value: Raw) -> *const () {
    // SAFETY: as promised: the fields of the union are pointers in the same place.
    unsafe {
        let Payload { counted } = value.payload;
        counted.cast_const().cast()
    }
}
