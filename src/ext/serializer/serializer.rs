//! `Serializer`: writing and reading values. The formats' own classes do the work; here is which, how, and what is counted.

use super::codec;
use super::media_type::{choose, format_of};
use super::payload::payload;
use super::state::Serializer;
use crate::zval::args::{Frame, Return, bytes, give, object, optional, parse, this};
use crate::zval::array::new_string;
use crate::zval::call::call_method;
use crate::zval::class::Class;
use crate::zval::guard::cold;
use crate::zval::value::{IS_STRING, Raw};
use ext_php_rs::ffi::zend_string;
use highper_serializer::negotiate::Format;
use std::ptr;

/// `Contract\SerializerInterface`.
pub static INTERFACE: Class = Class::new();
/// `Serializer`.
pub static SERIALIZER: Class = Class::new();

/// The settings of the object, with a reference of one's own to its extensions: PHP code may run, and change them.
unsafe fn settings(frame: Frame) -> codec::Settings {
    // SAFETY: the frame is that of one of Serializer's methods.
    unsafe {
        let serializer = this::<Serializer>(frame);
        serializer.extensions.add_reference();
        codec::Settings { settings: serializer.settings, extensions: serializer.extensions }
    }
}

/// Writes a value and counts that; an owned string, or `None` if an exception was thrown.
unsafe fn write(frame: Frame, value: Raw, format: Format) -> Option<Raw> {
    // SAFETY: the frame is this call's. Nothing of Rust's is held while PHP code may run.
    unsafe {
        let settings = settings(frame);
        let written = codec::write(value, format, settings);
        settings.extensions.release();
        match written {
            Some(text) => this::<Serializer>(frame).wrote(format, text.bytes().len()),
            None => this::<Serializer>(frame).failed(format),
        }
        written
    }
}

/// The format and the media type to answer with; a subclass may have a negotiate() of its own.
unsafe fn chosen(frame: Frame, accept: *mut zend_string) -> Option<(Format, Raw)> {
    // SAFETY: the object and the string are alive; PHP code may run.
    unsafe {
        let object = object(frame);
        if (*object).ce == SERIALIZER.get() {
            return choose(bytes(accept));
        }
        let name = call_method(object, "negotiate", &mut [Raw::string(accept)])?;
        let format = if name.kind() == IS_STRING { format_of(name.bytes()) } else { format_of(b"") };
        if format.is_none() {
            name.release();
        }
        format.map(|format| (format, name))
    }
}

/// `respond()`.
pub unsafe extern "C" fn respond(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: one place for each parameter; the arguments live as long as the call.
        let (mut value, mut accept) = (ptr::null_mut::<Raw>(), ptr::null_mut());
        if parse!(frame, c"zS", &raw mut value, &raw mut accept).is_none() {
            return;
        }
        let Some((format, name)) = chosen(frame, accept) else { return };
        let Some(body) = write(frame, *value, format) else { return name.release() };
        if let Some(payload) = payload([body, name, new_string(b"Accept")]) {
            give(result, payload);
        }
    });
}

/// `serialize()`.
pub unsafe extern "C" fn serialize(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: as above.
        let (mut value, mut content_type) = (ptr::null_mut::<Raw>(), ptr::null_mut());
        if parse!(frame, c"zS", &raw mut value, &raw mut content_type).is_none() {
            return;
        }
        let Some(format) = format_of(bytes(content_type)) else { return };
        if let Some(text) = write(frame, *value, format) {
            give(result, text);
        }
    });
}

/// The format of a body: the one that is declared, or the one that it looks like. `None` if an exception was thrown.
fn format_of_body(body: &[u8], content_type: Option<&[u8]>) -> Option<Format> {
    match content_type {
        Some(content_type) if content_type.iter().any(|byte| !matches!(byte, b' ' | b'\t')) => format_of(content_type),
        _ => Some(Format::sniffed(body)),
    }
}

/// `deserialize()`.
pub unsafe extern "C" fn deserialize(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: as above.
        let (mut body, mut content_type) = (ptr::null_mut(), ptr::null_mut());
        if parse!(frame, c"S|S!", &raw mut body, &raw mut content_type).is_none() {
            return;
        }
        let Some(format) = format_of_body(bytes(body), optional(content_type)) else { return };
        let settings = settings(frame);
        let value = codec::read(body, format, settings);
        settings.extensions.release();
        match value {
            Some(value) => {
                this::<Serializer>(frame).read(format, bytes(body).len());
                give(result, value);
            }
            None => this::<Serializer>(frame).failed(format),
        }
    });
}
