//! Objects: what they are encoded as.

use super::container::{close, finish, member, members, too_deep};
use super::encoder::{Encoder, End, value};
use crate::ext::json::message::{NON_BACKED_ENUM, RECURSION};
use crate::zval::call::has_exception;
use crate::zval::source::{self, IS_PTR, Object, Serialized, is_hidden, release_properties};
use crate::zval::value::Raw;
use ext_php_rs::ffi::zend_string;
use highper_serializer::json::encode::raw::{Level, Task};

/// An object.
pub struct Whole<'a, 'r> {
    pub encoder: &'a mut Encoder<'r>,
    pub object: Object,
}

impl Task for Whole<'_, '_> {
    type Input = End;
    type Output = End;

    #[inline(always)]
    unsafe fn run<L: Level>(self, at: End) -> End {
        let Self { encoder, object } = self;
        // SAFETY: the object is alive. It is held while it is walked: PHP code may let go of it.
        unsafe {
            let value = Raw::object(object.0);
            value.add_reference();
            let end = self::object::<L>(encoder, object, at);
            value.let_go();
            end
        }
    }
}

#[inline(always)]
unsafe fn object<L: Level>(encoder: &mut Encoder<'_>, object: Object, at: End) -> End {
    // SAFETY: the object is held.
    unsafe {
        if encoder.serializer.serializes(object) {
            return L::apart(Serializable { encoder, object }, at);
        }
        if object.is_enum() {
            return L::apart(Case { encoder, object }, at);
        }
        properties::<L>(encoder, object, at)
    }
}

/// A JsonSerializable.
struct Serializable<'a, 'r> {
    encoder: &'a mut Encoder<'r>,
    object: Object,
}

impl Task for Serializable<'_, '_> {
    type Input = End;
    type Output = End;

    #[inline(always)]
    unsafe fn run<L: Level>(self, at: End) -> End {
        let Self { encoder, object } = self;
        // SAFETY: the object is held; so is the answer until it is released.
        unsafe {
            match object.serialize(&encoder.serializer) {
                Serialized::Recursive => encoder.fail_as_null(RECURSION, at),
                Serialized::Failed => {
                    // The error is the exception.
                    let error = encoder.error;
                    encoder.fail_as_null(error, at)
                }
                Serialized::Itself(answer) => {
                    let end = properties::<L>(encoder, object, at);
                    answer.let_go();
                    end
                }
                Serialized::Other(answer) => {
                    let end = value::<L>(encoder, answer, at);
                    object.finish_serialize();
                    answer.let_go();
                    end
                }
            }
        }
    }
}

/// A case of an enum.
struct Case<'a, 'r> {
    encoder: &'a mut Encoder<'r>,
    object: Object,
}

impl Task for Case<'_, '_> {
    type Input = End;
    type Output = End;

    #[inline(always)]
    unsafe fn run<L: Level>(self, at: End) -> End {
        let Self { encoder, object } = self;
        // SAFETY: the object is held, and its value with it.
        unsafe {
            if let Some(case) = object.case_value() {
                return value::<L>(encoder, case, at);
            }
            at.write(b'0');
            encoder.fail(NON_BACKED_ENUM, at.add(1))
        }
    }
}

/// An object's public properties.
#[inline(always)]
unsafe fn properties<L: Level>(encoder: &mut Encoder<'_>, object: Object, at: End) -> End {
    // SAFETY: the object is held.
    unsafe {
        if encoder.is_stack_full() {
            return too_deep(encoder, at);
        }
        let Some(mut declared) = object.declared() else {
            return L::apart(Table { encoder, object }, at);
        };
        if source::is_walked(object.0) {
            return encoder.fail_as_null(RECURSION, at);
        }
        source::enter(object.0);
        let mut separator = b'{';
        let mut at = at;
        encoder.depth += 1;
        while let Some((name, property)) = declared.next() {
            at = member::<L>(encoder, name, 0, property, at, &mut separator);
            if at.is_null() {
                source::leave(object.0);
                return at;
            }
        }
        source::leave(object.0);
        let end = close(encoder, at, separator, b'{', b'}');
        finish(encoder, end)
    }
}

/// An object whose properties are in a table, or are put into one for the occasion.
struct Table<'a, 'r> {
    encoder: &'a mut Encoder<'r>,
    object: Object,
}

impl Task for Table<'_, '_> {
    type Input = End;
    type Output = End;

    #[inline(always)]
    unsafe fn run<L: Level>(self, at: End) -> End {
        let Self { encoder, object } = self;
        // SAFETY: the object is held, and the table until it is released. One that was made for the occasion cannot be found again, so
        // the object bears the mark in its place.
        unsafe {
            let table = object.properties();
            let marked: *mut u8 = if object.has_hooks() { object.0.cast() } else { table.cast() };
            if !marked.is_null() && source::is_walked(marked) {
                release_properties(table);
                return encoder.fail_as_null(RECURSION, at);
            }
            if !marked.is_null() {
                source::enter(marked);
            }
            let end = members::<L>(encoder, table, Some(object), at);
            if !marked.is_null() {
                source::leave(marked);
            }
            // What was cut short is not completed: json_encode() leaves it open, and the depth as it is.
            let end = if encoder.is_cut { end } else { finish(encoder, end) };
            encoder.is_cut = false;
            release_properties(table);
            end
        }
    }
}

/// A property from an object's table, if it is a public one that can be read.
///
/// # Safety
/// The object and its table are held.
#[inline(always)]
pub unsafe fn property<L: Level>(
    encoder: &mut Encoder<'_>,
    owner: Object,
    key: *mut zend_string,
    index: u64,
    element: Raw,
    at: End,
    separator: &mut u8,
) -> End {
    // SAFETY: as promised.
    unsafe {
        if key.is_null() || !is_hidden(key) && element.kind() != IS_PTR {
            return member::<L>(encoder, key, index, element, at, separator);
        }
        if is_hidden(key) {
            return at;
        }
        match owner.hooked(element) {
            Some(property) => {
                let end = member::<L>(encoder, key, index, property, at, separator);
                property.let_go();
                end
            }
            None if has_exception() => {
                let error = encoder.error;
                let end = encoder.fail(error, at);
                encoder.is_cut = !end.is_null();
                end
            }
            None => at,
        }
    }
}
