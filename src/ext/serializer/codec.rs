//! Values to bytes and back, as Json and MessagePack do it under a Serializer's settings.

use super::state;
use crate::ext::exception;
use crate::ext::json::{decode_document, throw_fault, with_associative};
use crate::ext::msgpack::{Extent, pack_value, unpack_value};
use crate::zval::call::call_named;
use crate::zval::string;
use crate::zval::value::{IS_OBJECT, IS_STRING, Raw};
use ext_php_rs::ffi::{zend_object, zend_string};
use highper_serializer::json::{Error, ErrorKind};
use highper_serializer::negotiate::Format;
use std::ptr;

/// How to write and read.
#[derive(Clone, Copy)]
pub struct Settings {
    pub settings: state::Settings,
    /// An Extensions object, or null.
    pub extensions: Raw,
}

/// The bytes of a value, as an owned string; `None` if an exception was thrown.
///
/// # Safety
/// The value is alive; PHP code may run.
pub unsafe fn write(value: Raw, format: Format, settings: Settings) -> Option<Raw> {
    let Settings { settings, extensions } = settings;
    // SAFETY: as promised.
    unsafe {
        match format {
            Format::Json => {
                let (flags, depth) = (Raw::long(settings.json_flags()), Raw::long(settings.depth));
                call_named("HighPerApp\\HighPer\\Native\\Json::encode", &mut [value, flags, depth])
                    .filter(|text| text.kind() == IS_STRING)
            }
            Format::MessagePack => pack_value(value, settings.pack_flags(), object(extensions), depth(settings)).ok(),
        }
    }
}

/// The value of bytes, owned; `None` if an exception was thrown.
///
/// # Safety
/// The bytes are alive; PHP code may run.
pub unsafe fn read(bytes: *mut zend_string, format: Format, settings: Settings) -> Option<Raw> {
    let Settings { settings, extensions } = settings;
    // SAFETY: as promised.
    unsafe {
        let bytes = string::bytes(bytes);
        match format {
            Format::Json => read_json(bytes, settings),
            Format::MessagePack => {
                let flags = settings.unpack_flags();
                let unpacked = unpack_value(bytes, Extent::Whole, flags, depth(settings), object(extensions), 0);
                unpacked.ok().map(|(value, _)| value)
            }
        }
    }
}

fn depth(settings: state::Settings) -> usize {
    usize::try_from(settings.depth).unwrap_or(0)
}

/// The Extensions object, or a null pointer.
unsafe fn object(extensions: Raw) -> *mut zend_object {
    // SAFETY: it is null or an object.
    if extensions.kind() == IS_OBJECT { unsafe { extensions.payload.object } } else { ptr::null_mut() }
}

fn read_json(json: &[u8], settings: state::Settings) -> Option<Raw> {
    let flags = with_associative(settings.json_flags(), Some(settings.associative));
    let decoded = if json.is_empty() {
        Err(Error { kind: ErrorKind::Syntax, offset: 0 })
    } else {
        decode_document(json, flags, depth(settings))
    };
    decoded.map_err(|error| throw_fault(&exception::JSON, error, json)).ok()
}
