//! PHP values as JSON sees them: checked once (json_check.rs), then looked at where they are. Lists are arrays; other arrays, and objects of stdClass, are
//! objects; the empty array is both, unless the value was read from JSON, where it can only be an array.

use super::lookup::{by_index, by_name};
use super::object_data::{Properties, properties, property_table};
use super::stack::is_stack_used_up;
use super::string;
use super::value::{IS_ARRAY, IS_DOUBLE, IS_LONG, IS_OBJECT, IS_STRING, IS_TRUE, IS_UNDEF, Raw};
use super::walk::{Element, Elements, count, elements, is_list};
use ext_php_rs::ffi::HashTable;
use std::borrow::Cow;
use std::marker::PhantomData;
use std::panic::resume_unwind;

/// Thrown as a panic where the C stack is nearly used up.
#[derive(Debug)]
pub struct StackUsedUp;

/// A value that [`check`](super::json_check::check) has found to be JSON.
#[derive(Clone, Copy)]
pub struct JsonValue<'a> {
    raw: Raw,
    /// Whether the empty array is an array only.
    is_exact: bool,
    alive: PhantomData<&'a Raw>,
}

impl<'a> JsonValue<'a> {
    /// # Safety
    /// The value has been checked; it, and all in it, is alive and unchanged throughout `'a`.
    #[inline(always)]
    pub unsafe fn new(raw: Raw, is_exact: bool) -> Self {
        // SAFETY: as promised.
        Self { raw: unsafe { raw.direct().dereferenced() }, is_exact, alive: PhantomData }
    }

    /// One of `IS_NULL`, `IS_FALSE`, `IS_TRUE`, `IS_LONG`, `IS_DOUBLE`, `IS_STRING`, `IS_ARRAY` and `IS_OBJECT`.
    #[inline(always)]
    pub const fn kind(self) -> u32 {
        self.raw.kind()
    }

    pub const fn is_exact(self) -> bool {
        self.is_exact
    }

    #[inline(always)]
    pub fn integer(self) -> Option<i64> {
        if self.kind() != IS_LONG {
            return None;
        }
        // SAFETY: the type says which field counts, here and below.
        Some(unsafe { self.raw.payload.long })
    }

    #[inline(always)]
    pub fn float(self) -> Option<f64> {
        if self.kind() != IS_DOUBLE {
            return None;
        }
        // SAFETY: as above.
        Some(unsafe { self.raw.payload.double })
    }

    #[inline(always)]
    pub fn text(self) -> Option<&'a str> {
        // SAFETY: alive by the promise of `new`, and UTF-8 by the check.
        (self.kind() == IS_STRING).then(|| unsafe { std::str::from_utf8_unchecked(self.raw.bytes()) })
    }

    /// The elements of an array.
    #[inline(always)]
    pub fn list(self) -> Option<List<'a>> {
        if self.kind() != IS_ARRAY {
            return None;
        }
        mind_the_stack();
        // SAFETY: alive by the promise of `new`.
        let (entries, length) = unsafe { (elements(self.raw.payload.array), count(self.raw.payload.array)) };
        is_list(&entries, length).then_some(List { entries, length, is_exact: self.is_exact })
    }

    /// The members of an object.
    #[inline(always)]
    pub fn map(self) -> Option<Map<'a>> {
        match self.kind() {
            IS_ARRAY => self.map_of_array(),
            IS_OBJECT => self.map_of_object(),
            _ => None,
        }
    }

    #[inline(always)]
    fn map_of_array(self) -> Option<Map<'a>> {
        mind_the_stack();
        // SAFETY: as above.
        let (table, entries, length) = unsafe {
            let table = self.raw.payload.array;
            (table, elements(table), count(table))
        };
        let is_map = if length == 0 { !self.is_exact } else { !is_list(&entries, length) };
        is_map.then_some(Map { table, entries, length, has_integers: true, is_exact: self.is_exact })
    }

    fn map_of_object(self) -> Option<Map<'a>> {
        mind_the_stack();
        // SAFETY: as above; the check has seen how the properties lie.
        unsafe {
            let table = match properties(self.raw)? {
                Properties::Table => property_table(self.raw),
                Properties::Slots(_) => Raw::empty_array().payload.array,
            };
            let (entries, length) = (elements(table), count(table));
            Some(Map { table, entries, length, has_integers: false, is_exact: self.is_exact })
        }
    }

    /// What tells the value from others that are being looked at: a container, or a scalar by what it is.
    #[inline(always)]
    pub fn identity(self) -> (usize, u32) {
        // SAFETY: every field has these bits; those of values without a payload are not looked at.
        let bits = if self.kind() > IS_TRUE { unsafe { self.raw.payload.long } } else { 0 };
        (usize::try_from(bits.cast_unsigned()).unwrap_or(usize::MAX), self.kind())
    }

    /// The container's own memory, and what [`from_memory`](Self::from_memory) needs to find back.
    pub fn memory(self) -> Option<(&'a [u8], u32)> {
        if !matches!(self.kind(), IS_ARRAY | IS_OBJECT) {
            return None;
        }
        // SAFETY: both begin with a header of that size, and nobody changes them throughout `'a`.
        let header = unsafe { std::slice::from_raw_parts(self.raw.payload.array.cast::<u8>(), size_of::<HashTable>()) };
        Some((header, self.kind() | u32::from(self.is_exact) << 8))
    }

    /// The value of [`memory`](Self::memory).
    ///
    /// # Safety
    /// Both come from there, and the value is still alive and unchanged.
    pub unsafe fn from_memory(header: &'a [u8], kind: u32) -> Self {
        let array = header.as_ptr().cast_mut().cast::<HashTable>();
        let raw = Raw { payload: super::value::Payload { array }, type_info: kind & 0xff, extra: 0 };
        Self { raw, is_exact: kind >> 8 != 0, alive: PhantomData }
    }
}

/// Leaves what is going on where it would use up the stack.
#[inline(always)]
fn mind_the_stack() {
    if is_stack_used_up() {
        resume_unwind(Box::new(StackUsedUp));
    }
}

/// The elements of an array.
#[derive(Clone, Copy)]
pub struct List<'a> {
    entries: Elements<'a>,
    length: usize,
    is_exact: bool,
}

impl<'a> List<'a> {
    #[inline(always)]
    pub const fn len(&self) -> usize {
        self.length
    }

    #[inline(always)]
    pub fn iter(&self) -> Values<'a> {
        let entries = match self.entries {
            Elements::Packed(values) => Entries::Packed(values.iter()),
            Elements::Keyed(elements) => Entries::Keyed(elements.iter()),
        };
        Values { entries, is_exact: self.is_exact }
    }
}

enum Entries<'a> {
    Packed(std::slice::Iter<'a, Raw>),
    Keyed(std::slice::Iter<'a, Element>),
}

/// The values of a list in their order.
pub struct Values<'a> {
    entries: Entries<'a>,
    is_exact: bool,
}

impl<'a> Iterator for Values<'a> {
    type Item = JsonValue<'a>;

    #[inline(always)]
    fn next(&mut self) -> Option<JsonValue<'a>> {
        let raw = match &mut self.entries {
            Entries::Packed(values) => *values.find(|value| value.type_info != IS_UNDEF)?,
            Entries::Keyed(elements) => elements.find(|element| !element.is_removed())?.value,
        };
        // SAFETY: an element of what is alive and checked.
        Some(unsafe { JsonValue::new(raw, self.is_exact) })
    }
}

/// A name, prepared for being looked up.
#[derive(Clone, Debug)]
pub struct Key {
    text: Box<str>,
    hash: u64,
    /// What PHP makes of it in an array.
    integer: Option<i64>,
}

impl Key {
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        Self { hash: string::hash(bytes), integer: string::integer(bytes), text: text.into() }
    }
}

/// The members of an object.
#[derive(Clone, Copy)]
pub struct Map<'a> {
    table: *const HashTable,
    entries: Elements<'a>,
    length: usize,
    /// Whether names that look like integers are integers.
    has_integers: bool,
    is_exact: bool,
}

impl<'a> Map<'a> {
    #[inline(always)]
    pub const fn len(&self) -> usize {
        self.length
    }

    #[inline(always)]
    pub fn get(&self, key: &Key) -> Option<JsonValue<'a>> {
        // SAFETY: the table is alive, and a key's hash is the engine's; an element of what is alive and checked.
        unsafe {
            let found = match key.integer {
                Some(index) if self.has_integers => by_index(self.table, index),
                _ => by_name(self.table, key.text.as_bytes(), key.hash),
            };
            found.map(|raw| JsonValue::new(raw, self.is_exact))
        }
    }

    #[inline(always)]
    pub fn iter(&self) -> Members<'a> {
        let entries = match self.entries {
            Elements::Packed(values) => MemberEntries::Packed(values.iter().enumerate()),
            Elements::Keyed(elements) => MemberEntries::Keyed(elements.iter()),
        };
        Members { entries, is_exact: self.is_exact }
    }
}

enum MemberEntries<'a> {
    Packed(std::iter::Enumerate<std::slice::Iter<'a, Raw>>),
    Keyed(std::slice::Iter<'a, Element>),
}

/// The members of an object in their order.
pub struct Members<'a> {
    entries: MemberEntries<'a>,
    is_exact: bool,
}

impl<'a> Iterator for Members<'a> {
    type Item = (Cow<'a, str>, JsonValue<'a>);

    #[inline(always)]
    fn next(&mut self) -> Option<Self::Item> {
        let (name, raw) = match &mut self.entries {
            MemberEntries::Packed(values) => {
                let (position, raw) = values.find(|(_, value)| value.type_info != IS_UNDEF)?;
                (Cow::Owned(position.to_string()), *raw)
            }
            MemberEntries::Keyed(elements) => {
                let element = elements.find(|element| !element.is_removed())?;
                let name = match element.name() {
                    // SAFETY: the check has seen that it is UTF-8.
                    Some(name) => Cow::Borrowed(unsafe { std::str::from_utf8_unchecked(name) }),
                    None => Cow::Owned(element.index().to_string()),
                };
                (name, element.value)
            }
        };
        // SAFETY: an element of what is alive and checked.
        Some((name, unsafe { JsonValue::new(raw, self.is_exact) }))
    }
}
