//! What can be wrong with a document, a pointer or a source, as PHP's exceptions say it.

use crate::ext::exception;
use crate::zval::class::Class;
use crate::zval::guard::kept;
use crate::zval::value::Raw;
use highper_serializer::json::pointer::{Found, Missing, PointerFault};
use highper_serializer::json::{Error, position};

// The constants of JsonException.
const INVALID_POINTER: i64 = 100;
const NO_SUCH_VALUE: i64 = 101;
const READ_FAILED: i64 = 103;

fn number(value: usize) -> Raw {
    Raw::long(i64::try_from(value).unwrap_or(i64::MAX))
}

/// Where a text stands in a source of many lines.
#[derive(Clone, Copy, Default)]
pub struct Place {
    /// Bytes before it.
    pub offset: usize,
    /// Lines before it.
    pub lines: usize,
}

/// Throws for a document with a fault. PHP's own class knows no places.
#[cold]
pub fn throw(class: &Class, error: Error, json: &[u8]) {
    throw_at(class, error, json, Place::default());
}

/// Throws for a text with a fault that is part of a longer source.
#[cold]
pub fn throw_at(class: &Class, error: Error, json: &[u8], before: Place) {
    let (message, code) = (error.kind.message().as_bytes(), i64::from(error.kind.code()));
    if !std::ptr::eq(class, &raw const exception::JSON) {
        exception::throw(class, message, code, &[]);
        return;
    }
    let place = position(json, error.offset);
    let properties = [
        ("offset", number(before.offset + error.offset)),
        ("lineNumber", number(before.lines + place.line)),
        ("column", number(place.column)),
    ];
    exception::throw(class, message, code, &properties);
}

/// Throws for a text that is no pointer. For use within a cold handler.
#[cold]
pub fn throw_malformed(pointer: &[u8], fault: PointerFault) {
    let (offset, what) = match fault {
        PointerFault::NoSlash => (0, "it has to be empty or begin with '/'"),
        PointerFault::Tilde(offset) => (offset, "'~' has to be followed by 0 or 1; write '~0' for '~'"),
    };
    let tail = format!("' is malformed at byte {offset}: {what}");
    let message = kept([b"Pointer '", pointer, tail.as_bytes()].concat());
    exception::throw(&exception::JSON, &message, INVALID_POINTER, &[("offset", number(offset))]);
}

/// Throws for a pointer that names nothing. For use within a cold handler.
#[cold]
pub fn throw_missing(pointer: &[u8], missing: &Missing) {
    let prefix = pointer.get(..missing.prefix).unwrap_or_default();
    let container = if prefix.is_empty() { b"the document".to_vec() } else { [b"'", prefix, b"'"].concat() };
    let what = match missing.found {
        Found::Object => [b"an object without the key '", missing.token.as_slice(), b"'"].concat(),
        Found::Array(count) if missing.is_index => format!("an array of {count}").into_bytes(),
        Found::Array(_) => [b"an array, and '", missing.token.as_slice(), b"' is no index"].concat(),
        Found::String => b"a string".to_vec(),
        Found::Number => b"a number".to_vec(),
        Found::Boolean => b"a boolean".to_vec(),
        Found::Null => b"null".to_vec(),
    };
    let message = kept([b"Pointer '", pointer, b"' names no value: ", &container, b" is ", &what].concat());
    exception::throw(&exception::JSON, &message, NO_SUCH_VALUE, &[]);
}

/// Throws for a source that cannot be read on. For use within a cold handler.
#[cold]
pub fn throw_unreadable(offset: usize) {
    let message = kept(format!("The source cannot be read on after byte {offset}"));
    exception::throw(&exception::JSON, message.as_bytes(), READ_FAILED, &[("offset", number(offset))]);
}
