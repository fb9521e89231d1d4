//! Builds PHP values of a message whose lengths come first: every value is put in its final place at once, and containers are made before
//! what is in them. All memory is the engine's, so a bailout costs nothing, and what was built can be released at any
//! moment. Nothing here is shared: PHP code may run between two calls.

mod heap;
pub mod names;
mod table;

pub use heap::Heap;

use super::call::instantiate;
use super::string;
use super::value::{IS_LONG, IS_STRING, IS_UNDEF, Raw};
use ext_php_rs::ffi::{HashTable, zend_class_entry, zend_objects_new, zend_standard_class_def};
use std::ptr;

/// What maps become.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Maps {
    /// Arrays, in which a key such as "12" is an integer.
    Arrays,
    /// Objects of stdClass.
    Objects,
    /// Objects of a class whose first property is a list of pairs.
    Pairs(*mut zend_class_entry),
}

/// Where the next value goes.
#[derive(Clone, Copy)]
pub struct Open {
    place: *mut Raw,
    /// The table that is being filled; null at the top. Of a map of pairs, the list of them.
    table: *mut HashTable,
    kind: Kind,
}

/// What is open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A list: values follow each other.
    List,
    /// A map, in which the key makes the place, or nothing.
    Map,
    /// A map of pairs.
    Pairs,
}

const NOTHING: Open = Open { place: ptr::null_mut(), table: ptr::null_mut(), kind: Kind::Map };

/// A builder. It is put where it stays, and then begun.
pub struct Builder {
    open: Open,
    maps: Maps,
    names: names::Cache,
    root: Raw,
    /// A key of an array or object that is no string, while it is read.
    key: Raw,
}

impl Builder {
    pub const fn new(maps: Maps) -> Self {
        Self { open: NOTHING, maps, names: names::Cache::NONE, root: Raw::UNDEF, key: Raw::UNDEF }
    }

    /// Begins, at the place where the builder stays.
    #[inline(always)]
    pub fn begin(&mut self) {
        self.open.place = &raw mut self.root;
        self.names = names::Cache::get();
    }

    /// The value, which is the caller's; after everything was told.
    #[inline(always)]
    pub fn finish(&mut self) -> Raw {
        std::mem::replace(&mut self.root, Raw::UNDEF)
    }

    /// Releases what was built of a message that ends with a fault. Destructors may run.
    ///
    /// # Safety
    /// The request is the one in which the message began.
    #[cold]
    pub unsafe fn discard(&mut self) {
        // SAFETY: as promised. Only the innermost list does not say yet how many values it has.
        unsafe {
            self.settle();
            std::mem::replace(&mut self.key, Raw::UNDEF).release();
            std::mem::replace(&mut self.root, Raw::UNDEF).release();
        }
    }

    /// Makes the innermost list say how many values it has.
    #[inline(always)]
    unsafe fn settle(&mut self) {
        if self.open.kind == Kind::List {
            // SAFETY: a list is open, and its values lie before the place.
            unsafe { table::fill(self.open.table, self.open.place) };
        }
    }

    /// Puts a value in its place; takes it over.
    #[inline(always)]
    pub fn value(&mut self, value: Raw) {
        // SAFETY: the place is within the open container, which has room for what was announced. The third word is not the value's: in
        // a map it chains collisions.
        unsafe {
            (*self.open.place).payload = value.payload;
            (*self.open.place).type_info = value.type_info;
            self.open.place = self.open.place.add(usize::from(self.open.kind == Kind::List));
        }
    }

    /// A string of valid UTF-8.
    #[inline(always)]
    pub fn text(&mut self, text: &[u8]) {
        if text.len() <= 1 {
            // SAFETY: the engine's own strings are valid for good.
            self.value(unsafe { Raw::string(string::shared(text)) });
        } else {
            self.value(Raw::new_string(string::new_utf8(text)));
        }
    }

    /// A string of any bytes.
    #[inline(always)]
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.value(new_bytes(bytes));
    }

    /// A list of so many values begins; answers with what [`close`](Self::close) wants.
    #[inline(always)]
    pub fn open_list(&mut self, count: usize) -> Open {
        if count == 0 {
            self.value(Raw::empty_array());
            return self.open_nothing();
        }
        let (table, first) = table::list(count);
        self.value(Raw::array(table));
        // SAFETY: a list around this one lives; now that it is left for a while, it says what it has.
        unsafe { self.settle() };
        std::mem::replace(&mut self.open, Open { place: first, table, kind: Kind::List })
    }

    /// An empty container, in which nothing will be put.
    #[inline(always)]
    fn open_nothing(&mut self) -> Open {
        // SAFETY: as in `open_list`.
        unsafe { self.settle() };
        std::mem::replace(&mut self.open, NOTHING)
    }

    /// A map of so many pairs begins; `None` if the engine has thrown.
    #[inline(always)]
    pub fn open_map(&mut self, count: usize) -> Option<Open> {
        match self.maps {
            Maps::Arrays if count == 0 => {
                self.value(Raw::empty_array());
                Some(self.open_nothing())
            }
            Maps::Arrays => {
                let table = table::map(count);
                self.value(Raw::array(table));
                // SAFETY: as in `open_list`.
                unsafe { self.settle() };
                let open = Open { table, ..NOTHING };
                Some(std::mem::replace(&mut self.open, open))
            }
            Maps::Objects => Some(self.open_object(count)),
            Maps::Pairs(class) => self.open_pairs(class, count),
        }
    }

    fn open_object(&mut self, count: usize) -> Open {
        // SAFETY: stdClass has no properties of its own; the table becomes the object's.
        unsafe {
            let object = zend_objects_new(zend_standard_class_def);
            self.value(Raw::object(object));
            if count == 0 {
                return self.open_nothing();
            }
            let table = table::map(count);
            (*object).properties = table;
            self.settle();
            let open = Open { table, ..NOTHING };
            std::mem::replace(&mut self.open, open)
        }
    }

    fn open_pairs(&mut self, class: *mut zend_class_entry, count: usize) -> Option<Open> {
        // SAFETY: the class's first property is an array, which is immutable when the object is made.
        unsafe {
            let object = instantiate(class)?;
            self.value(Raw::object(object));
            if count == 0 {
                return Some(self.open_nothing());
            }
            let (table, _) = table::list(count);
            let slot = (&raw mut (*object).properties_table).cast::<Raw>();
            let pairs = Raw::array(table);
            (*slot).payload = pairs.payload;
            (*slot).type_info = pairs.type_info;
            self.settle();
            Some(std::mem::replace(&mut self.open, Open { table, kind: Kind::Pairs, ..NOTHING }))
        }
    }

    /// The list ends.
    #[inline(always)]
    pub fn close_list(&mut self, outer: Open) {
        // SAFETY: the list's values lie before the place.
        unsafe { self.settle() };
        self.open = outer;
    }

    /// The map ends.
    #[inline(always)]
    pub fn close_map(&mut self, outer: Open) {
        self.open = outer;
    }

    /// A key that is a string. What an equal key had may run its destructor.
    #[inline(always)]
    pub fn key(&mut self, text: &[u8], is_utf8: bool) {
        match self.maps {
            Maps::Arrays => {
                if let Some(index) = string::integer(text) {
                    // SAFETY: a map is open that has room for what was announced.
                    self.open.place = unsafe { table::place_at(self.open.table, index) };
                } else {
                    self.name(text, is_utf8);
                }
            }
            Maps::Objects => self.name(text, is_utf8),
            Maps::Pairs(_) => {
                self.begin_key();
                // SAFETY: a string's reference is the place's. A message is read by one thread.
                self.value(unsafe { Raw::string(names::find(self.names, text, is_utf8)) });
                self.end_key();
            }
        }
    }

    #[inline(always)]
    fn name(&mut self, text: &[u8], is_utf8: bool) {
        // SAFETY: as in `key`; the name has just been found. A message is read by one thread.
        unsafe {
            let name = names::find(self.names, text, is_utf8);
            self.open.place = table::place(self.open.table, string::hash_of(name), name);
        }
    }

    /// A key begins that is given as a value.
    #[inline(always)]
    pub fn begin_key(&mut self) {
        if self.open.kind != Kind::Pairs {
            self.open.place = &raw mut self.key;
            return;
        }
        let (pair, first) = table::list(2);
        // SAFETY: the list of pairs has room for what was announced; a pair's two values are undefined until they come.
        unsafe {
            (*first).type_info = IS_UNDEF;
            (*first.add(1)).type_info = IS_UNDEF;
            table::fill(pair, first.add(2));
            table::append(self.open.table, Raw::array(pair));
        }
        self.open.place = first;
    }

    /// That key has ended.
    #[inline(always)]
    pub fn end_key(&mut self) {
        if self.open.kind == Kind::Pairs {
            // SAFETY: the value comes behind the key in the pair.
            self.open.place = unsafe { self.open.place.add(1) };
            return;
        }
        let key = std::mem::replace(&mut self.key, Raw::UNDEF);
        // SAFETY: the type says which field counts; a string is the builder's own and released behind its use.
        unsafe {
            match key.kind() {
                IS_LONG if self.maps == Maps::Arrays => {
                    self.open.place = table::place_at(self.open.table, key.payload.long);
                }
                IS_LONG => self.decimal_name(key.payload.long),
                IS_STRING => {
                    self.name(key.bytes(), true);
                    key.release();
                }
                _ => {}
            }
        }
    }

    #[cold]
    fn decimal_name(&mut self, index: i64) {
        // Nothing is owned when the name is made.
        let (digits, begin) = string::decimal(index);
        self.name(digits.get(begin..).unwrap_or_default(), true);
    }
}

/// A string of any bytes as a value.
#[inline(always)]
pub fn new_bytes(bytes: &[u8]) -> Raw {
    if bytes.len() <= 1 {
        // SAFETY: the engine's own strings are valid for good.
        unsafe { Raw::string(string::shared(bytes)) }
    } else {
        Raw::new_string(string::new(bytes))
    }
}
