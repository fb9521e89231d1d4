//! Values as PHP converts them: to strings, and to what its comparisons look at.

use crate::input::View;
use crate::rules::loose::Scalar;
use crate::rules::number::{FloatText, float_text};

/// Where the text of a number is written.
#[derive(Default)]
pub(crate) struct Buffer {
    digits: [u8; Self::ROOM],
    float: Option<FloatText>,
}

impl Buffer {
    /// A sign and 19 digits.
    const ROOM: usize = 20;

    fn integer(&mut self, value: i64) -> &[u8] {
        let mut begin = Self::ROOM;
        let mut rest = value.unsigned_abs();
        loop {
            begin -= 1;
            if let (Some(place), Ok(digit)) = (self.digits.get_mut(begin), u8::try_from(rest % 10)) {
                *place = b'0' + digit;
            }
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        if value < 0 {
            begin -= 1;
            if let Some(place) = self.digits.get_mut(begin) {
                *place = b'-';
            }
        }
        self.digits.get(begin..).unwrap_or_default()
    }
}

/// The text of a string or a number; of nothing else.
#[inline]
pub(crate) fn text_of<'b, A>(view: View<'b, A>, buffer: &'b mut Buffer) -> Option<&'b [u8]> {
    match view {
        View::String(text) => Some(text),
        View::Int(value) => Some(buffer.integer(value)),
        View::Float(value) if value.is_finite() => Some(buffer.float.insert(float_text(value))),
        _ => None,
    }
}

/// What PHP makes of a scalar where it wants a string; `None` of arrays and opaque values.
#[inline]
pub(super) fn cast_to_text<'b, A>(view: View<'b, A>, buffer: &'b mut Buffer) -> Option<&'b [u8]> {
    match view {
        View::Null | View::Bool(false) => Some(b""),
        View::Bool(true) => Some(b"1"),
        View::Float(value) => Some(buffer.float.insert(float_text(value))),
        view => text_of(view, buffer),
    }
}

/// What a comparison looks at; `None` of arrays and opaque values.
#[inline]
pub(super) fn scalar<A>(view: View<'_, A>) -> Option<Scalar<'_>> {
    Some(match view {
        View::Null => Scalar::Null,
        View::Bool(value) => Scalar::Bool(value),
        View::Int(value) => Scalar::Int(value),
        View::Float(value) => Scalar::Float(value),
        View::String(text) => Scalar::String(text),
        View::Array(_) | View::Opaque => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{Buffer, cast_to_text};
    use crate::input::View;

    #[test]
    fn texts() {
        let table: [(View<'_, ()>, Option<&str>); 10] = [
            (View::Int(0), Some("0")),
            (View::Int(-7), Some("-7")),
            (View::Int(i64::MIN), Some("-9223372036854775808")),
            (View::Int(i64::MAX), Some("9223372036854775807")),
            (View::Float(1.5), Some("1.5")),
            (View::Float(1e25), Some("1.0E+25")),
            (View::Bool(true), Some("1")),
            (View::Bool(false), Some("")),
            (View::Null, Some("")),
            (View::Opaque, None),
        ];
        for (view, expected) in table {
            let text =
                cast_to_text(view, &mut Buffer::default()).map(|text| String::from_utf8_lossy(text).into_owned());
            assert_eq!(text.as_deref(), expected, "value: {view:?}");
        }
    }
}
