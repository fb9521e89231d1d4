//! Objects that carry a Rust value in front of the engine's header.

use super::class::{Class, Handlers};
use super::sys::zend_objects_not_comparable;
use super::value::Raw;
use ext_php_rs::ffi::{
    HashTable, ext_php_rs_zend_object_alloc, object_properties_init, std_object_handlers, zend_class_entry,
    zend_object, zend_object_handlers, zend_object_std_dtor, zend_object_std_init, zend_objects_clone_members, zval,
};
use std::ffi::c_int;
use std::mem::offset_of;

/// A Rust value that lives in a PHP object. Such an object cannot be cloned, unless it is [`Duplicated`].
pub trait Embedded: Default + 'static {
    /// The class, which has room for its handlers.
    fn class() -> &'static Class;
}

/// A Rust value that holds values of PHP.
pub trait Traced: Embedded {
    /// Appends every value that the garbage collector has to follow.
    fn trace(&self, values: &mut Vec<Raw>);

    /// The buffer for what was traced; it has to outlive the call.
    fn trace_buffer(&mut self) -> &mut Vec<Raw>;
}

/// A Rust value whose object can be cloned.
pub trait Duplicated: Traced {
    /// What a clone of the object carries.
    fn duplicate(&self) -> Self;
}

/// The memory of an object: the value, then the engine's header, behind which it puts the declared properties.
#[repr(C)]
pub struct Native<T> {
    pub value: T,
    header: zend_object,
}

impl<T> Native<T> {
    /// The memory around an object's header.
    ///
    /// # Safety
    /// The object is of T's class.
    #[inline(always)]
    pub unsafe fn of(object: *mut zend_object) -> *mut Self {
        // SAFETY: objects of the class are made by `create`, with the value right in front.
        unsafe { object.byte_sub(offset_of!(Self, header)).cast() }
    }
}

/// The class's create_object.
///
/// # Safety
/// Called by the engine, with a class that `handlers` are meant for.
pub unsafe extern "C" fn create<T: Embedded>(class: *mut zend_class_entry) -> *mut zend_object {
    // SAFETY: the block is as large as the engine wants it for this class; each part is initialised before it is used.
    unsafe {
        const { assert!(align_of::<T>() <= 8, "the engine's allocator aligns to eight bytes") };
        let native: *mut Native<T> = ext_php_rs_zend_object_alloc(size_of::<Native<T>>(), class).cast();
        let header = &raw mut (*native).header;
        zend_object_std_init(header, class);
        // From here on the engine knows the object, and may have to free it.
        (*header).handlers = table::<T>();
        (&raw mut (*native).value).write(T::default());
        object_properties_init(header, class);
        header
    }
}

fn plain<T: Embedded>() -> zend_object_handlers {
    // SAFETY: the engine's own table is a constant; all its fields can be copied.
    let mut handlers = unsafe { std::ptr::read(&raw const std_object_handlers) };
    handlers.offset = c_int::try_from(offset_of!(Native<T>, header)).unwrap_or(0);
    handlers.free_obj = Some(free::<T>);
    handlers.clone_obj = None;
    // What such objects are is not in their properties: each is equal to itself alone.
    handlers.compare = Some(zend_objects_not_comparable);
    handlers
}

fn table<T: Embedded>() -> *const zend_object_handlers {
    &raw const T::class().handlers.get_or_init(|| Handlers(plain::<T>())).0
}

/// Sets up a class's handlers for values that hold values of PHP. To be called before any object is made, as is [`duplicate`].
pub fn trace<T: Traced>() {
    T::class().handlers.get_or_init(|| Handlers(traced::<T>()));
}

/// Sets up a class's handlers for values that can be duplicated as well.
pub fn duplicate<T: Duplicated>() {
    T::class().handlers.get_or_init(|| {
        let mut handlers = traced::<T>();
        handlers.clone_obj = Some(clone::<T>);
        Handlers(handlers)
    });
}

fn traced<T: Traced>() -> zend_object_handlers {
    let mut handlers = plain::<T>();
    handlers.get_gc = Some(trace_values::<T>);
    handlers
}

unsafe extern "C" fn free<T>(object: *mut zend_object) {
    // SAFETY: the engine frees an object once, and nobody can reach it any more.
    unsafe {
        zend_object_std_dtor(object);
        std::ptr::drop_in_place(&raw mut (*Native::<T>::of(object)).value);
    }
}

unsafe extern "C" fn clone<T: Duplicated>(old: *mut zend_object) -> *mut zend_object {
    // SAFETY: `old` is alive and of T's class; `new` is of the same.
    unsafe {
        let new = create::<T>((*old).ce);
        (*Native::<T>::of(new)).value = (*Native::<T>::of(old)).value.duplicate();
        zend_objects_clone_members(new, old);
        new
    }
}

unsafe extern "C" {
    fn zend_std_get_gc(object: *mut zend_object, table: *mut *mut zval, count: *mut c_int) -> *mut HashTable;
}

unsafe extern "C" fn trace_values<T: Traced>(
    object: *mut zend_object,
    table: *mut *mut zval,
    count: *mut c_int,
) -> *mut HashTable {
    // SAFETY: `table` and `count` are the engine's places; the declared properties it names are copied beside the value's own.
    unsafe {
        let rest = zend_std_get_gc(object, table, count);
        let value = &mut (*Native::<T>::of(object)).value;
        let mut buffer = std::mem::take(value.trace_buffer());
        buffer.clear();
        value.trace(&mut buffer);
        if !(*table).is_null() {
            let declared = usize::try_from(*count).unwrap_or(0);
            buffer.extend_from_slice(std::slice::from_raw_parts((*table).cast::<Raw>(), declared));
        }
        *count = c_int::try_from(buffer.len()).unwrap_or(0);
        *value.trace_buffer() = buffer;
        *table = value.trace_buffer().as_mut_ptr().cast();
        rest
    }
}
