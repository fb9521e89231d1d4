//! `Unpacker`: bytes as they come, values as they complete.

use super::classes::EXTENSIONS;
use super::fault::{self, Thrown, throw, throw_error};
use super::pack::{DEPTH, check_depth};
use super::unpack::check_flags;
use super::values::{Extent, unpack};
use crate::zval::args::{Arguments, Frame, Return, give, none, object, parse, this};
use crate::zval::call::argument_value_error;
use crate::zval::class::Class;
use crate::zval::guard::append_charged;
use crate::zval::guard::hot;
use crate::zval::object::{Duplicated, Embedded, Traced};
use crate::zval::string;
use crate::zval::value::{IS_OBJECT, Raw};
use ext_php_rs::ffi::zend_string;
use highper_serializer::msgpack::{DEEPEST, Error, ErrorKind, Limits, Scanner};
use std::ptr;

/// `Unpacker`.
pub static UNPACKER: Class = Class::new();

/// What the interface does not declare, since a subclass may have a constructor of its own.
pub const CONSTRUCTOR: &str = r"
    /**
     * @param int             $flags      MessagePackInterface::MAPS_AS_*, BIN_AS_OBJECTS, UINT64_AS_*.
     * @param Extensions|null $extensions Callbacks for extension types; the others come as Extension objects, -1 as Timestamp.
     * @param int             $depth      How deep values may be nested, 1 to 2147483647.
     * @param int             $maxLength  How many bytes a value may have.
     *
     * @throws \ValueError if a number or a flag is out of range
     */
    __construct(int $flags = 0, ?Extensions $extensions = null, int $depth = 512, int $maxLength = 67108864)";

const MAX_LENGTH: i64 = 67_108_864;

/// Bytes that were taken are dropped when they are at least so many, and as many as those that are left: each byte is moved once at most,
/// on the average.
const TAKEN: usize = 4 << 10;

/// The native part of an Unpacker.
pub struct Unpacker {
    /// What was fed and not dropped yet.
    buffer: Vec<u8>,
    /// Where in the buffer the first value begins that was not taken.
    start: usize,
    /// Where in the stream the buffer begins.
    base: usize,
    scanner: Scanner,
    /// How many values are complete and were not taken.
    complete: usize,
    /// What is wrong with the stream, for good.
    fault: Option<Error>,
    flags: i64,
    limits: Limits,
    /// Owned; null if there is none.
    extensions: Raw,
    traced: Vec<Raw>,
}

impl Default for Unpacker {
    fn default() -> Self {
        Self {
            buffer: Vec::new(),
            start: 0,
            base: 0,
            scanner: Scanner::default(),
            complete: 0,
            fault: None,
            flags: 0,
            limits: Limits { depth: DEPTH as usize, max_length: MAX_LENGTH as usize },
            extensions: Raw::NULL,
            traced: Vec::new(),
        }
    }
}

impl Unpacker {
    /// Appends bytes and looks at them.
    fn feed(&mut self, bytes: &[u8]) -> Result<(), Error> {
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        self.drop_taken();
        append_charged(&mut self.buffer, bytes);
        // What the scanner has looked at and found complete is not needed again.
        let known = self.scanner.begin() - self.base;
        let rest = self.buffer.get(known..).unwrap_or_default();
        match self.scanner.scan(rest, self.base + known, usize::MAX, self.limits) {
            Ok(count) => {
                self.complete += count;
                Ok(())
            }
            Err((count, error)) => {
                self.complete += count;
                self.fault = Some(error);
                Err(error)
            }
        }
    }

    fn drop_taken(&mut self) {
        if self.start == self.buffer.len() {
            self.base += self.start;
            self.start = 0;
            self.buffer.clear();
        } else if self.start >= TAKEN && self.start >= self.buffer.len() - self.start {
            self.buffer.drain(..self.start);
            self.base += self.start;
            self.start = 0;
        }
    }

    /// The bytes from the next value on, and where in the stream they begin.
    fn rest(&self) -> (&[u8], usize) {
        (self.buffer.get(self.start..).unwrap_or_default(), self.base + self.start)
    }

    /// The length of the next value, which is complete.
    fn next_length(&self) -> usize {
        let mut scanner = Scanner::default();
        let limits = Limits { depth: usize::MAX, max_length: usize::MAX };
        match scanner.scan(self.rest().0, 0, 1, limits) {
            Ok(1) => scanner.begin(),
            _ => self.rest().0.len(),
        }
    }

    /// Counts the next value, of that length, as taken.
    fn skip(&mut self, length: usize) {
        self.start += length;
        self.complete = self.complete.saturating_sub(1);
    }

    fn finish(&self) -> Result<(), Error> {
        let end = self.base + self.buffer.len();
        match self.fault {
            Some(fault) => Err(fault),
            None if self.scanner.begin() < end => Err(Error { kind: ErrorKind::Truncated, offset: end }),
            None => Ok(()),
        }
    }
}

/// `__construct()`.
pub unsafe extern "C" fn construct(frame: Frame, _: Return) {
    hot(|| unsafe {
        // SAFETY: a place for each parameter.
        let (mut flags, mut depth, mut max_length) = (0_i64, DEPTH, MAX_LENGTH);
        let mut extensions = ptr::null_mut::<Raw>();
        let places = (&raw mut flags, &raw mut extensions, &raw mut depth, &raw mut max_length);
        if parse!(frame, c"|lO!ll", places.0, places.1, EXTENSIONS.get(), places.2, places.3).is_none()
            || check_flags(flags, 1).is_none()
        {
            return;
        }
        let Some(depth) = check_depth(depth, 3) else { return };
        let Some(max_length) = usize::try_from(max_length).ok().filter(|&length| length > 0) else {
            argument_value_error(4, c"must be greater than 0");
            return;
        };
        let extensions = if extensions.is_null() { Raw::NULL } else { extensions.read().dereferenced() };
        extensions.add_reference();
        let unpacker = this::<Unpacker>(frame);
        unpacker.flags = flags;
        unpacker.limits = Limits { depth: depth.min(DEEPEST), max_length };
        let old = std::mem::replace(&mut unpacker.extensions, extensions);
        // Its destructor may use the unpacker.
        old.release();
    });
}

/// `feed()`.
pub unsafe extern "C" fn feed(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the string lives as long as the call; nothing of PHP's runs while the unpacker is borrowed.
        let bytes = match Arguments::of(frame).string(0) {
            Some(bytes) if Arguments::of(frame).are_at_most(1) => bytes,
            _ => {
                let mut bytes = ptr::null_mut::<zend_string>();
                if parse!(frame, c"S", &raw mut bytes).is_none() {
                    return;
                }
                string::bytes(bytes)
            }
        };
        match this::<Unpacker>(frame).feed(bytes) {
            Ok(()) => {
                let this = Raw::object(object(frame));
                this.add_reference();
                give(result, this);
            }
            Err(error) => drop(throw_error(error)),
        }
    });
}

/// `hasValue()`.
pub unsafe extern "C" fn has_value(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        if none(frame).is_some() {
            give(result, Raw::bool(this::<Unpacker>(frame).complete > 0));
        }
    });
}

/// `take()`.
pub unsafe extern "C" fn take(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        if none(frame).is_none() {
            return;
        }
        let unpacker = this::<Unpacker>(frame);
        if unpacker.complete == 0 {
            let what = || b"No value is complete".to_vec();
            throw(fault::INCOMPLETE, what, "feed more bytes and ask hasValue() first", None);
            return;
        }
        let outcome =
            if unpacker.extensions.kind() == IS_OBJECT { take_with_callbacks(frame) } else { take_plain(frame) };
        if let Ok(value) = outcome {
            give(result, value);
        }
    });
}

/// Takes a value right out of the buffer.
///
/// # Safety
/// The frame is that of a method of Unpacker, and a value is complete.
unsafe fn take_plain(frame: Frame) -> Result<Raw, Thrown> {
    // SAFETY: without callbacks no PHP code runs, so the unpacker may be borrowed.
    unsafe {
        let unpacker = this::<Unpacker>(frame);
        let (flags, depth) = (unpacker.flags, unpacker.limits.depth);
        let (bytes, base) = unpacker.rest();
        match unpack(bytes, Extent::First, flags, depth, ptr::null_mut(), base) {
            Ok((value, length)) => {
                unpacker.skip(length);
                Ok(value)
            }
            Err(Thrown) => {
                let length = unpacker.next_length();
                unpacker.skip(length);
                Err(Thrown)
            }
        }
    }
}

/// Takes a value out of a copy: callbacks may use the unpacker.
///
/// # Safety
/// As for [`take_plain`].
unsafe fn take_with_callbacks(frame: Frame) -> Result<Raw, Thrown> {
    // SAFETY: the copy and the callbacks are held in PHP's memory, and the unpacker is not borrowed while they are called.
    unsafe {
        let unpacker = this::<Unpacker>(frame);
        let length = unpacker.next_length();
        let (bytes, base) = unpacker.rest();
        let copy = string::new(bytes.get(..length).unwrap_or_default());
        unpacker.skip(length);
        let (flags, depth, extensions) = (unpacker.flags, unpacker.limits.depth, unpacker.extensions);
        extensions.add_reference();
        let outcome = unpack(string::bytes(copy), Extent::First, flags, depth, extensions.payload.object, base);
        string::release(copy);
        extensions.release();
        outcome.map(|(value, _)| value)
    }
}

/// `pending()`.
pub unsafe extern "C" fn pending(frame: Frame, result: Return) {
    hot(|| unsafe {
        // SAFETY: the frame and the result are this call's.
        if none(frame).is_some() {
            let count = this::<Unpacker>(frame).rest().0.len();
            give(result, Raw::long(i64::try_from(count).unwrap_or(i64::MAX)));
        }
    });
}

/// `finish()`.
pub unsafe extern "C" fn finish(frame: Frame, _: Return) {
    hot(|| unsafe {
        // SAFETY: the frame is this call's.
        if none(frame).is_some()
            && let Err(error) = this::<Unpacker>(frame).finish()
        {
            throw_error(error);
        }
    });
}

impl Embedded for Unpacker {
    fn class() -> &'static Class {
        &UNPACKER
    }
}

impl Duplicated for Unpacker {
    fn duplicate(&self) -> Self {
        // SAFETY: the object is alive in this unpacker; the copy owns a reference of its own.
        unsafe { self.extensions.add_reference() };
        Self { buffer: self.buffer.clone(), scanner: self.scanner.clone(), traced: Vec::new(), ..*self }
    }
}

impl Traced for Unpacker {
    fn trace(&self, values: &mut Vec<Raw>) {
        values.extend(self.extensions.is_collectable().then_some(self.extensions));
    }

    fn trace_buffer(&mut self) -> &mut Vec<Raw> {
        &mut self.traced
    }
}

impl Drop for Unpacker {
    fn drop(&mut self) {
        // A destructor may not come back: what is Rust's goes before any runs.
        self.buffer = Vec::new();
        self.scanner = Scanner::default();
        self.traced = Vec::new();
        // SAFETY: the unpacker owned it.
        unsafe { std::mem::replace(&mut self.extensions, Raw::NULL).release() };
    }
}
