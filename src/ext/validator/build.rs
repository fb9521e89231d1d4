//! `validated()`: the values that the engine decides on, made of PHP's. What is not changed is shared.

use super::host::Thrown;
use super::value::{PhpArray, PhpValue};
use crate::zval::array::{Array, new_string};
use crate::zval::call::{call_named, instantiate, is_instance};
use crate::zval::object_data::call_method;
use crate::zval::string;
use crate::zval::sys::php_date_get_immutable_ce;
use crate::zval::value::{IS_OBJECT, IS_STRING, Raw};
use ext_php_rs::ffi::zend_hash_add_new;
use highper_validator::Builder;
use highper_validator::input::Key;
use std::ptr;

/// Makes PHP's values. An error means that an exception is on its way; what was put into a table until then goes with it.
pub struct PhpBuilder;

/// An array that is being filled; released if it is not finished.
pub struct Table(Array);

impl Drop for Table {
    fn drop(&mut self) {
        // SAFETY: the array is ours: `finish` forgets the table.
        unsafe { self.0.value().release() };
    }
}

impl<'a> Builder<'a, PhpValue<'a>> for PhpBuilder {
    type Output = Raw;
    type Table = Table;
    type Error = Thrown;

    #[inline(always)]
    fn share(&mut self, value: PhpValue<'a>) -> Result<Raw, Thrown> {
        let value = value.raw();
        // SAFETY: alive, since the data is.
        unsafe { value.add_reference() };
        Ok(value)
    }

    fn share_root(&mut self, data: PhpArray<'a>) -> Result<Raw, Thrown> {
        // SAFETY: alive; the engine's empty array, and those of constants, are immutable and not counted.
        unsafe {
            let value = Raw::shared_array(data.table().cast_mut());
            value.add_reference();
            Ok(value)
        }
    }

    fn null(&mut self) -> Result<Raw, Thrown> {
        Ok(Raw::NULL)
    }

    fn boolean(&mut self, value: bool) -> Result<Raw, Thrown> {
        Ok(Raw::bool(value))
    }

    fn integer(&mut self, value: i64) -> Result<Raw, Thrown> {
        Ok(Raw::long(value))
    }

    fn float(&mut self, value: f64) -> Result<Raw, Thrown> {
        Ok(Raw::double(value))
    }

    fn string(&mut self, text: &'a [u8]) -> Result<Raw, Thrown> {
        Ok(new_string(text))
    }

    fn date(&mut self, text: &[u8], formats: &[Box<[u8]>]) -> Result<Raw, Thrown> {
        // SAFETY: the texts and the dates are ours; DateTimeImmutable's own methods run no PHP code.
        unsafe {
            let given = new_string(text);
            for format in formats {
                let pattern = new_string(&[b"!", &**format].concat());
                let date = call_named("date_create_immutable_from_format", &mut [pattern, given]);
                pattern.release();
                let Some(date) = date else {
                    given.release();
                    return Err(Thrown);
                };
                if date.kind() == IS_OBJECT {
                    let plain = new_string(format);
                    let written = call_named("date_format", &mut [date, plain]);
                    plain.release();
                    let fits = written.is_some_and(|written| {
                        let fits = written.kind() == IS_STRING && written.bytes() == text;
                        written.release();
                        fits
                    });
                    if fits {
                        given.release();
                        return Ok(date);
                    }
                    date.release();
                }
            }
            let object = instantiate(php_date_get_immutable_ce()).map(Raw::object);
            let made = object.and_then(|object| {
                let made = call_method(object, "__construct", &mut [given]);
                if made.is_none() {
                    object.release();
                }
                made.map(|_| object)
            });
            given.release();
            made.ok_or(Thrown)
        }
    }

    fn date_of_object(&mut self, value: PhpValue<'a>) -> Result<Raw, Thrown> {
        // SAFETY: the value is a date object, which the engine has asked the host about.
        unsafe {
            let object = value.raw();
            if is_instance(object.payload.object, php_date_get_immutable_ce()) {
                return self.share(value);
            }
            call_named("DateTimeImmutable::createFromInterface", &mut [object]).ok_or(Thrown)
        }
    }

    fn begin(&mut self, capacity: usize) -> Result<Table, Thrown> {
        Ok(Table(Array::new(capacity)))
    }

    #[inline(always)]
    fn put(&mut self, table: &mut Table, key: Key<'a>, mut value: Raw) -> Result<(), Thrown> {
        match key {
            Key::Int(index) => table.0.set_index(index.cast_unsigned(), value),
            Key::Text(text) => {
                // The data's own keys are strings of the engine, whose bytes these are (see `Entries`): no new string is needed.
                let name = ptr::with_exposed_provenance_mut(text.as_ptr().addr() - string::HEADER);
                // SAFETY: as said; keys of one array differ from each other. The engine takes references of its own.
                unsafe { zend_hash_add_new(table.0.0, name, (&raw mut value).cast()) };
            }
        }
        Ok(())
    }

    fn finish(&mut self, table: Table) -> Result<Raw, Thrown> {
        let array = table.0;
        std::mem::forget(table);
        Ok(array.value())
    }
}
