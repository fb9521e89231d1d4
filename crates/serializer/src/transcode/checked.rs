//! A sink that minds nothing: what is left of decoding then is the check.

use super::Error;
use crate::event::{JsonSink, MessagePackSink, Sink};

/// Takes everything and keeps nothing.
pub struct Checked;

macro_rules! accept {
    ($($name:ident($($type:ty),*)),* $(,)?) => {
        $(#[inline(always)]
        fn $name(&mut self, $(_: $type),*) -> Result<(), Error> {
            Ok(())
        })*
    };
}

impl Sink for Checked {
    type Error = Error;
    type Frame = ();

    accept! {
        null(), boolean(bool), integer(i64), double(f64), string(&[u8]), begin_array(Option<usize>), end_array(()), begin_map(Option<usize>),
        key(&[u8]), end_map(()),
    }
}

impl JsonSink for Checked {
    accept! { big_integer(&[u8]) }
}

impl MessagePackSink for Checked {
    accept! { unsigned(u64), binary(&[u8]), extension(i8, &[u8]), begin_key(), end_key() }
}
