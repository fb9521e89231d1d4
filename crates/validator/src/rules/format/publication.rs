//! Numbers of books and serials.

/// Whether a text is an ISBN of ten digits or of thirteen, or of the one kind named. A hyphen or a space may stand between its groups, of
/// which there are four or five.
#[must_use]
pub fn is_isbn(text: &[u8], digits: Option<u8>) -> bool {
    // Thirteen digits and what separates five groups.
    if text.len() > 17 {
        return false;
    }
    let (mut room, mut count, mut groups, mut last) = ([0_u8; 17], 0_usize, 1, b'-');
    for &byte in text {
        match byte {
            b'-' | b' ' if !matches!(last, b'-' | b' ') => groups += 1,
            b'0'..=b'9' | b'X' => {
                if let Some(place) = room.get_mut(count) {
                    *place = byte;
                }
                count += 1;
            }
            _ => return false,
        }
        last = byte;
    }
    if matches!(last, b'-' | b' ') {
        return false;
    }
    let number = room.get(..count).unwrap_or_default();
    match count {
        10 => digits != Some(13) && groups <= 4 && is_checked_by_11(number),
        13 => digits != Some(10) && groups <= 5 && is_checked_by_10(number),
        _ => false,
    }
}

/// Whether a text is an ISSN: four digits, perhaps a hyphen, three digits and a check digit, which may be `X`.
#[must_use]
pub fn is_issn(text: &[u8]) -> bool {
    match text {
        &[a, b, c, d, b'-', e, f, g, h] | &[a, b, c, d, e, f, g, h] => {
            is_checked_by_11(&[a, b, c, d, e, f, g, h.to_ascii_uppercase()])
        }
        _ => false,
    }
}

/// Whether all are digits, but for an `X` as the last, and make a multiple of 11: the last counts once, the one before it twice and so on.
fn is_checked_by_11(number: &[u8]) -> bool {
    let mut sum = 0;
    for (&byte, weight) in number.iter().rev().zip(1_u32..) {
        sum += weight
            * match byte {
                b'0'..=b'9' => u32::from(byte - b'0'),
                b'X' if weight == 1 => 10,
                _ => return false,
            };
    }
    sum.is_multiple_of(11)
}

/// Whether all are digits, 978 or 979 the first of them, and make a multiple of 10: every other one counts three times.
fn is_checked_by_10(number: &[u8]) -> bool {
    let sum: u32 =
        number.iter().zip([1, 3].into_iter().cycle()).map(|(&byte, weight)| weight * u32::from(byte & 0xF)).sum();
    (number.starts_with(b"978") || number.starts_with(b"979"))
        && number.iter().all(u8::is_ascii_digit)
        && sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn books_have_ten_or_thirteen_digits() {
        for (text, ten, thirteen) in [
            ("2723442284", true, false),
            ("2-7234-4228-4", true, false),
            ("0-306-40615-2", true, false),
            ("0 306 40615 2", true, false),
            ("080442957X", true, false),
            ("0-8044-2957-X", true, false),
            ("080442957x", false, false),
            ("08044X9570", false, false),
            ("2723442283", false, false),
            ("9783161484100", false, true),
            ("978-3-16-148410-0", false, true),
            ("978 3 16 148410 0", false, true),
            ("979-10-90636-07-1", false, true),
            ("9773161484101", false, false),
            ("978-3-16-148410-1", false, false),
            ("978--316-148410-0", false, false),
            ("-9783161484100", false, false),
            ("9783161484100-", false, false),
            ("9-7-8-3-161484100", false, true),
            ("9-7-8-3-1-61484100", false, false),
            ("0-3-0-6-406152", false, false),
            ("978316148410X", false, false),
            ("978316148410", false, false),
            ("", false, false),
        ] {
            let bytes = text.as_bytes();
            let found = (is_isbn(bytes, Some(10)), is_isbn(bytes, Some(13)), is_isbn(bytes, None));
            assert_eq!(found, (ten, thirteen, ten || thirteen), "text: {text}");
        }
    }

    #[test]
    fn serials_have_eight_digits() {
        for (text, expected) in [
            ("2049-3630", true),
            ("20493630", true),
            ("2434-561X", true),
            ("2434561x", true),
            ("2049-3631", false),
            ("204-93630", false),
            ("2049 3630", false),
            ("2049-363", false),
            ("2049-36300", false),
            ("X049-3630", false),
            ("", false),
        ] {
            assert_eq!(is_issn(text.as_bytes()), expected, "text: {text}");
        }
    }
}
