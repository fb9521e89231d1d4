//! `Serializer::transcode()`: the engine's work, its result in a PHP string, its errors as exceptions.

use super::fault::throw_transcoding;
use super::media_type::format_of;
use super::state::Serializer;
use crate::zval::args::{Arguments, Frame, Return, bytes, give, parse, this};
use crate::zval::array::new_string;
use crate::zval::guard::{cold, hot};
use crate::zval::string;
use crate::zval::value::Raw;
use ext_php_rs::ffi::zend_string;
use highper_serializer::transcode::{Transcoded, Transcoder};
use std::cell::UnsafeCell;
use std::ptr;

thread_local! {
    static TRANSCODER: UnsafeCell<Transcoder> = UnsafeCell::default();
}

/// `transcode()`.
pub unsafe extern "C" fn transcode(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's; no PHP code runs here.
        let Some([input, from, to]) = arguments(frame) else { return };
        let Some(from) = format_of(bytes(from)) else { return };
        let Some(to) = format_of(bytes(to)) else { return };
        let depth = usize::try_from(this::<Serializer>(frame).settings.depth).unwrap_or(0);
        TRANSCODER.with(|transcoder| {
            // Nothing that runs meanwhile comes back here. A bailout leaves the memory as it is; each document begins anew.
            match (*transcoder.get()).transcode(bytes(input), from, to, depth) {
                Ok(made) => {
                    let value = string_of(made, input);
                    this::<Serializer>(frame).transcoded(to);
                    give(result, value);
                }
                Err(error) => {
                    this::<Serializer>(frame).failed(to);
                    // The texts of errors are owned by its frames.
                    cold(|| throw_transcoding(error, bytes(input), from));
                }
            }
            (*transcoder.get()).shrink();
        });
    });
}

/// Three strings.
#[inline(always)]
unsafe fn arguments(frame: Frame) -> Option<[*mut zend_string; 3]> {
    // SAFETY: the frame is this call's; one place for each parameter.
    unsafe {
        let given = Arguments::of(frame);
        if let (Some(input), Some(from), Some(to)) = (given.zend_string(0), given.zend_string(1), given.zend_string(2))
            && given.are_at_most(3)
        {
            return Some([input, from, to]);
        }
        let mut places = [ptr::null_mut::<zend_string>(); 3];
        let [input, from, to] = &mut places;
        parse!(frame, c"SSS", &raw mut *input, &raw mut *from, &raw mut *to)?;
        Some(places)
    }
}

/// What was made, as an owned string.
unsafe fn string_of(made: Transcoded<'_>, input: *mut zend_string) -> Raw {
    match made {
        Transcoded::AsTheyAre => {
            // SAFETY: the input is alive; the result gets a reference of its own.
            unsafe {
                let given = Raw::string(input);
                given.add_reference();
                given
            }
        }
        // SAFETY: just made.
        Transcoded::MessagePack(packed) => unsafe {
            Raw::string(string::of_pieces(packed.length(), |append| packed.pieces(append)))
        },
        Transcoded::Json(text) => new_string(text),
    }
}
