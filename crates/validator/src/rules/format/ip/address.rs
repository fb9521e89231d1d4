//! The texts of addresses, taken apart: what counts is left to the caller, since the authorities differ in it.

/// How a number of four may be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rules::format) enum Octets {
    /// Without leading zeros.
    Plain,
    /// With leading zeros, up to three digits.
    Padded,
}

/// What an address of IPv6 is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rules::format) struct Groups {
    /// Groups of up to four hexadecimal digits that are written.
    pub(in crate::rules::format) count: u8,
    /// Whether `::` stands for others.
    pub(in crate::rules::format) compressed: bool,
    /// Whether four decimal numbers end it.
    pub(in crate::rules::format) dotted: bool,
}

/// Whether a text is four numbers up to 255 with dots between.
pub(in crate::rules::format) fn is_dotted_quad(text: &[u8], octets: Octets) -> bool {
    // The longest is 255.255.255.255.
    if text.len() > 15 {
        return false;
    }
    let (mut dots, mut digits, mut value, mut zero) = (0, 0_u8, 0_u16, false);
    for &byte in text {
        match byte {
            b'0'..=b'9' => {
                if digits > 2 || (digits > 0 && zero && octets == Octets::Plain) {
                    return false;
                }
                zero = digits == 0 && byte == b'0';
                value = value * 10 + u16::from(byte - b'0');
                digits += 1;
            }
            b'.' if digits > 0 => (dots, digits, value) = (dots + 1, 0, 0),
            _ => return false,
        }
        if value > 255 {
            return false;
        }
    }
    dots == 3 && digits > 0
}

/// Reads groups with colons between, `::` at most once, and perhaps four decimal numbers at the end. Whether it is too many or too few of
/// them is not looked at, except that there are never more than eight.
pub(in crate::rules::format) fn groups(text: &[u8], octets: Octets) -> Option<Groups> {
    let mut found = Groups { count: 0, compressed: false, dotted: false };
    let mut rest = text;
    if let Some(after) = rest.strip_prefix(b"::") {
        found.compressed = true;
        if after.is_empty() {
            return Some(found);
        }
        rest = after;
    }
    loop {
        let digits = rest.iter().take(5).take_while(|byte| byte.is_ascii_hexdigit()).count();
        let (_, after) = rest.split_at_checked(digits)?;
        if after.first() == Some(&b'.') {
            found.dotted = true;
            return (rest.len() < text.len() && is_dotted_quad(rest, octets)).then_some(found);
        }
        if !(1..=4).contains(&digits) || found.count == 8 {
            return None;
        }
        found.count += 1;
        rest = match after {
            [] => return Some(found),
            [b':', b':', end @ ..] if !found.compressed => {
                found.compressed = true;
                if end.is_empty() {
                    return Some(found);
                }
                end
            }
            [b':', next @ ..] => next,
            _ => return None,
        };
    }
}
