//! What encoding a value works with, and values that contain no others.

use super::container::Array;
use super::object::Whole;
use super::stream::Sink;
use super::text;
use crate::ext::json::message::{INF_OR_NAN, UNSUPPORTED_TYPE};
use crate::zval::json;
use crate::zval::output::{Output, Room};
use crate::zval::source::{Object, Serializer, stack_limit};
use crate::zval::value::{
    IS_ARRAY, IS_DOUBLE, IS_FALSE, IS_LONG, IS_NULL, IS_OBJECT, IS_REFERENCE, IS_STRING, IS_TRUE, Raw,
};
use ext_php_rs::ffi::zend_reference;
use highper_serializer::json::encode::Escapes;
use highper_serializer::json::encode::flags::PRESERVE_ZERO_FRACTION;
use highper_serializer::json::encode::raw::{self, Level, Task, dispatch};
use std::mem::MaybeUninit;
use std::ptr;

// ext/json/php_json.h
pub const FORCE_OBJECT: u32 = 1 << 4;
pub const NUMERIC_CHECK: u32 = 1 << 5;
pub const PRETTY_PRINT: u32 = 1 << 7;
pub const PARTIAL_OUTPUT_ON_ERROR: u32 = 1 << 9;

/// Where the text ends; null if nothing more is to be written, because of an error or an exception.
pub type End = *mut u8;

/// The state of one call. Owns nothing but the engine's memory.
pub struct Encoder<'r> {
    pub output: Output,
    pub flags: u32,
    pub escapes: &'r Escapes,
    pub serializer: Serializer,
    /// How deep the value being written is nested,
    pub depth: i32,
    /// and may be.
    pub most_depth: i32,
    /// Where the stack is nearly used up. A call stays on one stack, whatever other fibers do.
    stack_limit: usize,
    /// The code of the last error.
    pub error: u8,
    /// Whether an exception has cut the object short that is being written, while a partial result is wanted.
    pub is_cut: bool,
    /// Where the text goes before it is whole.
    pub sink: Option<&'r mut Sink>,
}

impl<'r> Encoder<'r> {
    /// Takes flags and depth as json_encode() does, which leaves off their upper halves.
    #[inline(always)]
    pub fn new(room: &'r mut Room, escapes: &'r Escapes, flags: i64, depth: i64, sink: Option<&'r mut Sink>) -> Self {
        let flags = flags as u32;
        let output = Output::new(room, sink.is_none());
        Self {
            output,
            flags,
            escapes,
            serializer: Serializer::NONE,
            depth: 0,
            most_depth: depth as i32,
            stack_limit: stack_limit(),
            error: 0,
            is_cut: false,
            sink,
        }
    }

    /// Writes a value.
    ///
    /// # Safety
    /// The value is alive and stays so, whatever PHP code does.
    #[inline(always)]
    pub unsafe fn encode(&mut self, value: Raw) -> End {
        let at = self.output.start();
        dispatch(Document { encoder: self, value }, at)
    }

    #[inline(always)]
    pub fn has(&self, flag: u32) -> bool {
        self.flags & flag != 0
    }

    /// Whether the stack is nearly used up.
    #[inline(always)]
    pub fn is_stack_full(&self) -> bool {
        let here = 0_u8;
        (&raw const here).addr() <= self.stack_limit
    }

    /// Notes an error; encoding goes on if a partial result is wanted.
    #[cold]
    pub fn fail(&mut self, error: u8, at: End) -> End {
        self.error = error;
        if self.has(PARTIAL_OUTPUT_ON_ERROR) { at } else { ptr::null_mut() }
    }

    /// [`fail`](Self::fail), with `null` in the value's place.
    ///
    /// # Safety
    /// As [`put`].
    #[cold]
    pub unsafe fn fail_as_null(&mut self, error: u8, at: End) -> End {
        // SAFETY: as promised.
        let at = unsafe { put(at, b"null") };
        self.fail(error, at)
    }

    /// A new line at the present depth.
    ///
    /// # Safety
    /// `at` is the end of the text.
    #[cold]
    pub unsafe fn new_line(&mut self, at: End) -> End {
        let spaces = usize::try_from(self.depth).unwrap_or(0).saturating_mul(4);
        // SAFETY: as promised; the room is made first.
        unsafe {
            let at = self.output.reserve(at, spaces.saturating_add(1));
            at.write(b'\n');
            at.add(1).write_bytes(b' ', spaces);
            at.add(1 + spaces)
        }
    }
}

/// The whole of it.
struct Document<'a, 'r> {
    encoder: &'a mut Encoder<'r>,
    value: Raw,
}

impl Task for Document<'_, '_> {
    type Input = End;
    type Output = End;

    #[inline(always)]
    unsafe fn run<L: Level>(self, at: End) -> End {
        // SAFETY: as promised by the caller of `encode`.
        unsafe { value::<L>(self.encoder, self.value, at) }
    }
}

/// Writes a few bytes.
///
/// # Safety
/// `at` is not farther behind the limit than the margin allows.
#[inline(always)]
pub unsafe fn put<const COUNT: usize>(at: End, text: &[u8; COUNT]) -> End {
    // SAFETY: as promised.
    unsafe {
        at.cast::<[u8; COUNT]>().write(*text);
        at.add(COUNT)
    }
}

/// Writes a value.
///
/// # Safety
/// The value is alive and stays so, whatever PHP code does; `at` is behind the limit by less than half the margin.
#[inline(always)]
pub unsafe fn value<L: Level>(encoder: &mut Encoder<'_>, value: Raw, at: End) -> End {
    // SAFETY: the type says which field counts; the longest number has room in the margin.
    unsafe {
        match value.kind() {
            IS_STRING => text::text::<L, false>(encoder, value.payload.string, at),
            IS_LONG => raw::integer(at, value.payload.long),
            IS_ARRAY => L::apart(Array { encoder, table: value.payload.array }, at),
            IS_OBJECT => L::apart(Whole { encoder, object: Object(value.payload.object) }, at),
            IS_NULL => put(at, b"null"),
            IS_TRUE => put(at, b"true"),
            IS_FALSE => put(at, b"false"),
            IS_DOUBLE => double(encoder, value.payload.double, at),
            IS_REFERENCE => L::apart(Reference { encoder, reference: value.payload.reference }, at),
            _ => encoder.fail_as_null(UNSUPPORTED_TYPE, at),
        }
    }
}

/// A float.
///
/// # Safety
/// As for [`value`].
#[inline(never)]
pub unsafe fn double(encoder: &mut Encoder<'_>, value: f64, at: End) -> End {
    // SAFETY: as promised.
    unsafe {
        if !value.is_finite() {
            // Encoding goes on, whatever the flags.
            encoder.error = INF_OR_NAN;
            return put(at, b"0");
        }
        if json::precision() == -1 {
            return raw::double(at, value, encoder.has(PRESERVE_ZERO_FRACTION));
        }
        double_by_precision(encoder, value, at)
    }
}

#[cold]
unsafe fn double_by_precision(encoder: &mut Encoder<'_>, value: f64, at: End) -> End {
    let mut room = MaybeUninit::<[u8; json::MOST_DOUBLE]>::uninit();
    // SAFETY: there is room for the number here, and room is made for it there.
    unsafe {
        let first = room.as_mut_ptr().cast::<u8>();
        let length = json::double(first, value);
        let text = std::slice::from_raw_parts(first, length);
        let at = encoder.output.reserve(at, length);
        at.copy_from_nonoverlapping(first, length);
        let at = at.add(length);
        if encoder.has(PRESERVE_ZERO_FRACTION) && !text.contains(&b'.') { put(at, b".0") } else { at }
    }
}

/// A reference.
struct Reference<'a, 'r> {
    encoder: &'a mut Encoder<'r>,
    reference: *mut zend_reference,
}

impl Task for Reference<'_, '_> {
    type Input = End;
    type Output = End;

    #[inline(always)]
    unsafe fn run<L: Level>(self, at: End) -> End {
        // SAFETY: as for `value`; a live reference holds a value.
        unsafe { value::<L>(self.encoder, (&raw const (*self.reference).val).cast::<Raw>().read(), at) }
    }
}
