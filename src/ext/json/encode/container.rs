//! Arrays, and the tables of objects: what contains other values.

use super::encoder::{Encoder, End, FORCE_OBJECT, PRETTY_PRINT, put, value};
use super::object::property;
use super::text::text;
use crate::ext::json::message::{DEPTH, RECURSION};
use crate::zval::source::{self, Elements, IS_INDIRECT, Object};
use crate::zval::value::{IS_UNDEF, Raw};
use ext_php_rs::ffi::{HashTable, zend_string};
use highper_serializer::json::encode::raw::{self, Level, Task};
use std::ptr;

/// An array.
pub struct Array<'a, 'r> {
    pub encoder: &'a mut Encoder<'r>,
    pub table: *mut HashTable,
}

impl Task for Array<'_, '_> {
    type Input = End;
    type Output = End;

    #[inline(always)]
    unsafe fn run<L: Level>(self, at: End) -> End {
        let Self { encoder, table } = self;
        // SAFETY: the table is alive. It is held while it is walked: PHP code may let go of it.
        unsafe {
            let is_held = source::hold(table);
            let end = array::<L>(encoder, table, at);
            if is_held {
                Raw::array(table).let_go();
            }
            end
        }
    }
}

#[inline(always)]
unsafe fn array<L: Level>(encoder: &mut Encoder<'_>, table: *mut HashTable, at: End) -> End {
    // SAFETY: the table is alive and held.
    unsafe {
        if encoder.is_stack_full() {
            return too_deep(encoder, at);
        }
        if source::is_walked(table) {
            return encoder.fail_as_null(RECURSION, at);
        }
        source::enter(table);
        let is_list = !encoder.has(FORCE_OBJECT) && source::is_list(table);
        let end = if is_list { list::<L>(encoder, table, at) } else { members::<L>(encoder, table, None, at) };
        source::leave(table);
        finish(encoder, end)
    }
}

/// The stack is nearly used up: no depth is allowed that far.
///
/// # Safety
/// As [`put`].
#[cold]
pub unsafe fn too_deep(encoder: &mut Encoder<'_>, at: End) -> End {
    // SAFETY: as promised.
    unsafe { encoder.fail_as_null(DEPTH, at) }
}

/// Checks the depth, which json_encode() does when a container is complete.
#[inline(always)]
pub fn finish(encoder: &mut Encoder<'_>, end: End) -> End {
    if encoder.depth >= encoder.most_depth && !end.is_null() { encoder.fail(DEPTH, end) } else { end }
}

/// Begins the next element: whatever is to be done while no string is half written is done here, PHP code included.
///
/// # Safety
/// `at` is the end of the text.
#[inline(always)]
pub unsafe fn separate(encoder: &mut Encoder<'_>, at: End, separator: &mut u8) -> End {
    // SAFETY: as promised; the margin has room for what is written without asking.
    unsafe {
        let mut at = at;
        if at.addr() > encoder.output.mark.addr() {
            at = more(encoder, at);
            if at.is_null() {
                return at;
            }
        }
        at.write(*separator);
        *separator = b',';
        at = at.add(1);
        if encoder.has(PRETTY_PRINT) { encoder.new_line(at) } else { at }
    }
}

/// Makes room, or sends off what there is.
#[cold]
#[inline(never)]
unsafe fn more(encoder: &mut Encoder<'_>, at: End) -> End {
    // SAFETY: as for `separate`.
    unsafe {
        match &mut encoder.sink {
            Some(sink) => sink.take(&mut encoder.output, at),
            None => encoder.output.reserve(at, 1),
        }
    }
}

/// Ends a container; `opening` is to be written yet if it had no elements.
///
/// # Safety
/// `at` is the end of the text.
#[inline(always)]
pub unsafe fn close(encoder: &mut Encoder<'_>, mut at: End, separator: u8, opening: u8, closing: u8) -> End {
    encoder.depth -= 1;
    // SAFETY: as promised; room is made where one container after the other ends.
    unsafe {
        at = encoder.output.reserve(at, 0);
        if separator == opening {
            at.write(opening);
            at = at.add(1);
        } else if encoder.has(PRETTY_PRINT) {
            at = encoder.new_line(at);
        }
        at.write(closing);
        at.add(1)
    }
}

/// The value of an element, wherever it is; `None` if it has none.
#[inline(always)]
unsafe fn defined(element: Raw) -> Option<Raw> {
    match element.kind() {
        IS_UNDEF => None,
        IS_INDIRECT => {
            // SAFETY: such an element points to a place for a value.
            let value = unsafe { element.payload.array.cast::<Raw>().read() };
            (value.kind() != IS_UNDEF).then_some(value)
        }
        _ => Some(element),
    }
}

/// A list.
#[inline(always)]
unsafe fn list<L: Level>(encoder: &mut Encoder<'_>, table: *mut HashTable, mut at: End) -> End {
    let mut separator = b'[';
    encoder.depth += 1;
    // SAFETY: the table is held, so its elements stay where they are.
    unsafe {
        let (mut element, count, size) = match source::elements(table) {
            Elements::Packed(first, count) => (first, count, size_of::<Raw>()),
            // A value is what a bucket begins with.
            Elements::Keyed(first, count) => (first.cast::<Raw>(), count, size_of::<source::Bucket>()),
        };
        for _ in 0..count {
            let place = element;
            element = element.byte_add(size);
            if (*place).kind() == IS_UNDEF {
                continue;
            }
            at = separate(encoder, at, &mut separator);
            if at.is_null() {
                return at;
            }
            let Some(element) = defined(place.read()) else { continue };
            at = value::<L>(encoder, element, at);
            if at.is_null() {
                return at;
            }
        }
        close(encoder, at, separator, b'[', b']')
    }
}

/// The elements of an array or the properties of an object, as members of a JSON object.
///
/// # Safety
/// The table is held, and the object if it is one's.
#[inline(always)]
pub unsafe fn members<L: Level>(
    encoder: &mut Encoder<'_>,
    table: *mut HashTable,
    owner: Option<Object>,
    mut at: End,
) -> End {
    let mut separator = b'{';
    encoder.depth += 1;
    // SAFETY: the table is held, so its elements stay where they are.
    unsafe {
        match if table.is_null() { Elements::Keyed(ptr::null(), 0) } else { source::elements(table) } {
            Elements::Keyed(first, count) => {
                for position in 0..count {
                    let bucket = first.add(position);
                    let Some(element) = defined((*bucket).value) else { continue };
                    let (index, key) = ((*bucket).index, (*bucket).key);
                    if let Some(owner) = owner {
                        at = property::<L>(encoder, owner, key, index, element, at, &mut separator);
                        if encoder.is_cut {
                            return at;
                        }
                    } else {
                        at = member::<L>(encoder, key, index, element, at, &mut separator);
                    }
                    if at.is_null() {
                        return at;
                    }
                }
            }
            Elements::Packed(first, count) => {
                for position in 0..count {
                    let Some(element) = defined(first.add(position).read()) else { continue };
                    at = member::<L>(encoder, ptr::null_mut(), position as u64, element, at, &mut separator);
                    if at.is_null() {
                        return at;
                    }
                }
            }
        }
        close(encoder, at, separator, b'{', b'}')
    }
}

/// A key and its value.
///
/// # Safety
/// Both stay alive, whatever PHP code does.
#[inline(always)]
pub unsafe fn member<L: Level>(
    encoder: &mut Encoder<'_>,
    key: *mut zend_string,
    index: u64,
    element: Raw,
    at: End,
    separator: &mut u8,
) -> End {
    // SAFETY: as promised. Sending off what there is may run PHP code, which may take the value away: it is held meanwhile.
    unsafe {
        let is_held = encoder.sink.is_some();
        if is_held {
            element.add_reference();
        }
        let at = member_held::<L>(encoder, key, index, element, at, separator);
        if is_held {
            element.let_go();
        }
        at
    }
}

#[inline(always)]
unsafe fn member_held<L: Level>(
    encoder: &mut Encoder<'_>,
    key: *mut zend_string,
    index: u64,
    element: Raw,
    at: End,
    separator: &mut u8,
) -> End {
    // SAFETY: as for `member`.
    unsafe {
        let mut at = separate(encoder, at, separator);
        if at.is_null() {
            return at;
        }
        if key.is_null() {
            at = put(raw::integer(put(at, b"\""), index.cast_signed()), b"\"");
        } else {
            at = text::<L, true>(encoder, key, at);
        }
        at = if encoder.has(PRETTY_PRINT) { put(at, b": ") } else { put(at, b":") };
        value::<L>(encoder, element, at)
    }
}
