//! `Bin`, `Extension` and `Extensions`: values with a meaning of their own, and the callbacks for further ones.

use super::fault::{self, throw};
use crate::zval::args::{Frame, Return, give, none, object, parse};
use crate::zval::array::{Array, pair};
use crate::zval::call::{CallablePlaces, read_property, set_property};
use crate::zval::class::Class;
use crate::zval::guard::cold;
use crate::zval::object_data::slot;
use crate::zval::string;
use crate::zval::value::{IS_ARRAY, Raw};
use ext_php_rs::ffi::zend_string;
use std::ptr;

/// `Bin`.
pub static BIN: Class = Class::new();
/// `Map`.
pub static MAP: Class = Class::new();
/// `Extension`.
pub static EXTENSION: Class = Class::new();
/// `Extensions`.
pub static EXTENSIONS: Class = Class::new();
/// `Timestamp`.
pub static TIMESTAMP: Class = Class::new();

/// A string parameter as a value, owned.
unsafe fn owned(text: *mut zend_string) -> Raw {
    // SAFETY: a parameter's string is alive; the value gets a reference of its own.
    unsafe {
        string::add_reference(text);
        Raw::string(text)
    }
}

/// `Bin::__construct()`.
pub unsafe extern "C" fn construct_bin(frame: Frame, _: Return) {
    cold(|| unsafe {
        // SAFETY: a place for the parameter; the property is the class's own.
        let mut bytes = ptr::null_mut::<zend_string>();
        if parse!(frame, c"S", &raw mut bytes).is_some() {
            set_property(BIN.get(), object(frame), "bytes", owned(bytes));
        }
    });
}

/// `Bin::__toString()`.
pub unsafe extern "C" fn bin_to_string(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: the property is the class's own.
        if none(frame).is_some()
            && let Some(bytes) = read_property(BIN.get(), object(frame), c"bytes")
        {
            give(result, bytes);
        }
    });
}

/// `Extension::__construct()`.
pub unsafe extern "C" fn construct_extension(frame: Frame, _: Return) {
    cold(|| unsafe {
        // SAFETY: a place for each parameter; the properties are the class's own.
        let (mut kind, mut data) = (0_i64, ptr::null_mut::<zend_string>());
        if parse!(frame, c"lS", &raw mut kind, &raw mut data).is_none() {
            return;
        }
        if i8::try_from(kind).is_err() {
            throw(fault::EXTENSION, || format!("Extension type {kind}").into_bytes(), "use -128 to 127", None);
            return;
        }
        let object = object(frame);
        set_property(EXTENSION.get(), object, "type", Raw::long(kind));
        if !crate::zval::call::has_exception() {
            set_property(EXTENSION.get(), object, "data", owned(data));
        }
    });
}

/// `Extensions::register()`.
pub unsafe extern "C" fn register(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: a place for each parameter; the object's first two slots are its arrays.
        let (mut kind, mut class) = (0_i64, ptr::null_mut::<zend_string>());
        let (mut pack, mut unpack) = (CallablePlaces::new(), CallablePlaces::new());
        let (packing, unpacking) = (pack.places(), unpack.places());
        let places = (&raw mut kind, &raw mut class);
        if parse!(frame, c"lSff", places.0, places.1, packing.0, packing.1, unpacking.0, unpacking.1).is_none() {
            return;
        }
        let (pack, unpack) = (pack.value(), unpack.value());
        let this = object(frame);
        let packers = own_array(slot(this, 0));
        let unpackers = own_array(slot(this, 1));
        let hint = match i8::try_from(kind) {
            Err(_) => Some("use 0 to 127"),
            Ok(-1) => Some("it is the timestamp; pack a DateTimeInterface or a Timestamp"),
            Ok(_) if unpackers.has_index(kind) => Some("it is registered already"),
            Ok(_) => None,
        };
        if let Some(hint) = hint {
            throw(fault::EXTENSION, || format!("Extension type {kind}").into_bytes(), hint, None);
            return;
        }
        let mut name = string::bytes(class);
        while let [b'\\', rest @ ..] = name {
            name = rest;
        }
        if packers.has_name(name) {
            throw(fault::EXTENSION, || [b"Class ", name].concat(), "it is registered already", None);
            return;
        }
        pack.add_reference();
        unpack.add_reference();
        packers.set_bytes(name, pair(Raw::long(kind), pack));
        unpackers.set_index(kind.cast_unsigned(), unpack);
        let this = Raw::object(this);
        this.add_reference();
        give(result, this);
    });
}

/// The array in a property's place, made the object's own if others see it, too.
unsafe fn own_array(place: *mut Raw) -> Array {
    // SAFETY: the place holds an array, or a reference to one.
    unsafe {
        let place = (*place).referent();
        if (*place).kind() != IS_ARRAY {
            *place = Array::new(0).value();
        }
        Array::separate(place)
    }
}
