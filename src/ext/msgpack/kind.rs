//! What an object is to MessagePack: decided by its class, and remembered for the next one.

use super::classes::{BIN, EXTENSION, MAP};
use crate::zval::array::Array;
use crate::zval::object_data::{is_a, is_enum, slot};
use crate::zval::sys::{php_date_get_interface_ce, php_json_serializable_ce, zend_ce_closure, zend_ce_generator};
use crate::zval::value::{IS_ARRAY, IS_LONG, Raw};
use crate::zval::walk::{Elements, elements};
use ext_php_rs::ffi::{zend_class_entry, zend_lookup_class_ex, zend_object, zend_string};
use std::ptr;

/// `ZEND_FETCH_CLASS_NO_AUTOLOAD`: as for instanceof, a class that nobody has loaded has no objects.
const NO_AUTOLOAD: u32 = 0x80;

/// A registered class: its name, its type, and the callback that packs its objects. Not owned.
#[derive(Clone, Copy)]
pub struct Registered {
    pub class: *mut zend_string,
    pub kind: i8,
    pub callback: Raw,
}

/// What an object is.
#[derive(Clone, Copy)]
pub enum Kind {
    Bin,
    Map,
    Extension,
    Registered(Registered),
    Moment,
    Serializable,
    Enum,
    /// Closures and generators.
    Unsupported,
    Plain,
}

/// The registered classes, and the last answer.
pub struct Kinds {
    /// The array of Extensions::$packers, held so that registering more meanwhile changes a copy; undefined if there is none.
    packers: Raw,
    last: (*mut zend_class_entry, Kind),
}

impl Kinds {
    /// # Safety
    /// The object is null or one of Extensions.
    #[inline(always)]
    pub unsafe fn new(extensions: *mut zend_object) -> Self {
        let mut packers = Raw::UNDEF;
        if !extensions.is_null() {
            // SAFETY: the first slot of Extensions is an array.
            unsafe {
                packers = slot(extensions, 0).read().dereferenced();
                packers.add_reference();
            }
        }
        Self { packers, last: (ptr::null_mut(), Kind::Plain) }
    }

    /// Lets the registered classes go.
    ///
    /// # Safety
    /// Called once, when nothing will be asked any more.
    #[inline(always)]
    pub unsafe fn release(&mut self) {
        // SAFETY: the array was held by `new`.
        unsafe { self.packers.release() };
    }

    /// What the objects of a class are.
    ///
    /// # Safety
    /// It is a class.
    #[inline(always)]
    pub unsafe fn of(&mut self, class: *mut zend_class_entry) -> Kind {
        if self.last.0 != class {
            // SAFETY: as promised.
            let kind = unsafe { self.find(class) };
            if let Kind::Registered(_) = kind {
                // A subclass of Extensions may keep references, behind which a callback could change what was found.
                return kind;
            }
            self.last = (class, kind);
        }
        self.last.1
    }

    unsafe fn find(&self, class: *mut zend_class_entry) -> Kind {
        // SAFETY: these are classes, set when the engine or this module started.
        unsafe {
            let is = |other: *mut zend_class_entry| is_a(class, other);
            if is(BIN.get()) {
                Kind::Bin
            } else if is(MAP.get()) {
                Kind::Map
            } else if is(EXTENSION.get()) {
                Kind::Extension
            } else if let Some(registered) = self.registered(class) {
                Kind::Registered(registered)
            } else if is(php_date_get_interface_ce()) {
                Kind::Moment
            } else if is(php_json_serializable_ce) {
                Kind::Serializable
            } else if is_enum(class) {
                Kind::Enum
            } else if class == zend_ce_closure || class == zend_ce_generator {
                Kind::Unsupported
            } else {
                Kind::Plain
            }
        }
    }

    unsafe fn registered(&self, class: *mut zend_class_entry) -> Option<Registered> {
        if self.packers.kind() != IS_ARRAY {
            return None;
        }
        // SAFETY: the array is held, and so are its keys and values.
        unsafe {
            let Elements::Keyed(elements) = elements(self.packers.payload.array) else { return None };
            elements.iter().filter(|element| !element.is_removed()).find_map(|element| {
                let name = element.name_string();
                if name.is_null() {
                    return None;
                }
                let other = zend_lookup_class_ex(name, ptr::null_mut(), NO_AUTOLOAD);
                if other.is_null() || !is_a(class, other) {
                    return None;
                }
                let entry = element.value.dereferenced();
                let mut parts = (entry.kind() == IS_ARRAY).then(|| Array(entry.payload.array).iter())?;
                let (kind, callback) = (parts.next()?.1, parts.next()?.1);
                let kind = (kind.kind() == IS_LONG).then(|| i8::try_from(kind.payload.long).ok())??;
                Some(Registered { class: name, kind, callback })
            })
        }
    }
}
