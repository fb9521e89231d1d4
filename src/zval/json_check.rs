//! Whether a PHP value can be written as JSON: numbers, UTF-8, classes, depth. Nothing is called and nothing is made, unless it cannot.

use super::object_data::{Properties, class_of, properties, property_table};
use super::string;
use super::value::{IS_ARRAY, IS_DOUBLE, IS_FALSE, IS_LONG, IS_NULL, IS_OBJECT, IS_STRING, IS_TRUE, IS_UNDEF, Raw};
use super::walk::{Element, Elements, elements};
use ext_php_rs::ffi::{HashTable, zend_standard_class_def, zend_string};

/// How deep arrays and objects may be nested.
pub const MAX_DEPTH: usize = 512;

/// Why a value cannot be written as JSON.
#[derive(Debug)]
pub struct Unwritable {
    /// What it is about it.
    pub why: Vec<u8>,
    /// Where; the keys that lead there, the last one first. Absent where the place says nothing.
    path: Option<Vec<Vec<u8>>>,
}

impl Unwritable {
    #[cold]
    fn new(why: Vec<u8>) -> Box<Self> {
        Box::new(Self { why, path: Some(Vec::new()) })
    }

    #[cold]
    fn within(mut self: Box<Self>, key: &[u8]) -> Box<Self> {
        if let Some(path) = &mut self.path {
            path.push(key.into());
        }
        self
    }

    /// The place as a JSON Pointer.
    pub fn pointer(&self) -> Option<Vec<u8>> {
        let mut pointer = Vec::new();
        for key in self.path.as_ref()?.iter().rev() {
            pointer.push(b'/');
            for &byte in key {
                match byte {
                    b'~' => pointer.extend(b"~0"),
                    b'/' => pointer.extend(b"~1"),
                    _ => pointer.push(byte),
                }
            }
        }
        Some(pointer)
    }
}

/// Checks that a value can be written as JSON, all that is in it included. Of a value that nobody else has had, the engine's marks of UTF-8 can be
/// trusted; an extension may have changed another's strings in place and left the marks as they were.
///
/// # Errors
/// The first that cannot, in the value's own order, keys before their values.
///
/// # Safety
/// The value is alive.
#[inline(always)]
pub unsafe fn check(value: Raw, is_own: bool) -> Result<(), Box<Unwritable>> {
    // SAFETY: as promised.
    unsafe { check_at(value, is_own, 0) }
}

#[inline(always)]
unsafe fn check_at(value: Raw, is_own: bool, depth: usize) -> Result<(), Box<Unwritable>> {
    // SAFETY: as in `check`; the type says which field counts.
    unsafe {
        let value = value.direct().dereferenced();
        match value.kind() {
            IS_STRING if !is_utf8(value.payload.string, is_own) => {
                Err(Unwritable::new(b"a string that is not UTF-8 cannot be written as JSON".into()))
            }
            IS_DOUBLE if !value.payload.double.is_finite() => Err(unwritable_float(value.payload.double)),
            IS_UNDEF | IS_NULL | IS_FALSE | IS_TRUE | IS_LONG | IS_DOUBLE | IS_STRING => Ok(()),
            IS_ARRAY => check_table(value.payload.array, false, is_own, depth + 1),
            IS_OBJECT => check_object(value, is_own, depth + 1),
            _ => Err(Unwritable::new(b"a resource cannot be written as JSON".into())),
        }
    }
}

#[inline(always)]
unsafe fn is_utf8(text: *const zend_string, is_own: bool) -> bool {
    // SAFETY: the string is alive, as its value or table is.
    unsafe { is_own && string::is_known_utf8(text) || std::str::from_utf8(string::bytes(text)).is_ok() }
}

#[cold]
fn unwritable_float(value: f64) -> Box<Unwritable> {
    let name: &[u8] = match value {
        f64::INFINITY => b"INF",
        f64::NEG_INFINITY => b"-INF",
        _ => b"NAN",
    };
    Unwritable::new([name, b" cannot be written as JSON"].concat())
}

unsafe fn check_table(
    table: *const HashTable,
    is_object: bool,
    is_own: bool,
    depth: usize,
) -> Result<(), Box<Unwritable>> {
    if depth > MAX_DEPTH {
        let why = format!("the value is nested deeper than {MAX_DEPTH} levels");
        return Err(Box::new(Unwritable { why: why.into(), path: None }));
    }
    // SAFETY: the table is alive, as its value is.
    unsafe {
        match elements(table) {
            Elements::Packed(values) => {
                for (position, value) in values.iter().enumerate() {
                    check_at(*value, is_own, depth).map_err(|fault| fault.within(position.to_string().as_bytes()))?;
                }
            }
            Elements::Keyed(entries) => {
                for entry in entries.iter().filter(|entry| !entry.is_removed()) {
                    if let Some(name) = entry.name() {
                        check_key(entry, name, is_object, is_own)?;
                        check_at(entry.value, is_own, depth).map_err(|fault| fault.within(name))?;
                    } else {
                        check_at(entry.value, is_own, depth)
                            .map_err(|fault| fault.within(entry.index().to_string().as_bytes()))?;
                    }
                }
            }
        }
    }
    Ok(())
}

#[inline(always)]
unsafe fn check_key(entry: &Element, name: &[u8], is_object: bool, is_own: bool) -> Result<(), Box<Unwritable>> {
    // SAFETY: a table keeps its names alive.
    if !unsafe { is_utf8(entry.name_string(), is_own) } {
        return Err(Unwritable::new(b"a key that is not UTF-8 cannot be written as JSON".into()));
    }
    // Of an object it is the name of a property that is not public.
    if is_object && name.first() == Some(&0) {
        return Err(Unwritable::new(b"a property that begins with NUL cannot be written as JSON".into()));
    }
    Ok(())
}

unsafe fn check_object(value: Raw, is_own: bool, depth: usize) -> Result<(), Box<Unwritable>> {
    // SAFETY: the object is alive.
    unsafe {
        if class_of(value) == zend_standard_class_def {
            match properties(value) {
                Some(Properties::Slots(_)) => return Ok(()),
                Some(Properties::Table) => return check_table(property_table(value), true, is_own, depth),
                // An object that PHP is to make when somebody looks at it.
                None => {}
            }
        }
        Err(Unwritable::new([b"an object of ", &value.type_name()[..], b" cannot be written as JSON"].concat()))
    }
}
