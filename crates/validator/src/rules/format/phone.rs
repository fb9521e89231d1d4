//! Telephone numbers.

/// Whether a text is a number of E.164 with its sign: `+`, and 7 to 15 digits of which the first is not zero.
#[must_use]
pub fn is_e164(text: &[u8]) -> bool {
    matches!(text, [b'+', b'1'..=b'9', rest @ ..] if (6..=14).contains(&rest.len()) && rest.iter().all(u8::is_ascii_digit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_international() {
        for (text, expected) in [
            ("+4930123456", true),
            ("+1234567", true),
            ("+123456", false),
            ("+123456789012345", true),
            ("+1234567890123456", false),
            ("+0123456789", false),
            ("4930123456", false),
            ("+49 30 123456", false),
            ("++4930123456", false),
            ("+4930123456\n", false),
            ("+", false),
            ("", false),
        ] {
            assert_eq!(is_e164(text.as_bytes()), expected, "text: {text:?}");
        }
    }
}
