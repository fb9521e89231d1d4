//! Calling PHP, and throwing at it.

use super::array::{new_string, pair};
use super::string;
use super::sys::{
    object_init_ex, zend_argument_type_error, zend_argument_value_error, zend_lookup_class, zend_type_error,
    zend_update_property_ex, zend_value_error, zend_zval_value_name,
};
use super::value::{IS_REFERENCE, Raw};
use ext_php_rs::ffi::{
    _call_user_function_impl, ext_php_rs_executor_globals, instanceof_function_slow, zend_class_entry, zend_fcall_info,
    zend_fcall_info_cache, zend_function, zend_hash_str_find, zend_object, zend_read_property, zend_throw_error,
    zend_throw_exception_object,
};
use std::ffi::{CStr, CString};
use std::mem::ManuallyDrop;
use std::ptr;

/// zend_compile.h
const ACC_PUBLIC: u32 = 1 << 0;

/// Whether an exception is on its way.
pub fn has_exception() -> bool {
    // SAFETY: the globals of the running thread exist as long as the engine runs.
    unsafe { !(*ext_php_rs_executor_globals()).exception.is_null() }
}

/// Calls a callable; the result is the caller's. `None` if an exception is on its way.
///
/// # Safety
/// The values are alive, and no reference into a native object is held: the callee may do anything.
pub unsafe fn call(mut callable: Raw, arguments: &mut [Raw]) -> Option<Raw> {
    let mut result = Raw::UNDEF;
    let count = u32::try_from(arguments.len()).unwrap_or(0);
    // SAFETY: Raw has a zval's layout, and the places outlive the call.
    let outcome = unsafe {
        _call_user_function_impl(
            ptr::null_mut(),
            (&raw mut callable).cast(),
            (&raw mut result).cast(),
            count,
            arguments.as_mut_ptr().cast(),
            ptr::null_mut(),
        )
    };
    if outcome == 0 && !has_exception() {
        // What is returned by reference comes as one.
        // SAFETY: the result is ours; what a live reference holds is alive.
        unsafe {
            let value = result.dereferenced();
            if result.kind() == IS_REFERENCE {
                value.add_reference();
                result.release();
            }
            return Some(value);
        }
    }
    // SAFETY: whatever was put there is ours.
    unsafe { result.release() };
    None
}

/// Calls a function of the engine by name.
///
/// # Safety
/// As [`call`].
pub unsafe fn call_named(name: &str, arguments: &mut [Raw]) -> Option<Raw> {
    let name = string::new(name.as_bytes());
    // SAFETY: the name is ours until after the call.
    unsafe {
        let result = call(Raw::string(name), arguments);
        string::release(name);
        result
    }
}

/// The class of a name, loaded if need be; `None` if there is none.
///
/// # Safety
/// The value is a live string. Loading may run PHP code: no reference into a native object is held.
pub unsafe fn class_of_name(name: Raw) -> Option<*mut zend_class_entry> {
    // SAFETY: as promised.
    let class = unsafe { zend_lookup_class(name.payload.string) };
    (!class.is_null()).then_some(class)
}

/// Calls a static method without arguments.
///
/// # Safety
/// As [`call`]; the class is loaded.
pub unsafe fn call_static(class: *mut zend_class_entry, name: &str) -> Option<Raw> {
    // SAFETY: the pair is ours until after the call.
    unsafe {
        let callable = pair(new_string(string::bytes((*class).name)), new_string(name.as_bytes()));
        let result = call(callable, &mut []);
        callable.release();
        result
    }
}

/// Calls a method by name.
///
/// # Safety
/// As [`call`]; the object is alive.
pub unsafe fn call_method(object: *mut zend_object, name: &str, arguments: &mut [Raw]) -> Option<Raw> {
    // SAFETY: the pair gets references of its own and lives until after the call.
    unsafe {
        let value = Raw::object(object);
        value.add_reference();
        let callable = pair(value, new_string(name.as_bytes()));
        let result = call(callable, arguments);
        callable.release();
        result
    }
}

/// Whether an object is of a class or one that extends or implements it.
///
/// # Safety
/// Both are alive.
pub unsafe fn is_instance(object: *mut zend_object, class: *mut zend_class_entry) -> bool {
    // SAFETY: as promised; equal classes need no search.
    unsafe { (*object).ce == class || instanceof_function_slow((*object).ce, class) }
}

/// Throws a TypeError for a value that a function was given otherwise than as an argument.
#[cold]
pub fn type_error_given(function: &CStr, what: &CStr, given: Raw) {
    let mut given = given;
    // SAFETY: the format takes three strings; the value is alive.
    unsafe {
        let name = zend_zval_value_name((&raw mut given).cast());
        zend_type_error(c"%s(): %s, %s given".as_ptr(), function.as_ptr(), what.as_ptr(), name);
    }
}

/// Throws a TypeError for an argument of the running function, counted from 1: it must be `what`, and another value was given.
#[cold]
pub fn argument_type_error(argument: u32, what: &CStr, given: Raw) {
    let mut given = given;
    // SAFETY: the format takes two strings; the value is alive.
    unsafe {
        let name = zend_zval_value_name((&raw mut given).cast());
        zend_argument_type_error(argument, c"must be %s, %s given".as_ptr(), what.as_ptr(), name);
    }
}

/// As [`argument_type_error`], with the type's name as get_debug_type() has it.
///
/// # Safety
/// The value is alive.
#[cold]
pub unsafe fn argument_type_error_debug(argument: u32, what: &CStr, given: Raw) {
    // SAFETY: the format takes two strings, which the engine copies; the value is alive.
    unsafe {
        let name = CString::new(given.resource_type().unwrap_or_else(|| given.type_name())).unwrap_or_default();
        zend_argument_type_error(argument, c"must be %s, %s given".as_ptr(), what.as_ptr(), name.as_ptr());
    }
}

/// The same without a word about what was given.
#[cold]
pub fn argument_type_refused(argument: u32, text: &CStr) {
    // SAFETY: the text is its own format.
    unsafe { zend_argument_type_error(argument, text.as_ptr()) };
}

/// Makes an object of a class, without its constructor.
///
/// # Safety
/// `class` is registered and can be instantiated.
pub unsafe fn instantiate(class: *mut zend_class_entry) -> Option<*mut zend_object> {
    let mut object = Raw::UNDEF;
    // SAFETY: the place has a zval's layout.
    let outcome = unsafe { object_init_ex((&raw mut object).cast(), class) };
    // SAFETY: on success the place holds an object.
    (outcome == 0).then_some(unsafe { object.payload.object })
}

/// Sets a property, from within `scope`. Takes over the value.
///
/// # Safety
/// The object is alive and `scope` one of its classes.
pub unsafe fn set_property(scope: *mut zend_class_entry, object: *mut zend_object, name: &str, mut value: Raw) {
    // SAFETY: the engine takes its own references to name and value.
    unsafe {
        let name = string::interned(name.as_bytes());
        zend_update_property_ex(scope, object, name, (&raw mut value).cast());
        string::release(name);
        value.release();
    }
}

/// Reads a property as PHP would, from within `scope`: getters and hooks of a subclass run. The value is owned; `None` if an exception is on its way.
///
/// # Safety
/// The object is alive and `scope` one of its classes; no reference into a native object is held.
pub unsafe fn read_property(scope: *mut zend_class_entry, object: *mut zend_object, name: &CStr) -> Option<Raw> {
    let mut place = Raw::UNDEF;
    let length = name.count_bytes();
    // SAFETY: the engine answers with the property itself, or with a computed value in the place, which is then ours.
    unsafe {
        let found = zend_read_property(scope, object, name.as_ptr(), length, false, (&raw mut place).cast());
        let value = found.cast::<Raw>().read().dereferenced();
        value.add_reference();
        place.release();
        if has_exception() {
            value.release();
            return None;
        }
        Some(value)
    }
}

/// Throws an Error. The text has no placeholders.
#[cold]
pub fn error(text: &CStr) {
    // SAFETY: a null class means Error; the text is its own format.
    unsafe { zend_throw_error(ptr::null_mut(), text.as_ptr()) };
}

/// Throws a TypeError.
#[cold]
pub fn type_error(text: &str) {
    let text = CString::new(text).unwrap_or_default();
    // SAFETY: the format takes one string. The engine copies it before it returns.
    unsafe { zend_type_error(c"%s".as_ptr(), text.as_ptr()) };
}

/// Throws a ValueError.
#[cold]
pub fn value_error(text: &str) {
    let text = CString::new(text).unwrap_or_default();
    // SAFETY: the format takes one string. The engine copies it before it returns.
    unsafe { zend_value_error(c"%s".as_ptr(), text.as_ptr()) };
}

/// A clone of an object, as `clone` makes it; `None` if an exception is on its way.
///
/// # Safety
/// The object is alive and can be cloned; no reference into it is held.
pub unsafe fn cloned(object: *mut zend_object) -> Option<*mut zend_object> {
    // SAFETY: as promised.
    unsafe {
        let clone = (*(*object).handlers).clone_obj?;
        let copy = clone(object);
        if has_exception() {
            Raw::object(copy).release();
            return None;
        }
        Some(copy)
    }
}

/// Whether an object has a public method of a name in lower case.
///
/// # Safety
/// The object is alive.
pub unsafe fn has_method(object: *mut zend_object, name: &str) -> bool {
    // SAFETY: as promised; a class's table holds functions.
    unsafe {
        let found = zend_hash_str_find(&raw const (*(*object).ce).function_table, name.as_ptr().cast(), name.len());
        let Some(found) = found.as_ref() else { return false };
        (*found.value.ptr.cast::<zend_function>()).common.fn_flags & ACC_PUBLIC != 0
    }
}

/// Throws a ValueError for an argument of the running function, counted from 1. The text has no placeholders.
#[cold]
pub fn argument_value_error(argument: u32, text: &CStr) {
    // SAFETY: the text is its own format.
    unsafe { zend_argument_value_error(argument, text.as_ptr()) };
}

/// Throws an exception object; takes it over.
///
/// # Safety
/// The object is a Throwable and the caller's.
pub unsafe fn throw(object: *mut zend_object) {
    let mut value = Raw::object(object);
    // SAFETY: the engine takes over the reference.
    unsafe { zend_throw_exception_object((&raw mut value).cast()) };
}

unsafe extern "C" {
    fn zend_release_fcall_info_cache(cache: *mut zend_fcall_info_cache);
}

/// The places that zend_parse_parameters() fills for a callable. What it puts there is borrowed from the arguments.
pub struct CallablePlaces(ManuallyDrop<zend_fcall_info>, zend_fcall_info_cache);

impl CallablePlaces {
    pub fn new() -> Self {
        // SAFETY: both may be all zeros, which is how the engine itself begins.
        unsafe { Self(ManuallyDrop::new(std::mem::zeroed()), std::mem::zeroed()) }
    }

    pub fn places(&mut self) -> (*mut zend_fcall_info, *mut zend_fcall_info_cache) {
        (&raw mut *self.0, &raw mut self.1)
    }

    /// The callable itself, if one was given.
    ///
    /// # Safety
    /// As [`value`](Self::value).
    pub unsafe fn optional(&mut self) -> Option<Raw> {
        // SAFETY: as promised; the engine leaves the size at zero for null.
        if self.0.size == 0 { None } else { Some(unsafe { self.value() }) }
    }

    /// The callable itself.
    ///
    /// # Safety
    /// The places have been filled by the running call.
    pub unsafe fn value(&mut self) -> Raw {
        // SAFETY: the call will be made through the value, so what the check resolved on the way is given back.
        unsafe {
            zend_release_fcall_info_cache(&raw mut self.1);
            (&raw const self.0.function_name).cast::<Raw>().read()
        }
    }
}
