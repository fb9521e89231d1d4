//! Strings, as values and as keys.

use super::encoder::{Encoder, End, NUMERIC_CHECK, PARTIAL_OUTPUT_ON_ERROR, double, put};
use crate::ext::json::message::UTF8;
use crate::zval::source;
use crate::zval::string;
use crate::zval::value::IS_LONG;
use ext_php_rs::ffi::zend_string;
use highper_serializer::json::encode::raw::{self, Level, Task};
use std::ptr;

/// Writes a string.
///
/// # Safety
/// The string is alive; `at` is behind the limit by less than half the margin.
#[inline(always)]
pub unsafe fn text<L: Level, const IS_KEY: bool>(encoder: &mut Encoder<'_>, string: *mut zend_string, at: End) -> End {
    // SAFETY: as promised; in front of a string's bytes is its header. A short one has room in the margin.
    unsafe {
        if (IS_KEY || !encoder.has(NUMERIC_CHECK))
            && let Some(end) = raw::short::<L>(at, string::content(string), (*string).len, encoder.escapes)
        {
            return end.as_ptr();
        }
        L::apart(Text::<IS_KEY> { encoder, string }, at)
    }
}

/// A string that is long, or has to be escaped.
struct Text<'a, 'r, const IS_KEY: bool> {
    encoder: &'a mut Encoder<'r>,
    string: *mut zend_string,
}

impl<const IS_KEY: bool> Task for Text<'_, '_, IS_KEY> {
    type Input = End;
    type Output = End;

    #[inline(always)]
    unsafe fn run<L: Level>(self, at: End) -> End {
        let Self { encoder, string } = self;
        // SAFETY: as for `text`.
        unsafe {
            if !IS_KEY
                && encoder.has(NUMERIC_CHECK)
                && let Some(end) = number(encoder, string, at)
            {
                return end;
            }
            let before = encoder.output.length(at);
            let is_kept = encoder.escapes.keeps_unicode();
            let is_trusted = is_kept && source::is_known_utf8(string);
            let mut rest = string::bytes(string);
            // Not the slice's own, which may not read what is in front of it.
            let mut from: *const u8 = string::content(string);
            let mut at = put(at, b"\"");
            while !rest.is_empty() {
                let piece;
                (piece, rest) = rest.split_at_unchecked(raw::piece(rest));
                at = encoder.output.reserve(at, piece.len().saturating_mul(6).saturating_add(raw::SLACK));
                let end = if is_trusted {
                    raw::trusted::<L, true>(at, from, piece.len(), encoder.escapes)
                } else {
                    raw::string::<L, true>(at, from, piece.len(), encoder.escapes)
                };
                let Some(end) = end else {
                    return invalid::<IS_KEY>(encoder, before);
                };
                at = end.as_ptr();
                from = from.add(piece.len());
            }
            if is_kept && !is_trusted && encoder.escapes.refuses_invalid() {
                source::note_utf8(string);
            }
            put(at, b"\"")
        }
    }
}

/// A string that is not UTF-8, after so much text. A key without partial output is left out, but what comes after it is still encoded.
#[cold]
unsafe fn invalid<const IS_KEY: bool>(encoder: &mut Encoder<'_>, before: usize) -> End {
    encoder.error = UTF8;
    // SAFETY: the text has that length at least.
    unsafe {
        let at = encoder.output.start().add(before);
        match (encoder.has(PARTIAL_OUTPUT_ON_ERROR), IS_KEY) {
            (true, true) => put(at, b"\"\""),
            (true, false) => put(at, b"null"),
            (false, true) => at,
            (false, false) => ptr::null_mut(),
        }
    }
}

/// A string that is a number, under JSON_NUMERIC_CHECK.
#[cold]
unsafe fn number(encoder: &mut Encoder<'_>, string: *mut zend_string, at: End) -> Option<End> {
    // SAFETY: as for `text`.
    unsafe {
        let number = source::number(string)?;
        if number.kind() == IS_LONG {
            return Some(raw::integer(at, number.payload.long));
        }
        let value = number.payload.double;
        value.is_finite().then(|| double(encoder, value, at))
    }
}
