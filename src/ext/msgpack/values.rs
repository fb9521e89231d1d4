//! From what the decoder tells to PHP values.

use super::classes::{BIN, EXTENSION, MAP};
use super::fault::{Thrown, throw_error};
use super::moment;
use crate::zval::call::{call, has_exception, instantiate};
use crate::zval::object_data::{initialize, slot};
use crate::zval::unpack::{Builder, Heap, Maps, Open, new_bytes};
use crate::zval::value::{IS_ARRAY, Raw};
use ext_php_rs::ffi::{HashTable, zend_hash_index_find, zend_object};
use highper_serializer::msgpack::{
    DEEPEST, Error, Keys, Level, Levels, Options, TIMESTAMP, Timestamp, Unsigned, decode, decode_first,
};
use highper_serializer::{MessagePackSink, Sink};
use std::ptr;

// MessagePackInterface's constants.
pub const MAPS_AS_OBJECTS: i64 = 16;
pub const MAPS_AS_MAPS: i64 = 32;
pub const BIN_AS_OBJECTS: i64 = 64;
pub const UINT64_AS_STRING: i64 = 128;
pub const UINT64_AS_FLOAT: i64 = 256;

/// Why a message did not become a value.
pub enum Failure {
    /// It is faulty.
    Error(Error),
    /// A callback, or the engine, has thrown.
    Thrown,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

impl From<Thrown> for Failure {
    fn from(_: Thrown) -> Self {
        Self::Thrown
    }
}

impl<T: Copy> Levels<T> for Heap<Level<T>>
where
    Level<T>: Copy,
{
    #[inline(always)]
    fn push(&mut self, level: Level<T>) {
        Self::push(self, level);
    }

    #[inline(always)]
    fn pop(&mut self) -> Option<Level<T>> {
        Self::pop(self)
    }
}

/// How much of the bytes the value has to be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    Whole,
    First,
}

/// Unpacks a value, which is the caller's, with the number of its bytes. The first of them is at `base` of all that was given.
///
/// # Errors
/// An exception was thrown.
///
/// # Safety
/// The object is null or of Extensions. If it is not null, nothing of Rust's is held, not even by `bytes`: callbacks may do anything.
#[inline(always)]
pub unsafe fn unpack(
    bytes: &[u8],
    extent: Extent,
    flags: i64,
    depth: usize,
    extensions: *mut zend_object,
    base: usize,
) -> Result<(Raw, usize), Thrown> {
    let (maps, keys) = if flags & MAPS_AS_MAPS != 0 {
        (Maps::Pairs(MAP.get()), Keys::Any)
    } else if flags & MAPS_AS_OBJECTS != 0 {
        (Maps::Objects, Keys::Object)
    } else {
        (Maps::Arrays, Keys::Array)
    };
    let unsigned = if flags & UINT64_AS_STRING != 0 {
        Unsigned::Pass
    } else if flags & UINT64_AS_FLOAT != 0 {
        Unsigned::PassAsFloat
    } else {
        Unsigned::Refuse
    };
    let options = Options { depth: depth.min(DEEPEST), keys, unsigned };
    // SAFETY: the second slot of Extensions is an array; it is held, so that registering more meanwhile changes a copy.
    unsafe {
        let mut unpackers = Raw::UNDEF;
        if !extensions.is_null() {
            unpackers = slot(extensions, 1).read().dereferenced();
            unpackers.add_reference();
        }
        let mut levels = Heap::new();
        let mut values = Values { builder: Builder::new(maps), flags, unpackers };
        values.builder.begin();
        let mut outcome = match extent {
            Extent::Whole => decode(bytes, options, &mut levels, &mut values).map(|()| bytes.len()),
            Extent::First => decode_first(bytes, options, &mut levels, &mut values),
        };
        levels.discard();
        if !extensions.is_null() {
            unpackers.release();
            // The destructor of a value that a later one has replaced may have thrown.
            if has_exception() {
                outcome = Err(Failure::Thrown);
            }
        }
        match outcome {
            Ok(length) => Ok((values.builder.finish(), length)),
            Err(failure) => {
                // First: what a destructor of the values throws comes on top of it, as it does in PHP.
                if let Failure::Error(error) = failure {
                    throw_error(Error { offset: error.offset + base, ..error });
                }
                values.builder.discard();
                Err(Thrown)
            }
        }
    }
}

/// Builds a message's values.
struct Values {
    builder: Builder,
    flags: i64,
    /// The array of Extensions::$unpackers, held; undefined if there is none.
    unpackers: Raw,
}

impl Values {
    /// The callback of an extension type; not owned.
    fn callback(&self, kind: i8) -> Option<Raw> {
        if self.unpackers.kind() != IS_ARRAY {
            return None;
        }
        // SAFETY: the array is held; negative indices are what they are as two's complement.
        unsafe {
            let table: *mut HashTable = self.unpackers.payload.array;
            let found = zend_hash_index_find(table, i64::from(kind).cast_unsigned());
            (!found.is_null()).then(|| found.cast::<Raw>().read().dereferenced())
        }
    }

    /// What a callback makes of an extension.
    #[cold]
    fn call(&mut self, callback: Raw, kind: i8, data: &[u8]) -> Result<(), Failure> {
        let data = new_bytes(data);
        // SAFETY: the callback was just found, and is held while it runs; all that was built lies in PHP's memory.
        unsafe {
            callback.add_reference();
            let made = call(callback, &mut [data, Raw::long(kind.into())]);
            callback.let_go();
            data.release();
            let Some(made) = made else { return Err(Failure::Thrown) };
            // By reference is not how a value is returned, but a callback may try.
            let value = made.dereferenced();
            value.add_reference();
            made.release();
            self.builder.value(value);
        }
        Ok(())
    }
}

impl Sink for Values {
    type Error = Failure;
    type Frame = Open;

    #[inline(always)]
    fn null(&mut self) -> Result<(), Failure> {
        self.builder.value(Raw::NULL);
        Ok(())
    }

    #[inline(always)]
    fn boolean(&mut self, value: bool) -> Result<(), Failure> {
        self.builder.value(Raw::bool(value));
        Ok(())
    }

    #[inline(always)]
    fn integer(&mut self, value: i64) -> Result<(), Failure> {
        self.builder.value(Raw::long(value));
        Ok(())
    }

    #[inline(always)]
    fn double(&mut self, value: f64) -> Result<(), Failure> {
        self.builder.value(Raw::double(value));
        Ok(())
    }

    #[inline(always)]
    fn string(&mut self, text: &[u8]) -> Result<(), Failure> {
        self.builder.text(text);
        Ok(())
    }

    #[inline(always)]
    fn begin_array(&mut self, length: Option<usize>) -> Result<Open, Failure> {
        Ok(self.builder.open_list(length.unwrap_or(0)))
    }

    #[inline(always)]
    fn end_array(&mut self, frame: Open) -> Result<(), Failure> {
        self.builder.close_list(frame);
        Ok(())
    }

    #[inline(always)]
    fn begin_map(&mut self, length: Option<usize>) -> Result<Open, Failure> {
        self.builder.open_map(length.unwrap_or(0)).ok_or(Failure::Thrown)
    }

    #[inline(always)]
    fn key(&mut self, text: &[u8]) -> Result<(), Failure> {
        self.builder.key(text, true);
        Ok(())
    }

    #[inline(always)]
    fn end_map(&mut self, frame: Open) -> Result<(), Failure> {
        self.builder.close_map(frame);
        Ok(())
    }
}

impl MessagePackSink for Values {
    #[cold]
    fn unsigned(&mut self, value: u64) -> Result<(), Failure> {
        if self.flags & UINT64_AS_STRING != 0 {
            // Above i64::MAX a number has a last digit and an i64 in front of it.
            let (mut digits, begin) = crate::zval::string::decimal(i64::try_from(value / 10).unwrap_or(i64::MAX));
            digits.copy_within(begin.., begin - 1);
            if let Some(last) = digits.last_mut() {
                *last = b'0' + u8::try_from(value % 10).unwrap_or(0);
            }
            self.builder.text(digits.get(begin - 1..).unwrap_or_default());
        } else {
            // Rounding is what the flag asks for.
            self.builder.value(Raw::double(value as f64));
        }
        Ok(())
    }

    fn binary(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        if self.flags & BIN_AS_OBJECTS == 0 {
            self.builder.bytes(bytes);
            return Ok(());
        }
        // SAFETY: the only slot of Bin is its string.
        unsafe {
            let object = instantiate(BIN.get()).ok_or(Failure::Thrown)?;
            self.builder.value(Raw::object(object));
            initialize(object, 0, new_bytes(bytes));
        }
        Ok(())
    }

    fn extension(&mut self, kind: i8, data: &[u8]) -> Result<(), Failure> {
        if kind == TIMESTAMP {
            // The decoder has checked it.
            let Ok(timestamp) = Timestamp::read(data) else { return Err(Failure::Thrown) };
            // SAFETY: the class is registered.
            let moment = unsafe { moment::new(ptr::null_mut(), timestamp)? };
            self.builder.value(moment);
            return Ok(());
        }
        if let Some(callback) = self.callback(kind) {
            return self.call(callback, kind, data);
        }
        // SAFETY: the slots of Extension are its type and its string.
        unsafe {
            let object = instantiate(EXTENSION.get()).ok_or(Failure::Thrown)?;
            self.builder.value(Raw::object(object));
            initialize(object, 0, Raw::long(kind.into()));
            initialize(object, 1, new_bytes(data));
        }
        Ok(())
    }

    fn binary_key(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.builder.key(bytes, false);
        Ok(())
    }

    #[inline(always)]
    fn begin_key(&mut self) -> Result<(), Failure> {
        self.builder.begin_key();
        Ok(())
    }

    #[inline(always)]
    fn end_key(&mut self) -> Result<(), Failure> {
        self.builder.end_key();
        Ok(())
    }
}
