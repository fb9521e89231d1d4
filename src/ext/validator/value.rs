//! PHP's values as the validator's engine looks at them: where they are.

use crate::zval::lookup::{by_index, by_name, by_name_near};
use crate::zval::string;
use crate::zval::value::{
    IS_ARRAY, IS_DOUBLE, IS_FALSE, IS_LONG, IS_NULL, IS_OBJECT, IS_REFERENCE, IS_RESOURCE, IS_STRING, IS_TRUE,
    IS_UNDEF, Raw,
};
use crate::zval::walk::{Element, Elements, count, elements, is_list};
use ext_php_rs::ffi::HashTable;
use highper_validator::input::{Array, Hint, Key, Segment, Value, View};
use std::cell::Cell;
use std::marker::PhantomData;

thread_local! {
    /// Whether a value was looked at through a reference since somebody asked: then others can change it behind our back.
    static SAW_REFERENCE: Cell<bool> = const { Cell::new(false) };
}

/// Whether a value was looked at through a reference since this was called last.
pub fn take_saw_reference() -> bool {
    SAW_REFERENCE.replace(false)
}

/// A value that outlives `'a`, and that nobody changes meanwhile.
#[derive(Clone, Copy)]
pub struct PhpValue<'a> {
    raw: Raw,
    alive: PhantomData<&'a Raw>,
}

impl<'a> PhpValue<'a> {
    /// # Safety
    /// The value, and all in it, is alive and unchanged throughout `'a`.
    #[inline(always)]
    pub unsafe fn new(raw: Raw) -> Self {
        if raw.kind() == IS_REFERENCE {
            SAW_REFERENCE.set(true);
        }
        // SAFETY: as promised.
        Self { raw: unsafe { raw.direct().dereferenced() }, alive: PhantomData }
    }

    /// The value, not owned.
    pub const fn raw(self) -> Raw {
        self.raw
    }
}

impl<'a> Value<'a> for PhpValue<'a> {
    type Array = PhpArray<'a>;

    #[inline(always)]
    fn view(self) -> View<'a, PhpArray<'a>> {
        // SAFETY: the type says which field counts; what it points at is alive by the promise of `new`.
        unsafe {
            match self.raw.kind() {
                IS_STRING => View::String(string::bytes(self.raw.payload.string)),
                IS_LONG => View::Int(self.raw.payload.long),
                IS_ARRAY => View::Array(PhpArray::new(self.raw.payload.array)),
                IS_UNDEF | IS_NULL => View::Null,
                IS_FALSE => View::Bool(false),
                IS_TRUE => View::Bool(true),
                IS_DOUBLE => View::Float(self.raw.payload.double),
                _ => View::Opaque,
            }
        }
    }

    fn is_same_opaque(self, other: Self) -> bool {
        let kind = self.raw.kind();
        // SAFETY: objects and resources are pointers in the same place of the union.
        kind == other.raw.kind()
            && matches!(kind, IS_OBJECT | IS_RESOURCE)
            && unsafe { self.raw.payload.counted == other.raw.payload.counted }
    }
}

/// An array that outlives `'a`, and that nobody changes meanwhile.
#[derive(Clone, Copy)]
pub struct PhpArray<'a> {
    table: *const HashTable,
    alive: PhantomData<&'a HashTable>,
}

impl PhpArray<'_> {
    /// # Safety
    /// The array, and all in it, is alive and unchanged throughout its lifetime.
    #[inline(always)]
    pub const unsafe fn new(table: *const HashTable) -> Self {
        Self { table, alive: PhantomData }
    }

    /// The table itself.
    pub const fn table(self) -> *const HashTable {
        self.table
    }
}

impl<'a> Array<'a> for PhpArray<'a> {
    type Value = PhpValue<'a>;
    type Entries = Entries<'a>;

    #[inline(always)]
    fn len(self) -> usize {
        // SAFETY: alive by the promise of `new`.
        unsafe { count(self.table) }
    }

    #[inline(always)]
    fn get(self, key: &Segment) -> Option<PhpValue<'a>> {
        // SAFETY: as above; a segment's hash is the engine's.
        unsafe {
            let found = match key.key() {
                Key::Text(text) => by_name(self.table, text, key.hash()),
                Key::Int(index) => by_index(self.table, index),
            };
            found.map(|raw| PhpValue::new(raw))
        }
    }

    #[inline(always)]
    fn get_near(self, key: &Segment, hint: &mut Hint) -> Option<PhpValue<'a>> {
        let Key::Text(text) = key.key() else { return self.get(key) };
        // SAFETY: as above; the tables are parts of the data, which is alive as a whole.
        unsafe {
            let place = (&mut hint.position, &mut hint.key);
            by_name_near(self.table, text, key.hash(), place).map(|raw| PhpValue::new(raw))
        }
    }

    fn is_list(self) -> bool {
        // SAFETY: as above.
        unsafe { is_list(&elements(self.table), count(self.table)) }
    }

    #[inline(always)]
    fn entries(self) -> Entries<'a> {
        // SAFETY: as above.
        match unsafe { elements(self.table) } {
            Elements::Packed(values) => Entries::Packed(values.iter().enumerate()),
            Elements::Keyed(elements) => Entries::Keyed(elements.iter()),
        }
    }
}

/// The entries of an array.
pub enum Entries<'a> {
    Packed(std::iter::Enumerate<std::slice::Iter<'a, Raw>>),
    Keyed(std::slice::Iter<'a, Element>),
}

impl<'a> Iterator for Entries<'a> {
    type Item = (Key<'a>, PhpValue<'a>);

    #[inline(always)]
    fn next(&mut self) -> Option<Self::Item> {
        // SAFETY: elements of an array that is alive by the promise of `new`.
        unsafe {
            match self {
                Self::Packed(values) => {
                    let (position, raw) = values.find(|(_, raw)| raw.type_info != IS_UNDEF)?;
                    Some((Key::Int(i64::try_from(position).ok()?), PhpValue::new(*raw)))
                }
                Self::Keyed(elements) => {
                    let element = elements.find(|element| !element.is_removed())?;
                    // Whoever is given the key back can find the string that it is (`PhpBuilder::put`).
                    element.name_string().expose_provenance();
                    let key = element.name().map_or(Key::Int(element.index()), Key::Text);
                    Some((key, PhpValue::new(element.value)))
                }
            }
        }
    }
}
