//! `Json::encodeTo()`: what is encoded goes to a stream in chunks.

use super::encoder::{Encoder, End, PARTIAL_OUTPUT_ON_ERROR};
use crate::ext::exception;
use crate::zval::args::{Frame, Return, give, parse};
use crate::zval::call::has_exception;
use crate::zval::guard::{cold, hot, kept};
use crate::zval::json::set_last_error;
use crate::zval::output::{CHUNK, Output, Room};
use crate::zval::stream::{Written, write};
use crate::zval::value::Raw;
use ext_php_rs::ffi::zend_resource;
use highper_serializer::json::encode::Escapes;
use std::ptr;

/// JsonException::WRITE_FAILED
const WRITE_FAILED: i64 = 102;

/// A stream that is being written to.
pub struct Sink {
    resource: *mut zend_resource,
    written: usize,
    has_failed: bool,
}

impl Sink {
    /// Sends off what there is, if it is a chunk, and makes room for more.
    ///
    /// # Safety
    /// `at` is the end of the text, of which nothing but the output knows a place.
    pub unsafe fn take(&mut self, output: &mut Output, at: End) -> End {
        // SAFETY: as promised.
        unsafe {
            if output.length(at) < CHUNK {
                return output.reserve(at, 2 * CHUNK);
            }
            self.send(output, at)
        }
    }

    /// Sends off the text; answers with where it begins anew.
    unsafe fn send(&mut self, output: &Output, at: End) -> End {
        // SAFETY: the text lies in memory that no PHP code knows of; the resource is an argument of the running call.
        unsafe {
            match write(self.resource, output.text(at)) {
                Written::All => {
                    self.written += output.length(at);
                    output.start()
                }
                Written::Failed => {
                    self.has_failed = true;
                    ptr::null_mut()
                }
                Written::Thrown => ptr::null_mut(),
            }
        }
    }
}

/// `Json::encodeTo()`.
pub unsafe extern "C" fn encode_to(frame: Frame, result: Return) {
    hot(|| {
        let (mut resource, mut value) = (ptr::null_mut::<Raw>(), ptr::null_mut::<Raw>());
        let (mut flags, mut depth) = (0_i64, super::DEPTH);
        // SAFETY: a place for each parameter; the arguments live as long as the call. Nothing is owned but memory of the engine.
        unsafe {
            let places = (&raw mut resource, &raw mut value, &raw mut flags, &raw mut depth);
            if parse!(frame, c"rz|ll", places.0, places.1, places.2, places.3).is_none() {
                return;
            }
            let mut sink = Sink { resource: (*resource).payload.array.cast(), written: 0, has_failed: false };
            // Nothing is encoded for what is no stream.
            if write(sink.resource, &[]) == Written::Thrown {
                return;
            }
            let mut room = Room::uninit();
            let made;
            let escapes = if flags == 0 {
                Escapes::DEFAULT
            } else {
                made = Escapes::new(flags as u32);
                &made
            };
            let mut encoder = Encoder::new(&mut room, escapes, flags, depth, Some(&mut sink));
            let mut end = encoder.encode(value.read());
            let Encoder { output, error, .. } = encoder;
            let is_partial = flags & i64::from(PARTIAL_OUTPUT_ON_ERROR) != 0;
            if is_partial {
                set_last_error(error);
            }
            let is_valid = error == 0 || is_partial;
            if is_valid && !end.is_null() && !has_exception() {
                end = sink.send(&output, end);
            }
            output.discard();
            if sink.has_failed {
                cold(|| throw_write_failed(sink.written));
            } else if !is_valid {
                super::throw(&exception::JSON, error);
            } else if !end.is_null() {
                give(result, Raw::long(i64::try_from(sink.written).unwrap_or(i64::MAX)));
            }
        }
    });
}

#[cold]
fn throw_write_failed(written: usize) {
    let message = kept(format!("The stream takes no more after byte {written}"));
    exception::throw(&exception::JSON, message.as_bytes(), WRITE_FAILED, &[]);
}
