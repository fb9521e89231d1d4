//! From what the decoder tells to PHP values.

use crate::zval::build::{Builder, Maps};
use crate::zval::value::Raw;
use highper_serializer::json::{Error, ErrorKind, big_as_double};
use highper_serializer::{JsonSink, Sink};

/// Builds a document's values; with `ARRAYS` its objects as arrays.
pub struct Values<'b, const ARRAYS: bool> {
    pub builder: &'b mut Builder,
    /// Integers beyond 64 bits as strings; otherwise as floats.
    pub big_as_string: bool,
}

impl<const ARRAYS: bool> Values<'_, ARRAYS> {
    const MAPS: Maps = if ARRAYS { Maps::Arrays } else { Maps::Objects };
}

/// Says that only [`highper_serializer::json::check`] can tell what is wrong: it is rare, and not for the hot path.
const TO_BE_CHECKED: Error = Error { kind: ErrorKind::InvalidPropertyName, offset: usize::MAX };

impl<const ARRAYS: bool> Sink for Values<'_, ARRAYS> {
    type Error = Error;
    type Frame = ();

    #[inline(always)]
    fn null(&mut self) -> Result<(), Error> {
        self.builder.scalar(Raw::NULL);
        Ok(())
    }

    #[inline(always)]
    fn boolean(&mut self, value: bool) -> Result<(), Error> {
        self.builder.scalar(Raw::bool(value));
        Ok(())
    }

    #[inline(always)]
    fn integer(&mut self, value: i64) -> Result<(), Error> {
        self.builder.scalar(Raw::long(value));
        Ok(())
    }

    #[inline(always)]
    fn double(&mut self, value: f64) -> Result<(), Error> {
        self.builder.scalar(Raw::double(value));
        Ok(())
    }

    #[inline(always)]
    fn string(&mut self, text: &[u8]) -> Result<(), Error> {
        self.builder.text(text);
        Ok(())
    }

    #[inline(always)]
    fn begin_array(&mut self, _: Option<usize>) -> Result<(), Error> {
        self.builder.open_list();
        Ok(())
    }

    #[inline(always)]
    fn end_array(&mut self, (): ()) -> Result<(), Error> {
        self.builder.close_list();
        Ok(())
    }

    #[inline(always)]
    fn begin_map(&mut self, _: Option<usize>) -> Result<(), Error> {
        self.builder.open_map(Self::MAPS);
        Ok(())
    }

    #[inline(always)]
    fn key(&mut self, text: &[u8]) -> Result<(), Error> {
        if !ARRAYS && text.first() == Some(&0) {
            return Err(TO_BE_CHECKED);
        }
        self.builder.key(text, Self::MAPS);
        Ok(())
    }

    #[inline(always)]
    fn end_map(&mut self, (): ()) -> Result<(), Error> {
        self.builder.close_map(Self::MAPS);
        Ok(())
    }
}

impl<const ARRAYS: bool> JsonSink for Values<'_, ARRAYS> {
    #[cold]
    fn big_integer(&mut self, digits: &[u8]) -> Result<(), Error> {
        if self.big_as_string {
            self.builder.text(digits);
        } else {
            self.builder.scalar(Raw::double(big_as_double(digits)));
        }
        Ok(())
    }

    #[inline(always)]
    fn expected_key(&mut self, rest: &[u8]) -> Option<usize> {
        self.builder.expected_key(rest, Self::MAPS)
    }
}
