//! Handlers that need no request: copied out of the one that built a table, and into each that uses it.

use crate::zval::array::{Array, Key, new_string};
use crate::zval::value::{IS_ARRAY, IS_DOUBLE, IS_FALSE, IS_LONG, IS_NULL, IS_STRING, IS_TRUE, Raw};

/// Arrays within arrays that a handler may be.
const MAX_DEPTH: usize = 64;

/// A value that needs no request.
#[derive(Debug)]
pub enum Scalar {
    Null,
    Bool(bool),
    Long(i64),
    Double(f64),
    String(Box<[u8]>),
    Array(Box<[(ScalarKey, Scalar)]>),
}

#[derive(Debug)]
pub enum ScalarKey {
    Index(u64),
    Name(Box<[u8]>),
}

/// A table with its handlers.
#[derive(Debug)]
pub struct Origin {
    /// Handler and middleware of each route.
    pub values: Vec<Scalar>,
}

impl Origin {
    /// A value as one of the running request, owned.
    pub fn value(&self, position: usize) -> Raw {
        self.values.get(position).map_or(Raw::NULL, Scalar::value)
    }
}

impl Scalar {
    /// Copies a value out of its request; says why not.
    ///
    /// # Safety
    /// The value is alive.
    pub unsafe fn of(value: Raw, depth: usize) -> Result<Self, Vec<u8>> {
        // SAFETY: the value is alive, and nothing runs meanwhile that could change it.
        unsafe {
            Ok(match value.kind() {
                IS_NULL => Self::Null,
                IS_FALSE | IS_TRUE => Self::Bool(value.kind() == IS_TRUE),
                IS_LONG => Self::Long(value.payload.long),
                IS_DOUBLE => Self::Double(value.payload.double),
                IS_STRING => Self::String(value.bytes().into()),
                IS_ARRAY if depth == MAX_DEPTH => return Err(b"nested too deeply".into()),
                IS_ARRAY => {
                    let element = |(key, value): (Key<'_>, Raw)| {
                        let key = match key {
                            Key::Index(index) => ScalarKey::Index(index),
                            Key::Name(name) => ScalarKey::Name(name.into()),
                        };
                        Self::of(value, depth + 1).map(|value| (key, value))
                    };
                    Self::Array(Array(value.payload.array).iter().map(element).collect::<Result<_, _>>()?)
                }
                _ => return Err([b"of type ", value.type_name().as_slice()].concat()),
            })
        }
    }

    fn value(&self) -> Raw {
        match self {
            Self::Null => Raw::NULL,
            Self::Bool(value) => Raw::bool(*value),
            Self::Long(value) => Raw::long(*value),
            Self::Double(value) => Raw::double(*value),
            Self::String(text) => new_string(text),
            Self::Array(elements) if elements.is_empty() => Raw::empty_array(),
            Self::Array(elements) => {
                let array = Array::new(elements.len());
                for (key, value) in elements {
                    match key {
                        ScalarKey::Index(index) => array.set_index(*index, value.value()),
                        ScalarKey::Name(name) => array.set_bytes(name, value.value()),
                    }
                }
                array.value()
            }
        }
    }
}
