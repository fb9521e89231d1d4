//! Base 64.

/// Whether a text is the one form that RFC 4648, section 4, has for some bytes: padded, no bit set that stands for nothing, not empty.
#[must_use]
pub fn is_base64(text: &[u8]) -> bool {
    if text.is_empty() || !text.len().is_multiple_of(4) {
        return false;
    }
    let digits = match text {
        [digits @ .., b'=', b'='] => digits,
        [digits @ .., b'='] => digits,
        digits => digits,
    };
    // With two digits in the last four, four bits stand for nothing; with three, two.
    let unused = match digits.len() % 4 {
        0 => 0,
        2 => 0b1111,
        3 => 0b11,
        _ => return false,
    };
    let last = digits.last().map_or(INVALID, |&byte| VALUES[usize::from(byte)]);
    last & unused == 0 && digits.iter().fold(0, |seen, &byte| seen | VALUES[usize::from(byte)]) & INVALID == 0
}

const INVALID: u8 = 0x80;

static VALUES: [u8; 256] = {
    let mut table = [INVALID; 256];
    let digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut value = 0_u8;
    while value < 64 {
        table[digits[value as usize] as usize] = value;
        value += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_have_one_form() {
        for (text, expected) in [
            ("YQ==", true),
            ("YWI=", true),
            ("YWJj", true),
            ("YWJjZA==", true),
            ("+/+/", true),
            ("YR==", false),
            ("YWJ=", false),
            ("YQ=", false),
            ("YQ", false),
            ("Y===", false),
            ("====", false),
            ("==", false),
            ("YQ==YQ==", false),
            ("Y=Q=", false),
            ("YW Jj", false),
            ("YWJj\n", false),
            ("-_-_", false),
            ("not-base64!", false),
            ("", false),
        ] {
            assert_eq!(is_base64(text.as_bytes()), expected, "text: {text:?}");
        }
    }
}
