//! Decoding a document with the memory that the thread keeps for it.

use super::values::Values;
use crate::zval::build::Builder;
use crate::zval::value::Raw;
use highper_serializer::json::pointer::value_end;
use highper_serializer::json::{Decoder, Error, InvalidUtf8, Options, check};
use std::cell::UnsafeCell;
use std::mem::ManuallyDrop;

// ext/json/php_json.h
pub const OBJECT_AS_ARRAY: i64 = 1 << 0;
const BIGINT_AS_STRING: i64 = 1 << 1;
pub const INVALID_UTF8_IGNORE: i64 = 1 << 20;
const INVALID_UTF8_SUBSTITUTE: i64 = 1 << 21;
pub const THROW_ON_ERROR: i64 = 1 << 22;

/// What decoding works with.
struct Tools {
    builder: Builder,
    decoder: Decoder<()>,
}

thread_local! {
    /// Never dropped: the strings in it are the engine's, which may be gone by the time a thread ends.
    static TOOLS: ManuallyDrop<UnsafeCell<Tools>> =
        const { ManuallyDrop::new(UnsafeCell::new(Tools { builder: Builder::new(), decoder: Decoder::new() })) };
}

/// How to read a document, from the flags of json_decode().
pub fn options(flags: i64, depth: usize) -> Options {
    let invalid_utf8 = if flags & INVALID_UTF8_SUBSTITUTE != 0 {
        InvalidUtf8::Substitute
    } else if flags & INVALID_UTF8_IGNORE != 0 {
        InvalidUtf8::Ignore
    } else {
        InvalidUtf8::Reject
    };
    Options { depth, invalid_utf8, ..Options::default() }
}

/// Lets `$associative` overrule the flag, unless it is null.
pub fn with_associative(flags: i64, associative: Option<bool>) -> i64 {
    match associative {
        Some(true) => flags | OBJECT_AS_ARRAY,
        Some(false) => flags & !OBJECT_AS_ARRAY,
        None => flags,
    }
}

/// Decodes the value at a place of a document that is known to be valid; it is the caller's.
///
/// # Errors
/// A name in it that no property can have.
pub fn decode_part(json: &[u8], place: usize, flags: i64) -> Result<Raw, Error> {
    let depth = usize::MAX;
    let end = value_end(json, place, options(flags, depth))?;
    let part = json.get(place..end).unwrap_or_default();
    decode(part, flags, depth).map_err(|error| Error { offset: place.saturating_add(error.offset), ..error })
}

/// Decodes a document; the value is the caller's. No PHP code runs meanwhile, so the tools are not asked for twice.
///
/// # Errors
/// What is wrong with it.
#[inline(always)]
pub fn decode(json: &[u8], flags: i64, depth: usize) -> Result<Raw, Error> {
    TOOLS.with(|tools| {
        // SAFETY: nothing that runs while the reference lives comes back here. A bailout leaves the tools as they are; each document
        // begins anew.
        let tools = unsafe { &mut *tools.get() };
        let options = options(flags, depth);
        if flags & OBJECT_AS_ARRAY != 0 {
            tools.decode::<true>(json, flags, options)
        } else {
            tools.decode::<false>(json, flags, options)
        }
    })
}

impl Tools {
    #[inline(never)]
    fn decode<const ARRAYS: bool>(&mut self, json: &[u8], flags: i64, options: Options) -> Result<Raw, Error> {
        let big_as_string = flags & BIGINT_AS_STRING != 0;
        self.builder.begin();
        let mut values = Values::<ARRAYS> { builder: &mut self.builder, big_as_string };
        match self.decoder.decode(json, options, &mut values) {
            Ok(_) => {
                self.decoder.shrink();
                Ok(self.builder.finish())
            }
            Err(error) => self.explain::<ARRAYS>(json, flags, options, error),
        }
    }

    /// Finds out what is wrong where the decoder or the sink leaves it open; if nothing is, decodes without asking again.
    #[cold]
    fn explain<const ARRAYS: bool>(
        &mut self,
        json: &[u8],
        flags: i64,
        options: Options,
        error: Error,
    ) -> Result<Raw, Error> {
        // SAFETY: this is the request in which the document began.
        unsafe { self.builder.discard() };
        self.decoder.shrink();
        if error.offset != usize::MAX {
            return Err(error);
        }
        check(json, options, !ARRAYS)?;
        self.decode::<ARRAYS>(json, flags, Options { is_deep_allowed: true, ..options })
    }
}

/// Begins a request.
pub fn begin_request() {
    TOOLS.with(|tools| {
        // SAFETY: as in `decode`.
        unsafe { (*tools.get()).builder.begin_request() };
    });
}

/// Gives the request's strings back.
pub fn end_request() {
    TOOLS.with(|tools| {
        // SAFETY: as in `decode`; the strings are the request's, which has not ended yet.
        unsafe { (*tools.get()).builder.end_request() };
    });
}
