//! Floats as PHP writes them.

use std::io::Write as _;

use super::exponent;

/// The text of a float, held in place.
#[derive(Clone, Copy, Debug)]
pub struct FloatText {
    bytes: [u8; Self::ROOM],
    length: usize,
}

impl FloatText {
    /// A sign, 17 digits, a point, and `E-324` or four zeros before the digits.
    const ROOM: usize = 32;

    fn push(&mut self, byte: u8) {
        if let Some(place) = self.bytes.get_mut(self.length) {
            *place = byte;
            self.length += 1;
        }
    }

    fn extend(&mut self, bytes: impl IntoIterator<Item = u8>) {
        bytes.into_iter().for_each(|byte| self.push(byte));
    }
}

impl std::ops::Deref for FloatText {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }
}

/// A float as PHP converts it to a string with `precision` -1: as few digits as give it back.
#[must_use]
pub fn float_text(value: f64) -> FloatText {
    let mut text = FloatText { bytes: [0; FloatText::ROOM], length: 0 };
    let shortest = Shortest::of(value);
    match shortest {
        _ if value.is_nan() => text.extend(*b"NAN"),
        None => text.extend(if value > 0.0 { b"INF".as_slice() } else { b"-INF" }.iter().copied()),
        Some(shortest) => lay_out(&shortest, value.is_sign_negative(), &mut text),
    }
    text
}

fn lay_out(shortest: &Shortest, is_negative: bool, text: &mut FloatText) {
    let digits = shortest.digits();
    let point = shortest.point;
    let copy = |text: &mut FloatText, range: &[u8]| text.extend(range.iter().copied());
    if is_negative {
        text.push(b'-');
    }
    if !(-3..=17).contains(&point) {
        let (first, rest) = digits.split_at_checked(1).unwrap_or((digits, &[]));
        copy(text, first);
        text.push(b'.');
        copy(text, if rest.is_empty() { b"0" } else { rest });
        copy(text, if point < 1 { b"E-" } else { b"E+" });
        let mut exponent = [0; 4];
        let mut room = exponent.as_mut_slice();
        // Four bytes are enough for 324.
        let _ = write!(room, "{}", (point - 1).unsigned_abs());
        let left = room.len();
        copy(text, exponent.get(..4 - left).unwrap_or_default());
    } else if point <= 0 {
        copy(text, b"0.");
        (point..0).for_each(|_| text.push(b'0'));
        copy(text, digits);
    } else {
        let point = usize::try_from(point).unwrap_or(0);
        if let Some((whole, fraction)) = digits.split_at_checked(point)
            && !fraction.is_empty()
        {
            copy(text, whole);
            text.push(b'.');
            copy(text, fraction);
        } else {
            copy(text, digits);
            (digits.len()..point).for_each(|_| text.push(b'0'));
        }
    }
}

/// The fewest digits that give a float back, `0.digits × 10^point`, without zeros at their end; a zero is the one digit 0 before the point.
#[derive(Clone, Copy, Debug)]
pub struct Shortest {
    bytes: [u8; 20],
    length: usize,
    pub point: i64,
}

impl Shortest {
    /// `None` for what is not finite.
    pub fn of(value: f64) -> Option<Self> {
        if !value.is_finite() {
            return None;
        }
        let mut buffer = zmij::Buffer::new();
        // Digits with a point among them, and perhaps an exponent.
        let written = buffer.format_finite(value.abs()).as_bytes();
        let (mantissa, written_exponent) = match written.iter().position(|&byte| byte == b'e') {
            Some(at) => (written.get(..at)?, exponent(written.get(at + 1..)?)?),
            None => (written, 0),
        };
        let whole = mantissa.iter().position(|&byte| byte == b'.').unwrap_or(mantissa.len());
        let mut shortest = Self { bytes: [0; 20], length: 0, point: i64::try_from(whole).ok()? + written_exponent };
        for &byte in mantissa.iter().filter(|&&byte| byte != b'.') {
            if shortest.length == 0 && byte == b'0' {
                shortest.point -= 1;
                continue;
            }
            *shortest.bytes.get_mut(shortest.length)? = byte;
            shortest.length += 1;
        }
        while let Some((b'0', _)) = shortest.digits().split_last() {
            shortest.length -= 1;
        }
        if shortest.length == 0 {
            (shortest.bytes[0], shortest.length, shortest.point) = (b'0', 1, 1);
        }
        Some(shortest)
    }

    pub fn digits(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::float_text;

    #[test]
    fn floats_are_written_as_php_writes_them() {
        for (value, expected) in [
            (0.0, "0"),
            (-0.0, "-0"),
            (5.0, "5"),
            (-5.5, "-5.5"),
            (0.1 + 0.2, "0.30000000000000004"),
            (0.0001, "0.0001"),
            (0.00001, "1.0E-5"),
            (1.5e-7, "1.5E-7"),
            (-2.5e-100, "-2.5E-100"),
            (1e15, "1000000000000000"),
            (1e16, "10000000000000000"),
            (123_456_789_012_345.69, "123456789012345.69"),
            (1e17, "1.0E+17"),
            (1.234_567_890_123_456_8e17, "1.2345678901234568E+17"),
            (1e25, "1.0E+25"),
            (f64::MAX, "1.7976931348623157E+308"),
            (-f64::MIN_POSITIVE, "-2.2250738585072014E-308"),
            (5e-324, "5.0E-324"),
            (f64::INFINITY, "INF"),
            (f64::NEG_INFINITY, "-INF"),
            (f64::NAN, "NAN"),
        ] {
            assert_eq!(String::from_utf8_lossy(&float_text(value)), expected);
        }
    }
}
