//! Builds PHP values from what a decoder tells, without a tree in between. The values of open containers wait on a stack; keys are
//! shared within the request. Nothing here runs PHP code.

mod keys;
mod stack;
mod table;

use super::array::Array;
use super::string;
use super::value::Raw;
use ext_php_rs::ffi::{zend_object, zend_objects_new, zend_standard_class_def};
use keys::Keys;
use stack::Stack;
use std::ptr;

/// What maps become.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Maps {
    /// Arrays, in which a key such as "12" is an integer.
    Arrays,
    /// Objects of stdClass.
    Objects,
}

/// A builder of values. It may be used for one document after the other.
pub struct Builder {
    stack: Stack,
    keys: Keys,
    /// The objects of the maps that are open, null where none is made yet. The engine numbers objects as they are made, and ext/json
    /// makes one when its first value is complete.
    objects: Vec<*mut zend_object>,
    /// Whether the innermost map may have integer keys.
    has_indices: bool,
}

impl Builder {
    pub const fn new() -> Self {
        Self { stack: Stack::new(), keys: Keys::new(), objects: Vec::new(), has_indices: false }
    }

    /// Begins a document.
    #[inline(always)]
    pub fn begin(&mut self) {
        self.stack.begin();
        self.keys.begin();
        self.objects.clear();
        self.has_indices = false;
    }

    /// The document's value, which is the caller's; after everything was told.
    #[inline(always)]
    pub fn finish(&mut self) -> Raw {
        let value = self.stack.finish();
        self.stack.shrink();
        value
    }

    /// Releases what was built of a document that ends with a fault.
    ///
    /// # Safety
    /// The engine is in the same request as when the document began.
    #[cold]
    pub unsafe fn discard(&mut self) {
        // SAFETY: as promised; objects that are not in a value yet have no other owner.
        unsafe {
            self.stack.discard();
            for object in self.objects.drain(..).filter(|object| !object.is_null()) {
                Raw::object(object).release();
            }
        }
        self.stack.shrink();
    }

    /// Forgets the request's strings; for its end.
    ///
    /// # Safety
    /// As for [`discard`](Self::discard).
    pub unsafe fn end_request(&mut self) {
        // SAFETY: as promised.
        unsafe { self.keys.release() };
    }

    /// Begins a request. What PHP code decoded after the last one's end, in a session handler for example, is forgotten.
    pub fn begin_request(&mut self) {
        self.keys.forget();
    }

    /// A value without parts; takes it over.
    #[inline(always)]
    pub fn scalar(&mut self, value: Raw) {
        self.stack.push(value);
    }

    /// A string of valid UTF-8.
    #[inline(always)]
    pub fn text(&mut self, text: &[u8]) {
        if text.len() <= 1 {
            // SAFETY: the engine's own strings are valid for good.
            self.stack.push(unsafe { Raw::string(string::shared(text)) });
        } else {
            self.stack.push(Raw::new_string(string::new_utf8(text)));
        }
    }

    /// A list begins.
    #[inline(always)]
    pub fn open_list(&mut self) {
        self.stack.open(false, 0);
    }

    /// The list ends.
    #[inline(always)]
    pub fn close_list(&mut self) {
        let (first, count) = self.stack.children();
        self.stack.close(|| {
            if count == 0 {
                Raw::empty_array()
            } else {
                // SAFETY: the values are on the stack, with free room behind them.
                Raw::array(unsafe { table::list(first.cast(), count) })
            }
        });
    }

    /// Makes the object of the innermost map, now that its first value is complete.
    #[inline(always)]
    fn make_object(&mut self) {
        if let Some(object) = self.objects.last_mut()
            && object.is_null()
            && self.stack.has_values()
        {
            *object = new_object();
        }
    }

    /// A map begins.
    #[inline(always)]
    pub fn open_map(&mut self, maps: Maps) {
        if maps == Maps::Objects {
            self.objects.push(ptr::null_mut());
        }
        let mark = u32::from(self.keys.enter()) << 1 | u32::from(self.has_indices);
        self.has_indices = false;
        self.stack.open(true, mark);
    }

    /// A key by its text.
    #[inline(always)]
    pub fn key(&mut self, text: &[u8], maps: Maps) {
        if maps == Maps::Arrays
            && let Some(index) = string::integer(text)
        {
            self.keys.pass();
            self.index(index);
            return;
        }
        if maps == Maps::Objects {
            self.make_object();
        }
        let (hash, key) = self.keys.find(text);
        self.stack.push_key(hash, key);
    }

    /// A key that is an integer.
    #[inline(always)]
    pub fn index(&mut self, index: i64) {
        self.has_indices = true;
        self.stack.push_key(index.cast_unsigned(), ptr::null_mut());
    }

    /// The key at the beginning of `rest`, if it is the expected one: it is taken, and its length without the quote told.
    #[inline(always)]
    pub fn expected_key(&mut self, rest: &[u8], maps: Maps) -> Option<usize> {
        let (hash, key, length) = self.keys.expected(rest, maps == Maps::Arrays)?;
        if maps == Maps::Objects {
            self.make_object();
        }
        self.stack.push_key(hash, key);
        Some(length)
    }

    /// The map ends.
    #[inline(always)]
    pub fn close_map(&mut self, maps: Maps) {
        let (first, count) = self.stack.children();
        let has_indices = self.has_indices;
        let object = if maps == Maps::Objects { self.objects.pop() } else { None };
        let mark = self.stack.close(|| {
            // SAFETY: the buckets are on the stack; stdClass has no declared properties, so its table is all there is of it.
            unsafe {
                let table = if count == 0 { None } else { Some(table::map(first.cast(), count, has_indices)) };
                match maps {
                    Maps::Arrays => table.map_or_else(Raw::empty_array, Raw::array),
                    Maps::Objects => {
                        let object = object.filter(|object| !object.is_null()).unwrap_or_else(new_object);
                        if let Some(table) = table {
                            (*object).properties = table;
                        }
                        Raw::object(object)
                    }
                }
            }
        });
        self.keys.leave(u16::try_from(mark >> 1).unwrap_or(0));
        self.has_indices = mark & 1 != 0;
    }
}

/// An object of stdClass, which has no properties. May not return: see the module.
fn new_object() -> *mut zend_object {
    // SAFETY: the class has no declared properties that would have to be initialised.
    unsafe { zend_objects_new(zend_standard_class_def) }
}

/// An object of stdClass with these properties, all of whose keys are strings; takes them over.
///
/// # Safety
/// The array is the caller's alone.
pub unsafe fn object_of(properties: Array) -> Raw {
    let object = new_object();
    // SAFETY: the object is new and has no properties yet.
    unsafe { (*object).properties = properties.0 };
    Raw::object(object)
}
