//! Writing JSON's parts, byte for byte as json_encode() does: strings, integers and floats, each appended to a vector. Whoever walks a
//! tree of values and cannot afford to ask a vector for room at each of them writes through [`raw`].

use super::simd::write;

mod escapes;
pub mod flags;
#[cfg(test)]
mod tests;

pub use escapes::Escapes;
pub(crate) use escapes::{HIGH, Invalid};

/// The same parts through pointers.
pub mod raw {
    pub use super::write::{
        Level, MOST_DOUBLE, MOST_INTEGER, SLACK, Task, dispatch, double, integer, piece, short, string, trusted,
    };
}

/// A string's bytes are no UTF-8, and no flag says what to do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidUtf8;

/// Appends a string with its quotes.
///
/// # Errors
/// If it is no UTF-8; then nothing is appended.
pub fn string(out: &mut Vec<u8>, text: &[u8], escapes: &Escapes) -> Result<(), InvalidUtf8> {
    write::append_string(out, text, escapes)
}

/// Appends an integer.
pub fn integer(out: &mut Vec<u8>, value: i64) {
    if value < 0 {
        out.push(b'-');
    }
    unsigned(out, value.unsigned_abs());
}

/// Appends an integer without a sign.
pub fn unsigned(out: &mut Vec<u8>, value: u64) {
    write::append_unsigned(out, value);
}

/// Appends a float with as few digits as give it back (serialize_precision -1), and answers whether it could: infinities and NaN have no
/// form in JSON, and nothing is appended for them.
pub fn double(out: &mut Vec<u8>, value: f64, flags: u32) -> bool {
    let is_finite = value.is_finite();
    if is_finite {
        write::append_double(out, value, flags & flags::PRESERVE_ZERO_FRACTION != 0);
    }
    is_finite
}
